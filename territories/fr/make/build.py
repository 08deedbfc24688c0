"""Builds the French territory pack from its sources: see ../README.md. Run by `cargo xtask territories`.

    build.py --attributes DIR --shapes WHEEL --world DIR --tippecanoe PROGRAM --out DIR [--only places|basemap]
"""

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import shapely
import zstandard

import basemap
import outlines
import sources
import words
from sources import check, typographic
from topology import Topology

NEAR_BORDER_METRES = 300
ARRONDISSEMENT = "arrondissement-municipal"


def main():
    parser = argparse.ArgumentParser()
    for name in ("attributes", "shapes", "world", "tippecanoe", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--only", choices=("places", "basemap"))
    args = parser.parse_args()
    communes, departements, regions, inner = sources.read_attributes(args.attributes)
    rows = sources.read_shapes(args.shapes)
    codes, shapes = sources.contours(communes, rows)
    points = sources.points(communes, codes, shapes, rows)
    topology = Topology(shapes)
    whole = departement_shapes(communes, departements, codes, shapes)
    check_departements(communes, whole, points)
    if args.only != "basemap":
        write_places(args.out, communes, inner, points, rows)
        write_tree(args.out, communes, departements, regions, codes, points, topology, whole)
        drawing = outlines.draw(whole, {c: "r" + d["region"] for c, d in departements.items()}, tree_names(departements))
        write_json(args.out / "outlines.json", drawing)
        contours = compact(topology.as_topojson("communes", codes)).encode()
        (args.out / "contours.topojson.zst").write_bytes(zstandard.ZstdCompressor(level=19).compress(contours))
    if args.only != "places":
        basemap.build(args, communes, departements, codes, shapes, points, topology, whole)
    halls = sum(inside for _, _, inside in points.values())
    print(f"{len(communes)} communes ({halls} at their town hall), {len(whole)} départements, {len(regions)} régions, "
          f"{len(topology.arcs)} arcs", file=sys.stderr)


def departement_shapes(communes, departements, codes, shapes):
    """The full contour of each département: the union of its communes."""
    members = defaultdict(list)
    for code, shape in zip(codes, shapes):
        members[communes[code]["departement"]].append(shape)
    check(set(members) == set(departements), "a département has no commune")
    return {code: shapely.coverage_union_all(members[code]) for code in sorted(members)}


def check_departements(communes, whole, points):
    """No commune may stand in another département than its code says."""
    for code, (lon, lat, _) in points.items():
        home = communes[code]["departement"]
        check(code.startswith(home), f"{code} is not of {home} by its code")
        check(shapely.intersects_xy(whole[home], lon, lat), f"{code} stands outside {home}")


def write_places(out, communes, inner, points, rows):
    """communes.tsv, and aliases.tsv: every other code or name by which one may ask for a commune."""
    lines = ["code\tname\tform\tparent\tpostcodes\tpopulation\tlon\tlat"]
    for code in sorted(communes):
        commune, (lon, lat, _) = communes[code], points[code]
        form = str(commune["typeLiaison"])
        pattern = words.COMMUNE_FORMS.get(form)
        check(pattern is not None, f"{code}: no form {form}")
        check(commune["nom"].startswith(pattern.get("without", "")), f"{code}: {commune['nom']} has not the article {form}")
        lines.append("\t".join((code, typographic(commune["nom"]), form, commune["departement"],
                                " ".join(commune["codesPostaux"]), str(commune["population"]), f"{lon:.5f}", f"{lat:.5f}")))
    (out / "communes.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (out / "aliases.tsv").write_text("\n".join(alias_lines(communes, inner, rows)) + "\n", encoding="utf-8")


def alias_lines(communes, inner, rows):
    """One line for each former, delegated or inner code: code, commune, kind, name, postcodes, lon, lat."""
    found, lines = set(), ["code\tcommune\tkind\tname\tpostcodes\tlon\tlat"]
    for other in sorted(inner, key=lambda c: (c["code"], c["type"])):
        commune = other.get("commune") or other.get("chefLieu")
        check(commune in communes, f"{other['code']} belongs to no commune")
        name = typographic(other["nom"])
        if name == typographic(communes[commune]["nom"]):
            continue
        kind = "district" if other["type"] == ARRONDISSEMENT else "former"
        row = rows.get(("ARM" if kind == "district" else "COMD", other["code"])) or rows.get(("COMA", other["code"])) or {}
        found.add(other["code"])
        lines.append("\t".join((other["code"], commune, kind, name, " ".join(other.get("codesPostaux", ())), *where(row))))
    for former, heir in sorted(sources.heirs(communes).items()):
        row = rows.get(("COM", former)) or {}
        if former not in found:
            name = typographic(row.get("name") or "")
            lines.append("\t".join((former, heir, "former", "" if name == typographic(communes[heir]["nom"]) else name, "", *where(row))))
    return lines


def where(row):
    """The point of an alias, when its contour is known: its town hall if strictly inside, else a point inside."""
    shape, hall = row.get("contour"), row.get("town_hall")
    if shape is None:
        return "", ""
    point = hall if hall is not None and shape.contains_properly(hall) else sources.biggest(shape).representative_point()
    return f"{point.x:.5f}", f"{point.y:.5f}"


def tree_names(departements):
    """Names by language for the drawing's frames."""
    forms = {c: words.departement_forms(c, typographic(d["nom"]), d["typeLiaison"]) for c, d in departements.items()}
    return {c: {language: f["name"] for language, f in by.items()} for c, by in forms.items()}


def write_tree(out, communes, departements, regions, codes, points, topology, whole):
    """territories.json (the tree above communes) and pack.json (what the pack is)."""
    near = neighbours(communes, codes, topology)
    nation = {"code": "FR", "level": "nation", "parent": None, "words": words.nation_forms(), "seat": "c75056",
              "bounds": [-5.2, 41.3, 9.6, 51.1], "time_zone": "Europe/Paris", "holidays": "metropole", "neighbours": []}
    tree = [nation]
    for code in sorted(regions):
        members = [c for c in departements if departements[c]["region"] == code]
        only = members[0] if len(members) == 1 else None
        shape = [whole[c] for c in members]
        tree.append({"code": "r" + code, "level": "region", "parent": "FR",
                     "words": words.region_forms(code, typographic(regions[code]["nom"])),
                     "seat": "c" + regions[code]["chefLieu"], "bounds": bounds(shape),
                     **zones(only if only in words.TIME_ZONES else None),
                     "neighbours": sorted({"r" + departements[n]["region"] for c in members for n in near[c]} - {"r" + code})})
    for code in sorted(departements):
        row = departements[code]
        tree.append({"code": code, "level": "departement", "parent": "r" + row["region"],
                     "words": words.departement_forms(code, typographic(row["nom"]), row["typeLiaison"]),
                     "seat": "c" + row["chefLieu"], "bounds": bounds([whole[code]]), **zones(code), "neighbours": sorted(near[code])})
    for territory in tree:
        check(territory["seat"][1:] in communes, f"{territory['code']}: its seat is unknown")
    (out / "territories.json").write_text("[\n" + ",\n".join(compact(t) for t in tree) + "\n]\n", encoding="utf-8")
    write_json(out / "pack.json", manifest())


def zones(code):
    """Where a territory departs from its parent's time zone and holidays; nothing else is written."""
    found = {"time_zone": words.TIME_ZONES.get(code), "holidays": words.HOLIDAYS.get(code)}
    return {key: value for key, value in found.items() if value}


def bounds(shapes):
    return [round(float(v), 4) for v in shapely.total_bounds(np.array(shapes, dtype=object))]


def neighbours(communes, codes, topology):
    """Départements that share a border: an arc whose two communes are not of the same one."""
    near = defaultdict(set)
    for owners in topology.owners.values():
        sides = {communes[codes[owner]]["departement"] for owner in owners}
        for side in sides:
            near[side] |= sides - {side}
    return near


def manifest():
    """What the pack is, for whoever reads it."""
    return {
        "format": 1,
        "country": "FR",
        "languages": ["fr", "en"],
        "vintage": "2026",
        "credits": "IGN ADMIN EXPRESS COG, INSEE, La Poste, DILA (Licence Ouverte 2.0); Natural Earth",
        "near_border_metres": NEAR_BORDER_METRES,
        "abbreviations": {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"},
        "weak_words": ["le", "la", "les", "l", "de", "du", "des", "d", "sur", "sous", "en", "et", "a", "au", "aux"],
        "commune_forms": words.COMMUNE_FORMS,
        "expected": {"communes": sources.EXPECTED_COMMUNES, "departements": sources.EXPECTED_DEPARTEMENTS, "regions": sources.EXPECTED_REGIONS},
    }


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_json(path, value):
    path.write_text(compact(value) + "\n", encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except sources.Refusal as refusal:
        sys.exit(f"territories: {refusal}")

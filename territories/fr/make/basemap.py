"""The offline base map: vector tiles of land, départements, boundaries and names, from z0 to z10 (see ../README.md)."""

import json
import shutil
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np
import shapely

import words
from sources import check, typographic

FRANCE = "250"
DETAIL_FROM = 5  # below, the whole world coarsely; from here on, what is around the country, finely
MAX_ZOOM = 10
# Where the neighbours are kept, in degrees: widely up to z7, then only as far as a map centred in the country shows.
AROUND = {
    "mainland": (-13.0, 37.5, 17.5, 56.5),
    "antilles": (-67.0, 9.0, -55.0, 22.0),
    "guyane": (-62.0, -4.0, -45.0, 11.0),
    "indian-ocean": (40.0, -27.0, 63.0, -8.0),
}
NEAR_DEGREES = 1.5
FRONTIER_DEGREES = 0.002  # an outer edge this close to a neighbour is a frontier, not a coast
GAP_DEGREES = 0.04  # how far the two sources may disagree about a frontier
COUNTRY_NAMES = {  # ISO 3166 numeric code: French, English, longitude, latitude, first zoom
    "724": ("Espagne", "Spain", -3.7, 40.2, 3), "380": ("Italie", "Italy", 11.5, 43.6, 3),
    "756": ("Suisse", "Switzerland", 8.1, 46.8, 5), "276": ("Allemagne", "Germany", 10.0, 50.8, 3),
    "056": ("Belgique", "Belgium", 4.7, 50.6, 5), "442": ("Luxembourg", "Luxembourg", 6.1, 49.8, 6),
    "528": ("Pays-Bas", "Netherlands", 5.6, 52.2, 5), "826": ("Royaume-Uni", "United Kingdom", -1.4, 52.6, 3),
    "372": ("Irlande", "Ireland", -8.0, 53.2, 4), "620": ("Portugal", "Portugal", -8.1, 39.6, 4),
    "020": ("Andorre", "Andorra", 1.56, 42.55, 7), "492": ("Monaco", "Monaco", 7.42, 43.74, 9),
    "040": ("Autriche", "Austria", 14.2, 47.6, 4), "076": ("Brésil", "Brazil", -51.5, 0.8, 3),
    "740": ("Suriname", "Suriname", -55.9, 4.0, 5), "328": ("Guyana", "Guyana", -58.9, 4.9, 5),
    "862": ("Venezuela", "Venezuela", -64.5, 9.6, 5), "450": ("Madagascar", "Madagascar", 46.7, -19.4, 4),
    "174": ("Comores", "Comoros", 43.3, -11.7, 6), "480": ("Maurice", "Mauritius", 57.6, -20.3, 6),
    "212": ("Dominique", "Dominica", -61.36, 15.42, 7), "662": ("Sainte-Lucie", "Saint Lucia", -60.97, 13.9, 7),
    "028": ("Antigua-et-Barbuda", "Antigua and Barbuda", -61.8, 17.2, 7), "500": ("Montserrat", "Montserrat", -62.2, 16.74, 8),
    "052": ("Barbade", "Barbados", -59.55, 13.18, 7), "670": ("Saint-Vincent-et-les-Grenadines", "Saint Vincent and the Grenadines", -61.2, 13.25, 7),
}


def build(args, communes, departements, codes, shapes, points, topology, whole):
    """Writes basemap.pmtiles."""
    country = shapely.union_all(list(whole.values()))
    neighbours = read_neighbours(args.world / "countries-10m.json", country)
    with tempfile.TemporaryDirectory() as folder:
        with open(Path(folder) / "features.json", "w", encoding="utf-8") as out:
            for one in features(args, communes, departements, codes, points, topology, whole, country, neighbours):
                out.write(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n")
        run_tippecanoe(args.tippecanoe, Path(folder))
        shutil.move(Path(folder) / "basemap.pmtiles", args.out / "basemap.pmtiles")


def run_tippecanoe(program, folder):
    """Makes the tiles. The program keeps its command line, from its first word, in the tiles: no path of a machine may be in it."""
    # What the package puts on the path only starts the real program, by its whole path.
    real = next(iter(program.absolute().parent.parent.glob("lib/*/site-packages/tippecanoe/bin/tippecanoe")), None)
    check(real is not None, f"no tippecanoe in the package of {program.name}")
    command = [
        "tippecanoe", "-o", "basemap.pmtiles", "-Z0", f"-z{MAX_ZOOM}", "-n", "France", "-A",
        "IGN ADMIN EXPRESS COG, INSEE, La Poste, DILA (Licence Ouverte 2.0); Natural Earth",
        "--drop-rate=1", "--no-tile-size-limit", "--no-feature-limit", "--no-simplification-of-shared-nodes",
        "--full-detail=11", "--low-detail=11", "--simplification=3", "--simplify-only-low-zooms", "--buffer=4", "--quiet", "features.json",
    ]
    done = subprocess.run(command, executable=real, cwd=folder)
    check(done.returncode == 0, "tippecanoe failed")


def features(args, communes, departements, codes, points, topology, whole, country, neighbours):
    """Every feature of the base map, with its layer and its zooms."""
    for shape in read_world(args.world / "land-50m.json", "land"):
        yield feature("land", {}, shape[1], 0, DETAIL_FROM - 1)
    for line in world_borders(args.world / "countries-50m.json"):
        yield feature("boundaries", {"level": "country"}, line, 1, DETAIL_FROM - 1)
    for part in shapely.get_parts(country):
        yield feature("land", {}, part, DETAIL_FROM, MAX_ZOOM)
    yield from neighbour_features(args.world / "countries-10m.json", neighbours, country)
    for code, shape in whole.items():
        yield feature("departements", {"code": code, "region": "r" + departements[code]["region"]}, shape, 3, 8)
    yield from boundary_features(communes, codes, topology, shapely.union_all(list(neighbours.values())))
    yield from name_features(communes, departements, points, whole)


def feature(layer, properties, shape, first, last):
    """A GeoJSON feature as tippecanoe wants it."""
    return {
        "type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(shape)),
        "tippecanoe": {"layer": layer, "minzoom": first, "maxzoom": last},
    }


def neighbour_features(path, neighbours, country):
    """The land of the neighbours and the borders between them: widely at first, then only close to the country."""
    near = country.simplify(0.05).buffer(NEAR_DEGREES).simplify(0.05)
    borders = shapely.line_merge(shapely.multilinestrings(world_borders(path, FRANCE))).intersection(wide()).difference(country)
    for area, first, last in ((None, DETAIL_FROM, 7), (near, 8, MAX_ZOOM)):
        for shape in neighbours.values():
            for part in shapely.get_parts(shape if area is None else shape.intersection(area)):
                if part.geom_type == "Polygon":
                    yield feature("land", {}, part, first, last)
        for line in shapely.get_parts(borders if area is None else borders.intersection(area)):
            yield feature("boundaries", {"level": "country"}, line, first, last)


def polygons_of(shape):
    """The surfaces of a shape, without the lines and points that cutting leaves."""
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])


def wide():
    """Where the neighbours are kept."""
    return shapely.union_all([shapely.box(*box) for box in AROUND.values()])


def read_neighbours(path, country):
    """The other countries around, by code; where they fall short of the country's own frontier, the gap is filled."""
    world = dict(read_world(path, "countries"))
    around = {code: polygons_of(shape.intersection(wide())) for code, shape in world.items() if code != FRANCE and shape.intersects(wide())}
    uncovered = world[FRANCE].difference(country)
    found = {}
    for code, shape in around.items():
        # Only what lies against the neighbour: elsewhere the coarser coast merely overlaps the sea.
        strip = uncovered.intersection(shape.buffer(GAP_DEGREES))
        gap = shapely.union_all([part for part in shapely.get_parts(strip) if part.dwithin(shape, 1e-6)])
        found[code] = polygons_of(shape.difference(country).union(gap))
    return found


def read_world(path, name):
    """(code, shape) of each geometry of a TopoJSON object of Natural Earth."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = decoded_arcs(topology)
    ring = lambda numbers: np.concatenate([arc(arcs, n)[(i > 0):] for i, n in enumerate(numbers)])
    polygon = lambda rings: shapely.Polygon(rings[0], [hole for hole in rings[1:] if len(hole) > 3])
    found = []
    for geometry in topology["objects"][name]["geometries"]:
        parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
        if parts:
            rings = [[unrolled(ring(numbers)) for numbers in part] for part in parts]
            # The source rounds its smallest islands to a point or a line: they are left out.
            shape = shapely.make_valid(shapely.MultiPolygon([polygon(part) for part in rings if len(part[0]) > 3]))
            found.append((geometry.get("id", f"{name}-{len(found)}"), rolled(shape)))
    return found


def unrolled(ring):
    """A ring without the leap it makes at the 180th meridian; one that goes round a pole is closed by way of the pole."""
    turns = np.concatenate([[0], np.cumsum(np.round(np.diff(ring[:, 0]) / -360.0))])
    flat = np.column_stack([ring[:, 0] + 360.0 * turns, ring[:, 1]])
    if turns[-1] == 0:
        return flat
    pole = -90.0 if flat[:, 1].mean() < 0 else 90.0
    return np.vstack([flat, [flat[-1, 0], pole], [flat[0, 0], pole], flat[:1]])


def rolled(shape):
    """A shape brought back between the 180th meridians, cut along them."""
    whole = shapely.union_all([
        shapely.transform(shape.intersection(shapely.box(shift - 180, -90, shift + 180, 90)), lambda xy: xy - (shift, 0))
        for shift in (-360, 0, 360)
    ])
    return polygons_of(whole)


def world_borders(path, without=None):
    """The arcs that two countries share, those of one country left out."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs, owners, omitted = decoded_arcs(topology), defaultdict(set), set()
    for owner, geometry in enumerate(topology["objects"]["countries"]["geometries"]):
        if without is not None and geometry.get("id") == without:
            omitted.add(owner)
        parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
        for rings in parts:
            for ring in rings:
                for number in ring:
                    owners[max(number, ~number)].add(owner)
    return [shapely.LineString(arcs[number]) for number, who in sorted(owners.items()) if len(who) > 1 and not who & omitted]


def decoded_arcs(topology):
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]


def arc(arcs, number):
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def boundary_features(communes, codes, topology, abroad):
    """The borders inside the country, each once, at the highest level it divides; and its frontier and coast."""
    shapely.prepare(abroad)
    groups = defaultdict(list)
    for number, owners in topology.owners.items():
        sides = [communes[codes[owner]] for owner in sorted(owners)]
        line = topology.line(number)
        pieces = [shapely.LineString(line)] if len(sides) > 1 else [shapely.LineString(edge) for edge in zip(line, line[1:])]
        for piece in pieces:
            groups[level_of(sides, piece, abroad), sides[0]["departement"]].append(piece)
    first_zoom = {"country": DETAIL_FROM, "coast": DETAIL_FROM, "region": 4, "departement": 5, "commune": 8}
    for (level, _), lines in sorted(groups.items(), key=lambda group: group[0]):
        merged = shapely.line_merge(shapely.multilinestrings(lines))
        yield feature("boundaries", {"level": level}, merged, first_zoom[level], MAX_ZOOM)


def level_of(sides, line, abroad):
    """What an arc divides; on the outside, what an edge of it does, by its middle."""
    if len(sides) < 2:
        return "country" if abroad.dwithin(line.interpolate(0.5, normalized=True), FRONTIER_DEGREES) else "coast"
    if len({side["region"] for side in sides}) > 1:
        return "region"
    return "departement" if len({side["departement"] for side in sides}) > 1 else "commune"


def name_features(communes, departements, points, whole):
    """Names of communes with their rank (1 the greatest), of départements and of countries."""
    seats = {row["chefLieu"] for row in departements.values()}
    for code, commune in sorted(communes.items(), key=lambda item: -item[1]["population"]):
        rank = rank_of(commune["population"], code in seats)
        properties = {"kind": "commune", "code": "c" + code, "name": typographic(commune["nom"]), "rank": rank}
        lon, lat, _ = points[code]
        yield feature("places", properties, shapely.Point(lon, lat), FIRST_ZOOM[rank], MAX_ZOOM)
    for code, row in departements.items():
        part = max(shapely.get_parts(whole[code]), key=lambda p: p.area)
        centre = shapely.Point(shapely.get_coordinates(shapely.maximum_inscribed_circle(part, tolerance=0.02))[0])
        forms = words.departement_forms(code, typographic(row["nom"]), row["typeLiaison"])
        properties = {"kind": "departement", "code": code, **names(forms["fr"]["name"], forms["en"]["name"])}
        yield feature("places", properties, centre, 5, 8)
    for french, other, lon, lat, first in COUNTRY_NAMES.values():
        yield feature("places", {"kind": "country", **names(french, other)}, shapely.Point(lon, lat), first, MAX_ZOOM)


FIRST_ZOOM = {1: 4, 2: 5, 3: 6, 4: 7, 5: 8, 6: 9, 7: 10}


def rank_of(population, seat):
    """Rank of a commune on the map: its zoom follows, so that each zoom has a few names where people live."""
    steps = (200_000, 90_000, 40_000, 14_000, 4_000, 1_000)
    rank = 1 + sum(population < step for step in steps)
    return min(rank, 3) if seat else rank


def names(french, english):
    """A name, and the English one where it differs."""
    return {"name": french} if french == english else {"name": french, "name_en": english}

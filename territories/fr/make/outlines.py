"""The drawn map: départements and régions as SVG paths, each part of the country in a frame of its own."""

import math

import numpy as np
import shapely

WIDTH, HEIGHT = 1000, 1140
METROPOLE = {"id": "metropole", "name": {"fr": "Métropole", "en": "Mainland"}, "box": (0, 0, 1000, 950)}
INSET = {"id": "petite-couronne", "name": {"fr": "Paris et petite couronne", "en": "Paris and inner suburbs"}, "box": (10, 20, 190, 160)}
INSET_CODES = ("75", "92", "93", "94")
OVERSEAS = ("971", "972", "973", "974", "976")
TOLERANCE = {"metropole": 2.0, "petite-couronne": 1.6, "box": 1.4}
SMALLEST_ISLAND = 0.9  # square units


def lambert(lon0=3.0, lat0=46.5, lat1=44.0, lat2=49.0):
    """Lambert's conformal conic on a sphere of radius one; y grows to the south."""
    p1, p2, p0 = map(math.radians, (lat1, lat2, lat0))
    half = lambda p: np.tan(math.pi / 4 + p / 2)
    n = math.log(math.cos(p1) / math.cos(p2)) / math.log(half(p2) / half(p1))
    f = math.cos(p1) * half(p1) ** n / n
    rho0 = f / half(p0) ** n

    def project(xy):
        rho = f / half(np.radians(xy[:, 1])) ** n
        theta = n * np.radians(xy[:, 0] - lon0)
        return np.column_stack([rho * np.sin(theta), rho * np.cos(theta) - rho0])

    return {"kind": "lambert", "lon0": lon0, "lat0": lat0, "lat1": lat1, "lat2": lat2}, project


def mercator():
    """The spherical Mercator projection; y grows to the south."""

    def project(xy):
        return np.column_stack([np.radians(xy[:, 0]), -np.log(np.tan(math.pi / 4 + np.radians(xy[:, 1]) / 2))])

    return {"kind": "mercator"}, project


def fit(shapes, project, box, margin):
    """Scale and shift that place the projected shapes in the middle of a box."""
    west, north, east, south = shapely.total_bounds(shapely.transform(shapes, project))
    x, y, width, height = box
    scale = min((width - 2 * margin) / (east - west), (height - 2 * margin) / (south - north))
    return scale, x + width / 2 - scale * (west + east) / 2, y + height / 2 - scale * (north + south) / 2


def path(shape):
    """The SVG path of a shape, to a tenth of a unit, in relative steps counted in whole tenths so that none drifts."""
    text = []
    for part in sorted(shapely.get_parts(shape), key=lambda p: -p.area):
        for ring in [part.exterior, *part.interiors]:
            cells = np.rint(shapely.get_coordinates(ring) * 10).astype(int)[:-1]
            cells = [c for i, c in enumerate(cells.tolist()) if c != cells[i - 1].tolist()]
            if len(cells) < 3:
                continue
            text.append("M" + pair(*cells[0]) + "l")
            steps = "".join(joined(pair(b[0] - a[0], b[1] - a[1])) for a, b in zip(cells, cells[1:]))
            text.append(steps.lstrip(" ") + "z")
    return "".join(text)


def tenth(value):
    """Tenths as short text: 12 → 1.2, 5 → .5, -30 → -3."""
    text = f"{value / 10:.1f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def pair(x, y):
    return tenth(x) + joined(tenth(y))


def joined(text):
    return text if text.startswith("-") else " " + text


def simplified(shapes, tolerance):
    """Shapes drawn with fewer points, still edge to edge, without specks."""
    drawn = shapely.coverage_simplify(shapes, tolerance)
    return np.array([without_specks(shape) for shape in drawn], dtype=object)


def without_specks(shape):
    """A shape without its smallest islands and without the hairline holes that rounding leaves; its largest part stays."""
    parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
    kept = parts[:1] + [part for part in parts[1:] if part.area >= SMALLEST_ISLAND]
    big_enough = lambda ring: shapely.Polygon(ring).area >= SMALLEST_ISLAND
    return shapely.MultiPolygon([shapely.Polygon(p.exterior, list(filter(big_enough, p.interiors))) for p in kept])


def label(shape):
    """Where a mark for the whole shape stands: well inside its largest part."""
    part = max(shapely.get_parts(shape), key=lambda p: p.area)
    circle = shapely.maximum_inscribed_circle(part, tolerance=0.5)
    return [round(v, 1) for v in shapely.get_coordinates(circle)[0]]


def draw(departements, region_of, names):
    """The whole drawing. `departements` maps a code to its full contour, `names` a code to its names."""
    frames, shapes = [], []

    def add(spec, codes, projection, margin, tolerance, inset=False, regions=True):
        parameters, project = projection
        full = np.array([departements[c] for c in codes], dtype=object)
        scale, dx, dy = fit(full, project, spec["box"], margin)
        placed = shapely.transform(full, lambda xy: project(xy) * scale + (dx, dy))
        small = simplified(placed, tolerance)
        west, south, east, north = shapely.total_bounds(full)
        frames.append({
            "id": spec["id"], "name": spec["name"], "inset": inset, "box": list(spec["box"]),
            "bounds": [round(west - 0.3, 3), round(south - 0.3, 3), round(east + 0.3, 3), round(north + 0.3, 3)],
            "projection": {**parameters, "scale": round(scale, 4), "x": round(dx, 4), "y": round(dy, 4)},
        })
        for code, shape in zip(codes, small):
            shapes.append({"code": code, "level": "departement", "frame": spec["id"], "label": label(shape), "path": path(shape)})
        if regions:
            for region in sorted({region_of[c] for c in codes}):
                whole = without_specks(shapely.union_all([s for c, s in zip(codes, small) if region_of[c] == region]))
                shapes.append({"code": region, "level": "region", "frame": spec["id"], "label": label(whole), "path": path(whole)})

    mainland = sorted(c for c in departements if c not in OVERSEAS)
    add(METROPOLE, mainland, lambert(), 6, TOLERANCE["metropole"])
    add(INSET, list(INSET_CODES), lambert(), 12, TOLERANCE["petite-couronne"], inset=True, regions=False)
    for i, code in enumerate(OVERSEAS):
        spec = {"id": code, "name": names[code], "box": (10 + i * 198, 972, 188, 158)}
        add(spec, [code], mercator(), 14, TOLERANCE["box"])
    shapes.sort(key=lambda s: (s["level"] != "region", s["frame"] == INSET["id"]))
    return {"width": WIDTH, "height": HEIGHT, "frames": frames, "shapes": shapes}

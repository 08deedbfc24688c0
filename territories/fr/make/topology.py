"""Contours as shared arcs (TopoJSON): a border between two communes is stored once, so that no gap can open."""

from collections import defaultdict

import numpy as np
import shapely

QUANTUM = 1e-4  # degrees: about 11 m


def quantised_rings(shape):
    """The rings of a shape on the grid, grouped by polygon, without repeated points; rings that vanish are dropped."""
    polygons = []
    for part in shapely.get_parts(shape):
        rings = []
        for ring in [part.exterior, *part.interiors]:
            cells = np.rint(shapely.get_coordinates(ring) / QUANTUM).astype(np.int64)
            points = [tuple(map(int, cell)) for cell in cells[:-1]]
            points = [p for i, p in enumerate(points) if p != points[i - 1]]
            if len(points) >= 3:
                rings.append(points)
            elif ring is part.exterior:
                break
        if rings:
            polygons.append(rings)
    return polygons


class Topology:
    """Arcs gathered from rings, each arc once whatever its direction."""

    def __init__(self, shapes):
        self.polygons = [quantised_rings(shape) for shape in shapes]
        self.arcs, self.known, self.owners = [], {}, defaultdict(set)
        self.junctions = self._junctions()
        self.geometries = [
            [[self._cut(ring, owner) for ring in polygon] for polygon in polygons]
            for owner, polygons in enumerate(self.polygons)
        ]

    def _junctions(self):
        """Points where more than two distinct edges meet: there an arc begins or ends."""
        around = defaultdict(set)
        for polygons in self.polygons:
            for polygon in polygons:
                for ring in polygon:
                    for i, point in enumerate(ring):
                        around[point].add(ring[i - 1])
                        around[ring[i - 1]].add(point)
        return {point for point, others in around.items() if len(others) != 2}

    def _cut(self, ring, owner):
        """The ring as numbers of arcs; a complement (~n) stands for an arc walked backwards."""
        starts = [i for i, point in enumerate(ring) if point in self.junctions]
        if not starts:
            first = ring.index(min(ring))
            starts = [first]
        turned = ring[starts[0]:] + ring[: starts[0]]
        turned.append(turned[0])
        cuts = [i for i, p in enumerate(turned) if p in self.junctions or i in (0, len(turned) - 1)]
        return [self._arc(turned[a : b + 1], owner) for a, b in zip(cuts, cuts[1:])]

    def _arc(self, points, owner):
        forward, backward = tuple(points), tuple(reversed(points))
        if backward in self.known and forward not in self.known:
            number = ~self.known[backward]
        else:
            number = self.known.setdefault(forward, len(self.arcs))
            if number == len(self.arcs):
                self.arcs.append(points)
        self.owners[number if number >= 0 else ~number].add(owner)
        return number

    def line(self, number):
        """An arc in degrees."""
        return [(x * QUANTUM, y * QUANTUM) for x, y in self.arcs[number]]

    def as_topojson(self, name, codes):
        """The TopoJSON value; every geometry is a MultiPolygon whose id is the territory's code."""
        delta = lambda arc: [list(arc[0])] + [[b[0] - a[0], b[1] - a[1]] for a, b in zip(arc, arc[1:])]
        return {
            "type": "Topology",
            "transform": {"scale": [QUANTUM, QUANTUM], "translate": [0, 0]},
            "objects": {
                name: {
                    "type": "GeometryCollection",
                    "geometries": [
                        {"type": "MultiPolygon", "id": code, "arcs": polygons}
                        for code, polygons in zip(codes, self.geometries)
                    ],
                }
            },
            "arcs": [delta(arc) for arc in self.arcs],
        }

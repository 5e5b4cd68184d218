"""From loose river lines and water areas to one line a river: a shortest path along them.

Where the source draws a river as an area (a wide reach, a reservoir), the path follows the
medial axis of the area: the ridges of the Voronoi diagram of points every 100 m along the banks,
as far as they lie in the water [1]_. The path through an area is then smoothed to the density of
the source's own lines; single lines keep the source's vertices untouched.

References
----------
.. [1] J. W. Brandt and V. R. Algazi (1992), "Continuous skeleton computation by Voronoi diagram",
   CVGIP: Image Understanding 55(3), 329-338.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import Voronoi, cKDTree
from shapely.geometry import LineString

from geo.crs import ALBERS_GANSU, CGCS2000

Coordinates = NDArray[np.float64]

BANK_STEP_M = 100.0  # spacing of the points whose Voronoi diagram is taken
SMOOTHING_STEP_M = 250.0  # spacing to which a path through water is resampled
SMOOTHING_SIGMA_M = 350.0  # width of the Gaussian; a third of the usual width of a wide reach
SIMPLIFY_M = 30.0
JOIN_M = 500.0  # gaps between lines that are bridged
LOOP_DEG = 0.005  # the largest loop that is taken for a slip
END_M = 6_000.0  # how far a named end may be from the line


class NoRouteError(RuntimeError):
    """The lines do not join the two ends."""


def skeleton(area: shapely.Polygon) -> tuple[Coordinates, NDArray[np.intp]]:
    """Return the medial axis of a polygon in metres: vertices (n, 2) and edges (m, 2)."""
    rings = [area.exterior, *area.interiors]
    banks = np.vstack([shapely.get_coordinates(r.segmentize(BANK_STEP_M))[:-1] for r in rings])
    diagram = Voronoi(banks)
    edges = np.asarray([ridge for ridge in diagram.ridge_vertices if -1 not in ridge])
    lines = shapely.linestrings(diagram.vertices[edges])
    shapely.prepare(area)
    return diagram.vertices, edges[shapely.contains_properly(area, lines)]


class RiverNetwork:
    """Lines and medial axes as one graph; coordinates are Albers metres.

    Parameters
    ----------
    lines : sequence of (n, 2) arrays
        River axes in degrees.
    areas : GeoSeries, optional
        Water areas in degrees; those that the lines touch are used.
    """

    def __init__(self, lines: Sequence[Coordinates], areas: gpd.GeoSeries | None = None) -> None:
        axes = gpd.GeoSeries([LineString(line) for line in lines], crs=CGCS2000)
        axes = axes.to_crs(ALBERS_GANSU)
        points, self._inside, joints = [], [], []
        edges: list[NDArray[np.intp]] = []
        count = 0
        for line in axes:
            xy = shapely.get_coordinates(line)
            edges.append(np.column_stack([np.arange(len(xy) - 1), np.arange(1, len(xy))]) + count)
            joints += [count, count + len(xy) - 1]
            points.append(xy)
            self._inside.append(np.zeros(len(xy), dtype=bool))
            count += len(xy)
        line_points = np.vstack(points)
        self.areas = self._touched(areas, axes)
        for area in self.areas:
            nodes, ridges = skeleton(area)
            edges.append(ridges + count)
            # A line that ends on the bank reaches the axis by the nearest point it can see.
            near = [j for j in joints if area.dwithin(shapely.Point(line_points[j]), 50.0)]
            edges.append(self._entries(line_points, near, nodes, ridges, count))
            points.append(nodes)
            self._inside.append(np.ones(len(nodes), dtype=bool))
            count += len(nodes)
        self.points = np.vstack(points)
        self.inside = np.concatenate(self._inside)
        edges.append(self._bridges(joints))
        pairs = np.vstack(edges)
        length = np.hypot(*(self.points[pairs[:, 0]] - self.points[pairs[:, 1]]).T)
        # A zero would mean "no edge" to a sparse matrix.
        self.graph = coo_matrix(
            (np.maximum(length, 0.01), (pairs[:, 0], pairs[:, 1])), shape=(count, count)
        ).tocsr()

    @staticmethod
    def _touched(areas: gpd.GeoSeries | None, axes: gpd.GeoSeries) -> list[shapely.Polygon]:
        """Return the water bodies at the lines, parts that share an edge joined into one."""
        if areas is None:
            return []
        # The areas of Gansu's rivers: near enough that metres of the Albers projection hold.
        metres = areas.set_crs(CGCS2000, allow_override=True).to_crs(ALBERS_GANSU)
        ends = shapely.multipoints(
            np.vstack([shapely.get_coordinates(line)[[0, -1]] for line in axes])
        )
        joined = shapely.union_all(metres[metres.dwithin(ends, 50.0)].to_numpy())
        return list(shapely.get_parts(joined))

    @staticmethod
    def _entries(
        line_points: Coordinates,
        joints: Sequence[int],
        nodes: Coordinates,
        ridges: NDArray[np.intp],
        offset: int,
    ) -> NDArray[np.intp]:
        """Join line ends to the axis of the water they end at; its nodes are from `offset` on."""
        used = np.unique(ridges)
        _count, label = connected_components(
            coo_matrix((np.ones(len(ridges)), (ridges[:, 0], ridges[:, 1])), (len(nodes),) * 2)
        )
        # Only the trunk: crumbs of the diagram beside it lead nowhere.
        used = used[label[used] == np.bincount(label[used]).argmax()]
        tree = cKDTree(nodes[used])
        pairs = []
        for joint in dict.fromkeys(joints):
            _distance, nearest = tree.query(line_points[joint], k=min(5, len(used)))
            pairs += [(joint, int(used[n]) + offset) for n in np.atleast_1d(nearest)]
        return np.asarray(pairs, dtype=np.intp).reshape(-1, 2)

    def _bridges(self, joints: Sequence[int]) -> NDArray[np.intp]:
        """Join line ends to any vertex of a line that lies within `JOIN_M`."""
        on_lines = np.flatnonzero(~self.inside)
        tree = cKDTree(self.points[on_lines])
        found = [
            (joint, int(on_lines[other]))
            for joint, near in zip(
                joints, tree.query_ball_point(self.points[list(joints)], JOIN_M), strict=True
            )
            for other in near
            if on_lines[other] != joint
        ]
        return np.asarray(found, dtype=np.intp).reshape(-1, 2)

    def route(self, *stops: tuple[float, float]) -> LineString:
        """Return the shortest way along the water through the stops, in degrees.

        Parameters
        ----------
        *stops : (longitude, latitude)
            The source first, the mouth last; each within `END_M` of a line.

        Raises
        ------
        NoRouteError
            A stop is far from every line, or the lines do not join.
        """
        targets = gpd.GeoSeries.from_xy(*zip(*stops, strict=True), crs=CGCS2000)
        targets = targets.to_crs(ALBERS_GANSU)
        on_lines = np.flatnonzero(~self.inside)
        tree = cKDTree(self.points[on_lines])
        far, nearest = tree.query(shapely.get_coordinates(targets.to_numpy()))
        if far.max() > END_M:
            raise NoRouteError(f"a stop of {stops} is {far.max():.0f} m from every line")
        nodes = on_lines[nearest]
        path = [int(nodes[0])]
        for start, end in pairwise(nodes):
            path += self._leg(int(start), int(end))[1:]
        return self._line(np.asarray(path))

    def _leg(self, start: int, end: int) -> list[int]:
        distance, before = dijkstra(
            self.graph, directed=False, indices=start, return_predecessors=True
        )
        if not np.isfinite(distance[end]):
            raise NoRouteError(f"no way from {self.points[start]} to {self.points[end]}")
        path = [end]
        while path[-1] != start:
            path.append(int(before[path[-1]]))
        return path[::-1]

    def _line(self, path: NDArray[np.intp]) -> LineString:
        """Return the path as a line in degrees, its stretches through water smoothed."""
        wet = self.inside[path]
        cuts = np.flatnonzero(np.diff(wet.astype(int))) + 1
        kept: list[Coordinates] = []
        for run in np.split(np.arange(len(path)), cuts):
            if not wet[run[0]]:
                kept.append(self.points[path[run]])
                continue
            # Together with the neighbours on the lines, which stay where they are.
            wide = np.arange(max(run[0] - 1, 0), min(run[-1] + 2, len(path)))
            kept.append(smooth(self.points[path[wide]])[1:-1])
        line = LineString(np.vstack(kept))
        degrees = gpd.GeoSeries([line], crs=ALBERS_GANSU).to_crs(CGCS2000).iloc[0]
        return LineString(without_loops(np.round(shapely.get_coordinates(degrees), 5)))


def without_loops(xy: Coordinates) -> Coordinates:
    """Cut off the crumbs where a line crosses itself (two in WDBII, under 200 m); degrees.

    Raises
    ------
    NoRouteError
        A loop is too large to be a slip of the source.
    """
    xy = xy[np.append(True, np.any(np.diff(xy, axis=0) != 0, axis=1))]
    while not LineString(xy).is_simple:
        segments = shapely.linestrings(np.stack([xy[:-1], xy[1:]], axis=1))
        one, other = shapely.STRtree(segments).query(segments, predicate="intersects")
        apart = other > one + 1
        first = int(one[apart].min())
        last = int(other[apart & (one == first)].max())
        crossing = shapely.get_coordinates(segments[first].intersection(segments[last]))[:1]
        loop = LineString(np.vstack([crossing, xy[first + 1 : last + 1], crossing]))
        if loop.length > LOOP_DEG:
            raise NoRouteError(f"the line crosses itself at {crossing[0]}")
        xy = np.vstack([xy[: first + 1], np.round(crossing, 5), xy[last + 1 :]])
        xy = xy[np.append(True, np.any(np.diff(xy, axis=0) != 0, axis=1))]
    return xy


def smooth(xy: Coordinates) -> Coordinates:
    """Resample a path evenly, round it off with a Gaussian, keep its two ends; metres."""
    line = LineString(xy)
    count = max(int(line.length // SMOOTHING_STEP_M), 2)
    even = shapely.get_coordinates(
        line.interpolate(np.linspace(0.0, line.length, count + 1)).tolist()
    )
    # Reflected in the end points, so that the ends do not move.
    padded = np.vstack([2 * even[0] - even[:0:-1], even, 2 * even[-1] - even[-2::-1]])
    sigma = SMOOTHING_SIGMA_M / SMOOTHING_STEP_M
    rounded = gaussian_filter1d(padded, sigma, axis=0)[count : 2 * count + 1]
    rounded[[0, -1]] = even[[0, -1]]
    return np.asarray(LineString(rounded).simplify(SIMPLIFY_M).coords)

"""The ring itself: areas that can be reached within so many minutes, as polygons.

Cost distance over a grid in the equal-area projection (scikit-image's MCP_Geometric: Dijkstra with
geometric weights). The listed roads are burned in as cells that are reached at the network's own
times; between them travel goes in a straight line at `Settings.spread`. So the grid agrees with the
network wherever the network has a say, and the polygons are contours of one surface: a longer time
always contains a shorter one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from data.errors import AtlasError
from data.i18n import _
from geo.crs import ALBERS_GANSU, CGCS2000
from geo.travel import disk_cache
from geo.travel.cost_graph import MIDDLE
from geo.travel.journeys import BAND, Reach, checked_minutes, reach
from geo.travel.network import Network, skeleton
from geo.travel.off_road import Cells, highlands
from geo.travel.origins import LANZHOU_CORE
from geo.travel.settings import DEFAULT, Settings

if TYPE_CHECKING:
    import geopandas as gpd

CELL_KM = 0.75
MAX_CELLS = 4_000_000
LIMITS = (30.0, 45.0, 60.0, 90.0)

# Moves within the land layer, and the step down from the layer of head starts.
_FLAT = [(0, dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if (dy, dx) != (0, 0)]
_OFFSETS = [*_FLAT, (-1, 0, 0)]

GRID_EXCESS = 1.09  # a way along the eight directions is at most 8.3 % longer than a straight one
JUMPS = (8, 4, 2, 1, 1)  # cells

Floats = NDArray[np.float64]


class IsochroneError(AtlasError):
    """The asked area is too large for the grid."""


@dataclass(frozen=True)
class Surface:
    """Minutes over a grid of square cells in Albers metres.

    Parameters
    ----------
    minutes : ndarray (rows, columns)
        At cell centres, row 0 in the south; infinite where the limit is not enough.
    west, south : float
        Centre of the first cell, in metres.
    cell : float
        Side of a cell, in metres.
    limit : float
        Minutes up to which the surface is complete.
    """

    minutes: Floats
    west: float
    south: float
    cell: float
    limit: float

    def at(self, lon: float, lat: float) -> float:
        """Return the minutes of the cell that a point lies in; infinite outside the grid."""
        x, y = _projected(np.array([lon]), np.array([lat]))
        row = round((float(y[0]) - self.south) / self.cell)
        column = round((float(x[0]) - self.west) / self.cell)
        rows, columns = self.minutes.shape
        if not (0 <= row < rows and 0 <= column < columns):
            return math.inf
        return float(self.minutes[row, column])


@lru_cache(maxsize=2)
def _transformer(back: bool) -> object:
    import pyproj

    ends = (ALBERS_GANSU, CGCS2000) if back else (CGCS2000, ALBERS_GANSU)
    return pyproj.Transformer.from_crs(*ends, always_xy=True)


def _projected(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    x, y = _transformer(False).transform(lon, lat)  # type: ignore[attr-defined]
    return np.asarray(x, dtype=float), np.asarray(y, dtype=float)


def seeds(journey: Reach, limit: float, cell: float) -> Floats:
    """Return points that the network itself reaches within the limit.

    Parameters
    ----------
    journey : Reach
        Times from the origin.
    limit : float
        Minutes.
    cell : float
        Metres; roads are sampled at least once a cell.

    Returns
    -------
    ndarray (n, 3)
        x, y (Albers metres) and minutes.
    """
    nodes = list(journey.network.nodes.values())
    x, y = _projected(np.array([n.lon for n in nodes]), np.array([n.lat for n in nodes]))
    at = {node.id: (x[i], y[i]) for i, node in enumerate(nodes)}
    # A station whose place is only guessed must not put the town where the guess is.
    placed = [node for node in nodes if node.kind != "station" or node.quality != "C"]
    found = [(*at[n.id], minutes) for n in placed if (minutes := journey.times(n.id)[1]) <= limit]
    graph = journey.graph
    for arc, start in journey.reached(("road", "access"), limit):
        if arc.edge is not None and (arc.edge.line or arc.edge.exits == "ends"):
            continue  # where such a line can be left between its ends was not read
        a, b = graph.owner[arc.tail], graph.owner[arc.head]
        through = arc.minutes[MIDDLE]
        if through > float(graph.matrices[MIDDLE][arc.tail, arc.head]):
            continue  # a parallel road is quicker
        (ax, ay), (bx, by) = at[a], at[b]
        count = max(1, math.ceil(math.hypot(bx - ax, by - ay) / cell))
        part = np.arange(1, count) / count
        times = start + part * through
        keep = times <= limit
        part, times = part[keep], times[keep]
        found.extend(zip(ax + part * (bx - ax), ay + part * (by - ay), times, strict=True))
    return np.array(found, dtype=float).reshape(-1, 3)


def surface(
    journey: Reach,
    limit: float,
    *,
    cell_km: float = CELL_KM,
    barriers: gpd.GeoDataFrame | None = None,
) -> Surface:
    """Return the minutes from the origin over the grid.

    Parameters
    ----------
    journey : Reach
        Times of the network from the origin.
    limit : float
        Minutes; nothing beyond is computed.
    cell_km : float
        Side of a cell in kilometres.
    barriers : GeoDataFrame, optional
        Polygons that only a listed road crosses (lakes); they are thickened by half a cell.

    Raises
    ------
    IsochroneError
        The area has more cells than can be computed.
    """
    cell = cell_km * 1000
    points = seeds(journey, limit, cell)
    per_cell = cell_km / journey.settings.spread * 60
    margin = (limit - points[:, 2]) * journey.settings.spread / 60 * 1000 + 2 * cell
    west = math.floor((points[:, 0] - margin).min() / cell) * cell
    south = math.floor((points[:, 1] - margin).min() / cell) * cell
    columns = math.ceil(((points[:, 0] + margin).max() - west) / cell) + 1
    rows = math.ceil(((points[:, 1] + margin).max() - south) / cell) + 1
    if rows * columns > MAX_CELLS:
        raise IsochroneError(
            _("要算的范围太大（{n}万格），请减少分钟数或降低路网以外的速度。").format(
                n=round(rows * columns / 1e4)
            ),
            detail=f"{rows} x {columns} cells",
        )
    grid = Cells((rows, columns), west, south, cell)
    ground = np.full(grid.shape, per_cell)
    if high := highlands(journey):
        slower = journey.settings.link / journey.settings.mountain
        ground[grid.in_counties(high)] *= max(slower, 1.0)
    land = ground.copy()
    if barriers is not None and len(barriers):
        land[grid.blocked(barriers)] = -1
    reached = np.full((rows, columns), np.inf)
    row = np.rint((points[:, 1] - south) / cell).astype(int)
    column = np.rint((points[:, 0] - west) / cell).astype(int)
    np.minimum.at(reached, (row, column), points[:, 2])
    minutes, source = _spread(land, reached, per_cell)
    if (land > 0).all():
        minutes = _straightened(minutes, source, reached, ground, limit + per_cell)
    minutes[minutes > limit + per_cell] = np.inf
    return Surface(minutes, west, south, cell, limit)


def _spread(land: Floats, reached: Floats, per_cell: float) -> tuple[Floats, NDArray[np.int64]]:
    """Return the least minutes of every cell, and the index of the seed that it is reached from.

    MCP starts all its sources at zero. Head starts are given by a second layer over the land: from
    there one step leads down, and half the sum of both cells' costs is just the head start.
    """
    from skimage.graph import MCP_Geometric

    start = np.isfinite(reached)
    # A road may run on a dam or a bridge: its own cells can be stood on, and left.
    ground = np.where(start, per_cell, land)
    above = np.full(land.shape, -1.0)
    # one cell's cost is added to every head start, so that no cost is negative
    above[start] = 2 * (reached[start] + per_cell) - ground[start]
    rows, columns = np.nonzero(start)
    paths = MCP_Geometric(np.stack([ground, above]), offsets=_OFFSETS)
    total, trace = paths.find_costs(
        [(1, int(r), int(c)) for r, c in zip(rows, columns, strict=True)]
    )
    step = np.array([dy * land.shape[1] + dx for _layer, dy, dx in _FLAT] + [0, 0, 0])
    parent = np.arange(land.size) - step[trace[0].ravel()]  # -1 and -2 stay where they are
    while True:  # each round doubles the steps taken towards the seed
        further = parent[parent]
        if (further == parent).all():
            break
        parent = further
    return np.asarray(total[0] - per_cell, dtype=float), parent.reshape(land.shape)


def _straightened(
    minutes: Floats, source: NDArray[np.int64], reached: Floats, ground: Floats, limit: float
) -> Floats:
    """Replace lengths along the grid (up to 8 % too long) by straight ones from the best seed.

    The whole way costs what the ground (minutes a cell) costs where it ends.

    The seed found on the grid may be the second best, so each cell also tries the seeds of cells
    around it, from far to near (jump flooding: Rong & Tan 2006). Cells beyond the limit are left.
    """
    rows, columns = minutes.shape
    row, column = np.nonzero(minutes <= limit * GRID_EXCESS)
    per_cell = ground[row, column]
    seed_row, seed_column = np.divmod(source[row, column], columns)
    best = reached[seed_row, seed_column] + per_cell * np.hypot(
        row - seed_row, column - seed_column
    )
    own = reached[row, column] < best  # the seed of the cell itself, where the ground is slow
    best = np.where(own, reached[row, column], best)
    seed_row, seed_column = np.where(own, row, seed_row), np.where(own, column, seed_column)
    around = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if (dy, dx) != (0, 0)]
    for jump in JUMPS:
        for dy, dx in around:
            near = source[
                np.clip(row + jump * dy, 0, rows - 1), np.clip(column + jump * dx, 0, columns - 1)
            ]
            y, x = np.divmod(near, columns)
            times = reached[y, x] + per_cell * np.hypot(row - y, column - x)
            better = times < best
            best = np.where(better, times, best)
            seed_row, seed_column = np.where(better, y, seed_row), np.where(better, x, seed_column)
        source[row, column] = seed_row * columns + seed_column
    straight = np.full(minutes.shape, np.inf)
    straight[row, column] = best
    return straight


def polygon(field: Surface, minutes: float) -> object:
    """Return the area within `minutes` as a (multi)polygon with holes, in Albers metres."""
    import shapely
    from skimage.measure import find_contours

    # Beyond the limit the surface is flat and far, so that contours close around what is reached.
    filled = np.where(np.isfinite(field.minutes), field.minutes, 2 * field.limit)
    filled = np.pad(filled, 1, constant_values=2 * field.limit)
    lines = []
    for contour in find_contours(filled, minutes):  # type: ignore[no-untyped-call]
        x = field.west + (contour[:, 1] - 1) * field.cell
        y = field.south + (contour[:, 0] - 1) * field.cell
        if len(contour) >= 4:
            lines.append(shapely.LinearRing(np.column_stack([x, y])))
    if not lines:
        return shapely.MultiPolygon()
    return shapely.build_area(shapely.GeometryCollection(lines))


def rings(
    limits: Iterable[float] = LIMITS,
    origin: str = LANZHOU_CORE.id,
    settings: Settings = DEFAULT,
    network: Network | None = None,
    *,
    band_of: float | None = 60.0,
    clip: bool = True,
) -> gpd.GeoDataFrame:
    """Return the areas within each limit, and the band of five minutes around one of them.

    Parameters
    ----------
    limits : iterable of float
        Minutes.
    origin : str
        Code of a seat, or a group of seats.
    settings : Settings
        Speeds, waits, openings.
    network : Network, optional
        The skeleton by default.
    band_of : float, optional
        The limit whose band (±5 minutes) is added; None for no band.
    clip : bool
        Cut at the province's border: no road outside it is listed.

    Returns
    -------
    GeoDataFrame
        EPSG:4490; kind ('ring' or 'band'), minutes, lower, upper, area_km2; rings ascending, then
        the band. Islands are parts, unreached land inside is a hole. Kept on disk.

    Raises
    ------
    TravelError, IsochroneError
        A limit, the origin or the extent cannot be used.
    """
    network = network or skeleton()
    wanted = tuple(sorted({checked_minutes(limit) for limit in limits}))
    band = None if band_of is None else checked_minutes(band_of)
    journey = reach(origin, settings, network)
    key = disk_cache.key(
        "rings", network.digest, settings.digest(), origin, wanted, band, clip, CELL_KM
    )
    stored = disk_cache.load_frame(key)
    if stored is not None:
        return stored
    edges = () if band is None else (band - BAND, band + BAND)
    field = surface(journey, max((*wanted, *edges)))
    found = _frame(field, wanted, band, clip=clip)
    disk_cache.save_frame(key, found)
    return found


def _frame(
    field: Surface, limits: Sequence[float], band: float | None, *, clip: bool
) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import shapely

    rows = [("ring", limit, 0.0, limit, polygon(field, limit)) for limit in limits]
    if band is not None:
        lower, upper = band - BAND, band + BAND
        ring = shapely.difference(polygon(field, upper), polygon(field, lower))
        rows.append(("band", band, lower, upper, ring))
    names = ("kind", "minutes", "lower", "upper", "geometry")
    frame = gpd.GeoDataFrame(
        dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)), crs=ALBERS_GANSU
    )
    if clip:
        frame["geometry"] = frame.geometry.intersection(_province())
    frame["geometry"] = frame.geometry.buffer(0)
    frame["area_km2"] = frame.geometry.area / 1e6
    return frame.to_crs(CGCS2000)


@lru_cache(maxsize=1)
def _province() -> object:
    from geo import boundaries
    from geo.crs import to_albers

    return to_albers(boundaries.load("province", "medium")).geometry.union_all()

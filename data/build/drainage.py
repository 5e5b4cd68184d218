"""Where water would run on an elevation model: one path from a place down to the sea of its window.

The model is filled from its edges inwards by a priority flood [1]_; each cell drains to the one
that flooded it. A path needs only its upper end: no town, no known bend, nothing of the river that
it is to be compared with.

References
----------
.. [1] R. Barnes, C. Lehman and D. Mulla (2014), "Priority-flood: an optimal depression-filling and
   watershed-labeling algorithm for digital elevation models", Computers & Geosciences 62, 117-127.
"""

from __future__ import annotations

import heapq

import numpy as np
import shapely
from numpy.typing import NDArray

METEVA = ("meteva", "1.9.6.2")
MARGIN_DEG = 0.5
HEAD_CELLS = 1  # the river's first point may lie this many cells beside the channel

Heights = NDArray[np.float64]
Cells = NDArray[np.intp]


def elevation(bounds: tuple[float, float, float, float]) -> tuple[Heights, Heights, Heights]:
    """Return latitudes, longitudes and heights (m) of meteva's 30" model around a box.

    Parameters
    ----------
    bounds : (west, south, east, north)
        Degrees; `MARGIN_DEG` is added all around.
    """
    import h5py

    from data.build.river_sources import packaged

    west, south, east, north = bounds
    with h5py.File(packaged(METEVA, "stations/dem_0.00833.nc")) as file:
        lat, lon = file["lat"][:], file["lon"][:]
        rows = slice(*np.searchsorted(lat, [south - MARGIN_DEG, north + MARGIN_DEG]))
        columns = slice(*np.searchsorted(lon, [west - MARGIN_DEG, east + MARGIN_DEG]))
        heights = file["data0"][0, 0, 0, 0, rows, columns].astype(float)
    return lat[rows], lon[columns], heights


def flood(heights: Heights) -> tuple[Cells, Cells]:
    """Return for each cell (flat) the cell it drains to (-1 at the edge) and its catchment in cells.

    Parameters
    ----------
    heights : array (rows, columns)
        Metres.
    """
    rows, columns = heights.shape
    target = np.full(heights.size, -1, dtype=np.intp)
    known = np.zeros(heights.shape, dtype=bool)
    known[[0, -1], :] = known[:, [0, -1]] = True
    queue = [(heights[r, c], n, r, c) for n, (r, c) in enumerate(np.argwhere(known).tolist())]
    heapq.heapify(queue)
    turn = len(queue)  # of equal heights the one that was reached first
    order: list[int] = []
    while queue:
        level, _turn, r, c = heapq.heappop(queue)
        order.append(r * columns + c)
        for i in range(max(r - 1, 0), min(r + 2, rows)):
            for j in range(max(c - 1, 0), min(c + 2, columns)):
                if not known[i, j]:
                    known[i, j] = True
                    target[i * columns + j] = r * columns + c
                    turn += 1
                    heapq.heappush(queue, (max(heights[i, j], level), turn, i, j))
    catchment = np.ones(heights.size, dtype=np.intp)
    for cell in reversed(order):
        if target[cell] >= 0:
            catchment[target[cell]] += catchment[cell]
    return target, catchment


def path(line: shapely.LineString) -> shapely.LineString:
    """Return the way of the water from the head of a river line to the edge of its window.

    Parameters
    ----------
    line : LineString
        Degrees, downstream; only its first point and its bounds are used.
    """
    lat, lon, heights = elevation(line.bounds)
    target, catchment = flood(heights)
    columns = len(lon)
    x, y = line.coords[0]
    row, column = int(np.abs(lat - y).argmin()), int(np.abs(lon - x).argmin())
    near = range(-HEAD_CELLS, HEAD_CELLS + 1)
    heads = [(row + i) * columns + column + j for i in near for j in near]
    cell = max(heads, key=lambda c: int(catchment[c]))
    points = []
    while cell >= 0:
        points.append((lon[cell % columns], lat[cell // columns]))
        cell = int(target[cell])
    return shapely.LineString(points)

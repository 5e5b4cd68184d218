"""Finding room for names: inside the own polygon, else outside with a leader.

Only `data/build/labels.py` and the tests call this; drawing reads the positions found once.
Boxes are axis-aligned rectangles (x0, y0, x1, y1) in page mm.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from maps.sheet.canvas import shapes
from maps.sheet.labels.positions import Label, Point, block

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Clear space between the ink and the polygon's edge, and between two labels, mm.
MARGIN: Final = 0.12
GAP: Final = 0.35
STEP_PT: Final = 0.4
_GRID: Final = 26
_COARSE_GRID: Final = 16
_SMALL_PART_MM2: Final = 40.0


@dataclass(frozen=True)
class Spots:
    """All places where one text block of one size fits: middles, boxes, worth (higher better)."""

    lines: tuple[str, ...]
    size: float
    boxes: NDArray[np.float64]
    worth: NDArray[np.float64]


@dataclass
class Taken:
    """The boxes that are already taken."""

    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)

    def free(self, boxes: NDArray[np.float64], gap: float = GAP) -> NDArray[np.bool_]:
        """Return which of the (n, 4) boxes touch none of those taken."""
        return clear_of(boxes, np.asarray(self.boxes, dtype=float).reshape(-1, 4), gap)


def clear_of(
    boxes: NDArray[np.float64], others: NDArray[np.float64], gap: float
) -> NDArray[np.bool_]:
    """Return which of (n, 4) boxes stay `gap` mm away from all (m, 4) others."""
    if not len(others):
        return np.ones(len(boxes), dtype=bool)
    a, b = boxes[:, None, :], others[None, :, :]
    meets = (
        (a[..., 0] < b[..., 2] + gap)
        & (a[..., 2] > b[..., 0] - gap)
        & (a[..., 1] < b[..., 3] + gap)
        & (a[..., 3] > b[..., 1] - gap)
    )
    return np.asarray(~meets.any(axis=1), dtype=np.bool_)


def inside(polygon: Any, wide: float, high: float, grid: int = _GRID) -> NDArray[np.float64]:
    """Return the boxes of a size that lie wholly inside a polygon, from a regular grid."""
    x0, y0, x1, y1 = polygon.bounds
    wide, high = wide + 2 * MARGIN, high + 2 * MARGIN
    if x1 - x0 < wide or y1 - y0 < high:
        return np.empty((0, 4))
    xs = np.linspace(x0 + wide / 2, x1 - wide / 2, grid)
    ys = np.linspace(y0 + high / 2, y1 - high / 2, grid)
    x, y = (a.ravel() for a in np.meshgrid(xs, ys))
    boxes = np.column_stack([x - wide / 2, y - high / 2, x + wide / 2, y + high / 2])
    shapely.prepare(polygon)
    kept = boxes[shapely.covers(polygon, shapely.box(*boxes.T))]
    return np.asarray(kept + np.array([MARGIN, MARGIN, -MARGIN, -MARGIN]), dtype=float)


def worth(boxes: NDArray[np.float64], polygon: Any) -> NDArray[np.float64]:
    """Return how well boxes sit in a polygon: clear of the edge, near the middle."""
    if not len(boxes):
        return np.empty(0)
    edge = shapely.distance(shapely.box(*boxes.T), polygon.boundary)
    px, py = shapes.pole(polygon)
    off = np.hypot(boxes[:, [0, 2]].mean(axis=1) - px, boxes[:, [1, 3]].mean(axis=1) - py)
    reach = max(np.sqrt(polygon.area), 1.0)
    return np.asarray(np.minimum(edge, 2.0) - 1.5 * off / reach)


def splits(name: str) -> list[tuple[str, ...]]:
    """Return the ways to write a name: on one line, on two, stacked when it has two letters."""
    ways: list[tuple[str, ...]] = [(name,)]
    if len(name) == 3:
        ways.append((name[:2], name[2:]))
    elif len(name) == 2:
        ways.append((name[0], name[1]))
    elif len(name) == 4:
        ways.append((name[:2], name[2:]))
    return ways


def sizes(largest: float, smallest: float) -> list[float]:
    """Return the sizes to try, largest first."""
    count = round((largest - smallest) / STEP_PT) + 1
    return [round(largest - i * STEP_PT, 1) for i in range(count)]


def options(
    name: str, polygon: Any, largest: float, smallest: float, kind: str = "county"
) -> list[Spots]:
    """Return every place a name fits inside a polygon, best size first.

    A second line costs 1.2 points of size, a stacked name 1.6.
    """
    found: list[tuple[float, Spots]] = []
    for lines in splits(name):
        if kind == "prefecture" and len(lines) > 1:
            continue
        cost = {1: 0.0, 2: 1.2 if len(name) > 2 else 1.6}[len(lines)]
        for size in sizes(largest, smallest):
            boxes = inside(polygon, *block(lines, size, kind))
            if len(boxes):
                spots = Spots(lines, size, boxes, worth(boxes, polygon))
                found.append((size - cost, spots))
    return [spots for _rank, spots in sorted(found, key=lambda item: -item[0])]


def best(code: str, choices: Sequence[Spots], taken: Taken, kind: str = "county") -> Label | None:
    """Return the label at the largest size that is free, or None."""
    for spots in choices:
        free = taken.free(spots.boxes)
        if free.any():
            i = int(np.argmax(np.where(free, spots.worth, -np.inf)))
            x0, y0, x1, y1 = spots.boxes[i]
            return Label(code, spots.lines, (x0 + x1) / 2, (y0 + y1) / 2, spots.size, kind)
    return None


def largest_fit(
    code: str, name: str, polygon: Any, sizes_pt: tuple[float, float], taken: Taken
) -> Label | None:
    """Return the label at the largest size at which a name lies free inside a polygon, or None.

    As `best` of all `options`, but it stops at the first that fits: for maps that are placed while
    they are drawn.

    Parameters
    ----------
    sizes_pt : tuple of float
        The largest and the smallest size to try.
    """
    for size in sizes(*sizes_pt):
        for lines in splits(name):
            boxes = inside(polygon, *block(lines, size), grid=_COARSE_GRID)
            boxes = boxes[taken.free(boxes)] if len(boxes) else boxes
            if len(boxes):
                x0, y0, x1, y1 = boxes[int(np.argmax(worth(boxes, polygon)))]
                return Label(code, lines, (x0 + x1) / 2, (y0 + y1) / 2, size)
    return None


def big_parts(polygon: Any) -> list[Any]:
    """Return the parts of a county that deserve a name: the largest, and others not small."""
    ordered = sorted(shapes.polygons(polygon), key=lambda part: -part.area)
    return [p for i, p in enumerate(ordered) if i == 0 or p.area > _SMALL_PART_MM2]


def with_leader(
    code: str, name: str, polygon: Any, size: float, taken: Taken, *,
    window: tuple[float, float, float, float], land: Any,
    leaders: Iterable[tuple[Point, Point]], kind: str = "county",
) -> Label | None:  # fmt: skip
    """Return the nearest free place beside a polygon, its leader crossing no other label."""
    ax, ay = shapes.pole(polygon)
    wide, high = block((name,), size, kind)
    turns = np.radians(np.arange(0, 360, 7.5))
    reach = np.arange(2.0, 40.0, 0.75)
    angle, away = (a.ravel() for a in np.meshgrid(turns, reach))
    x = ax + np.cos(angle) * (away + wide / 2)
    y = ay + np.sin(angle) * (away + high / 2)
    boxes = np.column_stack([x - wide / 2, y - high / 2, x + wide / 2, y + high / 2])
    x0, y0, x1, y1 = window
    fits = (boxes[:, 0] > x0 + 1) & (boxes[:, 1] > y0 + 1)
    fits &= (boxes[:, 2] < x1 - 1) & (boxes[:, 3] < y1 - 1)
    boxes = boxes[fits & taken.free(boxes, 0.7)]
    if not len(boxes):
        return None
    ends = np.column_stack([np.clip(ax, boxes[:, 0] - 0.3, boxes[:, 2] + 0.3),
                            np.clip(ay, boxes[:, 1] - 0.1, boxes[:, 3] + 0.1)])  # fmt: skip
    paths = shapely.linestrings(np.stack([np.tile([ax, ay], (len(ends), 1)), ends], axis=1))
    blocks = shapely.box(*np.asarray(taken.boxes, dtype=float).reshape(-1, 4).T)
    others = [shapely.LineString(pair) for pair in leaders]
    obstacles = shapely.union_all([*np.atleast_1d(blocks), *others])
    free = ~shapely.intersects(paths, obstacles)
    if not free.any():
        return None
    on_land = shapely.area(shapely.intersection(shapely.box(*boxes.T), land)) / (wide * high)
    cost = shapely.length(paths) + 6.0 * on_land + np.where(on_land > 0, 2.0, 0.0)
    i = int(np.argmin(np.where(free, cost, np.inf)))
    bx0, by0, bx1, by1 = boxes[i]
    leader = ((float(ax), float(ay)), (float(ends[i, 0]), float(ends[i, 1])))
    return Label(code, (name,), (bx0 + bx1) / 2, (by0 + by1) / 2, size, kind, leader)

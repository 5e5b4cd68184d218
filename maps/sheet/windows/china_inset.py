"""The map of China with all that belongs to it: islands, ten dashes, 钓鱼岛."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
import shapely
from matplotlib.path import Path

from data.i18n import _
from geo import boundaries
from geo.crs import ALBERS_CHINA
from maps.sheet.canvas import frames, shapes
from maps.sheet.canvas.frames import Box, MapFrame
from maps.sheet.canvas.page import Page
from maps.sheet.ground import projected

GANSU: Final = "620000"
HIGHLIGHT: Final = "#b45a31"
# Provinces whose islands are drawn as dots, so that they survive at 1:100,000,000.
_ISLAND_PROVINCES: Final = ("460000", "710000", "440000")
_SMALL_ISLAND_M2: Final = 2.5e8
_DOT_MM: Final = 0.09
DIAOYU_DEGREES: Final = (123.3, 25.6, 124.7, 26.0)


@lru_cache(maxsize=8)
def _frame(box: Box) -> MapFrame:
    _codes, shapes_m = projected.china()
    x0, y0, x1, y1 = shapely.total_bounds([*shapes_m, dashes()])
    pad = (x1 - x0) * 0.03
    return frames.fit((x0 - pad, y0 - pad, x1 + pad, y1 + pad), box, crs=ALBERS_CHINA)


@lru_cache(maxsize=1)
def dashes() -> Any:
    """Return the dash lines in the South China Sea and east of Taiwan, metres."""
    frame = boundaries.load("dashes")
    rows = frame.loc[frame["kind"] == "south_sea_dashes", "geometry"]
    return projected.project(rows.to_numpy(), ALBERS_CHINA)[0]


@lru_cache(maxsize=1)
def islands() -> tuple[Any, ...]:
    """Return the middles of the small islands, metres; those around 钓鱼岛 among them."""
    level = projected.load("china", "coarse", ALBERS_CHINA)
    found = [
        part.centroid
        for code in _ISLAND_PROVINCES
        for part in shapes.polygons(level.of(code))
        if part.area < _SMALL_ISLAND_M2
    ]
    return tuple(found)


@lru_cache(maxsize=8)
def _paths(box: Box) -> dict[str, Any]:
    frame = _frame(box)
    codes, shapes_m = projected.china()
    placed = frame.shapes(shapes_m)
    others = [shapes.path(s) for c, s in zip(codes, placed, strict=True) if c != GANSU]
    dots = frame.shapes(islands())
    ring = np.linspace(0, 2 * np.pi, 9)
    circle = np.column_stack([np.cos(ring), np.sin(ring)]) * _DOT_MM
    marks = Path.make_compound_path(
        *(Path(circle + np.array([dot.x, dot.y]), closed=True) for dot in dots)
    )  # fmt: skip
    return {
        "others": [p for p in others if p is not None],
        "gansu": shapes.path(placed[codes.index(GANSU)]),
        "outline": shapes.path(shapely.union_all(placed)),
        "dots": marks,
        "dashes": [shapely.get_coordinates(p) for p in shapes.parts(frame.shapes([dashes()])[0])],
    }


def draw(page: Page, box: Box, *, z: float = 11.0, edge: str = "#8a949c") -> None:
    """Draw the whole country inside `box`, in one frame, and note that it is complete."""
    found = _paths(box)
    page.rectangle(box, "#ffffff", edge=edge, line=0.5, z=z)
    page.fill(found["others"], "#eceae4", edge="#c3bfb5", line=0.22, z=z + 0.1)
    page.fill([found["outline"]], edge="#6f767c", line=0.5, z=z + 0.2)
    page.fill([found["dots"]], "#6f767c", z=z + 0.2)
    page.fill([found["gansu"]], HIGHLIGHT, edge=HIGHLIGHT, line=0.3, z=z + 0.3)
    page.lines(found["dashes"], "#4d565d", 0.75, z=z + 0.3)
    x0, _y0, _x1, y1 = box
    page.text(x0 + 1.1, y1 - 2.0, _("甘肃在全国的位置"), 4.9, colour="#566069", z=z + 0.5)
    page.reserve(box, 1.0)
    page.record.inset_complete = complete(box)


def complete(box: Box) -> bool:
    """Return whether the inset holds the country: ten dashes, 钓鱼岛, every island, in its frame."""
    frame = _frame(box)
    x0, y0, x1, y1 = box
    lines = shapes.parts(frame.shapes([dashes()])[0])
    everything = shapely.total_bounds([*lines, *frame.shapes(projected.china()[1])])
    inside = (
        everything[0] >= x0 and everything[1] >= y0 and everything[2] <= x1 and everything[3] <= y1
    )
    west, south, east, north = DIAOYU_DEGREES
    low, high = frame.points([west, east], [south, north])
    middles = [(d.x, d.y) for d in frame.shapes(islands())]
    diaoyu = any(
        low[0] - 0.5 <= x <= high[0] + 0.5 and low[1] - 0.5 <= y <= high[1] + 0.5
        for x, y in middles
    )
    return bool(inside and len(lines) == 10 and diaoyu and len(projected.china()[0]) == 34)

"""How small maps share a sheet: cells, turn and where the furniture goes, so that maps are large."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from maps.sheet.canvas import frames
from maps.sheet.canvas.frames import Box
from maps.sheet.ground import projected
from maps.sheet.layouts import SLIDE

HEAD_MM: Final = 22.0
STRIP_MM: Final = 52.0
TITLE_MM: Final = 8.8
GAP: Final = 4.0
# West–east along the corridor, or north up where the cell is nearly square.
TURNS: Final = (30.0, 0.0)
_EDGE: Final = 8.0
_FOOT: Final = 6.0
# Least room for the inset, the keys and the sources in a cell of their own.
_FURNITURE_MM: Final = (74.0, 62.0)
# The window shows at most this much more than the province's height.
_AIR: Final = 1.4
_MARGIN: Final = 3.0


@dataclass(frozen=True)
class Grid:
    """The places of a sheet, page mm.

    Attributes
    ----------
    columns, rows : int
        Of the cells, the one of the furniture included.
    rotation : float
        Degrees that the maps are turned.
    cells : tuple of Box
        One a map, in reading order.
    furniture : Box
        Where inset, keys, scale bar and sources stand: a strip on the right, or the last cell.
    legend_mm : float
        Height of the legend at the foot of each cell.
    """

    columns: int
    rows: int
    rotation: float
    cells: tuple[Box, ...]
    furniture: Box
    legend_mm: float

    def map_box(self, i: int) -> Box:
        """Return the window of a map."""
        x0, y0, x1, y1 = self.cells[i]
        return x0, y0 + self.legend_mm, x1, y1 - TITLE_MM


@lru_cache(maxsize=4)
def bounds(rotation: float) -> Box:
    """Return the bounds of the turned province, metres."""
    return frames.turned_bounds(projected.load("county", "coarse").shapes, rotation)


def grid(count: int, legend: Callable[[float], float]) -> Grid:
    """Return the grid in which `count` maps are largest and no cell stays empty.

    Parameters
    ----------
    count : int
        How many maps.
    legend : callable
        Height in mm that the tallest legend needs in a cell of a given width in mm.
    """
    found: list[tuple[float, int, Grid]] = []
    for columns in range(1, 5):
        rows = math.ceil(count / columns)
        spare = columns * rows - count
        if spare > 1:
            continue
        for place, rotation in enumerate(TURNS):
            made = _made(count, columns, rows, rotation, legend, own_cell=spare == 1)
            if made is not None:
                found.append((made[0], -place, made[1]))
    return max(found, key=lambda item: item[:2])[2]


def _made(
    count: int, columns: int, rows: int, rotation: float, legend: Callable[[float], float], *,
    own_cell: bool,
) -> tuple[float, Grid] | None:  # fmt: skip
    """Return the scale (mm/m) and the grid of so many columns, or None where it is too tight."""
    right = SLIDE[0] - _EDGE + GAP - (0 if own_cell else STRIP_MM)
    wide = (right - _EDGE) / columns
    high = (SLIDE[1] - HEAD_MM - 3 - _FOOT + GAP) / rows
    w, h = wide - GAP, high - GAP
    if own_cell and (w < _FURNITURE_MM[0] or h < _FURNITURE_MM[1]):
        return None
    legend_mm = legend(w)
    x0, y0, x1, y1 = bounds(rotation)
    room_w, room_h = w - 2 * _MARGIN, h - TITLE_MM - legend_mm - 2 * _MARGIN
    if room_h < 10:
        return None
    scale = min(room_w / (x1 - x0), room_h / (y1 - y0))
    deep = min(room_h, (y1 - y0) * scale * _AIR) + TITLE_MM + legend_mm + 2 * _MARGIN
    top = SLIDE[1] - HEAD_MM - 4
    cells = tuple(
        (
            _EDGE + (i % columns) * wide, top - (i // columns) * (deep + GAP) - deep,
            _EDGE + (i % columns) * wide + w, top - (i // columns) * (deep + GAP),
        )
        for i in range(columns * rows)
    )  # fmt: skip
    if own_cell:
        furniture = (cells[-1][0], _FOOT, cells[-1][2], cells[-1][3])
    else:
        furniture = (SLIDE[0] - STRIP_MM + 2, _FOOT, SLIDE[0] - 10, top)
    return scale, Grid(columns, rows, rotation, cells[:count], furniture, legend_mm)

"""Where a county lies in the province: a small map of all counties with one of them marked."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
import shapely
from matplotlib.transforms import Affine2D

from geo.places import units
from maps.sheet.canvas import frames, shapes
from maps.sheet.canvas.frames import Box
from maps.sheet.canvas.page import Page
from maps.sheet.ground import projected

# Details finer than this would only thicken the lines.
_DETAIL_M: Final = 3500
_MARGIN_MM: Final = 1.0
_OTHERS: Final = "#dfe3e2"
_SAME_PREFECTURE: Final = "#e0b9a6"


def draw(page: Page, box: Box, adcode: str, colour: str, *, z: float = 40.0) -> None:
    """Draw the province inside `box`, the county in its colour, its prefecture in a paler one."""
    page.rectangle(box, "#ffffff", edge="#8a949c", line=0.5, z=z)
    x0, y0, x1, y1 = box
    paths = _paths(x1 - x0 - 2 * _MARGIN_MM, y1 - y0 - 2 * _MARGIN_MM)
    shift = Affine2D().translate(x0 + _MARGIN_MM, y0 + _MARGIN_MM)
    moved = {code: path.transformed(shift) for code, path in paths.items()}
    members = units.prefecture(units.unit(adcode).prefecture).members
    faces = [
        colour if code == adcode else _SAME_PREFECTURE if code in members else _OTHERS
        for code in moved
    ]
    page.fill(list(moved.values()), faces, edge="#ffffff", line=0.12, z=z + 1)
    page.fill([moved[adcode]], colour, edge=colour, line=0.6, z=z + 2)
    page.reserve(box, 0.5)


@lru_cache(maxsize=2)
def _paths(wide: float, high: float) -> dict[str, Any]:
    level = projected.load("county", "coarse")
    plain = shapely.coverage_simplify(np.asarray(level.shapes, dtype=object), _DETAIL_M)
    frame = frames.fit(tuple(shapely.total_bounds(plain)), (0, 0, wide, high))
    placed = frame.shapes(list(plain))
    return {
        code: path
        for code, path in zip(level.codes, (shapes.path(shape) for shape in placed), strict=True)
        if path is not None
    }

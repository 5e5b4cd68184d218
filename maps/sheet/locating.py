"""A small map that says where a county lies in the province."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.places import units
from maps.sheet.canvas import frames, shapes
from maps.sheet.canvas.frames import Box
from maps.sheet.canvas.page import Page
from maps.sheet.ground import projected

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HERE: Final = "#b45a31"
_TOLERANCE_M: Final = 3000.0


@lru_cache(maxsize=8)
def _paths(box: Box, rotation: float) -> dict[str, Any]:
    level = projected.load("county", "coarse")
    plain = shapely.coverage_simplify(np.asarray(level.shapes, dtype=object), _TOLERANCE_M)
    frame = frames.fit(frames.turned_bounds(plain, rotation), box, rotation=rotation)
    made = zip(level.codes, map(shapes.path, shapes.clip(frame.shapes(plain), box)), strict=True)
    return {code: path for code, path in made if path is not None}


def locator(
    adcode: str, axes: Axes | Page, box: Box, *, rotation: float = 0.0, colour: str = HERE,
    prefecture: bool = True, z: float = 5.0,
) -> None:  # fmt: skip
    """Draw the province into a box of an axes in millimetres, one county marked.

    Parameters
    ----------
    adcode : str
        The county.
    axes : Axes or Page
        Its units are page millimetres (`maps.sheet.canvas.page.prepare_axes`).
    box : Box
        (x0, y0, x1, y1) in mm; the province fills it.
    rotation : float
        Degrees counter-clockwise; 30 for the turned view.
    colour : str
        Of the county.
    prefecture : bool
        Whether the other counties of its prefecture are tinted.

    Raises
    ------
    UnknownUnit
        There is no such county.
    """
    unit = units.unit(adcode)
    page = axes if isinstance(axes, Page) else Page.on(axes)
    paths = _paths(box, rotation)
    kin = units.prefecture(unit.prefecture).members if prefecture and unit.prefecture else ()
    faces = [shapes.mix(colour, 0.28) if code in kin else "#e4e2dc" for code in paths]
    page.fill(list(paths.values()), faces, edge="#ffffff", line=0.15, z=z)
    page.fill([paths[adcode]], colour, edge=colour, line=0.7, z=z + 0.1)

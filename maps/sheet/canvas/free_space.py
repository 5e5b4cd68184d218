"""Finding room on a page: for a legend beside the province, for a badge or a name on the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from maps.sheet.canvas.frames import Box
from maps.sheet.canvas.page import Page

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUGH_MM: Final = 0.6


def hits(boxes: NDArray[np.float64], taken: Sequence[Box]) -> NDArray[np.int64]:
    """Return how many of the taken boxes each of (n, 4) boxes touches."""
    if not taken:
        return np.zeros(len(boxes), dtype=np.int64)
    a = boxes[:, None, :]
    b = np.asarray(taken, dtype=float)[None, :, :]
    meets = (a[..., 0] < b[..., 2]) & (a[..., 2] > b[..., 0])
    meets &= (a[..., 1] < b[..., 3]) & (a[..., 3] > b[..., 1])
    return np.asarray(meets.sum(axis=1), dtype=np.int64)


def around(
    page: Page, middle: tuple[float, float], size: tuple[float, float], window: Box, *,
    reach: float = 60.0, own: Any = None, avoid: Any = None,
    weight: float = 10.0,
) -> tuple[float, float] | None:  # fmt: skip
    """Return the free place nearest to `middle` for a box of a size, or None; all in mm.

    Parameters
    ----------
    window : Box
        The box stays inside it.
    reach : float
        How far to look, mm.
    own : shapely geometry, optional
        Places inside it cost nothing but their distance.
    avoid : shapely geometry, optional
        Other areas; covering them costs.
    weight : float
        How many mm of distance it costs to cover them wholly.
    """
    (x, y), (wide, high) = middle, size
    steps = np.concatenate([[0.0], np.arange(1.5, 14, 1.5), np.arange(14, reach, 3.0)])
    turns = np.radians(np.arange(0, 360, 15))
    far, turn = (a.ravel() for a in np.meshgrid(steps, turns))
    mx, my = x + far * np.cos(turn), y + far * np.sin(turn)
    boxes = np.column_stack([mx - wide / 2, my - high / 2, mx + wide / 2, my + high / 2])
    fits = (boxes[:, 0] >= window[0] + 0.8) & (boxes[:, 1] >= window[1] + 0.8)
    fits &= (boxes[:, 2] <= window[2] - 0.8) & (boxes[:, 3] <= window[3] - 0.8)
    boxes, far, mx, my = boxes[fits], far[fits], mx[fits], my[fits]
    free = hits(boxes, page.occupied) == 0
    boxes, far, mx, my = boxes[free], far[free], mx[free], my[free]
    if not len(boxes):
        return None
    cost = far.copy()
    drawn = shapely.box(*boxes.T)
    area = wide * high
    # rough outlines are good enough to weigh places, and quick
    if own is not None and not own.is_empty:
        own = shapely.simplify(own, _ROUGH_MM)
        cost -= 14.0 * shapely.area(shapely.intersection(drawn, own)) / area
    if avoid is not None and not avoid.is_empty:
        avoid = shapely.simplify(avoid, _ROUGH_MM)
        cost += weight * shapely.area(shapely.intersection(drawn, avoid)) / area
    i = int(np.argmin(cost))
    return float(mx[i]), float(my[i])

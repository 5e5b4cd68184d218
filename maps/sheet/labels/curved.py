"""Lettering along a curve: a name that runs outside an outline or beside a line.

The guide line is the outline with its bays closed and its corners rounded, moved outwards, so that
letters neither crowd in a notch nor turn over at a spike. Of all stretches of the guide that the
name fits on, the one is taken that covers nothing else and bends least.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from maps.sheet.canvas import fonts, free_space
from maps.sheet.canvas.fonts import INK_HEIGHT, MIDDLE, POINT_MM, Face

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maps.sheet.canvas.frames import Box
    from maps.sheet.canvas.page import Page

SIZES_PT: Final = (7.6, 7.0, 6.4, 5.8, 5.2)
TRACKING: Final = 0.12
# Guides to try: bays narrower than twice the first are closed, mm, and the line runs the second
# outside the outline, mm; a guide further off is worse by so many degrees of bend a millimetre.
_GUIDES: Final = tuple((close, gap) for gap in (0.8, 2.0, 3.4) for close in (14.0, 6.0, 2.5))
_FARTHER: Final = 14.0
_ROUND_MM: Final = 1.6
_STEP_MM: Final = 0.5
# Between one letter and the next the line may turn by this much at most, degrees.
_MOST_TURN: Final = 22.0
# No letter leans more than this, degrees; a level stretch is worth so many degrees of bend.
_STEEPEST: Final = 76.0
_LEVEL: Final = 0.8
_MOST_OF_RING: Final = 0.62
# A name beside a line stands this far off; bends finer than the second are smoothed, mm.
_LINE_GAP_MM: Final = 0.75
_SMOOTH_MM: Final = 0.9
_EDGE_MM: Final = 0.8


@dataclass(frozen=True)
class Letter:
    """One letter: where its baseline starts (mm), and its slope in degrees."""

    text: str
    x: float
    y: float
    angle: float
    box: Box


@dataclass(frozen=True)
class GuideLine:
    """A name along a curve, at one size."""

    letters: tuple[Letter, ...]
    size: float


@lru_cache(maxsize=64)
def guide(outline: Any, away: float, closing: float) -> Any:
    """Return the closed line that runs `away` mm outside an outline whose bays are closed.

    Parameters
    ----------
    outline : shapely geometry
        Polygon or polygons, mm.
    away, closing : float
        Millimetres.
    """
    closed = shapely.buffer(shapely.buffer(outline, closing, quad_segs=24), -closing)
    round_ = shapely.buffer(closed, away + _ROUND_MM, quad_segs=24)
    round_ = shapely.buffer(round_, -_ROUND_MM, quad_segs=24)
    biggest = max(shapely.get_parts(round_), key=lambda part: part.area)
    return shapely.segmentize(biggest.exterior, _STEP_MM)


def fitted(
    page: Page, outline: Any, text: str, window: Box, *, face: Face = "bold"
) -> GuideLine | None:
    """Return the name along the outline at the largest size that finds room, or None.

    Parameters
    ----------
    outline : shapely geometry
        Polygon or polygons, mm.
    window : Box
        Every letter stays inside it.
    """
    if outline.is_empty:
        return None
    for size in SIZES_PT:
        wide = np.array([fonts.width(c, size, face) for c in text])
        found = []
        for closing, gap in _GUIDES:
            ring = guide(outline, gap + size * POINT_MM / 2, closing)
            cost, stretch = _best(
                ring,
                wide,
                size * POINT_MM,
                tracking=TRACKING,
                window=window,
                occupied=page.occupied,
            )
            found.append((cost + _FARTHER * gap, stretch))
        cost, stretch = min(found, key=lambda item: item[0])
        if np.isfinite(cost):
            return GuideLine(tuple(_letters(text, wide, size * POINT_MM, stretch)), size)
    return None


def beside(
    page: Page, line: Any, text: str, window: Box, *, sizes: tuple[float, ...],
    tracking: float = TRACKING, face: Face = "medium",
) -> GuideLine | None:  # fmt: skip
    """Return the name along one side of a line at the largest size that finds room, or None.

    Parameters
    ----------
    line : shapely geometry
        One line or several, mm.
    tracking : float
        Space between letters, in em.
    """
    for size in sizes:
        em = size * POINT_MM
        wide = np.array([fonts.width(c, size, face) for c in text])
        found = [
            _best(guide_line, wide, em, tracking=tracking, window=window, occupied=page.occupied)
            for part in shapely.get_parts(line)
            for side in (1.0, -1.0)
            for guide_line in _offset(part, side * (_LINE_GAP_MM + em / 2), wide.sum() + em)
        ]
        cost, stretch = min(found, key=lambda item: item[0], default=(np.inf, None))
        if stretch is not None and np.isfinite(cost):
            return GuideLine(tuple(_letters(text, wide, em, stretch)), size)
    return None


@lru_cache(maxsize=256)
def _offset(line: Any, away: float, least: float) -> tuple[Any, ...]:
    """Return a line's bends smoothed and moved sideways by `away` mm, pieces of `least` mm up."""
    smooth = shapely.simplify(line, _SMOOTH_MM)
    moved = shapely.offset_curve(smooth, away, quad_segs=8, join_style="round")
    pieces = shapely.get_parts(shapely.segmentize(moved, _STEP_MM))
    return tuple(piece for piece in pieces if piece.length > least)


@dataclass(frozen=True)
class GuideStretch:
    """Where the middles of the letters stand: x and y in mm, slopes in degrees."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    angles: NDArray[np.float64]


def _best(
    ring: Any, wide: NDArray[np.float64], em: float, *, tracking: float, window: Box,
    occupied: list[Box],
) -> tuple[float, GuideStretch]:  # fmt: skip
    """Return the free stretch of a guide that bends least, in either direction, and its cost.

    The guide may be closed or open. The cost is infinite where no stretch is free and readable.
    """
    steps = wide + tracking * em
    middles = np.cumsum(steps) - steps / 2
    starts = np.arange(0.0, ring.length, 2 * _STEP_MM)
    at = np.concatenate([starts[:, None] + middles, starts[:, None] - middles])
    way = np.repeat([1.0, -1.0], len(starts))[:, None]
    x, y = _along(ring, at)
    (x0, y0), (x1, y1) = _along(ring, at - way * em / 2), _along(ring, at + way * em / 2)
    angles = np.degrees(np.arctan2(y1 - y0, x1 - x0))
    turns = np.abs(np.diff(angles, axis=1))
    good = (np.abs(angles) < _STEEPEST).all(axis=1) & (turns < _MOST_TURN).all(axis=1)
    if ring.is_closed:
        good &= steps.sum() < _MOST_OF_RING * ring.length
    else:
        good &= (at.min(axis=1) > em) & (at.max(axis=1) < ring.length - em)
    boxes = _boxes(x, y, em)
    good &= (boxes[..., :2] > np.array(window[:2]) + _EDGE_MM).all(axis=(1, 2))
    good &= (boxes[..., 2:] < np.array(window[2:]) - _EDGE_MM).all(axis=(1, 2))
    good &= free_space.hits(boxes.reshape(-1, 4), occupied).reshape(x.shape).sum(axis=1) == 0
    cost = turns.sum(axis=1) + _LEVEL * np.abs(angles).mean(axis=1)
    cost = np.where(good, cost, np.inf)
    i = int(np.argmin(cost))
    return float(cost[i]), GuideStretch(x[i], y[i], angles[i])


def _boxes(x: NDArray[np.float64], y: NDArray[np.float64], em: float) -> NDArray[np.float64]:
    """Return the boxes (…, 4) that letters of a size take, however they lean."""
    half = 0.56 * INK_HEIGHT * em
    return np.stack([x - half, y - half, x + half, y + half], axis=-1)


def _along(ring: Any, at: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return x and y at distances along a line; on a closed one they run on beyond its end."""
    xy = shapely.get_coordinates(ring)
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    at = at % run[-1] if ring.is_closed else at
    return np.interp(at, run, xy[:, 0]), np.interp(at, run, xy[:, 1])


def _letters(
    text: str, wide: NDArray[np.float64], em: float, stretch: GuideStretch
) -> Iterator[Letter]:
    """Yield the letters, their middles on the guide."""
    boxes = _boxes(stretch.x, stretch.y, em)
    turns = np.radians(stretch.angles)
    left, low = -wide / 2, -MIDDLE * em
    x = stretch.x + left * np.cos(turns) - low * np.sin(turns)
    y = stretch.y + left * np.sin(turns) + low * np.cos(turns)
    for i, letter in enumerate(text):
        x0, y0, x1, y1 = map(float, boxes[i])
        yield Letter(letter, float(x[i]), float(y[i]), float(stretch.angles[i]), (x0, y0, x1, y1))


def write(
    page: Page, line: GuideLine, colour: str, *, face: Face = "bold", z: float = 32.0
) -> None:
    """Write a name along its curve and mark the room of its letters as taken."""
    for letter in line.letters:
        page.letters(
            letter.x, letter.y, letter.text, line.size, angle=letter.angle, colour=colour,
            face=face, halo="#ffffff", z=z,
        )  # fmt: skip
        page.reserve(letter.box)

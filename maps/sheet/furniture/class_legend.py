"""The legend of the classes as a histogram: swatch, range, bar, count; then what has no data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from data.i18n import _
from geo.places import units
from layers import palettes
from layers.circles import TOGETHER
from layers.drawables import RowKind
from layers.prepared import PreparedMap
from maps.base import STYLE
from maps.sheet.canvas import fonts
from maps.sheet.canvas.frames import Box
from maps.sheet.canvas.page import Page
from maps.sheet.drawn import LegendDrawn
from maps.sheet.furniture.cartographic import GREY
from maps.sheet.ground.basemap import hatch_sample
from maps.sheet.ground.fills import MM_PER_PX

BAR: Final = "#9aa3a8"


@dataclass(frozen=True)
class PrintedRow:
    """A row: `hatch` is 'special', a status or empty; `radius` in mm for a circle.

    `steps` are the labels and radii (mm) of circles to compare with, largest first; `together`
    lays the broken circle of a combined figure over the sample.
    """

    label: str
    colour: str
    count: int
    hatch: str = ""
    radius: float = 0.0
    steps: tuple[tuple[str, float], ...] = ()
    together: bool = False

    @property
    def deep(self) -> float:
        """Height of the circles, mm."""
        return 2 * max([self.radius, *(radius for _label, radius in self.steps)])


def rows(
    prepared: PreparedMap, *, special: bool = True, mm_per_px: float = MM_PER_PX
) -> tuple[PrintedRow, ...]:
    """Return the legend's rows as printed: highest class first, then no data, then special areas.

    Parameters
    ----------
    special : bool
        Whether the special areas are on the map.
    mm_per_px : float
        Radius in mm of a circle of one pixel on the screen.
    """
    classes: list[PrintedRow] = []
    absent: list[PrintedRow] = []
    for item in prepared.legend:
        if item.hatched:
            absent.append(
                PrintedRow(
                    item.label, STYLE["missing"], item.count, item.status, together=item.together
                )
            )
        elif item.kind is RowKind.CIRCLE:
            radius = max(c.radius_px for c in prepared.circles) * mm_per_px
            steps = tuple((s.label, s.radius_px * mm_per_px) for s in prepared.circle_steps)
            classes.append(PrintedRow(item.label, palettes.OCHRE, item.count, "", radius, steps))
        else:
            classes.append(PrintedRow(item.label, item.colour or STYLE["base"], item.count))
    if not prepared.circles:
        classes.reverse()
    if not prepared.legend:
        return ()
    if special:
        count = len(units.special_areas())
        absent.append(PrintedRow(_("非县级政区"), STYLE["special"], count, "special"))
    return (*classes, *absent)


def height(items: tuple[PrintedRow, ...], step: float) -> float:
    """Return the height of the legend in mm when rows are `step` apart."""
    total = sum(max(step, row.deep + 1.2) for row in items)
    return total + 1.1 * step if items else 0.0


def step_for(
    prepared: PreparedMap, room: float, largest: float, *, special: bool = True
) -> float:  # fmt: skip
    """Return the largest row step at which the legend fits into `room` mm."""
    items = rows(prepared, special=special)
    step = largest
    while step > 3.0 and height(items, step) > room:
        step -= 0.1
    return step


def draw(
    page: Page, prepared: PreparedMap, x: float, top: float, width: float, *, step: float = 5.6,
    size: float = 7.0, sample: float = 9.0, z: float = 40.0, special: bool = True,
    mm_per_px: float = MM_PER_PX,
) -> float:  # fmt: skip
    """Draw the legend downwards from `top`; return the y below it.

    Bars are proportional to the number of units; the counts add up to all units drawn.
    """
    items = rows(prepared, special=special, mm_per_px=mm_per_px)
    if not items:
        return top
    name_x = x + sample + 2.0
    starts = [name_x if r.deep <= sample else x + r.deep + 2.0 for r in items]
    ends = [at + _text_width(r, size) for at, r in zip(starts, items, strict=True)]
    bar_x = max(max(ends) + 3.0, x + 0.42 * width)
    bar_max = max(4.0, x + width - bar_x - 7.0)
    most = max(row.count for row in items)
    unit_word = _("县区数") if prepared.level == "county" else _("市州数")
    head = top - 0.5 * step
    room = bar_x - x - 2.0
    title_size = size * 0.9
    while fonts.width(prepared.legend_title, title_size) > room and title_size > 4.6:
        title_size -= 0.2
    page.text(x, head, prepared.legend_title, title_size, colour=GREY, z=z)
    page.text(bar_x, head, unit_word, size * 0.9, colour=GREY, z=z)
    y = top - 1.1 * step
    for row, start in zip(items, starts, strict=True):
        deep = max(step, row.deep + 1.2)
        middle = y - deep / 2
        if row.steps:
            _nested(page, row, (x + max(row.deep, sample) / 2, middle), start, size, z=z)
        else:
            swatch(page, row, x, middle, width=sample, high=0.72 * min(step, deep), z=z)
            page.text(start, middle, row.label, size, z=z)
        long = bar_max * row.count / most
        bar = (bar_x, middle - 0.26 * step, bar_x + long, middle + 0.26 * step)
        page.rectangle(bar, BAR if not row.hatch else "#cfccc4", z=z, line=0)
        page.text(bar_x + long + 1.3, middle, str(row.count), size, colour=GREY, z=z)
        y -= deep
    page.record.map.legend = as_drawn(items, (x, y, x + width, top))
    return y


def as_drawn(items: Sequence[PrintedRow], box: Box) -> LegendDrawn:
    """Return what the sheet's record keeps of a legend."""
    hatches = frozenset(row.hatch for row in items if row.hatch)
    return LegendDrawn(tuple(row.count for row in items), hatches, box)


def _text_width(row: PrintedRow, size: float) -> float:
    """Return the width of a row's words in mm."""
    texts = [label for label, _radius in row.steps] or [row.label]
    return max(fonts.width(text, size) for text in texts)


def _nested(
    page: Page,
    row: PrintedRow,
    middle: tuple[float, float],
    text_x: float,
    size: float,
    *,
    z: float,
) -> None:
    """Draw circles that stand on one point, each with its value beside its top."""
    x, foot = middle[0], middle[1] - row.deep / 2
    gap = size * fonts.POINT_MM * 1.02
    below = math.inf
    for i, (label, radius) in enumerate(row.steps):
        top = foot + 2 * radius
        page.circle(x, foot + radius, radius, row.colour, alpha=0.3, edge=row.colour, line=0.5,
                    z=z + 0.01 * i)  # fmt: skip
        at = min(top, below - gap)
        page.lines([[(x, top), (text_x - 1.6, at), (text_x - 0.6, at)]], GREY, 0.35, z=z + 0.1)
        page.text(text_x, at, label, size, z=z)
        below = at


def swatch(
    page: Page, row: PrintedRow, x: float, y: float, *, width: float, high: float, z: float
) -> None:
    """Draw a row's sample, centred on `y`: a filled or hatched box, or the circle itself."""
    if row.radius:
        cx = x + max(row.radius, width / 2)
        page.circle(cx, y, row.radius, row.colour, alpha=0.55, edge="#ffffff", line=0.5, z=z)
        page.circle(cx, y, row.radius, "none", edge=row.colour, line=0.5, z=z)
        return
    box = (x, y - high / 2, x + width, y + high / 2)
    page.rectangle(box, row.colour, z=z, line=0)
    if row.hatch:
        hatch_sample(page, box, row.hatch, z=z + 0.1)
    if row.together:
        page.circle(
            x + width / 2, y, 0.46 * high, palettes.OCHRE, edge=palettes.OCHRE,
            alpha=TOGETHER.opacity, line=0.7, z=z + 0.3, dashed=TOGETHER.dashed,
        )  # fmt: skip
    page.rectangle(box, edge="#b3ad9f", line=0.35, z=z + 0.2)

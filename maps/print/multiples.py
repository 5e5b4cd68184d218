"""Several maps on one sheet at one scale, for what changes with time or from theme to theme."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from data.errors import AtlasError
from data.i18n import _
from layers.palettes import INK
from layers.prepared import PreparedMap
from maps.print import (
    basemap,
    fonts,
    frames,
    furniture,
    ground,
    inset,
    legend,
    look,
    marks,
    overlays,
    prose,
)
from maps.print.composing import note
from maps.print.frames import Box
from maps.print.layouts import SLIDE
from maps.print.options import SheetOptions
from maps.print.page import Page
from maps.print.scene import Body, body
from maps.print.sheet import Sheet

MOST: Final = 9
ROTATION: Final = 30.0
HEAD_MM: Final = 22.0
STRIP_MM: Final = 52.0
_TITLE_MM: Final = 8.6
_LEGEND_MM: Final = 7.4
_GAP: Final = 4.0
_Z: Final = 100.0


class TooManyMaps(AtlasError):
    """A sheet of small maps holds two to nine."""


def compose_many(prepared: Sequence[PreparedMap], options: SheetOptions | None = None) -> Sheet:
    """Draw two to nine prepared maps on one sheet, each with its title and legend.

    Parameters
    ----------
    prepared : sequence of PreparedMap
        In reading order.
    options : SheetOptions, optional
        `title` heads the sheet; the small maps carry their own titles.

    Raises
    ------
    TooManyMaps
        Fewer than two or more than nine.
    """
    if not 2 <= len(prepared) <= MOST:
        raise TooManyMaps(
            _("一张组图可放 2—{most} 幅地图，现有 {n} 幅。").format(most=MOST, n=len(prepared))
        )
    options = options or SheetOptions()
    page = Page(*SLIDE)
    columns, rows = grid(len(prepared))
    for i, item in enumerate(prepared):
        _small(page, item, _cell(columns, rows, i))
    first = prepared[0]
    whole = options.title or _("甘肃县域对比（{n} 幅）").format(n=len(prepared))
    _head(page, whole, options)
    looked = look.of(first)
    _strip(page, prepared, looked, options, _body(_map_box(_cell(columns, rows, 0))))
    note(page, first, looked, options)
    page.facts["labels_wanted"] = False
    return Sheet(page, "multiples", title=whole, author=options.author)


@lru_cache(maxsize=16)
def grid(count: int) -> tuple[int, int]:
    """Return columns and rows that let the maps be largest."""
    wide, high = SLIDE[0] - STRIP_MM - 10, SLIDE[1] - HEAD_MM - 6
    x0, y0, x1, y1 = frames.turned_bounds(ground.load("county", "coarse").shapes, ROTATION)
    best: tuple[float, int, int] = (0.0, 1, count)
    for columns in range(1, 4):
        rows = math.ceil(count / columns)
        w = wide / columns - _GAP
        h = high / rows - _GAP - _TITLE_MM - _LEGEND_MM
        best = max(best, (min(w / (x1 - x0), h / (y1 - y0)), columns, rows))
    return best[1], best[2]


def _cell(columns: int, rows: int, i: int) -> Box:
    wide = (SLIDE[0] - STRIP_MM - 10) / columns
    high = (SLIDE[1] - HEAD_MM - 6) / rows
    x = 8 + (i % columns) * wide
    y = SLIDE[1] - HEAD_MM - 3 - (i // columns + 1) * high
    return x, y + _GAP / 2, x + wide - _GAP, y + high - _GAP / 2


def _map_box(cell: Box) -> Box:
    return cell[0], cell[1] + _LEGEND_MM, cell[2], cell[3] - _TITLE_MM


@lru_cache(maxsize=32)
def _body(box: Box) -> Body:
    bounds = frames.turned_bounds(ground.load("county", "medium").shapes, ROTATION)
    target = (box[0] + 2, box[1] + 1.5, box[2] - 2, box[3] - 1.5)
    return body(frames.fit(bounds, target, rotation=ROTATION, box=box))


def _small(page: Page, prepared: PreparedMap, cell: Box) -> None:
    window = _body(_map_box(cell))
    looked = look.of(prepared)
    page.rectangle(cell, "#ffffff", edge="#d8d3c7", line=0.5, z=0)
    basemap.draw(page, window, looked, weight=0.55, water=prepared.rivers)
    overlays.draw(page, window, prepared, looked)
    overlays.circles(page, window, prepared)
    marks.draw(page, window, prepared, windowless=True)
    size = 8.4
    while fonts.width(prepared.title, size, "bold") > cell[2] - cell[0] - 6 and size > 5:
        size -= 0.2
    page.text(cell[0] + 3, cell[3] - 3.3, prepared.title, size, face="bold", z=_Z)
    page.text(cell[0] + 3, cell[3] - 6.9, prepared.subtitle, 5.0, colour=furniture.GREY, z=_Z)
    _legend_row(page, prepared, cell)
    page.rectangle(_map_box(cell), edge="#d8d3c7", line=0.4, z=_Z - 1)


def _legend_row(page: Page, prepared: PreparedMap, cell: Box) -> None:
    """Write the classes in one line, each with its count, the highest last."""
    rows = legend.rows(prepared)
    ordered = [r for r in reversed(rows) if not r.hatch] + [r for r in rows if r.hatch]
    if not ordered:
        return
    y = cell[1] + _LEGEND_MM / 2
    size, gap = 5.4, 3.0
    texts = [f"{row.label} ({row.count})" for row in ordered]

    def length(points: float) -> float:
        return sum(fonts.width(t, points) + 6.2 + gap for t in texts) - gap

    while length(size) > cell[2] - cell[0] - 5 and size > 3.4:
        size -= 0.1
    x = cell[0] + 3
    for row, text in zip(ordered, texts, strict=True):
        legend.swatch(page, row, x, y, width=5.0, high=2.8, z=_Z)
        page.text(x + 6.0, y, text, size, z=_Z)
        x += fonts.width(text, size) + 6.2 + gap
    page.facts["legend_counts"] = tuple(row.count for row in rows)
    page.facts["legend_hatches"] = {row.hatch for row in rows if row.hatch}


def _head(page: Page, title: str, options: SheetOptions) -> None:
    head = page.height - HEAD_MM
    page.rectangle((0, head, page.width, page.height), "#ffffff", z=_Z - 2, line=0)
    size = prose.title_size(title, 22, 12, 220, 1)
    prose.title(page, 10, head + 4 + size * 0.353 * 1.28, title, 220, largest=size, lines=1, z=_Z)
    page.lines([[(10, head), (page.width - 10, head)]], INK, 1.1, z=_Z)
    words = options.subtitle or _("各图同一比例尺，分级各自计算")
    page.text(page.width - 10, head + 5.2, words, 7, colour=furniture.GREY, align="right", z=_Z)


def _strip(
    page: Page, prepared: Sequence[PreparedMap], looked: look.Look, options: SheetOptions,
    shown: Body,
) -> None:  # fmt: skip
    x, right = page.width - STRIP_MM + 2, page.width - 10
    top = page.height - HEAD_MM - 5
    inset.draw(page, (x, top - 46, right, top), z=_Z)
    y = furniture.border_key(page, x, top - 50, looked, columns=1, step=4.2, size=6, z=_Z)
    furniture.north_arrow(page, x + 33, y + 5, ROTATION, size=8, z=_Z)
    furniture.scale_bar(page, x, y - 7.5, shown.frame, 26, size=5.4, z=_Z)
    sources = list(dict.fromkeys(prose.source_of(item, options) for item in prepared))
    lines = fonts.wrap("；".join(sources), 4.8, right - x)
    lines += fonts.wrap(f"{prose.PROJECTION}；{furniture.scale_words(shown.frame)}", 4.8, right - x)
    lines += fonts.wrap(options.review_line, 4.8, right - x)
    lines += fonts.wrap(options.imprint, 4.8, right - x)
    low = 7.0
    if options.qr:
        furniture.qr_code(
            page, options.qr, (x, low, x + furniture.QR_MM, low + furniture.QR_MM), z=_Z
        )
        low += furniture.QR_MM + 2
    prose.write_credits(page, lines, x, low, size=4.8, z=_Z)

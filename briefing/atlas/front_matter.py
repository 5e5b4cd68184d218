"""The atlas's cover and table of contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from briefing.atlas.county_map import base_map, muted
from briefing.atlas.county_page import EDGE, GREY, HERE, INK, RULE, SIZE
from data.i18n import _
from geo.places import units
from maps.sheet.canvas import fonts, frames, shapes
from maps.sheet.canvas.page import Page
from maps.sheet.ground import projected

_COLUMNS: Final = 5
_GAP: Final = 6.0


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the contents.

    Attributes
    ----------
    title : str
        As printed.
    page : int
        Printed page number, 1 is the cover.
    level : int
        0 for a part, 1 for a page in it.
    """

    title: str
    page: int
    level: int


@dataclass(frozen=True)
class LinkBox:
    """Where a line of the contents stands, in mm from the lower left, and where it leads."""

    box: tuple[float, float, float, float]
    page: int


def cover(date: str, author: str, review: str) -> Page:
    """Draw the cover: the province turned into the page's diagonal, title, date, author."""
    sheet = Page(*SIZE, ground="#f7f3e9")
    level = projected.load("county", "coarse")
    bounds = frames.turned_bounds(level.shapes, 30.0)
    frame = frames.fit(bounds, (22, 34, 285, 150), rotation=30.0)
    placed = dict(zip(level.codes, frame.shapes(level.shapes), strict=True))
    prepared = base_map()
    faces = []
    for code in placed:
        place = prepared.fills.get(code)
        faces.append("#e9e5da" if place is None else muted(prepared.colours[place]))
    sheet.fill([shapes.path(s) for s in placed.values()], faces, edge="#ffffff", line=0.35, z=2)
    borders = frame.shapes(projected.load("prefecture", "coarse").shapes)
    sheet.fill([shapes.path(s) for s in borders], edge="#4a525a", line=0.6, z=3)
    sheet.rectangle((EDGE, 160, EDGE + 1.6, 193), HERE, z=4)
    sheet.text(EDGE + 6, 183, _("陇上创新图志"), 44, face="title")
    words = _("一县一页 · 甘肃省87个县级单元的创新布局、指标与规划原文")
    sheet.text(EDGE + 6.4, 166, words, 13, colour=GREY)
    line = "　".join(part for part in (author, date) if part)
    wide = SIZE[0] - 2 * EDGE - 2
    rows = min(len(fonts.wrap(line, 10, wide)), 2)
    sheet.paragraph(EDGE + 1, 19.5 + 5.1 * rows, line, 10, wide, colour=INK, most=2)
    note = _("封面图案：{title}（{year}年），示意；{review}").format(
        title=prepared.legend_title, year=prepared.spec.year, review=review
    )
    sheet.paragraph(EDGE + 1, 16.2, note, 6.5, wide, colour=GREY, most=2)
    return sheet


def contents(entries: list[ContentsEntry]) -> tuple[Page, list[LinkBox]]:
    """Draw the table of contents; return it with the places that lead to pages."""
    sheet = Page(*SIZE, ground="#ffffff")
    sheet.text(EDGE, 198, _("目录"), 22, face="title")
    sheet.lines([[(EDGE, 191), (SIZE[0] - EDGE, 191)]], INK, 0.9)
    wide = (SIZE[0] - 2 * EDGE - _GAP * (_COLUMNS - 1)) / _COLUMNS
    top, low = 182.0, 16.0
    links: list[LinkBox] = []
    column, y = 0, top
    for i, entry in enumerate(entries):
        step = 6.9 if entry.level else 8.6
        # a heading never stands alone at the foot of a column
        need = step + (6.9 if not entry.level and i + 1 < len(entries) else 0)
        if y - need < low and column < _COLUMNS - 1:
            column, y = column + 1, top
        if not entry.level and y < top:
            y -= 1.6
        x = EDGE + column * (wide + _GAP)
        _line(sheet, entry, x, y, wide)
        links.append(LinkBox((x, y - step / 2, x + wide, y + step / 2), entry.page))
        y -= step
    count = len(units.counties())
    note = _("共{n}个县级单元，按行政区划代码排列").format(n=count)
    sheet.text(SIZE[0] - EDGE, 196.5, note, 8, colour=GREY, align="right")
    return sheet, links


def _line(sheet: Page, entry: ContentsEntry, x: float, y: float, wide: float) -> None:
    if entry.level:
        name = sheet.text(x + 3, y, entry.title, 7.2)
        number = sheet.text(x + wide, y, str(entry.page), 7, face="serif", align="right")
        if number[0] - name[2] > 3:
            sheet.lines([[(name[2] + 1.2, y - 0.9), (number[0] - 1.2, y - 0.9)]], RULE, 0.3)
        return
    sheet.rectangle((x, y - 1.9, x + 1.1, y + 1.9), HERE, z=5)
    sheet.text(x + 2.6, y, entry.title, 8.6, face="bold")
    sheet.text(x + wide, y, str(entry.page), 8, face="serif", align="right", colour=HERE)

"""One page a county: map, systems, figures with rank bars, neighbours, the plans' sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefing.atlas import county_facts, county_map
from briefing.atlas.county_facts import County, CountyFigure
from data.i18n import _
from indicators import standing_words
from layers import palettes
from maps.sheet.canvas import fonts
from maps.sheet.canvas.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE: Final = (297.0, 210.0)
EDGE: Final = 12.0
INK: Final = palettes.INK
GREY: Final = "#5d6870"
HERE: Final = "#b5382a"
RULE: Final = "#c9c1b2"
_RIGHT: Final = 169.0
_WIDE: Final = SIZE[0] - EDGE - _RIGHT
_TRACK: Final = (_RIGHT + 72.0, _RIGHT + _WIDE - 23.0)
# Where the rank in the province ends, and the place in the country.
_PLACES: Final = (SIZE[0] - EDGE - 9.5, SIZE[0] - EDGE - 1)
_ROW: Final = 6.6
_MARK_PT: Final = 5.2
# The foot's line; sizes to try for the lists, and the distance of their lines.
FOOT: Final = 19.0
_LIST_PT: Final = (7.0, 6.6, 6.2, 5.8, 5.4, 5.0)
_LIST_LEADING: Final = 1.4


def page(facts: County, number: int, review: str, author: str) -> Page:
    """Draw the page of a county.

    Parameters
    ----------
    facts : County
        What is said.
    number : int
        Printed page number.
    review, author : str
        For the foot.
    """
    sheet = Page(*SIZE, ground="#ffffff")
    _head(sheet, facts)
    county_map.draw(sheet, facts.adcode)
    below = _neighbours(sheet, facts, _systems(sheet, facts))
    _readings(sheet, facts.readings, _lists(sheet, facts.lists, below))
    below = _notes(sheet, facts.figures, _figures(sheet, facts.figures))
    _sentences(sheet, facts, below - 4)
    foot(sheet, number, facts.sources, review, author)
    return sheet


def _head(sheet: Page, facts: County) -> None:
    box = sheet.text(EDGE, 198, facts.name, 22, face="title")
    line = _("{prefecture} · 行政区划代码 {code}").format(
        prefecture=facts.prefecture, code=facts.adcode
    )
    sheet.text(box[2] + 5, 196.6, line, 8.5, colour=GREY)
    sheet.text(SIZE[0] - EDGE, 198, _("陇上创新图志 · 一县一页"), 8, colour=GREY, align="right")
    sheet.lines([[(EDGE, 191), (SIZE[0] - EDGE, 191)]], INK, 0.9)


def heading(sheet: Page, x: float, y: float, text: str, note: str = "") -> float:
    """Write a small heading with an ochre mark, and a grey note behind it; return the x behind."""
    sheet.rectangle((x, y - 1.8, x + 1.1, y + 1.8), HERE, z=5)
    box = sheet.text(x + 2.6, y, text, 9, face="bold")
    if note:
        box = sheet.text(box[2] + 2.5, y - 0.2, note, 6, colour=GREY)
    return box[2]


def _systems(sheet: Page, facts: County) -> float:
    """Write the systems as chips, in up to three rows; return the y below them."""
    y = 57.5
    heading(sheet, EDGE, y, _("所属创新布局"), _("虚线框：只有部分区域；判读：规划没有列出县区"))
    if not facts.chips:
        sheet.text(EDGE + 2.6, y - 6, _("两个规划的布局都没有把它列为成员。"), 7, colour=GREY)
        return y - 9
    x, y, row = EDGE, y - 6.2, 0
    limit = county_map.BOX[2]
    for i, chip in enumerate(facts.chips):
        left = len(facts.chips) - i
        mark = fonts.width(_("判读"), _MARK_PT) + 1.2 if chip.reading else 0.0
        wide = fonts.width(chip.name, 7) + mark + 6.6
        tail = 14 if row == 2 and left > 1 else 0
        if x + wide > limit - tail:
            if row == 2:
                sheet.text(x + 1, y, _("另有{n}个").format(n=left), 6.5, colour=GREY)
                break
            x, y, row = EDGE, y - 6.0, row + 1
        box = (x, y - 2.4, x + wide, y + 2.4)
        if chip.partial:
            corners = [(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])]
            sheet.lines([[*corners, corners[0]]], chip.colour, 0.8, dash=(0, (3, 2)), z=5)
        else:
            sheet.rectangle(box, "#ffffff", edge=chip.colour, line=0.8, radius=1.0, z=4)
        sheet.circle(x + 2.6, y, 1.1, chip.colour, z=6)
        written = sheet.text(x + 4.8, y, chip.name, 7)
        if chip.reading:
            sheet.text(written[2] + 1.2, y - 0.2, _("判读"), _MARK_PT, colour=GREY)
        x += wide + 2
    return y - 3


def _neighbours(sheet: Page, facts: County, top: float) -> float:
    """Write the neighbours by group beside their heading under `top`; return the y below them."""
    y = top - 4.2
    left = heading(sheet, EDGE, y, _("相邻县区")) + 2.5
    text = "；".join(
        _("{group}：{names}").format(group=group, names="、".join(names))
        for group, names in facts.neighbours
    )
    return sheet.paragraph(left, y + 1.6, text, 7, county_map.BOX[2] - left, most=2)


def _lists(sheet: Page, lists: Sequence[str], top: float) -> float:
    """Write the government's lists that the county is on under `top`; return the y below them.

    Their letters are as small as needed for all of them to stand above the foot.
    """
    y = top - 3.4
    heading(
        sheet, EDGE, y, _("国家级与省级名单"),
        _("{n}份，文件与年份见图志“一县一页”").format(n=len(lists)),
    )  # fmt: skip
    text = "；".join(lists) or _("图志收录的国家级与省级名单都没有列出这个县区。")
    wide = county_map.BOX[2] - EDGE - 2.6
    size = next(
        (size for size in _LIST_PT if y - 2.6 - _deep(text, size, wide) >= FOOT), _LIST_PT[-1]
    )
    return sheet.paragraph(EDGE + 2.6, y - 2.6, text, size, wide, leading=_LIST_LEADING)


def _deep(text: str, size: float, wide: float) -> float:
    """Return how deep a paragraph of lists is, mm."""
    return len(fonts.wrap(text, size, wide)) * size * fonts.POINT_MM * _LIST_LEADING


def _readings(sheet: Page, readings: Sequence[str], top: float) -> None:
    """Write how the county compares with the province, as far as there is room."""
    y, step = top - 4.5, 7 * fonts.POINT_MM * 1.5
    room = int((y - 3 - 21) / step)
    if room < 1 or not readings:
        return
    heading(sheet, EDGE, y, _("与全省相比"))
    y -= 3 + step / 2
    for reading in readings[:room]:
        (line, *rest) = fonts.wrap(reading, 7, county_map.BOX[2] - EDGE - 2.6)
        sheet.text(EDGE + 2.6, y, line + ("…" if rest else ""), 7)
        y -= step


def _figures(sheet: Page, figures: Sequence[CountyFigure]) -> float:
    """Write the figures with their rank bars; return the y below them."""
    top = 184.5
    heading(
        sheet, _RIGHT, top, _("关键指标与位次"),
        _("点愈右在有数单元中愈高；竖线为中位；末列为全国百分位；†长表样本不足2000人"),
    )  # fmt: skip
    y = top - 7.2
    left, right = _TRACK
    middle = (left + right) / 2
    for i, figure in enumerate(figures):
        if i % 2 == 0:
            sheet.rectangle((_RIGHT, y - _ROW / 2, SIZE[0] - EDGE, y + _ROW / 2), "#f7f4ed", z=0.5)
        muted = figure.standing is None or figure.small
        name = sheet.text(_RIGHT + 1.5, y, figure.name, 7)
        sheet.text(name[2] + 1.2, y - 0.2, str(figure.year), 5.2, colour=GREY)
        value = figure.value + ("†" if figure.small else "")
        sheet.text(
            left - 4, y, value, 7.4, align="right",
            colour=GREY if muted else INK, face="sans" if muted else "medium",
        )  # fmt: skip
        sheet.lines([[(left, y), (right, y)]], "#d8d2c4", 1.4, z=3)
        sheet.lines([[(middle, y - 1.2), (middle, y + 1.2)]], "#a79d8a", 0.6, z=3)
        if figure.standing is not None and figure.percentile is not None:
            at = left + (right - left) * figure.percentile / 100
            colour = "#c98f85" if figure.small else HERE
            sheet.lines([[(left, y), (at, y)]], colour, 1.4, z=4)
            sheet.circle(at, y, 1.25, colour, edge="#ffffff", line=0.6, z=6)
            sheet.text(
                _PLACES[0], y, standing_words.place(figure.standing, standing_words.PlaceForm.CELL), 6.8, align="right",
                colour=GREY if figure.small else INK,
            )  # fmt: skip
        else:
            sheet.text(_PLACES[0], y, "—", 6.8, align="right", colour=GREY)
        sheet.text(_PLACES[1], y, figure.country or "—", 6.8, align="right", colour=GREY)
        y -= _ROW
    return y + _ROW / 2


def _notes(sheet: Page, figures: Sequence[CountyFigure], top: float) -> float:
    """Write what is said of single values, such as 兰州新区 being counted apart; return the y below."""
    y = top - 1.2
    for names, note in county_facts.notes(figures):
        text = _("{names}：{note}").format(names=names, note=note)
        y = sheet.paragraph(_RIGHT + 1.5, y, text, 5.8, _WIDE - 3, colour=GREY, leading=1.4, most=3)
    if any(figure.standing is not None and figure.standing.contested for figure in figures):
        text = standing_words.column_note()
        y = sheet.paragraph(_RIGHT + 1.5, y, text, 5.8, _WIDE - 3, colour=GREY, leading=1.4, most=2)
    return y


def _own(facts: County) -> str:
    """Return how the place calls itself: 本县, 本市 or 本区."""
    return _("本{kind}").format(kind=facts.name[-1])


def _sentences(sheet: Page, facts: County, top: float) -> None:
    """Write the plans' sentences until the column is full, and say how many are left."""
    sentences, own = facts.sentences, _own(facts)
    named = sum(1 for sentence in sentences if sentence.via == "county")
    note = _("点到{own}{n}句") if named else _("没有点到{own}的句子")
    note = note.format(own=own, n=named)
    heading(sheet, _RIGHT, top - 2, _("规划原文"), note)
    y, low, size = top - 6.6, 24.0, 6.8
    step = size * fonts.POINT_MM * 1.45
    for i, sentence in enumerate(sentences):
        last = i == len(sentences) - 1
        lines = fonts.wrap(f"“{sentence.quote}”", size, _WIDE - 6)
        need = step * len(lines) + 4.6
        if y - need < low + (0 if last else 4):
            _more(sheet, y, len(sentences) - i, own)
            return
        sheet.lines([[(_RIGHT + 0.6, y - 0.4), (_RIGHT + 0.6, y - need + 1.6)]], RULE, 1.2)
        for n, line in enumerate(lines):
            sheet.text(_RIGHT + 3, y - step * (n + 0.5), line, size)
        tail = f"——{sentence.place}"
        tail += _("（{why}）").format(why=sentence.why) if sentence.why else ""
        tail += _("（小数点系还原）") if sentence.restored else ""
        sheet.text(_RIGHT + 3, y - step * len(lines) - 1.7, tail, 5.8, colour=GREY)
        y -= need + 1.0
    if not sentences:
        text = _("两个规划都没有点到{own}，也没有点到所在市州。").format(own=own)
        sheet.text(_RIGHT + 2.6, y - 2, text, 7, colour=GREY)


def _more(sheet: Page, y: float, left: int, own: str) -> None:
    text = _("另有{n}句涉及{own}，见图志“规划原文”。").format(n=left, own=own)
    sheet.text(_RIGHT + 3, y - 1.6, text, 6, colour=GREY)


def foot(sheet: Page, number: int, sources: str, review: str, author: str) -> None:
    """Write sources, base data, review number and the page number."""
    sheet.lines([[(EDGE, FOOT), (SIZE[0] - EDGE, FOOT)]], RULE, 0.5)
    sheet.paragraph(EDGE, 18, sources, 5.4, 262, colour=GREY, leading=1.5, most=2)
    base = _("底图：国家地理信息公共服务平台（天地图）行政区划，CGCS2000，界线已概括；{review}")
    tail = f"　{author}" if author else ""
    line = base.format(review=review) + tail
    sheet.paragraph(EDGE, 12.2, line, 5.4, 262, colour=GREY, leading=1.5, most=2)
    number_page(sheet, number)


def number_page(sheet: Page, number: int) -> None:
    """Write a page number where all pages have it, above whatever a sheet lays around its map."""
    sheet.text(
        SIZE[0] - EDGE, 14.5, str(number), 9, face="serif", align="right", colour=INK, z=1000
    )

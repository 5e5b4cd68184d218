"""The native chart and table beside the editable map; both can be changed in PowerPoint and WPS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from briefing import captions
from briefing.office.drawingml import FACE, A, C, faces, sub
from briefing.office.native_layers import selected_colour
from briefing.office.native_map import PATTERNS, SPECIAL
from data.i18n import _
from indicators import registry, standing, standing_words, tables
from layers import combined_words, palettes
from layers.drawables import PointLayer
from layers.prepared import PreparedMap
from maps.base import hatch_degrees

if TYPE_CHECKING:
    from pptx.slide import Slide

MOST_BARS: Final = 10
MOST_ROWS: Final = 13
FEW_ROWS: Final = 8
FEW_BARS: Final = 6
BAR: Final = palettes.CELADON
_HEAD: Final = "#2c4a5e"
_GREY: Final = "#5d6870"
HATCH: Final = "#cfc9bb"


@dataclass(frozen=True)
class Bars:
    """What the chart shows: names, values, a number format; colours where a bar is a marked one."""

    title: str
    unit: str
    names: tuple[str, ...]
    values: tuple[float, ...]
    number_format: str
    series: str
    colours: tuple[str | None, ...]


@dataclass(frozen=True)
class PanelGrid:
    """What the table shows; `swatches` and `hatched` are the first cells', the head's left out.

    `hatched` is the direction of the lines in degrees, None where there are none.
    """

    rows: tuple[tuple[str, ...], ...]
    swatches: tuple[str | None, ...]
    hatched: tuple[int | None, ...]
    shares: tuple[float, ...]


def bars(prepared: PreparedMap) -> Bars | None:
    """Return the ten highest units, or the systems by number of counties; None with no values."""
    if prepared.spec.indicator is not None:
        item = registry.get(prepared.spec.indicator)
        year = tables.resolve_year(item.id, prepared.spec.year)
        found = standing.lists(item.id, year, MOST_BARS, 0)
        if not found.first:
            return None
        names = tuple(captions.unit_name(code) for code, _own in found.first)
        marked = {code: selected_colour(i) for i, code in enumerate(prepared.selected)}
        return Bars(
            title=_bars_title(item.short, found),
            unit=_bars_unit(item, year, found.base),
            names=names,
            values=tuple(round(own.value, item.digits) for _code, own in found.first),
            number_format="#,##0" + ("." + "0" * item.digits if item.digits else ""),
            series=item.short,
            colours=tuple(marked.get(code) for code, _own in found.first),
        )
    sized = [
        (area.label, len(area.members) + len(area.partial), area.colour) for area in prepared.areas
    ]
    if not sized:
        return None
    sized.sort(key=lambda pair: -pair[1])
    title = _("各布局涉及的县级单元数")
    # a long table leaves less room for the chart above it
    most = MOST_BARS if len(sized) <= FEW_ROWS else FEW_BARS
    if len(sized) > most:
        title = _("涉及县级单元最多的{n}个布局").format(n=most)
    sized = sized[:most]
    return Bars(
        title=title,
        unit=_("单位：个；包括只有部分区域纳入的"),
        names=tuple(name for name, _n, _c in sized),
        values=tuple(float(n) for _name, n, _c in sized),
        number_format="0",
        series=_("县级单元数"),
        colours=tuple(colour for _name, _n, colour in sized),
    )


def _bars_title(short: str, found: standing.Lists) -> str:
    """Return the chart's title; it is no superlative where units without a value could be first."""
    n, word = len(found.first), standing_words.unit_word(found.base)
    if found.first_contested:
        text = _("{short}：{among}的前{n}位")
        return text.format(short=short, among=standing_words.among(found.base), n=n)
    return _("{short}最高的{n}个{word}").format(short=short, n=n, word=word)


def _bars_unit(item: registry.Indicator, year: int, counted: standing.RankBase) -> str:
    """Return year and unit, and the figures that several units share: no bar has them."""
    head = "，".join(part for part in (_("{year}年").format(year=year), item.unit) if part)
    shared = combined_words.figures(counted, item, short=True)
    return f"{head}；{shared}" if shared else head


def grid(prepared: PreparedMap) -> PanelGrid | None:
    """Return the legend with its counts, or the systems with theirs; None with neither."""
    if prepared.legend:
        head = (prepared.legend_title, _("单元数"))
        body = [(row.label, str(row.count)) for row in prepared.legend]
        colours = [row.colour for row in prepared.legend]
        hatched = [hatch_degrees(r.status) if r.hatched else None for r in prepared.legend]
        if prepared.special:
            body.append((_("非县级政区，无统计"), str(len(prepared.special))))
            colours.append(SPECIAL)
            hatched.append(None)
        return PanelGrid((head, *body), tuple(colours), tuple(hatched), (0.72, 0.28))
    layers: list[tuple[str, str | None, str, str]] = [
        *((a.label, a.colour, str(len(a.members)), str(len(a.partial))) for a in prepared.areas),
        *((_numbered(point), point.colour, "—", "—") for point in prepared.points),
        *((line.label, line.colour, "—", "—") for line in prepared.lines),
    ]
    if not layers:
        return None
    if len(layers) > MOST_ROWS:
        # the last row says what the table has no room for
        rest = _("另有{n}个布局").format(n=len(layers) - MOST_ROWS + 1)
        layers = [*layers[: MOST_ROWS - 1], (rest, SPECIAL, "", "")]
    head3 = (_("布局"), _("整县"), _("部分"))
    return PanelGrid(
        (head3, *((name, whole, part) for name, _c, whole, part in layers)),
        tuple(colour for _n, colour, _w, _p in layers),
        (None,) * len(layers),
        (0.6, 0.2, 0.2),
    )


def _numbered(point: PointLayer) -> str:
    """Return a site's name with the number that it has on the map."""
    return f"{point.number}　{point.label}" if point.number else point.label


def add_chart(slide: Slide, data: Bars, box: tuple[int, int, int, int]) -> None:
    """Add a native bar chart, its text in the Chinese typeface throughout.

    Parameters
    ----------
    box : (x, y, width, height)
        EMU.
    """
    from pptx.chart.data import CategoryChartData
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Pt

    content = CategoryChartData(number_format=data.number_format)
    content.categories = list(data.names)
    content.add_series(data.series, data.values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, content)
    frame.name = _("图表：{title}").format(title=data.title)
    digits = len(data.number_format.partition(".")[2])
    pairs = zip(data.names, data.values, strict=True)
    said = "，".join(f"{name}{value:,.{digits}f}" for name, value in pairs)
    _describe(
        frame,
        _("条形图，{title}（{unit}）：{said}。").format(
            title=data.title, unit=data.unit, said=said
        ),
    )
    chart = frame.chart
    chart.has_legend = False
    chart.has_title = True
    chart.font.size = Pt(10)
    heading = chart.chart_title.text_frame
    for text, size, bold, colour in (
        (data.title, 11, True, palettes.INK),
        (data.unit, 9, False, _GREY),
    ):
        line = heading.paragraphs[0] if bold else heading.add_paragraph()
        run = line.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = RGBColor.from_string(colour[1:].upper())
    plot = chart.plots[0]
    plot.gap_width = 45
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = data.number_format, False
    labels.show_value = True
    labels.font.size = Pt(9)
    series = plot.series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(BAR[1:].upper())
    for point, own in enumerate(data.colours):
        if own is not None:
            fill = series.points[point].format.fill
            fill.solid()
            fill.fore_color.rgb = RGBColor.from_string(own[1:].upper())
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    # a bar's length stands for its value, so the axis starts at zero unless values are below it
    if min(data.values) >= 0:
        chart.value_axis.minimum_scale = 0
    chart.category_axis.reverse_order = True
    _every_label(chart.category_axis._element)
    chart.category_axis.format.line.color.rgb = RGBColor.from_string("B9C2C8")
    _face_everywhere(chart._chartSpace)
    _number_axes(chart._chartSpace)


def _every_label(axis: Any) -> None:
    """Ask for the name of every bar; programs leave out every other one when they are close."""
    skip = axis.makeelement(f"{{{C}}}tickLblSkip", {"val": "1"})
    axis.find(f"{{{C}}}noMultiLvlLbl").addprevious(skip)


def _describe(frame: Any, text: str) -> None:
    """Write the alternative text of a chart or table."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", text)


def _face_everywhere(space: Any) -> None:
    """Set the East Asian typeface on every text of a chart."""
    for tag in ("defRPr", "rPr", "endParaRPr"):
        for properties in space.iter(f"{{{A}}}{tag}"):
            faces(properties)


def _number_axes(space: Any) -> None:
    """Give the axes positive numbers; the library's are negative, which the schema forbids."""
    numbers: dict[str, str] = {}
    for tag in ("axId", "crossAx"):
        for element in space.iter(f"{{{C}}}{tag}"):
            old = element.get("val")
            element.set("val", numbers.setdefault(old, str(1001 + len(numbers))))


def add_table(slide: Slide, data: PanelGrid, box: tuple[int, int, int, int]) -> None:
    """Add a native table; the first cell of a row wears the colour of its class.

    Parameters
    ----------
    box : (x, y, width, height)
        EMU.
    """
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_PATTERN
    from pptx.util import Mm

    frame = slide.shapes.add_table(len(data.rows), len(data.rows[0]), *box)
    frame.name = _("表：{head}").format(head=data.rows[0][0])
    said = "；".join("，".join(row) for row in data.rows[1:])
    head = "，".join(data.rows[0])
    _describe(frame, _("表，各列为{head}：{said}。").format(head=head, said=said))
    table = frame.table
    for column, share in zip(table.columns, data.shares, strict=True):
        column.width = round(box[2] * share)
    for i, row in enumerate(data.rows):
        table.rows[i].height = round(box[3] / len(data.rows))
        for j, text in enumerate(row):
            cell = table.cell(i, j)
            cell.margin_top = cell.margin_bottom = Mm(0.3)
            cell.margin_left = cell.margin_right = Mm(1.5)
            swatch = data.swatches[i - 1] if i and j == 0 else None
            ground = _HEAD if i == 0 else swatch or ("#f4f1ea" if i % 2 else "#ffffff")
            degrees = data.hatched[i - 1] if i and j == 0 else None
            if degrees is not None:
                cell.fill.patterned()
                cell.fill.pattern = MSO_PATTERN.from_xml(PATTERNS[degrees])
                cell.fill.fore_color.rgb = RGBColor.from_string(HATCH[1:].upper())
                cell.fill.back_color.rgb = RGBColor.from_string("FFFFFF")
            else:
                cell.fill.solid()
                cell.fill.fore_color.rgb = RGBColor.from_string(ground[1:].upper())
            _write(cell, text, head=i == 0, ink=palettes.ink_on(ground), right=j > 0)


def _write(cell: Any, text: str, *, head: bool, ink: str, right: bool) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    if right:
        paragraph.alignment = PP_ALIGN.RIGHT
    write_run(paragraph, text, size_pt=10, bold=head, colour=RGBColor.from_string(ink[1:].upper()))
    end = paragraph._p.find(f"{{{A}}}endParaRPr")
    if end is None:
        end = sub(paragraph._p, A, "endParaRPr", lang="zh-CN", sz=round(Pt(10).pt * 100))
    faces(end)


def write_run(
    paragraph: Any, text: str, *, size_pt: float, bold: bool = False, colour: Any = None
) -> None:
    """Append a run of text in the deck's typeface, East Asian and Latin alike."""
    from pptx.util import Pt

    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size_pt), bold
    if colour is not None:
        run.font.color.rgb = colour
    properties = run._r.get_or_add_rPr()
    properties.set("lang", "zh-CN")
    properties.set("altLang", "en-US")
    faces(properties)


def paragraphs(frame: Any, texts: Sequence[str], *, size_pt: float, colour: str = _GREY) -> None:
    """Write one paragraph a text into a text frame, replacing what is there."""
    from pptx.dml.color import RGBColor

    frame.clear()
    for i, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        write_run(paragraph, text, size_pt=size_pt, colour=RGBColor.from_string(colour[1:].upper()))


__all__ = [
    "FACE", "Bars", "PanelGrid", "add_chart", "add_table", "bars", "grid", "paragraphs", "write_run",
]  # fmt: skip

"""Word: the picture, its caption, the table behind it and the sources, for pasting into reports."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from briefing import captions, exhibit_texts, layout_table
from briefing.exhibit import Exhibit
from briefing.imprint import source_sentence
from briefing.office.drawingml import ASVG, SVG_EXTENSION, A, R
from briefing.office.word_furniture import furnish, keep_rows_whole, w
from briefing.sheet_files import Pictures
from data.i18n import _
from indicators import registry, standing, standing_words, tables
from layers import combined_words, palettes, wording
from layers.prepared import PreparedMap

if TYPE_CHECKING:
    from docx.document import Document


Progress = Callable[[int, int, str], None]
BODY: Final = "宋体"
HEADING: Final = "微软雅黑"
LATIN: Final = "Times New Roman"
_FIGURES: Final = frozenset("0123456789.,-−/" + standing_words.MARK)
_IMAGE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_EDGE_MM: Final = 22.0
# So high that heading, sheet and caption stand on one page.
_MOST_HIGH_MM: Final = 190.0
_TOP_ROWS: Final = 10
_BOTTOM_ROWS: Final = 5
_MOST_MEMBERS: Final = 12


def document(
    views: Sequence[Exhibit], *, title: str = "", author: str = "", progress: Progress | None = None
) -> bytes:
    """Return a Word document as bytes: one section of picture, caption, table and source a view.

    Parameters
    ----------
    views : sequence of Exhibit
        At least one.
    title, author : str
        For the document's properties.
    progress : callable, optional
        Called with (done, of, what) after each view.

    Raises
    ------
    AtlasError
        When a view cannot be drawn.
    """
    made = _empty(title or views[0].heading, author or views[0].author)
    for done, view in enumerate(views, start=1):
        _view(made, view, done)
        if progress is not None:
            progress(done, len(views), view.heading)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _empty(title: str, author: str) -> Document:
    import docx
    from docx.shared import Mm, Pt

    made = docx.Document()
    # Word compares this old copy of the styles with the styles and calls the file damaged
    for key, relation in list(made.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            made.part.rels.pop(key)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(_EDGE_MM)
    section.top_margin = section.bottom_margin = Mm(20)
    for name, face, size in (
        ("Normal", BODY, 10.5), ("Heading 1", HEADING, 16), ("Caption", BODY, 9),
    ):  # fmt: skip
        style = made.styles[name]
        style.font.size = Pt(size)
        style.font.name = LATIN if face == BODY else HEADING
        _east_asian(style.element.get_or_add_rPr(), face)
        style.font.color.rgb = _rgb(palettes.INK)
    made.styles["Caption"].font.bold = False
    now = datetime.now(UTC).replace(tzinfo=None)
    properties = made.core_properties
    properties.title, properties.author = title, author or _("陇上创新图志")
    properties.last_modified_by = properties.author
    properties.created = properties.modified = now
    properties.language, properties.comments = "zh-CN", ""
    furnish(made)
    return made


def _view(made: Document, view: Exhibit, number: int) -> None:
    from docx.shared import Pt

    heading = made.add_heading(level=1)
    heading.add_run(view.heading)
    # a break of its own would leave an empty page where the page before is just full
    heading.paragraph_format.page_break_before = number > 1
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(0), Pt(4)
    _picture(made, view, number)
    first, *others = exhibit_texts.caption_paragraphs(view)
    _paragraph(made, _("图{n}　{text}").format(n=number, text=first), style="Caption")
    for text in others:
        _paragraph(made, text, style="Caption")
    noted = [
        _rows(made, view, prepared, number, i) for i, prepared in enumerate(view.prepared_all, 1)
    ]
    line = source_sentence(exhibit_texts.source(view))
    _paragraph(made, line, before_pt=0 if noted[-1] else 3)
    notes = exhibit_texts.notes(view)
    if notes:
        _paragraph(made, _("说明：{text}").format(text="；".join(notes)))
    imprint = "　".join(part for part in (view.review_line, view.author, view.date) if part)
    _paragraph(made, imprint)
    _paragraph(made, _("实时视图：{path}").format(path=view.url or view.path))


def _picture(made: Document, view: Exhibit, number: int) -> None:
    """Add the sheet: SVG for Word 2016 and later, PNG for everything else; with its alt text."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.shared import Mm, Pt

    with Pictures(view) as pictures:
        wide, high = pictures.size_mm
        png, svg = pictures.png(200), pictures.svg()
    width = min(210 - 2 * _EDGE_MM, _MOST_HIGH_MM * wide / high)
    shape = made.add_picture(io.BytesIO(png), width=Mm(width))
    layout = made.paragraphs[-1].paragraph_format
    layout.keep_with_next, layout.space_after, layout.line_spacing = True, Pt(3), 1.0
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    shape._inline.docPr.set("descr", exhibit_texts.alt_text(view))
    shape._inline.docPr.set("name", view.heading)
    part = Part(PackURI(f"/word/media/vector{number}.svg"), "image/svg+xml", svg, made.part.package)
    key = made.part.relate_to(part, _IMAGE)
    blip = shape._inline.find(f".//{{{A}}}blip")
    extensions = etree.SubElement(blip, f"{{{A}}}extLst")
    extension = etree.SubElement(extensions, f"{{{A}}}ext", {"uri": SVG_EXTENSION})
    vector = etree.SubElement(extension, f"{{{ASVG}}}svgBlip", nsmap={"asvg": ASVG})
    vector.set(f"{{{R}}}embed", key)


def table_rows(prepared: PreparedMap) -> tuple[tuple[str, ...], list[tuple[str, ...]], str]:
    """Return head, rows and a note on what the table leaves out.

    An indicator's table has the ten highest and the five lowest units; a layout's the systems
    with their counties.
    """
    if prepared.spec.indicator is None:
        return layout_table.rows(prepared.spec)
    item = registry.get(prepared.spec.indicator)
    year = tables.resolve_year(item.id, prepared.spec.year)
    counted = standing.base(item.id, year)
    few = counted.ranked <= _TOP_ROWS + _BOTTOM_ROWS
    cut = (counted.ranked, 0) if few else (_TOP_ROWS, _BOTTOM_ROWS)
    found = standing.lists(item.id, year, *cut)
    notes = []
    if not few:
        notes.append(
            _("表中为{first}和{last}，共{n}个单元有数；全表见图志的数据下载").format(
                first=standing_words.heading(
                    counted, _TOP_ROWS, high=True, contested=found.first_contested
                ),
                last=standing_words.heading(
                    counted, _BOTTOM_ROWS, high=False, contested=found.last_contested
                ),
                n=counted.ranked,
            )
        )
    left = combined_words.left_out(counted, item)
    if left:
        notes += [left, standing_words.column_note()]
    head: tuple[str, ...] = (_("位次"), _("名称"), prepared.legend_title, _("数据状态"))
    shown_rows: list[tuple[str, ...]] = [
        (
            standing_words.place(own, standing_words.PlaceForm.CELL),
            captions.unit_name(code),
            wording.number(own.value, item.digits),
            wording.status_word(prepared.values[code].status),
        )
        for code, own in (*found.first, *reversed(found.last))
    ]
    return head, shown_rows, "".join(f"{note}。" for note in notes)


def _table(
    made: Document,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths_mm: Sequence[float],
) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    table = made.add_table(rows=1, cols=len(head), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for track, wide in zip(table.columns, widths_mm, strict=True):
        track.width = Mm(wide)
    # a column of figures stands to the right, its head too
    figures = [all(set(row[column]) <= _FIGURES for row in rows) for column in range(len(head))]
    for line, texts in enumerate((head, *rows)):
        cells = table.rows[0].cells if line == 0 else table.add_row().cells
        for column, (cell, text, wide) in enumerate(zip(cells, texts, widths_mm, strict=True)):
            cell.width = Mm(wide)
            paragraph = cell.paragraphs[0]
            layout = paragraph.paragraph_format
            layout.space_before = layout.space_after = Pt(0.75)
            layout.line_spacing = 1.0
            if figures[column]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = paragraph.add_run(text)
            run.font.size, run.bold = Pt(9), line == 0
            _east_asian(run._r.get_or_add_rPr(), BODY)
            if line == 0:
                _shade(cell, "E6ECEF")
    keep_rows_whole(table)


def _rows(made: Document, view: Exhibit, prepared: PreparedMap, number: int, part: int) -> bool:
    """Write the table of one map, if it has one; return whether a note ends it."""
    head, rows, note = table_rows(prepared)
    if not rows:
        return False
    mark = f"{number}-{part}" if view.grouped else str(number)
    title = _("表{n}　{text}").format(n=mark, text=prepared.title)
    _paragraph(made, title, style="Caption", with_next=True, before_pt=4 if view.grouped else 0)
    _table(made, head, rows, (40, 36, 90) if len(head) == 3 else (20, 56, 64, 26))
    if note:
        _paragraph(made, note, style="Caption", before_pt=3)
    return bool(note)


def _paragraph(
    made: Document,
    text: str,
    style: str = "Normal",
    *,
    with_next: bool = False,
    before_pt: float = 0,
) -> None:
    from docx.shared import Pt

    paragraph = made.add_paragraph(style=style)
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(before_pt), Pt(2.5)
    layout.line_spacing, layout.keep_with_next = 1.0, with_next
    run = paragraph.add_run(text)
    run.font.size = Pt(9)
    _east_asian(run._r.get_or_add_rPr(), BODY)


def _east_asian(properties: Any, face: str) -> None:
    """Set the East Asian typeface of a run or style; Word keeps it apart from the Latin one."""
    fonts = properties.get_or_add_rFonts()
    fonts.set(w("eastAsia"), face)
    for theme in ("eastAsiaTheme", "asciiTheme", "hAnsiTheme", "cstheme"):
        fonts.attrib.pop(w(theme), None)


def _shade(cell: Any, colour: str) -> None:
    properties = cell._tc.get_or_add_tcPr()
    etree.SubElement(
        properties, w("shd"), {w("val"): "clear", w("color"): "auto", w("fill"): colour}
    )


def _rgb(colour: str) -> Any:
    from docx.shared import RGBColor

    return RGBColor.from_string(colour[1:].upper())

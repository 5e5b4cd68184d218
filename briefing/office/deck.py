"""PowerPoint: each view as a vector picture and again as shapes, chart and table to edit."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from briefing import captions, exhibit_texts
from briefing.exhibit import Exhibit
from briefing.imprint import source_sentence
from briefing.office import native_map, panels
from briefing.office.deck_theme import (
    HEIGHT_EMU,
    TITLE_ONLY,
    WIDTH_EMU,
    WIDTH_MM,
    empty_deck,
    finish,
)
from briefing.office.drawingml import (
    ASVG,
    EMU_PER_MM,
    SVG_EXTENSION,
    A,
    Ids,
    Paint,
    R,
    faces,
    freeform,
    sub,
)
from briefing.sheet_files import Pictures
from data.errors import AtlasError
from data.i18n import _
from layers import palettes

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

Progress = Callable[[int, int, str], None]
MOST_VIEWS: Final = 30
_IMAGE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_MARGIN_MM: Final = 12.0
_RIGHT_MM: Final = 96.0
# Free width from which words stand beside a sheet.
_COLUMN_MM: Final = 120.0


def deck(
    views: Sequence[Exhibit], *, title: str = "", author: str = "", progress: Progress | None = None
) -> bytes:
    """Return a presentation as bytes: a picture and an editable slide a map, a cover for several views.

    Parameters
    ----------
    views : sequence of Exhibit
        At least one, at most `MOST_VIEWS`.
    title, author : str
        For the cover and the document's properties.
    progress : callable, optional
        Called with (done, of, what) after each view.

    Raises
    ------
    AtlasError
        When there is no view, there are too many, or one cannot be drawn.
    """
    if not 1 <= len(views) <= MOST_VIEWS:
        raise AtlasError(
            _("一份汇报可放 1 到 {most} 幅图，现在是 {n} 幅。").format(
                most=MOST_VIEWS, n=len(views)
            ),
            detail=f"{len(views)} views",
        )
    heading = title or views[0].heading
    made = empty_deck(heading, author or views[0].author)
    if len(views) > 1:
        _cover(made, heading, views)
    for done, view in enumerate(views, start=1):
        picture_slide(made, view)
        for part in view.parts:
            editable_slide(made, part)
        if progress is not None:
            progress(done, len(views), view.heading)
    finish(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _blank(made: Presentation, title: str) -> Slide:
    """Return a new slide with its title and without the other placeholders."""
    slide = made.slides.add_slide(made.slide_layouts[TITLE_ONLY])
    for holder in list(slide.placeholders):
        if holder.placeholder_format.idx != 0:
            holder._element.getparent().remove(holder._element)
    head = slide.shapes.title
    head.left, head.top = round(_MARGIN_MM * EMU_PER_MM), round(6 * EMU_PER_MM)
    head.width, head.height = WIDTH_EMU - 2 * head.left, round(15 * EMU_PER_MM)
    frame = head.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.paragraphs[0].alignment = _left()
    size = _title_size(title)
    panels.write_run(frame.paragraphs[0], title, size_pt=size, bold=True, colour=_ink())
    head.name = _("标题")
    return slide


def _title_size(title: str, wide_mm: float = WIDTH_MM - 2 * _MARGIN_MM) -> int:
    """Return the size in points at which a title stays in its box: one line, or two small ones."""
    long = sum(1.0 if ord(letter) > 0x2E80 else 0.6 for letter in title) * 25.4 / 72
    sizes = ((26, 1), (22, 1), (20, 1), (16, 2))
    return next((size for size, lines in sizes if long * size <= wide_mm * lines * 0.97), 13)


def picture_slide(made: Presentation, view: Exhibit) -> Slide:
    """Add the sheet as a picture: SVG for Office 2016 and later, PNG for everything else."""
    slide = _blank(made, view.heading)
    with Pictures(view) as pictures:
        wide_mm, high_mm = pictures.size_mm
        png, svg = pictures.png(200), pictures.svg()
    scale = min(WIDTH_EMU / wide_mm, HEIGHT_EMU / high_mm)
    wide, high = round(wide_mm * scale), round(high_mm * scale)
    beside = WIDTH_EMU - wide >= _COLUMN_MM * EMU_PER_MM
    left = WIDTH_EMU - wide if beside else (WIDTH_EMU - wide) // 2
    if beside:
        _column(slide, view, left)
    else:
        # the sheet has the title itself; the slide's own is for outlines and screen readers
        slide.shapes.title.left, slide.shapes.title.width = left, wide
    picture = slide.shapes.add_picture(io.BytesIO(png), left, (HEIGHT_EMU - high) // 2, wide, high)
    picture.name = view.heading
    picture._element.nvPicPr.cNvPr.set("descr", exhibit_texts.alt_text(view))
    _attach_svg(slide, picture, svg)
    _ground(slide)
    _notes(slide, view)
    return slide


def _column(slide: Slide, view: Exhibit, wide: int) -> None:
    """Write title, method and findings beside a sheet that leaves half of the slide free."""
    prepared = view.prepared
    side = round(wide / EMU_PER_MM) - 2 * _MARGIN_MM
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = _box(_MARGIN_MM, 16, side, 34)
    size = _title_size(view.prepared.title, side)
    head.text_frame.paragraphs[0].runs[0].font.size = _points(size)
    _text(slide, (_MARGIN_MM, 53, side, 14), view.subtitle or prepared.subtitle, 12, name=_("副题"))
    found = [s.text for s in captions.sentences(prepared) if s.kind != "method"]
    long = sum(map(len, found))
    size = next((size for size, most in ((15, 260), (12, 480)) if long <= most), 10)
    _text(slide, (_MARGIN_MM, 70, side, 110), found, size, name=_("要点"))


def _attach_svg(slide: Slide, picture: Any, svg: bytes) -> None:
    """Hang the vector drawing on a picture (MS-ODRAWXML, svgBlip)."""
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    package = slide.part.package
    taken = {str(part.partname) for part in package.iter_parts()}
    number = next(n for n in range(1, 10_000) if f"/ppt/media/vector{n}.svg" not in taken)
    part = Part(PackURI(f"/ppt/media/vector{number}.svg"), "image/svg+xml", package, svg)
    key = slide.part.relate_to(part, _IMAGE)
    blip = picture._element.find(f".//{{{A}}}blip")
    extensions = blip.find(f"{{{A}}}extLst")
    if extensions is None:
        extensions = sub(blip, A, "extLst")
    extension = sub(extensions, A, "ext", uri=SVG_EXTENSION)
    vector = etree.SubElement(extension, f"{{{ASVG}}}svgBlip", nsmap={"asvg": ASVG})
    vector.set(f"{{{R}}}embed", key)


def editable_slide(made: Presentation, view: Exhibit) -> Slide:
    """Add the same figure as shapes: one a county, prefecture borders, layout, chart, table."""
    prepared = view.prepared
    slide = _blank(made, prepared.title)
    _ground(slide)
    right = WIDTH_MM - _MARGIN_MM - _RIGHT_MM
    _text(
        slide,
        (_MARGIN_MM, 21, WIDTH_MM - 2 * _MARGIN_MM, 7),
        view.subtitle or prepared.subtitle,
        12,
        name=_("副题"),
    )
    native_map.draw(
        slide.shapes._spTree, prepared, (_MARGIN_MM, 31, right - 2 * _MARGIN_MM + 6, 143)
    )
    data, grid = panels.bars(prepared), panels.grid(prepared)
    table_mm = 6.6 * len(grid.rows) if grid is not None else 0.0
    low = 31.0
    if data is not None:
        room = 143.0 - table_mm - (5 if table_mm else 0)
        high = min(room, 24 + 12.0 * len(data.names))
        panels.add_chart(slide, data, _box(right, low, _RIGHT_MM, high))
        low += high + 5
    if grid is not None:
        panels.add_table(slide, grid, _box(right, low, _RIGHT_MM, table_mm))
    line = "　".join(
        part
        for part in (view.source or prepared.source_line, view.review_line, view.author, view.date)
        if part
    )
    # the shapes show the province alone, so this slide says which one is complete
    line += "　" + _("本页为可编辑示意，界线已概括、不附全国图，公开使用请用前一页")
    size = 9 if len(line) <= 190 else 8
    _text(slide, (_MARGIN_MM, 177, WIDTH_MM - 2 * _MARGIN_MM, 11), line, size, name=_("来源"))
    _notes(slide, view)
    return slide


def _cover(made: Presentation, title: str, views: Sequence[Exhibit]) -> None:
    """Add the cover: title, what follows, author and date."""
    slide = _blank(made, title)
    _ground(slide)
    head = slide.shapes.title
    head.top, head.height = round(38 * EMU_PER_MM), round(28 * EMU_PER_MM)
    head.text_frame.paragraphs[0].runs[0].font.size = _points(_title_size(title) * 1.3)
    rule = [(_MARGIN_MM, 69), (_MARGIN_MM + 44, 69), (_MARGIN_MM + 44, 70.2), (_MARGIN_MM, 70.2)]
    ids = Ids(slide.shapes._spTree)
    corners = [(x * EMU_PER_MM, y * EMU_PER_MM) for x, y in rule]
    slide.shapes._spTree.append(freeform(ids, _("题线"), [corners], Paint(palettes.OCHRE)))
    first = views[0]
    names = [f"{n}. {view.heading}" for n, view in enumerate(views, start=1)]
    shown = names[:12] + ([_("……共{n}幅").format(n=len(names))] if len(names) > 12 else [])
    _text(slide, (_MARGIN_MM, 76, 300, 94), shown, 14, name=_("各图"))
    line = "　".join(part for part in (first.author, first.date, first.review_line) if part)
    _text(slide, (_MARGIN_MM, 174, 300, 8), line, 11, name=_("落款"))


def _text(
    slide: Slide,
    box: tuple[float, float, float, float],
    text: str | Sequence[str],
    size_pt: float,
    *,
    name: str,
) -> None:
    shape = slide.shapes.add_textbox(*_box(*box))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    lines = [text] if isinstance(text, str) else list(text)
    panels.paragraphs(frame, lines, size_pt=size_pt)


def _notes(slide: Slide, view: Exhibit) -> None:
    """Write caption, method, sources, caveats and the live address into the speaker's notes."""
    lines = [*exhibit_texts.caption_paragraphs(view)]
    lines.append(_("方法：{text}").format(text=exhibit_texts.method(view)))
    lines.append(source_sentence(exhibit_texts.source(view)))
    lines.extend(_("说明：{text}").format(text=note) for note in exhibit_texts.notes(view))
    lines.append(_("实时视图：{path}").format(path=view.url or view.path))
    lines.append(view.review_line)
    frame = slide.notes_slide.notes_text_frame
    panels.paragraphs(frame, lines, size_pt=12, colour=palettes.INK)
    for holder in slide.notes_slide.placeholders:
        for properties in holder._element.iter(f"{{{A}}}endParaRPr"):
            faces(properties)


def _ground(slide: Slide) -> None:
    from pptx.dml.color import RGBColor

    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor.from_string(palettes.PAPER[1:].upper())


def _box(x: float, y: float, wide: float, high: float) -> tuple[int, int, int, int]:
    return (
        round(x * EMU_PER_MM), round(y * EMU_PER_MM),
        round(wide * EMU_PER_MM), round(high * EMU_PER_MM),
    )  # fmt: skip


def _ink() -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(palettes.INK[1:].upper())


def _left() -> Any:
    from pptx.enum.text import PP_ALIGN

    return PP_ALIGN.LEFT


def _points(size: float) -> Any:
    from pptx.util import Pt

    return Pt(size)

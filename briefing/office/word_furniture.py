"""What a Word document has besides its views: language, page numbers, the file's own facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from briefing.office.properties import PART, app_xml

if TYPE_CHECKING:
    from docx.document import Document

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def w(tag: str) -> str:
    """Return a name in the namespace of WordprocessingML."""
    return f"{{{_SPACE}}}{tag}"


def furnish(made: Document) -> None:
    """Make the library's template a Chinese document of ours.

    Its language decides how Word breaks lines and which words it underlines; its thumbnail and
    its properties are those of another document.
    """
    _chinese(made)
    _page_numbers(made)
    package = made.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package.rels.pop(key)
        elif str(relation.target_part.partname) == PART:
            relation.target_part._blob = app_xml("Microsoft Office Word", {"DocSecurity": 0})


def _chinese(made: Document) -> None:
    for language in made.styles.element.iter(w("lang")):
        language.set(w("eastAsia"), "zh-CN")
    theme = made.settings.element.find(w("themeFontLang"))
    if theme is not None:
        theme.set(w("eastAsia"), "zh-CN")


def _page_numbers(made: Document) -> None:
    """Write “— n —” at the foot of every page, as official documents have it (GB/T 9704)."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    footer = made.sections[0].footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in ("— ", "PAGE", " —"):
        run = paragraph.add_run("" if part == "PAGE" else part)
        run.font.size = Pt(9)
        if part == "PAGE":
            _field(run._r, part)


def _field(run: Any, instruction: str) -> None:
    """Write a field that Word and WPS compute; the text in it stands until they have."""
    for kind in ("begin", "instr", "separate", "text", "end"):
        if kind == "instr":
            etree.SubElement(run, w("instrText")).text = f" {instruction} "
        elif kind == "text":
            etree.SubElement(run, w("t")).text = "1"
        else:
            etree.SubElement(run, w("fldChar"), {w("fldCharType"): kind})


def keep_rows_whole(table: Any) -> None:
    """Repeat the head on every page and let no row be split between two."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        etree.SubElement(properties, w("cantSplit"))
        if not number:
            etree.SubElement(properties, w("tblHeader"))

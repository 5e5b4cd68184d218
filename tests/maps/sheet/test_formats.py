"""PNG, SVG and PDF open with other programs, say what they are, and take hostile words."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from layers.prepared import PreparedMap
from maps.sheet.canvas.page import Page
from maps.sheet.compose import compose
from maps.sheet.finished import Sheet, SheetError
from maps.sheet.finished import Sheet as RealSheet
from maps.sheet.layouts import LAYOUTS
from maps.sheet.options import SheetOptions

Sheets = Callable[[str, str], tuple[PreparedMap, Sheet]]
every_layout = pytest.mark.parametrize("layout", sorted(LAYOUTS))
TITLE = "每10万人口中大专及以上人数"


def saved(sheet: Sheet, form: str, dpi: int = 60) -> bytes:
    out = io.BytesIO()
    sheet.save(out, form, dpi=dpi)  # type: ignore[arg-type]
    return out.getvalue()


def pdf_text(content: bytes, tmp_path: Path) -> str:
    """Return the text of a PDF, by poppler where it is installed and by pypdf where not."""
    poppler = shutil.which("pdftotext")
    if poppler:
        path = tmp_path / "sheet.pdf"
        path.write_bytes(content)
        run = subprocess.run(
            [poppler, "-raw", str(path), "-"],
            capture_output=True, check=True, text=True, encoding="utf-8",
        )  # fmt: skip
        return run.stdout
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@every_layout
def test_the_words_of_a_pdf_can_be_found(sheets: Sheets, layout: str, tmp_path: Path) -> None:
    prepared, sheet = sheets(layout, "indicator")
    text = pdf_text(saved(sheet, "pdf"), tmp_path)
    flat = "".join(text.split())
    assert TITLE in flat
    assert "审图号：待送审" in flat
    assert "甘肃在全国的位置" in flat
    for name in ("肃北", "张家川", "积石山", "嘉峪关"):
        assert name in flat, name
    assert prepared.legend[0].label in flat


@every_layout
def test_the_fonts_of_a_pdf_are_embedded_truetype(sheets: Sheets, layout: str) -> None:
    _prepared, sheet = sheets(layout, "indicator")
    content = saved(sheet, "pdf")
    assert b"/FontFile2" in content
    assert b"/FontFile3" not in content and b"/Type3" not in content.replace(b" ", b"")
    named = {part.split(b" ")[0].split(b"\n")[0] for part in content.split(b"/BaseFont /")[1:]}
    assert named
    assert all(b"NotoSansSC" in name or b"NotoSerifSC" in name for name in named), named


@every_layout
def test_an_svg_parses_and_asks_for_nothing_outside(sheets: Sheets, layout: str) -> None:
    _prepared, sheet = sheets(layout, "indicator")
    content = saved(sheet, "svg")
    root = ElementTree.fromstring(content)  # noqa: S314 - our own file
    assert root.tag.endswith("svg")
    assert len(list(root.iter("{http://www.w3.org/2000/svg}path"))) > 100
    links = [
        value
        for node in root.iter()
        for key, value in node.attrib.items()
        if key.endswith("href") and not value.startswith("#")
    ]
    assert links == []
    assert len(content) < 4_000_000


@every_layout
def test_a_png_has_the_size_of_its_page_and_few_colours(sheets: Sheets, layout: str) -> None:
    _prepared, sheet = sheets(layout, "indicator")
    image = Image.open(io.BytesIO(saved(sheet, "png", dpi=100)))
    wide, high = sheet.size_mm
    assert abs(image.width - wide * 100 / 25.4) <= 1
    assert abs(image.height - high * 100 / 25.4) <= 1
    assert image.mode == "P"
    assert image.info["dpi"][0] == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_sheet_gives_the_same_bytes(
    sheets: Sheets, options: SheetOptions, form: str
) -> None:
    prepared, _sheet = sheets("hex", "indicator")
    first, second = (saved(compose(prepared, "hex", options), form) for _ in range(2))
    assert first == second


def test_a_file_name_tells_the_format(sheets: Sheets, tmp_path: Path) -> None:
    _prepared, sheet = sheets("hex", "indicator")
    sheet.save(tmp_path / "图.PNG", dpi=40)
    assert (tmp_path / "图.PNG").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(SheetError, match="PNG、SVG 或 PDF"):
        sheet.save(tmp_path / "map.emf")
    with pytest.raises(SheetError, match="dpi"):
        sheet.save(tmp_path / "map.png", dpi=5000)


HOSTILE = (
    r"$\frac{1}{2}$ 的 {{7*7}} ${alert(1)}",
    "<script>alert(1)</script>&amp;]]>",
    "=HYPERLINK(1)\t换\n行\r  空",
    "超" * 400,
    "％" * 60 + "x" * 300,
)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("layout", ["slide", "a4l"])
def test_hostile_words_are_only_words(
    sheets: Sheets, tmp_path: Path, layout: str, words: str
) -> None:
    prepared, _sheet = sheets(layout, "indicator")
    options = SheetOptions(title=words, subtitle=words, source=words, author=words,
                           review_number=words, date=words, notes=(words,))  # fmt: skip
    sheet = compose(prepared, layout, options)
    ElementTree.fromstring(saved(sheet, "svg"))  # noqa: S314 - our own file
    text = "".join(pdf_text(saved(sheet, "pdf"), tmp_path).split())
    head = "".join(words.split())[:10]
    assert head in text
    assert sheet.checks.source_shown and sheet.checks.review_shown


def test_characters_without_a_glyph_are_told(sheets: Sheets) -> None:
    prepared, _sheet = sheets("hex", "indicator")
    assert (
        compose(prepared, "hex", SheetOptions(title="图𠀀", date="")).checks.glyphs_complete
        is False
    )


def test_only_the_shipped_fonts_are_used(sheets: Sheets) -> None:
    """Every text artist carries a font by its path inside the project."""
    from matplotlib.text import Text

    from maps.sheet.canvas.fonts import FOLDER

    for layout in LAYOUTS:
        _prepared, sheet = sheets(layout, "indicator")
        texts = sheet.page.figure.findobj(Text)
        used = {t.get_fontproperties().get_file() for t in texts if t.get_text().strip()}
        assert used and all(Path(str(name)).parent == FOLDER for name in used)


def test_closing_frees_the_figure() -> None:
    page = Page(50, 50)
    page.rectangle((1, 1, 9, 9), "#ff0000")
    sheet = RealSheet(page, "test", title="", author="")
    sheet.close()
    assert page.figure.axes == []

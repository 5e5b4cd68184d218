"""The Word document: schema, fonts, picture, caption, table and source; LibreOffice opens it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from lxml import etree
from openxml_audit import OpenXmlValidator

from briefing import captions
from briefing.exhibit import Exhibit
from briefing.office import word_report
from briefing.office.drawingml import ASVG, SVG_EXTENSION, A
from indicators import ranks
from layers import catalogue
from layers.spec import MapSpec
from tests.office import pdf_pages, pdf_text, to_pdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = '<w:r>{{7*7}}</w:r> & = $x$ " ]]>'
VIEWS = (
    Exhibit(MapSpec(indicator="gdp_per_capita_census"), author="甘肃省某处", date="2026-11-22"),
    Exhibit(MapSpec(systems=("cluster-jiujia", "cluster-jinwu")), title=HOSTILE, source=HOSTILE),
)
# each filled a page so nearly that a break of its own gave an empty one
FULL = (
    Exhibit(MapSpec(indicator="gdp"), date="2026-11-22", source="来源：某年鉴"),
    Exhibit(MapSpec(indicator="gdp_per_capita_census"), layout="a4p"),
    Exhibit(
        MapSpec(
            systems=tuple(
                s.id
                for s in catalogue.load().values()
                if s.kind in {"cluster", "demonstration_zone"} and s.plan == "gansu-145"
            )
        )
    ),
)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("word") / "w.docx"
    path.write_bytes(word_report.document(VIEWS))
    return path


def test_it_keeps_to_the_schema(document: Path) -> None:
    result = OpenXmlValidator().validate(str(document))
    assert [str(error) for error in result.errors] == []


def test_the_validator_has_teeth(tmp_path: Path) -> None:
    """The library's own template is one that Word repairs; ours is not made of all of it."""
    plain = tmp_path / "plain.docx"
    made = docx.Document()
    made.styles["Normal"].font.name = "Times New Roman"
    made.sections[0].header.paragraphs[0].text = "x"
    made.save(str(plain))
    assert OpenXmlValidator().validate(str(plain)).errors


def test_caption_source_and_review_number_stand_under_the_picture(document: Path) -> None:
    text = "\n".join(p.text for p in docx.Document(str(document)).paragraphs)
    prepared = VIEWS[0].prepared
    assert f"图1　{captions.caption(prepared)}" in text
    assert prepared.source_line in text
    assert "审图号：待送审　甘肃省某处　2026-11-22" in text
    assert VIEWS[0].path in text


def test_the_table_holds_the_highest_and_the_lowest(document: Path) -> None:
    table = docx.Document(str(document)).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    standing = ranks.standing("gdp_per_capita_census", 2020).dropna(subset=["value"])
    ordered = standing.sort_values("value", ascending=False)
    assert len(rows) == 1 + 10 + 5
    assert [row[1] for row in rows[1:]] == [
        captions.unit_name(code) for code in (*ordered.index[:10], *ordered.index[-5:])
    ]
    assert rows[1][:3] == ["1/76*", "玉门市", f"{ordered['value'].iloc[0]:,.0f}"]
    assert rows[-1][0] == "76/76*"


def test_picture_is_a_drawing_with_fallback_and_alternative_text(document: Path) -> None:
    with zipfile.ZipFile(document) as package:
        root = etree.fromstring(package.read("word/document.xml"))
        names = package.namelist()
    blips = list(root.iter(f"{{{A}}}blip"))
    assert len(blips) == len(VIEWS)
    for blip in blips:
        (extension,) = blip.iter(f"{{{A}}}ext")
        assert extension.get("uri") == SVG_EXTENSION
        assert list(extension.iter(f"{{{ASVG}}}svgBlip"))
    assert sum(name.endswith(".svg") for name in names) == len(VIEWS)
    described = [e.get("descr") for e in root.iter("{*}docPr")]
    assert captions.alt_text(VIEWS[0].prepared) in described


def test_every_run_of_text_names_its_east_asian_typeface(document: Path) -> None:
    with zipfile.ZipFile(document) as package:
        root = etree.fromstring(package.read("word/document.xml"))
        styles = etree.fromstring(package.read("word/styles.xml"))
    heading = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "Heading1")
    assert heading.find(f".//{W}rFonts").get(f"{W}eastAsia") == "微软雅黑"
    for paragraph in root.iter(f"{W}p"):
        styled = paragraph.find(f"{W}pPr/{W}pStyle")
        if styled is not None and styled.get(f"{W}val") == "Heading1":
            continue
        for run in paragraph.findall(f"{W}r"):
            if run.find(f"{W}t") is not None:
                assert run.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") == "宋体"


def test_hostile_words_are_words(document: Path) -> None:
    read = docx.Document(str(document))
    assert HOSTILE in [p.text for p in read.paragraphs]
    assert any(HOSTILE in p.text and "资料来源" in p.text for p in read.paragraphs)


def test_libreoffice_opens_it(document: Path) -> None:
    text = pdf_text(to_pdf(document))
    for wanted in ("人均地区生产总值（按普查人口）", "玉门市", "审图号：待送审", "{{7*7}}"):
        assert wanted in text


def test_a_layout_map_lists_systems_with_their_counties() -> None:
    read = docx.Document(io.BytesIO(word_report.document([VIEWS[1]])))
    (table,) = read.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1][0] == "酒嘉新能源产业创新集群"
    assert "嘉峪关市" in rows[1][2]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("word") / "full.docx"
    path.write_bytes(word_report.document(FULL))
    return path


def trees(path: Path) -> dict[str, etree._Element]:
    with zipfile.ZipFile(path) as package:
        return {
            name: etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }


def test_no_page_is_empty_or_only_a_heading(full: Path) -> None:
    pages = pdf_pages(to_pdf(full))[:-1]
    assert len(FULL) <= len(pages) <= 2 * len(FULL)
    for number, page in enumerate(pages, start=1):
        text = page.removesuffix(f"—{number}—")
        assert text != page, "each page has its number"
        assert len(text) > 60, (number, text)


def test_views_begin_on_a_page_without_a_break_paragraph(full: Path) -> None:
    body = trees(full)["word/document.xml"]
    assert not list(body.iter(f"{W}br"))
    headings = [
        p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='Heading1']") is not None
    ]
    assert [h.find(f"{W}pPr/{W}pageBreakBefore").get(f"{W}val", "1") for h in headings] == [
        "0", "1", "1",
    ]  # fmt: skip


def test_rows_stay_whole_and_the_head_is_repeated(full: Path) -> None:
    tables = list(trees(full)["word/document.xml"].iter(f"{W}tbl"))
    assert len(tables) == len(FULL)
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads == [True] + [False] * (len(rows) - 1)
        columns = table.findall(f"{W}tblGrid/{W}gridCol")
        assert all(len(row.findall(f"{W}tc")) == len(columns) for row in rows)


def test_figures_stand_to_the_right_under_their_head(full: Path) -> None:
    table, _second, systems = docx.Document(str(full)).tables
    for row in table.rows:
        sides = [cell.paragraphs[0].alignment for cell in row.cells]
        assert [side == WD_ALIGN_PARAGRAPH.RIGHT for side in sides] == [True, False, True, False]
    assert all(c.paragraphs[0].alignment is None for row in systems.rows for c in row.cells)


def test_picture_and_table_keep_to_their_titles(full: Path) -> None:
    paragraphs = docx.Document(str(full)).paragraphs
    titles = [p for p in paragraphs if p.text.startswith("表") and p.style.name == "Caption"]
    titles = [p for p in titles if not p.text.startswith("表中")]
    assert [t.text for t in titles] == [
        f"表{n}　{view.prepared.title}" for n, view in enumerate(FULL, start=1)
    ]
    assert all(title.paragraph_format.keep_with_next for title in titles)
    pictures = [p for p in paragraphs if p._p.findall(f".//{W}drawing")]
    assert all(p.paragraph_format.keep_with_next for p in pictures)
    assert len(pictures) == len(FULL)


def test_a_source_that_says_so_itself_is_not_announced_twice(full: Path) -> None:
    text = "\n".join(p.text for p in docx.Document(str(full)).paragraphs)
    assert "\n来源：某年鉴" in text
    assert "资料来源：来源" not in text


def test_the_package_is_ours_and_whole(full: Path) -> None:
    found = trees(full)
    with zipfile.ZipFile(full) as package:
        names = package.namelist()
        application = package.read("docProps/app.xml").decode()
    assert not [name for name in names if "thumbnail" in name]
    assert "Macintosh" not in application
    assert "Microsoft Office Word" in application
    for language in found["word/styles.xml"].iter(f"{W}lang"):
        assert language.get(f"{W}eastAsia") == "zh-CN"
    ids = [e.get("id") for e in found["word/document.xml"].iter("{*}docPr")]
    assert len(ids) == len(set(ids)) == len(FULL)
    for row in found["word/_rels/document.xml.rels"]:
        assert f"word/{row.get('Target')}" in names or row.get("Target").startswith("../")
    used = {
        value
        for element in found["word/document.xml"].iter(etree.Element)
        for key, value in element.attrib.items()
        if "officeDocument/2006/relationships}" in key
    }
    assert used <= {row.get("Id") for row in found["word/_rels/document.xml.rels"]}
    assert [str(e) for e in OpenXmlValidator().validate(str(full)).errors] == []

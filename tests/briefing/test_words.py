"""The Word document: schema, fonts, picture, caption, table and source; LibreOffice opens it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from briefing import captions, words
from briefing.drawingml import ASVG, SVG_EXTENSION, A
from briefing.views import View
from indicators import ranks
from layers.spec import MapSpec
from tests.office import pdf_text, to_pdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = '<w:r>{{7*7}}</w:r> & = $x$ " ]]>'
VIEWS = (
    View(MapSpec(indicator="gdp_per_capita_census"), author="甘肃省某处", date="2026-11-22"),
    View(MapSpec(systems=("cluster-jiujia", "cluster-jinwu")), title=HOSTILE, source=HOSTILE),
)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("word") / "w.docx"
    path.write_bytes(words.document(VIEWS))
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
    assert rows[1][:3] == ["1/76", "玉门市", f"{ordered['value'].iloc[0]:,.0f}"]
    assert rows[-1][0] == "76/76"


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
    read = docx.Document(io.BytesIO(words.document([VIEWS[1]])))
    (table,) = read.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1][0] == "酒嘉新能源产业创新集群"
    assert "嘉峪关市" in rows[1][2]

"""The deck: it keeps to the schema, LibreOffice opens it, and its shapes say what the map says."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openxml_audit import validate_pptx
from pptx import Presentation

from briefing.exhibit import Exhibit
from briefing.office import deck as slides
from briefing.office import native_frame, panels
from briefing.office.drawingml import ASVG, SVG_EXTENSION, A, C, P, R
from data.errors import AtlasError
from geo.places import units
from indicators import ranks
from layers import catalogue, palettes
from layers.prepared import prepare
from layers.spec import MapSpec
from tests.office import pdf_text, to_pdf

HOSTILE = "=cmd|'/C calc'!A0 {{7*7}} ${x} <b>&amp;</b> \" ' $\\frac{}{}$"
COUNTRY = Exhibit(
    MapSpec(indicator="gdp_per_capita_census", systems=("cluster-jiujia",), selected=("620123",)),
    author="甘肃省某处",
    date="2026-11-22",
)
VIEWS = (
    COUNTRY,
    Exhibit(
        MapSpec(systems=("cluster-jiujia", "cluster-jinwu", "zone-zhangye", "lanzhou-1h-ring"))
    ),
    Exhibit(MapSpec(indicator="pop_resident"), title=HOSTILE, author=HOSTILE, source=HOSTILE),
    Exhibit(MapSpec(indicator="pref_st_fiscal_share_general_budget"), layout="a4p"),
)


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("deck") / "deck.pptx"
    path.write_bytes(slides.deck(VIEWS, title="县域创新资源", author="甘肃省某处"))
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        assert len(names) == len(set(names))
        return {name: package.read(name) for name in names}


def slide_trees(path: Path) -> list[Any]:
    found = parts(path)
    names = sorted(
        (n for n in found if re.fullmatch(r"ppt/slides/slide\d+\.xml", n)),
        key=lambda name: int(re.sub(r"\D", "", name)),
    )
    return [etree.fromstring(found[name]) for name in names]


def test_it_keeps_to_the_schema(deck: Path) -> None:
    """The Open XML SDK's rules, so that PowerPoint and WPS open it without repair."""
    result = validate_pptx(str(deck))
    assert [str(error) for error in result.errors] == []
    assert result.is_valid


def test_the_validator_itself_has_teeth(deck: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pptx"
    with zipfile.ZipFile(broken, "w") as package:
        for name, content in parts(deck).items():
            spoilt = content.replace(b"<a:avLst/>", b"<a:nonsense/>", 1)
            package.writestr(name, spoilt if name == "ppt/slides/slide3.xml" else content)
    assert validate_pptx(str(broken)).errors


def test_two_slides_a_view_and_a_cover(deck: Path) -> None:
    read = Presentation(str(deck))
    assert len(read.slides) == 1 + 2 * len(VIEWS)
    assert [slide.shapes.title.text_frame.text for slide in read.slides][:3] == [
        "县域创新资源", VIEWS[0].prepared.title, VIEWS[0].prepared.title,
    ]  # fmt: skip
    assert read.core_properties.author == "甘肃省某处"
    assert read.slide_width / read.slide_height == pytest.approx(16 / 9, rel=1e-6)


def test_a_single_view_has_no_cover() -> None:
    read = Presentation(io.BytesIO(slides.deck([VIEWS[1]])))
    assert len(read.slides) == 2


def test_the_picture_is_a_drawing_with_a_picture_to_fall_back_on(deck: Path) -> None:
    found = parts(deck)
    for number in range(2, 2 + 2 * len(VIEWS), 2):
        tree = etree.fromstring(found[f"ppt/slides/slide{number}.xml"])
        rels = etree.fromstring(found[f"ppt/slides/_rels/slide{number}.xml.rels"])
        targets = {r.get("Id"): r.get("Target") for r in rels}
        (blip,) = tree.iter(f"{{{A}}}blip")
        png = found["ppt/" + targets[blip.get(f"{{{R}}}embed")].removeprefix("../")]
        assert png.startswith(b"\x89PNG")
        (extension,) = blip.iter(f"{{{A}}}ext")
        assert extension.get("uri") == SVG_EXTENSION
        (vector,) = extension.iter(f"{{{ASVG}}}svgBlip")
        svg = found["ppt/" + targets[vector.get(f"{{{R}}}embed")].removeprefix("../")]
        root = etree.fromstring(svg)
        assert etree.QName(root).localname == "svg"
        assert not list(root.iter("{*}script"))
        described = next(tree.iter(f"{{{P}}}pic")).find(f".//{{{P}}}cNvPr").get("descr")
        assert len(described) > 20
    types = found["[Content_Types].xml"].decode()
    assert types.count("image/svg+xml") >= 1


def test_one_freeform_a_county_in_the_colour_of_its_class(deck: Path) -> None:
    tree = slide_trees(deck)[2]
    prepared = VIEWS[0].prepared
    (group,) = [
        g
        for g in tree.iter(f"{{{P}}}grpSp")
        if g.find(f".//{{{P}}}cNvPr").get("name") == "县级单元"
    ]
    shapes = {s.find(f".//{{{P}}}cNvPr").get("name"): s for s in group.findall(f"{{{P}}}sp")}
    names = {u.name: u.adcode for u in (*units.counties(), *units.special_areas())}
    assert set(shapes) == set(names)
    for name, shape in shapes.items():
        fill = shape.find(f"{{{P}}}spPr")
        code = names[name]
        if code in prepared.absent:
            assert fill.find(f"{{{A}}}pattFill") is not None, name
        elif code in prepared.special:
            assert code in {u.adcode for u in units.special_areas()}
        else:
            colour = fill.find(f"{{{A}}}solidFill/{{{A}}}srgbClr").get("val")
            assert f"#{colour.lower()}" == prepared.colours[prepared.fills[code]].lower(), name


def test_a_county_s_shape_has_the_county_s_form() -> None:
    """Areas of the freeforms are proportional to the areas in Albers projection (equal-area)."""
    import shapely

    from geo import boundaries, crs

    frame = native_frame.frame_for((0, 0, 200, 150))
    table = crs.to_albers(boundaries.load("county", "coarse"))
    for code, geometry in zip(table["adcode"], table.geometry, strict=True):
        rings = native_frame.rings(geometry, frame)
        area = sum(
            abs(shapely.Polygon(ring).area) * (1 if i in outer else -1)
            for i, ring in enumerate(rings)
            for outer in [_outer_rings(geometry)]
        )
        assert area == pytest.approx(geometry.area * frame.scale**2, rel=1e-6), code
        for ring in rings:
            for x, y in ring:
                assert -1 <= x <= 200 * 36_000 + 1
                assert -1 <= y <= 150 * 36_000 + 1


def _outer_rings(geometry: Any) -> set[int]:
    found, i = set(), 0
    for part in getattr(geometry, "geoms", [geometry]):
        found.add(i)
        i += 1 + len(part.interiors)
    return found


def test_shape_numbers_are_used_once_a_slide(deck: Path) -> None:
    for tree in slide_trees(deck):
        ids = Counter(e.get("id") for e in tree.iter(f"{{{P}}}cNvPr"))
        assert max(ids.values()) == 1


def test_no_shape_has_a_theme_style_and_its_shadow(deck: Path) -> None:
    for tree in slide_trees(deck):
        assert not list(tree.iter(f"{{{P}}}style"))


def test_every_run_names_its_east_asian_typeface(deck: Path) -> None:
    runs = 0
    for name, content in parts(deck).items():
        if not re.match(r"ppt/(slides|notesSlides|charts)/[^/]+\.xml$", name):
            continue
        for run in etree.fromstring(content).iter(f"{{{A}}}r"):
            runs += 1
            face = run.find(f"{{{A}}}rPr/{{{A}}}ea")
            assert face is not None, (name, "".join(run.itertext()))
            assert face.get("typeface") == "Microsoft YaHei"
    assert runs > 150


def test_chart_text_names_its_east_asian_typeface(deck: Path) -> None:
    charts = [c for n, c in parts(deck).items() if re.match(r"ppt/charts/chart\d*\.xml", n)]
    assert len(charts) == len(VIEWS)
    for content in charts:
        root = etree.fromstring(content)
        whole = root.find(f"{{{C}}}txPr")
        assert whole.find(f".//{{{A}}}ea") is not None
        for properties in root.iter(f"{{{A}}}defRPr"):
            assert properties.find(f"{{{A}}}ea") is not None


def test_the_native_chart_holds_the_ten_highest(deck: Path) -> None:
    read = Presentation(str(deck))
    (chart,) = [s.chart for s in read.slides[2].shapes if s.has_chart]
    table = ranks.standing("gdp_per_capita_census", 2020)["value"].dropna()
    top = table.sort_values(ascending=False).head(10)
    assert list(chart.plots[0].categories) == [units.unit(code).name for code in top.index]
    assert list(chart.plots[0].series[0].values) == [round(v) for v in top]


def test_the_native_table_is_the_legend_with_the_special_areas(deck: Path) -> None:
    read = Presentation(str(deck))
    (table,) = [s.table for s in read.slides[2].shapes if s.has_table]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    legend = VIEWS[0].prepared.legend
    assert rows[1:-1] == [[row.label, str(row.count)] for row in legend]
    assert sum(int(n) for _label, n in rows[1:]) == 90
    assert rows[-1][1] == "3"


def test_notes_hold_caption_method_source_and_address(deck: Path) -> None:
    read = Presentation(str(deck))
    prepared = VIEWS[0].prepared
    for index in (1, 2):
        text = read.slides[index].notes_slide.notes_text_frame.text
        for part in (prepared.subtitle, prepared.source_line, VIEWS[0].path, "审图号：待送审"):
            assert part in text


def test_the_editable_slide_says_that_it_is_no_complete_map(deck: Path) -> None:
    read = Presentation(str(deck))
    text = "".join(s.text_frame.text for s in read.slides[2].shapes if s.has_text_frame)
    assert "可编辑示意" in text
    assert VIEWS[0].prepared.source_line in text


def test_hostile_words_are_words(deck: Path) -> None:
    read = Presentation(str(deck))
    titles = [slide.shapes.title.text_frame.text for slide in read.slides]
    assert titles[5] == titles[6] == Exhibit(VIEWS[2].spec, title=HOSTILE).title
    for name, content in parts(deck).items():
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(content)
            assert not list(root.iter("{*}script"))
    # nothing from the user reaches the workbook behind the chart
    books = [c for n, c in parts(deck).items() if n.endswith(".xlsx")]
    assert len(books) == len(VIEWS)
    for book in books:
        with zipfile.ZipFile(io.BytesIO(book)) as package:
            for name in package.namelist():
                assert b"cmd|" not in package.read(name)
                assert b"<f>" not in package.read(name)


def test_libreoffice_opens_it_and_shows_every_title(deck: Path) -> None:
    text = pdf_text(to_pdf(deck))
    for wanted in (
        "县域创新资源",
        "人均地区生产总值（按普查人口）",
        "玉门市",
        "单元数",
        "可编辑示意",
    ):
        assert wanted in text
    assert "".join(Exhibit(VIEWS[2].spec, title=HOSTILE).title.split())[:20] in text


def test_systems_over_an_indicator_are_outlines_not_fills(deck: Path) -> None:
    tree = slide_trees(deck)[2]
    name = catalogue.get("cluster-jiujia").short
    shape = next(
        s for s in tree.iter(f"{{{P}}}sp") if s.find(f".//{{{P}}}cNvPr").get("name") == name
    )
    assert shape.find(f"{{{P}}}spPr/{{{A}}}noFill") is not None


def test_a_deck_needs_a_view_and_not_too_many() -> None:
    for views in ((), (VIEWS[1],) * (slides.MOST_VIEWS + 1)):
        with pytest.raises(AtlasError):
            slides.deck(views)


def test_bars_begin_at_zero_unless_values_are_below() -> None:
    lowest = {
        "tertiary_per_100k": "0.0",
        "pop_change_2010_2020": "0.0",  # its ten highest are above zero
    }
    for indicator, wanted in lowest.items():
        deck = Presentation(io.BytesIO(slides.deck([Exhibit(MapSpec(indicator=indicator))])))
        (chart,) = [s.chart for s in deck.slides[1].shapes if s.has_chart]
        scale = chart._chartSpace.find(f".//{{{C}}}valAx/{{{C}}}scaling/{{{C}}}min")
        assert float(scale.get("val")) == float(wanted)


def test_a_map_without_anything_still_makes_slides() -> None:
    prepared = prepare(MapSpec())
    assert panels.bars(prepared) is None
    assert panels.grid(prepared) is None
    assert len(Presentation(io.BytesIO(slides.deck([Exhibit(MapSpec())]))).slides) == 2


def test_names_on_the_map_read_on_their_plates(deck: Path) -> None:
    """Also where the plate lets the darkest or lightest class shine through."""
    tree = slide_trees(deck)[2]
    plates = 0
    for shape in tree.iter(f"{{{P}}}sp"):
        if not shape.find(f".//{{{P}}}cNvPr").get("name").startswith("注记 "):
            continue
        plates += 1
        run = shape.find(f".//{{{A}}}rPr")
        ink = run.find(f"{{{A}}}solidFill/{{{A}}}srgbClr").get("val")
        ground = shape.find(f"{{{P}}}spPr/{{{A}}}solidFill/{{{A}}}srgbClr")
        alpha = ground.find(f"{{{A}}}alpha")
        share = int(alpha.get("val")) / 100_000 if alpha is not None else 1.0
        for below in (*VIEWS[0].prepared.colours, "#ffffff"):
            mixed = "#" + "".join(
                f"{round(share * int(ground.get('val')[i : i + 2], 16) + (1 - share) * int(below[i + 1 : i + 3], 16)):02x}"
                for i in (0, 2, 4)
            )
            light = [palettes.luminance(c) for c in (f"#{ink.lower()}", mixed)]
            assert (max(light) + 0.05) / (min(light) + 0.05) > 4.5
    # fourteen prefectures, one marked county, one system
    assert plates == 16

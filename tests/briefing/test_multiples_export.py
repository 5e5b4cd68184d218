"""A sheet of several maps in every format: each map has its slide, its words and its checksum."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator, validate_pptx
from pptx import Presentation

from briefing import (
    captions,
    compliance,
    exhibit_texts,
    exports,
    manifest,
    manifest_pairs,
    side_by_side,
)
from briefing.exhibit import Exhibit
from briefing.sheet_files import Pictures
from briefing.side_by_side import Group
from data.errors import AtlasError
from data.paths import ROOT
from indicators import tables
from layers.prepared import prepare
from layers.readings import Reading
from layers.spec import MapSpec
from tests.office import pdf_text, to_pdf

HOSTILE = "<script>{{7*7}}</script> $x$"


def view_of(group: Group, spec: MapSpec, **more: Any) -> Exhibit:
    first, *others = side_by_side.maps(group, spec)
    return Exhibit(first, "multiples", beside=tuple(others), date="2026-11-22", **more)


YEARS = view_of(Group("years", ("2017", "2020", "2023")), MapSpec(indicator="pref_gdp_per_capita"))
MIXED = view_of(
    Group("indicators", ("gdp_per_capita_census@2020", "pop_resident@2020")), MapSpec(),
    title=HOSTILE, author=HOSTILE,
)  # fmt: skip
LAYOUTS = view_of(Group("systems", ("cluster", "zone-zhangye")), MapSpec())


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("m")
    for view, name in ((YEARS, "y.svg"), (YEARS, "y.pptx"), (MIXED, "m.pptx"), (YEARS, "y.docx"),
                       (LAYOUTS, "s.docx"), (YEARS, "y.pdf")):  # fmt: skip
        exports.write([view], folder / name)
    return folder


def raw(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(manifest_pairs.path_for(path).read_text(encoding="utf-8"))
    return found


def test_the_heading_says_what_is_compared() -> None:
    assert YEARS.heading == "人均地区生产总值（2017、2020、2023年）"
    assert LAYOUTS.heading == "甘肃区域创新布局（2幅）"
    assert MIXED.heading == HOSTILE
    assert "共用一套分级" in exhibit_texts.method(YEARS)
    assert "分级各自计算" in exhibit_texts.method(MIXED)
    assert "分级" not in exhibit_texts.method(LAYOUTS)


def test_the_deck_has_the_sheet_and_a_slide_to_edit_for_each_map(written: Path) -> None:
    read = Presentation(str(written / "y.pptx"))
    titles = [slide.shapes.title.text_frame.text for slide in read.slides]
    assert titles == [YEARS.heading, *(p.title for p in YEARS.prepared_all)]
    assert validate_pptx(written / "y.pptx").errors == []
    assert validate_pptx(written / "m.pptx").errors == []
    (picture,) = [s for s in read.slides[0].shapes if s.shape_type == 13]
    described = picture._element.nvPicPr.cNvPr.get("descr")
    for item in YEARS.prepared_all:
        assert captions.alt_text(item) in described
    notes = read.slides[0].notes_slide.notes_text_frame.text
    for item in YEARS.prepared_all:
        assert captions.caption(item) in notes
    assert "当年价格" in notes


def test_the_editable_slides_share_the_colours(written: Path) -> None:
    """嘉峪关 is in the top class in all three years, so its shape has one colour."""
    with zipfile.ZipFile(written / "y.pptx") as package:
        trees = [
            etree.fromstring(package.read(n))
            for n in package.namelist()
            if re.fullmatch(r"ppt/slides/slide[2-4]\.xml", n)
        ]
    fills = set()
    for tree in trees:
        for shape in tree.iter("{*}sp"):
            name = shape.find(".//{*}cNvPr").get("name")
            colour = shape.find("./{*}spPr/{*}solidFill/{*}srgbClr")
            if "嘉峪关" in name and colour is not None and shape.find(".//{*}custGeom") is not None:
                fills.add(colour.get("val").lower())
    assert fills == {YEARS.prepared_all[0].colours[-1][1:]}


def test_the_document_has_a_paragraph_and_a_table_for_each_map(written: Path) -> None:
    for name, view in (("y.docx", YEARS), ("s.docx", LAYOUTS)):
        made = docx.Document(str(written / name))
        text = "\n".join(p.text for p in made.paragraphs)
        assert len(made.tables) == len(view.prepared_all)
        assert len(made.inline_shapes) == 1
        for i, item in enumerate(view.prepared_all, 1):
            assert f"（{i}）{captions.caption(item)}" in text
        assert [str(e) for e in OpenXmlValidator().validate(str(written / name)).errors] == []
    heads = [table.cell(0, 2).text for table in docx.Document(str(written / "y.docx")).tables]
    assert heads == ["人均GDP（元/人）"] * 3
    cells = [table.cell(1, 2).text for table in docx.Document(str(written / "y.docx")).tables]
    tops = [tables.values("pref_gdp_per_capita", y)["value"].max() for y in (2017, 2020, 2023)]
    assert [int(cell.replace(",", "")) for cell in cells] == [round(top) for top in tops]


def test_other_programs_read_the_sheet(written: Path) -> None:
    text = pdf_text(written / "y.pdf")
    for wanted in (
        "人均地区生产总值",
        "2017年",
        "2023年",
        "共用一套分级",
        "审图号：待送审",
        "酒泉",
    ):
        assert wanted in text
    slides = pdf_text(to_pdf(written / "y.pptx"))
    for item in YEARS.prepared_all:
        assert item.title in slides


def test_the_manifest_holds_every_map_and_verify_recomputes_them(written: Path) -> None:
    (view,) = raw(written / "y.svg")["views"]
    assert [view["spec"]["year"], *(b["spec"]["year"] for b in view["beside"])] == [
        2017,
        2020,
        2023,
    ]
    assert view["spec"]["pooled"] == [2017, 2020, 2023]
    assert len({view["figure_sha256"], *(b["figure_sha256"] for b in view["beside"])}) == 3
    assert view["layout"] == "multiples"
    for item in YEARS.prepared_all:
        assert captions.caption(item) in view["caption"]
        assert captions.alt_text(item) in view["alt"]
    found = manifest.verify(written / "y.svg")
    assert manifest.matches(found)
    assert len([v for v in found if v.check.startswith("第1幅之")]) == 3
    ids = {row["id"] for row in raw(written / "s.docx")["records"]}
    assert {"layout-50-clusters", "boundaries-dashes"} <= ids


def test_verify_says_which_map_has_changed(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def moved(spec: MapSpec) -> Any:
        figure = prepare(spec)
        more = {"620200": Reading(1.0, "1", "1 元/人")} if spec.year == 2020 else {}
        return replace(figure, values=figure.values | more)

    monkeypatch.setattr(manifest, "prepare", moved)
    found = manifest.verify(written / "y.svg")
    assert [v.check for v in found if v.state == "changed"] == [
        "第1幅之2：人均地区生产总值（2020年）"
    ]
    assert not manifest.matches(found)


def test_another_year_s_value_moves_the_classes_of_all(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The classes are shared, so a corrected figure of 2017 changes the sheet of 2023 too."""
    plain = tables.values

    def corrected(indicator: str, year: int | None = None) -> Any:
        table = plain(indicator, year)
        if (indicator, year) == ("pref_gdp_per_capita", 2017):
            table["value"] *= 3
        return table

    from layers import pooling, prepared

    monkeypatch.setattr("indicators.tables.values", corrected)
    monkeypatch.setattr(manifest, "prepare", prepared.prepare.__wrapped__)
    assert pooling.values  # reads the table through the module
    states = [v.state for v in manifest.verify(written / "y.svg") if "第1幅之" in v.check]
    assert states[1:] == ["changed", "changed"]


def test_an_old_manifest_still_verifies(tmp_path: Path) -> None:
    """Before there were sheets of several maps a manifest had no pooled years and no `beside`."""
    target = tmp_path / "old.svg"
    exports.write([Exhibit(MapSpec(indicator="tertiary_per_100k"))], target)
    old = raw(target)
    for view in old["views"]:
        del view["spec"]["pooled"]
        assert "beside" not in view
    manifest_pairs.path_for(target).write_text(json.dumps(old), encoding="utf-8")
    found = manifest.verify(target)
    assert manifest.matches(found)
    assert {v.state for v in found} == {"same"}


@pytest.mark.parametrize("beside", [3, [3], [{}], [{"spec": 1, "figure_sha256": "x"}], {"a": 1}])
def test_a_broken_list_of_maps_is_a_broken_manifest(
    written: Path, tmp_path: Path, beside: Any
) -> None:
    target = tmp_path / "y.svg"
    target.write_bytes((written / "y.svg").read_bytes())
    broken = raw(written / "y.svg")
    broken["views"][0]["beside"] = beside
    manifest_pairs.path_for(target).write_text(json.dumps(broken), encoding="utf-8")
    with pytest.raises(manifest.NoManifest):
        manifest.verify(target)


@pytest.mark.parametrize("view", [YEARS, MIXED, LAYOUTS], ids=["years", "indicators", "systems"])
def test_the_compliance_list_looks_at_every_map(view: Exhibit) -> None:
    with Pictures(view) as pictures:
        drawn = pictures.sheet.checks
    state = {check.id: check.state for check in compliance.checks(view, drawn)}
    assert state["inset"] == state["drawing"] == state["no_data"] == state["source"] == "done"
    told = {check.id: check.detail for check in compliance.checks(view, drawn)}
    if view is YEARS:
        assert "6个单元没有数值" in told["no_data"], "two prefectures in each of three years"


@pytest.mark.parametrize("count", [1, 10])
def test_too_few_or_too_many_maps_are_one_sentence(count: int) -> None:
    spec = MapSpec(indicator="gdp")
    with pytest.raises(AtlasError, match="2—9"):
        Pictures(Exhibit(spec, "multiples", beside=(spec,) * (count - 1)))


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "cli.py", "map", "--layout", "multiples", *args],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_the_command_draws_years_and_draws_them_again_from_the_manifest(tmp_path: Path) -> None:
    target, again = tmp_path / "a.svg", tmp_path / "b.svg"
    options = ("--indicator", "pref_gdp", "--years", "2017，2020,2023", "--select", "榆中县")
    done = run(*options, "--date", "x", "-o", str(target))
    assert done.returncode == 0, done.stderr
    (view,) = raw(target)["views"]
    assert [b["spec"]["year"] for b in view["beside"]] == [2020, 2023]
    assert view["spec"]["selected"] == ["620123"]
    done = run("--spec", str(manifest_pairs.path_for(target)), "--date", "x", "-o", str(again))
    assert done.returncode == 0, done.stderr
    assert again.read_bytes() == target.read_bytes()


REFUSED = [
    (("--indicator", "pref_gdp", "--years", "2017"), "两幅"),
    (("--indicator", "pref_gdp", "--years", "2017,2017"), "两次"),
    (("--indicator", "pref_gdp", "--years", "2017,abcd"), "abcd"),
    (("--indicator", "pref_gdp", "--years", "2017,1999"), "1999"),
    (("--indicator", "share_manufacturing", "--years", "2010,2020"), "口径不同"),
    (("--indicator", "pref_gdp", "--year", "2020", "--years", "2017,2020"), "--year"),
    (("--years", "2017,2020"), "--indicator"),
    (("--indicator", "gdp"), "比什么"),
    ((), "比什么"),
    (("--indicators", "gdp,nope"), "nope"),
    (("--indicators", "gdp,gdp@2020"), "两次"),
    (("--indicators", "gdp,urbanization_rate", "--year", "2010"), "2010"),
    (("--indicators", "gdp,prov_rd_expenditure"), "全省"),
    (("--indicators", "gdp,pop_resident", "--years", "2010,2020"), "只能给一个"),
    (("--indicators", "gdp,pop_resident", "--indicator", "gdp"), "只能给一个"),
    (("--systems", "cluster"), "两幅"),
    (("--systems", "cluster,nowhere"), "nowhere"),
    (("--indicators", "gdp,pop_resident", "--spec", "x.json"), "--spec"),
]


@pytest.mark.parametrize(("args", "told"), REFUSED, ids=str)
def test_a_refused_sheet_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, args: tuple[str, ...], told: str
) -> None:
    done = run(*args, "-o", str(tmp_path / "a.png"))
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert told in lines[0]
    assert list(tmp_path.iterdir()) == []


def test_several_maps_need_the_layout_that_holds_them(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "cli.py", "map", "--indicator", "pref_gdp", "--years", "2017,2020",
         "-o", str(tmp_path / "a.png")],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "multiples" in done.stderr

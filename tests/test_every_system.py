"""Every layout system in every place that shows it: it is there, and a reading says that it is one.

Decision 004: what the plan names is told from what the atlas reads into it. One walk over all
systems and all sinks, so that a new sink or a new system cannot leave the mark out.
"""

from __future__ import annotations

import json
from functools import cache

import pytest
from lxml import etree
from streamlit.testing.v1 import AppTest

from briefing import captions, exhibit_texts, manifest
from briefing.atlas.county_facts import county as county_facts
from briefing.atlas.county_page import page as draw_county
from briefing.exhibit import Exhibit
from briefing.office import native_layers, native_names, panels, word_report
from briefing.office.drawingml import A, Ids, P
from briefing.office.native_frame import frame_for
from commands import systems_and_counties
from data.paths import ROOT
from layers import catalogue, membership, policy_lists, strokes, styles
from layers.policy_list import LIST_KIND
from layers.prepared import PreparedMap, prepare
from layers.spec import MapSpec
from layers.spec_reading import from_query, to_query
from layers.spec_rules import vocabulary
from layers.system import System
from maps import base
from maps.escape import clean
from maps.saved import furniture_html, web_map
from maps.screen import payload
from maps.sheet.canvas.page import Page
from maps.sheet.compose import compose
from maps.sheet.furniture import systems_key
from maps.sheet.options import SheetOptions
from views.parts.figures import data_tables
from views.parts.map import county_card
from views.parts.systems import quotes

EVERY = tuple(catalogue.load().values())
DRAWN = tuple(s for s in EVERY if s.shape != "none")
AREAS = tuple(s for s in EVERY if s.areal)
HELD = tuple(s for s in EVERY if s.members or s.partial)
READ = tuple(s for s in EVERY if s.reading)
MARK = "判读"
ON_TOP = ("cluster", "demonstration_zone")


def name_of(system: System) -> str:
    return system.id


@cache
def alone(system_id: str) -> PreparedMap:
    return prepare(MapSpec(systems=(system_id,)))


def said(system: System, name: str | None = None) -> str:
    """Return the name that a key or a table must show."""
    return (name or system.short) + (f"（{MARK}）" if system.reading else "")


def native(prepared: PreparedMap) -> dict[str, etree._Element]:
    """Return the shapes of the editable slide by name."""
    tree = etree.Element(f"{{{P}}}spTree")
    ids, frame = Ids(tree), frame_for((0, 0, 200, 140))
    parts = (native_layers.areas, native_layers.lines, native_layers.points, native_names.draw)
    shapes = [shape for part in parts for shape in part(ids, prepared, frame)]
    return {shape.find(f".//{{{P}}}cNvPr").get("name"): shape for shape in shapes}


def test_there_are_readings_of_every_shape() -> None:
    assert {s.shape for s in READ} >= {"region", "dissolve", "point", "line"}
    soft = {"yellow-river-belt", "lanxi-cluster", "lanzhou-1h-ring"}
    assert soft <= {s.id for s in READ if s.shape == "dissolve"}


@pytest.mark.parametrize("system", DRAWN, ids=name_of)
def test_words_about_a_map_of_one_system(system: System) -> None:
    figure = alone(system.id)
    view = Exhibit(figure.spec)
    assert figure.title == view.heading == system.name
    for text in (figure.alt, captions.caption(figure), captions.alt_text(figure)):
        assert said(system) in text
        assert system.reading == (MARK in text)
    assert system.reading == (MARK in figure.subtitle)
    assert system.reading == (membership.NOTE in figure.notes)
    assert system.reading == (membership.NOTE in exhibit_texts.notes(view))


@pytest.mark.parametrize("system", AREAS, ids=name_of)
def test_a_caption_never_counts_a_reading_among_the_named(system: System) -> None:
    text = captions.caption(alone(system.id))
    assert system.reading == ("规划没有列出县区" in text)
    assert (not system.reading) == ("纳入的共" in text)
    for count in (len(system.members), len(system.partial)):
        assert not count or f"{count}个" in text


@pytest.mark.parametrize("system", DRAWN, ids=name_of)
def test_keys_and_tables_of_one_system(system: System) -> None:
    figure = alone(system.id)
    assert said(system) in {row.text for row in systems_key.items(figure)}
    edge = any(row.text == membership.EDGE for row in systems_key.items(figure))
    assert edge == (system.reading and system.areal)
    grid = panels.grid(figure)
    assert grid is not None
    assert any(row[0].endswith(said(system)) for row in grid.rows)
    ((name, kind, counties),) = word_report.table_rows(figure)[1]
    assert (name, kind) == (said(system, system.name), system.kind_name)
    assert counties not in {"", "—"}
    assert ("部分涉及" in counties) == bool(system.partial)
    assert (counties == "规划没有落到县区") == (not (system.members or system.partial))
    (row,) = manifest.system_rows(figure)
    assert row["reading"] == system.reading
    assert (row["members"], row["partial"]) == (list(system.members), list(system.partial))
    shapes = native(figure)
    assert any(said(system) in name for name in shapes)
    if system.areal:
        bars = panels.bars(figure)
        assert bars is not None
        assert bars.names == (said(system),)


@pytest.mark.parametrize("system", AREAS, ids=name_of)
@pytest.mark.parametrize("indicator", [None, "tertiary_per_100k"])
def test_a_reading_has_no_solid_line(system: System, indicator: str | None) -> None:
    figure = prepare(MapSpec(systems=(system.id,), indicator=indicator))
    (area,) = figure.areas
    assert area.reading == system.reading
    if indicator is None and system.reading:
        assert area.style in {"region", "vignette"}
    # the slide to edit
    outline = native(figure).get(said(system))
    if system.members:
        assert outline is not None
        dash = outline.find(f".//{{{A}}}ln/{{{A}}}prstDash")
        solid = dash is None or dash.get("val") == "solid"
        assert solid != system.reading
    # the screen, whose drawing takes both from the payload
    (sent,) = payload.payload(figure)["areas"]
    assert (sent["reading"], sent["hatch"]) == (system.reading, styles.hatch(system))
    # the saved web map and its legend
    panel = furniture_html.furniture(figure)
    assert said(system) in panel
    assert f"2px {'dashed' if system.reading else 'solid'} {area.colour}" in panel
    assert (membership.EDGE in panel) == system.reading


def test_the_sheet_dashes_every_reading() -> None:
    # beside the clusters the computed line of the hour, dashed as well, stands for the ring
    shown = [s for s in AREAS if s.kind != "cluster"]
    figure = prepare(MapSpec(systems=tuple(s.id for s in shown)))
    drawn = compose(figure, "slide", SheetOptions()).page.record.map
    assert drawn.dashed == {s.id for s in shown if s.reading}


def test_the_line_that_stands_for_the_ring_says_what_it_is() -> None:
    ids = tuple(s.id for s in EVERY if s.kind in {"cluster", "ring"})
    figure = prepare(MapSpec(systems=ids))
    (line,) = figure.polygons
    assert line.dashed
    assert line.name == "一小时创新圈（判读，线为推算60分钟）"
    assert line.name in {row.text for row in systems_key.items(figure)}


def test_the_saved_web_map_names_every_system() -> None:
    shown = [s for s in DRAWN if s.kind != "cluster"]
    figure = prepare(MapSpec(systems=tuple(s.id for s in shown)))
    layers = {
        child.layer_name
        for child in web_map.folium_map(figure)._children.values()
        if hasattr(child, "layer_name")
    }
    for system in shown:
        number = f"{system.number} " if system.areal and system.number is not None else ""
        assert clean(f"{number}{said(system)}") in layers, system.id
    drawn = web_map.folium_map(alone("lanxi-cluster")).get_root().render()
    assert f'"dashArray": "{strokes.SCREEN[strokes.Role.REGION].css_dash}"' in drawn


def test_the_browser_marks_what_the_payload_marks() -> None:
    assert base.words()["mark"] == membership.MARK
    assert base.words()["reading"] == membership.EDGE
    for module in ("legend.js", "atlas_map.js"):
        text = (ROOT / "static" / "map" / module).read_text(encoding="utf-8")
        assert "reading ? this.words.mark" in text
    figure = prepare(MapSpec(systems=tuple(s.id for s in DRAWN)))
    sent = payload.payload(figure)
    for part in ("areas", "points", "lines"):
        assert {row["id"]: row["reading"] for row in sent[part]} == {
            s.id: s.reading for s in DRAWN if s.id in {row["id"] for row in sent[part]}
        }


@pytest.mark.parametrize("system", HELD, ids=name_of)
def test_tables_cards_and_quotes_of_a_system(system: System) -> None:
    table = data_tables.members([system], [])
    wanted = {
        (True, True): "成员（判读）",
        (True, False): "成员",
        (False, True): "部分（判读）",
        (False, False): "部分",
    }
    held = (*system.members, *system.partial)
    assert list(table["关系"]) == [wanted[a in system.members, system.reading] for a in held]
    assert set(table["布局"]) == {said(system)}
    for adcode in held:
        ((chip, _colour),) = county_card.chips(adcode, [system])
        assert (MARK in chip, "部分" in chip) == (system.reading, adcode in system.partial)
    (block,) = [b for b in quotes._system(system, tasks=False) if "成员" in b[:16]]
    assert (MARK in block[:20]) == system.reading


def test_the_command_tells_how_a_county_belongs(capsys: pytest.CaptureFixture[str]) -> None:
    for adcode in ("620102", "620402", "621121", "622901"):
        systems_and_counties.county(adcode, as_json=True)
        rows = json.loads(capsys.readouterr().out)["systems"]
        assert rows == [
            {"id": s.id, "whole": adcode in s.members, "reading": s.reading}
            for s in catalogue.systems_of(adcode)
        ]
    systems_and_counties.systems(as_json=True)
    listed = json.loads(capsys.readouterr().out)
    assert {row["id"]: row["reading"] for row in listed if row["kind"] != LIST_KIND} == {
        s.id: s.reading for s in EVERY
    }


def test_a_page_of_the_atlas_marks_its_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = county_facts("620402")
    top = [s for s in catalogue.systems_of("620402") if s.parent is None]
    assert [(c.name, c.partial, c.reading) for c in facts.chips] == [
        (s.short, "620402" in s.partial, s.reading) for s in top
    ]
    by_name = {f"“{s.short}”": s for s in EVERY}
    whys = [sentence.why for sentence in facts.sentences if sentence.via == "system"]
    for why in whys:
        system = by_name[why.removeprefix("所属").removesuffix(membership.MARK)]
        assert system.reading == why.endswith(membership.MARK)
    written: list[str] = []
    write = Page.text

    def recorded(
        self: Page, x: float, y: float, text: str, *rest: object, **more: object
    ) -> object:
        written.append(text)
        return write(self, x, y, text, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Page, "text", recorded)
    draw_county(facts, 1, "", "")
    shown = [chip for chip in facts.chips if chip.name in written]
    assert written.count("判读") == sum(chip.reading for chip in shown) > 0


@pytest.mark.parametrize("system", EVERY, ids=name_of)
def test_a_link_holds_every_system(system: System) -> None:
    spec = MapSpec(systems=(system.id,))
    query = to_query(spec, MapSpec())
    assert from_query(query, MapSpec(), vocabulary()) == (spec, ())


def run_page(name: str, *systems: System) -> AppTest:
    page = AppTest.from_file(str(ROOT / "views" / name), default_timeout=120)
    page.query_params["sys"] = ",".join(s.id for s in systems)
    page.run()
    assert not page.exception
    return page


def test_the_indicator_page_lays_every_areal_system_over_and_names_the_others() -> None:
    (picker,) = run_page("indicator_map.py", *AREAS).multiselect
    assert picker.value == [s.id for s in AREAS]
    listed = [policy.short for policy in policy_lists.drawn().values()]
    assert picker.options == [*(said(s) for s in AREAS), *listed]
    other = [s for s in EVERY if not s.areal]
    page = run_page("indicator_map.py", catalogue.get("lanbai-innovation-zone"), *other)
    assert page.multiselect[0].value == ["lanbai-innovation-zone"]
    told = "".join(warning.value for warning in page.warning)
    assert all(s.name in told.replace("\\", "") for s in other)
    assert not run_page("indicator_map.py", *AREAS).warning


def test_the_overview_switches_every_drawable_system_and_names_the_others() -> None:
    page = run_page("overview.py", *EVERY)
    on = {item for group in page.button_group for item in group.value or ()}
    assert on == {s.id for s in DRAWN}
    told = "".join(warning.value for warning in page.warning).replace("\\", "")
    assert all((s.name in told) == (s.shape == "none") for s in EVERY)


def test_the_two_zones_of_lanzhou_and_baiyin_are_told_apart() -> None:
    one, two = map(catalogue.get, ("lanbai-innovation-zone", "lanbai-reform-zone"))
    assert styles.colour(one) != styles.colour(two)
    assert styles.hatch(one) != styles.hatch(two)
    # no direction that stands for a missing value
    assert styles.hatch(two) not in base.HATCH_DEGREES.values()
    shown = (one, two, *(s for s in EVERY if s.kind in ON_TOP and s.plan == one.plan))
    figure = prepare(MapSpec(systems=tuple(s.id for s in shown)))
    drawn = compose(figure, "slide", SheetOptions()).page.record.map
    assert {one.id, two.id} <= drawn.dashed
    assert {one.id, two.id} <= drawn.hatched_parts


def test_a_page_of_the_two_zones_shows_no_none() -> None:
    page = run_page("zones.py", *(s for s in EVERY if s.kind in {"innovation_zone", "reform_zone"}))
    summary, members = (table.value for table in page.dataframe)
    assert list(summary["部分成员"]) == [2, 8]
    assert set(summary["地区生产总值（2020）"]) == {"只有部分县区，不合计"}
    assert set(members["关系"]) == {"部分（判读）"}
    assert summary.isna().sum().sum() == 6  # three sums of two zones: no part is spread
    assert {table.proto.placeholder for table in page.dataframe} == {"—"}


@pytest.mark.parametrize("name", ["lanbai-innovation-zone", "lanbai-reform-zone"])
def test_the_zones_rest_on_documents_and_newspapers(name: str) -> None:
    text = json.dumps([vars(item) for item in catalogue.get(name).evidence], ensure_ascii=False)
    for weak in ("论坛", "百科", "baike", "wiki", "scifans"):
        assert weak not in text
    # the document that made the zone is cited; that its own page was not found is said
    made = {"lanbai-innovation-zone": "国函〔2018〕14号", "lanbai-reform-zone": "科技部同意依托"}
    assert made[name] in text
    assert "没有查到" in catalogue.get(name).method.split("）")[0]

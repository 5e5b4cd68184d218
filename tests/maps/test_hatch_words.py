"""What words say of a drawing is what is drawn: the hatching of each reason, the shared circles."""

from __future__ import annotations

import io
import json
import math
import re

import pytest
from lxml import etree

from briefing import captions, compliance
from briefing.exhibit import Exhibit
from briefing.office import native_layers, native_map
from briefing.office.drawingml import Ids
from briefing.office.native_frame import frame_for
from data.paths import STATIC
from geo.places import units
from indicators import combined, registry, standing
from layers import circles
from layers.prepared import PreparedMap, prepare
from layers.spec import MapSpec
from maps import base
from maps.saved import furniture_html, web_map
from maps.saved import hatching as hatching_html
from maps.screen import payload
from maps.sheet import layouts
from maps.sheet.compose import compose
from maps.sheet.drawn import MapRecord
from maps.sheet.ground.basemap import hatching
from maps.sheet.options import SheetOptions

# Word -> direction of the lines, degrees from east, and what PowerPoint calls such a pattern.
LINES = {
    "斜线": (45, "wdUpDiag"),
    "横线": (0, "narHorz"),
    "竖线": (90, "narVert"),
    "反斜线": (-45, "wdDnDiag"),
}
EVERY = [
    (item.id, year)
    for item in registry.load().values()
    if item.level != "province"
    for year in item.years
]


@pytest.mark.parametrize("status", [*base.HATCH_DEGREES])
def test_the_word_is_the_direction_on_every_drawing(status: str) -> None:
    degrees, preset = LINES[base.hatch_word(status)]
    assert base.hatch_degrees(status) == degrees
    assert hatching(status)[1] == degrees
    assert native_map.PATTERNS[degrees] == preset
    turn = re.search(
        rf'id="atlas-hatch-{status}"[^>]+rotate\((-?\d+)\)', hatching_html.definitions()
    )
    assert turn is not None
    # an upright line, turned clockwise from the vertical
    assert (90 - int(turn[1])) % 180 == degrees % 180


def test_no_two_reasons_have_one_word() -> None:
    said = [base.hatch_word(status) for status in base.HATCH_DEGREES]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(("indicator", "year"), EVERY)
def test_captions_and_checks_name_the_lines_that_are_drawn(indicator: str, year: int) -> None:
    prepared = prepare(MapSpec(indicator=indicator, year=year))
    drawn = payload.payload(prepared)["hatches"]
    words = {word for word, (degrees, _p) in LINES.items() if degrees in drawn.values()}
    caption = captions.caption(prepared)
    assert {word for word in LINES if re.search(f"画{word}", caption)} == words
    found = {c.id: c for c in compliance.checks(Exhibit(prepared.spec))}["no_data"].detail
    assert {word for word in LINES if re.search(f"(?<!反){word}", found)} == words


def gdp() -> PreparedMap:
    return prepare(MapSpec(indicator="gdp", year=2020))


def test_units_that_are_known_together_have_one_circle() -> None:
    prepared = gdp()
    together = [c for c in prepared.circles if c.members]
    assert [c.members for c in together] == [
        g.members for g in sorted(combined.groups("gdp", 2020), key=lambda g: -g.total)
    ]
    # the largest circle is 兰州's, and areas are true: 2,521.39 to 凉州's 335.1111
    by_code = {c.adcode: c for c in prepared.circles}
    lanzhou = together[0]
    ratio = lanzhou.radius_px**2 / by_code["620602"].radius_px ** 2
    assert lanzhou.radius_px == max(c.radius_px for c in prepared.circles)
    assert ratio == pytest.approx(2521.39 / 335.1111)
    assert lanzhou.name.endswith("合计2,521.39 亿元")
    covered = {code for c in together for code in c.members}
    assert covered == {code for code, status in prepared.absent.items() if status == "merged"}
    for circle in together:
        # it stands on a member, and reaches to all the others
        assert len(circle.spokes) == len(circle.members) - 1


@pytest.mark.parametrize(("indicator", "year"), EVERY)
def test_every_exact_group_of_a_count_has_its_circle(indicator: str, year: int) -> None:
    prepared = prepare(MapSpec(indicator=indicator, year=year))
    exact = [g for g in standing.base(indicator, year).groups if g.exact]
    drawn = {c.members for c in prepared.circles if c.members}
    assert drawn == {g.members for g in exact if g.total > 0}
    assert any(row.together for row in prepared.legend) == bool(exact)


def test_the_screen_the_saved_map_and_their_legends() -> None:
    prepared = gdp()
    sent = payload.payload(prepared)
    assert sum(c["dashed"] for c in sent["circles"]) == 3
    (row,) = [r for r in sent["legend"]["rows"] if r["dashed"]]
    assert circles.TOGETHER.dashed
    assert row["label"] == "与他区合并统计（虚线圆）"
    script = (STATIC / "map" / "atlas.bundle.js").read_text(encoding="utf-8")
    sheet = (STATIC / "map" / "atlas_map.css").read_text(encoding="utf-8")
    assert "atlas-dashed" in script
    assert re.search(r"atlas-dashed \{[^}]*stroke-dasharray", sheet)
    assert furniture_html.furniture(prepared).count("stroke-dasharray") == 1
    buffer = io.BytesIO()
    web_map.save_html(prepared, buffer)
    text = buffer.getvalue().decode("utf-8")
    assert text.count('"dashArray": "5 3"') == 3
    for circle in prepared.circles:
        if circle.members:
            assert circle.name in text


@pytest.mark.parametrize("layout", [*layouts.LAYOUTS])
def test_sheets_draw_one_circle_a_group(layout: str) -> None:
    prepared = gdp()
    record = compose(prepared, layout, SheetOptions()).page.record.map
    covered = {code for c in prepared.circles for code in c.members}
    assert record.circles_together == covered
    drawn = record.circles
    assert {key for key in drawn if "+" in key} == {c.adcode for c in prepared.circles if c.members}
    assert not covered & set(drawn)
    # the long sheet has no room for lists
    assert MapRecord.ranking.written(record) == (layout != "corridor")
    if layout == "corridor":
        return
    listed = record.ranking
    assert listed.heads == ("有数78个中前5位", "有数78个中后5位")
    assert "2,521.39" in listed.note


def test_the_editable_map_has_them_too() -> None:
    prepared = gdp()
    tree = etree.Element("spTree")
    shapes = native_layers.circles(Ids(tree), prepared, frame_for((0, 0, 200, 150)))
    names = [shape.find(".//{*}cNvPr").get("name") for shape in shapes]
    together = [name for name in names if name.startswith("圆") and "合计" in name]
    assert len(together) == 3
    broken = [s for s in shapes if s.find(".//{*}prstDash") is not None]
    # three circles, and a line to each other member: 4 + 1 + 1
    assert len(broken) == 3 + 6


def test_in_hexagons_and_on_maps_a_circle_stands_on_a_member() -> None:
    prepared = gdp()
    for circle in (c for c in prepared.circles if c.members):
        spots = [(units.unit(c).label_lon, units.unit(c).label_lat) for c in circle.members]
        near = min(math.dist((circle.lon, circle.lat), spot) for spot in spots)
        assert near == 0
    assert json.dumps(payload.payload(prepared), ensure_ascii=False).count("spokes") == len(
        prepared.circles
    )

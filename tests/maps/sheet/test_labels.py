"""Names on every sheet: inside their own county or led to it, none overlapping, none dropped."""

from __future__ import annotations

import itertools

import pytest
import shapely

from data.build import labels as build
from geo.places import units
from layers import palettes
from layers.prepared import prepare
from layers.spec import MapSpec
from maps.sheet.ground import fills as looks
from maps.sheet.ground.scene import Body, scene
from maps.sheet.labels import lettering, positions
from maps.sheet.labels.positions import Label
from maps.sheet.layouts import GEOGRAPHIC

LAYOUTS = sorted(GEOGRAPHIC)
WINDOWS = list(itertools.product(LAYOUTS, ("main", "zoom")))


def window(layout: str, part: str) -> tuple[Body, positions.Names]:
    main, zoom = positions.load(layout)
    found = scene(layout)
    return (found.main, main) if part == "main" else (found.zoom, zoom)


def own_polygon(body: Body, label: Label) -> shapely.Geometry:
    return body.counties[label.code] if label.kind == "county" else body.prefectures[label.code]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_positions_were_made_for_this_geometry_and_layout(layout: str) -> None:
    import json

    table = json.loads((positions.FOLDER / f"labels_{layout}.json").read_text(encoding="utf-8"))
    assert table["made_for"] == build.fingerprint(layout), "run python -m data.build.labels"


@pytest.mark.parametrize(("layout", "part"), WINDOWS)
def test_a_name_stands_inside_its_own_unit_or_has_a_leader(layout: str, part: str) -> None:
    body, written = window(layout, part)
    for label in (*written.labels, *written.figures):
        if label.leader is None:
            block = shapely.box(*label.box)
            outside = shapely.difference(block, own_polygon(body, label)).area
            assert outside == pytest.approx(0, abs=1e-6), (label.lines, outside)


@pytest.mark.parametrize(("layout", "part"), WINDOWS)
def test_a_leader_runs_from_the_unit_to_its_name_and_crosses_nothing(
    layout: str, part: str
) -> None:
    body, written = window(layout, part)
    for group in (written.labels, written.figures):
        led = [label for label in group if label.leader]
        for label in led:
            line = shapely.LineString(label.leader)
            start, end = (shapely.Point(p) for p in label.leader)
            assert own_polygon(body, label).buffer(0.02).contains(start)
            assert shapely.box(*label.box).distance(end) < 0.5
            others = [shapely.box(*o.box) for o in group if o is not label]
            assert not any(line.intersects(box) for box in others), label.lines
        for a, b in itertools.combinations(led, 2):
            assert not shapely.LineString(a.leader).intersects(shapely.LineString(b.leader))


@pytest.mark.parametrize(("layout", "part"), WINDOWS)
def test_no_two_names_overlap(layout: str, part: str) -> None:
    _body, written = window(layout, part)
    for group in (written.labels, written.figures):
        for a, b in itertools.combinations(group, 2):
            overlap = shapely.box(*a.box).intersection(shapely.box(*b.box)).area
            assert overlap == pytest.approx(0, abs=1e-6), (a.lines, b.lines)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_county_and_prefecture_is_named_on_the_sheet(layout: str) -> None:
    main, zoom = positions.load(layout)
    named = {x.code for part in (main, zoom) for x in part.labels if x.kind == "county"}
    assert named == {unit.adcode for unit in units.counties()}
    # 嘉峪关市 is a county-level unit and a prefecture: one name
    over = {x.code for x in main.labels if x.kind == "prefecture"}
    assert over == {p.adcode for p in units.prefectures()} - {"620200"}
    assert {x.code for x in main.figures} == {p.adcode for p in units.prefectures()}


@pytest.mark.parametrize(("layout", "part"), WINDOWS)
def test_names_are_the_short_names_and_lie_on_the_window(layout: str, part: str) -> None:
    body, written = window(layout, part)
    frame = shapely.box(*body.frame.box)
    for label in written.labels:
        full = "".join(label.lines)
        unit = units.unit(label.code) if label.kind == "county" else units.prefecture(label.code)
        assert full == unit.short
        assert frame.contains(shapely.box(*label.box))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_names_keep_clear_of_the_furniture(layout: str) -> None:
    from maps.sheet.furniture.placement import furniture_boxes, tab_box, zoom_scale_box

    found = scene(layout)
    main, zoom = positions.load(layout)
    fixed = [shapely.box(*box) for box in furniture_boxes(found.layout, found.main.frame)]
    for label in (*main.labels, *main.figures):
        assert not any(shapely.box(*label.box).intersects(box) for box in fixed), label.lines
    tabs = [tab_box(found.layout), zoom_scale_box(found.layout, found.zoom.frame)]
    for label in (*zoom.labels, *zoom.figures):
        assert not any(shapely.box(*label.box).intersects(shapely.box(*t)) for t in tabs)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_furniture_stands_beside_the_province(layout: str) -> None:
    from maps.sheet.furniture.placement import furniture_boxes

    found = scene(layout)
    for box in furniture_boxes(found.layout, found.main.frame):
        assert not shapely.box(*box).intersects(found.main.province), box


def test_a_missing_table_is_told_in_one_sentence() -> None:
    with pytest.raises(positions.LabelsMissing, match="注记位置"):
        positions.load("poster")


@pytest.mark.parametrize(("layout", "part"), WINDOWS)
@pytest.mark.parametrize(
    ("indicator", "year"), [("tertiary_per_100k", 2020), ("pref_gdp_per_capita", 2023)]
)
def test_a_name_reads_on_all_the_ground_it_stands_on(
    layout: str, part: str, indicator: str, year: int
) -> None:
    """Either its ink stands out from every colour below it, or it carries its own white ground."""
    body, written = window(layout, part)
    seen = looks.of(prepare(MapSpec(indicator=indicator, year=year)))
    of_county = seen.level == "county"
    for label in written.labels if of_county else written.figures:
        if label.kind == "prefecture":
            continue
        ink, halo = lettering.inks(body, label, seen)
        assert contrast(ink, halo) > 4.5, label.lines
        if label.leader is None or halo == "#ffffff":
            continue
        block = shapely.box(*label.box)
        shapes = body.counties if of_county else body.prefectures
        for code, shape in shapes.items():
            if shape.intersection(block).area > 0.12 * block.area:
                assert contrast(ink, seen.ground(code)) > 3.0, (label.lines, code)


def test_a_name_led_onto_dark_ground_is_white() -> None:
    """嘉峪关 stands on 酒泉: both were in the top class in 2023."""
    body, written = window("slide", "main")
    seen = looks.of(prepare(MapSpec(indicator="pref_gdp_per_capita", year=2023)))
    (label,) = (label for label in written.figures if label.code == "620200")
    assert label.leader is not None
    assert lettering.inks(body, label, seen)[0] == "#ffffff"


def contrast(one: str, two: str) -> float:
    """Return the ratio of luminances as WCAG counts it."""
    low, high = sorted((palettes.luminance(one), palettes.luminance(two)))
    return (high + 0.05) / (low + 0.05)

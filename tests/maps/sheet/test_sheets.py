"""What stands on a sheet is what the prepared map says, in every layout and for every kind of map."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import shapely
from matplotlib.patches import Circle
from PIL import Image

from geo.places import units
from indicators import tables
from layers.prepared import PreparedMap, prepare
from layers.spec import MapSpec
from maps.sheet.canvas import shapes
from maps.sheet.compose import compose
from maps.sheet.drawn import MapRecord
from maps.sheet.finished import Sheet
from maps.sheet.ground.scene import scene
from maps.sheet.layouts import GEOGRAPHIC, LAYOUTS, UnknownLayout
from maps.sheet.options import SheetOptions

Sheets = Callable[[str, str], tuple[PreparedMap, Sheet]]
KINDS = (
    "indicator", "missing", "diverging", "count", "prefectures", "clusters", "overview", "both",
    "sites",
)  # fmt: skip
every_layout = pytest.mark.parametrize("layout", sorted(LAYOUTS))
every_kind = pytest.mark.parametrize("kind", KINDS)


@every_layout
@every_kind
def test_the_compliance_list_holds(sheets: Sheets, layout: str, kind: str) -> None:
    _prepared, sheet = sheets(layout, kind)
    assert sheet.checks.failing == ("review_number_given",), "待送审 is not a review number"


def test_a_review_number_is_printed_and_told(sheets: Sheets, options: SheetOptions) -> None:
    prepared, _sheet = sheets("slide", "indicator")
    sheet = compose(prepared, "slide", replace(options, review_number="甘S（2026）012号"))
    assert sheet.checks.review_number_given
    assert any("审图号：甘S（2026）012号" in line for line in sheet.page.record.credits.lines)
    blank = compose(prepared, "slide", replace(options, review_number="  "))
    assert any("审图号：待送审" in line for line in blank.page.record.credits.lines)


@every_layout
@pytest.mark.parametrize("kind", ["indicator", "missing", "diverging", "prefectures", "both"])
def test_every_unit_wears_the_class_of_the_prepared_map(
    sheets: Sheets, layout: str, kind: str
) -> None:
    prepared, sheet = sheets(layout, kind)
    drawn = sheet.page.record.map.fills
    for code, index in prepared.fills.items():
        assert drawn[code] == prepared.colours[index], code
    assert set(prepared.absent) <= sheet.page.record.map.hatched


@every_layout
@pytest.mark.parametrize("kind", ["indicator", "missing", "diverging", "count", "prefectures"])
def test_the_legend_counts_every_unit_once(sheets: Sheets, layout: str, kind: str) -> None:
    prepared, sheet = sheets(layout, kind)
    whole = 14 if prepared.level == "prefecture" else 87
    special = 0 if layout == "hex" else 3
    assert sum(sheet.page.record.map.legend.counts) == whole + special


@pytest.mark.parametrize("layout", ["slide", "corridor", "a4l", "a4p", "hex"])
def test_the_pixels_have_the_colours_of_the_classes(layout: str) -> None:
    """Without names and systems, the middle of a county in a PNG is exactly its class colour."""
    prepared = prepare(MapSpec(indicator="tertiary_per_100k", year=2020, labels=False))
    sheet = compose(prepared, layout, SheetOptions(date="2026-11-22"))
    out = io.BytesIO()
    sheet.save(out, "png", dpi=100)
    image = np.asarray(Image.open(out).convert("RGB"))
    if layout == "hex":
        from maps.sheet.windows.hexagons import hexagons, middles

        places = {c: (x, y + 4.6) for c, (x, y) in middles()[0].items()}
        polygons = hexagons()
    else:
        found = scene(layout)
        polygons = {
            code: shape
            for code, shape in found.main.counties.items()
            if code not in found.core and shape.area > 25 and code in prepared.values
        }
        middles_ = {code: shapes.pole(shape) for code, shape in polygons.items()}
        rim = found.window.boundary
        places = {c: p for c, p in middles_.items() if rim.distance(shapely.Point(p)) > 1}
    assert len(places) > 40
    for code, (x, y) in places.items():
        assert polygons[code].contains(shapely.Point(x, y))
        row, column = (round(v * 100 / 25.4) for v in (sheet.size_mm[1] - y, x))
        wanted = prepared.colours[prepared.fills[code]]
        assert "#" + bytes(image[row, column]).hex() == wanted, units.unit(code).name


@pytest.mark.parametrize("layout", sorted(GEOGRAPHIC))
@every_kind
def test_legend_key_and_words_keep_off_the_province(sheets: Sheets, layout: str, kind: str) -> None:
    prepared, sheet = sheets(layout, kind)
    land = scene(layout).main.province
    record = sheet.page.record
    boxes = {"credits": record.credits.box}
    if record.map.has_classes:
        boxes["legend"] = record.map.legend.box
    if prepared.areas or prepared.points or prepared.lines or not record.map.has_classes:
        boxes["key"] = record.map.key.box
    for name, at in boxes.items():
        box = shapely.box(*at)
        assert box.intersection(land).area == pytest.approx(0, abs=0.5), (name, at)
        x0, y0, x1, y1 = at
        assert x0 > 0 and x1 < sheet.size_mm[0] and y0 > 0 and y1 < sheet.size_mm[1]


@pytest.mark.parametrize("layout", sorted(GEOGRAPHIC))
def test_scale_bars_are_true_on_the_ground(sheets: Sheets, layout: str) -> None:
    """The bar, laid on the map anywhere in Gansu, covers its kilometres within 0.5 %."""
    from pyproj import Geod, Transformer

    from geo.crs import ALBERS_GANSU, CGCS2000

    back = Transformer.from_crs(ALBERS_GANSU, CGCS2000, always_xy=True)
    earth = Geod(ellps="GRS80")
    _prepared, sheet = sheets(layout, "indicator")
    found = scene(layout)
    bars = sheet.page.record.bars
    assert len(bars) == 2
    by_scale = {round(body.frame.scale): body.frame for body in (found.main, found.zoom)}
    for bar in bars:
        frame = by_scale[round(bar.scale)]
        a, b, c, d = frame.matrix
        turn = np.array([[a, b], [c, d]])
        x0, y0, x1, y1 = frame.box
        middle = np.array([(x0 + x1) / 2, (y0 + y1) / 2])
        half = np.array([bar.length_mm / 2, 0.0])
        ends = np.array([middle - half, middle + half])
        metres = np.linalg.solve(turn, (ends - [frame.east, frame.north]).T).T
        lon, lat = back.transform(metres[:, 0], metres[:, 1])
        _az, _back, distance = earth.inv(lon[0], lat[0], lon[1], lat[1])
        assert distance / 1000 == pytest.approx(bar.km, rel=0.005)


def test_the_arrow_points_north(sheets: Sheets) -> None:
    """On the turned sheet a meridian runs as the arrow leans, within the convergence of Albers."""
    for layout in GEOGRAPHIC:
        frame = scene(layout).main.frame
        south, north = frame.points([100.5, 100.5], [37.0, 38.0])
        leaning = np.degrees(np.arctan2(-(north[0] - south[0]), north[1] - south[1]))
        _prepared, sheet = sheets(layout, "indicator")
        assert leaning == pytest.approx(sheet.page.record.north_degrees, abs=0.1)


def test_the_national_border_runs_along_subei() -> None:
    """肃北 is the one county on the border; the drawn line touches it and no other county."""
    for layout in GEOGRAPHIC:
        body = scene(layout).main
        line = shapely.union_all([shapely.LineString(xy) for xy in body.national_border])
        near = {code for code, s in body.counties.items() if s.distance(line) < 0.2}
        assert near == {"620923"}


def test_the_inset_is_the_whole_country() -> None:
    from maps.sheet.layouts import get
    from maps.sheet.windows import china_inset

    assert len(shapes.parts(china_inset.dashes())) == 10
    for layout in GEOGRAPHIC:
        box = get(layout).inset
        assert china_inset.complete(box)
        # 曾母暗沙 lies at 3.97°N, the northernmost point of the country at 53.56°N
        frame = china_inset._frame(box)
        for lon, lat in (
            (112.28, 3.97),
            (123.27, 53.5),
            (73.6, 39.4),
            (134.7, 48.3),
            (123.5, 25.7),
        ):
            x, y = frame.points([lon], [lat])[0]
            assert box[0] < x < box[2] and box[1] < y < box[3]


def test_circles_have_areas_that_follow_the_values(sheets: Sheets) -> None:
    from indicators import tables

    prepared, sheet = sheets("slide", "count")
    values = tables.values("pop_resident", 2020)["value"]
    radii = sheet.page.record.map.circles
    assert len(radii) == 87
    ratios = [radii[code] ** 2 / values[code] for code in radii]
    assert max(ratios) == pytest.approx(min(ratios), rel=1e-6)
    assert max(c.radius_px for c in prepared.circles) * 0.25 == pytest.approx(max(radii.values()))


def test_the_legend_compares_circles_of_round_values_at_the_map_s_own_scale(
    sheets: Sheets,
) -> None:
    prepared, sheet = sheets("slide", "count")
    values = tables.values("pop_resident", 2020)["value"]
    code, radius = max(sheet.page.record.map.circles.items(), key=lambda item: item[1])
    x0, y0, x1, y1 = sheet.page.record.map.legend.box
    drawn = {
        round(patch.radius, 3)
        for patch in sheet.page.axes.findobj(Circle)
        if x0 <= patch.center[0] <= x1 and y0 <= patch.center[1] <= y1
    }
    texts = {text.get_text() for text in sheet.page.axes.texts}
    for step in prepared.circle_steps:
        assert step.label in texts
        share = float(step.label.replace(",", "")) / values[code]
        assert round(radius * share**0.5, 3) in drawn


def test_a_county_in_two_clusters_wears_both_colours(sheets: Sheets) -> None:
    prepared, sheet = sheets("slide", "clusters")
    tinted = sheet.page.record.map.tinted
    for code in {c for area in prepared.areas for c in area.members}:
        hues = tuple(a.colour for a in prepared.areas if code in a.members)
        assert tinted[code] == hues
    assert any(len(hues) == 2 for hues in tinted.values())


@pytest.mark.parametrize("layout", sorted(GEOGRAPHIC))
def test_every_area_is_named_or_numbered_on_the_map(sheets: Sheets, layout: str) -> None:
    prepared, sheet = sheets(layout, "overview")
    drawn = sheet.page.record.map
    named = drawn.pills | drawn.badges | set(drawn.lettered)
    assert named == {area.id for area in prepared.areas}
    assert not drawn.pills & drawn.badges


@pytest.mark.parametrize("layout", sorted(GEOGRAPHIC))
@pytest.mark.parametrize("kind", ["overview", "indicator"])
def test_what_is_hatched_and_not_in_the_legend_is_told(
    sheets: Sheets, layout: str, kind: str
) -> None:
    _prepared, sheet = sheets(layout, kind)
    assert sheet.checks.special_shown
    drawn = sheet.page.record.map
    if kind == "indicator":
        legend = drawn.legend
        drawn.legend = replace(legend, hatches=legend.hatches - {"special"})
    else:
        key = drawn.key
        drawn.key = replace(key, samples=key.samples - {"special"})
    try:
        assert not sheet.checks.special_shown
    finally:
        if kind == "indicator":
            drawn.legend = legend
        else:
            drawn.key = key


@pytest.mark.parametrize("layout", sorted(GEOGRAPHIC))
def test_every_site_is_marked_where_it_is(sheets: Sheets, layout: str) -> None:
    prepared, sheet = sheets(layout, "sites")
    assert set(sheet.page.record.map.sites) == {point.id for point in prepared.points}


def test_an_unknown_layout_is_refused(sheets: Sheets) -> None:
    prepared, _sheet = sheets("slide", "indicator")
    with pytest.raises(UnknownLayout, match="可用的有"):
        compose(prepared, "poster")


def test_switching_names_off_writes_none(sheets: Sheets, options: SheetOptions) -> None:
    prepared, _sheet = sheets("slide", "indicator")
    sheet = compose(prepared, "slide", replace(options, labels=False))
    assert not MapRecord.labelled.written(sheet.page.record.map)
    assert sheet.checks.labels_complete, "names that are not wanted are not missing"


@pytest.mark.parametrize("layout", sorted(GEOGRAPHIC))
@pytest.mark.parametrize("indicator", [None, "tertiary_per_100k"])
def test_lines_that_share_a_colour_are_named_on_the_map(layout: str, indicator: str | None) -> None:
    axes = ("axis-baolan-rail", "axis-lianhuo-expressway", "axis-lanyu-rail")
    sheet = compose(prepare(MapSpec(systems=axes, indicator=indicator)), layout)
    assert sheet.page.record.map.lines_named == set(axes)


@pytest.mark.parametrize("layout", sorted(GEOGRAPHIC))
def test_no_river_is_named_that_is_not_drawn(layout: str) -> None:
    """Over an indicator too: the belt's map names the rivers, so it draws them."""
    spec = MapSpec(systems=("yellow-river-belt",), indicator="tertiary_per_100k")
    with_names = compose(prepare(spec), layout).page
    assert with_names.record.map.rivers_named
    assert with_names.record.map.rivers >= {name for _z, name in with_names.record.map.rivers_named}


def test_the_caveat_of_the_ring_is_printed_whole_on_the_turned_slide() -> None:
    spec = MapSpec(systems=("lanzhou-1h-ring", "yellow-river-belt"), indicator="tertiary_per_100k")
    sheet = compose(prepare(spec), "corridor", SheetOptions(date="2026-11-22"))
    said = "".join(sheet.page.record.credits.lines)
    assert "不是规划划定的界线" in said
    assert "…" not in said

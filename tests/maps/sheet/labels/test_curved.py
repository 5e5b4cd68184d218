"""Lettering along a curve: readable, in order, inside the window, on nothing else."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.sheet.canvas import fonts, free_space
from maps.sheet.canvas.page import Page
from maps.sheet.labels import curved
from tests.maps.sheet.conftest import sheet_of

WINDOW = (0.0, 0.0, 200.0, 120.0)
NAME = "兰州一小时创新圈"


def blob(radii: list[float]) -> shapely.Polygon:
    turns = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    r = np.asarray(radii)
    return shapely.Polygon(np.column_stack([100 + r * np.cos(turns), 60 + r * np.sin(turns)]))


def test_on_a_circle_the_letters_stand_outside_it_and_lean_with_it() -> None:
    circle = shapely.Point(100, 60).buffer(20, quad_segs=64)
    line = curved.fitted(Page(200, 120), circle, NAME, WINDOW)
    assert line is not None
    assert "".join(letter.text for letter in line.letters) == NAME
    middles = np.array([[(b[0] + b[2]) / 2, (b[1] + b[3]) / 2] for b in
                        (letter.box for letter in line.letters)])  # fmt: skip
    away = np.hypot(middles[:, 0] - 100, middles[:, 1] - 60)
    em = line.size * fonts.POINT_MM
    assert away.min() > 20 + em / 2
    assert np.ptp(away) < 0.1, "the letters stand on a curve parallel to the circle"
    # the tangent at a letter is at right angles to the radius
    radial = np.degrees(np.arctan2(middles[:, 1] - 60, middles[:, 0] - 100))
    lean = np.array([letter.angle for letter in line.letters])
    assert np.allclose(np.abs(np.cos(np.radians(radial - lean))), 0, atol=0.02)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(8, 30), min_size=5, max_size=14), st.lists(
    st.tuples(st.floats(60, 130), st.floats(20, 90)), max_size=12))  # fmt: skip
def test_whatever_the_outline_the_name_reads_from_left_to_right_and_covers_nothing(
    radii: list[float], spots: list[tuple[float, float]]
) -> None:
    page = Page(200, 120)
    for x, y in spots:
        page.reserve((x, y, x + 8, y + 3))
    line = curved.fitted(page, blob(radii), NAME, WINDOW)
    if line is None:
        return
    boxes = np.array([letter.box for letter in line.letters])
    assert not free_space.hits(boxes, page.occupied).any()
    assert (boxes[:, :2] > 0).all()
    assert (boxes[:, 2] < 200).all()
    assert (boxes[:, 3] < 120).all()
    middles = np.column_stack([boxes[:, [0, 2]].mean(axis=1), boxes[:, [1, 3]].mean(axis=1)])
    steps = np.diff(middles, axis=0)
    assert (steps[:, 0] > 0).all(), "no letter stands left of the one before"
    widths = fonts.width(NAME[0], line.size, "bold")
    assert (np.hypot(*steps.T) > 0.85 * widths).all(), "no letter stands on the one before"
    assert all(abs(letter.angle) < 80 for letter in line.letters)


def test_a_name_longer_than_the_outline_or_without_room_is_not_squeezed_in() -> None:
    small = shapely.Point(100, 60).buffer(1.5)
    assert curved.fitted(Page(200, 120), small, NAME * 3, WINDOW) is None
    full = Page(200, 120)
    full.reserve(WINDOW)
    assert curved.fitted(full, shapely.Point(100, 60).buffer(20), NAME, WINDOW) is None
    assert curved.fitted(Page(200, 120), shapely.MultiPolygon(), NAME, WINDOW) is None


@pytest.mark.parametrize("layout", ["slide", "corridor", "a4l", "a4p"])
def test_the_ring_is_lettered_along_its_line_on_every_map_sheet(layout: str) -> None:
    prepared, sheet = sheet_of(layout, "overview")
    (ring,) = prepared.polygons
    assert ring.lettering == NAME
    assert ring.id in sheet.page.record.map.lettered
    written = [t.get_text() for t in sheet.page.axes.texts if t.get_rotation_mode() == "anchor"]
    assert NAME in "".join(written)


def test_beside_a_line_the_name_keeps_its_distance_and_the_line_s_direction() -> None:
    line = shapely.LineString([(20, 30), (60, 50), (100, 52), (150, 90)])
    page = Page(200, 120)
    found = curved.beside(page, line, "黄河", WINDOW, sizes=(8.0, 6.0), tracking=0.5)
    assert found is not None
    assert found.size == 8.0
    boxes = np.array([letter.box for letter in found.letters])
    middles = shapely.points(boxes[:, [0, 2]].mean(axis=1), boxes[:, [1, 3]].mean(axis=1))
    em = found.size * fonts.POINT_MM
    away = shapely.distance(line, middles)
    assert (away > em / 2).all()
    assert (away < em).all()
    page.reserve((0, 0, 200, 120))
    assert curved.beside(page, line, "黄河", WINDOW, sizes=(8.0, 6.0)) is None
    short = shapely.LineString([(20, 30), (21, 30)])
    assert curved.beside(Page(200, 120), short, "黄河", WINDOW, sizes=(8.0,)) is None


@pytest.mark.parametrize("layout", ["slide", "corridor", "a4l", "a4p"])
def test_the_yellow_river_is_named_on_the_map_and_in_the_window(layout: str) -> None:
    _prepared, sheet = sheet_of(layout, "overview")
    named = sheet.page.record.map.rivers_named
    assert len([name for _z, name in named if name == "黄河"]) >= 1
    letters = [t for t in sheet.page.axes.texts if t.get_rotation_mode() == "anchor"]
    assert {"黄", "河"} <= {t.get_text() for t in letters}

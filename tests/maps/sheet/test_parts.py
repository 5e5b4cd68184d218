"""The small tools: wrapping, stripes, hatching, room, exact colours, frames."""

from __future__ import annotations

import io

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from maps.sheet.canvas import fonts, frames, free_space, quantise, shapes
from maps.sheet.canvas.page import Page
from maps.sheet.furniture import texts

WORDS = st.text(
    alphabet="甘肃省兰州市科技创新，。（）“”、GDP2020 %-· abc", min_size=0, max_size=120
)
HEX = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@given(WORDS, st.floats(20, 120))
def test_wrapping_loses_nothing_and_fits(text: str, width: float) -> None:
    lines = fonts.wrap(text, 7.0, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    # closing punctuation may hang over by a few letters
    assert all(
        fonts.width(line, 7.0) <= width * 1.05 + 8 * fonts.width("。", 7.0) for line in lines
    )


def test_a_line_never_starts_with_a_comma_nor_ends_with_an_open_bracket() -> None:
    lines = fonts.wrap("国家地理信息公共服务平台（天地图）行政区划，" * 6, 6.0, 43.0)
    assert len(lines) > 3
    assert not any(line[0] in "，。）" or line[-1] == "（" for line in lines)


@pytest.mark.parametrize("width", range(40, 100, 2))
def test_a_latitude_is_never_torn_and_its_bracket_stays_with_it(width: int) -> None:
    text = "投影：Albers 等积圆锥（34°N / 41°N，100.5°E），CGCS2000；1：644 万"
    lines = fonts.wrap(text, 7.0, width)
    assert not any(line.startswith(("）", "，", "；", "°")) for line in lines)
    assert any("100.5°E" in line for line in lines)


@pytest.mark.parametrize("face", list(fonts.FILES))
def test_the_faces_hold_what_place_names_need(face: fonts.Face) -> None:
    assert fonts.lacking("宕岷峒崆泾洮瓜州肃北阿克塞积石山−–—℃²㎡“”、（）·", face) == ""
    assert fonts.width("甘肃", 10, face) == pytest.approx(20 * fonts.POINT_MM, rel=0.01)


@given(st.integers(2, 4), st.floats(0.5, 3.0), st.floats(-80, 80))
@settings(max_examples=40)
def test_stripes_share_a_polygon_without_rest(turns: int, width: float, angle: float) -> None:
    polygon = shapely.Polygon([(0, 0), (14, 2), (17, 11), (6, 15), (-3, 8)])
    bands = [shapes.stripe(polygon, i, turns, width, angle) for i in range(turns)]
    assert sum(band.area for band in bands) == pytest.approx(polygon.area, rel=1e-6)
    assert shapely.union_all(bands).area == pytest.approx(polygon.area, rel=1e-6)


def test_hatching_stays_inside() -> None:
    polygon = shapely.Polygon([(0, 0), (14, 2), (17, 11), (6, 15), (-3, 8)])
    lines = shapes.hatch(polygon, 1.2, 45)
    assert lines.length == pytest.approx(polygon.area / 1.2, rel=0.05)
    assert polygon.buffer(1e-6).covers(lines)


@given(st.lists(HEX, min_size=1, max_size=40, unique=True), st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_the_maps_own_colours_survive_in_a_png(colours: list[str], seed: int) -> None:
    rng = np.random.default_rng(seed)
    seen = {}
    for text in colours:
        rgb = np.array([[int(text[i : i + 2], 16) for i in (1, 3, 5)]], dtype=np.uint8)
        seen.setdefault(int(quantise._keys(rgb)[0]), text)
    kept = list(seen.values())
    values = np.array([[int(t[i : i + 2], 16) for i in (1, 3, 5)] + [255] for t in kept])
    pixels = values[rng.integers(0, len(kept), (30, 40))].astype(np.uint8)
    image = Image.open(io.BytesIO(quantise.png(pixels, 72, kept))).convert("RGB")
    assert np.array_equal(np.asarray(image), pixels[..., :3])


def test_room_is_found_beside_what_stands() -> None:
    page = Page(100, 100)
    page.reserve((40, 40, 60, 60))
    spot = free_space.around(page, (50, 50), (10, 4), (0, 0, 100, 100))
    assert spot is not None
    box = shapely.box(spot[0] - 5, spot[1] - 2, spot[0] + 5, spot[1] + 2)
    assert box.intersection(shapely.box(40, 40, 60, 60)).area == 0
    page.reserve((0, 0, 100, 100))
    assert free_space.around(page, (50, 50), (10, 4), (0, 0, 100, 100)) is None


@given(st.floats(92.5, 108.5), st.floats(32.7, 42.7), st.floats(-45, 45))
def test_a_frame_keeps_distances_in_every_direction(lon: float, lat: float, turn: float) -> None:
    frame = frames.MapFrame((0, 0, 100, 100), turn, 1e-4, 3.0, 4.0)
    a, b = frame.points([lon, lon], [lat, lat + 0.1])
    flat = frames.MapFrame((0, 0, 100, 100), 0.0, 1e-4, 3.0, 4.0)
    c, d = flat.points([lon, lon], [lat, lat + 0.1])
    assert np.hypot(*(a - b)) == pytest.approx(np.hypot(*(c - d)), rel=1e-9)
    assert frame.scale == pytest.approx(1e7)


def test_fit_fills_its_target() -> None:
    frame = frames.fit((0, 0, 2000, 1000), (10, 20, 110, 90))
    placed = frame.place(np.array([[0.0, 0.0], [2000.0, 1000.0]]))
    assert placed[0] == pytest.approx([10, 30])
    assert placed[1] == pytest.approx([110, 80])


def test_the_doors_of_the_sheet_are_functions() -> None:
    import subprocess
    import sys

    code = (
        "from maps.sheet.multiples.compose_many import compose_many;"
        "from maps.sheet.compose import compose; from maps.sheet.finished import Sheet;"
        "print(all(callable(f) for f in (compose_many, compose, Sheet)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "True"


def test_importing_the_package_draws_nothing_in() -> None:
    import subprocess
    import sys

    code = "import sys, maps.sheet.layouts, maps.sheet.options; print(sorted({'matplotlib', 'shapely'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_unit_of_number_stays_with_its_number() -> None:
    for width in range(12, 60):
        lines = fonts.wrap("投影：Albers 等积圆锥，CGCS2000；1∶644 万", 5.4, float(width))
        assert not any(line.startswith("万") for line in lines), (width, lines)


@pytest.mark.parametrize("width", [70.0, 76.0, 82.0, 90.0])
def test_a_title_breaks_before_a_bracket_not_inside(width: float) -> None:
    page = Page(200, 100)
    text = "人均地区生产总值（按普查人口）（2020年）"
    texts.title(page, 5, 90, text, width, largest=20)
    lines = sorted({line for line, _face in page.written}, key=text.index)
    assert "".join(lines) == text
    assert all(line.startswith("（") for line in lines[1:]), lines

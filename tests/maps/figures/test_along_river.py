"""The belt's figures on paper: they hold what the description holds, in the shipped fonts."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from indicators import inside_outside
from layers import belt_profile, belt_sides
from maps.figures import along_river
from maps.sheet.canvas import fonts
from maps.sheet.finished import Sheet


def texts(sheet: Sheet) -> list[str]:
    return [text for text, _face in sheet.page.written]


@pytest.mark.parametrize(
    ("indicator", "year"),
    [
        ("tertiary_per_100k", 2020),
        ("gdp", 2020),
        ("pop_change_2010_2020", 2020),
        ("pop_urban", 2010),
    ],
)
def test_a_profile_sheet_names_every_county_with_its_figure(indicator: str, year: int) -> None:
    figure = belt_profile.make(indicator, year)
    sheet = along_river.profile(figure)
    written = texts(sheet)
    for bar in figure.bars:
        assert bar.short in written
        assert bar.label in written
    assert figure.title in written
    lines = "".join(written)
    assert figure.source.replace(" ", "")[:20] in lines.replace(" ", "")
    assert "青海境内579公里" in written
    for text, face in sheet.page.written:
        assert not fonts.lacking(text, face)


def test_longer_bars_stand_for_larger_figures_on_one_scale() -> None:
    from matplotlib.patches import Rectangle

    figure = belt_profile.make("urbanization_rate")
    sheet = along_river.profile(figure)
    bars = [
        patch
        for patch in sheet.page.axes.patches
        if isinstance(patch, Rectangle) and patch.get_height() == pytest.approx(4.2)
    ]
    values = np.asarray([bar.value for bar in figure.bars if bar.value is not None])
    widths = np.asarray([bar.get_width() for bar in bars])
    assert widths / widths.max() == pytest.approx(values / values.max())
    assert len({round(float(bar.get_x()), 6) for bar in bars}) == 1


@pytest.mark.parametrize("grouping", list(inside_outside.GROUPINGS))
def test_sides_have_a_dot_a_county(grouping: str) -> None:
    from matplotlib.patches import Circle

    figure = belt_sides.make(inside_outside.contrast("tertiary_per_100k", grouping=grouping))
    sheet = along_river.sides(figure)
    dots = [patch for patch in sheet.page.axes.patches if isinstance(patch, Circle)]
    assert len(dots) == sum(len(members) for _name, members in figure.groups)
    assert any("不说明因果" in line for line in texts(sheet))


def test_nothing_leaves_the_page_and_names_do_not_collide() -> None:
    sheet = along_river.profile(belt_profile.make("share_scientific_research_technical_services"))
    page = sheet.page
    for artist in page.axes.texts:
        x, y = artist.get_position()
        size = float(artist.get_fontsize())
        assert x >= 0 and x + fonts.width(artist.get_text(), size) <= page.width + 0.5
        assert 0 <= y <= page.height


def test_all_three_formats_are_written() -> None:
    sheet = along_river.sides(belt_sides.make(inside_outside.contrast("share_primary")))
    for form, magic in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")):
        out = io.BytesIO()
        sheet.save(out, form, 100)  # type: ignore[arg-type]
        assert out.getvalue().startswith(magic)
        if form == "png":
            with Image.open(io.BytesIO(out.getvalue())) as picture:
                assert picture.width == pytest.approx(290 / 25.4 * 100, abs=2)

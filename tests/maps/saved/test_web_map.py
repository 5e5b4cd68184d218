"""folium's description: the same classes and names, one file, nothing from outside."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data.output_files import CannotWrite
from layers import catalogue, strokes
from layers.prepared import PreparedMap, prepare
from layers.spec import MapSpec
from maps.saved import area_styles, furniture_html, web_map
from tests.browser import NewPage

if TYPE_CHECKING:
    pass

FOREIGN = re.compile(r"""(?:src|href)\s*=\s*["'](?!#|data:)[^"']+["']""")


def figure() -> PreparedMap:
    systems = tuple(s.id for s in catalogue.load().values() if s.page == "clusters")
    return prepare(
        MapSpec(systems=systems, indicator="gdp_per_capita_census", selected=("620102",))
    )


@pytest.fixture(scope="module")
def page_text() -> str:
    buffer = io.BytesIO()
    web_map.save_html(figure(), buffer)
    return buffer.getvalue().decode("utf-8")


def test_file_stands_alone(page_text: str) -> None:
    own = page_text.split("</script>", 1)[1]
    assert FOREIGN.findall(own) == []
    for word in ("jquery", "bootstrap", "awesome", "d3.min", "app/static"):
        assert word not in page_text.lower(), word
    assert "url(" not in page_text.split("</style>", maxsplit=1)[0]


def test_legend_holds_every_class_and_the_missing_with_counts(page_text: str) -> None:
    legend = page_text[page_text.index("atlas-legend") :]
    for row in figure().legend:
        assert f"<td>{row.label}</td><td>{row.count}</td>" in page_text
    assert "atlas-hatch" in legend


def test_fills_are_the_prepared_classes() -> None:

    prepared = figure()
    root = web_map.folium_map(prepared).get_root()
    text = root.render()
    found = Counter(re.findall(r'"fill": "(#[0-9a-f]{6})"', text))
    for index, colour in enumerate(prepared.colours):
        assert found[colour] == sum(v == index for v in prepared.fills.values())


def test_paths_are_drawn_without_any_request(tmp_path: Path, new_page: NewPage) -> None:
    target = tmp_path / "地图.html"
    web_map.save_html(figure(), target)
    page, watch = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(target.as_uri())
    page.wait_for_selector("path.leaflet-interactive", state="attached")
    assert page.locator("path.leaflet-interactive").count() >= 87
    assert page.locator(".atlas-name").count() == 14
    assert len(asked) == 1
    watch.assert_clean()


def test_target_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="不存在"):
        web_map.save_html(figure(), tmp_path / "no" / "such" / "folder.html")


# ---- soft areas ----

PARTS = (
    "yrb-gannan-headwaters",
    "yrb-loess-plateau",
    "yrb-northwest-centre",
    "yellow-river-belt",
)


def test_bands_lie_inside_and_are_as_deep_as_said() -> None:
    """On a square of 100 km: a band of d km takes 1 - (1 - 2d/100)² of it."""
    import geopandas as gpd
    import shapely

    from geo.crs import ALBERS_GANSU, CGCS2000

    metres = shapely.box(-50_000, 3_900_000, 50_000, 4_000_000)
    square = gpd.GeoSeries([metres], crs=ALBERS_GANSU).to_crs(CGCS2000).iloc[0]
    found = area_styles.bands(square)
    assert len(found) == 3
    for band, km in zip(found, strokes.SAVED_BANDS_KM, strict=True):
        back = gpd.GeoSeries([band], crs=CGCS2000).to_crs(ALBERS_GANSU).iloc[0]
        assert back.area / metres.area == pytest.approx(1 - (1 - 2 * km / 100) ** 2, rel=0.01)
        assert back.difference(metres.buffer(1)).is_empty


def test_a_region_is_soft_and_a_named_area_is_filled() -> None:
    prepared = prepare(MapSpec(systems=PARTS))
    text = web_map.folium_map(prepared).get_root().render()
    styles = {area.style for area in prepared.areas}
    assert {"region", "tint", "vignette"} <= styles
    soft = [area for area in prepared.areas if area.style in strokes.SAVED_BAND_OPACITY]
    bands = re.findall(r'"fillOpacity": (0\.1[27]), "opacity": [\d.]+, "stroke": false', text)
    assert len(bands) == len(soft) * len(strokes.SAVED_BANDS_KM)
    assert text.count(f'"fillOpacity": {strokes.TINT:g}') == sum(
        a.style == "tint" for a in prepared.areas
    )
    edge = strokes.SCREEN[strokes.Role.PARTIAL].css_dash
    # Partial members never stand out more than whole ones.
    assert (
        max(map(float, re.findall(rf'"dashArray": "{edge}".*?"fillOpacity": ([\d.]+)', text))) < 0.1
    )


def test_the_legend_shows_each_system_as_it_is_drawn() -> None:
    prepared = prepare(MapSpec(systems=PARTS))
    text = furniture_html.furniture(prepared)
    for area in prepared.areas:
        assert area.name in text
        assert f"2px {'dashed' if area.reading else 'solid'} {area.colour}" in text


def test_what_has_no_value_is_hatched_on_the_map_as_in_the_legend() -> None:
    prepared = prepare(MapSpec(indicator="gdp", year=2020))
    buffer = io.BytesIO()
    web_map.save_html(prepared, buffer)
    text = buffer.getvalue().decode("utf-8")
    reasons = {row.status for row in prepared.legend if row.hatched} | {"special"}
    assert reasons == {"merged", "special"}
    for reason in reasons:
        assert text.count(f'id="atlas-hatch-{reason}"') == 1
        drawn = text.count(f'"fill": "url(#atlas-hatch-{reason})"')
        listed = re.search(
            rf'fill="url\(#atlas-hatch-{reason}\)"/>(?:<circle [^>]+/>)?</svg></td>'
            r"<td>[^<]+</td><td>(\d+)</td>",
            text,
        )
        assert listed is not None
        assert drawn == int(listed.group(1)) > 0


def test_counties_in_two_tinted_areas_have_a_row_of_their_own() -> None:
    clusters = tuple(s.id for s in catalogue.load().values() if s.kind == "cluster")
    one = furniture_html.furniture(prepare(MapSpec(systems=clusters[:1])))
    several = furniture_html.furniture(prepare(MapSpec(systems=clusters)))
    assert "同属两个区域的县区" in several
    assert "同属两个区域的县区" not in one
    for text in (one, several):
        assert "非县级政区，无统计</td><td>3</td>" in text

"""The component in a real browser: draws, recolours in place, answers clicks, stays inside."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pyproj import Geod

from geo.places import units
from layers import catalogue
from layers.prepared import PreparedMap, prepare
from layers.spec import MapSpec
from maps import base
from tests.browser import NewPage, Watch, serve

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).resolve().parent
FILLS = "els => Object.fromEntries(els.map(el => [el.dataset.code, el.getAttribute('fill')]))"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serve(HERE / "app_map.py") as url:
        yield url


@pytest.fixture
def shown(address: str, new_page: NewPage) -> tuple[Page, Watch]:
    page, watch = new_page()
    open_map(page, address)
    return page, watch


def open_map(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector("path[data-code]", state="attached", timeout=30_000)
    page.wait_for_selector(".atlas-letters text", state="attached")


def expected(indicator: str) -> PreparedMap:
    systems = tuple(s.id for s in catalogue.load().values() if s.page == "clusters")
    return prepare(MapSpec(systems=systems, indicator=indicator, year=2020))


def fills(page: Page) -> dict[str, str]:
    out: dict[str, str] = page.locator("path[data-code]").evaluate_all(FILLS)
    return out


def assert_painted(page: Page, indicator: str) -> None:
    """Wait until every county wears the colour of its class in the prepared map."""
    figure = expected(indicator)
    wanted = {}
    for unit in units.counties():
        index = figure.fills.get(unit.adcode)
        assert (index is None) == (unit.adcode in figure.absent)
        wanted[unit.adcode] = "url" if index is None else figure.colours[index]
    seen: dict[str, str] = {}
    for _attempt in range(100):
        painted = fills(page)
        seen = {code: painted[code].split("(")[0] for code in wanted}
        if seen == wanted:
            break
        page.wait_for_timeout(100)
    assert seen == wanted
    assert len(fills(page)) == 90


def place_of(page: Page, code: str) -> tuple[float, float]:
    """A point of the window that lies inside a county."""
    found: Any = page.locator(f"path[data-code='{code}']").first.evaluate(
        """path => {
          const box = path.getBoundingClientRect();
          const root = path.getRootNode();
          for (let i = 1; i < 20; i++) for (let j = 1; j < 20; j++) {
            const [x, y] = [box.x + box.width * i / 20, box.y + box.height * j / 20];
            if (root.elementFromPoint(x, y) === path) return [x, y];
          }
          return null;
        }"""
    )
    assert found is not None, f"{code} is covered"
    return float(found[0]), float(found[1])


def standing(page: Page) -> str:
    out: str = page.locator(".leaflet-proxy").first.evaluate("el => el.style.transform")
    return out


def test_draws_every_county_and_stays_inside(shown: tuple[Page, Watch]) -> None:
    page, watch = shown
    assert_painted(page, "tertiary_per_100k")
    assert page.locator(".atlas-legend").inner_text().count("新") >= 1
    assert "图中心纬度" in page.locator(".atlas-scale").inner_text()
    assert (
        "资料" in page.locator(".atlas-source").inner_text()
        or "底图" in page.locator(".atlas-source").inner_text()
    )
    label = page.locator(".atlas-map").get_attribute("aria-label")
    assert label == expected("tertiary_per_100k").alt
    watch.assert_clean()


def test_recolour_keeps_zoom_place_and_elements(shown: tuple[Page, Watch]) -> None:
    page, watch = shown
    page.get_by_role("button", name="放大").click()
    page.wait_for_function("() => true")
    page.wait_for_timeout(900)
    before = standing(page)
    page.locator("path[data-code='620102']").first.evaluate("el => { el.marked = true }")
    page.get_by_text("b", exact=True).click()
    assert_painted(page, "urbanization_rate")
    assert standing(page) == before
    assert page.locator("path[data-code='620102']").first.evaluate("el => el.marked === true")
    assert page.locator(".atlas").count() == 1
    watch.assert_clean()


def test_click_answers_and_toggles(shown: tuple[Page, Watch]) -> None:
    page, watch = shown
    page.mouse.click(*place_of(page, "620921"))
    page.get_by_text("selected=620921").wait_for()
    card = page.locator(".atlas-card")
    card.get_by_text("金塔县").wait_for()
    assert expected("tertiary_per_100k").values["620921"].line in card.inner_text()
    card.get_by_role("button", name="一县一页").click()
    page.get_by_text("action=county").wait_for()
    page.mouse.click(*place_of(page, "620921"))
    page.get_by_text("selected=", exact=True).wait_for()
    card.wait_for(state="hidden")
    page.mouse.click(*place_of(page, "620921"))
    page.get_by_text("selected=620921").wait_for()
    page.locator(".atlas-map").focus()
    page.keyboard.press("Escape")
    page.get_by_text("selected=", exact=True).wait_for()
    watch.assert_clean()


def test_user_moves_are_reported_and_others_are_not(shown: tuple[Page, Watch]) -> None:
    page, _watch = shown
    page.wait_for_timeout(900)
    assert page.get_by_text("view=False").count() == 1
    page.get_by_role("button", name="放大").click()
    page.get_by_text("view=True").wait_for()


def test_larger_map_has_finer_outlines_in_the_same_colours(shown: tuple[Page, Watch]) -> None:
    page, watch = shown
    outline = page.locator("path[data-code='620102']").first
    coarse = str(outline.get_attribute("d"))
    before = fills(page)
    for _step in range(5):
        page.get_by_role("button", name="放大").click()
        page.wait_for_timeout(450)
    fine = str(outline.get_attribute("d"))
    assert fine.count(",") > coarse.count(",")
    assert fills(page) == before
    watch.assert_clean()


def test_tooltip_names_county_value_and_system(shown: tuple[Page, Watch]) -> None:
    page, _watch = shown
    page.mouse.move(*place_of(page, "620921"))
    tip = page.locator(".atlas-tip")
    tip.wait_for()
    text = tip.inner_text()
    assert "金塔县" in text
    assert "酒泉市" in text
    assert expected("tertiary_per_100k").values["620921"].line in text
    assert "酒嘉" in text


def test_legend_counts_and_switches_layers(shown: tuple[Page, Watch]) -> None:
    page, _watch = shown
    figure = expected("tertiary_per_100k")
    counts = page.locator(".atlas-count").all_inner_texts()
    assert sorted(map(int, counts)) == sorted(row.count for row in figure.legend)
    assert sum(map(int, counts)) == 87
    rims = page.locator(".atlas-rims > g")
    drawn = rims.count()
    assert drawn == len([area for area in figure.areas if area.members])
    page.locator(".atlas-system").first.click()
    assert rims.count() == drawn - 1
    assert page.locator(".atlas-system").first.get_attribute("aria-pressed") == "false"
    page.get_by_text("b", exact=True).click()
    assert_painted(page, "urbanization_rate")
    assert rims.count() == drawn - 1, "a hidden layer stays hidden"


def test_works_below_a_base_path(new_page: NewPage) -> None:
    with serve(HERE / "app_map.py", base_path="gansu/atlas") as url:
        page, watch = new_page(width=1920, height=1080)
        open_map(page, f"{url}/")
        assert_painted(page, "tertiary_per_100k")
        watch.assert_clean()


@pytest.mark.parametrize("latitude", [32.6, 37.75, 42.8])
def test_scale_bar_is_true_along_the_parallel(
    address: str, new_page: NewPage, latitude: float
) -> None:
    page, _watch = new_page()
    page.goto(address)
    metres = page.evaluate(
        "async ([url, lat]) => (await import(url)).metresPerDegree(lat)",
        [f"{address}/app/static/map/furniture.js", latitude],
    )
    # A short chord of the parallel on the ellipsoid is the parallel itself.
    step = 0.001
    _az, _back, distance = Geod(ellps="GRS80").inv(103.0, latitude, 103.0 + step, latitude)
    assert metres == pytest.approx(distance / step, rel=1e-6)
    sphere = math.radians(1) * 6378137 * math.cos(math.radians(latitude))
    assert metres != pytest.approx(sphere, rel=1e-4)


def test_description_and_component_share_window_and_panes() -> None:
    from maps.saved import web_map

    page = web_map.folium_map(expected("tertiary_per_100k")).get_root().render()
    for name, z in base.PANES.items():
        assert f"{name}" in page
        assert f"zIndex = {z}" in page
    assert str(base.BOUNDS[0][0]) in page
    assert f'"maxZoom": {base.MAX_ZOOM}' in page or f"maxZoom: {base.MAX_ZOOM}" in page

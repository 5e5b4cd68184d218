"""The indicator map beyond the province in a real browser, and the country's place in words."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from geo.extents import Extent
from indicators import national_standing
from layers.prepared import prepare
from layers.spec import MapSpec
from tests.browser import NewPage
from tests.views.pages import assert_offline_and_calm, query
from views.parts.figures import data_tables
from views.parts.map import county_card, extent_controls

ITEM = "share_professional_technical"


def open_wide(page: object, url: str) -> None:
    page.goto(url)  # type: ignore[attr-defined]
    page.wait_for_selector(".atlas.is-wide canvas", timeout=30_000)  # type: ignore[attr-defined]
    page.wait_for_function(  # type: ignore[attr-defined]
        "!document.querySelector('[data-testid=stSkeleton], [data-test-script-state=running]')"
    )
    page.wait_for_timeout(800)  # type: ignore[attr-defined]


def test_the_whole_country_is_drawn_and_answers_the_pointer(server: str, new_page: NewPage) -> None:
    page, watch = new_page(width=1366, height=768)
    open_wide(page, f"{server}/indicators?ext=china&ind={ITEM}")
    assert query(page)["ext"] == "china"
    # the ten dashes are on the screen, within the frame of the map
    frame = page.locator(".atlas-map").bounding_box()
    assert frame is not None
    boxes = page.locator(".atlas-border path").evaluate_all(
        "nodes => nodes.map(n => n.getBoundingClientRect()).map(b => [b.bottom, b.left])"
    )
    assert max(bottom for bottom, _left in boxes) < frame["y"] + frame["height"] - 30
    legend = page.locator(".atlas-legend").bounding_box()
    assert legend is not None
    # nor are they, or any of the land, under the legend
    land = page.locator(".atlas-provinces path").evaluate_all(
        "nodes => Math.min(...nodes.map(n => n.getBoundingClientRect().left))"
    )
    right = legend["x"] + legend["width"]
    assert right < min(land, *(left for _bottom, left in boxes))
    # the pointer over a county finds it on the canvas
    names = page.locator(".atlas-around text").all_text_contents()
    assert {"甘肃", "新疆", "西藏", "内蒙古", "台湾", "南海诸岛", "钓鱼岛"} <= set(names)
    at = page.locator(".atlas-around text", has_text="青海").bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] + 12)
    page.wait_for_timeout(300)
    tip = page.locator(".atlas-tip").inner_text()
    assert "青海省" in tip
    assert "全国第" in tip
    # nothing else than what is shown can be taken away
    text = page.locator("[data-testid=stMain]").inner_text()
    assert "只出甘肃一省" in text
    assert page.get_by_role("button", name="下载网页地图").count() == 0
    assert page.get_by_role("button", name="下载 CSV").count() > 0
    # back to the province: the usual map with its exports
    page.get_by_role("radio", name="全省").click()
    page.wait_for_selector("path[data-code]", state="attached", timeout=30_000)
    page.get_by_role("button", name="下载网页地图").wait_for(timeout=30_000)
    assert "ext" not in query(page)
    assert_offline_and_calm(watch)


def test_the_provinces_pages_never_ask_for_the_countrys_files(
    server: str, new_page: NewPage
) -> None:
    page, watch = new_page(width=1366, height=768)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}/indicators")
    page.wait_for_selector("path[data-code]", state="attached", timeout=30_000)
    page.wait_for_timeout(500)
    assert any("/static/geo/" in url for url in asked)
    assert not any("/static/national/" in url for url in asked)
    assert_offline_and_calm(watch)


@pytest.mark.parametrize("extent", [Extent.AROUND, Extent.CHINA])
def test_the_table_holds_what_the_map_shows(extent: Extent) -> None:
    figure = prepare(MapSpec(indicator=ITEM, extent=extent))
    table = extent_controls.table(figure)
    shown = {*figure.fills, *figure.absent, *figure.special}
    assert set(table["代码"]) == shown
    row = table[table["代码"] == "620102"].iloc[0]
    assert row["全国百分位"] == national_standing.rounded(ITEM, 2020, "620102")
    without = table[table["图中位次"].isna()]
    assert (without["说明"] != "").all()
    read = data_tables.content(table, "csv").decode("utf-8-sig")
    assert read.count("\n") == len(shown) + 1


def test_cards_pages_and_comparisons_say_the_place_in_the_country() -> None:
    said = national_standing.words(
        national_standing.percentile("urbanization_rate", 2020, "620123")
    )
    assert said == "全国第41百分位"
    rows = {label: rank for label, _value, rank in county_card.card("620123").rows}
    assert any(rank.endswith("\n" + said) for rank in rows.values())
    page = data_tables.county("620123").set_index("指标")["全国百分位"]
    assert page["常住人口城镇化率"] == 41
    assert page.notna().sum() == 45
    compared = data_tables.comparison(["urbanization_rate", "gdp_per_capita_census"], ["620123"])
    first, second = compared["榆中县全国百分位"]
    assert first == 41
    assert second is pd.NA


def test_a_county_as_json_has_the_percentile(capsys: pytest.CaptureFixture[str]) -> None:
    import cli

    cli.app(["county", "620123", "--json"], standalone_mode=False)
    figures = json.loads(capsys.readouterr().out)["indicators"]
    known = [item for item in figures if item["national_percentile"] is not None]
    assert len(known) == 45
    assert {item["year"] for item in known} == {2020}
    assert all(item["value"] is not None for item in known)
    by_id = {item["id"]: item["national_percentile"] for item in known}
    assert by_id["urbanization_rate"] == 40.9

"""Every page in a real browser, outside hosts blocked: it draws, speaks Chinese, keeps its URL.

A picture of each page is written to `tests/screenshots/`; look at them after a change.
"""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from briefing.exhibit import live_path
from data.paths import ROOT
from layers.spec import MapSpec
from tests.browser import NewPage, serve
from tests.views.pages import SCREENSHOTS, assert_offline_and_calm, query, settle

# Address, heading, whether it shows a map.
PAGES = [
    ("", "总览", True),
    ("zones", "科技创新示范区", True),
    ("clusters", "现代产业创新集群", True),
    ("ring", "兰州一小时创新圈", True),
    ("belt", "黄河流域创新带", True),
    ("overlay", "政策叠加", True),
    ("indicators", "指标地图", True),
    ("compare", "县域比较", True),
    ("county", "一县一页", True),
    ("index", "综合指数", False),
    ("plans", "规划原文", True),
    ("goals", "目标进度", False),
    ("sources", "数据与出处", False),
    ("export", "出图", False),
]
SIZES = [(1366, 768), (1920, 1080)]


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize(("path", "heading", "with_map"), PAGES, ids=str)
def test_a_page_draws_offline(
    server: str,
    new_page: NewPage,
    path: str,
    heading: str,
    with_map: bool,
    size: tuple[int, int],
) -> None:
    page, watch = new_page(width=size[0], height=size[1])
    page.goto(f"{server}/{path}")
    settle(page, with_map=with_map)
    assert page.locator(".atlas-head h1").inner_text() == heading
    assert page.locator(".atlas-head p").inner_text().endswith("？")
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.locator("[data-testid=stAlertContentError]").count() == 0
    if with_map:
        codes = page.eval_on_selector_all(
            "path[data-code]", "nodes => nodes.map(n => n.dataset.code)"
        )
        assert len(set(codes)) == 90
    text = page.locator("[data-testid=stMain]").inner_text()
    assert "资料来源" in text or path == "sources"
    assert not re.search(r"Choose|Select an option|No options|Traceback|nan\b|None\b", text)
    overflow = page.evaluate(
        "document.querySelector('[data-testid=stMain]').scrollWidth"
        " - document.querySelector('[data-testid=stMain]').clientWidth"
    )
    assert overflow <= 0, "the page scrolls sideways"
    SCREENSHOTS.mkdir(exist_ok=True)
    assert not re.search("。；|；；|。。|，，", page.locator("body").inner_text())
    page.screenshot(path=SCREENSHOTS / f"{path or 'overview'}-{size[0]}.png")
    assert_offline_and_calm(watch)


def test_a_link_brings_the_whole_view_back(server: str, new_page: NewPage) -> None:
    page, watch = new_page()
    asked = "ind=urbanization_rate&year=2010&k=4&pal=ochre&sel=620123&at=36.1000,103.9000,8.00"
    page.goto(f"{server}/indicators?{asked}")
    settle(page)
    text = page.locator("[data-testid=stMain]").inner_text()
    assert "常住人口城镇化率（2010年）" in text
    assert "榆中县" in page.locator(".atlas-card").inner_text()
    found = query(page)
    assert (found["ind"], found["year"], found["k"]) == ("urbanization_rate", "2010", "4")
    assert (found["pal"], found["sel"]) == ("ochre", "620123")
    lat, lon, zoom = (float(part) for part in found["at"].split(","))
    assert abs(lat - 36.1) < 0.05
    assert abs(lon - 103.9) < 0.05
    assert zoom == 8
    assert_offline_and_calm(watch)


def test_a_changed_widget_is_in_the_url_and_survives_a_reload(
    server: str, new_page: NewPage
) -> None:
    page, watch = new_page()
    page.goto(f"{server}/indicators")
    settle(page)
    page.get_by_label("配色").click()
    page.get_by_role("option", name="黄绿蓝").click()
    page.wait_for_function("location.search.includes('pal=ylgnbu')")
    settle(page)
    before = page.eval_on_selector_all(
        "path[data-code='620102']", "nodes => nodes.map(n => getComputedStyle(n).fill)"
    )
    page.reload()
    settle(page)
    after = page.eval_on_selector_all(
        "path[data-code='620102']", "nodes => nodes.map(n => getComputedStyle(n).fill)"
    )
    assert after == before
    assert query(page)["pal"] == "ylgnbu"
    assert_offline_and_calm(watch)


def test_a_bad_value_in_the_url_is_told_in_a_sentence(server: str, new_page: NewPage) -> None:
    page, watch = new_page()
    hostile = "<img src=x onerror=1>{{7*7}}"
    page.goto(f"{server}/indicators?ind={quote(hostile)}&k=99&sel=110101")
    settle(page)
    alerts = page.locator("[data-testid=stAlert]").all_inner_texts()
    assert len(alerts) == 3
    assert any("<img src=x" in text and "{{7*7}}" in text for text in alerts)
    assert page.locator("[data-testid=stMain] img[src='x']").count() == 0
    assert_offline_and_calm(watch)


def test_a_clicked_county_opens_in_place(server: str, new_page: NewPage) -> None:
    page, watch = new_page()
    page.goto(server)
    settle(page)
    page.locator("path[data-code='620921']").first.click(force=True)
    page.wait_for_function("location.search.includes('sel=620921')")
    card = page.locator(".atlas-card")
    card.wait_for()
    text = card.inner_text()
    assert "金塔县" in text
    assert "常住人口" in text
    assert "121,766" in text
    assert "酒嘉新能源" in text
    card.get_by_text("一县一页").click()
    page.wait_for_url("**/county?*")
    settle(page)
    assert "金塔县" in page.locator("[data-testid=stMain]").inner_text()
    assert_offline_and_calm(watch)


def test_a_place_in_the_plan_shows_on_the_map_and_back(server: str, new_page: NewPage) -> None:
    page, watch = new_page()
    page.goto(f"{server}/plans")
    settle(page)
    page.locator(".r-place", has_text="敦煌").first.click()
    page.wait_for_function("location.search.includes('ref=place')")
    assert "620982" in query(page)["ref"]
    page.get_by_text("敦煌市", exact=True).first.wait_for()
    page.locator("path[data-code='620123']").first.click(force=True)
    page.wait_for_function("location.search.includes('sel=620123')")
    page.get_by_text("榆中县", exact=True).first.wait_for()
    assert_offline_and_calm(watch)


def test_a_deep_link_to_a_fresh_server_has_the_navigation(new_page: NewPage) -> None:
    with serve(ROOT / "app.py") as address:
        page, watch = new_page()
        page.goto(f"{address}/compare?sel=620102,622901")
        settle(page)
        assert page.locator("[data-testid=stHeader]").get_by_text("规划与数据").is_visible()
        assert page.locator("[data-testid=stSidebarNav]").count() == 0
        assert query(page)["sel"] == "620102,622901"
        assert_offline_and_calm(watch)


@pytest.mark.parametrize("also", ["", "&k=99", "&yaer=2020"])
def test_changing_the_indicator_keeps_zoom_and_never_blanks(
    server: str, new_page: NewPage, also: str
) -> None:
    """The map is the same after a sentence on the address above it has come and gone."""
    page, watch = new_page()
    page.goto(f"{server}/indicators?at=36.1000,103.9000,9.00{also}")
    settle(page)
    assert page.locator("[data-testid=stAlert]").count() == bool(also)
    deep = (
        "() => { const walk = root => { for (const n of root.querySelectorAll('*')) {"
        "if (n.shadowRoot) { const f = walk(n.shadowRoot); if (f) return f; }"
        "if (n.dataset && n.dataset.code === '620123') return n; } return null; };"
        "const county = walk(document), r = county.getBoundingClientRect();"
        "const map = county.getRootNode().host.getBoundingClientRect();"
        "return [r.x - map.x, r.y - map.y, r.width]; }"
    )
    before = page.evaluate(deep)
    page.get_by_label("指标", exact=True).click()
    page.get_by_role("option").nth(1).click()
    page.wait_for_function("location.search.includes('ind=')")
    settle(page)
    assert page.evaluate(deep) == pytest.approx(before, abs=1)
    assert_offline_and_calm(watch)


@pytest.mark.parametrize("path", ["clusters", "indicators"])
def test_the_legend_says_what_the_hatched_areas_are(
    server: str, new_page: NewPage, path: str
) -> None:
    page, watch = new_page()
    page.goto(f"{server}/{path}")
    settle(page)
    notes = page.locator(".atlas-legend-note")
    assert notes.filter(has_text="非县级政区，无统计").count() == 1
    assert notes.filter(has_text="同属两个区域的县区").count() == (path == "clusters")
    assert_offline_and_calm(watch)


@pytest.mark.parametrize(
    "spec",
    [MapSpec(systems=("cluster-jinwu",)), MapSpec(indicator="tertiary_per_100k", year=2020)],
    ids=["layout", "indicator"],
)
def test_the_address_on_a_printed_sheet_leads_to_its_view(
    server: str, new_page: NewPage, spec: MapSpec
) -> None:
    page, watch = new_page()
    page.goto(f"{server}/{live_path(spec)}")
    settle(page)
    assert page.get_by_role("dialog").count() == 0
    wanted = "金武新材料" if spec.systems else "每10万人口中大专及以上人数"
    assert page.locator(".atlas-legend, h2").filter(has_text=wanted).count() >= 1
    assert page.locator(".atlas-system").count() == len(spec.systems)
    assert_offline_and_calm(watch)


def test_counties_marked_together_stay_marked_until_they_are_let_go(
    server: str, new_page: NewPage
) -> None:
    page, watch = new_page()
    spec = MapSpec(indicator="tertiary_per_100k", year=2020, selected=("620102", "620105"))
    page.goto(f"{server}/{live_path(spec)}")
    settle(page)
    assert query(page)["sel"] == "620102,620105"
    page.locator("path[data-code='622901']").first.dispatch_event("click")
    page.wait_for_function("location.search.includes('sel=622901%2C620102%2C620105')")
    settle(page)
    page.get_by_role("button", name="不再标出这几个县区").click()
    page.wait_for_function("location.search.endsWith('sel=622901')")
    settle(page)
    assert page.get_by_role("button", name="不再标出这几个县区").count() == 0
    page.goto(f"{server}/compare?sel=620102,620105")
    settle(page)
    assert page.get_by_role("button", name="不再标出这几个县区").count() == 0, "the picker rules"
    assert_offline_and_calm(watch)


@pytest.mark.parametrize("name", ["overveiw", "没有的页"])
def test_an_address_that_no_page_has_is_told_in_chinese(
    server: str, new_page: NewPage, name: str
) -> None:
    page, watch = new_page()
    page.goto(f"{server}/{name}")
    page.get_by_text(f"图志里没有“{name}”这一页").wait_for(timeout=30_000)
    assert page.get_by_role("dialog").count() == 0
    page.get_by_role("link", name="回到总览").click()
    page.get_by_text("甘肃的区域科技创新布局在哪里").wait_for(timeout=30_000)
    settle(page)
    assert page.get_by_role("dialog").count() == 0
    assert_offline_and_calm(watch)


def test_the_name_of_the_overview_leads_to_it(server: str, new_page: NewPage) -> None:
    page, watch = new_page()
    page.goto(f"{server}/overview?sys=cluster-jinwu")
    settle(page)
    assert page.get_by_role("dialog").count() == 0
    assert page.locator(".atlas-system span").all_inner_texts() == ["金武新材料"]
    assert_offline_and_calm(watch)

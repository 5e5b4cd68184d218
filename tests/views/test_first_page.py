"""The first page: doors, one search, one system at a time; a zone alone with one click."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data.paths import ROOT
from indicators import tables
from tests.browser import NewPage
from tests.views.pages import assert_offline_and_calm, query, settle
from views.parts.overview import telling_figures


def page(name: str, **parameters: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "views" / name), default_timeout=90)
    for key, value in parameters.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception
    return test


def on(test: AppTest) -> set[str]:
    """Return the ids of the systems that are switched on."""
    rows = [group for group in test.button_group if ":sys:" in (group.key or "")]
    return {item for row in rows for item in row.value or ()}


def test_the_overview_begins_with_lanzhou_and_baiyin_alone() -> None:
    test = page("overview.py")
    assert on(test) == {"lanbai-innovation-zone", "lanbai-reform-zone"}
    assert test.session_state["overview:preset"] == "兰白“两区”"


def test_a_chip_shows_its_systems_alone_and_a_choice_of_one_s_own_unmarks_it(
    server: str, new_page: NewPage
) -> None:
    browser, watch = new_page()
    browser.goto(f"{server}/")
    settle(browser)
    chips = browser.locator(".st-key-overview-preset, [class*='preset']").first
    clusters = chips.locator("button", has_text="五大集群")
    clusters.click()
    browser.wait_for_function("decodeURIComponent(location.search).includes('cluster-jinwu')")
    assert "lanbai" not in query(browser)["sys"]
    assert clusters.get_attribute("data-selected") == "true"
    browser.get_by_text("全部布局与名单").click()
    browser.locator(
        "[class*='sys:'] button, [class*='sys-'] button", has_text="金武新材料"
    ).first.click()
    browser.wait_for_function("!decodeURIComponent(location.search).includes('cluster-jinwu')")
    assert query(browser)["sys"].count("cluster-") == 4
    browser.wait_for_timeout(600)
    assert clusters.get_attribute("data-selected") != "true"
    assert_offline_and_calm(watch)


def test_a_link_with_systems_of_one_s_own_marks_no_chip() -> None:
    test = page("overview.py", sys="cluster-jinwu,zone-dingxi")
    assert on(test) == {"cluster-jinwu", "zone-dingxi"}
    assert test.session_state["overview:preset"] is None


def test_a_link_to_one_zone_marks_its_chip() -> None:
    test = page("zones.py", sys="zone-dingxi")
    assert test.session_state["zones:preset"] == "定西薯药"


def test_the_five_figures_are_the_table_s() -> None:
    by_name = {figure.name: figure for figure in telling_figures.figures()}
    rate = by_name["R&D经费投入强度"]
    assert (rate.now, rate.then, rate.year) == ("1.32%", "1.22%", 2023)
    assert len(by_name) == 5
    for identifier in telling_figures.FIGURES:
        assert tables.values(identifier, telling_figures.BASE_YEAR)["value"].notna().all()


def test_a_search_lists_what_it_found_and_stays_in_the_address() -> None:
    test = page("overview.py", find="yzx")
    labels = [button.label for button in test.button]
    assert any("榆中县" in label for label in labels)
    test = page("overview.py", find="<b>火星</b>")
    assert any("没有找到" in caption.value for caption in test.caption)
    assert test.query_params["find"] in ("<b>火星</b>", ["<b>火星</b>"])


def test_a_search_leads_to_the_county(server: str, new_page: NewPage) -> None:
    browser, watch = new_page()
    browser.goto(f"{server}/?find=yuzhong")
    settle(browser)
    browser.locator(".st-key-hits button").first.click()
    browser.wait_for_url("**/county?*")
    assert query(browser)["sel"] == "620123"
    assert_offline_and_calm(watch)


def test_one_click_shows_one_zone_alone_and_moves_to_it(server: str, new_page: NewPage) -> None:
    browser, watch = new_page()
    browser.goto(f"{server}/zones")
    settle(browser)
    county = browser.locator('path[data-code="621102"]').first
    before = county.bounding_box()
    chips = browser.get_by_test_id("stButtonGroup")
    chips.locator("button", has_text="定西薯药").first.click()
    browser.wait_for_url("**sys=zone-dingxi*")
    browser.wait_for_timeout(1200)
    near = county.bounding_box()
    assert before is not None
    assert near is not None
    assert near["width"] > 2 * before["width"]
    chips.locator("button", has_text="六个示范区").first.click()
    browser.wait_for_timeout(1500)
    again = county.bounding_box()
    assert again is not None
    assert again["width"] == pytest.approx(before["width"], rel=0.05)
    assert_offline_and_calm(watch)

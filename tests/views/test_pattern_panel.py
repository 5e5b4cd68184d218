"""The panel 空间格局 in a real browser: closed it costs nothing, opened it tells or says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import NewPage
from tests.views.pages import assert_offline_and_calm, settle

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def opened(page: Page) -> Locator:
    panel = page.locator(".st-key-pattern")
    assert "莫兰" not in page.locator("[data-testid=stMain]").inner_text()
    panel.get_by_text("空间格局").click()
    panel.locator("p").nth(1).wait_for()
    return panel


def test_it_tells_the_pattern_when_opened(server: str, new_page: NewPage) -> None:
    page, watch = new_page()
    page.goto(f"{server}/indicators?ind=gdp_per_capita_census")
    settle(page)
    panel = opened(page)
    panel.get_by_text("方法：").wait_for()
    settle(page)
    text = panel.inner_text()
    assert "相邻县区的数值总体相近（全局莫兰指数0.64，p=0.0002，9,999次置换，76个县级单元" in text
    assert "Benjamini–Hochberg" in text
    assert "没有数值的11个单元不参与" in text
    assert panel.locator("[data-testid=stDataFrame]").count() == 1
    assert_offline_and_calm(watch)


def test_it_stays_open_for_the_next_indicator(server: str, new_page: NewPage) -> None:
    page, watch = new_page()
    page.goto(f"{server}/indicators?ind=housing_floor_area_per_capita")
    settle(page)
    panel = opened(page)
    panel.get_by_text("全局莫兰指数0.51").wait_for()
    picker = page.get_by_label("指标", exact=True)
    picker.scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # a list that is open closes when the page scrolls
    picker.click()
    page.get_by_role("option", name="拥有家用汽车的家庭户比重").click()
    panel.get_by_text("全局莫兰指数0.56").wait_for()
    assert_offline_and_calm(watch)


@pytest.mark.parametrize(
    ("indicator", "why"),
    [
        ("pop_resident", "是总量"),
        ("pref_urbanization_rate", "只对县级指标检验"),
        ("access_people_60", "由行程模型推算"),
    ],
)
def test_it_says_why_there_is_no_pattern(
    server: str, new_page: NewPage, indicator: str, why: str
) -> None:
    page, watch = new_page()
    page.goto(f"{server}/indicators?ind={indicator}")
    settle(page)
    panel = opened(page)
    panel.get_by_text(why).wait_for()
    assert panel.locator("[data-testid=stDataFrame]").count() == 0
    assert page.locator("[data-testid=stAlertContentError]").count() == 0
    assert_offline_and_calm(watch)

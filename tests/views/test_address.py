"""The view and its address in a real browser: quick hands, a slow line, back and forward."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import NewPage
from tests.views.pages import assert_offline_and_calm, query, settle

if TYPE_CHECKING:
    from playwright.sync_api import Page

YEARS = "layout=multiples&over=years&with=2017,2020,2023&ind=pref_gdp_per_capita&k=4"
DELAY_MS = 1200

# Every message of the server arrives late and in order, as over a slow line.
SLOW = f"""
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {{
  addEventListener(kind, heard, ...rest) {{
    if (kind !== 'message') return super.addEventListener(kind, heard, ...rest);
    super.addEventListener(kind, event => setTimeout(() => heard(event), {DELAY_MS}), ...rest);
  }}
  set onmessage(heard) {{ this.addEventListener('message', heard); }}
}};
"""


def chosen_years(page: Page) -> list[str]:
    """Return the years whose pills are pressed, once the last run has reached the browser."""
    pressed = page.get_by_label("年份", exact=True).locator("button[data-selected=true]")
    return sorted(text.strip() for text in pressed.all_inner_texts())


@pytest.mark.parametrize("pause_ms", [DELAY_MS // 4, DELAY_MS // 2, DELAY_MS])
def test_a_click_before_the_address_has_arrived_is_not_lost(
    server: str, new_page: NewPage, pause_ms: int
) -> None:
    page, watch = new_page()
    page.add_init_script(SLOW)
    page.goto(f"{server}/export?{YEARS}")
    settle(page, with_map=False)
    page.wait_for_timeout(2 * DELAY_MS)
    assert chosen_years(page) == ["2017", "2020", "2023"]
    for year in ("2017", "2020", "2020"):
        page.get_by_role("button", name=year, exact=True).click()
        page.wait_for_timeout(pause_ms)
    page.wait_for_timeout(4 * DELAY_MS)
    settle(page, with_map=False)
    # a busy machine may take longer; what was lost never comes
    page.wait_for_function(
        "location.search.includes('with=2020%2C2023')"
        " && document.querySelectorAll('button[data-selected=true]').length >= 2",
        timeout=30_000,
    )
    assert chosen_years(page) == ["2020", "2023"]
    assert query(page)["with"] == "2020,2023"
    assert_offline_and_calm(watch)


def test_back_and_forward_bring_the_view_back(server: str, new_page: NewPage) -> None:
    page, watch = new_page()
    page.goto(f"{server}/export?{YEARS}")
    settle(page, with_map=False)
    page.get_by_role("button", name="2017", exact=True).click()
    page.wait_for_function("location.search.includes('with=2020%2C2023')", timeout=60_000)
    settle(page, with_map=False)
    after = query(page)
    for step, years in (("back", ["2017", "2020", "2023"]), ("forward", ["2020", "2023"])):
        page.evaluate(f"history.{step}()")
        page.wait_for_function(
            "wanted => location.search.includes(wanted)", arg=f"with={'%2C'.join(years)}&"
        )
        settle(page, with_map=False)
        assert chosen_years(page) == years
    assert query(page) == after
    assert_offline_and_calm(watch)


def test_another_page_and_back_is_the_same_view(server: str, new_page: NewPage) -> None:
    page, watch = new_page()
    page.goto(f"{server}/export?{YEARS}")
    settle(page, with_map=False)
    before = query(page)
    page.get_by_text("规划与数据", exact=True).click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text="目标进度").click()
    page.get_by_text("两个规划定了哪些量化目标").wait_for(timeout=30_000)
    settle(page, with_map=False)
    assert query(page) == {}
    page.evaluate("history.back()")
    page.get_by_text("这幅图印出来是什么样").wait_for(timeout=30_000)
    settle(page, with_map=False)
    assert query(page) == before
    assert chosen_years(page) == ["2017", "2020", "2023"]
    assert_offline_and_calm(watch)

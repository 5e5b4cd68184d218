"""组图 in a real browser, outside hosts blocked: choose, see, keep the address, take the file."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from pptx import Presentation

from tests.browser import NewPage
from tests.views.pages import SCREENSHOTS, assert_offline_and_calm, query, settle

if TYPE_CHECKING:
    from playwright.sync_api import Page

YEARS = "layout=multiples&over=years&with=2017,2020,2023&ind=pref_gdp_per_capita&k=4"


def sheet_width(page: Page) -> int:
    page.wait_for_selector("[data-testid=stImage] img", timeout=60_000)
    width: int = page.eval_on_selector("[data-testid=stImage] img", "img => img.naturalWidth")
    return width


def test_a_link_draws_the_years_and_the_choice_stays_in_the_address(
    server: str, new_page: NewPage
) -> None:
    page, watch = new_page()
    page.goto(f"{server}/export?{YEARS}")
    assert sheet_width(page) > 1000
    settle(page, with_map=False)
    assert page.locator("[data-testid=stAlert]").count() == 0
    page.screenshot(path=SCREENSHOTS / "export-multiples-1366.png")
    page.get_by_role("button", name="2017", exact=True).click()
    page.wait_for_function("location.search.includes('with=2020%2C2023')", timeout=60_000)
    page.get_by_role("button", name="2023", exact=True).click()
    alert = page.get_by_text("组图至少要两幅，现在选了 1 幅")
    alert.wait_for(timeout=60_000)
    assert page.locator("[data-testid=stImage] img").count() == 0
    page.get_by_role("button", name="2023", exact=True).click()
    assert sheet_width(page) > 1000
    settle(page, with_map=False)
    found = query(page)
    assert (found["over"], found["with"], found["k"]) == ("years", "2020,2023", "4")
    page.reload()
    assert sheet_width(page) > 1000
    settle(page, with_map=False)
    assert query(page) == found
    assert_offline_and_calm(watch)


def test_layouts_side_by_side_become_a_deck(server: str, new_page: NewPage) -> None:
    page, watch = new_page()
    page.goto(f"{server}/export?layout=multiples")
    assert sheet_width(page) > 1000
    settle(page, with_map=False)
    page.get_by_text("几类布局", exact=True).click()
    page.wait_for_function("location.search.includes('over=systems')", timeout=60_000)
    settle(page, with_map=False)
    page.get_by_text("PPTX", exact=True).click()
    settle(page, with_map=False)
    page.get_by_role("button", name="生成", exact=True).click()
    button = page.get_by_role("button", name=re.compile("下载 PPTX"))
    button.wait_for(timeout=90_000)
    with page.expect_download() as waiting:
        button.click()
    content = waiting.value.path().read_bytes()
    titles = [s.shapes.title.text_frame.text for s in Presentation(io.BytesIO(content)).slides]
    assert titles == ["甘肃区域创新布局（2幅）", "现代产业创新集群", "科技创新示范区"]
    page.get_by_role("tab", name="图册").click()
    assert page.get_by_role("button", name="生成图册（PDF）").is_visible()
    assert_offline_and_calm(watch)

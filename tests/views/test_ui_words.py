"""Streamlit's own words are Chinese on our pages: hints, empty lists, table tools, a lost server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit
from fontTools.ttLib import TTFont

from data.paths import ROOT, STATIC
from tests.browser import NewPage, serve
from tests.views.pages import assert_offline_and_calm, settle

SCRIPT = (STATIC / "ui/words.js").read_text(encoding="utf-8")
PAIRS = re.findall(r'^  "([^"]+)": "([^"]+)",$', SCRIPT, re.MULTILINE)
# Written at run time: the value of a hint, a prompt of the platform's own key.
COMPOSED = {
    "Press Enter to apply": "Press Enter to ",
    "Press Ctrl+Enter to apply": "+Enter to ",
}


def test_every_word_is_one_that_streamlit_says() -> None:
    folder = Path(streamlit.__file__).parent / "static/static/js"
    said = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.js"))
    assert len(PAIRS) > 60
    lacking = [word for word, _own in PAIRS if COMPOSED.get(word, word) not in said]
    assert lacking == []


def test_every_character_is_in_the_fonts() -> None:
    known = TTFont(STATIC / "fonts/NotoSansSC-400.woff2").getBestCmap()
    assert {c for c in SCRIPT if ord(c) > 0x2E80 and ord(c) not in known} == set()


def test_hints_lists_and_table_tools_are_chinese(server: str, new_page: NewPage) -> None:
    page, watch = new_page(height=1500)
    page.goto(f"{server}/export")
    settle(page, with_map=False)
    loader = page.locator("[data-testid=stLayoutWrapper]:has(> .st-key-atlas-words)")
    shown = loader.evaluate("node => getComputedStyle(node).display")
    assert shown == "none", "the loader takes no room above the heading"
    page.get_by_label("图题").fill("测试")
    page.get_by_text("按回车生效").wait_for()
    page.goto(f"{server}/compare")
    settle(page)
    page.locator("[data-testid=stMultiSelect] input").first.fill("zzzz")
    page.get_by_text("没有匹配的项").wait_for()
    page.goto(f"{server}/indicators")
    settle(page)
    box = page.locator("[data-testid=stDataFrame]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 400, box["y"] + 60)
    tools = page.locator("[data-testid=stElementToolbar] button")
    tools.first.wait_for()
    assert [tool.get_attribute("aria-label") for tool in tools.all()] == [
        "显示或隐藏列", "下载 CSV", "查找", "全屏",
    ]  # fmt: skip
    assert_offline_and_calm(watch)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_lost_server_is_told_in_chinese(browser: object, new_page: NewPage, host: str) -> None:
    page, _watch = new_page()
    with serve(ROOT / "app.py") as address:
        page.goto(address.replace("127.0.0.1", host) + "/goals")
        settle(page, with_map=False)
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("与图志程序的连接断了").wait_for(timeout=60_000)
    text = dialog.inner_text().replace("streamlit run app.py", "")
    assert not re.search("[A-Za-z]{3,}", text), text

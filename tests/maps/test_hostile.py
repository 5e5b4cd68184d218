"""Hostile text is inert in every sink: the folium page, and the component in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.escape import clean
from maps.saved import web_map
from tests.browser import NewPage, serve
from tests.maps.hostile import TEXTS, prepared

if TYPE_CHECKING:
    pass

HERE = Path(__file__).resolve().parent


@given(st.text())
def test_cleaned_text_has_no_live_character(text: str) -> None:
    cleaned = clean(text)
    assert not set("<>\"'`{}\\\n\r\u2028\u2029\x00") & set(cleaned)
    assert "${" not in cleaned
    assert "{{" not in cleaned


@pytest.mark.parametrize(
    "text", ["榆中县", "兰州—西宁城市群", "五大集群（2020年，%）", "“1小时”圈"]
)
def test_ordinary_chinese_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


def test_the_web_page_is_whole_and_inert(tmp_path: Path, new_page: NewPage) -> None:
    target = tmp_path / "map.html"
    web_map.save_html(prepared(), target)
    text = target.read_text(encoding="utf-8")
    assert "49xxx" not in text
    assert "{{7*7}}" not in text
    assert "<img src=x" not in text
    page, watch = new_page()
    page.goto(target.as_uri())
    page.wait_for_selector("path.leaflet-interactive", state="attached")
    assert page.locator("path.leaflet-interactive").count() >= 87
    page.mouse.move(900, 450)
    page.wait_for_timeout(300)
    assert page.evaluate("window.owned") is None
    assert page.locator("img[src='x']").count() == 0
    watch.assert_clean()


def test_the_component_is_inert(new_page: NewPage) -> None:
    with serve(HERE / "app_hostile.py") as address:
        page, watch = new_page()
        page.goto(address)
        page.wait_for_selector("path[data-code]", state="attached", timeout=30_000)
        page.locator("path[data-code='620921']").first.hover(force=True)
        page.wait_for_timeout(600)
        shown = page.locator(".atlas").inner_text()
        for text in TEXTS[:5]:
            assert text in shown, "hostile text is shown letter by letter, not dropped"
        assert page.evaluate("window.owned") is None
        assert page.locator("img[src='x']").count() == 0
        assert page.locator(".atlas script").count() == 0
        watch.assert_clean()

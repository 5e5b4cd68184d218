"""Fixtures for every test: one browser a session, watched pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import FLAGS, NO_BROWSER, NewPage, Watch, block_outside, chromium_path

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one headless Chromium for the session."""
    path = chromium_path()
    if path is None:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(NO_BROWSER)
        # a user's PC may have no browser; CI=true above never skips
        pytest.skip(NO_BROWSER)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Return a function that opens a watched page: `page, watch = new_page(width=1366)`."""
    contexts: list[Any] = []

    def open_page(
        *, width: int = 1366, height: int = 768, touch: bool = False, **wishes: Any
    ) -> tuple[Page, Watch]:
        """`touch` is a phone or tablet; `wishes` are Playwright's: forced_colors, reduced_motion."""
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            device_scale_factor=1,
            has_touch=touch,
            is_mobile=touch,
            **wishes,
        )
        contexts.append(context)
        page = context.new_page()
        return page, block_outside(page)

    yield open_page
    for context in contexts:
        context.close()

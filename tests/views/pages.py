"""What the tests of the pages share: waiting, the address, and that nothing went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.browser import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).resolve().parent.parent / "screenshots"


def settle(page: Page, *, with_map: bool = True) -> None:
    """Wait until the page has drawn and nothing runs any more."""
    page.wait_for_selector(".atlas-head h1", timeout=30_000)
    if with_map:
        page.wait_for_selector("path[data-code]", state="attached", timeout=30_000)
    page.wait_for_function(
        "!document.querySelector('[data-testid=stSkeleton], [data-test-script-state=running]')",
        timeout=30_000,
    )
    page.wait_for_timeout(400)


def assert_offline_and_calm(watch: Watch) -> None:
    """Nothing outside is asked for, nothing fails; Streamlit's own search for its root aside."""
    assert watch.refused == []
    failed = [item for item in watch.failed if "/_stcore/" not in item]
    assert failed == []
    errors = [item for item in watch.errors if "Failed to load resource" not in item]
    assert errors == []


def query(page: Page) -> dict[str, str]:
    """Return the parameters in the page's address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}

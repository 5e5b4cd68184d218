"""One server of the atlas for all tests of its pages; a page's state is its session's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data.paths import ROOT
from tests.browser import serve


@pytest.fixture(scope="session")
def server(browser: object) -> Iterator[str]:
    """Serve the atlas and return its address; without a browser there is nothing to serve."""
    with serve(ROOT / "app.py") as address:
        yield address

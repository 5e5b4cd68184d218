"""Behind `server.py` the scripts are compressed, whole, and only where the browser takes it."""

from __future__ import annotations

import gzip
import re
import urllib.request
from collections.abc import Iterator

import pytest

from data.paths import ROOT
from tests.browser import NewPage, serve
from tests.views.pages import assert_offline_and_calm, settle
from views.serving import compressed


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serve(ROOT / "server.py") as found:
        yield found


def fetched(url: str, **headers: str) -> tuple[bytes, str | None]:
    request = urllib.request.Request(url, headers=headers)  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return answer.read(), answer.headers.get("Content-Encoding")


def test_a_script_is_the_same_packed_and_plain(address: str) -> None:
    page, _coding = fetched(address)
    script = re.search(rb'src="\./(static/js/index[^"]+\.js)"', page)
    assert script is not None
    url = f"{address}/{script[1].decode()}"
    plain, coding = fetched(url)
    assert coding is None
    packed, coding = fetched(url, **{"Accept-Encoding": "gzip, br"})
    assert coding == "gzip"
    assert gzip.decompress(packed) == plain
    assert len(packed) < len(plain) / 2


@pytest.mark.parametrize(
    "path", ["/static/js/../../index.html", "/static/js/none.js", "/static/js/a/b.js", "/x/app.js"]
)
def test_nothing_else_is_answered_for(path: str) -> None:
    found = compressed._FILE.search(path)
    assert found is None or compressed.packed(found[1], found[2]) is None


def test_the_pages_are_those_of_the_app(address: str, new_page: NewPage) -> None:
    page, watch = new_page()
    page.goto(f"{address}/indicators")
    settle(page)
    assert page.locator(".atlas-head h1").inner_text() == "指标地图"
    assert page.locator("path[data-code]").count() == 90
    assert_offline_and_calm(watch)

"""`python -m bench.first_load`: bytes of the first load, and the time to the first map on a slow line.

The line has 1.6 Mbit/s and 150 ms, the browser an empty cache and the server has shown the page
before. Times run from the navigation to the first painted county. A table of the largest files and
the targets are printed; the program always ends with exit code 0.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from data.paths import ROOT
from tests.browser import FLAGS, NO_BROWSER, chromium_path, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MEGABITS_S = 1.6
LATENCY_MS = 150
TARGET_S = 6.0
COUNTY = "path[data-code]"


@dataclass
class Load:
    """What one load of a page took.

    Attributes
    ----------
    first_map_s : float
        Seconds to the first county on the screen.
    before : dict of str to int
        Bytes over the line by path, until then.
    after : int
        Bytes over the line when the page has been still for a while.
    """

    first_map_s: float = float("nan")
    before: dict[str, int] = field(default_factory=dict)
    after: int = 0


def main() -> None:
    """Measure a page on a slow line and on a free one, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", default="indicators", help="part of the address")
    parser.add_argument("--door", default="server.py", help="server.py (compressed) or app.py")
    parser.add_argument("--address", help="a server that runs already")
    options = parser.parse_args()
    path = chromium_path()
    if path is None:
        print(NO_BROWSER)
        return
    from playwright.sync_api import sync_playwright

    with served(options.address, options.door) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        url = f"{address}/{options.page}"
        load(browser, url, slow=False)  # the server warms up
        free = load(browser, url, slow=False)
        slow = load(browser, url, slow=True)
        browser.close()
    report(free, slow)


@contextmanager
def served(address: str | None, door: str) -> Iterator[str]:
    """Yield the address of the server that is named, else of one of our own."""
    if address:
        yield address.rstrip("/")
        return
    with serve(ROOT / door) as own:
        yield own


def load(browser: Browser, url: str, *, slow: bool) -> Load:
    """Open a page with an empty cache and read what came over the line."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = context.new_page()
    arrived = listen(page, slow=slow)
    page.goto(url, wait_until="commit")
    page.wait_for_selector(COUNTY, state="attached", timeout=180_000)
    found = Load(float(page.evaluate("performance.now()")) / 1000, dict(arrived))
    page.wait_for_timeout(1500)
    page.wait_for_load_state("networkidle", timeout=180_000)
    found.after = sum(arrived.values())
    context.close()
    return found


def listen(page: Page, *, slow: bool) -> dict[str, int]:
    """Count the bytes of each answer, and slow the line where that is asked for."""
    session = page.context.new_cdp_session(page)
    names: dict[str, str] = {}
    arrived: dict[str, int] = {}

    def asked(event: dict[str, Any]) -> None:
        names[event["requestId"]] = urlsplit(event["request"]["url"]).path

    def done(event: dict[str, Any]) -> None:
        name = names.get(event["requestId"], "")
        arrived[name] = arrived.get(name, 0) + int(event["encodedDataLength"])

    def told(event: dict[str, Any]) -> None:
        payload = event["response"]["payloadData"]
        arrived["(websocket)"] = arrived.get("(websocket)", 0) + len(payload) * 3 // 4

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", done)
    session.on("Network.webSocketFrameReceived", told)
    session.send("Network.enable")
    if slow:
        rate = MEGABITS_S * 1e6 / 8
        line = {"offline": False, "latency": LATENCY_MS}
        rates = {"downloadThroughput": rate, "uploadThroughput": rate}
        session.send("Network.emulateNetworkConditions", line | rates)
    return arrived


def report(free: Load, slow: Load) -> None:
    """Print the largest files before the first map, the sums and the target."""
    largest = sorted(slow.before.items(), key=lambda item: -item[1])
    for name, size in largest[:14]:
        print(f"{size / 1000:9.0f} kB  {name}")
    print(f"{sum(slow.before.values()) / 1000:9.0f} kB  before the first map")
    print(f"{slow.after / 1000:9.0f} kB  with what comes later")
    print(f"first map on a free line {free.first_map_s:5.1f} s")
    held = "holds" if slow.first_map_s <= TARGET_S else "MISSED"
    print(f"first map at {MEGABITS_S} Mbit/s, {LATENCY_MS} ms {slow.first_map_s:5.1f} s", end="")
    print(f"   target ≤ {TARGET_S:g}   {held}")


if __name__ == "__main__":
    main()

"""`python -m bench.screen_map`: the screen map beside the floor and beside streamlit-folium.

The floor is a plain coloured `div` swapped by the same rerun, so it holds what Streamlit itself
costs. "change" runs from the key press to the frame with the last new colour (screen recording),
"blank" is the time with less than half of the map on the screen. The program prints a table with
the targets and always ends with exit code 0.
"""

from __future__ import annotations

import argparse
import math
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.map_colours import COLOURS
from bench.recording import Change, Recording, measure, pixels
from tests.browser import FLAGS, NO_BROWSER, chromium_path, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NO_OUTSIDE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
# A picture counts as finished when nothing has been painted for so long.
STILL_S = 0.9
NAMES = {
    "floor": "floor (no map)",
    "st_folium": "st_folium, whole map",
    "ours": "ours (component)",
    "china": "ours, all China on canvas",
}


@dataclass(frozen=True)
class TimingRow:
    """What was measured of one way to draw."""

    way: str
    first_ms: float
    change_ms: float
    blank_ms: float
    wire_bytes: float
    zoom_kept: bool | None


def main() -> None:
    """Measure, print the table, print the targets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=8, help="changes a way (median)")
    parser.add_argument("--first", type=int, default=5, help="page loads a way (median)")
    options = parser.parse_args()
    path = chromium_path()
    if path is None:
        print(NO_BROWSER)
        return
    from playwright.sync_api import sync_playwright

    ways = {way: f"way={way}" for way in NAMES}
    app = Path(__file__).with_name("map_app.py")
    with serve(app) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, NO_OUTSIDE])
        rows = measure_all(browser, address, ways, options.changes, options.first)
        browser.close()
    report(rows)


def measure_all(
    browser: Browser, address: str, ways: dict[str, str], changes: int, loads: int
) -> dict[str, TimingRow]:
    """Measure every way in turn, again and again, so that the machine's moods hit all alike."""
    first: dict[str, list[float]] = {way: [] for way in ways}
    for _load in range(loads + 1):
        for way, query in ways.items():
            first[way].append(first_map(browser, f"{address}/?{query}").ms)
    pages = {way: open_page(browser) for way in ways}
    for way, page in pages.items():
        page.goto(f"{address}/?{ways[way]}")
        page.wait_for_timeout(4000)
    results: dict[str, list[tuple[Change, int]]] = {way: [] for way in ways}
    for _change in range(changes + 1):
        for way, page in pages.items():
            page.bring_to_front()
            results[way].append(change(page))
    rows = {}
    for way, page in pages.items():
        page.bring_to_front()
        # The first load and the first change warm the server up.
        warm = results[way][1:]
        rows[way] = TimingRow(
            way,
            statistics.median(known(first[way][1:])),
            statistics.median(known(one.ms for one, _wire in warm)),
            statistics.median(known(one.blank_ms for one, _wire in warm)),
            statistics.median(wire for _one, wire in warm),
            None if way == "floor" else zoom_kept(page, way),
        )
        page.context.close()
    return rows


def known(values: Iterable[float]) -> list[float]:
    """Return the values that could be measured; one that is not a number if none could."""
    found = [value for value in values if not math.isnan(value)]
    return found or [float("nan")]


def open_page(browser: Browser) -> Page:
    """Return a page of a fresh context, that is with an empty cache."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, device_scale_factor=1)
    return context.new_page()


def first_map(browser: Browser, url: str) -> Change:
    """Load the page with a warm server and an empty browser cache."""
    page = open_page(browser)
    recording = Recording.start(page)
    page.goto(url, wait_until="commit")
    start = float(page.evaluate("performance.timeOrigin")) / 1000
    recording.wait(4.0, still=STILL_S)
    recording.stop()
    frames = recording.frames
    shape = pixels(frames[-1][1]).shape
    result = measure(frames, np.zeros(shape, dtype=np.int16), start, COLOURS)
    page.context.close()
    return result


def change(page: Page) -> tuple[Change, int]:
    """Press a key in the radio and record what follows."""
    page.locator('input[type="radio"]:checked').first.focus()
    page.evaluate(
        "addEventListener('keydown', e => { window.pressed = performance.timeOrigin + e.timeStamp },"
        " { capture: true, once: true })"
    )
    recording = Recording.start(page)
    recording.wait(0.3, still=0.3)
    before = pixels(recording.frames[-1][1])
    recording.clear()
    page.keyboard.press("ArrowRight")
    recording.wait(0.8, still=STILL_S)
    recording.stop()
    start = float(page.evaluate("window.pressed")) / 1000
    return measure(recording.frames, before, start, COLOURS), recording.wire


def zoom_kept(page: Page, way: str) -> bool:
    """Zoom in, change the classes, and see whether the map still stands there."""
    frame: Any = page.frame_locator("iframe").first if way == "st_folium" else page
    place = "el => el.style.transform"
    button = ".leaflet-control-zoom-in" if way == "st_folium" else 'button[aria-label="放大"]'
    frame.locator(button).first.click()
    page.wait_for_timeout(1500)
    before = frame.locator(".leaflet-proxy").first.evaluate(place)
    page.locator('input[type="radio"]:checked').first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(2500)
    return bool(before == frame.locator(".leaflet-proxy").first.evaluate(place))


def report(rows: dict[str, TimingRow]) -> None:
    """Print what was measured, and each target beside it."""
    print(f"{'way':28}{'first ms':>10}{'change ms':>11}{'blank ms':>10}{'wire kB':>9}{'zoom':>7}")
    for item in rows.values():
        kept = {None: "–", True: "kept", False: "lost"}[item.zoom_kept]
        print(
            f"{NAMES[item.way]:28}{item.first_ms:10.0f}{item.change_ms:11.0f}"
            f"{item.blank_ms:10.0f}{item.wire_bytes / 1000:9.1f}{kept:>7}"
        )
    floor, folium, ours = rows["floor"], rows["st_folium"], rows["ours"]
    print()
    targets = [
        ("change / floor", ours.change_ms / floor.change_ms, "≤", 1.15),
        ("st_folium / ours", folium.change_ms / ours.change_ms, "≥", 3.5),
        ("kB a change", ours.wire_bytes / 1000, "≤", 10.0),
        ("blank ms", ours.blank_ms, "≤", 0.0),
        ("zoom kept", float(bool(ours.zoom_kept)), "≥", 1.0),
        ("first map − floor, ms", ours.first_ms - floor.first_ms, "≤", 150.0),
    ]
    targets.append(("all China / floor", rows["china"].change_ms / floor.change_ms, "≤", 2.0))
    for name, value, sign, target in targets:
        held = value <= target if sign == "≤" else value >= target
        print(f"{name:24}{value:8.2f}   target {sign} {target:g}   {'holds' if held else 'MISSED'}")


if __name__ == "__main__":
    main()

"""Phones, small and very large windows, fingers, keyboard, paper: nobody is shut out.

Each page is looked at in five sizes; the pictures are in `tests/screenshots/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import NewPage
from tests.views.pages import SCREENSHOTS, assert_offline_and_calm, settle
from tests.views.test_pages import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE = {"width": 390, "height": 844, "touch": True}
# 1366 × 768 and 1366 × 768 at Windows scaling of 125 % and 150 %; a wall.
SCALED = [(1093, 614), (911, 512)]
FINGER_PX = 44

# Every node, those in the map's shadow as well; a field counts by what a finger meets around it.
CONTROLS = """() => {
  const all = (root, found = []) => {
    for (const node of root.querySelectorAll('*')) {
      found.push(node);
      if (node.shadowRoot) all(node.shadowRoot, found);
    }
    return found;
  };
  const small = [];
  for (const node of all(document.querySelector('[data-testid=stMain]'))) {
    if (!node.matches('button, input, select, textarea, [role=tab], [role=combobox], summary')) continue;
    const style = getComputedStyle(node);
    if (style.visibility === 'hidden' || style.opacity === '0') continue;
    const touched = node.matches('input')
      ? node.closest('label') ?? node.closest('[role=group]') ?? node : node;
    const box = touched.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    if (box.width < 43.5 || box.height < 43.5) {
      small.push(`${node.tagName} ${node.ariaLabel ?? node.textContent} ${box.width}×${box.height}`);
    }
  }
  return small;
}"""


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(
        page.evaluate(
            "Math.max(document.documentElement.scrollWidth - innerWidth, ...["
            "...document.querySelectorAll('[data-testid=stMain]')]"
            ".map((node) => node.scrollWidth - node.clientWidth))"
        )
    )


def box(page: Page, selector: str) -> dict[str, float]:
    """Return where an element stands in the window."""
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return dict(found)


def picture(page: Page, name: str) -> None:
    """Keep what is seen, as a JPEG: these pictures are many."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.jpg", type="jpeg", quality=60)


def swipe(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Push one finger over the glass."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        told: dict[str, Any] = {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
        session.send("Input.dispatchTouchEvent", told)

    touch("touchStart", start)
    for step in range(1, 21):
        share = step / 20
        at = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
        touch("touchMove", at)
        page.wait_for_timeout(16)
    touch("touchEnd")
    page.wait_for_timeout(400)


@pytest.mark.parametrize(("path", "heading", "with_map"), PAGES, ids=str)
def test_a_phone_sees_the_map_first_and_has_room_for_fingers(
    server: str, new_page: NewPage, path: str, heading: str, with_map: bool
) -> None:
    page, watch = new_page(**PHONE)
    page.goto(f"{server}/{path}")
    settle(page, with_map=with_map)
    assert page.locator(".atlas-head h1").inner_text() == heading
    assert sideways(page) <= 0
    assert page.evaluate(CONTROLS) == []
    if with_map:
        frame = box(page, ".atlas-map")
        assert frame["y"] < 300, "the map begins in the upper half of the first screen"
        assert frame["y"] + frame["height"] < 844
        assert frame["width"] > 360
        source = box(page, ".atlas-source")
        assert source["y"] >= frame["y"] + frame["height"], "the source stands below the map"
        legend = page.locator(".atlas-legend-handle")
        assert legend.count() == 0 or legend.get_attribute("aria-expanded") in {"false", None}
    picture(page, f"{path or 'overview'}-390")
    assert_offline_and_calm(watch)


def test_the_whole_province_fits_a_phone(server: str, new_page: NewPage) -> None:
    page, watch = new_page(**PHONE)
    page.goto(f"{server}/indicators")
    settle(page)
    page.get_by_role("button", name="回到全省").tap()
    page.wait_for_timeout(900)
    edges = page.locator("path[data-code]").evaluate_all(
        "nodes => nodes.map((n) => n.getBoundingClientRect()).map((b) => [b.left, b.right])"
    )
    frame = box(page, ".atlas-map")
    assert min(left for left, _right in edges) >= frame["x"]
    assert max(right for _left, right in edges) <= frame["x"] + frame["width"]
    assert_offline_and_calm(watch)


def test_one_finger_scrolls_the_page_and_two_move_the_map(server: str, new_page: NewPage) -> None:
    page, watch = new_page(**PHONE)
    page.goto(f"{server}/indicators")
    settle(page)
    before = page.locator(".leaflet-proxy").first.evaluate("node => node.style.transform")
    swipe(page, (180, 450), (180, 150))
    moved = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    assert moved > 250, "a swipe of 300 px over the map scrolls the page"
    held = page.locator(".leaflet-proxy").first.evaluate("node => node.style.transform")
    assert held == before
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 0")
    swipe(page, (300, 300), (120, 300))
    assert page.get_by_text("用两个手指移动和缩放地图").is_visible()
    session = page.context.new_cdp_session(page)
    pinch = {"x": 180, "y": 300, "scaleFactor": 2.0, "relativeSpeed": 400}
    session.send("Input.synthesizePinchGesture", pinch)
    page.wait_for_function("location.search.includes('at=')")
    now = page.locator(".leaflet-proxy").first.evaluate("node => node.style.transform")
    assert now != before
    assert page.evaluate("visualViewport.scale") == 1, "the page itself is not enlarged"
    assert_offline_and_calm(watch)


def test_a_county_opens_as_a_sheet_from_below(server: str, new_page: NewPage) -> None:
    page, watch = new_page(**PHONE)
    page.goto(f"{server}/indicators?sel=620123")
    settle(page)
    card = page.get_by_role("dialog", name="榆中县")
    card.wait_for()
    place = card.bounding_box()
    assert place is not None
    assert place["width"] == 390
    assert place["y"] + place["height"] == pytest.approx(844, abs=1)
    assert place["y"] > 844 * 0.3, "the map above it stays in sight"
    card.get_by_role("button", name="关闭").tap()
    card.wait_for(state="hidden")
    assert_offline_and_calm(watch)


def test_the_menu_closes_behind_a_choice(server: str, new_page: NewPage) -> None:
    page, watch = new_page(**PHONE)
    page.goto(f"{server}/goals")
    settle(page, with_map=False)
    page.get_by_role("button", name="打开菜单").tap()
    page.get_by_role("link", name="县域比较").tap()
    page.wait_for_url("**/compare*")
    settle(page)
    page.wait_for_function(
        "document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().right <= 1"
    )
    assert_offline_and_calm(watch)


@pytest.mark.parametrize("size", SCALED, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("path", ["", "plans", "indicators"])
def test_the_map_fits_a_window_scaled_up(
    server: str, new_page: NewPage, path: str, size: tuple[int, int]
) -> None:
    page, watch = new_page(width=size[0], height=size[1])
    page.goto(f"{server}/{path}")
    settle(page)
    frame = box(page, ".atlas-map")
    assert frame["height"] <= size[1] - 100, "the whole map is seen at once"
    assert sideways(page) <= 0
    source = box(page, ".atlas-source")
    assert source["width"] > source["height"], "the source is a line, not a column over the map"
    picture(page, f"{path or 'overview'}-{size[0]}")
    assert_offline_and_calm(watch)

"""Phones, small and very large windows, fingers, keyboard, paper: nobody is shut out.

Each page is looked at in five sizes; the pictures are in `tests/screenshots/`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from data.paths import STATIC
from tests.browser import NewPage
from tests.views.pages import SCREENSHOTS, assert_offline_and_calm, settle
from tests.views.test_pages import PAGES
from views.parts.figures import data_tables

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from pypdf import PageObject as PdfPage

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


# Streamlit's own elements, by rule and by what stands in their markup; the list may become shorter,
# never longer. Its menu on a phone has headings between the items of one list.
STREAMLITS_OWN = {
    "list": frozenset({'<ul data-testid="stSidebarNavItems"'}),
    "listitem": frozenset({'<li class="st-emotion-cache-'}),
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> dict[str, list[str]]:
    """Return what axe finds on the page as it stands: the offending nodes by rule."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return {
        item["id"]: [
            node["html"][:200]
            for node in item["nodes"]
            if not any(own in node["html"] for own in STREAMLITS_OWN.get(item["id"], ()))
        ]
        for item in found
    }


def test_the_list_of_what_is_streamlits_own_does_not_grow() -> None:
    assert set(STREAMLITS_OWN) <= {"list", "listitem"}
    assert sum(map(len, STREAMLITS_OWN.values())) <= 2


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize(("path", "heading", "with_map"), PAGES, ids=str)
def test_axe_finds_nothing_of_our_own(
    server: str, new_page: NewPage, path: str, heading: str, with_map: bool, width: int
) -> None:
    page, _watch = new_page(width=width, height=844, touch=width < 640)
    page.goto(f"{server}/{path}")
    settle(page, with_map=with_map)
    assert {rule: nodes for rule, nodes in violations(page).items() if nodes} == {}
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    title = page.title()
    assert heading in title
    assert title.endswith("陇上创新图志")
    icons = page.locator("[data-testid=stIconMaterial]:not([aria-hidden=true])")
    assert icons.count() == 0, "the words of an icon font are not read aloud"


@pytest.mark.parametrize(
    ("address", "begins"),
    [
        ("indicators?ind=urbanization_rate", "常住人口城镇化率（2020年） · 指标地图"),
        ("county?sel=620921", "金塔县 · 一县一页"),
        ("zones", "科技创新示范区 · 陇上创新图志"),
    ],
)
def test_a_window_is_named_after_what_it_shows(
    server: str, new_page: NewPage, address: str, begins: str
) -> None:
    page, _watch = new_page()
    page.goto(f"{server}/{address}")
    settle(page)
    assert page.title().startswith(begins)


def test_an_open_card_and_open_panels_have_no_barrier(server: str, new_page: NewPage) -> None:
    page, _watch = new_page()
    page.goto(f"{server}/ring?sel=620123")
    settle(page)
    page.get_by_role("dialog", name="榆中县").wait_for()
    for panel in page.locator("summary").all():
        panel.click()
    page.wait_for_timeout(600)
    assert {rule: nodes for rule, nodes in violations(page).items() if nodes} == {}


def said(page: Page) -> str:
    """Return what the map has told a screen reader last."""
    return page.locator(".atlas [role=status]").inner_text()


def test_a_county_is_found_and_opened_by_keyboard_alone(server: str, new_page: NewPage) -> None:
    page, watch = new_page()
    page.goto(f"{server}/indicators")
    settle(page)
    frame = page.locator(".atlas-map")
    for _press in range(60):
        page.keyboard.press("Tab")
        if frame.evaluate("node => node.getRootNode().activeElement === node"):
            break
    outline = frame.evaluate("node => getComputedStyle(node).outlineStyle")
    assert outline == "solid", "the focus is seen"
    page.keyboard.press("ArrowRight")
    first = said(page)
    page.keyboard.press("ArrowRight")
    second = said(page)
    assert first != second
    for text in (first, second):
        assert re.search(r"[县市区]，.+。[\d,.]+ .+/87.*。级别：", text), text
    name = second.split("，")[0]
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name=name)
    card.wait_for()
    page.wait_for_function("location.search.includes('sel=')")
    card.evaluate("node => new Promise((done) => setTimeout(done, 300))")
    assert card.evaluate("node => node.getRootNode().activeElement === node")
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert frame.evaluate("node => node.getRootNode().activeElement === node")
    page.keyboard.press("Space")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    page.keyboard.press("Escape")
    assert not frame.evaluate("node => node.getRootNode().activeElement === node"), "Esc leaves"
    assert_offline_and_calm(watch)


def test_every_county_is_reached_by_arrows(server: str, new_page: NewPage) -> None:
    page, _watch = new_page()
    page.goto(f"{server}/goals")
    topology = json.loads(
        next(path for path in (STATIC / "geo").glob("gansu.*.json")).read_text(encoding="utf-8")
    )
    shapes = topology["objects"]["county"]["geometries"]
    counties = [
        {"id": str(shape["id"]), "x": shape["properties"]["lx"], "y": -shape["properties"]["ly"]}
        for shape in shapes
        if shape["properties"].get("kind") != "special"
    ]
    assert len(counties) == 87
    reached = page.evaluate(
        """async ([url, units]) => {
          const { unitToward } = await import(url);
          const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];
          const from = (start) => {
            const seen = new Set([start.id]);
            const queue = [start];
            while (queue.length) {
              const unit = queue.pop();
              for (const key of keys) {
                const next = unitToward(units, unit, key);
                if (next && !seen.has(next.id)) { seen.add(next.id); queue.push(next); }
              }
            }
            return seen.size;
          };
          return units.map(from);
        }""",
        [f"{server}/app/static/map/keyboard.js", counties],
    )
    assert set(reached) == {87}


def printed(page: Page, path: Path, *, landscape: bool) -> tuple[str, list[PdfPage]]:
    """Print as the browser does by Ctrl+P; return the text and the pages."""
    page.pdf(
        path=path,
        format="A4",
        landscape=landscape,
        margin=dict.fromkeys(("top", "bottom", "left", "right"), "12mm"),
    )
    pages = list(PdfReader(path).pages)
    return "".join(sheet.extract_text() for sheet in pages), pages


# What the map on a page's first sheet shows: the far west, the south and the east, or what the page
# is about and its surroundings.
WHOLE_PROVINCE = ("酒泉", "甘南", "庆阳")
ON_THE_MAP = {
    "ring": ("兰州", "白银", "定西"),
    "county": ("榆中", "皋兰", "会宁"),
    "compare": ("城关", "榆中", "临夏"),
}


@pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])
@pytest.mark.parametrize(("path", "heading", "with_map"), PAGES, ids=str)
def test_a_page_prints_as_a_sheet(
    server: str,
    new_page: NewPage,
    tmp_path: Path,
    path: str,
    heading: str,
    with_map: bool,
    landscape: bool,
) -> None:
    page, watch = new_page()
    page.goto(f"{server}/{path}")
    settle(page, with_map=with_map)
    text, sheets = printed(page, tmp_path / "page.pdf", landscape=landscape)
    joined = "".join(text.split())
    assert heading in joined
    assert not re.search("下载CSV下载|下载网页地图|加入汇报|回到总览|keyboard_", joined)
    assert path == "sources" or "来源" in joined
    first = "".join(sheets[0].extract_text().split())
    if with_map:
        assert all(name in first for name in ON_THE_MAP.get(path, WHOLE_PROVINCE))
        assert "底图" in first
        assert page.locator(".atlas.is-printing").count() == 0, "the screen is as it was"
    assert_offline_and_calm(watch)


def test_the_whole_table_is_printed_with_its_last_row_and_column(
    server: str, new_page: NewPage, tmp_path: Path
) -> None:
    page, _watch = new_page()
    page.goto(f"{server}/indicators")
    settle(page)
    text, _pages = printed(page, tmp_path / "page.pdf", landscape=False)
    table = data_tables.values("tertiary_per_100k", 2020)
    for name in table["代码"]:
        assert str(name) in text
    assert str(table.columns[-1]) in text


def test_the_map_stands_on_the_screen_as_before_printing(
    server: str, new_page: NewPage, tmp_path: Path
) -> None:
    page, _watch = new_page()
    page.goto(f"{server}/indicators?at=36.1000,103.9000,8.00")
    settle(page)
    place = "node => { const b = node.getBoundingClientRect(); return [b.x, b.y, b.width]; }"
    county = page.locator("path[data-code='620102']").first
    before = county.evaluate(place)
    printed(page, tmp_path / "page.pdf", landscape=True)
    page.wait_for_timeout(500)
    assert county.evaluate(place) == pytest.approx(before, abs=1.5)


def test_a_wall_is_filled_and_its_type_is_large(server: str, new_page: NewPage) -> None:
    page, watch = new_page(width=3840, height=2160)
    page.goto(f"{server}/indicators")
    settle(page)
    content = box(page, ".stMainBlockContainer")
    assert content["width"] > 0.93 * 3840
    legend = page.locator(".atlas-range").first
    height = legend.evaluate("node => node.getBoundingClientRect().height")
    assert height >= 24, "what is 12 px on a desk is larger here"
    assert box(page, ".atlas-map")["height"] > 1500
    assert sideways(page) <= 0
    picture(page, "indicators-3840")
    assert_offline_and_calm(watch)


def test_f_shows_the_map_alone_in_larger_type(server: str, new_page: NewPage) -> None:
    page, watch = new_page(width=1920, height=1080)
    page.goto(f"{server}/indicators?sel=620123")
    settle(page)
    range_height = "node => node.getBoundingClientRect().height"
    before = page.locator(".atlas-range").first.evaluate(range_height)
    page.keyboard.press("f")
    title = page.locator(".atlas-title")
    title.wait_for()
    assert "每10万人口中大专及以上人数（2020年）" in title.inner_text()
    page.wait_for_timeout(700)
    stage = box(page, ".atlas-stage")
    assert (stage["x"], stage["y"], stage["width"], stage["height"]) == (0, 0, 1920, 1080)
    assert page.locator(".atlas-legend").is_visible()
    assert page.locator(".atlas-source").is_visible()
    assert not page.locator(".atlas-card").is_visible()
    assert not page.locator(".atlas-buttons").is_visible()
    after = page.locator(".atlas-range").first.evaluate(range_height)
    assert after == pytest.approx(1.4 * before, rel=0.03)
    on_top = "document.elementFromPoint(10, 10).closest('[class*=\"-map \"]') !== null"
    assert page.evaluate(on_top), "the page's head does not lie over it"
    picture(page, "presentation-1920")
    page.keyboard.press("Escape")
    title.wait_for(state="hidden")
    assert page.locator(".atlas-card").is_visible()
    page.goto(f"{server}/export")
    settle(page, with_map=False)
    page.get_by_label("图题").press_sequentially("f")
    assert page.get_by_label("图题").input_value() == "f", "in a field it is a letter"
    assert_offline_and_calm(watch)


def test_chosen_colours_of_the_system_keep_what_colours_say(server: str, new_page: NewPage) -> None:
    page, watch = new_page(forced_colors="active")
    page.goto(f"{server}/indicators")
    settle(page)
    style = "node => getComputedStyle(node).getPropertyValue('{}')"
    chosen = page.locator("[data-testid=stButtonGroup] [data-selected=true]").first
    assert chosen.evaluate(style.format("outline-style")) == "solid"
    bar = page.locator(".atlas-count i").first
    paper = "node => getComputedStyle(node).backgroundColor"
    assert bar.evaluate(paper) != page.locator(".atlas-legend").evaluate(paper)
    fills = page.locator("path[data-code]").evaluate_all(
        "nodes => new Set(nodes.map((n) => getComputedStyle(n).fill)).size"
    )
    assert fills >= 5, "the classes are still told apart"
    mark = page.locator("[data-testid=stHeaderLogo]").first
    assert mark.evaluate(style.format("forced-color-adjust")) == "none"
    picture(page, "indicators-forced-colours")
    assert_offline_and_calm(watch)


def test_less_motion_holds_for_the_zoom(server: str, new_page: NewPage) -> None:
    page, _watch = new_page(reduced_motion="reduce")
    page.goto(f"{server}/indicators")
    settle(page)
    page.get_by_role("button", name="放大").click()
    assert page.locator(".leaflet-zoom-anim").count() == 0


@pytest.mark.parametrize("path", ["", "indicators", "compare"])
def test_nothing_disappears_at_twice_the_size(server: str, new_page: NewPage, path: str) -> None:
    page, _watch = new_page(width=683, height=384)
    page.goto(f"{server}/{path}")
    settle(page)
    assert sideways(page) <= 0
    for name in ("放大", "回到全省"):
        assert page.get_by_role("button", name=name).is_visible()
    assert page.locator(".atlas-source").is_visible()
    assert box(page, ".atlas-map")["height"] <= 384


def test_a_chart_s_names_are_whole(server: str, new_page: NewPage) -> None:
    """A chart keeps the room that it had when it was drawn, also before the letters have come."""
    page, watch = new_page()
    page.goto(f"{server}/goals")
    chart = page.get_by_test_id("stVegaLiteChart").first
    chart.locator(".role-legend-label text").first.wait_for()
    page.wait_for_function("document.fonts.check('13px \"Noto Sans SC\"', '甘')")
    left = box(page, '[data-testid="stVegaLiteChart"]')["x"]
    names = [text.bounding_box() for text in chart.locator(".role-axis-label text").all()]
    assert len(names) > 9
    assert all(name is not None and name["x"] >= left - 1 for name in names)
    assert_offline_and_calm(watch)


def test_a_chart_s_legend_keeps_its_words_apart(server: str, new_page: NewPage) -> None:
    """A chart measures its words with the letters there are: here they have come before it."""
    page, watch = new_page()
    page.goto(f"{server}/plans")
    settle(page)
    page.wait_for_function("document.fonts.check('13px \"Noto Sans SC\"', '甘')")
    page.get_by_text("规划与数据", exact=True).click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text="目标进度").click()
    page.wait_for_url("**/goals*")
    chart = page.get_by_test_id("stVegaLiteChart").first
    chart.locator(".role-legend-label text").first.wait_for()
    marks = chart.locator(".role-legend-symbol path").all()
    words = [text.bounding_box() for text in chart.locator(".role-legend-label text").all()]
    assert len(words) > 2
    for mark, before in zip(marks[1:], words, strict=False):
        place = mark.bounding_box()
        assert place is not None
        assert before is not None
        assert before["x"] + before["width"] <= place["x"] + 1, (
            "a legend's words run into its marks"
        )
    assert_offline_and_calm(watch)


def test_letters_come_after_the_first_map_on_a_slow_line(server: str, new_page: NewPage) -> None:
    page, watch = new_page()
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 20,
            "downloadThroughput": 1_000_000,
            "uploadThroughput": 1_000_000,
        },
    )
    order: list[str] = []
    page.on("request", lambda request: order.append(request.url))
    page.goto(f"{server}/indicators")
    settle(page)
    page.wait_for_function("document.fonts.check('16px \"Noto Sans SC\"', '甘')")
    page.wait_for_timeout(1500)
    fonts = [i for i, url in enumerate(order) if "/fonts/Noto" in url]
    geometry = [i for i, url in enumerate(order) if "/geo/gansu" in url]
    assert fonts, "the atlas's own letters come"
    assert min(fonts) > max(geometry)
    assert_offline_and_calm(watch)

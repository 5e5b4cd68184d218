"""The ring's page: what the map is sent, and the page in a real browser."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
import shapely

from geo.places import units
from geo.travel import isochrones
from geo.travel.journeys import Leg, reach
from geo.travel.network import Edge
from geo.travel.origins import LANZHOU_CORE
from geo.travel.settings import Settings
from layers import catalogue
from layers.prepared import prepare
from layers.spec import MapSpec
from maps.screen import payload
from tests.browser import NewPage
from tests.views.pages import query
from views.parts.ring import ring_map

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXES = tuple(s.id for s in catalogue.of_page("ring") if s.kind == "axis")


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CACHE", "off")


@pytest.mark.parametrize("limit", [15, 60, 120])
def test_the_map_shows_the_same_verdicts_as_the_network(limit: float) -> None:
    journey = reach()
    drawn = ring_map.drawn(prepare(MapSpec(systems=AXES)), journey, limit)
    for arrival in journey.counties():
        verdict = arrival.verdict(limit)
        expected = {"in": 0, "edge": 1, "out": None}[verdict]
        assert drawn.fills.get(arrival.node) == expected, arrival.name
    assert sum(row.count for row in drawn.legend) == sum(
        1 for a in journey.counties() if a.verdict(limit) != "out"
    )
    assert set(AXES) <= {line.id for line in drawn.lines}


def test_what_the_tooltips_say() -> None:
    drawn = ring_map.drawn(prepare(MapSpec()), reach(), 60)
    assert drawn.values["620102"].line == "起点"
    assert drawn.values["620402"].line == "52 分（45–60） · 边缘（误差内两可）"
    assert len(drawn.values) == 87
    names = [point.name for point in drawn.points]
    assert "兰州新区 45分" in names
    assert "临洮县 70分" in names


def test_the_page_starts_from_the_nearest_seat_of_the_core() -> None:
    drawn = ring_map.drawn(prepare(MapSpec()), reach(LANZHOU_CORE.id), 60)
    assert drawn.subtitle == "从兰州市主城区出发 60 分钟"
    assert {drawn.values[seat].line for seat in LANZHOU_CORE.seats} == {"起点"}
    assert (
        drawn.values["622923"].line == "67 分（56–80） · 边缘（误差内两可）"
    )  # 永靖; from 城关 110
    names = [point.name for point in drawn.points]
    assert {"兰州新区 45分", "临洮县 60分", "定西市 75分", "临夏州 102分"} <= set(names)


@pytest.mark.parametrize("origin", ["lanzhou-core", "620102", "621202", "620982"])
@pytest.mark.parametrize("limit", [30, 60, 90, 120])
def test_a_change_is_at_most_ten_kilobytes(origin: str, limit: float) -> None:
    plain = ring_map.drawn(prepare(MapSpec()), reach(origin), limit)
    sent = payload.payload(plain)
    assert [area["id"] for area in sent["polygons"]] == ["band", "ring"]
    assert all(area["polygons"] for area in sent["polygons"])
    changing = {key: sent[key] for key in ("polygons", "fills", "legend", "lines")}
    assert len(json.dumps(changing, ensure_ascii=False).encode()) <= 10_000


def test_the_drawn_ring_is_the_computed_one() -> None:
    journey = reach(LANZHOU_CORE.id)
    drawn = ring_map.drawn(prepare(MapSpec()), journey, 60)
    ring = next(area for area in drawn.polygons if area.id == "ring")
    shown = shapely.MultiPolygon([(edges[0], edges[1:]) for edges in ring.polygons]).buffer(0)
    computed = isochrones.rings((60,), band_of=None).geometry.iloc[0]
    assert shown.symmetric_difference(computed).area < 0.06 * computed.area


def test_the_path_runs_from_seat_to_seat() -> None:
    journey = reach()
    drawn = ring_map.drawn(prepare(MapSpec()), journey, 60, path=journey.path("621102"))
    (path,) = [line for line in drawn.lines if line.id == "path"]
    start, end = units.unit("620102"), units.unit("621102")
    assert path.coords[0] == (start.seat_lon, start.seat_lat)
    assert path.coords[-1] == (end.seat_lon, end.seat_lat)


def test_pieces_of_one_road_are_told_as_one() -> None:
    edge = Edge("e", "a", "b", "road", "trunk", "G1", length_km=1, length_basis="osm")
    leg = Leg("road", "a", "b", "G1", 1.0, 0.9, 1.2, 1.0, "osm", "", (), "", ((0, 0), (1, 0)), edge)
    more = replace(leg, start="b", end="c", coords=((1, 0), (2, 0)))
    other = replace(leg, start="c", end="d", route="G2")
    found = ring_map.merged((leg, more, other))
    assert [(x.start, x.end, x.route) for x in found] == [("a", "c", "G1"), ("c", "d", "G2")]
    assert (found[0].minutes, found[0].length_km) == (2.0, 2.0)
    read = reach().path("622901")
    assert ring_map.merged(read) == read  # listed stretches stay apart, each with its source


def test_a_line_that_opens_changes_the_map() -> None:
    plain = prepare(MapSpec())
    before = ring_map.drawn(plain, reach(), 95)
    after = ring_map.drawn(plain, reach(settings=Settings(opened=("兰合铁路",))), 95)
    assert before.values["622901"] != after.values["622901"]
    assert before.polygons != after.polygons


def opened(server: str, page: Page, asked: str) -> None:
    page.goto(server)
    page.wait_for_selector(".atlas-head h1", timeout=30_000)
    page.goto(f"{server}/ring?{asked}")
    page.wait_for_selector("path[data-code]", state="attached", timeout=30_000)
    page.get_by_text("87 个县级单元的时间").wait_for(timeout=30_000)
    page.wait_for_timeout(500)


def test_settings_come_from_the_url_and_stay_there(server: str, new_page: NewPage) -> None:
    page, watch = new_page()
    asked = f"m=90&from=621102&t_wait=10&t_rail=0&t_open={quote('兰永临高速')}&sel=620102&of=gdp"
    opened(server, page, asked)
    found = query(page)
    assert (found["m"], found["from"], found["t_wait"], found["t_rail"]) == (
        "90",
        "621102",
        "10",
        "0",
    )
    assert found["t_open"] == "兰永临高速"
    assert found["of"] == "gdp"
    text = page.locator("[data-testid=stMain]").inner_text()
    assert "去城关区的路径" in text
    assert "90 分钟以内" in text
    assert page.locator("[data-testid=stAlert]").count() == 0
    assert watch.refused == []


def test_what_cannot_be_asked_is_told(server: str, new_page: NewPage) -> None:
    page, watch = new_page()
    hostile = quote("<img src=x onerror=document.title='owned'>{{7*7}}")
    opened(server, page, f"m=abc&from=110101&t_wait={hostile}&t_open={hostile}&t_expressway=900")
    page.wait_for_timeout(1500)
    told = page.locator("[data-testid=stAlert]").all_inner_texts()
    assert len(told) == 5
    assert page.title() != "owned"
    assert page.locator("[data-testid=stMain] img[src='x']").count() == 0
    assert watch.refused == []


def test_opening_a_line_is_in_the_url_and_in_the_table(server: str, new_page: NewPage) -> None:
    page, watch = new_page()
    opened(server, page, "")
    page.get_by_text("兰合铁路（在建）").click()
    page.wait_for_function("location.search.includes('t_open=')")
    assert query(page)["t_open"] == "兰合铁路"
    page.reload()
    page.get_by_text("87 个县级单元的时间").wait_for(timeout=30_000)
    assert query(page)["t_open"] == "兰合铁路"
    assert watch.refused == []

"""兰州市主城区 as a start: the nearest of its four seats, whatever the case or the settings."""

from __future__ import annotations

import json

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import AtlasError
from data.paths import ROOT
from geo.places import units
from geo.travel import isochrones, journeys, origins, plan_ring, ring_document
from geo.travel.journeys import reach
from geo.travel.origins import LANZHOU_CORE
from geo.travel.settings import RANGES, Settings
from indicators import accessibility

CODES = tuple(unit.adcode for unit in units.counties())
CORE = LANZHOU_CORE.id


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CACHE", "off")


@settings(max_examples=10, deadline=None)
@given(st.floats(*(RANGES["expressway"].low, RANGES["expressway"].high)), st.booleans())
def test_the_core_is_the_nearest_of_its_seats(speed: float, rail: bool) -> None:
    chosen = Settings(expressway=round(speed, 1), rail=rail)
    core, seats = reach(CORE, chosen), [reach(s, chosen) for s in LANZHOU_CORE.seats]
    for code in CODES:
        for case in range(3):
            nearest = min(journey.times(code)[case] for journey in seats)
            assert core.times(code)[case] == pytest.approx(nearest, abs=1e-9)


def test_the_members_of_the_ring_from_the_nearest_seat() -> None:
    """The minutes of the audit: the clock had started at 城关 alone, 永靖 being 110 minutes away."""
    expected = {
        "622923": 67,  # 永靖
        "621102": 75,  # 定西
        "621124": 60,  # 临洮
        "620111": 66,  # 红古
        "622924": 68,  # 广河
        "622901": 102,  # 临夏市
    }
    core, alone = reach(CORE), reach(journeys.LANZHOU)
    for code, minutes in expected.items():
        assert core.times(code)[1] == pytest.approx(minutes, abs=0.6), code
        assert core.times(code)[1] < alone.times(code)[1] - 5, code
    assert alone.times("622923")[1] == pytest.approx(110, abs=0.6)
    assert alone.times("620104")[1] == pytest.approx(43, abs=0.6)


def test_who_lives_within_the_hour() -> None:
    inside = accessibility.inside(reach(CORE), ring_document.PLAN_MINUTES)
    assert inside.residents == 4_459_696  # 兰州新区, counted apart, has 288,200 more
    assert set(inside.members) == {
        "620102", "620103", "620104", "620105", "620122", "620123", "620402", "621124",
    }  # fmt: skip


def test_a_path_starts_at_the_seat_that_is_nearest() -> None:
    journey = reach(CORE)
    assert journey.path("622923")[0].start == "西固区"
    assert journey.path("620123")[0].start == "城关区"
    assert journey.path("621124")[0].start == "七里河区"
    for seat in LANZHOU_CORE.seats:
        assert journey.path(seat) == ()
        assert journey.arrival(seat).mode == "start"


def test_the_document_the_outline_and_the_gains_start_there() -> None:
    document = ring_document.document()
    assert json.loads(json.dumps(document)) == document
    assert set(document) == {
        "origin", "minutes", "band", "counties", "named_in_plan", "assumptions",
    }  # fmt: skip
    rows = {row["adcode"]: row for row in document["counties"]}
    assert {rows[s]["minutes"] for s in LANZHOU_CORE.seats} == {0.0}
    core = document["named_in_plan"][0]
    assert (core["name"], core["minutes"], core["inside"]) == ("兰州市主城区", 0.0, "in")
    assert core["note"].endswith("就是起点")
    assert document["assumptions"][0] == LANZHOU_CORE.note
    alone = ring_document.document(origin="620102")
    assert alone["assumptions"] == document["assumptions"][1:]
    assert alone["named_in_plan"][0]["minutes"] == 43.0
    area = shapely.MultiPolygon([shapely.Polygon(r[0], r[1:]) for r in plan_ring.polygons()])
    for seat in LANZHOU_CORE.seats:
        unit = units.unit(seat)
        assert shapely.contains_xy(area, unit.seat_lon, unit.seat_lat)
    gain = accessibility.gain(60, ("兰合铁路",))
    assert set(LANZHOU_CORE.seats) <= set(gain.before.members)


def test_the_grid_agrees_with_the_network_from_four_starts() -> None:
    journey = reach(CORE)
    field = isochrones.surface(journey, 125)
    for unit in units.counties():
        minutes = journey.times(unit.adcode)[1]
        grid = field.at(float(unit.seat_lon or 0), float(unit.seat_lat or 0))
        if min(minutes, grid) <= 120:
            assert grid == pytest.approx(minutes, abs=5), unit.name


@pytest.mark.parametrize("text", ["lanzhou-core", "兰州市主城区", "主城区", " lanzhou-core "])
def test_how_the_core_is_asked_for(text: str) -> None:
    assert origins.find(text) == CORE


def test_other_starts_are_counties() -> None:
    assert origins.find("临夏市") == "622901"
    assert origins.find("620102") == "620102"
    assert origins.name(CORE) == "兰州市主城区"
    assert origins.start(CORE) == "兰州市主城区四区中最近的驻地"
    assert origins.start("620102") == "城关区驻地"
    for wrong in ("", "lanzhou", "兰州新", "{{7*7}}"):
        with pytest.raises(AtlasError):
            origins.find(wrong)


def test_the_description_repeats_the_computed_minutes() -> None:
    text = (ROOT / "docs" / "ring.md").read_text(encoding="utf-8").replace("\n", "")
    journey = reach(CORE)
    nodes = {
        "兰州新区": "620171", "白银": "620402", "临洮": "621124", "红古": "620111",
        "永靖": "622923", "广河": "622924", "定西": "621102", "临夏市": "622901",
    }  # fmt: skip
    for name, node in nodes.items():
        low, middle, high = journey.times(node)
        assert f"{name} {middle:.0f}（{low:.0f}—{high:.0f}）" in text, (name, low, middle, high)
    residents = accessibility.inside(journey, ring_document.PLAN_MINUTES).residents
    assert residents is not None
    assert f"{residents / 1e4:.2f} 万人" in text

"""Every seat stands by the town that it names, and slow ways are explained."""

from __future__ import annotations

import csv
from collections import defaultdict

import pytest

from data.build.links import geodesic_km, relief
from data.paths import FIGURES, ROOT
from geo.places import units
from geo.travel.journeys import LANZHOU, reach
from geo.travel.network import skeleton
from geo.travel.origins import LANZHOU_CORE

NET = skeleton()
TOLERANCE_KM = 4.0
SLOW_KMH = 25.0


def listed() -> dict[str, list[tuple[float, float]]]:
    """Return where three other lists have the towns."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with (FIGURES / "seat_checks.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found[row["adcode"]].append((float(row["lon"]), float(row["lat"])))
    return found


CHECKS = listed()


@pytest.mark.parametrize("unit", units.counties(), ids=lambda u: u.name)
def test_a_seat_stands_by_its_town(unit: units.Unit) -> None:
    """玉门 had stood 13 km, 肃北 14 km and 永昌 5 km from the town in every other list."""
    here = (float(unit.seat_lon or 0), float(unit.seat_lat or 0))
    assert min(geodesic_km(here, other) for other in CHECKS[unit.adcode]) <= TOLERANCE_KM


def test_the_station_of_yumen_is_in_its_town() -> None:
    seat, station = NET.nodes["620981"], NET.nodes["玉门站"]
    assert geodesic_km((seat.lon, seat.lat), (station.lon, station.lat)) < 2


@pytest.mark.parametrize("origin", [LANZHOU_CORE.id, LANZHOU])
def test_seats_that_are_slow_to_reach_are_explained(origin: str) -> None:
    """A seat slower than 25 km/h as the crow flies is named in the description of the method."""
    text = (ROOT / "docs" / "ring.md").read_text(encoding="utf-8")
    journey = reach(origin)
    for unit in units.counties():
        arcs = journey.arcs(unit.adcode)
        if not arcs:
            continue
        start = NET.nodes[journey.graph.owner[arcs[0].tail]]
        here = (float(unit.seat_lon or 0), float(unit.seat_lat or 0))
        kmh = geodesic_km((start.lon, start.lat), here) / journey.times(unit.adcode)[1] * 60
        assert kmh >= SLOW_KMH or unit.short in text, (unit.name, round(kmh, 1))


def test_mountain_links_are_slow_and_plain_ones_are_not() -> None:
    ground = relief()
    links = {frozenset((e.a, e.b)): e for e in NET.edges if e.id.startswith("l")}
    # 东乡: 36.6 km to 广河 had been driven at 50 km/h; 锁南 stands on a ridge
    dongxiang = [e for ends, e in links.items() if "622926" in ends]
    assert len(dongxiang) >= 3
    assert {e.road_class for e in dongxiang} == {"mountain"}
    (listed_road,) = [e for e in NET.edges if {e.a, e.b} == {"622901", "622926"}]
    assert listed_road.road_class == "mountain"
    for ends, edge in links.items():
        if ground[ends].mountain:
            assert edge.road_class == "mountain", edge.id
        elif "622926" not in ends:
            assert edge.road_class == "link", edge.id
    plain = links[frozenset(("620302", "620621"))]  # 金川—民勤 over the plain
    assert plain.road_class == "link"
    fan = links[frozenset(("620923", "620982"))]  # 2,000 m up, but evenly over 70 km of gravel
    assert fan.road_class == "link"
    assert ground[frozenset(("621223", "623023"))].ridge > 1000  # 宕昌—舟曲

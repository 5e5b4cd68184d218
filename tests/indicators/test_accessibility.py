"""Accessibility: cumulative opportunities, the nearest of a kind, gains and shares."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from data.errors import AtlasError
from geo.places import units
from geo.travel import journeys, opportunities
from geo.travel.network import skeleton
from geo.travel.settings import Settings
from indicators import accessibility, registry, tables

PLAIN = Settings()
CODES = tuple(unit.adcode for unit in units.counties())
LINES = tuple(line.name for line in skeleton().lines())
IDS = (
    "access_people_60",
    "access_people_120",
    "access_university_minutes",
    "access_hsr_minutes",
)


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CACHE", "off")


def people_within(
    limit: float, *, origins: tuple[str, ...] | None = None
) -> dict[str, opportunities.Within]:
    """Return the residents within a limit of the seats, 兰州新区 counted at its own place."""
    values = tables.values("pop_resident", 2020)["value"].dropna()
    amounts = {str(code): float(value) for code, value in values.items()}
    amounts |= tables.outside("pop_resident", 2020)
    return opportunities.within(limit, amounts, origins=origins)


def registered(identifier: str) -> dict[str, float]:
    frame = tables.values(identifier)
    return {str(code): float(value) for code, value in frame["value"].items()}


def test_everyone_is_reachable_in_the_end() -> None:
    # 25,019,831 residents: the 87 units and 兰州新区 (七普)
    found = people_within(10_000, origins=("620102", "620923"))
    assert {round(entry.value) for entry in found.values()} == {25_019_831}
    assert {entry.places for entry in found.values()} == {88}


def test_the_hour_around_lanzhou_by_hand() -> None:
    # 城关、七里河、西固、安宁、皋兰、榆中、白银 and 兰州新区 have middle minutes of at most 60
    seats = ("620102", "620103", "620104", "620105", "620122", "620123", "620402")
    values = tables.values("pop_resident", 2020)["value"]
    by_hand = sum(float(values[code]) for code in seats) + 288_200
    found = people_within(60, origins=("620102",))["620102"]
    assert found.value == by_hand
    assert found.places == 8
    assert registered("access_people_60")["620102"] == by_hand


def test_margins_bracket_and_longer_reaches_more() -> None:
    hour, two = people_within(60), people_within(120)
    for code in CODES:
        assert hour[code].least <= hour[code].value <= hour[code].most
        assert hour[code].value <= two[code].value
        assert hour[code].value >= registered_residents()[code]


def registered_residents() -> dict[str, float]:
    return {str(c): float(v) for c, v in tables.values("pop_resident", 2020)["value"].items()}


@pytest.mark.parametrize("identifier", IDS)
def test_the_registry_has_them_as_derived_with_a_formula(identifier: str) -> None:
    item = registry.get(identifier)
    assert item.formula
    assert item.level == "county"
    frame = tables.values(identifier)
    assert len(frame) == 87
    told = frame["status"] == "derived"
    assert (frame["value"].notna() == told).all()
    # only the nearest station may be unsure, and then the reason stands in place of a number
    assert told.all() or identifier == "access_hsr_minutes"
    assert set(frame.loc[~told, "status"]) <= {"missing"}
    assert told.sum() >= 77
    assert frame["note"].str.len().min() > 3


def test_the_shipped_figures_are_what_the_network_gives() -> None:
    people = people_within(120)
    assert registered("access_people_120") == {c: round(people[c].value) for c in CODES}
    stations = opportunities.nearest_station()
    for code, value in registered("access_hsr_minutes").items():
        if stations[code].doubt:
            assert math.isnan(value)
        else:
            assert value == pytest.approx(stations[code].minutes, abs=0.051)


def test_universities() -> None:
    values = registered("access_university_minutes")
    # 兰州大学 (城关), 兰州理工 (七里河), 兰州交大 (安宁), 西北师大 (安宁), 河西学院 (甘州), 陇东学院 (西峰)
    for code in ("620102", "620103", "620105", "620702", "621002"):
        assert values[code] == 0
    assert values["620623"] > 60  # 天祝 has none
    home = journeys.reach("620402")
    assert values["620402"] <= home.times("620102")[1]


def test_stations_in_use_only() -> None:
    names = opportunities.stations()
    assert "兰州西站" in names
    assert "定西北站" in names
    assert "临夏站（在建）" not in names
    assert "渭源站" not in names  # tickets are sold there; no EMU stop was read
    assert "陇南站" in names  # EMU trains on a conventional line
    assert "西宁站" not in names  # not in the province
    assert "民和南站" not in names


def test_the_station_is_reached_by_road_and_nothing_is_waited_for() -> None:
    found = opportunities.nearest_station(origins=("621102",))["621102"]
    assert found.node == "定西北站"
    assert found.minutes == pytest.approx(6.973 / 30 * 60, abs=0.01)
    longer = opportunities.nearest_station(replace(PLAIN, wait=90), origins=("621102",))
    assert longer["621102"] == found
    ride = opportunities.nearest_station(replace(PLAIN, rail=False), origins=("621102",))
    assert ride["621102"] == found


def test_nothing_to_reach_is_infinite_not_zero() -> None:
    found = opportunities.nearest((), origins=("620102",))["620102"]
    assert (found.node, found.minutes) == ("", math.inf)
    none = opportunities.within(60, {}, origins=("620102",))["620102"]
    assert (none.value, none.places) == (0, 0)


def test_inside_names_who_is_sure_and_who_is_possible() -> None:
    ring = accessibility.inside(journeys.reach(), 60)
    assert set(ring.certain) <= set(ring.members) <= set(ring.possible)
    assert "620402" in ring.members  # 52 minutes …
    assert "620402" not in ring.certain  # … but up to 60.1
    values = registered_residents()
    assert ring.residents == sum(values[code] for code in ring.members)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("limit", [60, 90, 120])
def test_a_line_never_loses_anyone(line: str, limit: float) -> None:
    found = accessibility.gain(limit, (line,))
    assert set(found.before.members) <= set(found.after.members)
    assert len(found.counties) == len(found.after.members) - len(found.before.members)
    assert found.residents is not None
    assert found.residents >= 0


def test_what_the_railway_to_linxia_gains_in_an_hour_and_a_half() -> None:
    before = journeys.reach("620103").times("622901")[1]
    after = journeys.reach("620103", PLAIN.with_open(["兰合铁路"])).times("622901")[1]
    limit = (before + after) / 2
    found = accessibility.gain(limit, ("兰合铁路",), "620103")
    assert "622901" in found.counties
    values = registered_residents()
    assert found.residents == pytest.approx(sum(values[code] for code in found.counties))
    assert (
        accessibility.gain(limit, ("兰合铁路",), "620103", PLAIN.with_open(["兰合铁路"])) == found
    )


def test_shares_of_a_count() -> None:
    everyone = accessibility.inside(journeys.reach(), 10_000)
    whole = accessibility.share("longform_scientific_research_technical_services", 2020, everyone)
    assert whole.per_cent == pytest.approx(100)
    ring = accessibility.inside(journeys.reach(), 60)
    part = accessibility.share("longform_scientific_research_technical_services", 2020, ring)
    assert part.least <= part.per_cent <= part.most
    values = tables.values("longform_scientific_research_technical_services", 2020)["value"]
    by_hand = 100 * values[list(ring.members)].sum() / values.sum()
    assert part.per_cent == pytest.approx(by_hand)
    assert 20 < part.per_cent < 80


def test_ratios_are_not_summed() -> None:
    ring = accessibility.inside(journeys.reach(), 60)
    ratio = next(i.id for i in registry.of_level("county") if i.kind == "ratio")
    with pytest.raises(ValueError, match="no county-level count"):
        accessibility.share(ratio, 2020, ring)
    with pytest.raises(AtlasError):
        accessibility.share("no_such_thing", 2020, ring)


def test_missing_members_are_named_not_counted_as_zero() -> None:
    ring = accessibility.inside(journeys.reach(), 60)
    part = accessibility.share("gdp", 2020, ring)
    assert "620102" in part.missing  # 城关's figure is merged in the yearbook

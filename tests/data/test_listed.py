"""Counts and nearest facilities are told only where the list is known to be complete."""

from __future__ import annotations

import pytest

from data.build.cells import units_of
from data.build.figures import facilities
from data.build.listed import listed
from data.entries import entries
from indicators import tables

COUNTS = tuple(e for e in entries().values() if e.table.get("count", {}).get("types"))
NEAREST = tuple(e for e in entries().values() if "of" in e.table and "special" in e.table)


def unplaced(types: list[str]) -> list[tuple[str, str]]:
    """Return (name, prefecture) of the facilities whose county was not read."""
    return [
        (row["name"], row["prefecture"])
        for row in facilities()
        if row["type"] in types and not row["adcode"]
    ]


def test_these_are_asked() -> None:
    assert {e.id for e in NEAREST} == {"access_university_minutes"}
    assert {e.id for e in COUNTS if e.level == "county"} >= {
        "count_university_undergraduate",
        "count_college_junior",
        "count_national_innovative_county",
    }


@pytest.mark.parametrize("entry", COUNTS, ids=lambda e: e.id)
def test_a_count_is_told_only_where_every_facility_is_placed(entry) -> None:
    frame = tables.values(entry.id)
    types = entry.table["count"]["types"]
    open_cities = {city for _name, city in unplaced(types)} if entry.level == "county" else set()
    for unit in units_of(entry.level):
        name = [n for n, city in unplaced(types) if city[:4] == unit[:4]]
        if unit[:4] + "00" in open_cities:
            assert frame["status"][unit] == "missing", unit
            assert all(n in frame["note"][unit] for n in name)
        else:
            assert frame["value"][unit] >= 0, unit


@pytest.mark.parametrize("entry", (*COUNTS, *NEAREST), ids=lambda e: e.id)
def test_the_list_behind_it_is_whole(entry) -> None:
    """The registry says how many the publisher's own list has in the province; all are here."""
    recipe = entry.table.get("count", {})
    types = recipe.get("types") or entry.table["of"]
    whole = recipe.get("whole") or entry.table["of_whole"]
    names = {(row["type"], row["name"]) for row in facilities() if row["type"] in types}
    assert len(names) == whole
    words = entry.table["definition"] + "".join(entry.table["caveats"])
    assert any(word in words for word in ("名单", "截至", "全省28所")), entry.id
    placed = listed(types, "prefecture")
    assert not placed.unplaced
    assert sum(placed.counts.values()) == whole


def test_three_colleges_leave_three_cities_open() -> None:
    """城关 had been given a count though 兰州航空职业技术学院 may stand there."""
    frame = tables.values("count_college_junior")
    missing = set(frame.index[frame["value"].isna()])
    assert missing == {u for u in units_of("county") if u[:4] in ("6201", "6204", "6211")}
    assert "兰州航空职业技术学院" in frame["note"]["620102"]
    assert frame["value"]["620200"] == 1  # 嘉峪关: 甘肃钢铁职业技术学院
    assert frame["value"]["620802"] == 1  # 崆峒: 平凉职业技术学院


@pytest.mark.parametrize("entry", NEAREST, ids=lambda e: e.id)
def test_a_nearest_one_is_told_only_where_nothing_unplaced_may_be_nearer(entry) -> None:
    from geo.travel import opportunities

    frame = tables.values(entry.id)
    homes = listed(entry.table["of"], "county")
    found = opportunities.nearest(homes.places, possible=homes.unplaced)
    assert {c for c, best in found.items() if best.doubt} == set(frame.index[frame["value"].isna()])
    for code in homes.places:  # a county with one has its own
        assert frame["value"][code] == 0
    assert not unplaced(entry.table["of"])  # all 28 main campuses are placed


def test_what_is_unplaced_makes_a_doubt() -> None:
    """Were a college the question, 兰州's own counties could not be answered."""
    homes = listed(["college_junior"], "county")
    assert set(homes.unplaced_names("620111")) <= set("兰州航空职业技术学院、")
    assert "620102" in homes.unplaced
    assert "620602" not in homes.unplaced

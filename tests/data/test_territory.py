"""Nothing is divided across a change of land, and land that moved is named."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest

from data.build.cells import Cell
from data.build.indicators import column, years
from data.build.moved_land import land, mixed, settled
from data.entries import RegistryEntry, entries
from data.paths import FIGURES, INDICATORS
from data.territory import Land, changes, differing, former_areas, held

COUNTY = [entry for entry in entries().values() if entry.level == "county"]


def _density() -> dict[str, dict[str, str]]:
    with (INDICATORS / "county.csv").open(encoding="utf-8", newline="") as handle:
        return {
            row["adcode"]: row
            for row in csv.DictReader(handle)
            if row["indicator"] == "pop_density_polygon"
        }


def test_density_uses_the_land_of_the_census() -> None:
    """439,566 people of 安宁 on 84.9 km² (2021), not on the 441.5 km² that the map draws."""
    rows = _density()
    assert float(rows["620105"]["value"]) == pytest.approx(5177, abs=1)
    assert float(rows["620102"]["value"]) == pytest.approx(7264, abs=1)
    for code in ("620102", "620105"):
        assert rows[code]["status"] == "estimate"
        assert "2022年" in rows[code]["note"] and "皋兰县" in rows[code]["note"]
    # 兰州新区's rule stays: the two counties that it lies in have none
    assert {rows[code]["status"] for code in ("620121", "620122")} == {"not_applicable"}


def _parts(entry: RegistryEntry, year: int) -> list[tuple[RegistryEntry, int]]:
    """Return what an indicator of a year is made of, with the year of each part."""
    table = entry.table
    if "change" in table:
        recipe = table["change"]
        return [(entries()[recipe["of"]], recipe["from"]), (entries()[recipe["of"]], recipe["to"])]
    recipe = table.get("compute", {})
    if "denominator" not in recipe or year not in recipe["years"]:
        return []
    below = entries()[recipe["denominator"]]
    below_year = year if year in years(below) else years(below)[-1]
    return [*((entries()[name], year) for name in recipe["numerator"]), (below, below_year)]


def test_no_county_figure_divides_one_dates_people_by_another_dates_land() -> None:
    walked = 0
    for entry in COUNTY:
        for year in years(entry):
            parts = _parts(entry, year)
            if not parts:
                continue
            for unit, cell in column(entry.id, year).items():
                walked += 1
                if not mixed(unit, parts):
                    continue
                withheld = cell.value is None and cell.note
                replaced = "area-before-change" in cell.source and cell.status == "estimate"
                assert withheld or replaced, (entry.id, year, unit)
    assert walked > 87 * 20


def test_every_area_says_which_land_it_measures() -> None:
    areas = [entry for entry in COUNTY if entry.table["unit"] == "平方公里"]
    assert {entry.id for entry in areas} == {"area_polygon_geodesic", "land_area"}
    assert all("land" in entry.table for entry in areas)


def test_the_printed_areas_agree_with_what_moved() -> None:
    """The map's area less what came from 皋兰 is the area before, within 2 %."""
    with (FIGURES / "area_county.csv").open(encoding="utf-8", newline="") as handle:
        drawn = {r["adcode"]: float(r["area_polygon_geodesic"]) for r in csv.DictReader(handle)}
    for unit, former in former_areas().items():
        came = sum(change.km2 or 0 for change in changes() if change.taker == unit)
        assert drawn[unit] - came == pytest.approx(float(former.km2), rel=0.02)


def test_figures_before_and_after_a_change_differ() -> None:
    before, after = held(Land.YEAR, 2020), held(Land.YEAR, 2023)
    polygons = held(Land.MAP, 2024)
    assert [c.year for c in differing("620105", before, polygons)] == [2022]
    assert differing("620105", after, polygons) == ()
    assert {c.year for c in differing("620121", after, polygons)} == {2023}
    assert differing("620103", before, polygons) == ()


def test_without_a_former_area_the_value_is_missing_with_the_reason() -> None:
    people = entries()["pop_resident"]
    area = entries()["area_polygon_geodesic"]
    assert land(area) is Land.MAP
    top = {"620122": Cell(Decimal(100), "ok", "", "a"), "620103": Cell(Decimal(1), "ok", "", "a")}
    cells = settled(dict(top), [((people, 2020), top)], (area, 2024), Decimal(1))
    assert cells["620122"].value is None and cells["620122"].status == "missing"
    assert "不计算" in cells["620122"].note and "九合镇" in cells["620122"].note
    assert cells["620103"] == top["620103"]


def test_a_count_after_the_second_change_says_that_the_map_has_it_not() -> None:
    for unit in ("620121", "620122"):
        note = column("count_college_junior", 2025)[unit].note
        assert "秦川镇、中川镇、上川镇" in note and "底图未反映" in note
    assert column("pop_resident", 2020)["620105"].note == ""
    assert column("area_polygon_geodesic", 2024)["620105"].note.endswith("底图已按新界")

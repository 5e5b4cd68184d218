"""Trends: only years that exist, never a line across a change of definition, land or revision."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from data import territory
from indicators import registry, tables, trends
from indicators.facets import Why


def runs(indicator: str, unit: str) -> list[list[int]]:
    found = trends.trend(indicator, unit)
    assert found is not None
    return [[reading.year for reading in run] for run in found.segments]


@pytest.mark.parametrize(
    ("indicator", "unit", "years"),
    [
        # 2018 was printed before the census of the economy, 2019 after it
        ("city_gdp", "620321", [[2018], [2019, 2020, 2021, 2022, 2023]]),
        # per head: the census of the economy, then the census of people
        ("pref_gdp_per_capita", "620100", [[2017, 2018], [2019], [2020, 2021, 2022, 2023]]),
        # other versions of the classes of industries
        ("share_agriculture", "620104", [[2010], [2020]]),
        # 兰州新区 is in the figure of 2010 only
        ("pop_resident", "620121", [[2010], [2020]]),
        ("pop_resident", "620104", [[2010, 2020]]),
        # a misprint, and a blank cell
        ("city_loans", "620702", [[2018, 2019], [2021, 2022, 2023]]),
        ("pref_city_pm25", "620200", [[2020], [2022, 2023]]),
        # the yearbook has other people in 2020
        ("city_pop_registered", "620602", [[2018, 2019, 2021, 2022]]),
    ],
)
def test_lines_end_where_years_do_not_stand_together(
    indicator: str, unit: str, years: list[list[int]]
) -> None:
    assert runs(indicator, unit) == years


def test_no_line_crosses_anything_that_speaks_against_it() -> None:
    for level in ("county", "prefecture"):
        for item in trends.of_level(level):
            for unit in tables.unit_names(level):
                found = trends.trend(item.id, unit)
                if found is None:
                    continue
                for segment in found.segments:
                    for one, other in pairwise(segment):
                        check(item, unit, one.year, other.year)
                shown = {r.year: r.value for r in found.readings}
                for year in item.years:
                    value = tables.values(item.id, year).loc[unit, "value"]
                    assert (year in shown) != math.isnan(value)
                    assert year not in shown or shown[year] == value
                assert {gap.year for gap in found.gaps} | set(shown) == set(item.years)


def check(item: registry.Indicator, unit: str, one: int, other: int) -> None:
    between = [year for year in item.years if one < year < other]
    assert not between, (item.id, unit, between)
    for found in item.year_breaks:
        if found.at is not None:
            assert not one < found.at <= other, (item.id, unit)
        else:
            assert found.why not in (Why.DEFINITION, Why.SAMPLE), (item.id, unit)
    if item.level == "county":
        for change in territory.changes():
            assert not (change.touches(unit) and one < change.year <= other)
        assert not (unit in ("620121", "620122") and one < 2020 <= other)


def test_land_that_moved_cuts_the_line() -> None:
    """九合 and 忠和 went from 皋兰 to 安宁 and 城关 in 2022."""
    assert territory.between("620105", 2021, 2022)
    assert not territory.between("620105", 2022, 2023)
    assert not territory.between("620602", 2010, 2023)


def test_a_cut_says_why() -> None:
    found = trends.trend("city_gdp", "620321")
    assert found is not None
    (cut,) = found.cuts
    assert (cut.before, cut.after) == (2018, 2019)
    assert "第四次经济普查" in cut.text


def test_one_value_is_no_trend() -> None:
    assert trends.trend("city_gdp", "620102") is None
    assert trends.trend("gdp", "620602") is None

"""Which years stand together, which way is better, what was revised: typed, not read out of prose."""

from __future__ import annotations

import inspect
import re

import pytest

from briefing import comparable_years
from data.entries import BrokenRegistryError, entries
from indicators import autocorrelation, facets, registry
from indicators.facets import Direction, Why

ITEMS = tuple(registry.load().values())
# what the rules were read from before; they must not speak of more or less than these words did
OTHER_CLASSES = "行业、职业分类标准版本不同"


def test_every_indicator_says_which_way_is_better_and_why() -> None:
    for item in ITEMS:
        assert isinstance(item.direction, Direction)
        assert item.direction_why.endswith("。"), item.id
        # a total says how large a place is, not how good
        assert item.kind != "count" or item.direction is Direction.NEITHER, item.id
    better = {way: {i.id for i in ITEMS if i.direction is way} for way in Direction}
    assert {"tertiary_per_100k", "gdp_per_capita_census"} <= better[Direction.HIGHER]
    assert {"illiteracy_rate_15plus", "access_hsr_minutes"} <= better[Direction.LOWER]
    assert {"urbanization_rate", "share_agriculture", "pop_density_polygon"} <= better[
        Direction.NEITHER
    ]


def test_a_registry_without_a_direction_is_refused() -> None:
    for table in ({}, {"direction": "up", "direction_why": "x"}, {"direction": "higher"}):
        with pytest.raises(BrokenRegistryError):
            facets.direction(table, "x")


def test_breaks_are_where_the_words_and_units_put_them() -> None:
    """Every caveat on classes, every sample and every sum of money has its typed reason."""
    for item in ITEMS:
        kinds = {found.why for found in item.year_breaks}
        assert (Why.DEFINITION in kinds) == any(OTHER_CLASSES in c for c in item.caveats), item.id
        assert (Why.SAMPLE in kinds) == ("样本" in item.unit), item.id
        assert (Why.PRICES in kinds) == ("元" in item.unit.split("/")[0]), item.id
        assert item.percent == item.unit.endswith("%"), item.id
        assert item.modelled == item.id.startswith("access_"), item.id
        assert item.comparable == (not kinds)
        assert all(found.text for found in item.year_breaks)


def test_growth_from_2020_is_warned_of_wherever_it_could_be_computed() -> None:
    """9,016.7 became 9,323.1 on 2026-01-28: every GDP amount, GDP per head and share of GDP of 2020."""
    of_gdp = {
        item.id
        for item in ITEMS
        if 2020 in item.years and "gdp" in item.id and not item.id.startswith("share_")
    }
    assert len(of_gdp) == 11
    for name in of_gdp:
        item = registry.get(name)
        assert item.revision is not None, name
        assert (item.revision.before, item.revision.after) == (9016.7, 9323.1)
        assert item.revision.read == "2026-01-28"
        assert item.revision.sentence in item.caveats
        assert item.revision.sentence.rstrip("。") in comparable_years.remark(item)
        assert comparable_years.comparable(item, 2021) is None
    assert {item.id for item in ITEMS if item.revision} == of_gdp
    assert "9,016.7亿元修订为9,323.1亿元" in registry.get("pref_gdp").caveats[-1]


def test_no_rule_on_years_reads_words() -> None:
    for module in (comparable_years, autocorrelation):
        text = inspect.getsource(module)
        assert not re.search(r"in (item\.unit|caveat|c\b)|\.unit\.|宜慎|不可比", text), module


def test_no_key_of_the_registry_is_unknown() -> None:
    for entry in entries().values():
        assert entry.table["direction"] in set(Direction), entry.id
        assert all(set(item) - {"at"} == {"why", "text"} for item in entry.table.get("breaks", ()))

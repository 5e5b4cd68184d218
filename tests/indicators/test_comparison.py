"""Counties and groups side by side: outside numbers, groups made again from their parts."""

from __future__ import annotations

import pytest

from geo.places import units
from indicators import comparison, comparison_words, registry, samples, tables
from indicators.comparison import Compared, Side

LANZHOU = Side(
    "620100", "兰州市", next(p for p in units.prefectures() if p.adcode == "620100").members
)


def county(adcode: str) -> Side:
    return Side(adcode, units.unit(adcode).name, (adcode,))


def test_newcombe_1998_table_ii() -> None:
    """56/70 and 48/80: 0.0524 to 0.3339 by method 10."""
    # `wilson` narrows for a tenth of a population; a size of 0.9 n takes that back
    ends = [(x / n, *samples.wilson(x / n, 0.9 * n)) for x, n in ((56, 70), (48, 80))]
    assert comparison.difference(*ends) == pytest.approx((0.0524, 0.3339), abs=1e-4)


def test_a_ratio_of_a_group_is_made_from_its_parts_and_never_averaged() -> None:
    found = comparison.compare("urbanization_rate", 2020, [LANZHOU]).rows[0]
    parts = tables.joined(["pop_urban", "pop_resident"], 2020).loc[list(LANZHOU.members)]
    assert found.value == pytest.approx(
        parts["pop_urban"].sum() / parts["pop_resident"].sum() * 100
    )
    mean = tables.values("urbanization_rate", 2020)["value"].loc[list(LANZHOU.members)].mean()
    assert abs(found.value - mean) > 1
    assert found.rank is None


def test_members_without_a_figure_are_named_and_nothing_is_summed() -> None:
    (found,) = comparison.compare("gdp", 2020, [LANZHOU]).rows
    assert found.value is None
    assert "城关区" in comparison_words.absent(found)


def test_a_county_without_a_value_stays_last_with_its_reason() -> None:
    found = comparison.compare("gdp", 2020, [county("620102"), county("620123")])
    assert [row.side.key for row in found.rows] == ["620123", "620102"]
    assert comparison_words.absent(found.rows[1]) == "与他区合并统计"


def test_a_difference_within_the_margins_is_not_told_as_a_rank() -> None:
    item = registry.get("share_scientific_research_technical_services")
    one = Compared(county("620102"), 2.0, 1.5, 2.6)
    near = Compared(county("620123"), 1.8, 1.3, 2.4)
    far = Compared(county("622901"), 0.5, 0.3, 0.8)
    assert comparison_words.behind(near, one, item) == "与最高者分不出高低"
    assert comparison_words.behind(far, one, item).startswith("低1.5")


@pytest.mark.parametrize("item", [i for i in registry.of_level("county") if i.sample], ids=str)
def test_margins_are_those_of_the_samples_everywhere(item: registry.Indicator) -> None:
    (row,) = comparison.compare(item.id, None, [county("620123")]).rows
    known = samples.intervals(item.id).loc["620123"]
    assert (row.low, row.high) == (known["low"], known["high"])


def test_multiples_of_the_median_are_said_of_ratios_only() -> None:
    sides = [county("620102"), county("620123")]
    people = comparison.compare("pop_resident", 2020, sides)
    assert comparison_words.distance(people.rows[0], people) == ""
    rate = comparison.compare("urbanization_rate", 2020, sides)
    assert "中位数" in comparison_words.distance(rate.rows[0], rate)

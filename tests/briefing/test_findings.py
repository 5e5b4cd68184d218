"""Findings: the one sentence above a map is true, and holds back what could be overturned."""

from __future__ import annotations

import re

import pytest

from briefing import findings
from geo.extents import Extent
from geo.places import units
from geo.travel.journeys import reach
from indicators import accessibility, comparison, plan_goals, registry, standing, tables
from indicators.comparison import Side
from layers import catalogue, policy_lists, wording
from layers.prepared import prepare
from layers.spec import MapSpec

MAPPED = [i.id for i in registry.load().values() if i.mappable and i.level != "province"]


@pytest.mark.parametrize("indicator", MAPPED)
def test_both_ends_stand_in_the_table(indicator: str) -> None:
    item, year = registry.get(indicator), max(registry.get(indicator).years)
    said = findings.of_map(prepare(MapSpec(indicator=indicator, year=year)))
    ends = standing.extremes(indicator, year)
    assert ends is not None
    known = tables.values(indicator, year)["value"].dropna()
    for value in (known.max(), known.min(), known.median()):
        assert wording.amount(float(value), item) in said
    for end, word in ((ends.high, "最高的"), (ends.low, "最低的")):
        assert (word in said) is not end.contested
    if not ends.base.whole:
        assert str(ends.base.ranked) in said


def test_the_merged_districts_keep_the_superlative_back() -> None:
    said = findings.of_map(prepare(MapSpec(indicator="gdp", year=2020)))
    assert said.startswith("有数的78个县级单元中，居首的是凉州区（335.11 亿元）")
    assert "不判断全省的首位和末位" in said


def test_a_comparison_says_who_leads_who_lags_and_who_is_missing() -> None:
    # 34,204 and 16,125 per 100,000 (census 2020); the median of the 87 units is 11,323
    said = findings.of_comparison("tertiary_per_100k", 2020, ["622901", "620123", "620102"])
    assert "最高的是城关区（34,204 人/10万人，居第2位，约为全省中位数的3.0倍）" in said
    assert "最低的是临夏市（16,125 人/10万人，居第19位）" in said
    counts = findings.of_comparison("gdp", 2020, ["620102", "620123", "622901"])
    assert "倍" not in counts
    assert "城关区与他区合并统计" in counts
    assert "都是" in findings.of_comparison(
        "count_university_undergraduate", 2025, ["621021", "621023"]
    )
    assert "最高" not in findings.of_comparison("gdp", 2020, ["620102", "620103"])


def test_a_comparison_never_says_more_than_the_margins_allow() -> None:
    """The long form's shares: who is within the margins of an end is named beside it."""
    shares = [item.id for item in registry.of_level("county") if item.sample]
    assert shares
    told = 0
    for indicator in shares:
        chosen = [unit.adcode for unit in units.counties()][:8]
        found = comparison.compare(indicator, None, [county(code) for code in chosen])
        first, *rest = [row for row in found.rows if row.value is not None]
        alike = [
            row for row in rest if row.value != first.value and not comparison.separable(first, row)
        ]
        said = findings.of_comparison(indicator, found.year, chosen).split("；")[0]
        assert ("分不出高低" in said) == bool(alike), said
        told += bool(alike)
    assert told


def test_a_comparison_names_its_groups() -> None:
    lanzhou = next(p for p in units.prefectures() if p.adcode == "620100")
    group = Side(lanzhou.adcode, lanzhou.name, lanzhou.members)
    said = findings.of_comparison("urbanization_rate", 2020, ["622901"], [group])
    assert said.startswith("选定的1个县区和1组里")
    assert "兰州市（" in said
    lacking = findings.of_comparison("gdp", 2020, ["620123", "622901"], [group])
    assert "兰州市缺城关区" in lacking


def county(adcode: str) -> Side:
    return Side(adcode, units.unit(adcode).name, (adcode,))


@pytest.mark.parametrize("adcode", [unit.adcode for unit in units.counties()])
def test_a_county_is_told_with_its_systems_and_lists(adcode: str) -> None:
    said = findings.of_county(adcode)
    assert f"有{len(policy_lists.of(adcode))}份列到它" in said
    if count := len(catalogue.systems_of(adcode)):
        assert f"{count}项布局" in said


def test_the_ring_is_told_by_who_is_in_and_who_may_be() -> None:
    journey = reach("lanzhou-core")
    found = accessibility.inside(journey, 60)
    said = findings.of_ring(journey, 60)
    assert f"有{len(found.members)}个" in said
    assert found.residents is not None
    assert f"{found.residents / 1e4:.0f}万人" in said
    assert "临洮县" in said.split("两可的")[1]


def test_nothing_is_claimed_for_the_country_or_an_empty_map() -> None:
    wide = prepare(MapSpec(indicator="urbanization_rate", year=2020, extent=Extent.CHINA))
    assert findings.of_map(wide) == ""
    assert findings.of_map(prepare(MapSpec())) == ""


@pytest.mark.parametrize("plan", ["gansu-145", "linxia-145"])
def test_goals_are_judged_by_even_steps_and_none_without_a_figure(plan: str) -> None:
    goals = [goal for goal in plan_goals.goals() if goal.plan == plan]
    said = findings.of_goals(goals)
    known = [goal for goal in goals if goal.progress()]
    if not known:
        assert said == f"{len(goals)}项目标都没有可比的后续数据，进度不明。"
        return
    assert said.startswith(f"{len(goals)}项目标里{len(known)}项有可比的后续数据")
    for goal in known:
        span = goal.target_year - goal.base_year
        verdicts = set()
        for found in goal.progress():
            even = goal.base_year + span * found.percent / 100
            verdicts.add(
                "已到目标"
                if found.percent >= 100
                else ("不慢于" if even >= found.year else "慢于逐年")
            )
        (word,) = verdicts
        part = next(part for part in re.split("[，：；]", said) if goal.indicator in part)
        assert part.startswith(word), said

"""The city yearbook 2018-2023: counties that are their city's only district, and nothing else."""

from __future__ import annotations

import csv
from itertools import pairwise

import pytest

from briefing import captions
from data.build import indicators as build
from data.entries import entries
from data.paths import FIGURES
from indicators import combined, registry, tables
from indicators.facets import Why
from layers.prepared import prepare
from layers.spec import MapSpec

SOLE = {"620200", "620302", "620602", "620702", "620802", "620902", "621002", "621102", "621202"}
YONGCHANG = "620321"
GROUPED = ("620102", "620103", "620104", "620105", "620111", "620402", "620403", "620502", "620503")
COUNTY = [item for item in registry.of_level("county") if item.id.startswith("city_")]
PREFECTURE = [item for item in registry.of_level("prefecture") if item.id.startswith("pref_city_")]

# 中国城市统计年鉴 2019-2024, the columns 市辖区 and 全市, and what 金川区 leaves of 金昌市
PRINTED = [
    ("city_hightech_enterprises", 2023, YONGCHANG, 26),
    ("city_technology_contract_value", 2023, "620702", 18.99),
    ("city_technology_contract_value", 2023, YONGCHANG, 7.5747),
    ("city_gdp", 2018, YONGCHANG, 73.1011),
    ("city_gdp", 2020, "620602", 335),
    ("city_gdp", 2021, "620802", 171),
    ("city_gdp", 2023, YONGCHANG, 121),
    ("city_pop_resident", 2023, YONGCHANG, 17),
    ("city_pop_registered", 2022, "620602", 103),
    ("city_industrial_firms_above_scale", 2020, "620602", 96),
    ("pref_city_pm25", 2020, "620200", 22),
    ("pref_city_share_tertiary", 2018, "620100", 64.11),
]


@pytest.mark.parametrize(("indicator", "year", "unit", "value"), PRINTED)
def test_figures_are_the_yearbook_s(indicator: str, year: int, unit: str, value: float) -> None:
    assert tables.values(indicator, year).loc[unit, "value"] == pytest.approx(value)


def test_only_sole_districts_have_a_county_figure() -> None:
    assert len(COUNTY) == 22
    for item in COUNTY:
        for year in item.years:
            table = tables.values(item.id, year)
            held = set(table.index[table["value"].notna()])
            assert held <= SOLE | {YONGCHANG}, item.id
            assert len(held) >= 7, (item.id, year)
            assert (table.loc[list(GROUPED), "status"] == "merged").all(), item.id
            assert (table.loc[table["value"].isna(), "note"] != "").all(), item.id


def test_districts_of_one_city_are_one_group_and_ratios_are_no_sums() -> None:
    for item in COUNTY:
        groups = [combined.groups(item.id, year) for year in item.years]
        assert {len(found) for found in groups} == ({3} if item.kind == "count" else {0}), item.id
    lanzhou, baiyin, tianshui = combined.groups("city_hightech_enterprises", 2023)
    assert (lanzhou.total, baiyin.total, tianshui.total) == (813, 40, 92)
    assert lanzhou.members == GROUPED[:5]
    note = tables.values("city_gdp", 2020).loc["620102", "note"]
    assert note == "兰州市五区合计2286亿元（市辖区栏，不含兰州新区），未分列"


def test_rounded_gdp_is_not_the_county_yearbook_s() -> None:
    ours, theirs = tables.values("city_gdp", 2020), tables.values("gdp", 2020)
    for unit in SOLE - {"620200", "620302"}:
        assert abs(ours.loc[unit, "value"] - theirs.loc[unit, "value"]) <= 0.5
        assert ours.loc[unit, "source"] != theirs.loc[unit, "source"]
    assert {name for name in entries() if entries()[name].column == "city_gdp"} == {"city_gdp"}
    cut = [b.at for b in registry.get("city_gdp").year_breaks if b.why is Why.REVISION and b.at]
    assert cut == [2019]


@pytest.mark.parametrize(
    ("indicator", "year", "unit", "word"),
    [
        ("city_loans", 2020, "620702", "误印"),
        ("city_hospital_beds", 2023, "620902", "存疑"),
        ("city_hightech_enterprises", 2023, "620200", "矛盾"),
        ("pref_city_loans", 2019, "621000", "误印"),
        ("pref_city_loans", 2023, "620900", "误印"),
        ("pref_city_share_secondary", 2022, "621200", "误印为2638"),
    ],
)
def test_misprints_stay_out_with_the_reason(
    indicator: str, year: int, unit: str, word: str
) -> None:
    line = tables.values(indicator, year).loc[unit]
    assert line["status"] == "missing"
    assert word in line["note"]


def test_no_figure_jumps_as_a_misprint_would() -> None:
    """Balances and shares do not grow fivefold in a year: every misprint of that kind is out."""
    for name in ("city_deposits", "city_loans", "city_retail_sales", "city_gdp"):
        for level in ("", "pref_"):
            if level + name not in registry.load():
                continue
            years = registry.get(level + name).years
            for before, after in pairwise(years):
                ratio = (
                    tables.values(level + name, after)["value"]
                    / tables.values(level + name, before)["value"]
                ).dropna()
                assert ratio.between(0.2, 5).all(), (level + name, after)


def test_district_budgets_and_science_spending_are_no_county_figure() -> None:
    for item in COUNTY:
        assert not any(word in item.name for word in ("预算", "财政", "科技支出"))


def test_resident_and_registered_people_are_two_indicators() -> None:
    assert registry.get("city_pop_resident").years == (2020, 2023)
    assert registry.get("city_pop_registered").years == (2018, 2019, 2021, 2022)


def test_new_indicators_are_not_headlines_and_say_which_way_is_better() -> None:
    assert len(PREFECTURE) == 30
    for item in (*COUNTY, *PREFECTURE):
        assert not item.headline
        assert item.direction_why


def test_every_figure_names_its_edition() -> None:
    for name in ("county", "groups", "prefecture"):
        with (FIGURES / f"city_series_{name}.csv").open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                assert row["source"].startswith(f"中国城市统计年鉴{int(row['year']) + 1}")


def test_the_two_autonomous_prefectures_are_missing_with_the_reason() -> None:
    for item in PREFECTURE:
        lines = build.column(item.id, item.years[-1])
        for unit in ("622900", "623000"):
            assert lines[unit].value is None
            assert "不在《中国城市统计年鉴》" in lines[unit].note


def test_a_map_of_few_units_says_so_first() -> None:
    """Subtitle, caption and alternative text open with how many have a figure; “only” below a half."""
    for item in (*COUNTY, registry.get("tertiary_per_100k"), registry.get("pref_city_pm25")):
        made = prepare(MapSpec(indicator=item.id, year=item.years[-1]))
        few = 2 * item.coverage[item.years[-1]] < item.units
        word = f"{item.coverage[item.years[-1]]}/{item.units} "
        assert made.subtitle.startswith("只有" + word if few else word), item.id
        assert captions.sentences(made)[0].text.startswith(made.subtitle)
        assert made.alt.startswith(f"{made.title}。{made.subtitle}")

"""Where a county stands among the country's, and what each polygon of the country shows."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data.paths import FIGURES
from geo.extents import Extent
from geo.places import units
from indicators import national_standing, registry, tables
from indicators.national_standing import NationalStatus

# Percentiles of the 87 units in nine indicators, computed from the census independently of this
# project (github.com/leiii/census @0ba0f1ef, “share of the units below, ties half”), one decimal.
OUTSIDE = Path(__file__).with_name("national_standing.csv")
FIGURES_FILE = FIGURES / "national" / "census2020_national.csv"


def printed() -> list[dict[str, str]]:
    with FIGURES_FILE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_percentile_agrees_with_the_outside_computation() -> None:
    with OUTSIDE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 9 * 87
    filled = set()
    for row in rows:
        item = row["indicator"]
        ours = national_standing.percentile(item, 2020, row["adcode"])
        known = national_standing.values(item).dropna()
        if len(known) != int(row["units"]):
            # cells that are blank in print and proved to be 0: the outside base leaves them out
            known = known[known > 0]
            value = known[row["adcode"]]
            ours = ((known < value).sum() + (known == value).sum() / 2) / len(known) * 100
            filled.add(item)
        assert len(known) == int(row["units"]), item
        # one decimal there; the decimals of the value decide a few ties (a unit is 0.034)
        assert ours == pytest.approx(float(row["percentile"]), abs=0.13), row
    assert filled == {
        "share_scientific_research_technical_services",
        "share_ict_services",
        "share_manufacturing",
    }


def test_the_definition_by_hand() -> None:
    own = [
        float(row["illiteracy_rate_15plus"])
        for row in printed()
        if row["unit_kind"] != "zone_uncoded" and row["illiteracy_rate_15plus"]
    ]
    value = float(
        next(row for row in printed() if row["adcode"] == "620102")["illiteracy_rate_15plus"]
    )
    below, equal = sum(v < value for v in own), sum(v == value for v in own)
    assert equal > 1  # a tie, so that the half counts
    expected = (below + equal / 2) / len(own) * 100
    assert national_standing.percentile("illiteracy_rate_15plus", 2020, "620102") == pytest.approx(
        expected
    )


def test_the_base_is_2948_units_and_the_country_is_whole() -> None:
    rows = printed()
    # the printed total of the country without the armed forces' members, see the census's own table
    assert sum(int(row["pop_resident"]) for row in rows) == 1_409_778_724
    kinds = [row["unit_kind"] for row in rows]
    assert kinds.count("county") == 2848
    assert kinds.count("zone_coded") == 95
    assert kinds.count("city_without_counties") == 5
    assert len(national_standing.values("pop_resident")) == 2848 + 95 + 5


def test_gansu_is_the_same_in_both_tables() -> None:
    assert len(national_standing.indicators()) == 45
    for item in national_standing.indicators():
        ours = tables.values(item, 2020)
        country = national_standing.values(item)
        for unit in units.counties():
            # the country's table is printed to two or four decimals
            value = ours.loc[unit.adcode, "value"]
            assert value == pytest.approx(country[unit.adcode], abs=0.00501), item


def test_a_year_or_indicator_that_the_country_lacks_has_no_percentile() -> None:
    assert national_standing.percentile("pop_resident", 2010, "620102") is None
    assert national_standing.percentile("gdp_per_capita_census", 2020, "620102") is None
    assert national_standing.percentile("pop_resident", 2020, "629700") is None
    assert not national_standing.covers("pref_pop_resident", 2020)
    assert national_standing.words(None) == ""


@pytest.mark.parametrize(
    ("percentile", "said"),
    [(0.0, "全国第1百分位"), (56.5, "全国第57百分位"), (99.97, "全国第99百分位")],
)
def test_words(percentile: float, said: str) -> None:
    assert national_standing.words(percentile) == said


def test_polygons_that_changed_are_joined_or_left_out() -> None:
    shown = national_standing.drawn("tertiary_per_100k", Extent.CHINA)
    # 拱墅 took in 下城 in 2021: the two census rows together, from the printed counts
    parts = [row for row in printed() if row["adcode"] in {"330103", "330105"}]
    people = sum(int(row["pop_resident"]) for row in parts)
    taught = sum(int(row["edu_tertiary_persons"]) for row in parts)
    assert shown.loc["330105", "value"] == pytest.approx(taught / people * 100_000)
    assert shown.loc["330105", "standing"] == NationalStatus.DERIVED
    # 江干, 余杭 and 萧山 lie in several polygons of today, 三沙 is one row for two
    divided = {"330102", "330109", "330110", "330113", "330114", "460321", "460322"}
    assert set(shown.index[shown["standing"] == NationalStatus.REDRAWN]) == divided
    # a mean has no counts to be joined from
    years = national_standing.drawn("mean_years_schooling_15plus", Extent.CHINA)
    assert years.loc["330105", "standing"] == NationalStatus.REDRAWN
    # renamed and recoded: 凤翔县 became 凤翔区
    assert shown.loc["610305", "value"] == national_standing.values("tertiary_per_100k")["610322"]
    assert set(shown.index[shown["standing"] == NationalStatus.UNCOUNTED].str[:2]) >= {
        "71",
        "81",
        "82",
    }


def test_land_that_moved_is_marked_where_the_map_shows_it() -> None:
    shown = national_standing.drawn("urbanization_rate", Extent.GANSU)
    assert set(shown.index[shown["moved"]]) == {"620102", "620105", "620122"}


def test_thin_samples_are_those_under_two_thousand() -> None:
    rows = [row for row in printed() if row["longform_employed_total"]]
    small = [row for row in rows if int(row["longform_employed_total"]) < 2000]
    assert len(small) in {161, 162}
    shown = national_standing.drawn("share_professional_technical", Extent.CHINA)
    known = {row["adcode"] for row in small}
    assert set(shown["census"][shown["thin"]]) <= known
    assert shown.loc["620924", "thin"]  # 阿克塞, 572 employed persons in the sample
    assert not national_standing.drawn("urbanization_rate", Extent.CHINA)["thin"].any()


def test_the_extents() -> None:
    item = "urbanization_rate"
    assert len(national_standing.drawn(item, Extent.CHINA)) == 2891
    west = national_standing.drawn(item, Extent.NORTHWEST)
    assert set(west["province"].str[:2]) == {"陕西", "甘肃", "青海", "宁夏", "新疆"}
    near = national_standing.drawn(item, Extent.AROUND)
    beyond = near[~near.index.str[:2].isin(["61", "62", "63", "64"])]
    assert set(beyond["name"]) == {
        *("阿拉善左旗", "阿拉善右旗", "额济纳旗"),
        *("平武县", "青川县", "九寨沟县", "阿坝县", "若尔盖县"),
        *("伊州区", "若羌县"),
    }


def test_ranks_are_of_those_shown() -> None:
    near = national_standing.drawn("urbanization_rate", Extent.AROUND)
    assert near["rank"].min() == 1
    assert near["rank"].max() <= near["value"].notna().sum()


@pytest.mark.parametrize("item", [i.id for i in registry.of_level("county") if i.kind == "count"])
def test_counts_are_never_coloured(item: str) -> None:
    assert not national_standing.mappable(item, 2020)

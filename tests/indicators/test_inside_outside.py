"""Inside and outside the belt: known numbers, honest sentences, peers, and the river's order."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from geo.places import units
from geo.rivers import frontage as belt_geo
from geo.rivers import lines
from indicators import effects, inside_outside, matched_pairs, registry, river_profile, tables
from indicators.inside_outside import NotComparableError
from indicators.registry import UnknownIndicatorError

FEW = inside_outside.LEAST_UNITS
EVERY_RATIO = [i for i in registry.of_level("county") if i.kind != "count"]
RATIOS = [i.id for i in EVERY_RATIO if i.coverage[i.years[-1]] >= FEW]
SPARSE = [i.id for i in EVERY_RATIO if i.id not in RATIOS]


def group(*values: float) -> np.ndarray:
    return np.asarray(values, dtype=float)


# ---- effects ----


def test_cliffs_delta_of_known_groups() -> None:
    assert effects.cliffs_delta(group(4, 5), group(1, 2, 3)) == 1.0
    assert effects.cliffs_delta(group(1, 2, 3), group(4, 5)) == -1.0
    assert effects.cliffs_delta(group(1, 2), group(1, 2)) == 0.0
    # Of six pairs four are greater, one is less, one is a tie.
    assert effects.cliffs_delta(group(3, 5), group(1, 3, 4)) == pytest.approx((4 - 1) / 6)
    assert math.isnan(effects.cliffs_delta(group(), group(1)))


@settings(deadline=None, max_examples=15)
@given(
    st.lists(st.integers(0, 40), min_size=2, max_size=9),
    st.lists(st.integers(0, 40), min_size=2, max_size=9),
)
def test_swapping_the_groups_turns_the_signs(one: list[int], other: list[int]) -> None:
    forth, delta, p = effects.two_groups(group(*one), group(*other))
    back, atled, q = effects.two_groups(group(*other), group(*one))
    assert forth.value == -back.value
    assert delta.value == pytest.approx(-atled.value)
    assert p == pytest.approx(q, abs=0.03)


def test_the_permutation_p_agrees_with_mann_and_whitney() -> None:
    rng = np.random.default_rng(5)
    one, other = rng.normal(0.8, 1, 12), rng.normal(0, 1, 20)
    _difference, _delta, p = effects.two_groups(one, other)
    exact = mannwhitneyu(one, other, method="exact").pvalue
    assert p == pytest.approx(exact, abs=0.012)


def test_a_clear_difference_is_told_and_none_is_not() -> None:
    rng = np.random.default_rng(7)
    far, _delta, p = effects.two_groups(rng.normal(10, 1, 15), rng.normal(0, 1, 72))
    assert far.told and p < 0.001
    near, _delta, q = effects.two_groups(rng.normal(0, 1, 15), rng.normal(0, 1, 72))
    assert not near.told and q > 0.05


def test_noise_is_rarely_taken_for_a_difference() -> None:
    """Of 60 indicators of pure noise about one in twenty is told, as the level promises."""
    rng = np.random.default_rng(11)
    told = sum(
        effects.two_groups(rng.normal(0, 1, 15), rng.normal(0, 1, 72))[0].told for _n in range(60)
    )
    assert told <= 8


def test_the_same_question_gets_the_same_answer() -> None:
    one, other = (
        inside_outside.contrast("tertiary_per_100k"),
        inside_outside.contrast("tertiary_per_100k"),
    )
    assert one == other


def test_too_few_values_give_no_number() -> None:
    difference, delta, p = effects.two_groups(group(1), group(1, 2, 3))
    assert math.isnan(difference.value) and math.isnan(delta.value) and math.isnan(p)
    assert not difference.told
    assert math.isnan(effects.paired(group(2)).value)


# ---- peers ----


def test_no_county_serves_twice_and_pairs_are_peers() -> None:
    inside = inside_outside.members("stem")
    outside = [u.adcode for u in units.counties() if u.adcode not in inside]
    found = matched_pairs.match(inside, outside)
    firsts, seconds = [p.first for p in found.pairs], [p.second for p in found.pairs]
    assert len(set(firsts)) == len(firsts) and len(set(seconds)) == len(seconds)
    assert set(firsts) <= set(inside) and set(seconds) <= set(outside)
    assert all(pair.distance <= matched_pairs.CALIPER for pair in found.pairs)
    assert set(firsts) | set(found.unmatched) == set(inside)
    # Matching does what it is for: 0.75 standard deviations of urbanisation become less than 0.1.
    assert abs(found.before["urbanization_rate"]) > 0.5
    assert found.balanced
    # The capital has no peer in the province.
    assert "620102" in found.unmatched


def test_the_pairs_are_the_best_there_are() -> None:
    """Against every possible assignment of four counties to six."""
    ones, others = ["620402", "620421", "620423", "622923"], [
        "620302", "620321", "620724", "621125", "620981", "621027",
    ]  # fmt: skip
    table = matched_pairs.scores()

    def cost(chosen: tuple[str, ...]) -> float:
        return sum(
            float(((table.loc[a] - table.loc[b]) ** 2).sum())
            for a, b in zip(ones, chosen, strict=True)
        )

    best = min(map(cost, itertools.permutations(others, 4)))
    found = matched_pairs.match(ones, others)
    kept = sum(pair.distance**2 for pair in found.pairs)
    if not found.unmatched:
        assert kept == pytest.approx(best)
    assert kept <= best + 1e-9


def test_the_smaller_group_is_matched_whichever_side_it_is_on() -> None:
    found = inside_outside.contrast("tertiary_per_100k", grouping="basin").matching
    outside = {u.adcode for u in units.counties()} - set(inside_outside.members("basin"))
    assert {p.second for p in found.pairs} | set(found.unmatched) == outside
    assert {p.first for p in found.pairs} <= set(inside_outside.members("basin"))


def test_a_covariate_does_not_choose_its_own_peers() -> None:
    found = inside_outside.contrast("urbanization_rate").matching
    assert found.covariates == ("pop_resident",)


# ---- contrast ----


@pytest.mark.parametrize("grouping", list(inside_outside.GROUPINGS))
@pytest.mark.parametrize("indicator", RATIOS)
def test_every_ratio_can_be_contrasted_and_the_sentence_keeps_to_the_interval(
    indicator: str, grouping: str
) -> None:
    found = inside_outside.contrast(indicator, grouping=grouping)
    inside, outside = found.inside, found.outside
    compared = {"stem": 87, "basin": 87, "course": 55}[grouping]
    assert inside.n + inside.missing + outside.n + outside.missing == compared
    values = tables.values(indicator, found.year)["value"]
    codes = list(inside_outside.members(grouping))
    assert inside.median == pytest.approx(values[codes].median())
    assert found.difference.value == pytest.approx(inside.median - outside.median)
    first = found.sentence.split("。")[0]
    assert ("分不出高低" in first) == (not found.difference.told)
    if found.difference.told:
        assert ("较高" if found.difference.value > 0 else "较低") in first
    assert "nan" not in found.sentence
    assert found.sentence.endswith("不说明因果。")
    for cause in ("导致", "带动", "得益于", "因为"):
        assert cause not in found.sentence


@pytest.mark.parametrize("indicator", SPARSE)
def test_a_ratio_of_few_counties_is_not_contrasted(indicator: str) -> None:
    with pytest.raises(inside_outside.NotComparableError, match=r"只有\d+个县区有数，不足30个"):
        inside_outside.contrast(indicator)


def test_a_known_contrast() -> None:
    """Medians by hand from the census table: 15 counties along the stem and 72 others."""
    found = inside_outside.contrast("urbanization_rate", 2020)
    table = tables.values("urbanization_rate", 2020)["value"]
    along = sorted(table[list(belt_geo.along_stem())])
    assert found.inside.median == along[7]
    assert (found.inside.n, found.outside.n) == (15, 72)
    assert found.difference.told
    assert "个百分点" in found.sentence


def test_missing_counties_are_counted_not_filled() -> None:
    """The county yearbook leaves out the urban districts: six along the stem have no figure."""
    found = inside_outside.contrast("share_primary")
    assert found.inside.missing == 6
    assert found.inside.n == 9
    for pair in found.matching.pairs:
        values = tables.values("share_primary")["value"]
        assert not math.isnan(values[pair.first]) and not math.isnan(values[pair.second])


@pytest.mark.parametrize("indicator", ["pop_resident", "gdp"])
def test_counts_are_refused(indicator: str) -> None:
    with pytest.raises(NotComparableError, match="不是县级比率指标"):
        inside_outside.contrast(indicator)


def test_hostile_names_are_refused() -> None:
    with pytest.raises(UnknownIndicatorError):
        inside_outside.contrast("{{7*7}}")
    with pytest.raises(NotComparableError, match="没有"):
        inside_outside.contrast("tertiary_per_100k", grouping="<b>stem</b>")


# ---- along the river ----


def test_the_profile_runs_down_the_river_and_marks_gaps() -> None:
    table = river_profile.profile("share_primary")
    assert list(table["short"])[:2] == ["玛曲", "积石山"]
    assert table["short"].iloc[-1] == "景泰"
    assert table["start_km"].is_monotonic_increasing
    assert (table["end_km"] > table["start_km"]).all()
    missing = table[table["value"].isna()]
    assert set(missing["short"]) == {"城关", "七里河", "西固", "安宁", "白银区", "平川"}
    assert set(missing["status"]) == {"missing"}
    assert table["frontage_km"].sum() == pytest.approx(lines.stem_km(), abs=0.02)


def test_courses_divide_the_basin_as_its_rivers_do() -> None:
    expected = {
        "623025": "upper", "620102": "upper", "621124": "upper", "621126": "upper",
        "620422": "upper", "621102": "upper", "622901": "upper",
        "621122": "middle", "620523": "middle", "620802": "middle", "621022": "middle",
        "621121": "middle", "620902": "", "621202": "",
    }  # fmt: skip
    for code, course in expected.items():
        assert belt_geo.course(code) == course, units.unit(code).name
    # 平凉 and 庆阳 drain to the middle course without exception.
    for prefecture in ("620800", "621000"):
        assert {belt_geo.course(c) for c in units.prefecture(prefecture).members} == {"middle"}
    found = river_profile.courses("tertiary_per_100k")
    assert found["upper"].n + found["middle"].n == len(belt_geo.in_basin())


def test_the_two_courses_are_compared_within_the_basin_only() -> None:
    """30 counties of the upper course against 25 of the middle one; nobody from outside."""
    found = inside_outside.contrast("tertiary_per_100k", grouping="course")
    assert (found.inside.n, found.outside.n) == (30, 25)
    table = inside_outside.distribution("tertiary_per_100k", grouping="course")
    assert set(table.index) == set(belt_geo.in_basin())
    assert (
        table.loc[~table["inside"]]
        .index.isin(
            [c for c in belt_geo.in_basin() if belt_geo.measured()[c].seat_river in belt_geo.MIDDLE]
        )
        .all()
    )
    assert found.sentence.startswith(
        "每10万人口中大专及以上人数：上游县区（30个有数）中位数12,399，中游县区"
    )
    values = found.inside, river_profile.courses("tertiary_per_100k")["upper"]
    assert values[0] == values[1]


def test_sections_follow_the_prefectures_down_the_river() -> None:
    found = river_profile.sections("tertiary_per_100k")
    assert list(found) == ["甘南藏族自治州", "临夏回族自治州", "兰州市", "白银市"]
    assert sum(section.n for section in found.values()) == 15


def test_linxias_counties_on_the_two_rivers() -> None:
    """As the prefecture's plan is read: four on 黄河, four on 洮河, two on neither."""
    on = river_profile.linxia().set_index("name")["on"].to_dict()
    assert on["永靖县"] == on["东乡族自治县"] == "黄河、洮河"
    assert on["积石山保安族东乡族撒拉族自治县"] == on["临夏县"] == "黄河"
    assert on["康乐县"] == on["广河县"] == "洮河"
    assert on["临夏市"] == on["和政县"] == ""

"""Ranks and what they leave out: bounds against every split, the figures of 2020, all indicators."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import combined, ranks, registry, standing, standing_json, standing_words, tables
from indicators.combined import Combined
from indicators.standing import RankBase
from indicators.standing_words import PlaceForm

EVERY = [(item.id, year) for item in registry.load().values() for year in item.years]
LANZHOU = ("620102", "620103", "620104", "620105", "620111")
LIANGZHOU = "620602"


def splits(group: Combined) -> list[tuple[int, ...]]:
    """Return every way to give a whole total to the members, in units; the rest is elsewhere."""
    total = int(group.total)
    rest_allowed = bool(group.beside) or not group.exact
    ways = product(range(total + 1), repeat=len(group.members))
    return [w for w in ways if sum(w) == total or (rest_allowed and sum(w) < total)]


groups = st.builds(
    lambda n, total, beside, exact: Combined(
        tuple(f"62{i:04}" for i in range(n)), ("某区",) if beside else (), float(total), exact, "x"
    ),
    st.integers(2, 4),
    st.integers(0, 9),
    st.booleans(),
    st.booleans(),
)


@given(groups, st.integers(-1, 10))
def test_bounds_are_those_of_all_splits(group: Combined, value: int) -> None:
    """Over whole numbers the least and the most of every split; no split lies outside them."""
    base = RankBase("county", 10, 5, (group,), 0, 0.0)
    above = [sum(part > value for part in way) for way in splits(group)]
    below = [sum(part < value for part in way) for way in splits(group)]
    for found, seen in ((base.above(value), above), (base.below(value), below)):
        assert found.least <= min(seen)
        assert max(seen) <= found.most
    # a real number can be split finer than whole ones: in quarters the bounds are reached
    fine = Combined(group.members, group.beside, group.total * 4, group.exact, "x")
    if group.total <= 3 and len(group.members) <= 3:
        sharp = RankBase("county", 10, 5, (fine,), 0, 0.0)
        counts = [sum(part > value * 4 for part in way) for way in splits(fine)]
        assert (min(counts), max(counts)) == sharp.above(value * 4)
        counts = [sum(part < value * 4 for part in way) for way in splits(fine)]
        assert (min(counts), max(counts)) == sharp.below(value * 4)


@given(groups, st.integers(0, 10))
def test_one_is_larger_in_any_split_only_if_it_is(group: Combined, value: int) -> None:
    base = RankBase("county", 10, 5, (group,), 0, 0.0)
    if base.larger_in_any_split(value):
        everyone = Combined(
            (*group.members, *("629999" for _ in group.beside)), (), group.total, True, "x"
        )
        assert all(max(way) > value for way in splits(everyone))
    elif group.exact:
        assert group.total / group.parts <= value


@given(st.integers(0, 12), st.floats(-5, 5))
def test_what_is_unknown_may_lie_anywhere_above_the_floor(unknown: int, value: float) -> None:
    count, other = (RankBase("county", 87, 87 - unknown, (), unknown, f) for f in (0.0, -math.inf))
    assert other.above(value) == (0, unknown)
    assert other.below(value) == (0, unknown)
    assert count.above(value) == (unknown if value < 0 else 0, unknown)
    assert count.below(value) == (0, unknown if value > 0 else 0)


def test_the_gdp_of_2020_as_the_city_yearbook_leaves_it() -> None:
    """全市 less 各县: 兰州 2886.74 - 365.3511, 白银 497.27 - 210.1629, 天水 666.90 - 291.8634."""
    found = combined.groups("gdp", 2020)
    assert [g.total for g in found] == [2521.39, 287.11, 375.04]
    assert found[0].members == LANZHOU
    assert found[0].beside == ("兰州新区",)
    assert combined.group_of("gdp", 2020, "620102") == found[0]
    assert combined.group_of("gdp", 2020, LIANGZHOU) is None
    for group in found:
        city = tables.values("pref_gdp", 2020)["value"][group.members[0][:4] + "00"]
        counties = tables.values("gdp", 2020)["value"].dropna()
        rest = counties[[c for c in counties.index if c[:4] == group.members[0][:4]]].sum()
        assert group.total == pytest.approx(city - rest, abs=0.005)


def test_liangzhou_is_not_the_first_of_the_province() -> None:
    own = standing.of("gdp", 2020, LIANGZHOU)
    assert own is not None
    assert (own.value, own.rank, own.of, own.base.units) == (335.1111, 1, 78, 87)
    # up to five districts of 兰州 and one of 天水 (375.04) may be larger; 白银's 287.11 cannot hold one
    assert (own.best, own.worst) == (1, 7)
    assert own.contested
    (larger,) = own.base.larger_in_any_split(own.value)
    assert larger.members == LANZHOU
    ends = standing.extremes("gdp", 2020)
    assert ends is not None
    assert ends.high.contested
    assert ends.low.contested


def test_an_upper_limit_settles_what_it_can() -> None:
    """省 less 12 市 leaves 451 patents of 2023 at most: 兰州's 9,742 stand, 陇南's 395 do not."""
    ends = standing.extremes("pref_patents_granted", 2023)
    assert ends is not None
    assert not ends.high.contested
    assert ends.low.contested
    own = standing.of("pref_patents_granted", 2023, "620100")
    assert own is not None
    assert (own.rank, own.best, own.worst, own.contested) == (1, 1, 1, False)


@pytest.mark.parametrize(("indicator", "year"), EVERY)
def test_every_standing_follows_from_the_table(indicator: str, year: int) -> None:
    table = ranks.standing(indicator, year)
    base = standing.base(indicator, year)
    assert base.units == len(table)
    assert base.ranked == int(table["value"].notna().sum())
    shared = {code for group in base.groups for code in group.members}
    assert base.units - base.ranked == base.unknown + len(shared)
    for code, row in table.iterrows():
        own = standing.of(indicator, year, str(code))
        assert (own is None) == (row["value"] != row["value"])
        if own is None:
            continue
        assert (own.rank, own.of, own.value) == (row["rank"], row["of"], row["value"])
        assert own.ties == int((table["value"] == row["value"]).sum())
        assert own.rank <= own.best <= own.worst <= own.rank + base.units - base.ranked
        assert not (base.whole and own.contested)
        cell = standing_words.place(own, PlaceForm.CELL)
        assert cell.endswith("*") == own.contested
        for form in (PlaceForm.SENTENCE, PlaceForm.CLAUSE, PlaceForm.LINE):
            text = standing_words.place(own, form)
            assert base.whole or f"{base.ranked}个" in text
            assert "最" not in text


@pytest.mark.parametrize(("indicator", "year"), EVERY)
def test_a_group_is_of_units_without_a_value(indicator: str, year: int) -> None:
    values = tables.values(indicator, year)
    item = registry.get(indicator)
    for group in combined.groups(indicator, year):
        assert item.kind == "count"
        assert len(group.members) > 1
        assert values.loc[list(group.members), "value"].isna().all()
        # the note that the reader sees says the same figure
        for note in values.loc[list(group.members), "note"]:
            assert f"合计{str(group.total).removesuffix('.0')}" in note
    # no unit that is said to be counted with others is left without them, where sums make sense
    merged = values.index[values["status"] == "merged"]
    if item.kind == "count":
        assert all(combined.group_of(indicator, year, code) for code in merged)


@pytest.mark.parametrize(("indicator", "year"), EVERY)
def test_counts_are_never_negative(indicator: str, year: int) -> None:
    if registry.get(indicator).kind == "count":
        assert tables.values(indicator, year)["value"].min() >= 0


def test_json_says_the_base_and_the_group() -> None:
    assert standing_json.document("gdp", 2020, LIANGZHOU) == {
        "units": 87, "rank_among_all": [1, 7], "contested": True, "combined": None,
    }  # fmt: skip
    merged = standing_json.document("gdp", 2020, "620105")
    assert merged["rank_among_all"] is None
    assert merged["combined"] == {
        "members": list(LANZHOU), "beside": ["兰州新区"], "total": 2521.39, "exact": True,
    }  # fmt: skip


@pytest.mark.parametrize(("indicator", "year"), EVERY)
def test_lists_hold_the_first_and_the_last(indicator: str, year: int) -> None:
    values = tables.values(indicator, year)["value"].dropna()
    found = standing.lists(indicator, year, 5, 5)
    n = min(5, len(values))
    assert [own.value for _code, own in found.first] == sorted(values, reverse=True)[:n]
    assert [own.value for _code, own in found.last] == sorted(values)[:n]
    for high, contested in ((True, found.first_contested), (False, found.last_contested)):
        text = standing_words.heading(found.base, 5, high=high, contested=contested)
        assert ("最" in text) == (not contested)
        assert not contested or f"有数{found.base.ranked}个中" in text

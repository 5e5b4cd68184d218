"""Classes: every value in exactly one, legend and fill counted on the same edges."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import registry, tables
from indicators.classify import METHODS, Classes, ClassifyError, classify
from tests.indicators.class_methods import methods_for

numbers = st.floats(-1e12, 1e12, allow_nan=False).map(lambda x: round(x, 6) + 0.0)
positive = st.floats(1e-4, 1e12).map(lambda x: round(x, 6))
maybe = st.one_of(st.none(), numbers)


def series(values: list[float | None]) -> pd.Series:
    return pd.Series(values, index=[f"u{i}" for i in range(len(values))], dtype=float)


def sound(classes: Classes, values: pd.Series, k: int) -> None:
    present = values.dropna()
    assert set(classes.index) == set(present.index)
    if present.empty:
        assert classes.k == 0
        return
    assert 1 <= classes.k <= min(k, present.nunique())
    assert len(classes.breaks) == classes.k + 1
    assert len(classes.counts) == classes.k
    assert sum(classes.counts) == len(present)
    if classes.k > 1:
        assert all(a < b for a, b in zip(classes.breaks, classes.breaks[1:], strict=False))
    assert classes.breaks[0] <= present.min()
    assert classes.breaks[-1] >= present.max()
    for unit, place in classes.index.items():
        low, high = classes.breaks[place], classes.breaks[place + 1]
        assert low <= present[unit] <= high
        assert present[unit] > low or place == 0
    for place, count in enumerate(classes.counts):
        assert count == sum(1 for found in classes.index.values() if found == place)


@settings(deadline=None)
@given(st.lists(maybe, max_size=60), st.sampled_from(list(METHODS)), st.integers(1, 9))
def test_every_value_falls_in_exactly_one_class(
    values: list[float | None], method: str, k: int
) -> None:
    made = series(values)
    if method in methods_for(made):
        sound(classify(made, method, k), made, k)


@settings(deadline=None)
@given(st.lists(positive, min_size=1, max_size=60), st.integers(1, 9))
def test_geometric_classes_of_positive_values(values: list[float], k: int) -> None:
    made = series(list(values))
    sound(classify(made, "geometric", k), made, k)


@settings(deadline=None)
@given(
    st.lists(numbers, min_size=2, max_size=60),
    st.sampled_from(["quantiles", "fisher_jenks", "equal_interval"]),
    st.integers(2, 9),
)
def test_a_centre_between_the_values_is_an_edge(values: list[float], method: str, k: int) -> None:
    made = series(list(values))
    classes = classify(made, method, k, centre=0.0)
    sound(classes, made, max(k, 2))
    if made.min() < 0 < made.max():
        assert 0.0 in classes.breaks


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=80), st.sampled_from(list(METHODS)))
def test_many_ties_leave_no_empty_quantile(values: list[int], method: str) -> None:
    made = series([float(v) for v in values])
    if method not in methods_for(made):
        return
    classes = classify(made, method, 5)
    sound(classes, made, 5)
    if method in ("quantiles", "fisher_jenks"):
        assert min(classes.counts) > 0


@settings(deadline=None)
@given(st.permutations(list(range(12))))
def test_order_of_units_does_not_matter(order: list[int]) -> None:
    made = series([float(i * i) for i in range(12)])
    shuffled = made.iloc[order]
    assert classify(made, "fisher_jenks", 4).breaks == classify(shuffled, "fisher_jenks", 4).breaks


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("value", [7.0, 0.001, 3e11])
def test_a_constant_is_one_class(method: str, value: float) -> None:
    classes = classify(series([value] * 5), method, 5)
    assert (classes.k, classes.counts) == (1, (5,))
    assert classes.note


@pytest.mark.parametrize("method", METHODS)
def test_a_single_value_and_none_at_all(method: str) -> None:
    assert classify(series([4.2]), method, 5).counts == (1,)
    empty = classify(series([None, None]), method, 5)
    assert (empty.k, empty.breaks, empty.index) == (0, (), {})


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("bad", [math.inf, -math.inf])
def test_infinity_is_refused(method: str, bad: float) -> None:
    with pytest.raises(ClassifyError, match="无穷"):
        classify(series([1.0, bad, 2.0]), method, 3)


def test_bad_requests_are_refused() -> None:
    values = series([1.0, 2.0, 3.0])
    with pytest.raises(ClassifyError, match="分级方法"):
        classify(values, "{{7*7}}", 3)
    for k in (0, -1, 10, 10**9):
        with pytest.raises(ClassifyError, match="分级数"):
            classify(values, "quantiles", k)
    with pytest.raises(ClassifyError, match="几何"):
        classify(series([0.0, 1.0]), "geometric", 2)


def test_quantiles_of_87_counties_hold_equal_numbers() -> None:
    classes = classify(tables.values("tertiary_per_100k", 2020)["value"], "quantiles", 5)
    assert classes.counts == (18, 17, 17, 17, 18)
    assert classes.digits == 0


def test_natural_breaks_are_the_ones_of_mapclassify() -> None:
    import mapclassify

    values = tables.values("tertiary_per_100k", 2020)["value"]
    with pytest.warns(UserWarning, match="Numba"):
        reference = mapclassify.FisherJenks(values.to_numpy(), k=5)
    assert classify(values, "fisher_jenks", 5).counts == tuple(reference.counts)


def test_known_natural_breaks() -> None:
    """Three clear groups are found whatever lies between them."""
    classes = classify(series([1, 2, 3, 50, 51, 52, 900, 901]), "fisher_jenks", 3)
    assert classes.counts == (3, 3, 2)


def test_gdp_has_its_gaps_left_out() -> None:
    classes = classify(tables.values("gdp_per_capita_census", 2020)["value"], "quantiles", 5)
    assert sum(classes.counts) == 76
    assert "620102" not in classes.index
    assert "620121" not in classes.index


def test_population_change_is_cut_at_zero() -> None:
    item = registry.get("pop_change_2010_2020")
    values = tables.values(item.id)["value"]
    for method in methods_for(values):
        classes = classify(values, method, 5, centre=item.diverging_at)
        edge = classes.breaks.index(0.0)
        assert sum(classes.counts[edge:]) == int((values > 0).sum())


def test_every_mappable_indicator_can_be_cut_every_way() -> None:
    for item in registry.load().values():
        if not item.mappable or item.level == "province":
            continue
        values = tables.values(item.id)["value"]
        for method in methods_for(values):
            for k in (3, 5, 7):
                sound(classify(values, method, k, centre=item.diverging_at), values, max(k, 2))


def test_edges_are_short_to_read() -> None:
    for item in registry.of_level("county"):
        if item.mappable:
            assert classify(tables.values(item.id)["value"], "quantiles", 5).digits <= 4, item.id

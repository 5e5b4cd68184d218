"""Both coefficients against scipy, the intervals against scipy and the published formula."""

from __future__ import annotations

import pytest
from scipy import stats

from indicators import correlation, tables

PAIR = ("urbanization_rate", "tertiary_per_100k")


def test_coefficients_and_fishers_interval_are_scipys() -> None:
    found = correlation.together(*PAIR)
    assert found is not None
    first, second = (tables.values(item)["value"] for item in PAIR)
    linear = stats.pearsonr(first, second)
    assert found.n == 87
    assert found.pearson.value == pytest.approx(linear.statistic)
    low, high = linear.confidence_interval(0.95)
    assert (found.pearson.low, found.pearson.high) == pytest.approx((low, high), abs=1e-6)
    assert found.spearman.value == pytest.approx(stats.spearmanr(first, second).statistic)


def test_the_interval_of_spearman_holds_a_bootstraps() -> None:
    """Bonett and Wright's lies where 2,000 resamples of the counties put it."""
    found = correlation.together(*PAIR)
    assert found is not None
    data = tuple(tables.values(item)["value"].to_numpy() for item in PAIR)
    drawn = stats.bootstrap(
        data, lambda a, b: stats.spearmanr(a, b).statistic, paired=True, vectorized=False,
        n_resamples=2000, method="percentile", rng=20260101,
    ).confidence_interval  # fmt: skip
    assert (found.spearman.low, found.spearman.high) == pytest.approx(
        (drawn.low, drawn.high), abs=0.06
    )


def test_few_or_equal_values_have_no_coefficient() -> None:
    assert correlation.of_pairs([1.0, 2.0], [1.0, 2.0]) is None
    assert correlation.of_pairs([1.0] * 20, list(range(20))) is None


def test_a_pair_far_off_the_line_is_found_by_scipys_deviation() -> None:
    first = [float(i) for i in range(30)]
    second = [2 * x + (-1) ** i * 0.5 for i, x in enumerate(first)]
    second[14] += 40
    assert correlation.far_off(first, second) == [14]
    rest = [y - (2 * x) for x, y in zip(first, second, strict=True)]
    normal = stats.median_abs_deviation(rest, scale="normal")
    assert pytest.approx(0.5 * correlation.NORMAL, rel=1e-4) == normal

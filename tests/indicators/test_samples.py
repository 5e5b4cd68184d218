"""Sampling error of the long form: known intervals, honest bounds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import registry, samples, tables


def test_wilson_s_interval_of_a_known_case() -> None:
    # Wilson (1927) for 10 of 100, with n/(1 - f) = 100, gives 5.52 % to 17.44 %
    low, high = samples.wilson(0.1, 90)
    assert (round(low, 4), round(high, 4)) == (0.0552, 0.1744)


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(1, 1e6))
def test_the_interval_holds_the_share_and_narrows_with_size(share: float, size: float) -> None:
    low, high = samples.wilson(share, size)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1
    narrower = samples.wilson(share, size * 4)
    assert narrower[1] - narrower[0] <= high - low + 1e-12


def test_small_counties_are_muted() -> None:
    table = samples.intervals("share_scientific_research_technical_services", 2020)
    sizes = tables.values("longform_employed_total", 2020)["value"]
    assert set(table.index[table["muted"]]) == set(sizes.index[sizes < 2000])
    subei = table.loc["620923"]
    assert subei["sample"] == 1027
    # one person in the sample: the interval spans more than a factor of ten
    assert subei["high"] / subei["low"] > 10


def test_every_sampled_share_has_intervals_around_its_values() -> None:
    for item in registry.load().values():
        if not item.small_sample:
            continue
        for year in item.years:
            bounds = samples.intervals(item.id, year)
            values = tables.values(item.id, year)["value"]
            assert (bounds["low"] <= values + 1e-4).all(), item.id
            assert (bounds["high"] >= values - 1e-4).all(), item.id


def test_full_counts_have_no_sampling_error() -> None:
    with pytest.raises(samples.NoSampleError):
        samples.intervals("pop_resident", 2020)

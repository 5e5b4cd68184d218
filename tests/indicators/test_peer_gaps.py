"""Gaps to the peers' median: published order statistics, margins of the long form, verdicts."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.missing import is_missing
from geo.places import units
from indicators import peer_gaps, peer_words, peers, registry, samples, tables
from indicators.peer_gaps import GapVerdict
from indicators.structure import PeerPool

CODES = [unit.adcode for unit in units.counties()]


@pytest.mark.parametrize(
    ("n", "r", "confidence"),
    # Conover (1999), table A3 for p = 0.5: 1 - 2 P(X < r)
    [(5, 1, 0.9375), (6, 1, 0.96875), (10, 2, 0.97852), (15, 4, 0.96484), (20, 6, 0.95861)],
)
def test_published_intervals_of_a_median(n: int, r: int, confidence: float) -> None:
    assert peer_gaps.order_statistics(n) == (r, pytest.approx(confidence, abs=1e-5))


@given(st.integers(1, 40))
def test_the_interval_is_the_shortest_that_keeps_its_promise(n: int) -> None:
    from scipy.stats import binom

    r, confidence = peer_gaps.order_statistics(n)
    assert confidence == pytest.approx(max(0.0, 1 - 2 * binom.cdf(r - 1, n, 0.5)))
    assert 2 * r <= n + 1
    assert r == 1 or confidence >= peer_gaps.LEVEL
    assert 1 - 2 * binom.cdf(r, n, 0.5) < peer_gaps.LEVEL


@pytest.mark.parametrize("adcode", CODES)
def test_a_gap_is_made_of_the_tables_own_values(adcode: str) -> None:
    for indicator in peer_gaps.USUAL:
        gap = peer_gaps.gap(adcode, indicator, PeerPool.GANSU, 5)
        assert gap.peers.codes == peers.find(adcode, outcome=indicator).codes
        known = tables.values(indicator, gap.year)["value"]
        values = [known[code] for code in gap.peers.codes if not is_missing(known[code])]
        assert list(gap.values.values()) == values
        if values:
            assert gap.median == statistics.median(values)
        if is_missing(known[adcode]):
            assert gap.verdict is GapVerdict.MISSING
            continue
        if len(values) < peer_gaps.FEWEST:
            assert gap.verdict is GapVerdict.TOO_FEW
            continue
        assert gap.gap == pytest.approx(known[adcode] - gap.median)
        assert gap.low <= gap.gap <= gap.high
        told = not gap.low <= 0 <= gap.high
        assert (gap.verdict is not GapVerdict.UNTOLD) == told


def test_a_sample_widens_the_gap_by_its_margins() -> None:
    indicator = "share_professional_technical"
    assert registry.get(indicator).sample
    gap = peer_gaps.gap("622921", indicator, PeerPool.GANSU, 5)
    margins = samples.intervals(indicator, gap.year)
    assert (gap.own.low, gap.own.high) == pytest.approx(
        (margins.at["622921", "low"], margins.at["622921", "high"])
    )
    values = gap.values.values()
    # five peers: from the smallest to the largest, and no narrower for their margins
    assert gap.high - gap.low > max(values) - min(values)


def test_words_say_verdicts_and_never_more() -> None:
    gaps = [peer_gaps.gap("622921", item, PeerPool.GANSU, 5) for item in peer_gaps.USUAL]
    said = peer_words.gaps_finding(gaps)
    for gap in gaps:
        assert registry.get(gap.indicator).short in said
        line = peer_words.gap_line(gap)
        assert peer_words.VERDICT_WORDS[gap.verdict] in line


@pytest.mark.parametrize("among", list(PeerPool))
def test_the_country_s_table_gives_the_same_value_of_a_county_as_the_provinces(
    among: PeerPool,
) -> None:
    own = peer_gaps.gap("620123", "tertiary_per_100k", among, 5).own.value
    assert own == pytest.approx(tables.values("tertiary_per_100k", 2020)["value"]["620123"])

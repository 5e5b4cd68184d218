"""How far a county lies from the median of its peers, and whether that can be told.

The peers are few and no sample, so no normal theory: the interval of their median is the exact one
between two order statistics [1]_, and what it can promise with so few is said beside it (five
peers: smallest to largest, 93.75 %). A share from the census long form has a margin of its own:
the county's and every peer's interval widen the gap's, so that a difference within them is called
分不出高低. Each indicator has the peers that were chosen without it.

References
----------
.. [1] W. J. Conover (1999), Practical Nonparametric Statistics, 3rd ed., 3.2: confidence interval
   for a quantile. H. A. David and H. N. Nagaraja (2003), Order Statistics, 7.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import comb, nan
from typing import TYPE_CHECKING, Final

from data.missing import is_missing
from indicators import national_standing, peers, registry, samples, tables
from indicators.structure import PeerPool

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVEL: Final = 0.95
FEWEST: Final = 5
# What a county page compares unless something else is chosen.
USUAL: Final = (
    "tertiary_per_100k",
    "mean_years_schooling_15plus",
    "share_professional_technical",
    "share_scientific_research_technical_services",
    "share_knowledge_intensive_services",
    "gdp_per_capita_census",
    "fiscal_self_sufficiency",
    "access_hsr_minutes",
)


class GapVerdict(StrEnum):
    """What can be said of a county and the median of its peers."""

    HIGHER = "higher"
    LOWER = "lower"
    UNTOLD = "untold"  # the interval holds 0: 分不出高低
    TOO_FEW = "too few"  # fewer than `FEWEST` peers have a value
    MISSING = "missing"  # the county itself has none


@dataclass(frozen=True)
class MedianInterval:
    """An interval of a median between order statistics, and its exact confidence (0-1)."""

    low: float
    high: float
    confidence: float


@dataclass(frozen=True)
class ValueSpan:
    """A value and, where it comes from a sample, its 95 % interval; else both ends are the value."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class PeerGap:
    """One indicator of a county beside the median of its peers.

    Attributes
    ----------
    peers : PeerSet
        Chosen without the indicator.
    own : ValueSpan
        The county's value; NaN where it has none.
    values : dict of str to float
        Of the peers that have one.
    median : float
        Of those values.
    interval : MedianInterval
        Of the median, widened by the peers' own margins.
    gap, low, high : float
        Own value less the median, and its interval; in the indicator's unit.
    """

    indicator: str
    year: int
    peers: peers.PeerSet
    own: ValueSpan
    status: str
    values: dict[str, float]
    median: float
    interval: MedianInterval
    gap: float
    low: float
    high: float
    verdict: GapVerdict

    @property
    def sampled(self) -> bool:
        """Whether margins of the long form are in the interval."""
        return bool(registry.get(self.indicator).sample)


def order_statistics(n: int) -> tuple[int, float]:
    """Return which order statistics bound the median of n values, and the confidence.

    Parameters
    ----------
    n : int
        At least 1.

    Returns
    -------
    r, confidence : int, float
        The interval runs from the r-th smallest to the r-th largest. It is the shortest of at
        least `LEVEL`; where none reaches it, from the smallest to the largest.
    """
    outside = 2 * 0.5**n
    r = 1
    while 2 * (r + 1) <= n:
        wider = outside + 2 * comb(n, r) * 0.5**n
        if 1 - wider < LEVEL:
            break
        outside, r = wider, r + 1
    return r, max(0.0, 1 - outside)


def median_interval(lows: Sequence[float], highs: Sequence[float]) -> MedianInterval:
    """Return the interval of the median of values that lie between `lows` and `highs`.

    Parameters
    ----------
    lows, highs : sequence of float
        Ends of each value's own interval; the value twice where it has none.
    """
    if not lows:
        return MedianInterval(nan, nan, 0.0)
    r, confidence = order_statistics(len(lows))
    return MedianInterval(sorted(lows)[r - 1], sorted(highs)[-r], confidence)


def comparable(indicator: str, among: PeerPool) -> bool:
    """Return whether peers of a pool have the indicator: beyond Gansu the census alone is known."""
    item = registry.get(indicator)
    if item.level != "county":
        return False
    return among is PeerPool.GANSU or national_standing.covers(indicator, national_standing.YEAR)


def year_of(indicator: str, among: PeerPool) -> int:
    """Return the year compared: the latest, beyond Gansu the census's."""
    return registry.get(indicator).years[-1] if among is PeerPool.GANSU else national_standing.YEAR


def gap(
    adcode: str, indicator: str, among: PeerPool = PeerPool.GANSU, n: int = peers.USUAL
) -> PeerGap:
    """Return how far a county lies from the median of its peers.

    Parameters
    ----------
    adcode : str
        One of the 87 units.
    indicator : str
        One that is `comparable` in the pool.
    among, n : PeerPool, int
        As `peers.find`; the peers are chosen without the indicator.

    Raises
    ------
    PeerError
        As `peers.find`.
    """
    found = peers.find(adcode, among, n, outcome=indicator)
    year = year_of(indicator, among)
    own = span(indicator, year, adcode, among)
    known = {code: span(indicator, year, code, among) for code in found.codes}
    known = {code: item for code, item in known.items() if not is_missing(item.value)}
    values = {code: item.value for code, item in known.items()}
    interval = median_interval(
        [item.low for item in known.values()], [item.high for item in known.values()]
    )
    median = _median(list(values.values()))
    low, high = own.low - interval.high, own.high - interval.low
    return PeerGap(
        indicator=indicator,
        year=year,
        peers=found,
        own=own,
        status=str(tables.line(indicator, year, adcode)["status"]),
        values=values,
        median=median,
        interval=interval,
        gap=own.value - median,
        low=low,
        high=high,
        verdict=_verdict(own.value, len(values), low, high),
    )


def _verdict(own: float, n: int, low: float, high: float) -> GapVerdict:
    if is_missing(own):
        return GapVerdict.MISSING
    if n < FEWEST:
        return GapVerdict.TOO_FEW
    if low > 0:
        return GapVerdict.HIGHER
    return GapVerdict.LOWER if high < 0 else GapVerdict.UNTOLD


def _median(values: list[float]) -> float:
    import statistics

    return statistics.median(values) if values else nan


def span(indicator: str, year: int, adcode: str, among: PeerPool) -> ValueSpan:
    """Return a county's value with the interval that its sample gives it.

    Parameters
    ----------
    indicator, year : str, int
        `comparable` in the pool; of the year `year_of`.
    adcode : str
        Of a county of the pool.
    among : PeerPool
        Decides whether the province's table or the country's is read.
    """
    item = registry.get(indicator)
    value = _value(indicator, year, adcode, among)
    if not item.sample or is_missing(value):
        return ValueSpan(value, value, value)
    size = _value(item.sample, year, adcode, among)
    if is_missing(size) or size <= 0:
        return ValueSpan(value, value, value)
    low, high = samples.wilson(value / 100, size)
    return ValueSpan(value, low * 100, high * 100)


def _value(indicator: str, year: int, adcode: str, among: PeerPool) -> float:
    if among is PeerPool.GANSU:
        return float(tables.line(indicator, year, adcode)["value"])
    return float(national_standing.values(indicator).loc[adcode])

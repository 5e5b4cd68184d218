"""How two indicators go together over counties: Pearson and Spearman with 95 % intervals.

Pearson's interval is Fisher's z; Spearman's is Fisher's z with the variance (1 + r²/2)/(n - 3) of
Bonett and Wright (Psychometrika 65, 2000).  Counties are neighbours of one another, so that the
intervals are rather too narrow.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from indicators import tables
from indicators.samples import Z95

# A county is told by name when it lies this many robust deviations off the line.
FAR = 3.5
# Makes the median absolute deviation a standard deviation for normal errors.
NORMAL = 1.4826
# Below this many counties no interval is given.
FEWEST = 10


@dataclass(frozen=True)
class Correlation:
    """A coefficient with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Together:
    """Two indicators over the counties that have both."""

    n: int
    pearson: Correlation
    spearman: Correlation


def interval(value: float, variance: float) -> Correlation:
    """Return a coefficient with the interval of a given variance of its Fisher z."""
    if abs(value) >= 1:
        return Correlation(value, value, value)
    z, half = math.atanh(value), Z95 * math.sqrt(variance)
    return Correlation(value, math.tanh(z - half), math.tanh(z + half))


def of_pairs(first: Sequence[float], second: Sequence[float]) -> Together | None:
    """Return both coefficients; None for fewer than `FEWEST` pairs or one value only."""
    import numpy as np
    from scipy import stats

    n = len(first)
    if n < FEWEST or len(set(first)) < 2 or len(set(second)) < 2:
        return None
    linear = float(np.corrcoef(first, second)[0, 1])
    ordered = float(np.corrcoef(stats.rankdata(first), stats.rankdata(second))[0, 1])
    return Together(
        n=n,
        pearson=interval(linear, 1 / (n - 3)),
        spearman=interval(ordered, (1 + ordered**2 / 2) / (n - 3)),
    )


def together(first: str, second: str) -> Together | None:
    """Return how two county-level indicators go together in the latest year of each."""
    one, other = tables.values(first)["value"], tables.values(second)["value"]
    both = one.notna() & other.notna()
    return of_pairs(one[both].tolist(), other[both].tolist())


def far_off(first: Sequence[float], second: Sequence[float]) -> list[int]:
    """Return the places of the pairs far off the least-squares line, by the median deviation."""
    import numpy as np

    x, y = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    slope, start = np.polyfit(x, y, 1)
    rest = y - (slope * x + start)
    apart = np.abs(rest - np.median(rest))
    spread = NORMAL * float(np.median(apart))
    return [int(i) for i in np.flatnonzero(apart > FAR * spread)] if spread else []

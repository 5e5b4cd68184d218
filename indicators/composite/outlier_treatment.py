"""Values far from the others: left as they are, or brought in to the next one.

The rule is the JRC's as COINr has it (Becker et al. 2022, doi:10.21105/joss.04567): an indicator is
treated only when its absolute skewness exceeds 2 and its kurtosis 3.5; then the outermost value on
the skewed side takes the value of its neighbour, until the indicator passes or five are changed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SKEW, KURTOSIS, MOST = 2.0, 3.5, 5


@dataclass(frozen=True)
class Treated:
    """One changed value."""

    row: int
    column: int
    before: float
    after: float


def passes(column: Floats) -> bool:
    """Return whether an indicator's shape needs no treatment (sample skewness, excess kurtosis)."""
    from scipy import stats

    known = column[np.isfinite(column)]
    if known.min() == known.max():
        return True
    skewed = abs(stats.skew(known, bias=False)) > SKEW
    return not (skewed and stats.kurtosis(known, bias=False) > KURTOSIS)


def winsorised_column(column: Floats, most: int = MOST) -> Floats:
    """Return a copy of one indicator, treated if its shape asks for it."""
    from scipy import stats

    found = column.copy()
    high = low = np.zeros(len(column), dtype=bool)
    while not passes(found) and high.sum() + low.sum() < most:
        known = np.isfinite(found)
        if stats.skew(found[known], bias=False) >= 0:
            high = known & (found == found[known].max())
            found[high] = found[known & ~high].max()
        else:
            low = known & (found == found[known].min())
            found[low] = found[known & ~low].min()
    return found


def winsorised(values: Floats) -> Floats:
    """Return n × k values, each indicator treated by itself."""
    return np.column_stack([winsorised_column(column) for column in values.T])


def changes(before: Floats, after: Floats) -> tuple[Treated, ...]:
    """Return which values were changed."""
    differ = np.isfinite(before) & (before != after)
    return tuple(
        Treated(int(i), int(j), float(before[i, j]), float(after[i, j]))
        for i, j in zip(*np.nonzero(differ), strict=True)
    )

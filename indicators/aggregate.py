"""Figures of a group of counties: sums of counts, ratios made again from their parts.

A ratio is never averaged over counties; it is computed from summed numerators and denominators.
A sum with a missing member is not given: the missing ones are counted and named instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators import tables


@dataclass(frozen=True)
class Total:
    """A figure of a group of counties.

    Attributes
    ----------
    value : float or None
        The sum or ratio; None when a member has no value.
    missing : tuple of str
        Adcodes of the members without a value.
    """

    value: float | None
    missing: tuple[str, ...]


def total(indicator: str, year: int, members: Sequence[str]) -> Total:
    """Return the sum of a count over whole counties.

    Parameters
    ----------
    indicator : str
        Id of a county-level count.
    year : int
        Data year.
    members : sequence of str
        Adcodes.
    """
    values = tables.values(indicator, year)["value"].reindex(list(members))
    missing = tuple(str(code) for code in values.index[values.isna()])
    if missing or not len(values):
        return Total(None, missing)
    return Total(float(values.sum()), ())


def ratio(numerator: str, denominator: str, year: int, members: Sequence[str], per: float) -> Total:
    """Return the ratio of two summed counts over whole counties, times `per`.

    Parameters
    ----------
    numerator, denominator : str
        Ids of county-level counts.
    per : float
        100 for per cent, 100 000 for per hundred thousand.
    """
    above = total(numerator, year, members)
    below = total(denominator, year, members)
    missing = tuple(dict.fromkeys((*above.missing, *below.missing)))
    if above.value is None or not below.value:
        return Total(None, missing)
    return Total(above.value / below.value * per, ())

"""Counties and groups side by side in one indicator: value, margin, and distance to the median.

A group's figure is made again from the registry's numerators and denominators, never averaged, and
is not given when a member has none.  Whether two shares of the census long form differ is Newcombe's
hybrid score interval (Statistics in Medicine 17, 1998, method 10) on Wilson's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from data.entries import entries
from data.missing import is_missing
from indicators import aggregate, ranks, registry, samples, standing, tables


@dataclass(frozen=True)
class Side:
    """One of those that are compared.

    Attributes
    ----------
    key : str
        Adcode of a county, or the address's word for a group.
    members : tuple of str
        Adcodes; one for a county.
    """

    key: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """What one side shows.

    Attributes
    ----------
    value : float or None
        In the indicator's unit.
    low, high : float or None
        The 95 % interval of a share of the long form.
    rank, of : int or None
        Of a county among those with a value; a group has none.
    status : str
        The status of a county's value; 'derived' for a group.
    missing : tuple of str
        Members without a value.
    rebuilt : bool
        False where a group's figure cannot be made from the registry's parts.
    """

    side: Side
    value: float | None
    low: float | None = None
    high: float | None = None
    rank: int | None = None
    of: int | None = None
    status: str = "ok"
    missing: tuple[str, ...] = ()
    rebuilt: bool = True


@dataclass(frozen=True)
class Comparison:
    """One indicator in one year; those with a value first, the highest before the others."""

    indicator: str
    year: int
    median: float
    rows: tuple[Compared, ...]


def difference(
    first: tuple[float, float, float], second: tuple[float, float, float]
) -> tuple[float, float]:
    """Return the 95 % interval of first minus second.

    Parameters
    ----------
    first, second : (value, low, high)
        Independent shares with their Wilson intervals.
    """
    (a, a_low, a_high), (b, b_low, b_high) = first, second
    gap = a - b
    return gap - math.hypot(a - a_low, b_high - b), gap + math.hypot(a_high - a, b - b_low)


def separable(first: Compared, second: Compared) -> bool:
    """Return whether one is known to be higher; values that are no sample differ as they stand.

    Notes
    -----
    A group and one of its own counties share answers, so that their difference varies less than
    that of independent shares: the interval is too wide then, and never says too much.
    """
    if first.value is None or second.value is None:
        return False
    if first.low is None or first.high is None or second.low is None or second.high is None:
        return first.value != second.value
    low, high = difference(
        (first.value, first.low, first.high), (second.value, second.low, second.high)
    )
    return not low <= 0 <= high


def compare(indicator: str, year: int | None, sides: Sequence[Side]) -> Comparison:
    """Return how the sides stand in a county-level indicator.

    Parameters
    ----------
    year : int or None
        Data year; None for the latest.
    """
    used = tables.resolve_year(indicator, year)
    found = [_one(indicator, used, side) for side in sides]
    found.sort(key=lambda row: -math.inf if row.value is None else row.value, reverse=True)
    return Comparison(indicator, used, ranks.median(indicator, used), tuple(found))


def _one(indicator: str, year: int, side: Side) -> Compared:
    if len(side.members) == 1:
        return _county(indicator, year, side)
    return _group(indicator, year, side)


def _county(indicator: str, year: int, side: Side) -> Compared:
    (adcode,) = side.members
    own = standing.of(indicator, year, adcode)
    status = str(tables.line(indicator, year, adcode)["status"])
    if own is None:
        return Compared(side, None, status=status, missing=side.members)
    low, high = _margin(indicator, year, adcode)
    return Compared(side, own.value, low, high, own.rank, own.of, status)


def _margin(indicator: str, year: int, adcode: str) -> tuple[float | None, float | None]:
    if not registry.get(indicator).sample:
        return None, None
    row = samples.intervals(indicator, year).loc[adcode]
    low, high = float(row["low"]), float(row["high"])
    return (None, None) if is_missing(low) else (low, high)


def _parts(indicator: str, year: int) -> tuple[list[str], str, float] | None:
    """Return numerators, denominator ("" for a count) and factor; None where there are none."""
    item = registry.get(indicator)
    if item.kind == "count":
        return [indicator], "", 1.0
    recipe = entries()[indicator].table.get("compute", {})
    if not recipe or year not in recipe.get("years", item.years):
        return None
    parts = [*recipe["numerator"], recipe["denominator"]]
    if any(year not in registry.get(part).years for part in parts):
        return None
    return list(recipe["numerator"]), str(recipe["denominator"]), float(recipe["factor"])


def _group(indicator: str, year: int, side: Side) -> Compared:
    members = list(side.members)
    recipe = _parts(indicator, year)
    if recipe is None:
        return Compared(side, None, status="derived", rebuilt=False)
    above, below, factor = recipe
    # a value that was withheld for its county is not made by way of its parts either
    asked = dict.fromkeys([*above, *([below] if below else []), indicator])
    sums = [aggregate.total(part, year, members) for part in asked]
    missing = tuple(dict.fromkeys(code for one in sums for code in one.missing))
    if missing:
        return Compared(side, None, status="derived", missing=missing)
    made = [
        aggregate.ratio(part, below, year, members, factor)
        if below
        else aggregate.total(part, year, members)
        for part in above
    ]
    value = sum(one.value for one in made if one.value is not None)
    sample = registry.get(indicator).sample
    if not sample:
        return Compared(side, value, status="derived")
    size = aggregate.total(sample, year, members).value
    if not size:
        return Compared(side, value, status="derived")
    low, high = samples.wilson(value / 100, size)
    return Compared(side, value, low * 100, high * 100, status="derived")

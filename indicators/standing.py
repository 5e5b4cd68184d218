"""Where a unit stands, and what the units without a figure could change about it.

A rank is counted among the units that have a value. Others may have none: missing, not applicable,
or known only together with their neighbours. How many of those lie above or below a value is
bounded here by arithmetic alone, never guessed: a group of k units with total T and no negative
member has at most ceil(T/v) - 1 members above v, and at least one when T > k v.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from indicators import combined, registry, tables
from indicators.combined import Combined

if TYPE_CHECKING:
    import pandas as pd


class Bounds(NamedTuple):
    """The least and the most number of units."""

    least: int
    most: int


@dataclass(frozen=True)
class RankBase:
    """The units that a rank is counted in, and those that it leaves out.

    Attributes
    ----------
    level : str
        'county', 'prefecture' or 'province'.
    units, ranked : int
        All units of the level; those with a value.
    groups : tuple of Combined
        Figures of several units together.
    unknown : int
        Units without a value of which nothing is known, alone or together.
    floor : float
        No value can be lower: 0 for counts, minus infinity for all else.
    """

    level: str
    units: int
    ranked: int
    groups: tuple[Combined, ...] = ()
    unknown: int = 0
    floor: float = -math.inf

    @property
    def whole(self) -> bool:
        """Whether every unit has a value."""
        return self.units == self.ranked

    def above(self, value: float) -> Bounds:
        """Return how many units without a value must, and how many may, lie above `value`."""
        bounds = [_above(group, value) for group in self.groups]
        least = self.unknown if value < self.floor else 0
        return Bounds(
            least + sum(b.least for b in bounds), self.unknown + sum(b.most for b in bounds)
        )

    def below(self, value: float) -> Bounds:
        """Return how many units without a value must, and how many may, lie below `value`."""
        bounds = [_below(group, value) for group in self.groups]
        most = self.unknown if value > self.floor else 0
        return Bounds(sum(b.least for b in bounds), most + sum(b.most for b in bounds))

    def larger_in_any_split(self, value: float) -> tuple[Combined, ...]:
        """Return the groups of which one area lies above `value` however the figure is divided."""
        return tuple(
            g for g in self.groups if g.exact and _exact(g.total) > g.parts * _exact(value)
        )


@dataclass(frozen=True)
class Standing:
    """The place of one value.

    Attributes
    ----------
    value : float
        Of the unit.
    rank, of : int
        1 = highest; ties share the smallest rank; among the `of` units with a value.
    ties : int
        Units with this very value, the unit itself included.
    best, worst : int
        The first and the last place it can have among all units of the level.
    base : RankBase
        What the rank is counted in.
    """

    value: float
    rank: int
    of: int
    ties: int
    best: int
    worst: int
    base: RankBase

    @property
    def contested(self) -> bool:
        """Whether units without a value could change the rank."""
        return (self.best, self.worst) != (self.rank, self.rank)


@dataclass(frozen=True)
class Extreme:
    """One end of an indicator: who holds it among the units with a value, and whether it stands.

    Attributes
    ----------
    value : float
        The largest or smallest value.
    holders : tuple of str
        Adcodes.
    contested : bool
        Whether a unit without a value may lie beyond it.
    """

    value: float
    holders: tuple[str, ...]
    contested: bool


@dataclass(frozen=True)
class Extremes:
    """Both ends of an indicator in a year."""

    base: RankBase
    high: Extreme
    low: Extreme


def _exact(value: float) -> Fraction:
    """Return the decimal number that was printed; a sum of floats would not be it."""
    return Fraction(repr(float(value)))


def _above(group: Combined, value: float) -> Bounds:
    count, total, bar = len(group.members), _exact(group.total), _exact(value)
    if bar < 0:
        return Bounds(count, count)
    most = min(count, math.ceil(total / bar) - 1) if bar else (count if total > 0 else 0)
    # what is counted beside the members may be the whole figure
    shared = bool(group.beside) or not group.exact
    return Bounds(int(not shared and total > count * bar), max(0, most))


def _below(group: Combined, value: float) -> Bounds:
    count, total, bar = len(group.members), _exact(group.total), _exact(value)
    if bar <= 0:
        return Bounds(0, 0)
    least = max(0, count - math.floor(total / bar))
    shared = bool(group.beside) or not group.exact
    return Bounds(least, count if shared or total < count * bar else count - 1)


@cache
def base(indicator: str, year: int) -> RankBase:
    """Return what ranks of an indicator in a year are counted in.

    Parameters
    ----------
    indicator : str
        Indicator id.
    year : int
        One of its years.
    """
    item = registry.get(indicator)
    values = tables.values(indicator, year)["value"]
    groups = combined.groups(indicator, year)
    known = {code for group in groups for code in group.members}
    absent = [str(code) for code in values.index[values.isna()]]
    return RankBase(
        level=item.level,
        units=len(values),
        ranked=len(values) - len(absent),
        groups=groups,
        unknown=sum(1 for code in absent if code not in known),
        floor=0.0 if item.kind == "count" else -math.inf,
    )


def _year(indicator: str, year: int | None) -> int:
    return tables.resolve_year(indicator, year)


@cache
def _all(indicator: str, year: int) -> dict[str, Standing]:
    values = tables.values(indicator, year)["value"].dropna()
    counted = base(indicator, year)
    ranked = values.rank(ascending=False, method="min")
    ties = values.map(values.value_counts())
    found = {}
    for code, value in values.items():
        rank = int(ranked[code])
        above = Bounds(0, 0) if counted.whole else counted.above(float(value))
        found[str(code)] = Standing(
            value=float(value), rank=rank, of=counted.ranked, ties=int(ties[code]),
            best=rank + above.least, worst=rank + above.most, base=counted,
        )  # fmt: skip
    return found


def of(indicator: str, year: int | None, adcode: str) -> Standing | None:
    """Return where a unit stands; None when it has no value.

    Parameters
    ----------
    indicator : str
        Indicator id.
    year : int or None
        Data year; None for the latest.
    adcode : str
        Unit of the indicator's level.
    """
    return _all(indicator, _year(indicator, year)).get(adcode)


def extremes(indicator: str, year: int | None = None) -> Extremes | None:
    """Return both ends of an indicator; None when fewer than two different values are known."""
    year = _year(indicator, year)
    values = tables.values(indicator, year)["value"].dropna()
    if values.nunique() < 2:
        return None
    counted = base(indicator, year)
    top, bottom = float(values.max()), float(values.min())
    return Extremes(
        base=counted,
        high=Extreme(top, _holders(values, top), counted.above(top).most > 0),
        low=Extreme(bottom, _holders(values, bottom), counted.below(bottom).most > 0),
    )


def _holders(values: pd.Series, value: float) -> tuple[str, ...]:
    return tuple(str(code) for code in values.index[values == value])


@dataclass(frozen=True)
class Lists:
    """The first and the last units that have a value.

    Attributes
    ----------
    first, last : tuple of (adcode, Standing)
        From the end inwards.
    first_contested, last_contested : bool
        Whether a unit without a value could belong into the list.
    """

    base: RankBase
    first: tuple[tuple[str, Standing], ...]
    last: tuple[tuple[str, Standing], ...]
    first_contested: bool
    last_contested: bool


def lists(indicator: str, year: int | None, first: int, last: int) -> Lists:
    """Return the `first` highest and the `last` lowest units; ties stand in the order of codes.

    Parameters
    ----------
    indicator : str
        Indicator id.
    year : int or None
        Data year; None for the latest.
    first, last : int
        At most so many; fewer where fewer have a value.
    """
    year = _year(indicator, year)
    ordered = sorted(_all(indicator, year).items(), key=lambda pair: pair[1].rank)
    counted = base(indicator, year)
    top, bottom = tuple(ordered[:first]), tuple(reversed(ordered[len(ordered) - last :]))
    return Lists(
        base=counted,
        first=top,
        last=bottom,
        first_contested=bool(top) and counted.above(top[-1][1].value).most > 0,
        last_contested=bool(bottom) and counted.below(bottom[-1][1].value).most > 0,
    )

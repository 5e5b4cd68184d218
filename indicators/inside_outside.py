"""Inside and outside the belt: one indicator, two groups of counties, and matched peers.

'stem' sets the counties along the stem of the Yellow River against all others, 'basin' those in
the basin against those outside, and 'course', within the basin only, those of the river's upper
course against those of its middle course; all by the measurement of `geo.rivers.frontage`. The difference is told
with its interval, and when the interval covers 0 the sentence says that it cannot be told. None
of this says that the river, or the plan, is the cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.errors import AtlasError
from data.i18n import _
from geo.places import units
from geo.rivers import frontage as belt_geo
from indicators import effects, inside_outside_words, matched_pairs, registry, tables
from indicators.effects import Estimate
from indicators.matched_pairs import Matching

if TYPE_CHECKING:
    import pandas as pd

GROUPINGS = {"stem": _("沿干流县区"), "basin": _("流域内县区"), "course": _("上游县区")}
OTHERS = {"stem": _("其余县区"), "basin": _("流域外县区"), "course": _("中游县区")}


LEAST_UNITS = 30
"""Two groups are held against each other only where at least so many units have a value."""


class NotComparableError(AtlasError):
    """The indicator cannot be compared between groups of counties, or the grouping is unknown."""


@dataclass(frozen=True)
class Summary:
    """One group: how many counties, how many of them without a value, and their distribution."""

    n: int
    missing: int
    mean: float
    median: float
    low: float
    quarter: float
    three_quarters: float
    high: float


@dataclass(frozen=True)
class Contrast:
    """Inside against outside for one indicator in one year.

    Parameters
    ----------
    difference : Estimate
        Median inside less median outside.
    delta : Estimate
        Cliff's delta.
    p : float
        Permutation p of Cliff's delta.
    matching : Matching
        The peers.
    matched : Estimate
        Median of the differences within pairs, inside less outside.
    sentence : str
        What can be said, in Chinese.
    """

    indicator: str
    year: int
    grouping: str
    inside: Summary
    outside: Summary
    difference: Estimate
    delta: Estimate
    p: float
    matching: Matching
    matched: Estimate
    sentence: str


def ratio(indicator: str) -> registry.Indicator:
    """Return a county-level ratio or index; counts depend on the size of a county.

    Raises
    ------
    UnknownIndicatorError, NotComparableError
        It does not exist, is of another level, or is a count.
    """
    item = registry.get(indicator)
    if item.level != "county" or item.kind == "count":
        raise NotComparableError(
            _("“{name}”不是县级比率指标，不能作带内带外比较。").format(name=item.name),
            detail=f"{indicator}: level {item.level}, kind {item.kind}",
        )
    return item


def members(grouping: str) -> tuple[str, ...]:
    """Return the codes of the counties inside.

    Raises
    ------
    NotComparableError
        There is no such grouping.
    """
    if grouping == "stem":
        return belt_geo.along_stem()
    if grouping == "basin":
        return belt_geo.in_basin()
    if grouping == "course":
        return tuple(c for c in belt_geo.measured() if belt_geo.course(c) == "upper")
    raise NotComparableError(
        _("没有“{name}”这种分组，可选：沿干流、流域、上中游。").format(name=grouping[:20]),
        detail=f"unknown grouping {grouping[:80]!r}",
    )


def distribution(
    indicator: str, year: int | None = None, *, grouping: str = "stem"
) -> pd.DataFrame:
    """Return value, status, name and side of every unit that is compared.

    All 87 units, or the basin's where its two courses are compared.

    Returns
    -------
    DataFrame
        Index adcode; columns name, value, status, inside (bool).
    """
    item = ratio(indicator)
    table = tables.values(item.id, year)[["value", "status"]]
    table.insert(0, "name", [units.unit(str(code)).name for code in table.index])
    table["inside"] = table.index.isin(members(grouping))
    return table[table.index.isin(belt_geo.in_basin())] if grouping == "course" else table


def summary(values: pd.Series) -> Summary:
    """Return the distribution of a group's values; gaps are counted, not filled."""
    present = values.dropna()
    quarters = present.quantile([0.25, 0.75]) if len(present) else None
    nan = float("nan")
    return Summary(
        n=len(present),
        missing=int(values.isna().sum()),
        mean=float(present.mean()),
        median=float(present.median()),
        low=float(present.min()) if len(present) else nan,
        quarter=nan if quarters is None else float(quarters.iloc[0]),
        three_quarters=nan if quarters is None else float(quarters.iloc[1]),
        high=float(present.max()) if len(present) else nan,
    )


def contrast(indicator: str, year: int | None = None, *, grouping: str = "stem") -> Contrast:
    """Compare an indicator inside and outside the belt, plainly and with matched peers.

    Parameters
    ----------
    indicator : str
        A county-level ratio or index.
    year : int, optional
        The latest by default.
    grouping : str
        'stem', 'basin' or 'course'.

    Raises
    ------
    UnknownIndicatorError, UnknownYearError, NotComparableError
        See `ratio` and `members`; or fewer than `LEAST_UNITS` units have a value.
    """
    item = ratio(indicator)
    used = tables.resolve_year(indicator, year)
    if item.coverage[used] < LEAST_UNITS:
        raise NotComparableError(
            _("“{name}”{year}年只有{n}个县区有数，不足{least}个，不作两组对照。").format(
                name=item.name, year=used, n=item.coverage[used], least=LEAST_UNITS
            ),
            detail=f"{indicator} {used}: {item.coverage[used]} units with a value",
        )
    table = distribution(indicator, used, grouping=grouping)
    inside, outside = (table.loc[table["inside"] == side, "value"] for side in (True, False))
    one, other = inside.dropna(), outside.dropna()
    difference, delta, p = effects.two_groups(one.to_numpy(), other.to_numpy())
    peers = matched_pairs.match(list(one.index), list(other.index), without=indicator)
    gaps = [table["value"][pair.first] - table["value"][pair.second] for pair in peers.pairs]
    import numpy as np

    matched = effects.paired(np.asarray(gaps, dtype=float))
    inner, outer = summary(inside), summary(outside)
    words = inside_outside_words.sentence(
        item,
        sides=(GROUPINGS[grouping], OTHERS[grouping]),
        counts=(inner.n, outer.n),
        medians=(inner.median, outer.median),
        difference=difference,
        peers=peers,
        matched=matched,
    )
    return Contrast(
        item.id, used, grouping, inner, outer, difference, delta, p, peers, matched, words
    )

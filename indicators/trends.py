"""How a unit's indicator went through the years, cut wherever two years do not stand together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from data import territory
from data.missing import is_missing
from indicators import registry, tables
from indicators.facets import YearBreak


@dataclass(frozen=True)
class TrendPoint:
    """One year's value.

    Attributes
    ----------
    value : float
        In the indicator's unit.
    status, source : str
        As in the tables; `source` is record ids joined with ";".
    """

    year: int
    value: float
    status: str
    source: str


@dataclass(frozen=True)
class Cut:
    """Where the line is not drawn: between two years, and why.

    Attributes
    ----------
    before, after : int
        Neighbouring years of the indicator.
    text : str
        The reason, as a clause.
    """

    before: int
    after: int
    text: str


@dataclass(frozen=True)
class TrendGap:
    """A year of the indicator in which the unit has no value."""

    year: int
    status: str
    note: str


@dataclass(frozen=True)
class Trend:
    """A unit's values by year.

    Attributes
    ----------
    indicator, unit : str
        Ids.
    segments : tuple of tuple of TrendPoint
        Runs of years with one definition; a line joins the readings of one run only.
    cuts : tuple of Cut
        Between the runs, in order.
    gaps : tuple of TrendGap
        Years without a value; a line ends there too.
    """

    indicator: str
    unit: str
    segments: tuple[tuple[TrendPoint, ...], ...]
    cuts: tuple[Cut, ...]
    gaps: tuple[TrendGap, ...]

    @property
    def readings(self) -> tuple[TrendPoint, ...]:
        """Return every value, ascending by year."""
        return tuple(reading for segment in self.segments for reading in segment)

    @property
    def latest_run(self) -> tuple[TrendPoint, ...]:
        """Return the run that holds the latest value."""
        return self.segments[-1]


def _speaks(found: YearBreak, before: int, after: int) -> bool:
    """Return whether a reason cuts the line between two years."""
    if found.at is not None:
        return before < found.at <= after
    return found.why.forbids_one_scale


def _cut(item: registry.Indicator, unit: str, before: int, after: int) -> Cut | None:
    reasons = [b.text for b in item.year_breaks if _speaks(b, before, after)]
    if item.level == "county":
        moved = territory.between(unit, before, after)
        reasons += [territory.told(moved)] if moved else []
        reasons += territory.counted_apart(unit, before, after)
    if not reasons:
        return None
    return Cut(before, after, "；".join(text.rstrip("。；") for text in reasons))


@cache
def trend(indicator: str, unit: str) -> Trend | None:
    """Return how a unit's indicator went; None with fewer than two values.

    Parameters
    ----------
    indicator : str
        Indicator id.
    unit : str
        Adcode of a unit of the indicator's level.

    Raises
    ------
    UnknownIndicatorError
        When no indicator has this id.
    """
    item = registry.get(indicator)
    lines = {year: tables.line(indicator, year, unit) for year in item.years}
    values = {
        year: TrendPoint(year, float(line["value"]), str(line["status"]), str(line["source"]))
        for year, line in lines.items()
        if not is_missing(line["value"])
    }
    if len(values) < 2:
        return None
    gaps = tuple(
        TrendGap(year, str(line["status"]), str(line["note"]))
        for year, line in lines.items()
        if year not in values
    )
    segments: list[list[TrendPoint]] = [[values[min(values)]]]
    cuts = []
    for before, after in pairwise(values):
        cut = _cut(item, unit, before, after)
        cuts += [cut] if cut else []
        missing = any(before < gap.year < after for gap in gaps)
        if cut or missing:
            segments.append([])
        segments[-1].append(values[after])
    return Trend(indicator, unit, tuple(map(tuple, segments)), tuple(cuts), gaps)


def of_level(level: str) -> tuple[registry.Indicator, ...]:
    """Return the indicators of a level that have several years, in the registry's order."""
    return tuple(item for item in registry.of_level(level) if len(item.years) > 1)

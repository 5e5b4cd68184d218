"""The quantified goals of the two plans, and what has been measured since."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from data import records
from data.paths import FIGURES, INDICATORS


class Later(NamedTuple):
    """A value measured after the base year; only comparable ones may be set against the target."""

    year: int
    value: float
    source: str
    comparable: bool
    note: str


class GoalBase(NamedTuple):
    """A base that progress is counted from: the plan's print, or what statistics say of that year."""

    year: int
    value: float
    source: str
    note: str


class Progress(NamedTuple):
    """How far a value stands from a base (0) to the target (100)."""

    year: int
    base: GoalBase
    percent: float


@dataclass(frozen=True)
class Goal:
    """One indicator of a plan: base, target, how it is printed, later values.

    Attributes
    ----------
    plan, region : str
        Plan id; adcode of the province or the prefecture.
    nature : str
        '预期性', '约束性' or "" where the plan does not say.
    printed_base, printed_target : str
        As the document prints them; the provincial one lost its decimal points.
    restored : bool
        A decimal point was put back.
    later : tuple of Later
        Ascending by year.
    measured : GoalBase or None
        What statistics print for the base year, where the plan prints something else.
    """

    id: str
    plan: str
    region: str
    region_name: str
    indicator: str
    unit: str
    base_year: int
    base: float
    target_year: int
    target: float
    nature: str
    section: str
    printed_base: str
    printed_target: str
    restored: bool
    later: tuple[Later, ...]
    measured: GoalBase | None = None

    @property
    def bases(self) -> tuple[GoalBase, ...]:
        """Return the plan's base and, where it differs, the one measured for the same year."""
        printed = GoalBase(self.base_year, self.base, "", "")
        return (printed,) if self.measured is None else (printed, self.measured)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return every caveat of the goal's figures, each once."""
        said = [self.measured.note] if self.measured else []
        return tuple(dict.fromkeys([*said, *(item.note for item in self.later if item.note)]))

    def progress(self) -> tuple[Progress, ...]:
        """Return how far the newest comparable value has come, told from every base."""
        known = [item for item in self.later if item.comparable]
        if not known:
            return ()
        return tuple(
            Progress(known[-1].year, base, self.percent(known[-1].value, base))
            for base in self.bases
        )

    def expected(self, year: int) -> float:
        """Return the percentage that even steps from base to target year would have reached."""
        return (year - self.base_year) / (self.target_year - self.base_year) * 100

    def percent(self, value: float, base: GoalBase) -> float:
        """Return where a value stands between a base (0) and the target (100)."""
        return (value - base.value) / (self.target - base.value) * 100


@dataclass(frozen=True)
class GoalFact:
    """A figure in the running text of a plan."""

    plan: str
    region: str
    fact: str
    unit: str
    year: int
    value: float
    section: str
    printed_as: str
    restored: bool


def _rows(name: str) -> list[dict[str, str]]:
    with (FIGURES / name).open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def _series(indicator: str, first: int, last: int) -> list[tuple[int, float, str]]:
    """Return year, value and source line of a province series, missing years left out."""
    found = []
    with (INDICATORS / "province.csv").open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["indicator"] == indicator and row["value"] and first <= int(row["year"]) <= last:
                line = records.source_line(row["source"])
                found.append((int(row["year"]), float(row["value"]), line))
    return sorted(found)


def _later(goal: str) -> tuple[Later, ...]:
    found: list[Later] = []
    for row in _rows("plan_goals_later.csv"):
        if row["goal"] != goal:
            continue
        comparable = row["comparable"] == "true"
        if row["series"]:
            first, last = (int(year) for year in row["years"].split("-"))
            found += [
                Later(year, value, source, comparable, row["note"])
                for year, value, source in _series(row["series"], first, last)
            ]
        else:
            year, value = int(row["year"]), float(row["value"])
            found.append(Later(year, value, row["source"], comparable, row["note"]))
    return tuple(sorted(found, key=lambda later: (later.year, not later.comparable)))


def _measured(row: dict[str, str]) -> GoalBase | None:
    if not row["measured_series"]:
        return None
    year = int(row["base_year"])
    _year, value, source = _series(row["measured_series"], year, year)[0]
    return GoalBase(year, value, source, row["measured_note"])


@cache
def goals() -> tuple[Goal, ...]:
    """Return the goals of both plans in the order of their tables."""
    return tuple(
        Goal(
            id=row["id"],
            plan=row["plan"],
            region=row["adcode"],
            region_name=row["region"],
            indicator=row["indicator"],
            unit=row["unit"],
            base_year=int(row["base_year"]),
            base=float(row["base"]),
            target_year=int(row["target_year"]),
            target=float(row["target"]),
            nature=row["nature"],
            section=row["section"],
            printed_base=row["printed_base"],
            printed_target=row["printed_target"],
            restored=row["restored"] == "true",
            later=_later(row["id"]),
            measured=_measured(row),
        )
        for row in _rows("plan_goals.csv")
    )


@cache
def facts() -> tuple[GoalFact, ...]:
    """Return the figures of the plans' running text in the order of the documents."""
    return tuple(
        GoalFact(
            plan=row["plan"],
            region=row["adcode"],
            fact=row["fact"],
            unit=row["unit"],
            year=int(row["year"]),
            value=float(row["value"]),
            section=row["section"],
            printed_as=row["printed_as"],
            restored=row["restored"] == "true",
        )
        for row in _rows("plan_facts.csv")
    )

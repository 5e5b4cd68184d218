"""Figures that a source gives for several units together, never for each of them alone."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from data.paths import INDICATORS


@dataclass(frozen=True)
class Combined:
    """One figure of several units.

    Attributes
    ----------
    members : tuple of str
        Adcodes of the units without a figure of their own.
    beside : tuple of str
        Names of areas that are counted with them and are no units (兰州新区).
    total : float
        The figure of all of them, in the indicator's unit.
    exact : bool
        False when the figure also holds what was given to no unit: their sum is at most `total`.
    source : str
        Record ids joined with ";".
    """

    members: tuple[str, ...]
    beside: tuple[str, ...]
    total: float
    exact: bool
    source: str

    @property
    def parts(self) -> int:
        """How many areas share the figure."""
        return len(self.members) + len(self.beside)


@cache
def _table() -> dict[tuple[str, int], tuple[Combined, ...]]:
    found: dict[tuple[str, int], tuple[Combined, ...]] = {}
    with (INDICATORS / "combined.csv").open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            key = row["indicator"], int(row["year"])
            made = Combined(
                members=tuple(row["members"].split(";")),
                beside=tuple(part for part in row["beside"].split(";") if part),
                total=float(row["total"]),
                exact=row["exact"] == "true",
                source=row["source"],
            )
            found[key] = (*found.get(key, ()), made)
    return found


def groups(indicator: str, year: int) -> tuple[Combined, ...]:
    """Return the combined figures of an indicator in a year, in the order of their codes.

    Parameters
    ----------
    indicator : str
        Indicator id; an unknown one has none.
    year : int
        Data year.
    """
    return _table().get((indicator, year), ())


def group_of(indicator: str, year: int, adcode: str) -> Combined | None:
    """Return the combined figure that holds a unit, if there is one."""
    return next((g for g in groups(indicator, year) if adcode in g.members), None)

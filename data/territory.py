"""Land that went from one county to another, and when two figures speak of different land.

The rule (`differing`): a figure of a year speaks of the land that a county had at that year's end; the
base map speaks of the land it draws.  Two figures about one county may be divided by each other only
where both hold the same changes.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from data.paths import FIGURES


class Land(StrEnum):
    """Which land an area measures."""

    MAP = "map"  # the polygons of the base map, whatever year they are filed under
    YEAR = "year"  # the county as it was at the end of the figure's year


@dataclass(frozen=True)
class BoundaryChange:
    """One transfer of land between two counties.

    Attributes
    ----------
    date : str
        Of the public notice, ISO.
    giver, taker : str
        Adcodes.
    km2 : float or None
        Square kilometres that moved, measured on the base map; None where it does not draw them.
    drawn : bool
        Whether the base map's lines hold the change.
    """

    date: str
    document: str
    giver: str
    giver_name: str
    taker: str
    taker_name: str
    places: str
    km2: float | None
    drawn: bool
    source: str

    @property
    def year(self) -> int:
        """Return the year from whose end figures hold the change."""
        return int(self.date[:4])

    def touches(self, unit: str) -> bool:
        """Return whether the unit gave or took land."""
        return unit in (self.giver, self.taker)


@dataclass(frozen=True)
class FormerArea:
    """A county's area before its land changed, in km², good for figures up to a year."""

    unit: str
    year: int
    km2: str


@cache
def changes() -> tuple[BoundaryChange, ...]:
    """Return the transfers of land since the census of 2020, by date."""
    with (FIGURES / "boundary_changes.csv").open(encoding="utf-8-sig", newline="") as handle:
        found = [
            BoundaryChange(
                date=row["date"],
                document=row["document"],
                giver=row["from_adcode"],
                giver_name=row["from_name"],
                taker=row["to_adcode"],
                taker_name=row["to_name"],
                places=row["places"],
                km2=float(row["km2"]) if row["km2"] else None,
                drawn=row["drawn"] == "true",
                source=row["source"],
            )
            for row in csv.DictReader(handle)
        ]
    return tuple(sorted(found, key=lambda change: change.date))


@cache
def former_areas() -> dict[str, FormerArea]:
    """Return the areas before a change that a source has, by adcode."""
    with (FIGURES / "area_before_change.csv").open(encoding="utf-8-sig", newline="") as handle:
        return {
            row["adcode"]: FormerArea(row["adcode"], int(row["year"]), row["area_before_change"])
            for row in csv.DictReader(handle)
        }


def held(land: Land, year: int) -> frozenset[BoundaryChange]:
    """Return the changes that a figure's land holds: those drawn, or those of its year and before."""
    if land is Land.MAP:
        return frozenset(change for change in changes() if change.drawn)
    return frozenset(change for change in changes() if change.year <= year)


def differing(
    unit: str, one: frozenset[BoundaryChange], other: frozenset[BoundaryChange]
) -> tuple[BoundaryChange, ...]:
    """Return the changes of a unit that one figure's land holds and the other's does not, by date."""
    return tuple(change for change in changes() if change in one ^ other and change.touches(unit))


def told(found: Sequence[BoundaryChange]) -> str:
    """Return transfers as half a sentence, those between the same two counties in one clause."""
    clauses: dict[tuple[int, str, str], list[str]] = {}
    for item in found:
        clauses.setdefault((item.year, item.giver_name, item.taker_name), []).append(item.places)
    return "，".join(
        f"{year}年{'、'.join(places)}由{giver}划归{taker}"
        for (year, giver, taker), places in clauses.items()
    )


def between(unit: str, before: int, after: int) -> tuple[BoundaryChange, ...]:
    """Return the transfers of a unit's land that a later year's figure holds and an earlier's does not."""
    return differing(unit, held(Land.YEAR, before), held(Land.YEAR, after))


@dataclass(frozen=True)
class CountedApart:
    """A part of a unit that figures from a year on no longer hold, without any land moved."""

    unit: str
    year: int
    text: str


# 620171 兰州新区 lies in these two counties; the census of 2020 is the first to count it alone
COUNTED_APART = tuple(
    CountedApart(unit, 2020, "2020年普查将兰州新区单独统计，之前的数含今新区范围")
    for unit in ("620121", "620122")
)


def counted_apart(unit: str, before: int, after: int) -> list[str]:
    """Return why a unit's earlier figure holds a part that the later one does not."""
    return [
        item.text for item in COUNTED_APART if item.unit == unit and before < item.year <= after
    ]

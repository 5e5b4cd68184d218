"""Figures that one source has of one county or zone: read as text, never mapped nor ranked.

They are of different years and standings, so no two of them make a comparison.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from data.i18n import _
from data.paths import FIGURES

FILE = FIGURES / "single_figures.csv"


class Firmness(StrEnum):
    """How final a figure was when it was read."""

    PRELIMINARY = "preliminary"
    EXPECTED = "expected"
    REPORTED = "reported"

    @property
    def word(self) -> str:
        """Return it as the reader sees it."""
        return _FIRMNESS[self]


_FIRMNESS = {
    Firmness.PRELIMINARY: _("初步核算"),
    Firmness.EXPECTED: _("预计数，不是结果"),
    Firmness.REPORTED: _("报道所载"),
}


@dataclass(frozen=True)
class SingleFigure:
    """One figure of one subject.

    Attributes
    ----------
    adcode : str
        The county, the zone's county or city, or the province.
    subject : str
        Whose figure it is: the county itself or a zone in it.
    system : str
        Id of the layout system that the zone belongs to, or "".
    date : str
        Year, or year and month for a stock on a day: "2022", "2022-05".
    quantity, label : str
        A key, and what it is called.
    value, unit : str
        As printed.
    source, address : str
        Document with its date; web address or "".
    note : str
        What to mind, or "".
    """

    adcode: str
    subject: str
    system: str
    date: str
    quantity: str
    label: str
    value: str
    unit: str
    firmness: Firmness
    source: str
    address: str
    note: str


@cache
def load() -> tuple[SingleFigure, ...]:
    """Return every figure in the table's order."""
    with FILE.open(encoding="utf-8-sig", newline="") as handle:
        return tuple(
            SingleFigure(
                **{key: row[key] for key in row if key != "status"},
                firmness=Firmness(row["status"]),
            )
            for row in csv.DictReader(handle)
        )


def of_county(adcode: str) -> tuple[SingleFigure, ...]:
    """Return the figures of a county and of the zones in it."""
    return tuple(figure for figure in load() if figure.adcode == adcode)


def of_system(system: str) -> tuple[SingleFigure, ...]:
    """Return the figures of the zones that belong to a layout system."""
    return tuple(figure for figure in load() if figure.system == system)

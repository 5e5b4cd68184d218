"""The 87 county-level units, the three special areas and the 14 prefectures, as plain records.

Only the standard library is used, so that commands start quickly. The tables are written by
`data/build/place_tables.py`, which says where names, seats and label points come from.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from data.errors import AtlasError
from data.i18n import _
from data.paths import PLACES

PROVINCE = "620000"
PROVINCE_NAME = "甘肃省"


@dataclass(frozen=True)
class Unit:
    """A county-level unit or a special area.

    Parameters
    ----------
    adcode : str
        Six digits of GB/T 2260.
    name, short : str
        Full name (tables) and short name (maps); short names are unique among units.
    prefecture, prefecture_name : str
        Code and full name; both empty for the special areas.
    kind : str
        'county' (86), 'city' (嘉峪关市, a prefecture-level city without counties, counted as one
        unit) or 'special' (no statistics).
    seat_lon, seat_lat : float or None
        Seat of government in degrees on CGCS2000; None for the special areas.
    seat_source : str
        Where the seat's coordinates come from.
    label_lon, label_lat : float
        A point well inside the unit, for its label, in degrees.
    """

    adcode: str
    name: str
    short: str
    prefecture: str
    prefecture_name: str
    kind: str
    seat_lon: float | None
    seat_lat: float | None
    seat_source: str
    label_lon: float
    label_lat: float


@dataclass(frozen=True)
class Prefecture:
    """A prefecture-level city or autonomous prefecture with the codes of its counties.

    嘉峪关市 (620200) has itself as its only member.
    """

    adcode: str
    name: str
    short: str
    members: tuple[str, ...]
    label_lon: float
    label_lat: float


@dataclass(frozen=True)
class Zone:
    """An area that statistics count apart although it is no administrative division (兰州新区).

    Parameters
    ----------
    lies_in : tuple of str
        Codes of the counties whose territory it is part of.
    """

    adcode: str
    name: str
    kind: str
    lies_in: tuple[str, ...]
    source: str
    note: str


class UnknownUnit(AtlasError):
    """The code is not one of Gansu's units or prefectures."""


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one table in `data/places/`."""
    with (PLACES / name).open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def _degrees(text: str) -> float | None:
    return float(text) if text else None


@lru_cache(maxsize=1)
def _units() -> dict[str, Unit]:
    return {
        row["adcode"]: Unit(
            adcode=row["adcode"],
            name=row["name"],
            short=row["short"],
            prefecture=row["prefecture"],
            prefecture_name=row["prefecture_name"],
            kind=row["kind"],
            seat_lon=_degrees(row["seat_lon"]),
            seat_lat=_degrees(row["seat_lat"]),
            seat_source=row["seat_source"],
            label_lon=float(row["label_lon"]),
            label_lat=float(row["label_lat"]),
        )
        for row in rows("units.csv")
    }


@lru_cache(maxsize=1)
def _prefectures() -> dict[str, Prefecture]:
    return {
        row["adcode"]: Prefecture(
            adcode=row["adcode"],
            name=row["name"],
            short=row["short"],
            members=tuple(u.adcode for u in _units().values() if u.prefecture == row["adcode"]),
            label_lon=float(row["label_lon"]),
            label_lat=float(row["label_lat"]),
        )
        for row in rows("prefectures.csv")
    }


@lru_cache(maxsize=1)
def counties() -> tuple[Unit, ...]:
    """Return the 87 units that have statistics, by code."""
    return tuple(unit for unit in _units().values() if unit.kind != "special")


@lru_cache(maxsize=1)
def special_areas() -> tuple[Unit, ...]:
    """Return the three areas that are drawn but have no statistics."""
    return tuple(unit for unit in _units().values() if unit.kind == "special")


@lru_cache(maxsize=1)
def prefectures() -> tuple[Prefecture, ...]:
    """Return the 14 prefectures, by code."""
    return tuple(_prefectures().values())


@lru_cache(maxsize=1)
def zones() -> tuple[Zone, ...]:
    """Return the areas that the census counts apart."""
    return tuple(
        Zone(
            adcode=row["adcode"],
            name=row["name"],
            kind=row["kind"],
            lies_in=tuple(row["lies_in"].split()),
            source=row["source"],
            note=row["note"],
        )
        for row in rows("zones.csv")
    )


def unit(adcode: str) -> Unit:
    """Return the unit or special area of this code.

    Raises
    ------
    UnknownUnit
        There is none.
    """
    try:
        return _units()[adcode]
    except KeyError:
        raise UnknownUnit(
            _("甘肃没有代码为“{code}”的县级单元。").format(code=adcode[:20]),
            detail=f"unknown county code {adcode[:80]!r}",
        ) from None


def place(adcode: str) -> Unit | Prefecture:
    """Return the county-level unit of this code, or else the prefecture.

    Raises
    ------
    UnknownUnit
        There is neither.
    """
    return prefecture(adcode) if adcode not in _units() else unit(adcode)


def prefecture(adcode: str) -> Prefecture:
    """Return the prefecture of this code.

    Raises
    ------
    UnknownUnit
        There is none.
    """
    try:
        return _prefectures()[adcode]
    except KeyError:
        raise UnknownUnit(
            _("甘肃没有代码为“{code}”的市州。").format(code=adcode[:20]),
            detail=f"unknown prefecture code {adcode[:80]!r}",
        ) from None

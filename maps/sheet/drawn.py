"""What was drawn on a sheet, written down by whoever drew it and read by the compliance list.

A fact that nobody wrote is an error when it is read, so that a painter that was left out is not taken
for one that found nothing to draw: “none drawn” is an empty set that its painter has written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class UnwrittenFactError(LookupError):
    """A fact of the drawing is asked for that no painter has written."""


class Fact(Generic[T]):
    """A field of a record that must be written before it is read."""

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the field's name."""
        self.name = name

    @overload
    def __get__(self, record: None, owner: type) -> Fact[T]: ...
    @overload
    def __get__(self, record: object, owner: type) -> T: ...
    def __get__(self, record: object | None, owner: type) -> Fact[T] | T:
        """Return what was written.

        Raises
        ------
        UnwrittenFactError
            Nobody has written it.
        """
        if record is None:
            return self
        if not self.written(record):
            raise UnwrittenFactError(f"no painter wrote {owner.__name__}.{self.name}")
        found: T = record.__dict__[self.name]
        return found

    def __set__(self, record: object, value: T) -> None:
        """Write it down; the last word holds."""
        record.__dict__[self.name] = value

    def written(self, record: object) -> bool:
        """Whether anybody has written it."""
        return self.name in record.__dict__


@dataclass(frozen=True)
class LegendDrawn:
    """The classes of a legend: how many units a row, the kinds of hatching it explains, its box."""

    counts: tuple[int, ...]
    hatches: frozenset[str]
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class KeyDrawn:
    """The key of the layout systems: the samples it shows, and its box in mm."""

    samples: frozenset[str]
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class RankingDrawn:
    """The table of the highest and lowest units: what heads it, and the note below."""

    heads: tuple[str, str]
    note: str


class MapRecord:
    """What was drawn of one map, in all its windows.

    The fields of the first block are written by whoever composes the map and say what is wanted;
    the others by the painters.
    """

    level: Fact[str] = Fact()
    to_hatch: Fact[Mapping[str, str]] = Fact()
    """Kind of hatching by code of the unit: 'special', or the status of what has no value."""
    has_classes: Fact[bool] = Fact()

    fills: Fact[dict[str, str]] = Fact()
    """Colour by code of the units that were filled."""
    hatched: Fact[set[str]] = Fact()
    legend: Fact[LegendDrawn] = Fact()
    key: Fact[KeyDrawn] = Fact()
    labelled: Fact[set[str]] = Fact()
    """Codes of the units whose names stand on the map."""
    circles: Fact[dict[str, float]] = Fact()
    """Radius in mm of the proportional circles, by code."""
    ranking: Fact[RankingDrawn] = Fact()

    def __init__(self) -> None:
        self.tinted: dict[str, tuple[str, ...]] = {}
        self.circles_together: set[str] = set()
        self.dashed: set[str] = set()
        self.hatched_parts: set[str] = set()
        self.rivers: set[str] = set()
        self.rivers_named: set[tuple[float, str]] = set()
        self.lines_named: set[str] = set()
        self.lettered: dict[str, float] = {}
        self.sites: dict[str, tuple[float, float]] = {}
        self.badges: set[str] = set()
        self.pills: set[str] = set()

    def note_units(self, fills: Mapping[str, str], hatched: Iterable[str]) -> None:
        """Write down the units of a window: their colours, and which are hatched."""
        self.fills = {**(self.fills if MapRecord.fills.written(self) else {}), **fills}
        before = self.hatched if MapRecord.hatched.written(self) else set()
        self.hatched = before | set(hatched)

    def note_names(self, codes: Iterable[str]) -> None:
        """Write down the units whose names were written in a window; none is a word too."""
        before = self.labelled if MapRecord.labelled.written(self) else set()
        self.labelled = before | set(codes)

    def note_circles(self, radii: Mapping[str, float], together: Iterable[str]) -> None:
        """Write down the circles of a window, mm, and the units that share one."""
        before = self.circles if MapRecord.circles.written(self) else {}
        self.circles = {**before, **radii}
        self.circles_together |= set(together)


@dataclass(frozen=True)
class BarDrawn:
    """A scale bar: the kilometres it says, its length in mm, the map's scale (1 : `scale`)."""

    km: float
    length_mm: float
    scale: float


@dataclass(frozen=True)
class CreditsDrawn:
    """The lines under a figure, and their box in mm."""

    lines: tuple[str, ...]
    box: tuple[float, float, float, float]


class SheetRecord:
    """What was drawn on a sheet of one map or several.

    Attributes
    ----------
    cartogram : bool
        Whether the map shows no real places: no border, scale or north belongs to it.
    maps : list of MapRecord
        In reading order; painters write into the last one.
    """

    names_wanted: Fact[bool] = Fact()
    """Whether every unit's name must stand on the map."""
    source: Fact[str] = Fact()
    national_border: Fact[bool] = Fact()
    inset_complete: Fact[bool] = Fact()
    north_degrees: Fact[float] = Fact()
    bars: Fact[tuple[BarDrawn, ...]] = Fact()
    credits: Fact[CreditsDrawn] = Fact()

    def __init__(self) -> None:
        self.cartogram = False
        self.maps: list[MapRecord] = []

    def open_map(self) -> MapRecord:
        """Begin the record of the next map."""
        self.maps.append(MapRecord())
        return self.maps[-1]

    @property
    def map(self) -> MapRecord:
        """The record of the map that is being drawn; of a sheet of one map, its only one."""
        if not self.maps:
            raise UnwrittenFactError("no map was begun on this page")
        return self.maps[-1]

    def note_border(self, *, drawn: bool) -> None:
        """Write down whether the national border ran through a window that was drawn."""
        before = SheetRecord.national_border.written(self) and self.national_border
        self.national_border = before or drawn

    def note_bar(self, bar: BarDrawn) -> None:
        """Write down a scale bar."""
        self.bars = (*(self.bars if SheetRecord.bars.written(self) else ()), bar)

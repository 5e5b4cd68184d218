"""What a prepared map is made of: legend rows, and the layers that are laid on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from layers import membership, styles


class RowKind(StrEnum):
    """What a row of the legend is."""

    CLASS = "class"  # units of one class of colour
    CIRCLE = "circle"  # units with a circle; the circles to compare with are `circle_steps`
    ZERO = "zero"  # units whose value is 0, without a circle
    ABSENT = "absent"  # units without a value, for the reason `status`
    SPECIAL = "special"  # areas that are no county and have no statistics


@dataclass(frozen=True)
class LegendRow:
    """One row of the legend: what it is, what it says, and how many units it stands for.

    `together` says that units of the row have a circle of their combined figure.
    """

    kind: RowKind
    label: str
    colour: str | None
    count: int
    status: str = ""
    together: bool = False

    @property
    def hatched(self) -> bool:
        """Whether the row's units are hatched."""
        return self.kind in (RowKind.ABSENT, RowKind.SPECIAL)


@dataclass(frozen=True)
class AreaLayer:
    """A layout system drawn as an area: whole member counties, hatched partial ones.

    The outline of a `reading` is dashed: the plan drew none. `hatch` is the direction of the lines
    in degrees from east.
    """

    id: str
    name: str
    colour: str
    number: int | None
    members: tuple[str, ...]
    partial: tuple[str, ...]
    style: styles.AreaStyle
    reading: bool = False
    hatch: int = styles.HATCH

    @property
    def label(self) -> str:
        """The name as a key, a table or a caption says it."""
        return membership.marked(self.name, reading=self.reading)

    @property
    def extent(self) -> tuple[str, ...]:
        """The counties that its outline runs around: the whole members, else the partial ones."""
        return self.members or self.partial


@dataclass(frozen=True)
class PointLayer:
    """A layout system with a site; `approximate` when only its county or city is known."""

    id: str
    name: str
    colour: str
    number: int | None
    lon: float
    lat: float
    approximate: bool
    reading: bool = False

    @property
    def label(self) -> str:
        """The name as a key, a table or a caption says it."""
        return membership.marked(self.name, reading=self.reading)


@dataclass(frozen=True)
class LineLayer:
    """A layout system drawn as a line of (lon, lat) degrees; dashed when it is schematic."""

    id: str
    name: str
    colour: str
    coords: tuple[tuple[float, float], ...]
    dashed: bool
    reading: bool = False

    @property
    def label(self) -> str:
        """The name as a key, a table or a caption says it."""
        return membership.marked(self.name, reading=self.reading)


@dataclass(frozen=True)
class PolygonLayer:
    """A computed area, such as what is reached within an hour.

    `polygons` holds, for each polygon, its rings of (lon, lat) degrees, the outer ring first.
    `fill_opacity` 0 leaves only the outline; `lettering` is written along it where there is room.
    """

    id: str
    name: str
    colour: str
    polygons: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
    fill_opacity: float = 0.12
    dashed: bool = False
    lettering: str = ""

    @property
    def label(self) -> str:
        """The name as a key says it."""
        return self.name


@dataclass(frozen=True)
class CircleLayer:
    """A proportional circle (area ~ value) for a count; never a choropleth.

    A circle of several units (`members`, else empty) stands for their combined figure, and is drawn
    with a broken line; `adcode` then joins their codes with “+”, and `name` says who has how much.
    It stands on the member in the midst; `spokes` are where the others are, each joined to it.
    """

    adcode: str
    lon: float
    lat: float
    radius_px: float
    members: tuple[str, ...] = ()
    name: str = ""
    spokes: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class CircleStep:
    """A circle of the legend: what it stands for, and its radius on the screen."""

    label: str
    radius_px: float

"""What a prepared map is made of: legend rows, and the layers that are laid on it."""

from __future__ import annotations

from dataclasses import dataclass

from layers import membership, styles


@dataclass(frozen=True)
class LegendRow:
    """One row of the legend: a class, or the units without a value for one reason (`status`)."""

    label: str
    colour: str | None
    count: int
    hatched: bool = False
    status: str = ""


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


@dataclass(frozen=True)
class CircleLayer:
    """A proportional circle (area ~ value) for a count; never a choropleth."""

    adcode: str
    lon: float
    lat: float
    radius_px: float


@dataclass(frozen=True)
class CircleStep:
    """A circle of the legend: what it stands for, and its radius on the screen."""

    label: str
    radius_px: float

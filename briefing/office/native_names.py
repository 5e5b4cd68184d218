"""Names on the editable map: prefectures, marked counties, layout systems; none on another.

Each stands on a plate of its own: LibreOffice and older WPS draw no glow around letters, and a
name over a border of two colours reads on neither.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from briefing.office import drawingml as dml
from briefing.office.drawingml import EMU_PER_MM, EMU_PER_PT, Ids, P, Paint
from briefing.office.native_frame import Point, SlideFrame, shapes
from briefing.office.native_layers import selected_colour, union
from data.i18n import _
from geo.places import units
from layers import palettes

if TYPE_CHECKING:
    from lxml import etree

    from layers.drawables import AreaLayer, LineLayer, PointLayer
from layers.prepared import PreparedMap

Box = tuple[float, float, float, float]
PLATE: Final = "#fbf9f3"
PLATE_OPACITY: Final = 0.8
_STEP: Final = 2.6 * EMU_PER_MM
_RINGS: Final = 6


@dataclass
class _Room:
    """The boxes that are taken, in EMU."""

    taken: list[Box] = field(default_factory=list)

    def nearest(self, spots: list[Point], wide: float, high: float) -> Point:
        """Return the first spot at which a box is free, else the one with the least overlap."""
        best, least = spots[0], float("inf")
        for x, y in spots:
            box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            lost = sum(overlap(box, other) for other in self.taken)
            if lost < least:
                best, least = (x, y), lost
            if not lost:
                break
        x, y = best
        self.taken.append((x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))
        return best


def overlap(one: Box, two: Box) -> float:
    """Return the area that two boxes share."""
    wide = min(one[2], two[2]) - max(one[0], two[0])
    high = min(one[3], two[3]) - max(one[1], two[1])
    return max(wide, 0.0) * max(high, 0.0)


def draw(ids: Ids, prepared: PreparedMap, frame: SlideFrame) -> list[etree._Element]:
    """Return the names as text boxes, the prefectures' first; nothing where labels are off."""
    if not prepared.spec.labels:
        return []
    room = _Room()
    found: list[etree._Element] = []
    for point in prepared.points:
        x, y = frame.spot(point.lon, point.lat)
        side = 2.4 * EMU_PER_MM
        room.taken.append((x - side, y - side, x + side, y + side))
    for prefecture in units.prefectures():
        spot = frame.spot(prefecture.label_lon, prefecture.label_lat)
        name = _("注记 {name}").format(name=prefecture.short)
        found += _plate(ids, room, name, prefecture.short, _around(spot), size_pt=10.5)
    for i, code in enumerate(prepared.selected):
        shape = shapes()["county"].get(code)
        if shape is None:
            continue
        unit, colour = units.unit(code), selected_colour(i)
        name = _("注记 选中 {name}").format(name=unit.name)
        home = _inside(frame.shape(shape))
        spots = _around(home)
        found += _plate(ids, room, name, unit.short, spots, size_pt=8, line=colour, home=home)
    for area in prepared.areas:
        shape = union(area.extent)
        if shape is not None:
            found += _system(ids, room, area, _spread(frame.shape(shape)))
    for line in prepared.lines:
        found += _system(ids, room, line, _around(frame.spot(*line.coords[len(line.coords) // 2])))
    for point in prepared.points:
        # the others have their number on the map and beside their name in the table
        if not point.number:
            home = frame.spot(point.lon, point.lat)
            found += _system(ids, room, point, _around(home), home=home)
    # leaders lie under every name
    found.sort(key=lambda shape: shape.find(f"{{{P}}}txBody") is not None)
    return found


def _system(
    ids: Ids,
    room: _Room,
    system: AreaLayer | LineLayer | PointLayer,
    spots: list[Point],
    *,
    home: Point | None = None,
) -> list[etree._Element]:
    name = _("注记 {name}").format(name=system.label)
    return _plate(ids, room, name, system.label, spots, size_pt=8, fill=system.colour, home=home)


def _plate(
    ids: Ids, room: _Room, name: str, text: str, spots: list[Point], *, size_pt: float,
    fill: str | None = None, line: str | None = None, home: Point | None = None,
) -> list[etree._Element]:  # fmt: skip
    """Return a plate at the first free spot, over a leader where that is away from `home`."""
    em = size_pt * EMU_PER_PT
    # a Chinese letter or quotation mark is an em wide; of the rest the widest count two thirds
    long = sum(1.0 if ord(letter) > 0x2000 else 0.66 for letter in text)
    wide, high = (long + 0.5) * em, 1.45 * em
    spot = room.nearest(spots, wide, high)
    ground = fill or PLATE
    found = []
    if home is not None and math.dist(home, spot) > high:
        leader = Paint(None, line=line or fill, width_pt=0.75)
        found.append(
            dml.freeform(
                ids, _("引线 {name}").format(name=text), [[home, spot]], leader, closed=False
            )
        )
    found.append(
        dml.plate(
            ids, name, spot, (wide, high), text,
            size_pt=size_pt, bold=fill is None and line is None, colour=palettes.ink_on(ground),
            fill=ground, opacity=1.0 if fill else PLATE_OPACITY, line=line,
        )
    )  # fmt: skip
    return found


def _inside(shape: Any) -> Point:
    spot = shape.representative_point()
    return spot.x, spot.y


def _around(spot: Point) -> list[Point]:
    """Return a place and those around it, the nearest first."""
    x, y = spot
    reach = range(-_RINGS, _RINGS + 1)
    steps = sorted(
        ((i, j) for i in reach for j in reach), key=lambda step: (step[0] ** 2 + step[1] ** 2, step)
    )
    return [(x + i * _STEP, y + j * _STEP) for i, j in steps]


def _spread(shape: Any) -> list[Point]:
    """Return places inside a shape, the innermost first; at the end those around it."""
    import shapely

    largest = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
    x0, y0, x1, y1 = largest.bounds
    count = 24
    grid = [
        (x0 + (x1 - x0) * (i + 0.5) / count, y0 + (y1 - y0) * (j + 0.5) / count)
        for i in range(count)
        for j in range(count)
    ]
    spots = [spot for spot in grid if largest.contains(shapely.Point(spot))]
    edge = largest.boundary
    spots.sort(key=lambda spot: -edge.distance(shapely.Point(spot)))
    return spots + _around(_inside(largest))

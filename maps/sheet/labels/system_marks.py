"""Badges, name pills and sites of the layout systems, each where it covers nothing else."""

from __future__ import annotations

from typing import Any, Final

import shapely
import shapely.ops

from layers import palettes
from layers.drawables import AreaLayer, PointLayer, PolygonLayer
from layers.palettes import INK
from layers.prepared import PreparedMap
from maps.sheet.canvas import fonts, free_space, shapes
from maps.sheet.canvas.fonts import POINT_MM
from maps.sheet.canvas.page import Page
from maps.sheet.ground import fills as looks
from maps.sheet.ground import overlays
from maps.sheet.ground.scene import Body
from maps.sheet.labels import curved

BADGE_MM: Final = 2.35
PILL_PT: Final = 7.2
SITE_MM: Final = 1.0
_MOST_PILLS: Final = 9
_BARE_MM2: Final = 60.0


def badge(
    page: Page,
    x: float,
    y: float,
    text: str,
    *,
    face: str = INK,
    radius: float = BADGE_MM,
    z: float = 32.0,
) -> None:
    """Draw a round badge with a number."""
    page.circle(x, y, radius, face, edge="#ffffff", line=0.9, z=z)
    size = radius * (3.1 if len(text) < 2 else 2.55)
    page.text(
        x, y, text, size, colour=palettes.ink_on(face), face="bold", align="center", z=z + 0.1
    )


def pill_size(text: str, size: float = PILL_PT) -> tuple[float, float]:
    """Return width and height of a name pill, mm."""
    return fonts.width(text, size, "bold") + 3.0, size * POINT_MM + 1.7


def pill(
    page: Page,
    x: float,
    y: float,
    text: str,
    colour: str,
    *,
    size: float = PILL_PT,
    z: float = 32.0,
) -> None:
    """Draw a name on a rounded ground of its colour."""
    wide, high = pill_size(text, size)
    box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    page.rectangle(box, colour, edge="#ffffff", line=1.0, radius=1.2, z=z)
    page.text(
        x, y, text, size, colour=palettes.ink_on(colour), face="bold", align="center", z=z + 0.1
    )


def numbers(prepared: PreparedMap) -> tuple[dict[str, int], ...]:
    """Return the sheet's badge numbers of badge areas and of points.

    A family keeps the plan's numbers when they are distinct, else it is numbered as listed.
    """
    areas = [a for a in prepared.areas if looks.style(a, prepared) == "badge"]
    return _numbered(areas), _numbered(list(prepared.points))


def _numbered(layers: list[Any]) -> dict[str, int]:
    own = [layer.number for layer in layers]
    if layers and all(n is not None for n in own) and len(set(own)) == len(own):
        return {layer.id: int(layer.number) for layer in layers}
    return {layer.id: i for i, layer in enumerate(layers, 1)}


def draw(
    page: Page, body: Body, prepared: PreparedMap, *, z: float = 0.0, inner: bool = False,
    windowless: bool = False,
) -> None:  # fmt: skip
    """Place sites first, then badges, then pills; nothing is placed where something stands.

    Parameters
    ----------
    inner : bool
        A zoom window: only what has its place there.
    windowless : bool
        A small map beside others: no zoom window could name what finds no room here, and a sole
        area has its name in the map's own heading and key, where it covers nothing.
    """
    area_numbers, point_numbers = numbers(prepared)
    if windowless and not area_numbers:
        area_numbers = _in_place_of_names(prepared)
    headed = windowless and len(prepared.areas) == 1 and not prepared.legend
    for layer in () if headed else prepared.polygons:
        # the least movable first: a line of letters has few places to go
        _along(page, body, layer, z, pill_instead=windowless or inner)
    for point in prepared.points:
        _site(page, body, point, point_numbers[point.id], z)
    areas = sorted(prepared.areas, key=lambda a: body.union((*a.members, *a.partial)).area)
    for area in areas:
        if area.id in area_numbers:
            tinted = looks.style(area, prepared) == "tint"
            face = area.colour if tinted else palettes.INK
            _area_badge(page, body, area, area_numbers[area.id], z, face=face)
    named = [a for a in areas if a.id not in area_numbers and a.style != "reach"]
    if len(named) > _MOST_PILLS or inner or headed:
        return
    for area in named:
        _area_pill(page, body, area, prepared, z)


def _in_place_of_names(prepared: PreparedMap) -> dict[str, int]:
    """Return the plan's numbers of tinted areas: on a small map names would cover them.

    Only where the key below the map gives each number its name.
    """
    tinted = [a for a in prepared.areas if looks.style(a, prepared) == "tint"]
    own = {a.id: int(a.number) for a in tinted if a.number is not None}
    told = not prepared.legend and len(set(own.values())) == len(tinted) > 1
    return own if told else {}


def _along(page: Page, body: Body, layer: PolygonLayer, z: float, *, pill_instead: bool) -> None:
    """Write the name of a computed area along its outline, else on a pill beside it."""
    if not layer.lettering:
        return
    shape = overlays.placed(body, layer)
    line = curved.fitted(page, shape, layer.lettering, body.frame.box)
    if line is not None:
        curved.write(page, line, shapes.mix(layer.colour, 0.78, INK), z=z + 31)
        page.record.map.lettered[layer.id] = line.size
        return
    if not pill_instead:
        return
    wide, high = pill_size(layer.lettering)
    spot = free_space.around(
        page, shapes.pole(shape), (wide + 0.8, high + 0.8), body.frame.box, reach=75, own=shape
    )
    if spot is not None:
        pill(page, *spot, layer.lettering, layer.colour, z=z + 33)
        page.reserve(
            (spot[0] - wide / 2, spot[1] - high / 2, spot[0] + wide / 2, spot[1] + high / 2), 0.4
        )


def _site(page: Page, body: Body, point: PointLayer, number: int, z: float) -> None:
    x, y = map(float, body.frame.points([point.lon], [point.lat])[0])
    x0, y0, x1, y1 = body.frame.box
    if not (x0 + 1 < x < x1 - 1 and y0 + 1 < y < y1 - 1):
        return
    radius = BADGE_MM * 0.86
    side = 2 * radius + 0.6
    spot = free_space.around(page, (x, y), (side, side), body.frame.box, reach=40)
    if spot is None:
        return
    _leader(page, (x, y), spot, colour=point.colour, radius=radius, z=z)
    face, edge = ("#fffdf8", point.colour) if point.approximate else (point.colour, "#ffffff")
    page.circle(*spot, radius, face, edge=edge, line=1.1, z=z + 32)
    text = str(number)
    size = radius * (3.0 if len(text) < 2 else 2.5)
    page.text(
        *spot, text, size, colour=palettes.ink_on(face), face="bold", align="center", z=z + 32.1
    )
    page.reserve((spot[0] - radius, spot[1] - radius, spot[0] + radius, spot[1] + radius), 0.3)
    page.record.map.sites[point.id] = (x, y)


def _leader(
    page: Page, start: tuple[float, float], end: tuple[float, float], *, colour: str,
    radius: float, z: float,
) -> None:  # fmt: skip
    page.circle(*start, 0.55, colour, edge="#ffffff", line=0.5, z=z + 30)
    if (start[0] - end[0]) ** 2 + (start[1] - end[1]) ** 2 > radius**2:
        page.lines([[start, end]], "#ffffff", 1.5, z=z + 29)
        page.lines([[start, end]], colour, 0.7, z=z + 29.1)


def _shape(body: Body, area: AreaLayer) -> Any:
    whole = body.union(area.members)
    whole = body.union((*area.members, *area.partial)) if whole.is_empty else whole
    x0, y0, x1, y1 = body.frame.box
    return shapely.intersection(whole, shapely.box(x0, y0, x1, y1))


def _area_badge(
    page: Page, body: Body, area: AreaLayer, number: int, z: float, *, face: str
) -> None:  # fmt: skip
    shape = _shape(body, area)
    if not shapes.polygons(shape):
        return
    x, y = shapes.pole(shape)
    side = 2 * BADGE_MM + 0.8
    spot = free_space.around(page, (x, y), (side, side), body.frame.box, reach=30, own=shape)
    if spot is None:
        return
    badge(page, *spot, str(number), face=face, z=z + 33)
    page.reserve(
        (spot[0] - BADGE_MM, spot[1] - BADGE_MM, spot[0] + BADGE_MM, spot[1] + BADGE_MM), 0.4
    )
    page.record.map.badges.add(area.id)


def _area_pill(page: Page, body: Body, area: AreaLayer, prepared: PreparedMap, z: float) -> None:
    shape = _shape(body, area)
    if not shapes.polygons(shape):
        return
    text = area.name if area.number is None else f"{area.number} {area.name}"
    wide, high = pill_size(text)
    own = shape
    tinted = looks.style(area, prepared) == "tint"
    rest = [
        code
        for other in prepared.areas
        if other.id != area.id and (tinted or looks.style(other, prepared) == "tint")
        for code in (*other.members, *other.partial)
    ]
    avoid = body.union(rest) if rest else None
    if avoid is not None and tinted:
        avoid = shapely.difference(avoid, shape)
    elif avoid is not None:
        # the name of a belt or a ring stands where it lies bare, not on another area's tint
        bare = shapely.difference(shape, avoid)
        own = bare if bare.area > _BARE_MM2 else shape
    spot = free_space.around(
        page, shapes.pole(own), (wide + 0.8, high + 0.8), body.frame.box, reach=75, own=own,
        avoid=avoid, weight=10.0 if tinted else 30.0,
    )  # fmt: skip
    if spot is None:
        return
    block = shapely.box(
        spot[0] - wide / 2, spot[1] - high / 2, spot[0] + wide / 2, spot[1] + high / 2
    )
    if not block.intersects(shape):
        near = shapely.ops.nearest_points(_inner(shape), block)[0]
        foot = shapely.ops.nearest_points(block, near)[0]
        page.lines([[(near.x, near.y), (foot.x, foot.y)]], "#ffffff", 2.0, z=z + 30)
        page.lines([[(near.x, near.y), (foot.x, foot.y)]], area.colour, 0.9, z=z + 30.1)
        page.circle(near.x, near.y, 0.6, area.colour, edge="#ffffff", line=0.5, z=z + 30.2)
    pill(page, *spot, text, area.colour, z=z + 33)
    page.reserve(block.bounds, 0.4)
    page.record.map.pills.add(area.id)


def _inner(shape: Any) -> Any:
    """Return a polygon drawn in a little, so that a leader ends inside it."""
    inner = shapely.buffer(shape, -1.2)
    return shape if inner.is_empty else inner

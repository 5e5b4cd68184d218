"""The key of the layout systems: a sample, a number, the name and how many counties."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import shapely

from data.i18n import _
from geo.places import units
from layers import membership, strokes
from layers.drawables import AreaLayer, LineLayer, PointLayer
from layers.palettes import INK
from layers.prepared import PreparedMap
from layers.strokes import SHEET, Role
from maps.base import STYLE
from maps.sheet.canvas import fonts, shapes
from maps.sheet.canvas.page import Page
from maps.sheet.drawn import KeyDrawn
from maps.sheet.furniture.cartographic import GREY
from maps.sheet.ground import fills as looks
from maps.sheet.ground.basemap import hatch_sample
from maps.sheet.ground.overlays import MOST_HATCHED
from maps.sheet.labels import system_marks

SWATCH: Final = 7.6


class Sample(StrEnum):
    """How a row's sample is drawn; the first six are the styles of an area."""

    TINT = "tint"
    OUTLINE = "outline"
    VIGNETTE = "vignette"
    REGION = "region"
    BADGE = "badge"
    REACH = "reach"
    PARTIAL = "partial"  # hatched: a part of the county belongs
    DOTTED = "dotted"  # the same on a crowded map, by its edge alone
    STRIPES = "stripes"
    SITE = "site"
    APPROXIMATE = "approximate"
    LINE = "line"
    DASHED = "dashed"
    SPECIAL = "special"


@dataclass(frozen=True)
class Item:
    """A row of the key."""

    text: str
    count: str
    sample: Sample
    colour: str = INK
    second: str = ""
    number: str = ""
    hatch: int = -45
    dashed: bool = False


def items(prepared: PreparedMap, *, special: bool = True) -> tuple[Item, ...]:
    """Return the rows: areas, what two-coloured and hatched counties mean, sites, lines.

    Parameters
    ----------
    special : bool
        Whether the special areas are on the map; where there are classes, their legend says so.
    """
    area_numbers, point_numbers = system_marks.numbers(prepared)
    found: list[Item] = []
    areas = prepared.outlined
    partial = Sample.PARTIAL if len(areas) <= MOST_HATCHED else Sample.DOTTED
    for area in areas:
        style = looks.style(area, prepared)
        own = area_numbers.get(area.id, area.number)
        number = "" if own is None else str(own)
        sample = Sample(style) if area.members else Sample.PARTIAL
        found.append(
            Item(area.label, _count(area), sample, area.colour, number=number,
                 hatch=area.hatch, dashed=area.reading)
        )  # fmt: skip
    if any(area.reading for area in areas):
        found.append(Item(membership.EDGE, "", Sample.REGION, GREY, dashed=True))
    double = sorted({colours for colours in looks.tints(prepared).values() if len(colours) > 1})
    if double:
        first, second, *_rest = double[0]
        found.append(Item(_("同属两个区域的县区"), "", Sample.STRIPES, first, second))
    if any(area.partial and area.members for area in areas):
        found.append(Item(_("仅含部分区域的县区"), "", partial, GREY))
    for point in prepared.points:
        sample = Sample.APPROXIMATE if point.approximate else Sample.SITE
        found.append(
            Item(point.label, "", sample, point.colour, number=str(point_numbers[point.id]))
        )
    if any(point.approximate for point in prepared.points):
        found.append(Item(_("空心：位置以所在县区代表"), "", Sample.APPROXIMATE, GREY))
    for computed in prepared.polygons:
        found.append(
            Item(
                computed.name,
                "",
                Sample.DASHED if computed.dashed else Sample.LINE,
                computed.colour,
            )
        )
    for line in prepared.lines:
        found.append(
            Item(line.label, "", Sample.DASHED if line.dashed else Sample.LINE, line.colour)
        )
    if special and not prepared.legend:
        found.append(
            Item(
                _("非县级政区"),
                _("{n}片").format(n=len(units.special_areas())),
                Sample.SPECIAL,
                GREY,
            )
        )
    return tuple(found)


def _count(area: AreaLayer | PointLayer | LineLayer) -> str:
    if not isinstance(area, AreaLayer):
        return ""
    whole, part = len(area.members), len(area.partial)
    if whole and part:
        return _("{n}县区，另{m}个部分").format(n=whole, m=part)
    return _("{n}县区").format(n=whole) if whole else _("{m}个部分").format(m=part)


def fit(count: int, width: float, height: float, texts: list[str]) -> tuple[int, float, float]:
    """Return columns, row step (mm) and size (points) that let `count` rows fit."""
    for size in (7.0, 6.6, 6.2, 5.8, 5.4, 5.0, 4.6):
        widest = max(fonts.width(t, size) for t in texts) + SWATCH + 4.5
        for columns in range(1, 5):
            step = size * 0.70
            if columns * widest <= width + 1 and math.ceil(count / columns) * step <= height:
                return columns, min(step * 1.12, height / math.ceil(count / columns)), size
    return max(1, int(width / 34)), height / math.ceil(count / max(1, int(width / 34))), 4.4


def draw(
    page: Page, prepared: PreparedMap, x: float, top: float, *, width: float,
    height: float, z: float = 40.0, special: bool = True,
) -> float:  # fmt: skip
    """Draw the key into a column of the given size; return the y below it."""
    rows = items(prepared, special=special)
    if not rows:
        return top
    columns, step, size = fit(len(rows), width, height, [r.text for r in rows])
    deep = math.ceil(len(rows) / columns)
    pitch = width / columns
    for i, row in enumerate(rows):
        x0 = x + (i // deep) * pitch
        y = top - step * (i % deep + 0.5)
        _sample(page, row, (x0, y - 0.36 * step, x0 + SWATCH, y + 0.36 * step), z)
        box = page.text(x0 + SWATCH + 1.8, y, row.text, size, z=z)
        small = size * 0.82
        if row.count and box[2] + 1.4 + fonts.width(row.count, small) < x0 + pitch - 0.6:
            page.text(box[2] + 1.4, y, row.count, small, colour=GREY, z=z)
    box = (x, top - step * deep, x + width, top)
    page.record.map.key = KeyDrawn(frozenset(row.sample for row in rows), box)
    return top - step * deep


def _sample(page: Page, row: Item, box: tuple[float, float, float, float], z: float) -> None:
    x0, y0, x1, y1 = box
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    if row.sample in (Sample.SITE, Sample.APPROXIMATE):
        _site(page, row, middle, z)
        return
    if row.sample in (Sample.LINE, Sample.DASHED):
        look = SHEET[Role.ROUTE]
        dash = look.sheet_dash if row.sample == Sample.DASHED else "solid"
        page.lines([[(x0, middle[1]), (x1, middle[1])]], row.colour, look.width, dash=dash, z=z)
        return
    _area(page, row, box, z)
    if row.number:
        system_marks.badge(page, *middle, row.number, radius=min(1.75, (y1 - y0) * 0.52),
                    face=INK if row.sample == Sample.BADGE else row.colour, z=z + 1)  # fmt: skip


def _site(page: Page, row: Item, middle: tuple[float, float], z: float) -> None:
    radius = 1.75
    solid = row.sample == Sample.SITE
    page.circle(*middle, radius, row.colour if solid else "#fffdf8",
                edge="#ffffff" if solid else row.colour, line=0.9, z=z)  # fmt: skip
    if row.number:
        size = radius * (3.0 if len(row.number) < 2 else 2.5)
        page.text(*middle, row.number, size, colour="#ffffff" if solid else INK, face="bold",
                  align="center", z=z + 0.1)  # fmt: skip


def _area(page: Page, row: Item, box: tuple[float, float, float, float], z: float) -> None:
    x0, y0, x1, y1 = box
    rim = shapely.box(x0 + 0.3, y0 + 0.3, x1 - 0.3, y1 - 0.3)
    page.rectangle(box, STYLE["base"], edge="#cfcabd", line=0.3, z=z)
    if row.sample == Sample.SPECIAL:
        page.rectangle(box, STYLE["special"], edge="#cfcabd", line=0.3, z=z)
        hatch_sample(page, box, "special", z=z + 0.1)
        return
    if row.sample == Sample.TINT:
        page.rectangle(box, shapes.mix(row.colour, strokes.TINT), z=z, line=0)
    if row.sample == Sample.STRIPES:
        for turn, colour in enumerate((row.colour, row.second)):
            band = shapes.stripe(shapely.box(*box), turn, 2, strokes.SHEET_STRIPE_MM * 0.8)
            page.fill([shapes.path(band)], shapes.mix(colour, strokes.STRIPE_TINT), z=z + 0.1)
        return
    if row.sample == Sample.PARTIAL:
        lines = shapes.hatch(shapely.box(*box), 1.5, float(row.hatch))
        segments = [shapely.get_coordinates(p) for p in shapes.parts(lines)]
        ink = shapes.mix(row.colour, strokes.SHEET_PARTIAL_TINT)
        page.lines(segments, ink, strokes.SHEET_HATCHINGS_MM["partial"].width, z=z + 0.1)
    elif row.sample == Sample.VIGNETTE:
        for depth, alpha in ((1.3, 0.2), (0.9, 0.25), (0.45, 0.5)):
            band = shapely.difference(shapely.box(*box), shapely.buffer(shapely.box(*box), -depth))
            page.fill([shapes.path(band)], row.colour, alpha=alpha, z=z + 0.1)
        if row.dashed:
            page.fill([shapes.path(rim)], edge=row.colour, line=0.6,
                      dash=SHEET[Role.READING].sheet_dash, z=z + 0.2)  # fmt: skip
        return
    broken = {
        Sample.REGION: Role.READING,
        Sample.BADGE: Role.BADGE,
        Sample.PARTIAL: Role.PARTIAL,
        Sample.DOTTED: Role.PARTIAL,
    }.get(row.sample, Role.READING if row.dashed else None)
    dash = SHEET[broken].sheet_dash if broken else "solid"
    badge = row.sample == Sample.BADGE
    page.fill(
        [shapes.path(rim)],
        edge=INK if badge else row.colour,
        line=1.2 if badge or dash == "solid" else 0.8,
        dash=dash,
        # the dots of a badge's outline have no length and are all cap
        cap="round" if badge else None,
        z=z + 0.2,
    )

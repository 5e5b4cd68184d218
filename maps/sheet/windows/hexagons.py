"""The sheet of 87 equal hexagons: no county is too small to be read.

The layout table (`data/figures/hex_layout.csv`) gives each county a row and a half column; 82 % of
the neighbourhoods of the real map are kept, 90 % of those within a prefecture.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import numpy as np
import shapely

from data.i18n import _
from data.paths import FIGURES
from geo.places import units
from layers import palettes
from layers.circles import midst
from layers.prepared import PreparedMap
from layers.system_layers import REACH_NOTE
from maps.base import STYLE
from maps.sheet.canvas import fonts, shapes
from maps.sheet.canvas.fonts import POINT_MM
from maps.sheet.canvas.frames import MapFrame
from maps.sheet.canvas.page import Page
from maps.sheet.furniture import cartographic, class_legend, ranking_table, systems_key, texts
from maps.sheet.ground import basemap, overlays
from maps.sheet.ground import fills as look
from maps.sheet.ground.fills import Look
from maps.sheet.ground.scene import Body
from maps.sheet.labels import system_marks
from maps.sheet.layouts import SLIDE
from maps.sheet.options import SheetOptions
from maps.sheet.windows import china_inset

MAP_BOX: Final = (0.0, 0.0, 252.0, SLIDE[1])
FIT: Final = (9.0, 13.0, 243.0, 181.0)
INSET: Final = (201.0, 127.0, 244.0, 176.5)
NAME_PT: Final = 7.8
VALUE_PT: Final = 5.6
CIRCLE_MM: Final = 0.17
"""Millimetres of radius for a pixel on the screen: the largest circle stays within a hexagon."""
_GAP_MM: Final = 0.14
_Z: Final = 100.0


@lru_cache(maxsize=1)
def cells() -> dict[str, tuple[int, int]]:
    """Return row (from the top) and half column of every county."""
    path = FIGURES / "hex_layout.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            row["adcode"]: (int(row["row"]), int(row["half_column"]))
            for row in csv.DictReader(stream)
        }


@lru_cache(maxsize=1)
def middles() -> tuple[dict[str, tuple[float, float]], float]:
    """Return the middle of each hexagon on the page and their circumradius, mm."""
    table = cells()
    rows = [row for row, _half in table.values()]
    halves = [half for _row, half in table.values()]
    wide = (max(halves) - min(halves)) / 2 + 1
    high = 1.5 * (max(rows) - min(rows)) + 2
    radius = min((FIT[2] - FIT[0]) / (wide * np.sqrt(3)), (FIT[3] - FIT[1]) / high)
    step = np.sqrt(3) * radius
    left = (FIT[0] + FIT[2] - wide * step) / 2 + step / 2
    top = (FIT[1] + FIT[3] + high * radius) / 2 - radius
    found = {
        code: (
            float(left + (half - min(halves)) * step / 2),
            float(top - 1.5 * radius * (row - min(rows))),
        )
        for code, (row, half) in table.items()
    }
    return found, float(radius)


# Corners of a hexagon that stands on one, in half widths and half radii from its middle: whole
# numbers, so that neighbours share their corners exactly.
_CORNERS: Final = ((0, 2), (-1, 1), (-1, -1), (0, -2), (1, -1), (1, 1))


@lru_cache(maxsize=1)
def hexagons() -> dict[str, Any]:
    """Return the hexagon of every county, mm."""
    found, radius = middles()
    half, quarter = np.sqrt(3) / 2 * radius, radius / 2
    first = next(iter(found))
    row0, column0 = cells()[first]
    x0, y0 = found[first]
    made = {}
    for code, (row, column) in cells().items():
        corners = [
            (x0 + (column - column0 + i) * half, y0 + (-3 * (row - row0) + j) * quarter)
            for i, j in _CORNERS
        ]
        made[code] = shapely.Polygon(corners)
    return made


@lru_cache(maxsize=1)
def body() -> Body:
    """Return the hexagons as a map window, so that layout systems are drawn as on other sheets."""
    counties = hexagons()
    prefectures = {
        item.adcode: shapely.union_all([counties[code] for code in item.members])
        for item in units.prefectures()
    }
    frame = MapFrame(MAP_BOX, 0.0, 1e-6, 0.0, 0.0, crs="cartogram")
    return Body(frame, counties, prefectures, shapely.union_all(list(counties.values())))


def draw(prepared: PreparedMap, options: SheetOptions) -> tuple[Page, Look]:
    """Draw the sheet."""
    page = Page(*SLIDE)
    page.record.open_map()
    page.record.cartogram = True
    page.record.names_wanted = True
    looked = look.of(prepared)
    looked = replace(looked, hatched={c: k for c, k in looked.hatched.items() if k != "special"})
    page.rectangle(MAP_BOX, "#fbf9f4", z=0, line=0)
    _cells(page, prepared, looked)
    # no line of the real world fits a cartogram: what one stands for is shown by its counties
    areas = tuple(
        replace(area, style="outline") if area.style == "reach" else area for area in prepared.areas
    )
    notes = tuple(note for note in prepared.notes if note != REACH_NOTE)
    flat = replace(prepared, areas=areas, notes=notes, points=(), lines=(), polygons=())
    whole = body()
    for x, y in middles()[0].values():
        page.reserve((x - 4.6, y - 3.2, x + 4.6, y + 3.2))
    overlays.draw(page, whole, flat, looked)
    overlays.selected(page, whole, flat, z=9)
    _borders(page, looked)
    _circles(page, prepared)
    _words(page, prepared, looked)
    china_inset.draw(page, INSET, z=30)
    if flat.areas:
        system_marks.draw(page, whole, flat)
    _panel(page, prepared, flat, options)
    return page, looked


def _cells(page: Page, prepared: PreparedMap, looked: Look) -> None:
    whole = body()
    if prepared.level == "prefecture":
        cut = {code: shapes.inset(shape, _GAP_MM) for code, shape in whole.prefectures.items()}
    else:
        cut = {code: shapes.inset(shape, _GAP_MM) for code, shape in whole.counties.items()}
    fills = [looked.fills[code] for code in cut]
    pale = [palettes.luminance(fill) > 0.72 for fill in fills]
    edges = [STYLE["hairlineDark"] if p else fill for p, fill in zip(pale, fills, strict=True)]
    page.fill([shapes.path(s) for s in cut.values()], fills, edge=edges, line=0.35, z=3)
    hatched = [code for code in cut if code in looked.hatched]
    for code in hatched:
        spacing, angle, ink = basemap.hatching(looked.hatched[code])
        lines = shapes.parts(shapes.hatch(cut[code], spacing, angle))
        page.lines([shapely.get_coordinates(part) for part in lines], ink, 0.45, z=3.05)
    page.record.map.note_units(dict(zip(cut, fills, strict=True)), hatched)


def _borders(page: Page, looked: Look) -> None:
    paths = [shapes.path(shape) for shape in body().prefectures.values()]
    page.fill(paths, edge="#ffffff", line=2.6, z=4)
    page.fill(paths, edge=looked.borders["province"], line=1.0, z=4.1)


def _circles(page: Page, prepared: PreparedMap) -> None:
    found, _radius = middles()
    for circle in prepared.circles:
        codes = circle.members or (circle.adcode,)
        if prepared.level == "prefecture":
            codes = tuple(map(_seat, codes))
        spots = [found[code] for code in codes]
        at = spots[midst(spots)]
        radius = circle.radius_px * CIRCLE_MM
        spokes = [spot for spot in spots if spot != at]
        overlays.proportional(page, at, radius, circle, z=12, spokes=spokes)


@lru_cache(maxsize=16)
def _seat(prefecture: str) -> str:
    """Return the county whose hexagon is nearest to the middle of its prefecture."""
    found, _radius = middles()
    members = units.prefecture(prefecture).members
    x = sum(found[code][0] for code in members) / len(members)
    y = sum(found[code][1] for code in members) / len(members)
    return min(members, key=lambda code: (found[code][0] - x) ** 2 + (found[code][1] - y) ** 2)


def _words(page: Page, prepared: PreparedMap, looked: Look) -> None:
    found, radius = middles()
    room = radius * 1.52
    if prepared.level == "prefecture":
        rows = [(p.adcode, p.short, found[_seat(p.adcode)]) for p in units.prefectures()]
    else:
        rows = [(u.adcode, u.short, found[u.adcode]) for u in units.counties()]
    page.record.map.note_names(code for code, _name, _at in rows)
    for code, name, (x, y) in rows:
        reading = prepared.values.get(code)
        value = "" if reading is None else reading.text
        ink = looked.ink(code)
        size = min(NAME_PT, room / (POINT_MM * len(name)))
        lift = 0.17 * radius if value else 0.0
        page.text(x, y + lift, name, size, colour=ink, face="medium", align="center", z=20)
        if value:
            small = min(VALUE_PT, VALUE_PT * room / fonts.width(value, VALUE_PT))
            page.text(x, y - 0.36 * radius, value, small, colour=ink, align="center", z=20)


def _panel(page: Page, prepared: PreparedMap, flat: PreparedMap, options: SheetOptions) -> None:
    left = MAP_BOX[2]
    x, right = left + 8.0, page.width - 8.0
    width = right - x
    page.rectangle((left, 0, page.width, page.height), "#ffffff", z=_Z - 2, line=0)
    page.lines([[(left, 0), (left, page.height)]], palettes.INK, 0.6, z=_Z - 1)
    y = texts.title(page, x, page.height - 9, texts.title_of(prepared, options), width,
                    largest=20, lines=3, z=_Z)  # fmt: skip
    y = page.paragraph(x, y - 1.6, texts.subtitle_of(prepared, options), 6.8, width,
                       colour=cartographic.GREY, z=_Z)  # fmt: skip
    how = _(
        "每个六边形是一个县级单元，大小相同；粗线为市（州）界。位置为示意，3个非县级政区不在图上。"
    )
    y = page.paragraph(x, y - 1.0, how, 5.8, width, colour=cartographic.GREY, z=_Z) - 2.4
    page.lines([[(x, y), (right, y)]], palettes.INK, 0.9, z=_Z)
    size = cartographic.QR_MM if options.qr else 0.0
    lines = texts.credits_lines(flat, options, None, width - size, most_notes=5)
    bottom = texts.write_credits(page, lines, x, 7.0, z=_Z)
    if options.qr:
        bottom = max(bottom, 7.0 + size)
        cartographic.qr_code(page, options.qr, (right - size, 6.5, right, 6.5 + size), z=_Z)
    page.lines([[(x, bottom + 2), (right, bottom + 2)]], cartographic.RULE, 0.5, z=_Z)
    top, floor = y - 5.0, bottom + 6.0
    keyed = bool(systems_key.items(flat, special=False))
    if prepared.legend:
        room = (top - floor) * (0.55 if keyed else 0.62)
        step = class_legend.step_for(prepared, room, 6.6, special=False)
        top = class_legend.draw(page, prepared, x, top, width, step=step, size=min(7.4, step * 1.25),
                          z=_Z, special=False, mm_per_px=CIRCLE_MM) - 5  # fmt: skip
    if keyed:
        systems_key.draw(page, flat, x, top, width=width, height=top - floor, z=_Z, special=False)
    else:
        table = ranking_table.rows(prepared)
        ranking_table.draw(page, table, x, top - 3, width=width, height=top - floor - 5, z=_Z)

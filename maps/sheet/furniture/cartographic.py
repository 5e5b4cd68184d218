"""Scale bar, north arrow, line key, QR code, zoom window frame, degree ticks."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
import shapely
from matplotlib.path import Path

from data.i18n import _
from layers.palettes import INK
from layers.strokes import SHEET, Role
from maps.sheet.canvas import shapes
from maps.sheet.canvas.frames import Box, MapFrame
from maps.sheet.canvas.page import Page
from maps.sheet.drawn import BarDrawn
from maps.sheet.furniture.placement import BAR_HEIGHT, bar_km
from maps.sheet.ground.fills import Look

GREY: Final = "#5d666d"
RULE: Final = "#c9c4b8"
ACCENT: Final = "#b45a31"
QR_MM: Final = 15.0
"""Side of the QR code with its quiet zone."""


def scale_words(frame: MapFrame) -> str:
    """Return the scale as “1∶644 万”."""
    return _("1∶{n} 万").format(n=f"{frame.scale / 1e4:,.0f}")


def scale_bar(
    page: Page, x: float, y: float, frame: MapFrame, most: float, *, z: float = 20.0,
    size: float = 5.8, words: bool = True,
) -> int:  # fmt: skip
    """Draw a bar of two fields whose length is true in the map's projection; return its km."""
    km = bar_km(frame, most)
    length = frame.length_mm(km)
    for i, face in enumerate((INK, "#ffffff")):
        x0 = x + i * length / 2
        page.rectangle((x0, y, x0 + length / 2, y + BAR_HEIGHT), face, edge=INK, line=0.45, z=z)
    for i in range(3):
        page.text(x + i * length / 2, y + 2.6, f"{km * i / 2:g}", size, align="center", z=z)
    page.text(x + length + 3.0, y + 2.6, "km", size, z=z)
    if words:
        page.text(x, y - 2.0, scale_words(frame), size, colour=GREY, z=z)
    page.record.note_bar(BarDrawn(km, length, frame.scale))
    return km


def north_arrow(
    page: Page, x: float, y: float, rotation: float, *, size: float = 9.0, z: float = 20.0
) -> None:
    """Draw an arrow to the north of the map, tilted when the map is turned (degrees)."""
    turn = math.radians(rotation)
    cos, sin = math.cos(turn) * size, math.sin(turn) * size

    def at(u: float, v: float) -> tuple[float, float]:
        return x + u * cos - v * sin, y + u * sin + v * cos

    for side, face in ((-1, INK), (1, "#ffffff")):
        corners = [at(0, 0.62), at(0.2 * side, -0.3), at(0, -0.14), at(0, 0.62)]
        page.fill([Path(corners, closed=True)], face, edge=INK, line=0.45, z=z)
    page.text(*at(0, 0.9), _("北"), 7.0, face="medium", align="center", z=z)
    page.record.north_degrees = rotation


def border_key(
    page: Page, x: float, top: float, look: Look, *, columns: int = 2, step: float = 4.4,
    width: float = 36.0, size: float = 6.2, z: float = 20.0,
) -> float:  # fmt: skip
    """Draw the key of the four ranks of borders; return the y below it."""
    ink, national = look.borders, SHEET[Role.NATIONAL]
    rows: list[tuple[str, str, float, Any]] = [
        (_("国界"), ink["national"], national.width, national.sheet_dash),
        (_("省级界"), ink["province"], 1.2, "solid"),
        (_("市（州）界"), ink["prefecture"], 0.7, "solid"),
        (_("县（市、区）界"), ink["county"], 0.6, "solid"),
    ]
    if look.level == "prefecture":
        rows = rows[:3]
    deep = math.ceil(len(rows) / columns)
    for i, (text, colour, line, dash) in enumerate(rows):
        x0 = x + (i // deep) * width
        y = top - step * (i % deep + 0.5)
        page.lines([[(x0, y), (x0 + 9, y)]], colour, line, dash=dash, z=z)
        page.text(x0 + 11, y, text, size, z=z)
    return top - step * deep


def qr_code(
    page: Page, modules: tuple[tuple[bool, ...], ...], box: Box, *, z: float = 60.0
) -> None:
    """Draw a QR code with its quiet zone of four modules inside `box`."""
    n = len(modules)
    x0, y0, x1, y1 = box
    page.rectangle(box, "#ffffff", z=z, line=0)
    unit = min(x1 - x0, y1 - y0) / (n + 8)
    dark = [
        shapely.box(
            x0 + (c + 4) * unit, y1 - (r + 5) * unit, x0 + (c + 5) * unit, y1 - (r + 4) * unit
        )
        for r, row in enumerate(modules)
        for c, filled in enumerate(row)
        if filled
    ]
    whole = shapely.union_all(dark, grid_size=unit / 1000)
    page.fill([shapes.path(whole)], "#000000", z=z + 0.1)


def zoom_frame(page: Page, box: Box, title: str, tab: Box, *, z: float) -> None:
    """Draw the frame and the title tab of the zoom window."""
    page.rectangle(tab, "#3c4650", z=z, line=0)
    middle = (tab[0] + tab[2]) / 2, (tab[1] + tab[3]) / 2
    page.text(*middle, title, 6.4, colour="#ffffff", face="medium", align="center", z=z + 0.2)
    page.rectangle(box, edge=ACCENT, line=1.0, z=z + 0.1)


def connectors(page: Page, window: Box, box: Box, *, keep_off: Any, z: float) -> None:
    """Join the zoom window with its ground on the main map by dashed lines that cross neither."""
    wx0, wy0, wx1, wy1 = window
    x0, y0, x1, y1 = box
    pairs = [((x0, y0), (wx0, wy0)), ((x1, y0), (wx1, wy0)),
             ((x0, y1), (wx0, wy1)), ((x1, y1), (wx1, wy1))]  # fmt: skip
    both = shapely.union_all([shapely.box(*box), shapely.box(*window)]).buffer(-0.2)
    found = []
    for pair in pairs:
        line = shapely.LineString(pair)
        if line.intersection(both).length < 0.5:
            found.append((line.intersection(keep_off).length, pair))
    for _length, pair in sorted(found)[:2]:
        page.lines([pair], ACCENT, 0.5, z=z, dash=(0, (4, 3)))


def degree_ticks(
    page: Page, frame: MapFrame, *, step: int = 2, size: float = 4.8, z: float = 60.0
) -> None:
    """Write degrees where meridians and parallels meet the window's edge."""
    x0, y0, x1, y1 = frame.box
    lats, lons = np.linspace(24, 52, 113), np.linspace(80, 122, 169)
    sides = {
        "meridian": [shapely.LineString([(x0, y), (x1, y)]) for y in (y0, y1)],
        "parallel": [shapely.LineString([(x, y0), (x, y1)]) for x in (x0, x1)],
    }
    for kind, values in (("meridian", range(80, 123, step)), ("parallel", range(24, 53, step))):
        for value in values:
            xy = (frame.points(np.full_like(lats, value), lats) if kind == "meridian"
                  else frame.points(lons, np.full_like(lons, value)))  # fmt: skip
            line = shapely.LineString(xy)
            for side, sign in zip(sides[kind], (-1, 1), strict=True):
                hit = line.intersection(side)
                if hit.is_empty or hit.geom_type != "Point":
                    continue
                text = f"{value}°" + ("E" if kind == "meridian" else "N")
                if kind == "meridian":
                    page.text(
                        hit.x, hit.y + sign * 1.35, text, size, colour=GREY, align="center", z=z
                    )
                else:
                    page.text(hit.x + sign * 1.35, hit.y, text, size, colour=GREY, rotation=90, z=z)

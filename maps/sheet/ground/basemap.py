"""The ground of a map window: neighbours, counties, borders of four ranks, rivers."""

from __future__ import annotations

from typing import Any, Final

import shapely

from layers import palettes
from maps.base import STYLE, hatch_degrees
from maps.sheet.canvas import shapes
from maps.sheet.canvas.page import Box, Page
from maps.sheet.ground.fills import Look
from maps.sheet.ground.scene import Body

NATIONAL_DASH: Final = (0, (6.0, 1.7, 0.9, 1.7))
WATER: Final = "#a9c3d1"
WATER_STEM: Final = "#6f9fbd"
WATER_SPINE: Final = "#3d7ea6"
# Spacing of the lines in mm, and their colour.
_HATCH_MM: Final = 1.15
_SPECIAL_MM: Final = 1.7
_HATCH_INK: Final = "#a9a294"
_SPECIAL_INK: Final = "#c4bdae"
_GLOW: Final = ((9.0, 0.05), (6.6, 0.06), (4.4, 0.08), (2.6, 0.10))


def hatching(kind: str) -> tuple[float, float, str]:
    """Return spacing (mm), direction (degrees) and colour of a kind: 'special' or a status."""
    special = kind == "special"
    return (
        _SPECIAL_MM if special else _HATCH_MM,
        float(hatch_degrees(kind)),
        _SPECIAL_INK if special else _HATCH_INK,
    )


def hatch_sample(page: Page, box: Box, kind: str, *, z: float) -> None:
    """Hatch a legend's sample as the map is hatched."""
    spacing, angle, ink = hatching(kind)
    lines = shapes.hatch(shapely.box(*box), spacing, angle)
    page.lines([shapely.get_coordinates(p) for p in shapes.parts(lines)], ink, 0.45, z=z)


def draw(
    page: Page, body: Body, look: Look, *, z: float = 0.0, weight: float = 1.0,
    water: bool = False, spine: bool = False,
) -> None:  # fmt: skip
    """Draw a map window without names.

    Parameters
    ----------
    z : float
        Added to every drawing order, for a window that lies on top of another.
    weight : float
        Factor for line widths.
    water : bool
        Whether the rivers are drawn.
    spine : bool
        Whether the map is about the river, so that the stem stands out.
    """
    box = body.frame.box
    page.rectangle(box, "#fcfbf7", z=z, line=0)
    page.fill(body.neighbours, STYLE["neighbour"], edge=STYLE["neighbourLine"],
              line=0.5, z=z + 1, within=box)  # fmt: skip
    page.lines(body.graticule, "#e4e0d6", 0.3, z=z + 1.5, within=box)
    for width, alpha in _GLOW:
        page.fill([body.province_path], edge=STYLE["shadow"], line=width * weight,
                  alpha=alpha, z=z + 2, within=box)  # fmt: skip
    _units(page, body, look, z=z, weight=weight)
    if water:
        _rivers(page, body, z, spine=spine, cased=not look.plain)
    _borders(page, body, look, z, weight)
    page.record.note_border(drawn=bool(body.national_border))


def _units(page: Page, body: Body, look: Look, *, z: float, weight: float) -> None:
    paths = body.prefecture_paths if look.level == "prefecture" else body.county_paths
    codes = sorted(
        (c for c in paths if c in look.fills),
        key=lambda c: (-palettes.luminance(look.fills[c]), c),
    )
    fills = [look.fills[c] for c in codes]
    pale = [palettes.luminance(f) > 0.72 for f in fills]
    edges = [STYLE["hairlineDark"] if p else STYLE["hairlineLight"] for p in pale]
    page.fill(
        [paths[c] for c in codes], fills, edge=edges, line=0.4 * weight, z=z + 3,
        within=body.frame.box,
    )  # fmt: skip
    for kind in sorted(set(look.hatched.values())):
        spacing, angle, ink = hatching(kind)
        lines = [
            line
            for code in codes
            if look.hatched.get(code) == kind
            for line in body.hatched(code, spacing, angle)
        ]
        if lines:
            page.lines(lines, ink, 0.45, z=z + 3.2, within=body.frame.box)
    hatched = [code for code in codes if code in look.hatched]
    page.record.map.note_units(dict(zip(codes, fills, strict=True)), hatched)


def _rivers(page: Page, body: Body, z: float, *, spine: bool, cased: bool) -> None:
    """Draw the rivers; over classes of any colour each in a white casing."""
    for river, shape in body.rivers:
        segments = [shapely.get_coordinates(part) for part in shapes.parts(shape)]
        colour, width = (WATER, 0.55)
        if river.stem:
            colour, width = (WATER_SPINE, 2.0) if spine else (WATER_STEM, 1.1)
        if cased:
            colour, width = WATER_SPINE, 1.3 if river.stem else 0.6
            page.lines(segments, "#ffffff", width + 0.9, z=z + 3.55, within=body.frame.box)
        dash: Any = (0, (3, 1.6)) if river.computed else "solid"
        page.lines(segments, colour, width, z=z + 3.6, dash=dash, within=body.frame.box)
        page.record.map.rivers.add(river.name)


def _borders(page: Page, body: Body, look: Look, z: float, weight: float) -> None:
    box, ink = body.frame.box, look.borders
    prefectures = list(body.prefecture_paths.values())
    casing = "#ffffff" if not look.plain else STYLE["base"]
    page.fill(prefectures, edge=casing, line=1.5 * weight, z=z + 4, alpha=0.55, within=box)
    page.fill(prefectures, edge=ink["prefecture"], line=0.6 * weight, z=z + 4.2, within=box)
    page.fill([body.province_path], edge=ink["province"], line=1.15 * weight, z=z + 4.4, within=box)
    if body.national_border:
        page.lines(body.national_border, "#fcfbf7", 2.2 * weight, z=z + 4.6, within=box)
        page.lines(body.national_border, ink["national"] if not look.plain else "#5b5360",
                   1.5 * weight, z=z + 4.7, dash=NATIONAL_DASH, within=box)  # fmt: skip

"""The ground of a map window: neighbours, counties, borders of four ranks, rivers."""

from __future__ import annotations

from typing import Final

import shapely

from layers import palettes, strokes
from layers.strokes import SHEET, Role
from maps.base import STYLE, hatch_degrees
from maps.sheet.canvas import shapes
from maps.sheet.canvas.page import Box, Page
from maps.sheet.ground.fills import Look
from maps.sheet.ground.scene import Body

_HATCH_INK: Final = "#a9a294"
_SPECIAL_INK: Final = "#c4bdae"
_GLOW: Final = ((9.0, 0.05), (6.6, 0.06), (4.4, 0.08), (2.6, 0.10))


def hatching(kind: str) -> tuple[float, float, str]:
    """Return spacing (mm), direction (degrees) and colour of a kind: 'special' or a status."""
    special = kind == "special"
    return (
        strokes.SHEET_HATCHINGS_MM["special" if special else "missing"].gap,
        float(hatch_degrees(kind)),
        _SPECIAL_INK if special else _HATCH_INK,
    )


def hatch_sample(page: Page, box: Box, kind: str, *, z: float) -> None:
    """Hatch a legend's sample as the map is hatched."""
    spacing, angle, ink = hatching(kind)
    lines = shapes.hatch(shapely.box(*box), spacing, angle)
    segments = [shapely.get_coordinates(p) for p in shapes.parts(lines)]
    page.lines(segments, ink, strokes.SHEET_HATCHINGS_MM["missing"].width, z=z)


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
              line=SHEET[Role.NEIGHBOUR].width, z=z + 1, within=box)  # fmt: skip
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
        [paths[c] for c in codes], fills, edge=edges,
        line=SHEET[Role.HAIRLINE_LIGHT].width * weight, z=z + 3, within=body.frame.box,
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
            width = strokes.SHEET_HATCHINGS_MM["missing"].width
            page.lines(lines, ink, width, z=z + 3.2, within=body.frame.box)
    hatched = [code for code in codes if code in look.hatched]
    page.record.map.note_units(dict(zip(codes, fills, strict=True)), hatched)


def _rivers(page: Page, body: Body, z: float, *, spine: bool, cased: bool) -> None:
    """Draw the rivers; over classes of any colour each in a white casing."""
    for river, shape in body.rivers:
        segments = [shapely.get_coordinates(part) for part in shapes.parts(shape)]
        colour, look = _river(stem=river.stem, spine=spine, cased=cased)
        if look.casing:
            page.lines(segments, "#ffffff", look.casing, z=z + 3.55, within=body.frame.box)
        dash = look.sheet_dash if river.computed else "solid"
        page.lines(segments, colour, look.width, z=z + 3.6, dash=dash, within=body.frame.box)
        page.record.map.rivers.add(river.name)


def _river(*, stem: bool, spine: bool, cased: bool) -> tuple[str, strokes.Stroke]:
    """Return colour and stroke of a river: by what the map is about, and what it lies on."""
    if cased:
        role = Role.STEM if stem else Role.TRIBUTARY
        return strokes.RIVER_STEM, strokes.SHEET_RIVERS_OVER_CLASSES[role]
    if not stem:
        return strokes.RIVER_GROUND, SHEET[Role.TRIBUTARY]
    if spine:
        return strokes.RIVER_STEM, SHEET[Role.SPINE]
    return strokes.RIVER_TRIBUTARY, SHEET[Role.STEM]


def _borders(page: Page, body: Body, look: Look, z: float, weight: float) -> None:
    box, ink = body.frame.box, look.borders
    prefectures = list(body.prefecture_paths.values())
    casing = "#ffffff" if not look.plain else STYLE["base"]
    line, edge, national = (SHEET[r] for r in (Role.PREFECTURE, Role.PROVINCE, Role.NATIONAL))
    page.fill(prefectures, edge=casing, line=line.casing * weight, z=z + 4,
              alpha=line.casing_opacity, within=box)  # fmt: skip
    page.fill(prefectures, edge=ink["prefecture"], line=line.width * weight, z=z + 4.2, within=box)
    page.fill([body.province_path], edge=ink["province"], line=edge.width * weight, z=z + 4.4,
              within=box)  # fmt: skip
    if body.national_border:
        page.lines(body.national_border, "#fcfbf7", national.casing * weight, z=z + 4.6, within=box)
        page.lines(body.national_border, ink["national"], national.width * weight, z=z + 4.7,
                   dash=national.sheet_dash, within=box)  # fmt: skip

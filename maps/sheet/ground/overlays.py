"""Layout systems on a map window: tints, stripes, inset outlines, vignettes, lines.

An outline is drawn inside its own area, so two areas that share an edge keep both lines; nested
areas are set in by different amounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, Literal

import shapely

from layers import strokes
from layers.circles import style_of
from layers.drawables import AreaLayer, CircleLayer, PolygonLayer
from layers.palettes import INK, OCHRE
from layers.prepared import PreparedMap
from layers.strokes import SHEET, Role
from maps.sheet.canvas import shapes
from maps.sheet.canvas.frames import Box
from maps.sheet.canvas.page import Page
from maps.sheet.ground import fills as looks
from maps.sheet.ground.fills import Look
from maps.sheet.ground.scene import Body

# How far outlines are drawn in, mm: areas that overlap take the next step.
_FIRST: Final = 0.34
_NEXT: Final = 0.62
_STEPS: Final = 4
MOST_HATCHED: Final = 3
"""With more areas than this, areas of which a county is only partly a member are outlined only."""
NOTCH_MM: Final = 1.2


def draw(page: Page, body: Body, prepared: PreparedMap, look: Look, *, z: float = 0.0) -> None:
    """Draw the areas and lines of a prepared map; names and badges come later."""
    _tints(page, body, look, z)
    _computed(page, body, prepared, z)
    steps = _steps(prepared)
    outlined = _ordered(prepared)
    for i, area in enumerate(outlined):
        _partial(page, body, area, z, hatched=len(outlined) <= MOST_HATCHED)
        style = looks.style(area, prepared)
        shape = body.union(area.extent)
        if shape.is_empty:
            continue
        depth = _FIRST + _NEXT * steps[area.id]
        _rim(page, body, shape, area, style=style, depth=depth, z=z + 5.5 + 0.05 * i)
    for line in prepared.lines:
        xy = body.frame.points([p[0] for p in line.coords], [p[1] for p in line.coords])
        look_of = SHEET[Role.ROUTE]
        dash = look_of.sheet_dash if line.dashed else "solid"
        page.lines([xy], "#ffffff", look_of.casing, z=z + 8, within=body.frame.box)
        page.lines([xy], line.colour, look_of.width, z=z + 8.1, dash=dash, within=body.frame.box)


def _ordered(prepared: PreparedMap) -> list[AreaLayer]:
    """Return what is outlined, large first, so that a small one inside keeps its own outline."""
    return sorted(prepared.outlined, key=lambda a: -len(a.extent))


def _steps(prepared: PreparedMap) -> dict[str, int]:
    """Return for each area how many steps its outline is drawn in: none touches another's."""
    taken: dict[str, int] = {}
    shown: list[tuple[set[str], int]] = []
    for area in _ordered(prepared):
        members = set(area.extent)
        used = {step for others, step in shown if others & members}
        step = next((i for i in range(_STEPS) if i not in used), _STEPS - 1)
        if area.style == "vignette":
            taken[area.id] = 0
            continue
        taken[area.id] = step
        shown.append((members, step))
    return taken


def _tints(page: Page, body: Body, look: Look, z: float) -> None:
    groups: dict[tuple[str, ...], list[str]] = {}
    hairline = SHEET[Role.HAIRLINE_LIGHT].width
    for code, colours in look.worn.items():
        groups.setdefault(colours, []).append(code)
    for colours, codes in sorted(groups.items()):
        whole = body.union(codes)
        if whole.is_empty:
            continue
        page.record.map.tinted.update(dict.fromkeys(codes, colours))
        paths = [body.county_paths[c] for c in codes if body.visible(c)]
        if len(colours) == 1:
            tone = shapes.mix(colours[0], strokes.TINT)
            page.fill(paths, tone, edge="#ffffff", line=hairline, z=z + 3.05, within=body.frame.box)
            continue
        for turn, colour in enumerate(colours):
            band = _stripe(body, tuple(codes), turn, len(colours))
            page.fill([shapes.path(band)], shapes.mix(colour, strokes.STRIPE_TINT), z=z + 3.1,
                      within=body.frame.box)  # fmt: skip
        page.fill(paths, edge="#ffffff", line=hairline, z=z + 3.15, within=body.frame.box)


@lru_cache(maxsize=128)
def _stripe(body: Body, codes: tuple[str, ...], turn: int, turns: int) -> Any:
    return shapes.stripe(body.union(codes), turn, turns, strokes.SHEET_STRIPE_MM)


def _computed(page: Page, body: Body, prepared: PreparedMap, z: float) -> None:
    """Draw computed areas: a faint fill, a line that is dashed when it is schematic."""
    for layer in prepared.polygons:
        path = shapes.path(_bays_closed(placed(body, layer)))
        if layer.fill_opacity:
            page.fill([path], layer.colour, alpha=layer.fill_opacity, z=z + 6.8,
                      within=body.frame.box)  # fmt: skip
        line = SHEET[Role.REACH]
        dash = line.sheet_dash if layer.dashed else "solid"
        page.fill([path], edge="#ffffff", line=line.casing, alpha=line.casing_opacity, z=z + 7.0,
                  within=body.frame.box)  # fmt: skip
        page.fill([path], edge=layer.colour, line=line.width, dash=dash, z=z + 7.1,
                  within=body.frame.box)  # fmt: skip


def _bays_closed(shape: Any) -> Any:
    """Return an outline without notches that paper cannot show."""
    return shapely.buffer(shapely.buffer(shape, NOTCH_MM), -NOTCH_MM)


def placed(body: Body, layer: PolygonLayer) -> Any:
    """Return a computed area on the page, in mm; it may reach beyond the window."""
    return shapely.multipolygons(
        [
            shapely.Polygon(
                body.frame.points(*zip(*outer, strict=True)),
                [body.frame.points(*zip(*hole, strict=True)) for hole in holes],
            )
            for outer, *holes in layer.polygons
        ]
    )


def _partial(page: Page, body: Body, area: AreaLayer, z: float, *, hatched: bool) -> None:
    """Mark the counties of which only a part belongs to the area: hatched, dashed around."""
    shown = [code for code in area.partial if body.visible(code)]
    if not shown:
        return
    # what holds parts of counties only is nothing without its hatching
    if hatched or not area.members:
        page.record.map.hatched_parts.add(area.id)
        hatching = strokes.SHEET_HATCHINGS_MM["partial"]
        lines = [x for code in shown for x in body.hatched(code, hatching.gap, float(area.hatch))]
        ink = shapes.mix(area.colour, strokes.SHEET_PARTIAL_TINT)
        page.lines(lines, ink, hatching.width, z=z + 3.3, within=body.frame.box)
        if not area.members:  # its edge is drawn with those of the others
            return
        shape = body.union(shown)
    else:
        shape = body.union((*area.members, *area.partial))
    path = shapes.path(_inset(shape, _FIRST))
    _cased(page, path, area.colour, SHEET[Role.PARTIAL], z=(z + 5.35, z + 5.4),
           within=body.frame.box)  # fmt: skip


def _cased(
    page: Page, path: Any, colour: str, look: strokes.Stroke, *, z: tuple[float, float],
    within: Box, cap: Literal["round"] | None = None,
) -> None:  # fmt: skip
    """Draw a closed line on its white casing, at the two drawing orders."""
    page.fill([path], edge="#ffffff", line=look.casing, alpha=look.casing_opacity, z=z[0],
              within=within)  # fmt: skip
    page.fill([path], edge=colour, line=look.width, dash=look.sheet_dash, z=z[1], within=within,
              cap=cap)  # fmt: skip


@lru_cache(maxsize=512)
def _inset(shape: Any, depth: float) -> Any:
    return shapes.inset(shape, depth)


@lru_cache(maxsize=256)
def _band(shape: Any, depth: float) -> Any:
    """Return the strip of a polygon within `depth` mm of its edge."""
    return shapely.difference(shape, shapely.buffer(shape, -depth))


def _rim(
    page: Page, body: Body, shape: Any, area: AreaLayer, *, style: str, depth: float, z: float
) -> None:
    box = body.frame.box
    if style in ("vignette", "region"):
        deep = style == "vignette"
        for width, alpha in strokes.SHEET_VIGNETTE_MM if deep else strokes.SHEET_REGION_MM:
            page.fill([shapes.path(_band(shape, width))], area.colour, alpha=alpha, z=z, within=box)
    line = shapes.path(_inset(shape, depth))
    if style == "vignette":
        thin = SHEET[Role.VIGNETTE]
        dash = thin.sheet_dash if area.reading else "solid"
        if area.reading:
            page.record.map.dashed.add(area.id)
        page.fill([shapes.path(_inset(shape, 0.1))], edge=area.colour, line=thin.width, dash=dash,
                  z=z, within=box)  # fmt: skip
    elif style == "region" or area.reading:
        page.record.map.dashed.add(area.id)
        _cased(page, line, area.colour, SHEET[Role.READING], z=(z, z), within=box)
    elif style == "badge":
        _cased(page, line, INK, SHEET[Role.BADGE], z=(z, z), within=box, cap="round")
    else:
        _cased(page, line, area.colour, SHEET[Role.OUTLINE], z=(z, z), within=box)


def proportional(
    page: Page, at: tuple[float, float], radius: float, circle: CircleLayer, *, z: float,
    line: float = 0.5, within: Box | None = None, spokes: Sequence[tuple[float, float]] = (),
) -> None:  # fmt: skip
    """Draw one proportional circle; a broken ochre line where it stands for several units.

    Parameters
    ----------
    spokes : sequence of (x, y)
        Where the other units are that it stands for, in mm.
    """
    style = style_of(circle)
    if spokes:
        arms = [(at, spoke) for spoke in spokes]
        arm = SHEET[Role.SPOKE]
        page.lines(arms, OCHRE, arm.width, z=z - 0.05, within=within, dash=arm.sheet_dash)
    page.circle(
        *at, radius, OCHRE, alpha=style.opacity, edge=OCHRE if style.dashed else "#ffffff",
        line=line + 0.4 * style.dashed, z=z, within=within, dashed=style.dashed,
    )  # fmt: skip
    page.record.map.note_circles({circle.adcode: radius}, circle.members)


def spokes_of(body: Body, circle: CircleLayer) -> list[tuple[float, float]]:
    """Return where on the page the other units of a circle are."""
    if not circle.spokes:
        return []
    lon, lat = zip(*circle.spokes, strict=True)
    return [(float(x), float(y)) for x, y in body.frame.points(list(lon), list(lat))]


def circles(page: Page, body: Body, prepared: PreparedMap, *, z: float = 12.0) -> None:
    """Draw proportional circles, the largest first; areas are true to the values."""
    x0, y0, x1, y1 = body.frame.box
    for circle in prepared.circles:
        x, y = body.frame.points([circle.lon], [circle.lat])[0]
        radius = circle.radius_px * looks.MM_PER_PX
        if not (x0 - radius < x < x1 + radius and y0 - radius < y < y1 + radius):
            continue
        spokes = spokes_of(body, circle)
        proportional(page, (x, y), radius, circle, z=z, within=body.frame.box, spokes=spokes)


def selected(page: Page, body: Body, prepared: PreparedMap, *, z: float = 9.0) -> None:
    """Ring the marked counties with a dark line inside a white one."""
    for code in prepared.selected:
        path = body.county_paths.get(code)
        if path is not None:
            _cased(page, path, INK, SHEET[Role.SELECTED], z=(z, z + 0.1), within=body.frame.box)

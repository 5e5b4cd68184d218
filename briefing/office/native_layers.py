"""What lies on the editable map: layout systems, rivers, circles, sites, marked counties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from briefing.office import drawingml as dml
from briefing.office.drawingml import EMU_PER_MM, Ids, Paint
from briefing.office.native_frame import SlideFrame, rings, shapes
from data.i18n import _
from geo.places import units
from layers import palettes, strokes
from layers.circles import MAX_RADIUS_PX, style_of
from layers.prepared import PreparedMap
from layers.strokes import SLIDE, Role

if TYPE_CHECKING:
    from lxml import etree
    from shapely.geometry.base import BaseGeometry

    from layers.drawables import CircleLayer

# The largest proportional circle on a slide.
_CIRCLE_MM: Final = 9.0
# Details of a river finer than this are not seen on a slide, and would be points to drag.
_RIVER_DETAIL_M: Final = 1_500.0


def union(codes: Iterable[str]) -> BaseGeometry | None:
    """Return the counties as one geometry in Albers metres; None when there are none."""
    from shapely import union_all

    members = [shapes()["county"][code] for code in codes]
    return union_all(members) if members else None


def areas(ids: Ids, prepared: PreparedMap, frame: SlideFrame) -> list[etree._Element]:
    """Return an outline for each system.

    It is dashed where the plan drew none, dotted where only parts of counties belong.
    """
    found = []
    # a rim that fades inwards cannot be drawn here; its tint would muddy the tints it lies on
    tinted = {"tint"} if any(a.style == "tint" for a in prepared.areas) else {"tint", "vignette"}
    for area in prepared.outlined:
        tint = strokes.TINT if area.style in tinted else 0.0
        whole, part = union(area.members), union(area.partial)
        if whole is not None:
            fill = area.colour if tint else None
            paint = Paint(
                fill,
                opacity=tint or 1.0,
                line=area.colour,
                width_pt=SLIDE[Role.READING if area.reading else Role.OUTLINE].width,
                dash="dash" if area.reading else "solid",
            )
            found.append(dml.freeform(ids, area.label, rings(whole, frame), paint))
        if part is not None:
            paint = Paint(None, line=area.colour, width_pt=SLIDE[Role.PARTIAL].width, dash="sysDot")
            name = _("{name}（部分）").format(name=area.label)
            found.append(dml.freeform(ids, name, rings(part, frame), paint))
    return found


def polygons(ids: Ids, prepared: PreparedMap, frame: SlideFrame) -> list[etree._Element]:
    """Return the computed areas, such as what is reached within an hour."""
    return [
        dml.freeform(
            ids,
            layer.name,
            [[frame.spot(*c) for c in ring[:-1]] for polygon in layer.polygons for ring in polygon],
            Paint(
                layer.colour if layer.fill_opacity else None,
                opacity=layer.fill_opacity or 1.0,
                line=layer.colour,
                width_pt=SLIDE[Role.REACH].width,
                dash="dash" if layer.dashed else "solid",
            ),
        )
        for layer in prepared.polygons
        if layer.polygons
    ]


def lines(ids: Ids, prepared: PreparedMap, frame: SlideFrame) -> list[etree._Element]:
    """Return the axes and corridors."""
    return [
        dml.freeform(
            ids,
            line.label,
            [[frame.spot(lon, lat) for lon, lat in line.coords]],
            Paint(
                None,
                line=line.colour,
                width_pt=SLIDE[Role.ROUTE].width,
                dash="dash" if line.dashed else "solid",
            ),
            closed=False,
        )
        for line in prepared.lines
    ]


def rivers(ids: Ids, prepared: PreparedMap, frame: SlideFrame) -> list[etree._Element]:
    """Return the rivers inside the province, where the map is about them; computed ones dashed."""
    if not prepared.rivers:
        return []
    return [
        dml.freeform(
            ids,
            name,
            [[frame.place(x, y) for x, y in part]],
            Paint(
                None,
                line=strokes.RIVER_STEM if stem else strokes.RIVER_TRIBUTARY,
                width_pt=SLIDE[Role.STEM if stem else Role.TRIBUTARY].width,
                dash="dash" if computed else "solid",
            ),
            closed=False,
        )
        for name, stem, computed, part in _courses()
    ]  # fmt: skip


@lru_cache(maxsize=1)
def _courses() -> tuple[tuple[str, bool, bool, tuple[tuple[float, float], ...]], ...]:
    import shapely

    from maps.sheet.ground import projected

    province = shapely.union_all(list(shapes()["county"].values()))
    found = []
    for river in projected.rivers():
        inside = shapely.intersection(river.shape, province).simplify(_RIVER_DETAIL_M)
        for part in _line_parts(inside):
            found.append((river.name, river.stem, river.computed, tuple(part.coords)))
    return tuple(found)


def _line_parts(geometry: Any) -> Iterator[Any]:
    import shapely

    merged = shapely.line_merge(geometry) if geometry.geom_type == "MultiLineString" else geometry
    for part in getattr(merged, "geoms", [merged]):
        if part.geom_type == "LineString" and part.length >= 2 * _RIVER_DETAIL_M:
            yield part


def circles(ids: Ids, prepared: PreparedMap, frame: SlideFrame) -> list[etree._Element]:
    """Return the proportional circles of a count, the largest at the bottom."""
    by_code = names(prepared)
    arms = [
        dml.freeform(
            ids,
            _("连线 {name}").format(name=circle.name),
            [[frame.spot(circle.lon, circle.lat), frame.spot(*spoke)]],
            Paint(None, line=palettes.OCHRE, width_pt=SLIDE[Role.SPOKE].width, dash="sysDot"),
            closed=False,
        )
        for circle in prepared.circles
        for spoke in circle.spokes
    ]
    return arms + [
        dml.ellipse(
            ids,
            _("圆 {name}").format(name=circle.name or by_code.get(circle.adcode, circle.adcode)),
            frame.spot(circle.lon, circle.lat),
            circle.radius_px / MAX_RADIUS_PX * _CIRCLE_MM * EMU_PER_MM,
            _circle_paint(circle),
        )
        for circle in sorted(prepared.circles, key=lambda circle: -circle.radius_px)
    ]


def _circle_paint(circle: CircleLayer) -> Paint:
    style = style_of(circle)
    if not style.dashed:
        return Paint(
            palettes.OCHRE, opacity=style.opacity, line="#ffffff", width_pt=SLIDE[Role.CIRCLE].width
        )
    return Paint(
        palettes.OCHRE,
        opacity=style.opacity,
        line=palettes.OCHRE,
        width_pt=SLIDE[Role.TOGETHER].width,
        dash="dash",
    )


def points(ids: Ids, prepared: PreparedMap, frame: SlideFrame) -> list[etree._Element]:
    """Return the sites, with their numbers where they have one."""
    found = []
    for point in prepared.points:
        number = str(point.number) if point.number else ""
        radius = (2.4 if number else 1.6) * EMU_PER_MM
        paint = Paint(point.colour, line="#ffffff", width_pt=SLIDE[Role.SITE].width)
        spot = frame.spot(point.lon, point.lat)
        found.append(dml.ellipse(ids, point.label, spot, radius, paint, text=number))
    return found


def selected(ids: Ids, prepared: PreparedMap, frame: SlideFrame) -> list[etree._Element]:
    """Return the outlines of the marked counties."""
    known = shapes()["county"]
    return [
        dml.freeform(
            ids,
            _("选中 {name}").format(name=units.unit(code).name),
            rings(known[code], frame),
            Paint(None, line=selected_colour(i), width_pt=SLIDE[Role.SELECTED].width),
        )
        for i, code in enumerate(prepared.selected)
        if code in known
    ]


def selected_colour(index: int) -> str:
    """Return the colour of the marked county of that index."""
    return palettes.SELECTED_COLOURS[index % len(palettes.SELECTED_COLOURS)]


def names(prepared: PreparedMap) -> dict[str, str]:
    """Return the names of the units that a map colours, by code."""
    if prepared.level == "county":
        return {unit.adcode: unit.name for unit in units.counties()}
    return {prefecture.adcode: prefecture.name for prefecture in units.prefectures()}

"""The editable map of a slide: one freeform a county, named by the county, in Albers projection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from briefing import drawingml as dml
from briefing.drawingml import EMU_PER_MM, Ids, Paint
from data.i18n import _
from geo import units
from layers import palettes
from layers.circles import MAX_RADIUS_PX
from layers.prepared import MISSING_CLASS, SPECIAL_CLASS, PreparedMap

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

GROUND: Final = "#fbf9f3"
HATCH: Final = "#b5ad9d"
SPECIAL: Final = "#e4e0d6"
COUNTY_LINE: Final = "#b9b1a2"
PREFECTURE_LINE: Final = "#4a525a"
# The largest proportional circle on a slide.
_CIRCLE_MM: Final = 9.0


@dataclass(frozen=True)
class Frame:
    """The affine way from Albers metres to EMU on the slide."""

    scale: float
    left: float
    up: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a point's place on the slide in EMU."""
        return self.left + x * self.scale, self.up - y * self.scale


@lru_cache(maxsize=1)
def _shapes() -> dict[str, dict[str, BaseGeometry]]:
    """Return coarse counties and prefectures in Albers metres, by code."""
    from geo import boundaries, crs

    found = {}
    for level in ("county", "prefecture"):
        frame = crs.to_albers(boundaries.load(level, "coarse"))  # type: ignore[arg-type]
        found[level] = dict(zip(frame["adcode"], frame.geometry, strict=True))
    return found


def frame_for(rect: tuple[float, float, float, float]) -> Frame:
    """Return the frame that fits the province into a rectangle.

    Parameters
    ----------
    rect : (x, y, width, height)
        Millimetres from the slide's upper left corner.
    """
    import shapely

    left, low, right, high = shapely.total_bounds(list(_shapes()["county"].values()))
    x, y, wide, tall = (side * EMU_PER_MM for side in rect)
    scale = min(wide / (right - left), tall / (high - low))
    return Frame(
        scale,
        x + (wide - (right - left) * scale) / 2 - left * scale,
        y + (tall - (high - low) * scale) / 2 + high * scale,
    )


def draw(
    tree: etree._Element, prepared: PreparedMap, rect: tuple[float, float, float, float]
) -> None:
    """Append the map to a slide's shape tree as groups that can be moved and coloured.

    Parameters
    ----------
    tree : element
        The `p:spTree` of the slide.
    prepared : PreparedMap
        The same object that the screen and the print draw.
    rect : (x, y, width, height)
        Millimetres.
    """
    ids, frame = Ids(tree), frame_for(rect)
    groups: list[tuple[str, list[etree._Element]]] = [
        (_("县级单元") if prepared.level == "county" else _("市州"), _fills(ids, prepared, frame)),
        (_("市州界"), _prefecture_lines(ids, frame)),
        (_("布局"), [*_areas(ids, prepared, frame), *_lines(ids, prepared, frame)]),
        (_("比例圆"), _circles(ids, prepared, frame)),
        (_("布点"), _points(ids, prepared, frame)),
        (_("选中"), _selected(ids, prepared, frame)),
        (_("注记"), _labels(ids, prepared, frame)),
    ]
    for name, shapes in groups:
        if shapes:
            tree.append(dml.group(ids, name, shapes))


def _rings(geometry: BaseGeometry, frame: Frame) -> list[list[tuple[float, float]]]:
    parts = getattr(geometry, "geoms", [geometry])
    return [
        [frame.place(x, y) for x, y in ring.coords[:-1]]
        for part in parts
        for ring in (part.exterior, *part.interiors)
    ]


def _fill(prepared: PreparedMap, code: str) -> Paint:
    place = prepared.fills.get(code)
    if place == SPECIAL_CLASS:
        return Paint(SPECIAL, line=COUNTY_LINE, width_pt=0.4)
    if place == MISSING_CLASS:
        return Paint(GROUND, hatch=HATCH, line=COUNTY_LINE, width_pt=0.4)
    if place is None:
        return Paint(GROUND, line=COUNTY_LINE, width_pt=0.4)
    return Paint(prepared.colours[place], line=COUNTY_LINE, width_pt=0.4)


def _fills(ids: Ids, prepared: PreparedMap, frame: Frame) -> list[etree._Element]:
    specials = {area.adcode: area.name for area in units.special_areas()}
    names: dict[str, str]
    if prepared.level == "county":
        names = {unit.adcode: unit.name for unit in units.counties()}
    else:
        names = {prefecture.adcode: prefecture.name for prefecture in units.prefectures()}
    shapes = _shapes()[prepared.level]
    return [
        dml.freeform(
            ids,
            name,
            _rings(shapes[code], frame),
            Paint(SPECIAL, line=COUNTY_LINE, width_pt=0.4)
            if code in specials
            else _fill(prepared, code),
        )
        for code, name in (names | specials).items()
    ]


def _prefecture_lines(ids: Ids, frame: Frame) -> list[etree._Element]:
    shapes = _shapes()["prefecture"]
    paint = Paint(None, line=PREFECTURE_LINE, width_pt=0.9)
    return [
        dml.freeform(ids, _("{name}界").format(name=p.name), _rings(shapes[p.adcode], frame), paint)
        for p in units.prefectures()
    ]


def _union(codes: Iterable[str]) -> BaseGeometry | None:
    from shapely import union_all

    members = [_shapes()["county"][code] for code in codes]
    return union_all(members) if members else None


def _areas(ids: Ids, prepared: PreparedMap, frame: Frame) -> list[etree._Element]:
    found = []
    for area in prepared.areas:
        tint = 0.28 if area.style in {"tint", "vignette"} else 0.0
        whole, part = _union(area.members), _union(area.partial)
        if whole is not None:
            fill = area.colour if tint else None
            paint = Paint(fill, opacity=tint or 1.0, line=area.colour, width_pt=1.75)
            found.append(dml.freeform(ids, area.name, _rings(whole, frame), paint))
        if part is not None:
            paint = Paint(None, line=area.colour, width_pt=1.25, dash="dash")
            name = _("{name}（部分）").format(name=area.name)
            found.append(dml.freeform(ids, name, _rings(part, frame), paint))
    return found


@lru_cache(maxsize=1)
def _projection() -> Any:
    from pyproj import Transformer

    from geo import crs

    return Transformer.from_crs(crs.CGCS2000, crs.ALBERS_GANSU, always_xy=True)


def _lines(ids: Ids, prepared: PreparedMap, frame: Frame) -> list[etree._Element]:
    return [
        dml.freeform(
            ids,
            line.name,
            [[frame.place(*_projection().transform(lon, lat)) for lon, lat in line.coords]],
            Paint(None, line=line.colour, width_pt=2, dash="dash" if line.dashed else "solid"),
            closed=False,
        )
        for line in prepared.lines
    ]


def _circles(ids: Ids, prepared: PreparedMap, frame: Frame) -> list[etree._Element]:
    paint = Paint(palettes.OCHRE, opacity=0.55, line="#ffffff", width_pt=0.5)
    by_code = _names(prepared)
    return [
        dml.ellipse(
            ids,
            by_code.get(circle.adcode, circle.adcode),
            frame.place(*_projection().transform(circle.lon, circle.lat)),
            circle.radius_px / MAX_RADIUS_PX * _CIRCLE_MM * EMU_PER_MM,
            paint,
        )
        for circle in prepared.circles
    ]


def _points(ids: Ids, prepared: PreparedMap, frame: Frame) -> list[etree._Element]:
    found = []
    for point in prepared.points:
        place = frame.place(*_projection().transform(point.lon, point.lat))
        number = str(point.number) if point.number else ""
        radius = (2.4 if number else 1.6) * EMU_PER_MM
        paint = Paint(point.colour, line="#ffffff", width_pt=1)
        found.append(dml.ellipse(ids, point.name, place, radius, paint, text=number))
    return found


def _selected(ids: Ids, prepared: PreparedMap, frame: Frame) -> list[etree._Element]:
    shapes = _shapes()["county"]
    return [
        dml.freeform(
            ids,
            _("选中 {name}").format(name=units.unit(code).name),
            _rings(shapes[code], frame),
            Paint(
                None,
                line=palettes.SELECTED_COLOURS[i % len(palettes.SELECTED_COLOURS)],
                width_pt=2.25,
            ),
        )
        for i, code in enumerate(prepared.selected)
        if code in shapes
    ]


def _labels(ids: Ids, prepared: PreparedMap, frame: Frame) -> list[etree._Element]:
    """Return the prefectures' names; text colour is the one that reads on the fill below."""
    if not prepared.spec.labels:
        return []
    found = []
    for prefecture in units.prefectures():
        lon, lat = prefecture.label_lon, prefecture.label_lat
        code = _under(prepared, prefecture)
        place = prepared.fills.get(code, MISSING_CLASS)
        ink = palettes.ink_on(prepared.colours[place]) if place >= 0 else palettes.INK
        found.append(
            dml.label(
                ids,
                _("注记 {name}").format(name=prefecture.short),
                frame.place(*_projection().transform(lon, lat)),
                prefecture.short,
                size_pt=11,
                colour=ink,
                halo=GROUND if ink == palettes.INK else palettes.INK,
                bold=True,
            )
        )
    return found


def _under(prepared: PreparedMap, prefecture: units.Prefecture) -> str:
    """Return the code of the unit on which a prefecture's name stands."""
    if prepared.level == "prefecture":
        return prefecture.adcode
    from shapely import Point

    x, y = _projection().transform(prefecture.label_lon, prefecture.label_lat)
    spot = Point(x, y)
    shapes = _shapes()["county"]
    return next(
        (code for code in prefecture.members if shapes[code].contains(spot)), prefecture.members[0]
    )


def _names(prepared: PreparedMap) -> dict[str, str]:
    if prepared.level == "county":
        return {unit.adcode: unit.name for unit in units.counties()}
    return {prefecture.adcode: prefecture.name for prefecture in units.prefectures()}

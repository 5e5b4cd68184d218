"""The editable map of a slide: one freeform a county, named by the county, in Albers projection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefing import captions
from briefing.office import drawingml as dml
from briefing.office import native_layers, native_names
from briefing.office.drawingml import Ids, P, Paint
from briefing.office.native_frame import SlideFrame, frame_for, rings, shapes
from data.i18n import _
from geo.places import units
from layers.prepared import PreparedMap
from maps.base import hatch_degrees

if TYPE_CHECKING:
    from lxml import etree

GROUND: Final = "#fbf9f3"
HATCH: Final = "#b5ad9d"
# DrawingML has no free angles: the preset pattern for each direction of hatching, degrees.
PATTERNS: Final = {45: "wdUpDiag", 0: "narHorz", 90: "narVert", -45: "wdDnDiag"}
SPECIAL: Final = "#e4e0d6"
COUNTY_LINE: Final = "#b9b1a2"
PREFECTURE_LINE: Final = "#4a525a"


def draw(
    tree: etree._Element, prepared: PreparedMap, rect: tuple[float, float, float, float]
) -> None:
    """Append the map to a slide's shape tree: one group, and in it a group a subject.

    As one group the map is moved and sized as a whole, and is one object with one alternative
    text for a screen reader; inside, everything can be coloured and renamed.

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
    on = native_layers
    subjects: list[tuple[str, list[etree._Element]]] = [
        (_("县级单元") if prepared.level == "county" else _("市州"), _fills(ids, prepared, frame)),
        (_("河流"), on.rivers(ids, prepared, frame)),
        (_("市州界"), _prefecture_lines(ids, frame)),
        (
            _("布局"),
            [
                *on.areas(ids, prepared, frame),
                *on.polygons(ids, prepared, frame),
                *on.lines(ids, prepared, frame),
            ],
        ),
        (_("比例圆"), on.circles(ids, prepared, frame)),
        (_("布点"), on.points(ids, prepared, frame)),
        (_("选中"), on.selected(ids, prepared, frame)),
        (_("注记"), native_names.draw(ids, prepared, frame)),
    ]
    groups = [dml.group(ids, name, members) for name, members in subjects if members]
    whole = dml.group(ids, _("可编辑地图"), groups, description=captions.alt_text(prepared))
    _name_apart(whole)
    tree.append(whole)


def _name_apart(tree: etree._Element) -> None:
    """Give shapes that share a name numbers, so that each is found in the selection pane."""
    seen: set[str] = set()
    for shape in tree.iter(f"{{{P}}}cNvPr"):
        name, number = shape.get("name"), 1
        while shape.get("name") in seen:
            number += 1
            shape.set("name", f"{name} {number}")
        seen.add(shape.get("name"))


def _fill(prepared: PreparedMap, code: str) -> Paint:
    if code in prepared.special:
        return Paint(SPECIAL, line=COUNTY_LINE, width_pt=0.4)
    if code in prepared.absent:
        pattern = PATTERNS[hatch_degrees(prepared.absent[code])]
        return Paint(GROUND, hatch=HATCH, pattern=pattern, line=COUNTY_LINE, width_pt=0.4)
    place = prepared.fills.get(code)
    if place is None:
        return Paint(GROUND, line=COUNTY_LINE, width_pt=0.4)
    return Paint(prepared.colours[place], line=COUNTY_LINE, width_pt=0.4)


def _fills(ids: Ids, prepared: PreparedMap, frame: SlideFrame) -> list[etree._Element]:
    specials = {area.adcode: area.name for area in units.special_areas()}
    names = native_layers.names(prepared)
    outlines = shapes()[prepared.level]
    return [
        dml.freeform(
            ids,
            name,
            rings(outlines[code], frame),
            Paint(SPECIAL, line=COUNTY_LINE, width_pt=0.4)
            if code in specials
            else _fill(prepared, code),
        )
        for code, name in (names | specials).items()
    ]


def _prefecture_lines(ids: Ids, frame: SlideFrame) -> list[etree._Element]:
    outlines = shapes()["prefecture"]
    paint = Paint(None, line=PREFECTURE_LINE, width_pt=0.9)
    return [
        dml.freeform(
            ids, _("{name}界").format(name=p.name), rings(outlines[p.adcode], frame), paint
        )
        for p in units.prefectures()
    ]

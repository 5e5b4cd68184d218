"""What the legend of a map on a screen lists, and in which order: the live map's and the saved map's.

Both draw their own samples; what is listed, its words and its order are decided here once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from layers.drawables import AreaLayer, LegendRow, LineLayer, PointLayer, PolygonLayer, RowKind
from maps import base

if TYPE_CHECKING:
    from layers.prepared import PreparedMap

System = AreaLayer | PointLayer | LineLayer | PolygonLayer


class NoteKind(StrEnum):
    """What a row explains that is no class and no system."""

    DOUBLED = "doubled"  # counties in two tinted systems
    PARTIAL = "partial"  # counties of which a part belongs
    READING = "reading"  # a broken edge
    APPROXIMATE = "approximate"  # a hollow site
    SPECIAL = "special"  # areas that are no county


@dataclass(frozen=True)
class Note:
    """A row that explains a mark; `colours` are the two of a county in two systems."""

    kind: NoteKind
    label: str
    colours: tuple[str, ...] = ()


def class_rows(prepared: PreparedMap) -> tuple[LegendRow, ...]:
    """Return the rows of the figure as they are read: the highest class first, what has none last.

    Rows of circles keep their order: they stand below the circles to compare with.
    """
    classes = [row for row in prepared.legend if not row.hatched]
    if not any(row.kind is RowKind.CIRCLE for row in classes):
        classes.reverse()
    return (*classes, *(row for row in prepared.legend if row.hatched))


def systems(prepared: PreparedMap) -> tuple[System, ...]:
    """Return the layout systems and computed areas, each a row that can be switched off."""
    return (*prepared.outlined, *prepared.points, *prepared.lines, *prepared.polygons)


def figure_notes(prepared: PreparedMap) -> tuple[Note, ...]:
    """Return the notes below the classes; none where there are no classes."""
    return _special(prepared) if prepared.legend else ()


def system_notes(prepared: PreparedMap) -> tuple[Note, ...]:
    """Return the notes below the systems; none where there are no systems."""
    if not systems(prepared):
        return ()
    areas = prepared.outlined
    said = {
        NoteKind.DOUBLED: bool(_doubled(areas)),
        NoteKind.PARTIAL: any(area.partial for area in areas),
        NoteKind.READING: any(area.reading for area in areas),
        NoteKind.APPROXIMATE: any(point.approximate for point in prepared.points),
    }
    words = base.words()
    found = [
        Note(kind, words[kind.value], _doubled(areas) if kind is NoteKind.DOUBLED else ())
        for kind, shown in said.items()
        if shown
    ]
    return (*found, *(() if prepared.legend else _special(prepared)))


def _special(prepared: PreparedMap) -> tuple[Note, ...]:
    """Return the row of the areas that are no county; prefectures are drawn without them."""
    if prepared.level != "county":
        return ()
    return (Note(NoteKind.SPECIAL, base.words()["special"]),)


def _doubled(areas: tuple[AreaLayer, ...]) -> tuple[str, ...]:
    """Return the colours of the first two tinted areas that share a county, or nothing."""
    worn: dict[str, str] = {}
    for area in areas:
        if area.style != "tint":
            continue
        for code in area.members:
            first = worn.setdefault(code, area.colour)
            if first != area.colour:
                return (first, area.colour)
    return ()

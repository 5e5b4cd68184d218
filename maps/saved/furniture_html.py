"""The furniture of the saved HTML map: title, legend, source line, from one template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.i18n import _
from geo.places import units
from layers import strokes
from layers.circles import ALONE, TOGETHER
from layers.drawables import AreaLayer, PointLayer
from layers.palettes import OCHRE
from maps import base, legend_entries
from maps.saved import hatching, templates

if TYPE_CHECKING:
    from layers.prepared import PreparedMap
    from maps.legend_entries import System

QUIET: Final = base.STYLE["prefecturePale"]


def style() -> str:
    """Return the style sheet as an element of the page's head."""
    return f"<style>{templates.style()}</style>"


def furniture(prepared: PreparedMap) -> str:
    """Return title, legend and source line as HTML."""
    return templates.render(
        "furniture.html",
        patterns=hatching.definitions(prepared.outlined),
        title=prepared.title,
        subtitle=prepared.subtitle,
        legend_title=(prepared.legend and prepared.legend_title) or _("图例"),
        classes=legend_entries.class_rows(prepared),
        figure_notes=legend_entries.figure_notes(prepared),
        systems=[(_kind(item), item) for item in legend_entries.systems(prepared)],
        system_notes=legend_entries.system_notes(prepared),
        source=_source(prepared),
        fill=hatching.fill,
        fill_of_part=hatching.fill_of_part,
        special_count=len(units.special_areas()),
        ochre=OCHRE,
        quiet=QUIET,
        base=base.STYLE["base"],
        tint=strokes.TINT,
        route_width=strokes.SCREEN[strokes.Role.ROUTE].width,
        alone_opacity=ALONE.opacity,
        together_opacity=TOGETHER.opacity,
    )


def _kind(item: System) -> str:
    """Return which sample a system has: an area, a point, or a line."""
    if isinstance(item, AreaLayer):
        return "area"
    return "point" if isinstance(item, PointLayer) else "line"


def _source(prepared: PreparedMap) -> str:
    """Return the source line, with what was revised since: the file travels without its page."""
    return (
        _("{source}。{revised}").format(source=prepared.source_line, revised=prepared.revised)
        if prepared.revised
        else prepared.source_line
    )

"""Hatching on the saved HTML map: SVG patterns for missing values and for parts of counties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from layers.strokes import SCREEN_HATCHINGS
from maps import base
from maps.saved import templates

if TYPE_CHECKING:
    from layers.drawables import AreaLayer


def fill(status: str) -> str:
    """Return what Leaflet takes as the fill colour of a unit without a value."""
    return f"url(#atlas-hatch-{status if status in base.HATCH_DEGREES else 'missing'})"


def fill_of_part(index: int) -> str:
    """Return the fill of the counties of which a part belongs to the area of that index."""
    return f"url(#atlas-part-{index})"


def definitions(areas: Sequence[AreaLayer] = ()) -> str:
    """Return the patterns, as an SVG that takes no room on the page.

    Parameters
    ----------
    areas : sequence of AreaLayer
        The areas as they are drawn; those with parts of counties get a pattern of their colour.
    """
    patterns = [_pattern(kind) for kind in base.HATCH_DEGREES]
    patterns += [_part(i, area) for i, area in enumerate(areas) if area.partial]
    return templates.render("patterns.svg", patterns=patterns)


def _part(index: int, area: AreaLayer) -> dict[str, str]:
    look = SCREEN_HATCHINGS["partial"]
    return {
        "id": f"atlas-part-{index}",
        "width": f"{look.width:g}",
        "tile": f"{look.width + look.gap:g}",
        "turn": f"{90 - area.hatch:g}",
        "ground": "",
        "line": area.colour,
        "opacity": f"{look.opacity:g}",
    }


def _pattern(kind: str) -> dict[str, str]:
    special = kind == "special"
    look = SCREEN_HATCHINGS["special" if special else "missing"]
    return {
        "id": f"atlas-hatch-{kind}",
        "width": f"{look.width:g}",
        "tile": f"{look.width + look.gap:g}",
        # SVG turns clockwise from the upright line; the table counts from east, anticlockwise
        "turn": f"{90 - base.hatch_degrees(kind):g}",
        "ground": base.STYLE["special" if special else "missing"],
        "line": base.STYLE["specialLine" if special else "missingLine"],
        "opacity": f"{look.opacity:g}",
    }

"""Hatching on the saved HTML map: one SVG pattern for each reason why there is no value."""

from __future__ import annotations

from string import Template
from typing import Final

from layers.strokes import SCREEN_HATCHINGS
from maps import base

# A pattern is a tile with one upright line, turned; Leaflet hands the address on as the fill.
_PATTERN: Final = Template(
    '<pattern id="atlas-hatch-$kind" width="$gap" height="$gap" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate($turn)"><rect width="$gap" height="$gap" fill="$ground"/>'
    '<line x1="0.5" x2="0.5" y2="$gap" stroke="$line" stroke-width="$width"/></pattern>'
)
_SHEET: Final = Template(
    '<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>$defs</defs></svg>'
)


def fill(status: str) -> str:
    """Return what Leaflet takes as the fill colour of a unit without a value."""
    return f"url(#atlas-hatch-{status if status in base.HATCH_DEGREES else 'missing'})"


def definitions() -> str:
    """Return the patterns, as an SVG that takes no room on the page."""
    return _SHEET.substitute(defs="".join(map(_pattern, base.HATCH_DEGREES)))


def _pattern(kind: str) -> str:
    special = kind == "special"
    look = SCREEN_HATCHINGS["special" if special else "missing"]
    return _PATTERN.substitute(
        kind=kind,
        width=f"{look.width:g}",
        gap=f"{look.width + look.gap:g}",
        # SVG turns clockwise from the upright line; the table counts from east, anticlockwise
        turn=90 - base.hatch_degrees(kind),
        ground=base.STYLE["special" if special else "missing"],
        line=base.STYLE["specialLine" if special else "missingLine"],
    )

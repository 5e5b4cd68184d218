"""Sheets in millimetres: a prepared map becomes a page to print or to put on a slide.

`compose(prepared, layout, options)` draws, `Sheet.save` writes PNG, SVG or PDF. Nothing here is
imported before it is used: matplotlib and shapely stay out of the start of the program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maps.print.layouts import GROUP, LAYOUTS, MOST_MAPS, SHEETS, UnknownLayout
from maps.print.options import UNREVIEWED, SheetOptions

if TYPE_CHECKING:
    from maps.print.composing import compose
    from maps.print.locating import locator
    from maps.print.multiples import compose_many
    from maps.print.sheet import Sheet, SheetError

_LATER = {
    "compose": "maps.print.composing",
    "compose_many": "maps.print.multiples",
    "locator": "maps.print.locating",
    "Sheet": "maps.print.sheet",
    "SheetError": "maps.print.sheet",
}

__all__ = [
    "GROUP",
    "LAYOUTS",
    "MOST_MAPS",
    "SHEETS",
    "UNREVIEWED",
    "Sheet",
    "SheetError",
    "SheetOptions",
    "UnknownLayout",
    "compose",
    "compose_many",
    "locator",
]


def __getattr__(name: str) -> Any:
    """Import what draws when it is first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_LATER[name]), name)
    globals()[name] = value
    return value

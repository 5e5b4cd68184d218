"""A prepared map becomes a sheet."""

from __future__ import annotations

from layers.prepared import PreparedMap
from maps.sheet import layouts
from maps.sheet.arrangement import ARRANGE
from maps.sheet.canvas.page import Page
from maps.sheet.finished import Sheet
from maps.sheet.furniture import texts
from maps.sheet.ground.fills import Look
from maps.sheet.ground.scene import scene
from maps.sheet.options import SheetOptions
from maps.sheet.windows import geographic, hexagons


def compose(prepared: PreparedMap, layout: str, options: SheetOptions | None = None) -> Sheet:
    """Draw a prepared map on a sheet.

    Parameters
    ----------
    prepared : PreparedMap
        What the map shows; nothing is classified or ranked again.
    layout : str
        A key of `LAYOUTS`.
    options : SheetOptions, optional
        Words and switches of the sheet.

    Raises
    ------
    UnknownLayout
        There is no such layout.
    """
    options = options or SheetOptions()
    if layout == layouts.HEX:
        page, look = hexagons.draw(prepared, options)
    else:
        found = scene(layout)
        page = Page(*found.layout.size)
        page.record.open_map()
        page.record.names_wanted = options.labels and prepared.spec.labels
        look = geographic.draw(page, found, prepared, labels=page.record.names_wanted)
        ARRANGE[layout](page, found, prepared, look, options)
    note(page, prepared, look)
    page.record.source = texts.source_of(options, prepared)
    return Sheet(page, layout, title=texts.title_of(prepared, options), author=options.author)


def note(page: Page, prepared: PreparedMap, look: Look) -> None:
    """Write down what the compliance list must find on the map."""
    page.record.map.level = prepared.level
    page.record.map.to_hatch = look.hatched
    page.record.map.has_classes = bool(prepared.legend)

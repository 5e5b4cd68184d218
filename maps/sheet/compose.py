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
        page.facts["labels_wanted"] = options.labels and prepared.spec.labels
        look = geographic.draw(page, found, prepared, labels=bool(page.facts["labels_wanted"]))
        ARRANGE[layout](page, found, prepared, look, options)
    note(page, prepared, look, options)
    return Sheet(page, layout, title=texts.title_of(prepared, options), author=options.author)


def note(page: Page, prepared: PreparedMap, look: Look, options: SheetOptions) -> None:
    """Write down what the compliance list needs to know of the map."""
    page.facts["level"] = prepared.level
    page.facts["look_hatched"] = look.hatched
    page.facts["has_legend"] = bool(prepared.legend)
    page.facts["source"] = texts.source_of(prepared, options)

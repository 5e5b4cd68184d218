"""The names of schematic lines (axes, corridors) along them: they share a colour, not a course."""

from __future__ import annotations

from typing import Final

import shapely

from layers.prepared import PreparedMap
from maps.sheet.canvas import shapes
from maps.sheet.canvas.page import Page
from maps.sheet.ground.scene import Body
from maps.sheet.labels import curved

# Points, the largest that finds room; ink darker than the line, to be read at this size.
_SIZES: Final = (6.2, 5.6, 5.0)
_DARKER: Final = 0.72
_TRACKING: Final = 0.12


def draw(page: Page, body: Body, prepared: PreparedMap, *, z: float) -> None:
    """Write the name of each line of a window beside it, the longest first, where there is room."""
    window = shapely.box(*body.frame.box)
    found = []
    for line in prepared.lines:
        xy = body.frame.points([p[0] for p in line.coords], [p[1] for p in line.coords])
        found.append((line, shapely.intersection(shapely.linestrings(xy), window)))
    for line, seen in sorted(found, key=lambda item: -item[1].length):
        parts = [part for part in shapely.get_parts(seen) if part.geom_type == "LineString"]
        place = curved.beside(
            page, shapely.multilinestrings(parts), line.name, body.frame.box,
            sizes=_SIZES, tracking=_TRACKING,
        ) if parts else None  # fmt: skip
        if place is not None:
            ink = shapes.mix(line.colour, _DARKER, "#000000")
            curved.write(page, place, ink, face="medium", z=z)
            page.record.map.lines_named.add(line.id)

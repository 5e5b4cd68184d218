"""The names of the rivers, along their courses where there is room."""

from __future__ import annotations

from typing import Final

import shapely

from maps.sheet.canvas.page import Page
from maps.sheet.ground.scene import Body
from maps.sheet.labels import curved

INK: Final = "#2b6b93"
_STEM_PT: Final = (8.0, 7.2, 6.4, 5.8)
_OTHER_PT: Final = (6.0, 5.4)
# Two letters of a river's name stand well apart.
_TRACKING: Final = 0.55
_LEAST_MM: Final = 14.0


def draw(page: Page, body: Body, *, z: float) -> None:
    """Write the river names of a window beside their lines; the stem first, what fits of others."""
    for river, shape in sorted(body.rivers, key=lambda item: (not item[0].stem, -item[1].length)):
        named = page.record.map.rivers_named
        merged = shapely.line_merge(shape) if shape.geom_type == "MultiLineString" else shape
        parts = [part for part in shapely.get_parts(merged) if part.length > _LEAST_MM]
        if not parts or (z, river.name) in named:
            continue
        line = curved.beside(
            page, shapely.multilinestrings(parts), river.name, body.frame.box,
            sizes=_STEM_PT if river.stem else _OTHER_PT, tracking=_TRACKING,
        )  # fmt: skip
        if line is not None:
            curved.write(page, line, INK, face="medium", z=z)
            named.add((z, river.name))

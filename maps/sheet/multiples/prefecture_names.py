"""Prefecture names on small maps: written where they fit inside and cover nothing, else left."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np

from geo.places import units
from maps.sheet.canvas.frames import MapFrame
from maps.sheet.canvas.page import Page
from maps.sheet.ground.fills import Look
from maps.sheet.ground.scene import Body
from maps.sheet.labels import lettering, placing
from maps.sheet.labels.placing import Spots, Taken
from maps.sheet.labels.positions import Label

LARGEST: Final = 6.6
SMALLEST: Final = 4.2


def draw(page: Page, body: Body, origin: Body, look: Look) -> frozenset[str]:
    """Write the names of the prefectures that have room; return the codes that are written.

    Parameters
    ----------
    body : Body
        The window on the page.
    origin : Body
        The first window of the sheet: the same map elsewhere, for which the places are known.
    """
    east = body.frame.east - origin.frame.east
    north = body.frame.north - origin.frame.north
    shift = np.array([east, north, east, north])
    taken = Taken(list(page.occupied))
    kind = "county" if look.level == "prefecture" else "prefecture"
    labels: list[Label] = []
    for code, choices in _choices(origin.frame, origin, kind):
        moved = [replace(spots, boxes=spots.boxes + shift) for spots in choices]
        label = placing.best(code, moved, taken, kind)
        if label is not None:
            labels.append(label)
            taken.boxes.append(label.box)
    lettering.draw(page, body, labels, look)
    return frozenset(label.code for label in labels)


@lru_cache(maxsize=16)
def _choices(
    frame: MapFrame,  # noqa: ARG001 - bodies of one frame are the same
    body: Body,
    kind: str,
) -> tuple[tuple[str, tuple[Spots, ...]], ...]:
    """Return every place for each name; the prefectures with the least room first."""
    found = []
    for item in units.prefectures():
        shape = body.prefectures.get(item.adcode)
        if shape is None:
            continue
        spots: list[Spots] = []
        for part in placing.big_parts(shape):
            spots += placing.options(item.short, part, LARGEST, SMALLEST, kind)
        found.append((item.adcode, tuple(sorted(spots, key=lambda s: -s.size))))
    return tuple(sorted(found, key=lambda row: sum(len(spots.boxes) for spots in row[1])))

"""Projected boundaries and rivers, read once in a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely

from geo import boundaries
from geo.boundaries import Detail, Level
from geo.crs import ALBERS_CHINA, ALBERS_GANSU
from maps.sheet.canvas.frames import transformer


@dataclass(frozen=True)
class Ground:
    """One level of boundaries in projected metres.

    Attributes
    ----------
    codes : tuple of str
        Adcodes, or the names of lines.
    shapes : tuple
        Geometries in the same order.
    kinds : tuple of str
        Kind of each, where the level has kinds.
    """

    codes: tuple[str, ...]
    shapes: tuple[Any, ...]
    kinds: tuple[str, ...] = ()

    def of(self, code: str) -> Any:
        """Return the geometry of one code."""
        return self.shapes[self.codes.index(code)]


def project(geometries: Any, crs: str) -> Any:
    """Return geometries in degrees as projected metres."""
    to = transformer(crs)

    def move(xy: Any) -> Any:
        x, y = to.transform(xy[:, 0], xy[:, 1])
        return np.column_stack([x, y])

    return shapely.transform(np.asarray(geometries, dtype=object), move)


@lru_cache(maxsize=24)
def load(level: Level, detail: Detail = "medium", crs: str = ALBERS_GANSU) -> Ground:
    """Return a level of boundaries, projected."""
    frame = boundaries.load(level, detail)
    shapes = project(frame.geometry.to_numpy(), crs)
    names = frame["adcode"] if "adcode" in frame.columns else frame["name"]
    kinds = tuple(frame["kind"]) if "kind" in frame.columns else ()
    return Ground(tuple(names), tuple(shapes), kinds)


@lru_cache(maxsize=1)
def china() -> Any:
    """Return the 34 province-level divisions for the inset, generalised to 5 km, metres.

    A coverage is simplified as a whole, so neighbours still share their edges; islands are kept
    as dots by the inset itself.
    """
    ground = load("china", "coarse", ALBERS_CHINA)
    return ground.codes, shapely.coverage_simplify(np.asarray(ground.shapes, dtype=object), 5000)


@dataclass(frozen=True)
class River:
    """A river in projected metres; a computed one is never shown as surveyed."""

    id: str
    name: str
    stem: bool
    computed: bool
    shape: Any


@lru_cache(maxsize=1)
def rivers() -> tuple[River, ...]:
    """Return the rivers of the atlas, the stem of the Yellow River first."""
    from geo.rivers import lines as table

    frame = table.load()
    shapes = project(frame.geometry.to_numpy(), ALBERS_GANSU)
    columns = zip(frame["id"], frame["name"], frame["kind"], frame["computed"], shapes, strict=True)
    return tuple(
        River(str(key), str(name), str(kind).startswith("stem"), bool(computed), shape)
        for key, name, kind, computed, shape in columns
    )

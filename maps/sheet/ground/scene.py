"""What a sheet's maps are made of before any colour: polygons in page mm, kept for each layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path

from geo.places import units
from maps.sheet import layouts
from maps.sheet.canvas import frames, shapes
from maps.sheet.canvas.frames import Box, MapFrame
from maps.sheet.ground import projected

# Beyond the window, so that its frame covers the cut.
_BLEED = 2.0


def _bleed(box: Box) -> Box:
    return box[0] - _BLEED, box[1] - _BLEED, box[2] + _BLEED, box[3] + _BLEED


@dataclass(frozen=True)
class Body:
    """One map window: geometry on the page and the paths made of it.

    `counties`, `prefectures` and `province` are cut to the window.
    """

    frame: MapFrame
    counties: dict[str, Any]
    prefectures: dict[str, Any]
    province: Any

    @cached_property
    def county_paths(self) -> dict[str, Path]:
        """Paths of the visible counties by adcode."""
        return _paths(self.counties)

    @cached_property
    def prefecture_paths(self) -> dict[str, Path]:
        """Paths of the visible prefectures and special areas by adcode."""
        return _paths(self.prefectures)

    @cached_property
    def province_path(self) -> Path | None:
        """The province's outline."""
        return shapes.path(self.province)

    @cached_property
    def neighbours(self) -> list[Path]:
        """The neighbouring provinces, cut to the window."""
        around = projected.load("neighbours", "coarse").shapes
        cut = shapes.clip(self.frame.shapes(around), _bleed(self.frame.box))
        return [p for p in map(shapes.path, cut) if p is not None]

    @cached_property
    def national_border(self) -> list[Any]:
        """The national border inside the window as arrays of mm; 肃北's stretch included."""
        level = projected.load("border", "medium")
        land = [s for s, kind in zip(level.shapes, level.kinds, strict=True) if kind == "land"]
        cut = shapes.clip(self.frame.shapes(land), _bleed(self.frame.box))
        merged = shapely.line_merge(shapely.union_all(cut))
        return [shapely.get_coordinates(p) for p in shapes.parts(merged) if p.length > 0]

    @cached_property
    def rivers(self) -> list[tuple[projected.River, Any]]:
        """The rivers inside the window."""
        found = projected.rivers()
        cut = shapes.clip(self.frame.shapes([r.shape for r in found]), _bleed(self.frame.box))
        return [(r, s) for r, s in zip(found, cut, strict=True) if not s.is_empty]

    @cached_property
    def graticule(self) -> list[Any]:
        """Meridians and parallels every two degrees, as arrays of mm."""
        return graticule(self.frame)

    def visible(self, code: str) -> bool:
        """Whether any of a county is in the window."""
        return code in self.county_paths

    def union(self, codes: Sequence[str]) -> Any:
        """Return counties as one polygon, cut to the window."""
        return _union(self, tuple(sorted(set(codes))))

    def hatched(self, code: str, spacing: float, angle: float) -> list[Any]:
        """Return hatch lines across a county or special area, as arrays of mm."""
        return _hatched(self, code, spacing, angle)

    def __hash__(self) -> int:
        """One body a frame."""
        return hash(self.frame)

    def __eq__(self, other: object) -> bool:
        """Equal frames show the same."""
        return isinstance(other, Body) and other.frame == self.frame


@dataclass(frozen=True)
class Scene:
    """The main map and the zoom window of a layout."""

    layout: layouts.Layout
    main: Body
    zoom: Body

    @cached_property
    def window(self) -> Any:
        """The zoom window's ground, as a polygon on the main map."""
        return self.extent(self.zoom)

    def extent(self, body: Body) -> Any:
        """Return what `body` shows, as a polygon on the main map."""
        x0, y0, x1, y1 = body.frame.box
        corners = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], dtype=float)
        moved = (corners - [body.frame.east, body.frame.north]) / body.frame.factor
        main = self.main.frame
        return shapely.Polygon(moved * main.factor + [main.east, main.north])

    @cached_property
    def core(self) -> frozenset[str]:
        """Counties that lie mostly in the zoom window: their names are written there only."""
        inside = set()
        for code, shape in self.main.counties.items():
            if shapely.intersection(shape, self.window).area > 0.5 * shape.area:
                inside.add(code)
        return frozenset(inside)


def body(frame: MapFrame) -> Body:
    """Return the map of Gansu in a window."""
    counties = projected.load("county", "medium")
    prefectures = projected.load("prefecture", "medium")
    province = projected.load("province", "medium")
    box = _bleed(frame.box)

    def cut(level: projected.Ground) -> dict[str, Any]:
        placed = shapes.clip(frame.shapes(level.shapes), box)
        return {
            code: shape
            for code, shape in zip(level.codes, placed, strict=True)
            if shapes.polygons(shape)
        }

    return Body(frame, cut(counties), cut(prefectures), shapes.merge(cut(province).values()))


@lru_cache(maxsize=8)
def scene(layout_id: str) -> Scene:
    """Return the maps of a layout, from the cache after the first time."""
    layout = layouts.get(layout_id)
    counties = projected.load("county", "medium")
    bounds = frames.turned_bounds(counties.shapes, layout.rotation)
    main = frames.fit(bounds, layout.fit_box, rotation=layout.rotation, box=layout.map_box)
    zoom = frames.window(*layout.zoom.degrees, layout.zoom.box, rotation=layout.rotation)
    return Scene(layout, body(main), body(zoom))


def _paths(geometries: dict[str, Any]) -> dict[str, Path]:
    made = {code: shapes.path(shape) for code, shape in geometries.items()}
    return {code: item for code, item in made.items() if item is not None}


@lru_cache(maxsize=256)
def _union(item: Body, codes: tuple[str, ...]) -> Any:
    found = [item.counties[code] for code in codes if code in item.counties]
    return shapes.merge(found) if found else shapely.Polygon()


@lru_cache(maxsize=512)
def _hatched(item: Body, code: str, spacing: float, angle: float) -> list[Any]:
    level = item.counties if code in item.counties else item.prefectures
    if code not in level:
        return []
    lines = shapes.hatch(level[code], spacing, angle)
    return [shapely.get_coordinates(p) for p in shapes.parts(lines) if p.length > 0.05]


def graticule(frame: MapFrame, step: int = 2) -> list[Any]:
    """Return meridians and parallels cut to the frame's window, as arrays of mm."""
    lines = []
    lats, lons = np.linspace(24, 52, 113), np.linspace(80, 122, 169)
    for lon in range(80, 123, step):
        lines.append(shapely.LineString(frame.points(np.full_like(lats, lon), lats)))
    for lat in range(24, 53, step):
        lines.append(shapely.LineString(frame.points(lons, np.full_like(lons, lat))))
    cut = shapes.clip(lines, frame.box)
    return [shapely.get_coordinates(p) for line in cut for p in shapes.parts(line)]


def county_codes() -> tuple[str, ...]:
    """Return the codes of the 87 units."""
    return tuple(unit.adcode for unit in units.counties())

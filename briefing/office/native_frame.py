"""Where the province lies on a slide: Albers metres to EMU, and the outlines that are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from briefing.office.drawingml import EMU_PER_MM

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]


@dataclass(frozen=True)
class SlideFrame:
    """The affine way from Albers metres to EMU on the slide."""

    scale: float
    left: float
    up: float

    def place(self, x: float, y: float) -> Point:
        """Return a point's place on the slide in EMU."""
        return self.left + x * self.scale, self.up - y * self.scale

    def spot(self, lon: float, lat: float) -> Point:
        """Return the place on the slide, in EMU, of a point in degrees."""
        return self.place(*_projection().transform(lon, lat))

    def shape(self, geometry: BaseGeometry) -> Any:
        """Return a geometry in Albers metres as one in EMU on the slide."""
        from shapely.affinity import affine_transform

        return affine_transform(geometry, [self.scale, 0, 0, -self.scale, self.left, self.up])


@lru_cache(maxsize=1)
def shapes() -> dict[str, dict[str, BaseGeometry]]:
    """Return coarse counties and prefectures in Albers metres, by code."""
    from geo import boundaries, crs

    found = {}
    for level in ("county", "prefecture"):
        frame = crs.to_albers(boundaries.load(level, "coarse"))  # type: ignore[arg-type]
        found[level] = dict(zip(frame["adcode"], frame.geometry, strict=True))
    return found


@lru_cache(maxsize=1)
def _projection() -> Any:
    from pyproj import Transformer

    from geo import crs

    return Transformer.from_crs(crs.CGCS2000, crs.ALBERS_GANSU, always_xy=True)


def frame_for(rect: tuple[float, float, float, float]) -> SlideFrame:
    """Return the frame that fits the province into a rectangle.

    Parameters
    ----------
    rect : (x, y, width, height)
        Millimetres from the slide's upper left corner.
    """
    import shapely

    left, low, right, high = shapely.total_bounds(list(shapes()["county"].values()))
    x, y, wide, tall = (side * EMU_PER_MM for side in rect)
    scale = min(wide / (right - left), tall / (high - low))
    return SlideFrame(
        scale,
        x + (wide - (right - left) * scale) / 2 - left * scale,
        y + (tall - (high - low) * scale) / 2 + high * scale,
    )


def rings(geometry: BaseGeometry, frame: SlideFrame) -> list[list[Point]]:
    """Return the rings of a polygon in EMU, each without its closing point."""
    parts = getattr(geometry, "geoms", [geometry])
    return [
        [frame.place(x, y) for x, y in ring.coords[:-1]]
        for part in parts
        for ring in (part.exterior, *part.interiors)
    ]

"""From the earth to the page: a projection, a turn, a scale and a shift, in that order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.crs import ALBERS_GANSU, CGCS2000

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from pyproj import Transformer

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class MapFrame:
    """An affine map from projected metres to page millimetres.

    Attributes
    ----------
    box : Box
        The window on the page, mm.
    rotation : float
        Degrees counter-clockwise.
    factor : float
        Millimetres on the page per metre.
    east, north : float
        Shift in mm after turning and scaling.
    crs : str
        Projection the metres belong to.
    """

    box: Box
    rotation: float
    factor: float
    east: float
    north: float
    crs: str = ALBERS_GANSU

    @property
    def scale(self) -> float:
        """Denominator of the scale: 6,500,000 for 1:6,500,000."""
        return 1000 / self.factor

    @property
    def matrix(self) -> tuple[float, float, float, float]:
        """The turn and scale as (a, b, c, d): x' = a x + b y, y' = c x + d y."""
        turn = math.radians(self.rotation)
        cos, sin = math.cos(turn) * self.factor, math.sin(turn) * self.factor
        return cos, -sin, sin, cos

    def place(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return page mm for an (n, 2) array of projected metres."""
        a, b, c, d = self.matrix
        x, y = xy[:, 0], xy[:, 1]
        return np.column_stack([a * x + b * y + self.east, c * x + d * y + self.north])

    def shapes(self, geometries: Sequence[Any]) -> NDArray[Any]:
        """Return projected geometries in page mm."""
        placed: NDArray[Any] = shapely.transform(np.asarray(geometries, dtype=object), self.place)
        return placed

    def points(self, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.float64]:
        """Return page mm, an (n, 2) array, for degrees on CGCS2000."""
        x, y = transformer(self.crs).transform(np.asarray(lon), np.asarray(lat))
        return self.place(np.column_stack([x, y]).astype(float))

    def length_mm(self, km: float) -> float:
        """Return the length on the page of a ground distance."""
        return km * 1e3 * self.factor

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude on CGCS2000 of a place on the page, mm."""
        from pyproj.enums import TransformDirection

        a, b, c, d = self.matrix
        metres = np.linalg.solve([[a, b], [c, d]], [x - self.east, y - self.north])
        lon, lat = transformer(self.crs).transform(*metres, direction=TransformDirection.INVERSE)
        return float(lon), float(lat)

    def north_degrees(self) -> float:
        """Return how far north leans to the left of upright at the window's middle, degrees."""
        x0, y0, x1, y1 = self.box
        lon, lat = self.degrees((x0 + x1) / 2, (y0 + y1) / 2)
        (ax, ay), (bx, by) = self.points([lon, lon], [lat - 0.05, lat + 0.05])
        return math.degrees(math.atan2(ax - bx, by - ay))


def fit(
    bounds: Box, target: Box, *, rotation: float = 0.0, box: Box | None = None,
    crs: str = ALBERS_GANSU, align: tuple[float, float] = (0.5, 0.5),
) -> MapFrame:  # fmt: skip
    """Return the frame in which turned `bounds` (metres) just fill `target` (mm).

    Parameters
    ----------
    bounds : Box
        Of the geometry after turning it by `rotation` around the projection's origin, metres.
    target : Box
        Where they go on the page, mm.
    box : Box, optional
        The window, if it is larger than the target.
    align : tuple of float
        Where they lie in the target when the shapes differ; 0 left or bottom, 1 right or top.
    """
    x0, y0, x1, y1 = bounds
    left, bottom, right, top = target
    factor = min((right - left) / (x1 - x0), (top - bottom) / (y1 - y0))
    spare_x = (right - left) - factor * (x1 - x0)
    spare_y = (top - bottom) - factor * (y1 - y0)
    east = left + spare_x * align[0] - factor * x0
    north = bottom + spare_y * align[1] - factor * y0
    return MapFrame(box or target, rotation, factor, east, north, crs)


def turned_bounds(geometries: Sequence[Any], rotation: float) -> Box:
    """Return the bounds in metres of geometries turned around the projection's origin."""
    turn = MapFrame((0, 0, 0, 0), rotation, 1.0, 0.0, 0.0)
    x0, y0, x1, y1 = shapely.total_bounds(turn.shapes(geometries))
    return float(x0), float(y0), float(x1), float(y1)


def window(
    west: float, south: float, east: float, north: float, box: Box, *, rotation: float = 0.0
) -> MapFrame:
    """Return the frame that shows a window in degrees, widened to the shape of `box`."""
    turn = MapFrame(box, rotation, 1.0, 0.0, 0.0)
    xy = turn.points([west, east, west, east], [south, south, north, north])
    (x0, y0), (x1, y1) = xy.min(axis=0), xy.max(axis=0)
    return fit((float(x0), float(y0), float(x1), float(y1)), box, rotation=rotation)


@lru_cache(maxsize=4)
def transformer(crs: str) -> Transformer:
    """Return the transformation from CGCS2000 degrees to a projection."""
    from pyproj import Transformer

    return Transformer.from_crs(CGCS2000, crs, always_xy=True)

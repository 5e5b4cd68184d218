"""The ground between the listed roads: cells that water blocks, counties where going is slow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from geo.crs import ALBERS_GANSU, to_albers
from geo.travel import cost_graph
from geo.travel.journeys import Reach

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely


@dataclass(frozen=True)
class Cells:
    """A grid of square cells in Albers metres.

    Parameters
    ----------
    shape : (rows, columns)
        Row 0 in the south.
    west, south : float
        Centre of the first cell.
    side : float
        Side of a cell.
    """

    shape: tuple[int, int]
    west: float
    south: float
    side: float

    def inside(self, area: shapely.Geometry) -> NDArray[np.bool_]:
        """Return which cells have their centre in an area (Albers metres)."""
        import shapely

        shapely.prepare(area)
        x = self.west + np.arange(self.shape[1]) * self.side
        y = self.south + np.arange(self.shape[0]) * self.side
        return np.asarray(shapely.contains_xy(area, *np.meshgrid(x, y)), dtype=bool)

    def blocked(self, barriers: gpd.GeoDataFrame) -> NDArray[np.bool_]:
        """Return which cells a barrier closes."""
        import shapely

        # Moves lead from centre to centre, so a barrier must be thicker than a cell to hold.
        water = shapely.union_all(barriers.to_crs(ALBERS_GANSU).geometry.to_numpy())
        return self.inside(water.buffer(self.side / 2))

    def in_counties(self, codes: tuple[str, ...]) -> NDArray[np.bool_]:
        """Return which cells lie in some counties."""
        return self.inside(_area(codes))


def highlands(journey: Reach) -> tuple[str, ...]:
    """Return the counties to whose seats at least half of the roads are mountain roads."""
    steep: dict[str, list[bool]] = {}
    for edge in journey.network.edges:
        if edge.mode == "road" and cost_graph.usable(edge, journey.settings):
            for end in (edge.a, edge.b):
                steep.setdefault(end, []).append(edge.road_class == "mountain")
    return tuple(sorted(node for node, found in steep.items() if 2 * sum(found) >= len(found)))


@lru_cache(maxsize=4)
def _area(codes: tuple[str, ...]) -> shapely.Geometry:
    import shapely

    from geo import boundaries

    frame = boundaries.load("county", "coarse")
    chosen = to_albers(frame[frame["adcode"].isin(codes)])
    return shapely.union_all(chosen.geometry.to_numpy())

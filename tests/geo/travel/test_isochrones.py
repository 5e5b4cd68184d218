"""The ring as polygons: it agrees with the network, nests, and handles islands and lakes."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import AtlasError
from geo import boundaries
from geo.crs import ALBERS_GANSU, CGCS2000, to_albers
from geo.places import units
from geo.travel import isochrones, off_road
from geo.travel.journeys import reach
from geo.travel.network import Edge, Network, Node
from geo.travel.origins import LANZHOU_CORE
from geo.travel.settings import Settings

SEATS = tuple(units.counties())
CODES = tuple(unit.adcode for unit in SEATS)
PLAIN = Settings()


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CACHE", "off")


def differences(origin: str, limit: float, chosen: Settings = PLAIN) -> dict[str, float]:
    """Grid minus network at every seat that either of them reaches."""
    journey = reach(origin, chosen)
    field = isochrones.surface(journey, limit)
    found = {}
    for seat in SEATS:
        network = journey.times(seat.adcode)[1]
        grid = field.at(float(seat.seat_lon or 0), float(seat.seat_lat or 0))
        if min(network, grid) <= limit - 5:
            found[seat.short] = grid - network
    return found


@pytest.mark.parametrize("origin", CODES)
def test_grid_and_network_agree_within_five_minutes_at_every_seat(origin: str) -> None:
    found = differences(origin, 125)
    assert found
    assert max(map(abs, found.values())) <= 5, found


@pytest.mark.parametrize("lines", [("兰永临高速",), ("兰合铁路",), ("清忠高速", "兰合铁路")])
def test_they_agree_with_lines_opened(lines: tuple[str, ...]) -> None:
    found = differences("620102", 125, PLAIN.with_open(lines))
    assert max(map(abs, found.values())) <= 5, found


def test_rings_nest_and_the_band_lies_around_the_hour() -> None:
    frame = isochrones.rings()
    assert frame.crs.to_string() == CGCS2000
    assert list(frame["kind"]) == ["ring"] * 4 + ["band"]
    assert list(frame["minutes"]) == [30, 45, 60, 90, 60]
    flat = to_albers(frame).geometry
    assert frame.is_valid.all()
    for small, large in itertools.pairwise(flat[:4]):
        assert small.difference(large.buffer(1)).area < 1e4
        assert small.area < large.area
    band = frame.iloc[4]
    assert (band["lower"], band["upper"]) == (55, 65)
    assert flat[4].intersection(flat[1]).area < 1e4  # 45 minutes lie before the band
    assert flat[4].difference(flat[3].buffer(1)).area < 1e4
    np.testing.assert_allclose(frame["area_km2"], flat.area / 1e6, rtol=1e-3)


def test_seats_lie_on_the_side_of_the_polygon_that_their_minutes_say() -> None:
    ring = isochrones.rings().set_index("minutes").query("kind == 'ring'").geometry
    journey = reach(LANZHOU_CORE.id)
    for seat in SEATS:
        minutes = journey.times(seat.adcode)[1]
        point = shapely.Point(seat.seat_lon, seat.seat_lat)
        for limit in (30, 45, 60, 90):
            if abs(minutes - limit) > 5:
                assert ring[limit].contains(point) == (minutes < limit), (seat.name, limit)


def test_the_ring_stays_in_the_province_unless_asked() -> None:
    province = to_albers(boundaries.load("province", "medium")).geometry.union_all()
    inside = to_albers(isochrones.rings([90], "620111")).geometry.iloc[0]
    free = to_albers(isochrones.rings([90], "620111", clip=False)).geometry.iloc[0]
    assert inside.difference(province.buffer(5)).area < 1e4
    assert free.difference(province).area > 1e8  # 海石湾 lies at the border


def small(*edges: Edge, gap: float = 0.5) -> Network:
    nodes = {
        name: Node(name, name, kind, 103.0 + i * gap, 36.0)
        for i, (name, kind) in enumerate(
            {"a": "seat", "b": "seat", "s": "station", "t": "station"}.items()
        )
    }
    return Network(nodes, edges, {}, "test", f"{gap}|" + "|".join(f"{e}" for e in edges))


def one(frame: gpd.GeoDataFrame) -> shapely.Geometry:
    return to_albers(frame).geometry.iloc[0]


def parts(shape: shapely.Geometry) -> list[shapely.Polygon]:
    return list(getattr(shape, "geoms", [shape]))


def test_without_roads_the_ring_is_a_circle() -> None:
    frame = isochrones.rings([60], "a", PLAIN, small(), band_of=None, clip=False)
    circle = one(frame)
    radius = 20_000.0  # an hour at 20 km/h
    assert circle.area == pytest.approx(math.pi * radius**2, rel=0.02)
    centre = shapely.Point(
        gpd.GeoSeries([shapely.Point(103, 36)], crs=CGCS2000).to_crs(ALBERS_GANSU)[0]
    )
    distances = [centre.distance(shapely.Point(p)) for p in circle.exterior.coords]
    assert max(distances) - min(distances) < 1600  # two cells


def test_a_train_makes_an_island() -> None:
    edges = (
        Edge("1", "s", "a", "access", "access", "", length_km=1, length_basis="computed"),
        Edge("2", "t", "b", "access", "access", "", length_km=1, length_basis="computed"),
        Edge("x", "s", "t", "rail", "hsr", "x", service="x", minutes=10, minutes_basis="read"),
    )
    nodes = dict(small(*edges).nodes)
    nodes["s"] = replace(nodes["s"], lon=103.0)
    nodes["t"] = replace(nodes["t"], lon=104.0)
    nodes["b"] = replace(nodes["b"], lon=104.0)
    net = replace(small(*edges), nodes=nodes, digest="island")
    shape = one(isochrones.rings([60], "a", PLAIN, net, band_of=None, clip=False))
    assert len(parts(shape)) == 2
    without = isochrones.rings([60], "a", replace(PLAIN, rail=False), net, band_of=None, clip=False)
    assert len(parts(one(without))) == 1


def lake(radius_km: float, lon: float = 103.0, lat: float = 36.0) -> gpd.GeoDataFrame:
    middle = gpd.GeoSeries([shapely.Point(lon, lat)], crs=CGCS2000).to_crs(ALBERS_GANSU)
    return gpd.GeoDataFrame(geometry=middle.buffer(radius_km * 1000)).to_crs(CGCS2000)


def test_a_lake_is_a_hole_and_throws_a_shadow() -> None:
    net = small()
    water = lake(4, lon=103.08)  # 7.2 km east of the origin
    journey = reach("a", PLAIN, net)
    field = isochrones.surface(journey, 60, barriers=water)
    shape = isochrones.polygon(field, 60.0)
    dry = isochrones.polygon(isochrones.surface(journey, 60), 60.0)
    assert not shape.contains(to_albers(water).geometry.iloc[0].centroid)
    assert sum(len(part.interiors) for part in parts(shape)) == 1
    assert field.at(103.08, 36.0) == math.inf
    # behind the lake the way is longer than the straight line
    behind = 103.14
    assert field.at(behind, 36.0) > isochrones.surface(journey, 60).at(behind, 36.0) + 2
    assert shape.area < dry.area


def test_an_island_in_a_lake_is_not_reached_but_a_road_over_a_dam_is() -> None:
    shore = to_albers(lake(9)).geometry.iloc[0].difference(to_albers(lake(4)).geometry.iloc[0])
    moat = gpd.GeoDataFrame(geometry=[shore], crs=ALBERS_GANSU).to_crs(CGCS2000)
    inside = isochrones.surface(reach("a", PLAIN, small()), 90, barriers=moat)
    reached = np.isfinite(inside.minutes).sum() * isochrones.CELL_KM**2
    assert reached < math.pi * 4.5**2
    road = Edge("r", "a", "b", "road", "trunk", "", length_km=40, length_basis="read")
    crossing = isochrones.surface(reach("a", PLAIN, small(road)), 90, barriers=moat)
    assert np.isfinite(crossing.minutes).sum() > 4 * np.isfinite(inside.minutes).sum()


@settings(max_examples=60, deadline=None)
@given(st.floats(5, 60), st.floats(0.1, 60), st.integers(2, 30), st.integers(2, 30), st.randoms())
def test_head_starts_are_exact(a: float, b: float, rows: int, columns: int, random) -> None:
    """Two seeds with any head starts on open land: the minimum of two cones, nothing else."""
    per_cell = 1.5
    reached = np.full((rows, columns), np.inf)
    p, q = [(random.randrange(rows), random.randrange(columns)) for _ in range(2)]
    reached[p] = a
    reached[q] = min(b, reached[q])
    minutes, source = isochrones._spread(np.full((rows, columns), per_cell), reached, per_cell)
    ground = np.full((rows, columns), per_cell)
    minutes = isochrones._straightened(minutes, source, reached, ground, 1e6)
    y, x = np.indices((rows, columns))
    cones = [reached[seed] + np.hypot(y - seed[0], x - seed[1]) * per_cell for seed in (p, q)]
    exact = np.minimum(*cones)
    assert (minutes >= exact - 1e-9).all()
    assert (minutes <= exact + 0.02 * per_cell).all()


def test_absurd_extents_are_refused() -> None:
    fast = Settings(spread=60, expressway=120, rail=True)
    with pytest.raises(AtlasError, match="范围太大"):
        isochrones.surface(reach("620102", fast), 240, cell_km=0.05)


@pytest.mark.parametrize("limit", [0, 1, 500, math.nan])
def test_limits_out_of_range_are_refused(limit: float) -> None:
    with pytest.raises(AtlasError):
        isochrones.rings([limit])


def test_rings_are_kept_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path))
    first = isochrones.rings([30])
    assert len(list(tmp_path.glob("rings-*.parquet"))) == 1
    monkeypatch.setattr(isochrones, "surface", lambda *_a, **_k: pytest.fail("not kept"))
    again = isochrones.rings([30])
    assert again.crs == first.crs
    assert again.geometry.geom_equals_exact(first.geometry, 0).all()


def test_ground_is_slower_where_only_mountain_roads_lead() -> None:
    """东乡 stands on a ridge: leaving the motorway below it is no short cut (it had been 19 minutes)."""
    journey = reach(LANZHOU_CORE.id)
    assert "622926" in off_road.highlands(journey)
    assert "620123" not in off_road.highlands(journey)
    field = isochrones.surface(journey, 140)
    seat = next(unit for unit in SEATS if unit.adcode == "622926")
    grid = field.at(float(seat.seat_lon or 0), float(seat.seat_lat or 0))
    assert grid == pytest.approx(journey.times("622926")[1], abs=5)
    flat = isochrones.surface(reach(LANZHOU_CORE.id, Settings(mountain=50)), 140)
    assert (flat.minutes <= field.minutes + 1e-6).mean() > 0.99


def test_a_road_without_known_exits_is_left_at_its_ends_only() -> None:
    through = Edge(
        "r", "a", "b", "road", "expressway", "", length_km=40, length_basis="read", exits="ends"
    )
    open_road = replace(through, exits="")
    seeds = [isochrones.seeds(reach("a", PLAIN, small(e)), 60, 750) for e in (through, open_road)]
    assert len(seeds[0]) == 2
    assert len(seeds[1]) > 40

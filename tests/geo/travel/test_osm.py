"""An OpenStreetMap extract takes the place of the skeleton's roads, or is refused in a sentence."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import osmium
import pytest

from geo.places import units
from geo.travel import isochrones, journeys, osm, ring_document
from geo.travel.network import skeleton
from geo.travel.osm import OsmError
from geo.travel.settings import Settings

SEATS = tuple(units.counties())
NET = skeleton()

Point = tuple[float, float]


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CACHE", "off")
    osm._from_file.cache_clear()


def write(path: Path, ways: Iterable[tuple[list[Point], dict[str, str]]]) -> Path:
    """Write a PBF file; equal points become one node."""
    known: dict[Point, int] = {}
    lines = [([known.setdefault(p, len(known) + 1) for p in line], tags) for line, tags in ways]
    path.unlink(missing_ok=True)
    writer = osmium.SimpleWriter(str(path))
    for (lon, lat), number in known.items():
        writer.add_node(osmium.osm.mutable.Node(id=number, location=(lon, lat)))
    for number, (refs, tags) in enumerate(lines, 1):
        writer.add_way(osmium.osm.mutable.Way(id=number, nodes=refs, tags=tags))
    writer.close()
    return path


def between(a: Point, b: Point, pieces: int = 12) -> list[Point]:
    return [
        (a[0] + (b[0] - a[0]) * i / pieces, a[1] + (b[1] - a[1]) * i / pieces)
        for i in range(pieces + 1)
    ]


def province(shift: float = 0.0) -> list[tuple[list[Point], dict[str, str]]]:
    """A straight primary road along every road of the skeleton."""
    at = {n.id: (n.lon + shift, n.lat) for n in NET.nodes.values()}
    return [
        (between(at[e.a], at[e.b]), {"highway": "primary", "ref": f"G{i}"})
        for i, e in enumerate(NET.edges)
        if e.mode == "road" and e.status == "open"
    ]


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("osm") / "gansu.osm.pbf", province())


def test_a_provincial_extract_takes_the_place_of_the_roads(extract: Path) -> None:
    network, problem = osm.active(extract.parent)
    assert problem == ""
    assert network.roads == "gansu.osm.pbf"
    journey = journeys.Reach("620102", Settings(rail=False), network)
    for seat in SEATS:
        assert journey.arrival(seat.adcode).mode in {"road", "start"}
    # 城关—白银 in two straight pieces of primary road at 60 km/h, ties of a hundred metres
    at = {n.id: (n.lon, n.lat) for n in NET.nodes.values()}
    metres = osm.metres(at["620102"], at["620122"]) + osm.metres(at["620122"], at["620402"])
    expected = metres / 1000 / 60 * 60 + 2 * 0.1 / 30 * 60
    assert journey.times("620402")[1] == pytest.approx(expected, rel=0.005)


def test_trains_and_lines_to_be_opened_stay(extract: Path) -> None:
    network, _ = osm.active(extract.parent)
    assert {line.name for line in network.lines()} == {line.name for line in NET.lines()}
    legs = journeys.reach("620103", Settings(trunk=20), network).path("621102")
    assert [leg.kind for leg in legs if leg.edge is None or leg.edge.mode == "rail"] == [
        "wait", "rail", "egress",
    ]  # fmt: skip
    opened = Settings(opened=("兰永临高速",), rail=False)
    legs = journeys.reach("620104", opened, network).path("622901")
    assert "兰永临高速" in {leg.route for leg in legs}


def test_its_source_is_named_and_the_ring_can_be_drawn(extract: Path) -> None:
    network, _ = osm.active(extract.parent)
    document = ring_document.document(60, "620102", Settings(), network)
    assert "gansu.osm.pbf" in document["assumptions"][0]
    leg = next(
        leg
        for leg in journeys.reach("620102", Settings(), network).path("620402")
        if leg.route.startswith("G")
    )
    assert leg.sources == ("OpenStreetMap（gansu.osm.pbf）",)
    journey = journeys.reach("620102", Settings(), network)
    field = isochrones.surface(journey, 95)
    for seat in SEATS:
        minutes = journey.times(seat.adcode)[1]
        if minutes <= 90:
            grid = field.at(float(seat.seat_lon or 0), float(seat.seat_lat or 0))
            assert abs(grid - minutes) <= 5, seat.name


def test_no_extract_means_the_skeleton(tmp_path: Path) -> None:
    assert osm.active(tmp_path) == (skeleton(), "")
    assert osm.active(tmp_path / "nowhere") == (skeleton(), "")


def test_the_newest_of_several_is_taken(tmp_path: Path) -> None:
    for name, age in (("old.osm.pbf", 1_000), ("new.osm.pbf", 2_000)):
        (tmp_path / name).write_bytes(b"")
        import os

        os.utime(tmp_path / name, (age, age))
    (tmp_path / "roads.pbf.txt").write_bytes(b"")
    found = osm.find(tmp_path)
    assert found is not None
    assert found.name == "new.osm.pbf"


def shortened(path: Path, source: Path) -> None:
    path.write_bytes(source.read_bytes()[:-400])


def rubbish(path: Path, source: Path) -> None:
    path.write_bytes(b"\x00\x00\x00\x0d\x0a\x09OSMHeader" + b"\xff" * 500)


def html(path: Path, source: Path) -> None:
    path.write_text("<html>404 {{7*7}}</html>", encoding="utf-8")


def nothing(path: Path, source: Path) -> None:
    path.write_bytes(b"")


def folder(path: Path, source: Path) -> None:
    path.mkdir()


def other_region(path: Path, source: Path) -> None:
    write(path, province(shift=12.0))


def one_city(path: Path, source: Path) -> None:
    line = between((103.7, 36.05), (104.2, 36.1))
    write(path, [(line, {"highway": "motorway", "oneway": "no"})])


def footpaths(path: Path, source: Path) -> None:
    write(path, [(line, {"highway": "footway"}) for line, _tags in province()])


@pytest.mark.parametrize(
    "spoil", [shortened, rubbish, html, nothing, folder, other_region, one_city, footpaths]
)
def test_a_bad_extract_is_told_and_the_skeleton_stays(
    tmp_path: Path, extract: Path, spoil: Callable[[Path, Path], None]
) -> None:
    spoil(tmp_path / "坏的.osm.pbf", extract)
    network, problem = osm.active(tmp_path)
    assert network is skeleton()
    assert "坏的.osm.pbf" in problem
    assert "骨架路网" in problem
    assert problem.count("。") == 1
    assert len(problem) < 90


def test_the_reader_may_be_missing(extract: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "osmium":
            raise ImportError("no osmium")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    network, problem = osm.active(extract.parent)
    assert network is skeleton()
    assert "requirements-osm.txt" in problem


# ---- reading ways ----


def roads(tmp_path: Path, *ways: tuple[list[Point], dict[str, str]]) -> osm.Roads:
    return osm.read(write(tmp_path / "x.osm.pbf", ways))


A, B, C, D = (103.0, 36.0), (103.01, 36.0), (103.02, 36.0), (103.01, 36.01)


def test_ways_are_cut_at_junctions(tmp_path: Path) -> None:
    found = roads(
        tmp_path,
        ([A, B, C], {"highway": "primary", "name": "横路"}),
        ([B, D], {"highway": "secondary_link"}),
    )
    assert len(found.ids) == 4
    assert len(found.tail) == 3
    # 0.01° of longitude at 36° N: 111.19 km × cos 36° / 100
    assert found.length_m[0] == pytest.approx(899.6, rel=1e-3)
    assert set(found.route) == {"横路", "secondary"}


def test_long_stretches_keep_points_on_the_way(tmp_path: Path) -> None:
    line = between((103.0, 36.0), (103.5, 36.0), 500)  # 45 km
    found = roads(tmp_path, (line, {"highway": "primary"}))
    assert 20 <= len(found.tail) <= 23
    assert found.length_m.sum() == pytest.approx(44_978, rel=1e-3)


@pytest.mark.parametrize(
    ("tags", "oneway", "first"),
    [
        ({"highway": "primary"}, False, A),
        ({"highway": "primary", "oneway": "yes"}, True, A),
        ({"highway": "primary", "oneway": "-1"}, True, B),
        ({"highway": "motorway"}, True, A),
        ({"highway": "motorway", "oneway": "no"}, False, A),
        ({"highway": "primary", "junction": "roundabout"}, True, A),
    ],
)
def test_directions(tmp_path: Path, tags: dict[str, str], oneway: bool, first: Point) -> None:
    found = roads(tmp_path, ([A, B], tags))
    assert bool(found.oneway[0]) is oneway
    assert found.lon[found.tail[0]] == pytest.approx(first[0])


@pytest.mark.parametrize(
    ("text", "kmh"),
    [
        ("80", 80), ("80 km/h", 80), ("50 mph", 80.467), ("", 0), ("none", 0), ("CN:urban", 0),
        ("80;60", 0), ("-5", 0), ("9999", 0), ("{{7*7}}", 0),
    ],
)  # fmt: skip
def test_posted_speeds(text: str, kmh: float) -> None:
    assert osm.posted_speed(text) == pytest.approx(kmh, rel=1e-4)


def test_only_a_low_limit_slows_a_road_down(tmp_path: Path) -> None:
    slow = roads(tmp_path, ([A, B], {"highway": "primary", "maxspeed": "40"}))
    fast = roads(tmp_path, ([A, B], {"highway": "primary", "maxspeed": "120"}))
    assert (slow.speed[0], fast.speed[0]) == (40, 0)


def test_the_parsed_extract_is_kept(
    extract: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path))
    first, _ = osm.active(extract.parent)
    assert len(list(tmp_path.glob("osm-*.npz"))) == 1
    osm._from_file.cache_clear()
    monkeypatch.setattr(osm, "read", lambda _path: pytest.fail("read again"))
    again, problem = osm.active(extract.parent)
    assert problem == ""
    assert again.edges == first.edges


def test_islands_of_road_are_not_used(tmp_path: Path) -> None:
    ways = province()
    start = next(n for n in NET.nodes.values() if n.id == "620102")
    # a closed loop right at 城关's seat that joins nothing else
    lonely = [(start.lon + 1e-4, start.lat + 1e-4), (start.lon + 2e-4, start.lat + 1e-4)]
    path = write(tmp_path / "x.osm.pbf", [*ways, (lonely, {"highway": "primary"})])
    network = osm.merge(osm.read(path), path.name, "x")
    journey = journeys.Reach("620102", Settings(rail=False), network)
    assert journey.times("620402")[1] < 120


def test_a_one_way_dead_end_does_not_trap(tmp_path: Path) -> None:
    start = next(n for n in NET.nodes.values() if n.id == "620102")
    end = (start.lon, start.lat)
    ways = [*province(), ([end, (start.lon + 0.001, start.lat)], {"highway": "motorway"})]
    network = osm.merge(osm.read(write(tmp_path / "x.osm.pbf", ways)), "x", "trap")
    assert all(
        "road" in journeys.Reach(u.adcode, Settings(rail=False), network).arrival("620402").mode
        or u.adcode == "620402"
        for u in SEATS[:8]
    )


def test_merge_refuses_a_foreign_graph(extract: Path, tmp_path: Path) -> None:
    with pytest.raises(OsmError, match="不是甘肃全省"):
        osm.merge(osm.read(write(tmp_path / "x.osm.pbf", province(12.0))), "x", "foreign")

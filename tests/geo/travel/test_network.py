"""The transport tables: every figure has a basis and a source, every seat is joined."""

from __future__ import annotations

import csv
import dataclasses
import itertools
from pathlib import Path

import pytest

from data.build import transport as build
from data.paths import FIGURES
from geo.places import units
from geo.travel import emu_stations, network
from geo.travel.network import Edge, NetworkError

NET = network.skeleton()
BY_ENDS = {(e.a, e.b, e.mode, e.line): e for e in NET.edges if e.mode != "access"}


def between(a: str, b: str, mode: str = "road", line: str = "") -> Edge:
    return BY_ENDS.get((a, b, mode, line)) or BY_ENDS[b, a, mode, line]


def test_all_87_seats_stand_where_the_units_say() -> None:
    seats = {node.id: node for node in NET.nodes.values() if node.kind == "seat"}
    assert set(seats) == {unit.adcode for unit in units.counties()}
    for unit in units.counties():
        assert (seats[unit.adcode].lon, seats[unit.adcode].lat) == (unit.seat_lon, unit.seat_lat)


def test_every_edge_says_how_each_figure_is_known() -> None:
    bases = {"read", "shared", "computed", "assumed"}
    for edge in NET.edges:
        assert edge.status in network.STATUS_NAMES, edge.id
        assert edge.mode in {"road", "rail", "access"}, edge.id
        assert edge.basis in bases, edge.id
        if edge.length_km is not None:
            assert edge.length_km > 0, edge.id
            assert edge.length_basis in bases, edge.id
        if edge.minutes is not None:
            assert edge.minutes_basis in bases, edge.id
        assert edge.minutes is not None or edge.length_km is not None, edge.id
        assert (edge.status == "open") == (edge.line == ""), edge.id


def test_what_was_read_has_a_source_that_exists() -> None:
    for edge in NET.edges:
        read = {edge.length_basis, edge.minutes_basis, edge.speed_basis} & {"read", "shared"}
        assert not read or edge.sources, edge.id
        assert set(edge.sources) <= set(NET.sources), edge.id
    for source in NET.sources.values():
        assert source.title and source.where and source.quote, source.id


def test_no_source_is_idle() -> None:
    used = {s for e in NET.edges for s in e.sources} | {n.source for n in NET.nodes.values()}
    assert set(NET.sources) == used - {"seats"} | {s.source for s in emu_stations.stations()}


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ("620102", "中川机场", 67),  # airport to downtown
        ("中川机场", "620423", 119.72),  # 景中高速
        ("621102", "621121", 115.228),  # 通定高速
        ("621124", "621123", 62.667),  # 临渭高速
        ("620402", "中川机场", 53.623),  # G341
        ("620602", "620621", 91.41),  # 北仙高速
        ("620826", "620825", 66.59),  # 静庄高速
        ("621221", "621202", 94.364),  # 成武高速
    ],
)
def test_lengths_that_were_read(a: str, b: str, km: float) -> None:
    edge = between(a, b)
    assert edge.length_km == pytest.approx(km)
    assert edge.length_basis == "read"


@pytest.mark.parametrize(
    ("stops", "km"),
    [
        (("620102", "620122", "620402"), 69),  # 白银市政府: 距兰州69公里
        (("621102", "621122", "620524", "620523", "620502"), 202),  # 天定高速主线
        (("621123", "621126", "621223", "两河口", "621202"), 238.35),  # 渭武高速
        (("620602", "620321", "620725", "620702"), 238),  # 武威—张掖
        (("620702", "620723", "620724", "620902"), 221),  # 张掖—酒泉
    ],
)
def test_a_whole_line_that_was_read_is_shared_without_remainder(
    stops: tuple[str, ...], km: float
) -> None:
    edges = [between(a, b) for a, b in itertools.pairwise(stops)]
    assert {edge.length_basis for edge in edges} == {"shared"}
    assert sum(edge.length_km or 0 for edge in edges) == pytest.approx(km, abs=0.01)


@pytest.mark.parametrize(
    ("a", "b", "minutes"),
    [
        ("兰州西站", "定西北站", 30),  # 17:38–18:08
        ("定西北站", "秦安站", 39),  # 18:11–18:50
        ("秦安站", "天水南站", 15),
        ("天水南站", "宝鸡南站", 46),
        ("兰州西站", "兰州新区站", 34),  # 2016-03-10
        ("兰州西站", "西宁站", 65),
        ("兰州西站", "张掖西站", 162),
        ("兰州西站", "武威东站", 116),
    ],
)
def test_running_times_that_were_read(a: str, b: str, minutes: float) -> None:
    edge = between(a, b, "rail")
    assert edge.minutes == minutes
    assert edge.minutes_basis == "read"


def test_the_road_to_hezuo_is_shared_by_way_of_linxia_county() -> None:
    # 临合 by 双城 in 临夏县; the highway to 夏河 has the same first stretch, so ids tell them apart
    edges = [edge for edge in NET.edges if edge.id.startswith("r030.")]
    assert [(e.a, e.b) for e in edges] == [("622901", "622921"), ("622921", "623001")]
    assert {edge.length_basis for edge in edges} == {"shared"}
    assert sum(edge.length_km or 0 for edge in edges) == pytest.approx(94.5, abs=0.01)


def test_tariff_lengths_that_were_read() -> None:
    assert between("兰州西站", "榆中站", "rail").length_km == 47
    assert between("定西北站", "通渭站", "rail").length_km == 79
    assert between("兰州站", "渭源站", "rail").length_km == 134
    # the line from 白银南 joins the airport line at 树屏: it is no 60.5 km
    assert between("兰州西站", "白银南站", "rail").length_km == 103


def test_computed_roads_are_never_shorter_than_a_straight_line() -> None:
    places = {node.id: (node.lon, node.lat) for node in NET.nodes.values()}
    for edge in NET.edges:
        if edge.mode == "road" and edge.length_km is not None:
            straight = build.geodesic_km(places[edge.a], places[edge.b])
            least = 1.0 if edge.length_basis == "computed" else build.SHORTEST
            assert edge.length_km >= least * straight - 0.002, (edge.id, edge.route)


def test_links_join_only_what_the_listed_roads_join_badly() -> None:
    links = [edge for edge in NET.edges if edge.id.startswith("l")]
    listed = {
        frozenset((e.a, e.b))
        for e in NET.edges
        if e.mode == "road" and not e.id.startswith("l") and e.status == "open"
    }
    assert links
    for edge in links:
        assert frozenset((edge.a, edge.b)) not in listed
        assert edge.basis == "assumed"
        assert edge.road_class in {"link", "mountain"}


def test_lines_to_be_opened() -> None:
    lines = {line.name: line for line in NET.lines()}
    assert set(lines) == {"兰永临高速", "清忠高速", "兰合铁路", "临大高速"}
    assert lines["兰永临高速"].status == "building"
    assert lines["清忠高速"].status == "unconfirmed"
    assert lines["临大高速"].status == "unconfirmed"  # still being built in 2022-10
    assert NET.line("兰永临").name == "兰永临高速"
    assert NET.line(" 兰合 ").name == "兰合铁路"


@pytest.mark.parametrize("text", ["", " ", "兰", "京沪", "兰永临' or 1", "{{7*7}}", "x" * 5000])
def test_unknown_or_ambiguous_lines_are_refused(text: str) -> None:
    with pytest.raises(NetworkError) as caught:
        NET.line(text)
    assert len(caught.value.message) < 120


def test_stand_ins_are_marked() -> None:
    poor = {node.name for node in NET.nodes.values() if node.quality == "C"}
    assert poor == set()  # the last three stand where the extract of 2025-01-24 has them


def test_a_basis_is_the_weakest_of_its_parts() -> None:
    edge = between("620102", "620122")
    assert (edge.length_basis, edge.speed_basis, edge.basis) == ("shared", "assumed", "assumed")
    assert dataclasses.replace(edge, speed_kmh=80.0, speed_basis="read").basis == "shared"
    assert dataclasses.replace(edge, minutes=50.0, minutes_basis="read").basis == "read"


def test_rebuilding_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "TRANSPORT", tmp_path)
    build.main()
    for name in ("nodes.csv", "edges.csv", "sources.csv"):
        shipped = (network.TRANSPORT / name).read_bytes().replace(b"\r\n", b"\n")
        assert (tmp_path / name).read_bytes() == shipped, name


def test_a_length_below_the_straight_line_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("transport_nodes.csv", "transport_sources.csv"):
        (tmp_path / name).write_bytes((FIGURES / name).read_bytes())
    with (FIGURES / "transport_edges.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows = [row for row in rows if row["via"] == "620122"]  # 城关—皋兰—白银
    rows[0]["length_km"] = "39"
    with (tmp_path / "transport_edges.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    monkeypatch.setattr(build, "FIGURES", tmp_path)
    places = {r["id"]: (float(r["lon"]), float(r["lat"])) for r in build.nodes()}
    with pytest.raises(build.TransportFiguresError):
        list(build.listed(places))


def test_missing_tables_are_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "TRANSPORT", tmp_path)
    network.skeleton.cache_clear()
    try:
        with pytest.raises(NetworkError, match="缺少交通数据文件"):
            network.skeleton()
    finally:
        monkeypatch.undo()
        network.skeleton.cache_clear()
        assert network.skeleton().edges

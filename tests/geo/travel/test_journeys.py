"""Times, margins, verdicts, paths and the ring document."""

from __future__ import annotations

import csv
import itertools
import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import AtlasError
from geo.places import units
from geo.travel import cost_graph, decisive_figures, disk_cache, journeys, ring_document
from geo.travel.journeys import TravelError, reach, verdict
from geo.travel.network import Edge, Network, NetworkError, Node, skeleton
from geo.travel.settings import RANGES, Settings, SettingsError

NET = skeleton()
CODES = tuple(unit.adcode for unit in units.counties())
LINES = tuple(line.name for line in NET.lines())
PLAIN = Settings()


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CACHE", "off")


def allowed(key: str) -> st.SearchStrategy[float]:
    return st.floats(RANGES[key].low, RANGES[key].high, allow_nan=False).map(lambda v: round(v, 1))


SETTINGS = st.builds(
    Settings,
    **{key: allowed(key) for key in RANGES},
    rail=st.booleans(),
    opened=st.lists(st.sampled_from(LINES), unique=True).map(tuple),
)


# ---- known figures ----


def test_the_new_area_is_as_far_as_was_reported() -> None:
    arrival = reach().arrival("620171")  # 中通道通车报道：约45分钟
    assert arrival.minutes == 45
    assert (arrival.low, arrival.high) == (pytest.approx(40.5), pytest.approx(49.5))
    assert arrival.verdict(60) == "in"


def test_baiyin_is_69_km_of_expressway() -> None:
    arrival = reach().arrival("620402")
    assert arrival.minutes == pytest.approx(69 / 80 * 60, abs=0.01)
    assert arrival.mode == "road"
    # length ±6 % (shared), speed ±15 % (assumed), independent of each other on each stretch
    spread = math.hypot(0.06, 0.15)
    assert arrival.low == pytest.approx(arrival.minutes / (1 + spread), abs=0.01)
    assert arrival.high == pytest.approx(arrival.minutes * (1 + spread), abs=0.01)


def test_lintao_is_80_km_from_the_city() -> None:
    journey = reach("620103").arrival("621124")
    assert journey.minutes == pytest.approx(60)  # 80 km at 80 km/h
    longer = math.hypot((94 - 80) / 80, 0.15)  # another source says 94 km
    assert journey.high == pytest.approx(60 * (1 + longer))


def test_dingxi_by_train_from_qilihe() -> None:
    legs = reach("620103", replace(PLAIN, expressway=40)).path("621102")
    kinds = [leg.kind for leg in legs]
    assert kinds == ["access", "wait", "rail", "egress", "access"]
    train = legs[2]
    assert (train.start, train.end, train.minutes) == ("兰州西站", "定西北站", 30)
    assert train.basis == "read"
    assert any("列车时刻" in title for title in train.sources)
    assert (legs[1].minutes, legs[1].low, legs[1].high) == (20, 10, 30)


def test_linxia_is_outside_an_hour_and_stays_so() -> None:
    assert reach().arrival("622901").verdict(60) == "out"
    opened = reach(settings=PLAIN.with_open(["兰合铁路"]))
    arrival = opened.arrival("622901")
    assert arrival.mode == "rail"
    rail = [leg for leg in opened.path("622901") if leg.kind == "rail"]
    assert sum(leg.minutes for leg in rail) == pytest.approx(40, abs=0.05)  # 兰州—临夏40分钟


# ---- laws ----


def test_every_seat_reaches_every_seat() -> None:
    table = journeys.matrix()
    assert table.minutes.shape == (87, 87)
    assert np.isfinite(table.high).all()
    assert (np.diag(table.minutes) == 0).all()


@settings(max_examples=12, deadline=None)
@given(SETTINGS)
def test_matrix_laws_hold_under_any_settings(chosen: Settings) -> None:
    table = journeys.matrix(chosen)
    minutes = table.minutes
    assert (table.low <= minutes + 1e-9).all()
    assert (minutes <= table.high + 1e-9).all()
    np.testing.assert_allclose(minutes, minutes.T, rtol=0, atol=1e-6)
    for middle in range(0, 87, 9):
        detour = minutes[:, [middle]] + minutes[[middle], :]
        assert (minutes <= detour + 1e-6).all()


def test_removing_trains_never_shortens() -> None:
    with_trains = journeys.matrix(PLAIN)
    without = journeys.matrix(replace(PLAIN, rail=False))
    assert (without.minutes >= with_trains.minutes - 1e-9).all()
    assert (without.minutes > with_trains.minutes + 5).any()


@pytest.mark.parametrize("line", LINES)
def test_opening_a_line_never_lengthens(line: str) -> None:
    before, after = journeys.matrix(PLAIN), journeys.matrix(PLAIN.with_open([line]))
    for name in ("minutes", "low", "high"):
        assert (getattr(after, name) <= getattr(before, name) + 1e-9).all()
    # what it shortens, if no seat's way, is the way to its own far end (临大高速: 大河家镇)
    edge = next(edge for edge in NET.edges if edge.line == line)
    start = edge.a if edge.a in CODES else "620103"
    ends = {e.b for e in NET.edges if e.line == line} | set(CODES)
    ways = [(reach(start, PLAIN), reach(start, PLAIN.with_open([line])))]
    assert any(new.times(e)[1] < old.times(e)[1] - 1 for old, new in ways for e in ends)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(sorted(RANGES)), st.data())
def test_more_speed_or_less_waiting_never_lengthens(key: str, data: st.DataObject) -> None:
    if key in ("margin", "spread"):
        return
    slow, fast = sorted(data.draw(st.tuples(allowed(key), allowed(key))))
    if RANGES[key].unit == "min":
        slow, fast = fast, slow
    before = journeys.matrix(replace(PLAIN, **{key: slow})).minutes
    after = journeys.matrix(replace(PLAIN, **{key: fast})).minutes
    assert (after <= before + 1e-9).all()


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(CODES), st.sampled_from(CODES), SETTINGS)
def test_a_path_is_a_chain_that_adds_up(start: str, end: str, chosen: Settings) -> None:
    journey = reach(start, chosen)
    legs = journey.path(end)
    assert sum(leg.minutes for leg in legs) == pytest.approx(journey.times(end)[1], abs=1e-3)
    if start == end:
        assert legs == ()
        return
    assert legs[0].start == NET.nodes[start].name
    assert legs[-1].end == NET.nodes[end].name
    for before, after in itertools.pairwise(legs):
        assert before.end == after.start
    for leg in legs:
        assert leg.low <= leg.minutes <= leg.high
        if leg.kind == "rail":
            assert chosen.rail
        if leg.edge is not None and leg.edge.line:
            assert leg.edge.line in chosen.opened


def test_a_stop_costs_a_wait_and_changing_trains_costs_another() -> None:
    legs = reach("621102", replace(PLAIN, expressway=40, trunk=20, link=15, local=15)).path(
        "620602"
    )
    trains = [leg.edge.service for leg in legs if leg.kind == "rail" and leg.edge]
    changes = len([1 for a, b in itertools.pairwise(trains) if a != b])
    assert [leg.kind for leg in legs].count("wait") == 1 + changes
    assert changes == 1


def test_stations_are_no_shortcut_for_cars() -> None:
    for start in ("620102", "620105"):
        for end in CODES:
            legs = reach(start).path(end)
            kinds = [leg.kind for leg in legs]
            if "rail" not in kinds:
                assert "access" not in kinds


@given(st.floats(5, 240), st.floats(0, 500), st.floats(0, 500), st.floats(0, 500))
def test_verdicts_follow_from_the_interval(limit: float, a: float, b: float, c: float) -> None:
    low, _middle, high = sorted((a, b, c))
    answer = verdict(limit, low, high)
    assert (answer == "in") == (high <= limit)
    assert (answer == "out") == (low > limit)
    assert verdict(limit, math.inf, math.inf) == "out"


# ---- deciding figures ----


def test_what_decides_an_edge_case() -> None:
    journey = reach()
    found = decisive_figures.deciding(journey, "621102", 80)  # 安定区 84 minutes, 63–100
    assert found[0].flips
    assert found[0].total <= 80 < journey.arrival("621102").minutes
    names = [figure.name for figure in found]
    assert any("高速公路的假定速度" in name for name in names)
    assert "候车时间" in names  # with half the wait the train would be quicker
    flips = [figure.flips for figure in found]
    assert flips == sorted(flips, reverse=True)


def test_a_clear_case_has_nothing_to_decide() -> None:
    assert decisive_figures.deciding(reach(), "620103", 60) == ()
    assert decisive_figures.deciding(reach(), "623025", 60) == ()


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(CODES), st.integers(10, 200))
def test_moving_one_figure_stays_within_the_interval(code: str, limit: int) -> None:
    journey = reach()
    arrival = journey.arrival(code)
    for figure in decisive_figures.deciding(journey, code, limit):
        assert arrival.low - 1e-6 <= figure.total <= arrival.high + 1e-6
        assert figure.flips == ((figure.total <= limit) != (arrival.minutes <= limit))


# ---- settings ----


@given(SETTINGS)
def test_settings_survive_the_url(chosen: Settings) -> None:
    back, refused = Settings.from_query(chosen.to_query(), LINES)
    assert refused == ()
    assert back == chosen
    assert back.digest() == chosen.digest()


def test_defaults_leave_the_url_empty() -> None:
    assert PLAIN.to_query() == {}
    assert Settings.from_query({"sel": "620102", "m": "60"}) == (PLAIN, ())


@pytest.mark.parametrize(
    "value",
    [
        "",
        "abc",
        "nan",
        "inf",
        "-inf",
        "-1",
        "1e9",
        "81 or 1=1",
        "{{7*7}}",
        "８０００",
        None,
        True,
        [80],
    ],
)
def test_hostile_speeds_are_refused_in_chinese(value: object) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings(expressway=value)  # type: ignore[arg-type]
    assert "高速公路应在40到120 km/h" in caught.value.message
    if isinstance(value, str):
        found, refused = Settings.from_query({"t_expressway": value})
        assert found == PLAIN
        assert len(refused) == 1


def test_hostile_queries_are_told_and_left() -> None:
    found, refused = Settings.from_query(
        {"t_rail": "no", "t_open": "兰永临高速,京沪,<script>", "t_wait": "x" * 9999}, LINES
    )
    assert found.opened == ("兰永临高速",)
    assert found.rail
    assert len(refused) == 4
    assert all(len(sentence) < 100 for sentence in refused)


def test_settings_refuse_what_is_no_flag_and_no_list() -> None:
    for wrong in ({"rail": "yes"}, {"opened": "兰永临高速"}, {"opened": (1,)}):
        with pytest.raises(SettingsError):
            Settings(**wrong)  # type: ignore[arg-type]


def test_opening_what_is_not_there_is_refused() -> None:
    with pytest.raises(NetworkError):
        reach(settings=Settings(opened=("京沪高速",)))


@pytest.mark.parametrize(
    "origin", ["", "620000", "兰州西站", "中川机场", "999999", "{{1}}", "a" * 999]
)
def test_origins_that_are_no_seat_are_refused(origin: str) -> None:
    with pytest.raises(TravelError) as caught:
        reach(origin)
    assert len(caught.value.message) < 60


@pytest.mark.parametrize("minutes", [0, 4.9, 241, -60, math.nan, math.inf, True])
def test_limits_out_of_range_are_refused(minutes: float) -> None:
    with pytest.raises(AtlasError, match="时间应在5到240分钟之间"):
        ring_document.document(minutes)


# ---- a network of our own: parallel arcs, one way, unreachable ----


def small(*edges: Edge) -> Network:
    nodes = {
        name: Node(name, name, kind, 103.0 + i / 10, 36.0)
        for i, (name, kind) in enumerate(
            {"a": "seat", "b": "seat", "c": "seat", "s": "station", "t": "station"}.items()
        )
    }
    return Network(nodes, edges, {}, "test", "|".join(f"{e}" for e in edges))


def road(id_: str, a: str, b: str, km: float, **more: object) -> Edge:
    fields = {"length_km": km, "length_basis": "read", "speed_basis": "assumed", **more}
    return Edge(id_, a, b, "road", "expressway", id_, **fields)  # type: ignore[arg-type]


def test_parallel_roads_are_not_added_up() -> None:
    net = small(road("long", "a", "b", 80), road("short", "a", "b", 40))
    journey = reach("a", PLAIN, net)
    assert journey.times("b")[1] == pytest.approx(30)
    assert [leg.route for leg in journey.path("b")] == ["short"]


def test_one_way_and_unreachable() -> None:
    net = small(road("r", "a", "b", 80, oneway=True))
    assert reach("a", PLAIN, net).times("b")[1] == pytest.approx(60)
    back = reach("b", PLAIN, net).arrival("a")
    assert (back.minutes, back.mode, back.verdict(60)) == (math.inf, "", "out")
    assert reach("b", PLAIN, net).path("a") == ()


def test_rail_needs_access_wait_and_exit() -> None:
    def access(id_: str, a: str, b: str) -> Edge:
        return Edge(
            id_, a, b, "access", "access", id_, length_km=5, length_basis="computed"
        )  # fmt: skip

    train = Edge("x", "s", "t", "rail", "hsr", "x", service="x", minutes=30, minutes_basis="read")
    net = small(access("1", "s", "a"), access("2", "t", "b"), train)
    journey = reach("a", PLAIN, net)
    assert journey.times("b")[1] == pytest.approx(10 + 20 + 30 + 5 + 10, abs=1e-4)
    assert reach("a", replace(PLAIN, rail=False), net).times("b")[1] == math.inf


def test_two_reports_widen_the_margin() -> None:
    edge = replace(road("r", "a", "b", 80), minutes=40.0, minutes_basis="read", minutes_low=25.0)
    assert cost_graph.edge_minutes(edge, PLAIN) == (25, 40, pytest.approx(44))
    faster = cost_graph.edge_minutes(edge, replace(PLAIN, expressway=100))
    assert faster == (pytest.approx(20), pytest.approx(32), pytest.approx(35.2))


# ---- the document, the matrix file, the cache ----


def test_the_ring_document_keeps_the_contract() -> None:
    document = ring_document.document()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert document["origin"] == "lanzhou-core"
    assert document["band"] == [55, 65]
    assert [row["adcode"] for row in document["counties"]] == list(CODES)
    for row in document["counties"]:
        assert row["low"] <= row["minutes"] <= row["high"]
        assert row["inside"] in {"in", "edge", "out"}
        assert ("decided_by" in row) == (row["inside"] == "edge")
    names = [row["name"] for row in document["named_in_plan"]]
    assert names == ["兰州市主城区", "兰州新区", "白银市", "定西市", "临洮县", "临夏州"]
    assert {row["plan_minutes"] for row in document["named_in_plan"]} == {60}
    assert len(document["assumptions"]) >= 5


def test_the_plan_names_what_the_table_lists() -> None:
    from layers import plan_quotes

    assert plan_quotes.find("gansu-145", ring_document.PLAN_QUOTE) is not None
    for named in ring_document.NAMED:
        assert named.name.removesuffix("主城区") in "兰州市" + ring_document.PLAN_QUOTE


def test_assumptions_follow_the_settings() -> None:
    words = "".join(ring_document.assumptions(Settings(expressway=95, rail=False), NET))
    assert "高速95" in words
    assert "不用铁路" in words


def test_the_matrix_file(tmp_path: Path) -> None:
    path = tmp_path / "矩阵.csv"
    assert journeys.write_matrix(path) == 87 * 87
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = {(row["from"], row["to"]): row for row in rows}
    baiyin = found["620102", "620402"]
    assert float(baiyin["minutes"]) == pytest.approx(51.75, abs=0.051)
    assert float(baiyin["minutes_low"]) < float(baiyin["minutes"]) < float(baiyin["minutes_high"])
    assert found["620102", "620102"]["minutes"] == "0.0"


def test_results_are_kept_and_a_broken_file_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path / "kept"))
    first = journeys.matrix()
    (file,) = (tmp_path / "kept").iterdir()
    monkeypatch.setattr(journeys.csgraph, "dijkstra", lambda *_a, **_k: pytest.fail("not kept"))
    np.testing.assert_array_equal(journeys.matrix().minutes, first.minutes)
    monkeypatch.undo()
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path / "kept"))
    file.write_bytes(b"PK\x03\x04 broken")
    np.testing.assert_array_equal(journeys.matrix().minutes, first.minutes)


def test_other_settings_have_other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path))
    journeys.matrix()
    slow = journeys.matrix(replace(PLAIN, wait=60))
    assert len(list(tmp_path.glob("matrix-*.npz"))) == 2
    assert (slow.minutes >= journeys.matrix().minutes - 1e-9).all()


def test_a_folder_that_cannot_be_written_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path / "file" / "inside"))
    assert disk_cache.folder() is not None
    assert journeys.matrix().minutes.shape == (87, 87)


def test_old_files_are_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path))
    monkeypatch.setattr(disk_cache, "KEEP", 3)
    for number in range(6):
        disk_cache.save_arrays(f"x-{number}", values=np.array([number]))
    assert len(list(tmp_path.iterdir())) == 3

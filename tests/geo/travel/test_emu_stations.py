"""EMU stations: where they stand, what is known of their trains, who is nearest to which."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import shapely

from geo import boundaries
from geo.travel import emu_stations, opportunities
from geo.travel.cost_graph import edge_minutes
from geo.travel.emu_stations import Service
from geo.travel.journeys import reach
from geo.travel.network import NetworkError, skeleton
from geo.travel.settings import Settings
from indicators import tables

NET = skeleton()
OPEN = [s for s in emu_stations.stations() if s.service is Service.OPEN]
UNCERTAIN = [s for s in emu_stations.stations() if s.service is Service.UNCERTAIN]
NEAREST = opportunities.nearest_station()
NEW_AREA = {
    "兰州新区站",
    "中川机场站",
    "中川机场东站",
    "秦王川站",
    "山丹马场站",
}  # in no county's own land


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CACHE", "off")


def test_the_list_is_whole() -> None:
    found = Counter(station.service for station in emu_stations.stations())
    assert found == {Service.OPEN: 41, Service.UNCERTAIN: 6, Service.PLANNED: 19}
    assert len({station.county for station in OPEN}) == 32
    assert {s.county for s in UNCERTAIN} - {s.county for s in OPEN} == {
        "620104", "620111", "621123", "621125",
    }  # fmt: skip
    assert len({station.node for station in emu_stations.stations()}) == 66
    for station in (*OPEN, *UNCERTAIN):
        assert NET.nodes[station.node].kind == "station"
        assert station.source in NET.sources, station.node
    assert all(station.note for station in UNCERTAIN)


def test_stations_stand_in_the_county_that_they_are_counted_to() -> None:
    shapes = boundaries.load("county", "fine").set_index("adcode").geometry
    for station in (*OPEN, *UNCERTAIN):
        if station.node not in NEW_AREA:
            node = NET.nodes[station.node]
            assert shapely.contains_xy(shapes[station.county], node.lon, node.lat), station.node


@pytest.mark.parametrize("station", OPEN, ids=lambda s: s.node)
def test_a_county_with_a_station_has_its_own_station(station: emu_stations.Station) -> None:
    """华池 had been 418 minutes from 白银 while trains stop at 庆城: no county may miss its own."""
    (tie,) = [
        e for e in NET.edges if e.mode == "access" and (e.a, e.b) == (station.node, station.county)
    ]
    own = edge_minutes(tie, Settings())[1]
    found = NEAREST[station.county]
    assert found.minutes <= own + 1e-9
    told = tables.values("access_hsr_minutes")["value"][station.county]
    assert told <= own + 0.051


def test_what_had_been_false() -> None:
    nearest = {code: found.node for code, found in NEAREST.items()}
    assert nearest["621023"] == "庆城站"  # 华池
    assert [nearest[c] for c in ("621022", "621021", "621002", "621026")] == [
        "环县站", "庆城站", "庆阳站", "宁县站",
    ]  # fmt: skip
    assert [nearest[c] for c in ("621126", "621223", "621202")] == ["岷县站", "哈达铺站", "陇南站"]
    assert (nearest["620982"], nearest["620922"]) == ("敦煌站", "瓜州站")
    assert NEAREST["621023"].minutes < 130
    assert NEAREST["620982"].minutes < 35
    assert NEAREST["620981"].minutes < 5  # 玉门's seat had stood 13 km from its station


def test_what_is_unsure_is_missing_with_its_reason() -> None:
    frame = tables.values("access_hsr_minutes")
    unsure = {code for code, found in NEAREST.items() if found.doubt}
    assert {"620104", "620111", "621123", "621125"} <= unsure
    assert unsure == set(frame.index[frame["value"].isna()])
    names = {station.node for station in UNCERTAIN}
    for code in unsure:
        assert NEAREST[code].doubt in names
        assert frame["status"][code] == "missing"
        assert NEAREST[code].doubt in frame["note"][code]
        assert "没有读到" in frame["note"][code]


def test_a_doubt_is_what_may_be_nearer_and_only_that() -> None:
    sure, other = "620102", "620123"
    (found,) = opportunities.nearest([sure], possible=[other], origins=["621102"]).values()
    assert (found.node, found.doubt) == (sure, other)  # 榆中 lies on the way from 定西
    assert found.minutes == pytest.approx(reach("621102").times(sure)[1])
    (found,) = opportunities.nearest([sure], possible=[other], origins=["620103"]).values()
    assert (found.node, found.doubt) == (sure, "")
    (found,) = opportunities.nearest([], possible=[other], origins=["620103"]).values()
    assert (found.node, found.doubt) == ("", other)


def test_every_station_has_trains_that_lead_on() -> None:
    ends = {end for e in NET.edges if e.mode == "rail" and e.status == "open" for end in (e.a, e.b)}
    assert {station.node for station in OPEN} <= ends


def test_seats_near_the_border_say_that_stations_beyond_are_not_counted() -> None:
    frame = tables.values("access_hsr_minutes")
    for code in ("623024", "621222", "620822", "620881"):  # 迭部、文县、灵台、华亭
        assert "邻省车站不计" in frame["note"][code]
    for code in ("621102", "621002", "620602"):
        assert "邻省" not in frame["note"][code]


def test_names_say_emu_and_not_high_speed() -> None:
    from indicators import registry

    item = registry.get("access_hsr_minutes")
    assert "动车" in item.name
    assert "高铁" not in item.name + item.short
    ordinary = {s.node.removesuffix("站") for s in OPEN if s.line in ("兰渝铁路", "敦煌铁路")}
    assert ordinary == {"岷县", "哈达铺", "陇南", "瓜州", "敦煌"}
    assert all(name in item.definition for name in ordinary)


def test_a_broken_list_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emu_stations, "TRANSPORT", tmp_path)
    for content in (None, "station,adcode\nx,620102\n", "station,adcode,line,since,status\n"):
        if content is not None:
            (tmp_path / "emu.csv").write_text(content, encoding="utf-8")
        emu_stations.stations.cache_clear()
        if content is None or "x" in content:
            with pytest.raises(NetworkError, match="交通数据"):
                emu_stations.stations()
    emu_stations.stations.cache_clear()
    monkeypatch.undo()
    assert len(emu_stations.stations()) == 66

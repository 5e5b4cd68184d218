"""Times that a source cites lie between the low and the high minutes that are computed.

Leg by leg for trains (stops on the way included), door to door for cars. Targets, promises made
before a road was begun, and journeys before a tunnel opened are no measurements and not here:
兰州—临夏 “1小时” (a slogan of 2010), 兰州—永靖 “半小时” (a promise of 2015), 兰州—西宁 “2小时” (2005).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pytest

from geo.travel.cost_graph import Triple, edge_minutes, pause
from geo.travel.journeys import reach
from geo.travel.network import Edge, skeleton
from geo.travel.settings import DEFAULT

NET = skeleton()


@dataclass(frozen=True)
class Cited:
    """A time as a source has it, in minutes."""

    stops: tuple[str, ...]
    minutes: float
    source: str


BY_ROAD = (
    # 中通道通车报道 (2025-01-02): 新区到主城区约45分钟
    Cited(("620171", "lanzhou-core"), 45, "zhongtongdao"),
    # 景中高速 (2020-09-04): 景泰至兰州新区1小时; the motorway ends at 中川, inside the new area
    Cited(("620423", "中川机场"), 60, "jingzhong"),
    # 兰州日报 (2022-09-20): 兰州新区到白银市25分钟；白银新闻: 到机场40分钟
    Cited(("620402", "中川机场"), 25, "g341-25"),
    Cited(("620402", "中川机场"), 40, "g341-40"),
    # 北仙高速 (2021-11-01): 民勤至武威一小时以内
    Cited(("620621", "620602"), 60, "minwu"),
    # 兰州北环路 (2016-09-22): 青白石到南坡坪半小时
    Cited(("620102", "620105"), 30, "beihuan"),
)
BY_RAIL = (
    Cited(("兰州西站", "定西北站"), 30, "gk-run"),
    Cited(("定西北站", "秦安站"), 39, "gk-run"),
    Cited(("秦安站", "天水南站"), 15, "gk-run"),
    Cited(("天水南站", "宝鸡南站"), 46, "gk-run"),
    # D8924 (2019-08-13) calls on the way: 2小时04分
    Cited(
        ("兰州西站", "榆中站", "定西北站", "通渭站", "秦安站", "天水南站", "东岔站"),
        124,
        "d8924",
    ),
    # 西宁 16:15 – 兰州西 17:32 with one stop
    Cited(("西宁站", "乐都南站", "兰州西站"), 77, "gk-run"),
    Cited(("兰州西站", "武威东站"), 116, "lanzhang-open"),
    # 银兰高铁 (2022-12-29): 兰州至中卫最快1小时42分
    Cited(("兰州西站", "白银南站", "靖远北站", "平川西站", "中卫南站"), 102, "yinlan"),
    # 12306 (2016-03-10)
    Cited(("兰州西站", "张掖西站"), 162, "parse12306"),
    Cited(("门源站", "山丹马场站", "民乐站"), 49, "parse12306"),
)


def test_there_are_enough_and_each_has_its_source() -> None:
    assert len(BY_ROAD) + len(BY_RAIL) >= 12
    for cited in (*BY_ROAD, *BY_RAIL):
        source = NET.sources[cited.source]
        assert source.where
        assert source.quote


@pytest.mark.parametrize("cited", BY_ROAD, ids=lambda c: f"{'-'.join(c.stops)}-{c.minutes:g}")
def test_cited_drives(cited: Cited) -> None:
    start, end = cited.stops
    if end == "lanzhou-core":
        start, end = end, start
    low, _middle, high = _road(start, end)
    assert low <= cited.minutes <= high, (low, high)


def _road(start: str, end: str) -> Triple:
    """Return the minutes door to door; 城关—安宁 by 北环路, which is not the shortest way."""
    if (start, end) == ("620102", "620105"):
        (edge,) = [e for e in NET.edges if e.route == "北环路"]
        return edge_minutes(edge, DEFAULT)
    return reach(start).times(end)


@pytest.mark.parametrize("cited", BY_RAIL, ids=lambda c: f"{c.stops[0]}-{c.stops[-1]}")
def test_cited_trains(cited: Cited) -> None:
    steps = [edge_minutes(_leg(a, b), DEFAULT) for a, b in itertools.pairwise(cited.stops)]
    steps += [pause(DEFAULT.dwell)] * (len(cited.stops) - 2)
    low, middle, high = (sum(step[case] for step in steps) for case in range(3))
    assert low <= cited.minutes <= high, (low, middle, high)


def _leg(a: str, b: str) -> Edge:
    return next(e for e in NET.edges if e.mode == "rail" and {e.a, e.b} == {a, b})

"""The one-hour ring in one document: who is inside, how sure, and the plan's names beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from data.i18n import _
from geo.places import units
from geo.travel import origins
from geo.travel.decisive_figures import deciding
from geo.travel.journeys import BAND, Arrival, Reach, checked_minutes, reach, verdict
from geo.travel.network import Network, skeleton
from geo.travel.origins import LANZHOU_CORE
from geo.travel.settings import DEFAULT, Settings

PLAN_MINUTES = 60.0
PLAN_QUOTE = "建设兰州市至兰州新区、白银市、定西市、临洮县、临夏州“1小时”科技创新圈"


@dataclass(frozen=True)
class Named:
    """A member as the plan names it, and the seats that stand for it."""

    name: str
    nodes: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Claim:
    """A member of the plan with the computed time of the seat that stands for it."""

    named: Named
    arrival: Arrival

    @property
    def note(self) -> str:
        """Return which seats stand for the member, or that it is where the journey starts."""
        if self.arrival.mode == "start":
            return _("{note}；就是起点").format(note=self.named.note)
        return self.named.note


NAMED = (
    Named(
        "兰州市主城区",
        LANZHOU_CORE.seats,
        _("判读为城关、七里河、西固、安宁四区，取驻地最远的一个"),
    ),
    Named("兰州新区", ("620171",), _("以兰州新区站代表新区所在")),
    Named("白银市", ("620402",), _("以市政府所在的白银区驻地代表，不是全市")),
    Named("定西市", ("621102",), _("以市政府所在的安定区驻地代表，不是全市")),
    Named("临洮县", ("621124",), _("县政府驻地")),
    Named("临夏州", ("622901",), _("以州政府所在的临夏市驻地代表，不是全州")),
)


def claims(journey: Reach) -> tuple[Claim, ...]:
    """Return the plan's members with their computed times, in the plan's order."""
    found = []
    for named in NAMED:
        arrivals = [journey.arrival(node) for node in named.nodes]
        found.append(Claim(named, max(arrivals, key=lambda a: (a.minutes, a.node))))
    return tuple(found)


def assumptions(
    settings: Settings, network: Network, origin: str = LANZHOU_CORE.id
) -> tuple[str, ...]:
    """Return what the times rest on, in sentences."""
    s = settings
    roads = (
        _("道路：随项目提供的骨架路网，县城与县城相连，走向为示意直线")
        if network.roads == "skeleton"
        else _("道路：本机的 OpenStreetMap 提取文件 {name}").format(name=network.roads)
    )
    speeds = _(
        "速度（公里/时）：高速{e:g}、一级公路{f:g}、国省干线{t:g}、一般公路{l:g}、山路{h:g}、城市道路{u:g}；"
        "读到设计速度或行车时间的路段用读到的数"
    ).format(e=s.expressway, f=s.first, t=s.trunk, l=s.local, h=s.mountain, u=s.urban)
    rail = (
        _(
            "铁路：读到或推算的运行时分，另加候车{w:g}分、出站{e:g}分、中途停站{d:g}分，"
            "不查具体车次"
        ).format(w=s.wait, e=s.egress, d=s.dwell)
        if s.rail
        else _("不用铁路")
    )
    opened = (
        _("按已通车计的在建或未证实线路：{names}").format(names="、".join(s.opened))
        if s.opened
        else _("在建和没有读到通车报道的线路都不计")
    )
    margin = _(
        "误差：读到的速度±{m:g}%，假定的速度±{a:g}%，读到的里程±3%，推算的里程±12%，"
        "联络线和接驳±25%，候车按一半到一倍半；各路段同向相加，上下界是区间不是概率"
    ).format(m=s.margin, a=s.margin + 5)
    seats = _("县区以政府驻地代表；时间是平均状况下的门到门推算，不含拥堵、天气和进出城排队")
    plan = _("“1小时”是规划的目标，不是测得的时间")
    group = origins.GROUPS.get(origin)
    return (
        *((group.note,) if group else ()),
        roads, speeds, rail, opened, margin, seats, plan,
    )  # fmt: skip


def _minutes(value: float) -> float | None:
    return round(value, 1) if math.isfinite(value) else None


def _row(arrival: Arrival, limit: float) -> dict[str, Any]:
    return {
        "minutes": _minutes(arrival.minutes),
        "low": _minutes(arrival.low),
        "high": _minutes(arrival.high),
        "mode": arrival.mode,
        "inside": arrival.verdict(limit),
    }


def document(
    minutes: float = PLAN_MINUTES,
    origin: str = LANZHOU_CORE.id,
    settings: Settings = DEFAULT,
    network: Network | None = None,
) -> dict[str, Any]:
    """Return the ring as a JSON document (see the command `ring`).

    Parameters
    ----------
    minutes : float
        The limit, 5 to 240.
    origin : str
        Code of a seat, or a group of seats.
    settings : Settings
        Speeds, waits, openings.
    network : Network, optional
        The skeleton by default.

    Raises
    ------
    TravelError, NetworkError
        The limit, the origin or a line cannot be used.
    """
    limit = checked_minutes(minutes)
    network = network or skeleton()
    journey = reach(origin, settings, network)
    counties = []
    for unit in units.counties():
        row = {"adcode": unit.adcode, "name": unit.name} | _row(journey.arrival(unit.adcode), limit)
        if row["inside"] == "edge":
            row["decided_by"] = [
                {"figure": f.name, "basis": f.basis, "total": _minutes(f.total), "flips": f.flips}
                for f in deciding(journey, unit.adcode, limit)
            ]
        counties.append(row)
    named = [
        {
            "name": claim.named.name,
            "stands_for": [
                {"node": node, "name": network.nodes[node].name} for node in claim.named.nodes
            ],
            "note": claim.note,
            "plan_minutes": PLAN_MINUTES,
            "within_plan": verdict(PLAN_MINUTES, claim.arrival.low, claim.arrival.high),
        }
        | _row(claim.arrival, limit)
        for claim in claims(journey)
    ]
    return {
        "origin": origin,
        "minutes": limit,
        "band": [limit - BAND, limit + BAND],
        "counties": counties,
        "named_in_plan": named,
        "assumptions": list(assumptions(settings, network, origin)),
    }

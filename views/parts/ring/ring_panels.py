"""Below the map of the ring: claim beside computed, gains, one path, shares, all counties."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from data.i18n import _
from geo.places import units
from geo.travel import decisive_figures, origins, ring_document
from geo.travel.journeys import MODE_NAMES, VERDICT_NAMES, Arrival, Leg, Reach, reach, verdict
from geo.travel.network import BASIS_NAMES, STATUS_NAMES, TransportLine
from indicators import accessibility, registry
from layers import wording
from views.parts.figures import data_tables
from views.parts.page import frame
from views.parts.page.address import Address
from views.parts.ring import ring_map
from views.parts.ring.ring_controls import RingChoice

if TYPE_CHECKING:
    import pandas as pd

SHARE = "longform_scientific_research_technical_services"
MOST_FIGURES = 6
KIND_NAMES = {
    "road": _("公路"),
    "access": _("接驳"),
    "rail": _("铁路"),
    "wait": _("候车"),
    "egress": _("出站"),
    "dwell": _("停站"),
}
SOURCE = _("交通数字各条出处见路径表；县区人口：第七次全国人口普查分县资料（国家统计局，2022）")


def show(tie: Address, choice: RingChoice, journey: Reach, opened: str | None) -> None:
    """Write all parts.

    Parameters
    ----------
    tie : Address
        The page's tie to the URL.
    choice : RingChoice
        What is asked.
    journey : Reach
        Times under that choice.
    opened : str or None
        The county that stands open on the map.
    """
    _claims(journey, choice)
    if opened and opened not in journey.seats:
        _path(journey, opened, choice)
    _gains(journey, choice)
    _share(tie, journey, choice)
    _everyone(journey, choice)
    with st.expander(_("这些时间怎么来的，靠得住多少")):
        sentences = ring_document.assumptions(journey.settings, journey.network, journey.origin)
        st.markdown("\n".join(f"- {frame.plain(sentence)}" for sentence in sentences))


def interval(arrival: Arrival) -> str:
    """Return “45–60”, or an em dash when the place is not reached."""
    if not math.isfinite(arrival.minutes):
        return "—"
    return f"{arrival.low:.0f}–{arrival.high:.0f}"


def _minutes(value: float) -> float | None:
    return round(value, 1) if math.isfinite(value) else None


def _claims(journey: Reach, choice: RingChoice) -> None:
    import pandas as pd

    st.header(_("规划点名的成员与推算时间"), anchor=False)
    rows = [
        {
            _("规划点名（目标60分钟）"): claim.named.name,
            _("推算（分）"): _minutes(claim.arrival.minutes),
            _("误差范围（分）"): interval(claim.arrival),
            _("对照目标"): VERDICT_NAMES[
                verdict(ring_document.PLAN_MINUTES, claim.arrival.low, claim.arrival.high)
            ],
            _("方式"): MODE_NAMES[claim.arrival.mode],
            _("以哪里代表"): claim.note,
            _("何数左右判断"): _decided(journey, claim.arrival.node),
        }
        for claim in ring_document.claims(journey)
    ]
    data_tables.show(pd.DataFrame(rows), _("规划点名与推算时间"))
    frame.source(
        SOURCE,
        (
            _("“1小时”是规划的目标，表中时间是按现有资料推算，不是实测，也不是对规划的评判"),
            _("从{start}出发").format(start=origins.start(choice.origin)),
        ),
    )


def _decided(journey: Reach, node: str) -> str:
    """Return which single figures would change the verdict about the hour."""
    figures = decisive_figures.deciding(journey, node, ring_document.PLAN_MINUTES)
    if not figures:
        return ""
    flips = [figure.name for figure in figures if figure.flips]
    if flips:
        return "；".join(flips[:2])
    return _("单独变动任何一个数都不改变判断；最要紧的是{name}").format(name=figures[0].name)


def _path(journey: Reach, code: str, choice: RingChoice) -> None:
    place = units.unit(code)
    st.header(_("去{place}的路径").format(place=place.name), anchor=False)
    arrival = journey.arrival(code)
    legs = ring_map.merged(journey.path(code))
    if not legs:
        st.info(_("路网不能到达{place}。").format(place=place.name))
        return
    st.markdown(
        _("推算 **{m:.0f} 分钟**（{interval}），{verdict}。").format(
            m=arrival.minutes,
            interval=interval(arrival),
            verdict=VERDICT_NAMES[arrival.verdict(choice.minutes)],
        )
    )
    data_tables.show(_legs(legs), _("路径-{a}-{b}").format(a=journey.origin, b=code))
    figures = decisive_figures.deciding(journey, code, choice.minutes)
    if figures:
        lines = [
            _("{name}（{basis}）单独取不利的一端，全程 {total:.0f} 分钟{flips}").format(
                name=frame.plain(figure.name),
                basis=BASIS_NAMES.get(figure.basis, _("设定值")),
                total=figure.total,
                flips=_("，判断改变") if figure.flips else "",
            )
            for figure in figures[:MOST_FIGURES]
        ]
        st.caption(_("误差内两可，各数的分量：") + "\n" + "\n".join(f"- {line}" for line in lines))


def _legs(legs: tuple[Leg, ...]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(
        [
            {
                _("方式"): KIND_NAMES[leg.kind],
                _("从"): leg.start,
                _("到"): leg.end,
                _("线路"): leg.route,
                _("里程（公里）"): None if leg.length_km is None else round(leg.length_km, 1),
                _("分钟"): round(leg.minutes, 1),
                _("误差范围"): f"{leg.low:.0f}–{leg.high:.0f}",
                _("依据"): leg.figure,
                _("出处"): "；".join(leg.sources),
                _("说明"): leg.note,
            }
            for leg in legs
        ]
    )


def _gains(journey: Reach, choice: RingChoice) -> None:
    import pandas as pd

    lines = journey.network.lines()
    if not lines:
        return
    st.header(_("在建线路通车前后，{m:g} 分钟以内").format(m=choice.minutes), anchor=False)
    groups: list[tuple[str, tuple[str, ...]]] = [(line.name, (line.name,)) for line in lines]
    groups.append((_("全部"), tuple(line.name for line in lines)))
    status = {line.name: _status(line) for line in lines}
    rows = []
    for name, wanted in groups:
        found = accessibility.gain(
            choice.minutes, wanted, choice.origin, journey.settings, journey.network
        )
        rows.append(
            {
                _("线路"): name,
                _("新增县区"): "、".join(units.unit(c).short for c in found.counties) or "—",
                _("新增常住人口（万人，2020）"): _scaled(found.residents),
                _("新增大专及以上（万人，2020）"): _scaled(found.graduates),
                _("缩短最多（分，前→后）"): _shortened(journey, choice, wanted),
                _("县区数（前→后）"): f"{len(found.before.members)} → {len(found.after.members)}",
                _("现状"): status.get(name, ""),
            }
        )
    data_tables.show(pd.DataFrame(rows), _("在建线路前后"))
    frame.source(SOURCE, (_("整县按驻地计入，按中间值判断；不含兰州新区；其余设定不变"),))


def _status(line: TransportLine) -> str:
    word = STATUS_NAMES[line.status]
    return word if line.opened in ("", word) else f"{word}；{line.opened}"


def _shortened(journey: Reach, choice: RingChoice, lines: tuple[str, ...]) -> str:
    """Return the county that a line brings nearest, with its minutes before and after."""
    closed = tuple(name for name in journey.settings.opened if name not in lines)
    base = replace(journey.settings, opened=closed)
    before, after = (
        reach(choice.origin, settings, journey.network)
        for settings in (base, base.with_open(lines))
    )
    saved = {
        unit.adcode: (before.times(unit.adcode)[1], after.times(unit.adcode)[1])
        for unit in units.counties()
    }
    code = max(saved, key=lambda c: saved[c][0] - saved[c][1])
    first, second = saved[code]
    if first - second < 0.5:
        return "—"
    return f"{units.unit(code).short} {first:.0f} → {second:.0f}"


def _scaled(people: float | None) -> float | None:
    return None if people is None else round(people / 1e4, 1)


def _share(tie: Address, journey: Reach, choice: RingChoice) -> None:
    st.header(_("{m:g} 分钟以内占全省多少").format(m=choice.minutes), anchor=False)
    counts = {item.id: item for item in registry.of_level("county") if item.kind == "count"}
    default = SHARE if SHARE in counts else next(iter(counts))
    start = tie.own("of", counts, default)
    chosen = st.selectbox(
        _("总量指标"),
        list(counts),
        format_func=lambda key: counts[key].name,
        key=tie.seed("of", start),
    )
    tie.keep("of", chosen, default)
    item = counts[chosen]
    year = max(item.years)
    inside = accessibility.inside(journey, choice.minutes)
    part = accessibility.share(chosen, year, inside)
    left, middle, right = st.columns(3)
    left.metric(_("占全省（%）"), wording.number(part.per_cent, 1))
    middle.metric(
        _("按误差上下界（%）"),
        f"{wording.number(part.least, 1)}–{wording.number(part.most, 1)}",
    )
    right.metric(
        _("圈内 / 全省（{unit}）").format(unit=item.unit),
        f"{wording.number(part.inside, item.digits)} / {wording.number(part.whole, item.digits)}",
    )
    notes = [_("圈内为驻地在时限内的{n}个县区，整县合计").format(n=len(inside.members))]
    if part.missing:
        names = "、".join(units.unit(code).short for code in part.missing[:8])
        notes.append(
            _("{n}个县区没有数（{names}等），不在分子也不在分母").format(
                n=len(part.missing), names=names
            )
        )
    frame.source(item.sources[year], (*notes, *item.caveats))


def _everyone(journey: Reach, choice: RingChoice) -> None:
    import pandas as pd

    st.header(_("87 个县级单元的时间"), anchor=False)
    rows = [
        {
            _("代码"): arrival.node,
            _("县（市、区）"): arrival.name,
            _("市州"): units.unit(arrival.node).prefecture_name,
            _("推算（分）"): _minutes(arrival.minutes),
            _("下界（分）"): _minutes(arrival.low),
            _("上界（分）"): _minutes(arrival.high),
            _("方式"): MODE_NAMES[arrival.mode],
            _("判断"): VERDICT_NAMES[arrival.verdict(choice.minutes)],
        }
        for arrival in sorted(journey.counties(), key=lambda a: (a.minutes, a.node))
    ]
    data_tables.show(
        pd.DataFrame(rows), _("各县区时间-{m:g}分钟").format(m=choice.minutes), height=360
    )
    frame.source(SOURCE)

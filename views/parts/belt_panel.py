"""Below the map of the belt: profile along the river, inside against outside, the measurement."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import streamlit as st

from data import records
from data.i18n import _
from geo import belt as belt_geo
from geo import rivers, units
from indicators import aggregate, belt, registry, river_profile
from layers import wording
from views.parts import belt_charts, frame, tables
from views.parts.address import Address

if TYPE_CHECKING:
    import pandas as pd

DEFAULT = "tertiary_per_100k"
WIDTHS_KM = (5, 10, 20, 30, 40, 60)
MEASURED = "rivers-table-belt"


def show(tie: Address) -> None:
    """Write the three parts.

    Parameters
    ----------
    tie : Address
        The page's; its key prefix is used.
    """
    item = _picker(tie)
    year = max(item.years)
    _profile(item, year)
    _contrast(tie, item, year)
    _measurement(tie)


def _picker(tie: Address) -> registry.Indicator:
    st.subheader(_("沿河剖面"), anchor=False)
    ratios = {i.id: i for i in registry.of_level("county") if i.kind != "count"}
    chosen = st.selectbox(
        _("剖面与对照所用指标"),
        list(ratios),
        index=list(ratios).index(DEFAULT),
        format_func=lambda key: ratios[key].name,
        key=tie.key("profile"),
    )
    return ratios[chosen]


def _profile(item: registry.Indicator, year: int) -> None:
    left, right = st.columns([1.25, 1])
    left.altair_chart(belt_charts.river(), width="stretch")
    right.altair_chart(belt_charts.profile(item.id, year), width="stretch")
    frame.source(
        records.source_line(item.record, MEASURED),
        (
            _("自上而下为由玛曲到景泰的河流次序；浅色河段与对岸或邻县共有"),
            _("虚线为全省87个单元的中位数；没有数的县区写明状态，不作插补"),
            *item.caveats,
        ),
    )


def _contrast(tie: Address, item: registry.Indicator, year: int) -> None:
    st.subheader(_("带内与带外"), anchor=False)
    grouping = (
        st.segmented_control(
            _("带内的划法"),
            list(belt.GROUPINGS),
            default="stem",
            format_func=belt.GROUPINGS.__getitem__,
            key=tie.key("grouping"),
        )
        or "stem"
    )
    found = belt.contrast(item.id, year, grouping=grouping)
    st.markdown(frame.plain(found.sentence))
    st.altair_chart(belt_charts.sides(found), width="stretch")
    tables.show(_groups(found, item), f"{item.name}-{_('带内带外')}-{grouping}")
    with st.expander(_("配对县区（{n}对）").format(n=len(found.matching.pairs))):
        tables.show(_pairs(found, item), f"{item.name}-{_('配对')}-{grouping}")
    frame.source(
        records.source_line(item.record, MEASURED),
        (
            _("克里夫δ为{d}（95%区间{low}至{high}），置换检验p={p}").format(
                d=wording.number(found.delta.value, 2),
                low=wording.number(found.delta.low, 2),
                high=wording.number(found.delta.high, 2),
                p=wording.number(found.p, 4),
            ),
            _(
                "区间由自助法得出（{n}次，固定种子）；逐个指标反复比较，总会偶然碰到“有差别”的"
            ).format(n=4000),
        ),
    )


def _groups(found: belt.Contrast, item: registry.Indicator) -> pd.DataFrame:
    """Return one row a group; means of ratios are plain means over counties, and called so."""
    import pandas as pd

    groups = {
        belt.GROUPINGS[found.grouping]: found.inside,
        belt.OTHERS[found.grouping]: found.outside,
    }
    groups |= {
        river_profile.CATCHMENTS[key]: value
        for key, value in river_profile.catchments(item.id, found.year).items()
    }
    if found.grouping == "stem":
        groups |= {
            _("干流：{name}").format(name=name): value
            for name, value in river_profile.sections(item.id, found.year).items()
        }
    return pd.DataFrame(
        [
            {
                _("分组"): name,
                _("有数县区"): value.n,
                _("缺数"): value.missing,
                _("县均值（简单平均）"): _rounded(value.mean, item.digits),
                _("中位数"): _rounded(value.median, item.digits),
                _("下四分位"): _rounded(value.quarter, item.digits),
                _("上四分位"): _rounded(value.three_quarters, item.digits),
                _("最低"): _rounded(value.low, item.digits),
                _("最高"): _rounded(value.high, item.digits),
            }
            for name, value in groups.items()
        ]
    )


def _rounded(value: float, digits: int) -> float | None:
    return round(value, digits) if math.isfinite(value) else None


def _pairs(found: belt.Contrast, item: registry.Indicator) -> pd.DataFrame:
    import pandas as pd

    values = belt.distribution(item.id, found.year, grouping=found.grouping)["value"]
    inside = belt.GROUPINGS[found.grouping]
    return pd.DataFrame(
        [
            {
                inside: units.unit(pair.first).name,
                _("数值"): _rounded(float(values[pair.first]), item.digits),
                _("配对县区"): units.unit(pair.second).name,
                _("其数值"): _rounded(float(values[pair.second]), item.digits),
                _("差"): _rounded(float(values[pair.first] - values[pair.second]), item.digits),
                _("相异度（标准差）"): round(pair.distance, 2),
            }
            for pair in found.matching.pairs
        ]
    )


def _measurement(tie: Address) -> None:
    st.subheader(_("量算：谁在河边，离河多远"), anchor=False)
    km = st.select_slider(
        _("带宽（距干流甘肃段，km）"), list(WIDTHS_KM), value=20, key=tie.key("km")
    )
    result = belt_geo.belt(km)
    st.markdown(_belt_sentence(result))
    everyone, linxia = st.tabs([_("全部县区"), _("临夏：沿黄河洮河")])
    with everyone:
        tables.show(_counties(result), _("黄河干流量算-{km}公里").format(km=km), height=420)
    with linxia:
        tables.show(_linxia(), _("临夏沿黄河洮河量算"))
    frame.source(records.source_line(MEASURED), (result.method,))


def _belt_sentence(result: belt_geo.BeltResult) -> str:
    people = aggregate.total("pop_resident", 2020, result.members)
    seats = [c for c in belt_geo.measured().values() if c.seat_km <= result.km]
    text = _(
        "干流甘肃段量得 {stem} 公里；带宽 {km:g} 公里时，**{n} 个县区**计入创新带，"
        "{seats} 个县区的驻地在带宽以内。"
    ).format(
        stem=wording.number(result.stem_km, 0),
        km=result.km,
        n=len(result.members),
        seats=len(seats),
    )
    if people.value is not None:
        text += _("带内县区常住人口 {n} 万人（2020年普查，整县合计，不含兰州新区）。").format(
            n=wording.number(people.value / 1e4, 1)
        )
    return text


def _counties(result: belt_geo.BeltResult) -> pd.DataFrame:
    import pandas as pd

    names = dict(zip(rivers.load()["id"], rivers.load()["name"], strict=True))
    rows = []
    for member in result.counties:
        found = belt_geo.measured()[member.adcode]
        rows.append(
            {
                _("代码"): member.adcode,
                _("县（市、区）"): member.name,
                _("位置"): belt_geo.POSITIONS[found.position],
                _("计入创新带"): _("是") if member.in_belt else _("否"),
                _("干流岸长（平分，km）"): round(found.frontage_km, 1),
                _("所临河段长（km）"): round(found.touched_km, 1),
                _("里程起（km）"): None if found.start_km is None else round(found.start_km, 1),
                _("里程止（km）"): None if found.end_km is None else round(found.end_km, 1),
                _("驻地距干流（km）"): round(found.seat_km, 1),
                _("{km:g}公里内面积（%）").format(km=result.km): round(
                    member.share_within * 100, 1
                ),
                _("流域内面积（%，推算）"): round(found.basin_share * 100, 1),
                _("驻地最近的干支流"): names.get(found.seat_river, ""),
            }
        )
    table = pd.DataFrame(rows)
    return table.sort_values(
        [_("里程起（km）"), _("驻地距干流（km）")], na_position="last", kind="stable"
    )


def _linxia() -> pd.DataFrame:
    table = river_profile.linxia()
    return table.rename(
        columns={
            "adcode": _("代码"),
            "name": _("县（市）"),
            "on": _("所临河流"),
            "yellow_km": _("黄河岸长（平分，km）"),
            "yellow_touched_km": _("所临黄河（km）"),
            "tao_km": _("洮河岸长（平分，km）"),
            "tao_touched_km": _("所临洮河（km）"),
        }
    ).round(1)

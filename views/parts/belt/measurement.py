"""The measurement on the belt's page: who lies on the river, Linxia's two rivers, the lines' accuracy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from data import records
from data.i18n import _
from geo.places import units
from geo.rivers import accuracy as river_checks
from geo.rivers import frontage as belt_geo
from geo.rivers import lines
from geo.rivers.measures import ALONG_WORLD_KM
from geo.rivers.stretches import ALONG_KM
from indicators import aggregate, river_profile
from layers import catalogue, wording
from layers.belt_profile import MEASURED
from views.parts.figures import data_tables
from views.parts.page import frame
from views.parts.systems import quotes

if TYPE_CHECKING:
    import pandas as pd

    from views.parts.page.address import Address

WIDTHS_KM = (5, 10, 20, 30, 40, 60)
WIDTH_KM = 20
LINXIA = "lx-unity-belt"


def show(tie: Address) -> None:
    """Write the measurement: the belt of a chosen width, Linxia's belt, and the lines' accuracy.

    Parameters
    ----------
    tie : Address
        The page's; `km` goes into its URL.
    """
    st.header(_("量算：谁在河边，离河多远"), anchor=False)
    start = tie.own("km", map(str, WIDTHS_KM), str(WIDTH_KM))
    slider, _rest = st.columns([1.2, 1])
    km = slider.select_slider(
        _("带宽（距干流甘肃段，km）"), list(WIDTHS_KM), key=tie.seed("km", int(start))
    )
    tie.keep("km", str(km), str(WIDTH_KM))
    result = belt_geo.belt(km)
    st.markdown(_belt_sentence(result))
    everyone, linxia, accuracy = st.tabs([_("全部县区"), _("临夏：沿黄河洮河"), _("河流线有多准")])
    with everyone:
        data_tables.show(
            _counties(result), _("黄河干流量算-{km}公里").format(km=km), height=420, digits=1
        )
        frame.source(records.source_line(MEASURED), (result.method,))
    with linxia:
        _linxia_belt()
    with accuracy:
        _accuracy()


def _linxia_belt() -> None:
    """Write what the prefecture's plan says of its belt, and who lies on the two rivers."""
    system = catalogue.get(LINXIA)
    table = river_profile.linxia()
    st.markdown(frame.plain(_linxia_sentence(table)))
    quotes.of_systems([system])
    data_tables.show(_linxia(table), _("临夏沿黄河洮河量算"), digits=1)
    frame.source(
        records.source_line(MEASURED),
        (
            _("黄河以{stem:g}公里、洮河以{tao:g}公里以内为临河，洮河的线偏差较大").format(
                stem=ALONG_KM, tao=ALONG_WORLD_KM
            ),
            _("几个县共有的河段平分；岸长不到1公里的不算临河"),
        ),
    )


def _linxia_sentence(table: pd.DataFrame) -> str:
    short = [units.unit(code).short for code in table["adcode"]]
    on = dict(zip(short, table["on"], strict=True))
    both = [name for name, words in on.items() if "、" in words]
    yellow = [name for name, words in on.items() if words == _("黄河")]
    tao = [name for name, words in on.items() if words == _("洮河")]
    neither = [name for name, words in on.items() if not words]
    return _(
        "临夏州八县市中，{both}兼临黄河和洮河，{yellow}临黄河，{tao}临洮河，{neither}两河都不临。"
    ).format(
        both="、".join(both),
        yellow="、".join(yellow),
        tao="、".join(tao),
        neither="、".join(neither),
    )


def _accuracy() -> None:
    """Write how far each river line lies from a line that is independent of it."""
    import pandas as pd

    checks = river_checks.load()
    traced = [check for check in checks if check.computed]
    worst, *_between, best = sorted(traced, key=lambda check: check.within_2km)
    st.markdown(
        frame.plain(
            _(
                "四条推算的河（{names}）与另一套更细的高程模型上的水流路径相比，至少{five}%的河长相距"
                "5公里以内；2公里以内的占{low}%（{worst}）至{high}%（{best}）。它们不是测绘成果，只宜看走向。"
                "没有独立的线可比的：{none}。"
            ).format(
                names="、".join(check.name for check in traced),
                five=wording.number(min(check.within_5km for check in traced) * 100, 1),
                low=wording.number(worst.within_2km * 100, 0),
                worst=worst.name,
                high=wording.number(best.within_2km * 100, 0),
                best=best.name,
                none="、".join(river_checks.unchecked()),
            )
        )
    )
    table = pd.DataFrame(
        [
            {
                _("河流"): check.name,
                _("本图的线"): _("推算") if check.computed else _("测绘图"),
                _("与什么比"): river_checks.REFERENCES[check.reference],
                _("线长（km）"): round(check.length_km),
                _("可比（km）"): round(check.compared_km),
                _("2公里内（%）"): round(check.within_2km * 100, 1),
                _("5公里内（%）"): round(check.within_5km * 100, 1),
                _("中位偏差（km）"): check.median_km,
                _("九成偏差（km）"): check.ninth_km,
                _("最大偏差（km）"): check.max_km,
            }
            for check in checks
        ]
    )
    data_tables.show(table, _("河流线的精度"), digits=1)
    frame.source(
        records.source_line("rivers-table-checks"),
        (
            _("每0.5公里河长量一次到对照线的最近距离"),
            _("高程模型上的路径只知道河源，测绘河流的各行可见这种方法本身的误差"),
            _("偏离10公里以后不再比较：对照图没有下游的线，或水出山后在冲积扇上分散"),
        ),
    )


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

    names = dict(zip(lines.load()["id"], lines.load()["name"], strict=True))
    rows = []
    for member in result.counties:
        found = belt_geo.measured()[member.adcode]
        rows.append(
            {
                _("代码"): member.adcode,
                _("县（市、区）"): units.unit(member.adcode).short,
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


def _linxia(table: pd.DataFrame) -> pd.DataFrame:
    table["name"] = [units.unit(code).short for code in table["adcode"]]
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

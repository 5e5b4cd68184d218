"""Below the map of the belt: profile along the river, inside against outside, the measurement.

Every picker lives in the URL: `prof` and `profy` the indicator and its year, `side` the two groups,
`km` the width of the belt.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from data.i18n import _
from geo.places import units
from indicators import inside_outside, registry, revised, river_profile
from layers import belt_profile, belt_sides
from views.parts.belt import belt_charts, measurement
from views.parts.figures import data_tables, downloads
from views.parts.page import frame

if TYPE_CHECKING:
    import pandas as pd

    from maps.sheet.finished import Sheet
    from views.parts.page.address import Address

DEFAULT = "tertiary_per_100k"
GROUPING = "stem"
CHOICES = {
    "stem": _("沿干流 与 其余"),
    "basin": _("流域内 与 流域外"),
    "course": _("上游 与 中游"),
}


def show(tie: Address) -> None:
    """Write the three parts.

    Parameters
    ----------
    tie : Address
        The page's; its key prefix is used, and its `write` follows.
    """
    item, year = _picker(tie)
    _profile(tie, belt_profile.make(item.id, year))
    _contrast(tie, item, year)
    measurement.show(tie)


def _picker(tie: Address) -> tuple[registry.Indicator, int]:
    """Show the pickers of group, indicator and year: ratios, indices and counts alike."""
    st.header(_("沿河剖面"), anchor=False)
    items = {item.id: item for item in registry.of_level("county")}
    asked = tie.own("prof", items, DEFAULT)
    groups = list(dict.fromkeys(item.group for item in items.values()))
    left, middle, right = st.columns([1, 2.4, 0.8])
    key = tie.seed("prof-group", items[asked].group)
    group = left.selectbox(_("类别"), groups, key=key)
    ids = [item.id for item in items.values() if item.group == group]
    key = tie.seed("prof", asked)
    if st.session_state[key] not in ids:
        st.session_state[key] = ids[0]
    chosen = middle.selectbox(
        _("剖面与对照所用指标"), ids, format_func=partial(_labelled, items), key=key
    )
    item = items[chosen]
    years = sorted(item.years, reverse=True)
    wanted = tie.own("profy", map(str, years), str(years[0]))
    key = tie.seed("profy", int(wanted))
    if st.session_state[key] not in years:
        st.session_state[key] = years[0]
    year = right.selectbox(_("年份"), years, key=key)
    tie.keep("prof", chosen, DEFAULT)
    tie.keep("profy", str(year), str(years[0]))
    return item, year


def _labelled(items: dict[str, registry.Indicator], key: str) -> str:
    item = items[key]
    return _("{name}（总量）").format(name=item.name) if item.kind == "count" else item.name


def _profile(tie: Address, figure: belt_profile.Profile) -> None:
    left, right = st.columns([1.25, 1])
    left.altair_chart(
        belt_charts.river(figure), width="stretch", alt=_("沿干流各县区的河段，自源头往下。")
    )
    right.altair_chart(
        belt_charts.profile(figure), width="stretch", alt=_("沿干流各县区的数值，自源头往下。")
    )
    frame.source(figure.source, figure.notes)

    def draw() -> Sheet:
        from maps.figures import along_river

        return along_river.profile(figure)

    downloads.offer(draw, lambda: belt_profile.table(figure), figure.title, key=tie.key("profile"))


def _contrast(tie: Address, item: registry.Indicator, year: int) -> None:
    st.header(_("带内与带外，上游与中游"), anchor=False)
    start = tie.own("side", CHOICES, GROUPING)
    if item.kind == "count":
        tie.keep("side", start, GROUPING)
        st.info(
            frame.plain(
                _(
                    "“{name}”是总量，大小随县区的人口和面积而变，两组县区的平均数不能说明高低，"
                    "所以不作对照。请在上面改选比率指标。"
                ).format(name=item.name)
            )
        )
        return
    grouping = (
        st.segmented_control(
            _("比较哪两组"),
            list(CHOICES),
            format_func=CHOICES.__getitem__,
            key=tie.seed("side", start),
        )
        or GROUPING
    )
    tie.keep("side", grouping, GROUPING)
    try:
        found = inside_outside.contrast(item.id, year, grouping=grouping)
    except inside_outside.NotComparableError as error:
        st.info(frame.plain(error.message))
        return
    figure = belt_sides.make(found)
    st.markdown(frame.plain(found.sentence))
    st.altair_chart(belt_charts.sides(figure), width="stretch", alt=_("带内与带外县区的数值分布。"))
    frame.source(figure.source, figure.notes)

    def draw() -> Sheet:
        from maps.figures import along_river

        return along_river.sides(figure)

    downloads.offer(draw, lambda: belt_sides.table(figure), figure.title, key=tie.key("sides"))
    data_tables.show(
        _groups(found, item), f"{item.name}-{year}-{_('分组')}-{grouping}", digits=item.digits
    )
    with st.expander(_("配对县区（{n}对）").format(n=len(found.matching.pairs))):
        name = f"{item.name}-{year}-{_('配对')}-{grouping}"
        data_tables.show(_pairs(found, item), name, digits=max(item.digits, 2))


def _groups(found: inside_outside.Contrast, item: registry.Indicator) -> pd.DataFrame:
    """Return one row a group; means of ratios are plain means over counties, and called so."""
    import pandas as pd

    groups = {
        inside_outside.GROUPINGS[found.grouping]: found.inside,
        inside_outside.OTHERS[found.grouping]: found.outside,
    }
    if found.grouping != "course":
        courses = river_profile.courses(item.id, found.year)
        groups[_("其中上游县区") if found.grouping == "basin" else _("流域内上游县区")] = courses[
            "upper"
        ]
        groups[_("其中中游县区") if found.grouping == "basin" else _("流域内中游县区")] = courses[
            "middle"
        ]
    if found.grouping == "stem":
        groups |= {
            _("干流：{name}").format(name=name): value
            for name, value in river_profile.sections(item.id, found.year).items()
        }
    table = pd.DataFrame(
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
    return revised.noted(table, [item.id])


def _rounded(value: float, digits: int) -> float | None:
    return round(value, digits) if math.isfinite(value) else None


def _pairs(found: inside_outside.Contrast, item: registry.Indicator) -> pd.DataFrame:
    import pandas as pd

    values = inside_outside.distribution(item.id, found.year, grouping=found.grouping)["value"]
    inside = inside_outside.GROUPINGS[found.grouping]
    table = pd.DataFrame(
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
    return revised.noted(table, [item.id])

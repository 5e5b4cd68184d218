"""县域比较: two to eight counties side by side, and where each stands in the province."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from briefing import findings
from data.i18n import _
from geo.places import units
from indicators import registry, revised
from layers.prepared import prepare
from layers.spec import MAX_SELECTED, MapSpec
from views.parts.figures import charts, data_tables, trend_table
from views.parts.map import map_view
from views.parts.page import address, frame

DEFAULT = MapSpec(indicator="tertiary_per_100k", year=2020, selected=("620102", "620123", "622901"))
FIGURES = (
    "pop_resident",
    "urbanization_rate",
    "tertiary_per_100k",
    "mean_years_schooling_15plus",
    "share_professional_technical",
    "share_scientific_research_technical_services",
    "gdp_per_capita_census",
    "share_secondary",
)

tie, spec = address.read("compare", DEFAULT)
frame.header(_("县域比较"), _("选定的几个县区差在哪里，各自在全省 87 个县级单元中排在什么位置？"))
names = {u.adcode: f"{u.name}（{u.prefecture_name}）" for u in units.counties()}
ratios = {i.id: i for i in registry.of_level("county") if i.kind != "count"}
left, right = st.columns([1, 3.1])
with left:
    chosen = st.multiselect(
        _("县区（2—8 个）"),
        list(names),
        format_func=names.__getitem__,
        max_selections=MAX_SELECTED,
        placeholder=_("输入县名"),
        wrap=True,
        key=tie.seed("counties", list(spec.selected)),
    )
    shown = st.selectbox(
        _("地图上的指标"),
        list(ratios),
        format_func=lambda item: ratios[item].name,
        key=tie.seed("ind", spec.indicator if spec.indicator in ratios else DEFAULT.indicator),
    )
    figures = st.multiselect(
        _("比较的指标"),
        [i.id for i in registry.of_level("county")],
        default=list(FIGURES),
        format_func=lambda item: registry.get(item).name,
        placeholder=_("选择指标"),
        wrap=True,
        key=tie.key("figures"),
    )
latest = max(ratios[shown].years)
spec = replace(spec, selected=tuple(chosen), indicator=shown, year=latest, pooled=())
prepared = prepare(spec)
with right:
    said = findings.of_comparison(shown, latest, chosen) if len(chosen) > 1 else ""
    map_view.show(tie, prepared, card=False, finding=said)
    frame.source(prepared.source_line, prepared.notes)
    map_view.offers(tie, prepared, prepared.title)
if len(chosen) < 2:
    st.info(_("请至少选择两个县区：在左侧输入县名，或在别的地图上点开县区后选“加入比较”。"))
elif figures:
    st.header(_("各自在全省的位置"), anchor=False)
    st.altair_chart(
        charts.strips(figures, chosen),
        width="stretch",
        alt=_("选定县区在每项指标的最小数与最大数之间的位置；数值见下表。"),
    )
    st.caption(
        _(
            "每条细线是一个有数的县级单元，左端为其中最小的数，右端为最大的数，中间按数值等比例排开；空心菱形是有数单元的中位数。"
        )
    )
    trend_table.of_several(figures, chosen)
    st.header(_("数值与位次"), anchor=False)
    data_tables.show(data_tables.comparison(figures, chosen), _("县域比较"))
    frame.sources((registry.get(f).source for f in figures), revised.notes(figures))
tie.write(spec)

"""县域比较: counties and groups side by side; who leads, who lags, and by how much, comes first."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from briefing import findings
from data.i18n import _
from geo.places import units
from indicators import comparison, registry, revised
from indicators.comparison import Side
from layers.prepared import prepare
from layers.spec import MAX_SELECTED, MapSpec
from views.parts.figures import (
    charts,
    compared_choice,
    comparison_table,
    data_tables,
    paper_table,
    scatter_panel,
    trend_table,
)
from views.parts.map import map_view
from views.parts.page import address, frame

DEFAULT = MapSpec(indicator="tertiary_per_100k", year=2020, selected=("620102", "620123", "622901"))
MOST_GROUPS = 4
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
counties = tie.seed("counties", list(spec.selected))
clicked = map_view.opened(tie)
if clicked and clicked != st.session_state.get(tie.key("added")):
    # a click on the map adds the county to those that are compared
    st.session_state[tie.key("added")] = clicked
    kept = st.session_state[counties]
    st.session_state[counties] = list(dict.fromkeys([*kept, clicked]))[:MAX_SELECTED]
with left:
    chosen = st.multiselect(
        _("县区（2—8 个）"),
        list(names),
        format_func=names.__getitem__,
        max_selections=MAX_SELECTED,
        placeholder=_("输入县名"),
        wrap=True,
        key=counties,
    )
    shown = st.selectbox(
        _("地图上的指标"),
        list(ratios),
        format_func=lambda item: ratios[item].name,
        key=tie.seed("ind", spec.indicator if spec.indicator in ratios else DEFAULT.indicator),
    )
    every = [i.id for i in registry.of_level("county")]
    figures = st.multiselect(
        _("比较的指标"),
        every,
        format_func=lambda item: registry.get(item).name,
        placeholder=_("选择指标"),
        wrap=True,
        key=tie.seed("figures", compared_choice.figures(tie, every, FIGURES)),
    )
    groups = st.multiselect(
        _("加入成组的县区"),
        list(compared_choice.groups()),
        format_func=lambda key: compared_choice.groups()[key].name,
        max_selections=MOST_GROUPS,
        placeholder=_("市州或布局"),
        wrap=True,
        key=tie.seed("groups", compared_choice.asked(tie)),
    )
latest = max(ratios[shown].years)
spec = replace(spec, selected=tuple(chosen), indicator=shown, year=latest, pooled=())
prepared = prepare(spec)
sides = [Side(code, units.unit(code).name, (code,)) for code in chosen]
sides += [compared_choice.groups()[key] for key in groups]
with right:
    grouped = [compared_choice.groups()[key] for key in groups]
    said = findings.of_comparison(shown, latest, chosen, grouped) if len(sides) > 1 else ""
    frame.finding(said)
    with st.container(key="compare-first"):
        if len(sides) > 1:
            first = comparison_table.table(comparison.compare(shown, latest, sides), chosen)
            comparison_table.show(first)
    map_view.show(tie, prepared, card=False, finding="", fit=chosen)
    frame.source(prepared.source_line, prepared.notes)
    map_view.offers(tie, prepared, prepared.title)
    if len(sides) > 1:
        paper_table.show(first)
        data_tables.downloads(first, _("县域比较-首表"))
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
    scatter_panel.show(tie, shown, chosen)
    trend_table.of_several(figures, chosen)
    st.header(_("数值与位次"), anchor=False)
    data_tables.show(data_tables.comparison(figures, chosen), _("县域比较"))
    frame.sources((registry.get(f).source for f in figures), revised.notes(figures))
compared_choice.keep(tie, figures, FIGURES, groups)
tie.write(spec)

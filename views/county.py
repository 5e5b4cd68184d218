"""一县一页: everything the atlas knows about one county."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from briefing import findings
from data.i18n import _
from geo.neighbours import contiguity
from geo.places import units
from layers import catalogue
from layers.prepared import prepare
from layers.spec import MapSpec
from views.parts.figures import data_tables, research_index_text, trend_table
from views.parts.map import county_card, map_view
from views.parts.page import address, frame
from views.parts.peers import peer_panel
from views.parts.systems import policy_list_text, quotes, single_figure_text

DEFAULT = MapSpec(selected=("620123",))

tie, spec = address.read("county", DEFAULT)
opened = map_view.open_from(tie, spec.selected or DEFAULT.selected)
codes = {u.adcode: f"{u.name}（{u.prefecture_name}）" for u in units.counties()}
key = tie.seed("county", opened or DEFAULT.selected[0])
if opened and opened != st.session_state[key] and st.session_state.get(tie.key("last")) != opened:
    st.session_state[key] = opened
frame.header(_("一县一页"), _("这个县区属于哪些创新布局，规划怎么说它，各项指标在全省排第几？"))
left, right = st.columns([1, 1.35])
with left:
    adcode = st.selectbox(
        _("县区"), list(codes), format_func=codes.__getitem__, placeholder=_("输入县名"), key=key
    )
    st.session_state[tie.key("last")] = st.session_state[tie.key("open")] = adcode
    unit = units.unit(adcode)
    st.header(unit.name, anchor=False)
    st.caption(f"{unit.prefecture_name} · {_('行政区划代码')} {adcode}")
    systems = catalogue.systems_of(adcode)
    st.markdown(f"**{_('所属创新布局')}**")
    if systems:
        frame.chips(county_card.chips(adcode, systems))
    else:
        st.caption(_("两个规划的布局都没有把它列为成员。"))
    st.markdown(f"**{_('规划中点到它的句子')}**")
    with st.container(height=300, border=True, key="plan-words"):
        quotes.of_county(adcode)
        frame.on_paper(_("句子较多，纸上只印前 8 句；全部句子见屏幕，或“规划原文”页。"))
    st.markdown(f"**{_('国家级与省级名单')}**")
    policy_list_text.of_county(adcode)
    single_figure_text.of_county(adcode)
spec = replace(spec, systems=tuple(s.id for s in systems if s.parent is None), selected=(adcode,))
prepared = prepare(spec, title=unit.name)
with right:
    # the county among its neighbours, not a speck in the province
    around = (adcode, *contiguity()[adcode])
    map_view.show(tie, prepared, card=False, finding=findings.of_county(adcode), fit=around)
    frame.source(prepared.source_line, prepared.notes)
peer_panel.of_county(tie, unit)
trend_table.of_county(unit)
st.header(_("指标、位次与出处"), anchor=False)
data_tables.show(data_tables.county(adcode), unit.name, height=520)
research_index_text.of_county(unit)
tie.write(spec)

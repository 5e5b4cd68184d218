"""政策叠加: how many plans' systems and government lists each county is in, and which."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.i18n import _
from layers import policy_lists, stacking
from layers.prepared import prepare
from layers.spec import MapSpec
from views.parts.figures import data_tables
from views.parts.map import map_view
from views.parts.overlay import overlay_controls, overlay_tables
from views.parts.page import address, frame

TITLE = _("政策叠加")

tie, spec = address.read("overlay", MapSpec(systems=stacking.proposed(), stacked=True))
frame.header(TITLE, _("每个县区在多少项规划布局和国家级、省级名单里，是哪些，哪些县区都不在？"))
map_view.open_from(tie, spec.selected)
left, right = st.columns([1, 3.1])
with left, st.container(height=620, border=False, key="slim"):
    chosen = overlay_controls.choose(tie, spec)
spec = replace(spec, systems=chosen, stacked=True, selected=map_view.marked(tie, spec.selected))
found = stacking.stack(chosen)
prepared = prepare(spec, title=TITLE)
with right:
    map_view.show(tie, prepared)
    frame.source(prepared.source_line, (*prepared.notes, *overlay_tables.remarks()))
    map_view.offers(tie, prepared, TITLE, unmark=True)
by_county, matrix, catalogue_tab, text_tab = st.tabs(
    [_("各县区在哪些项里"), _("县区×布局与名单"), _("名单目录"), _("只作文字的名单")]
)
with by_county:
    data_tables.show(overlay_tables.counties(found), _("政策叠加-分县"), height=420)
with matrix:
    st.caption(_("整：整县在其中；部：只有园区、镇或部分地域在其中；空：不在其中。"))
    data_tables.show(overlay_tables.matrix(found), _("政策叠加-矩阵"), height=460)
with catalogue_tab:
    drawn = policy_lists.drawn().values()
    data_tables.show(overlay_tables.catalogue(drawn), _("国家级与省级名单"), height=420)
with text_tab:
    st.caption(
        _("这些名单在甘肃的部分不完整或未核实，不画图、不计入叠加，只在读到的县区页上写明。")
    )
    others = [item for item in policy_lists.load().values() if not item.drawable]
    data_tables.show(overlay_tables.catalogue(others), _("只作文字的名单"), height=380)
tie.write(spec)

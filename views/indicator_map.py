"""指标地图: any indicator by county or prefecture, layout systems outlined on top."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.i18n import _
from geo.extents import Extent
from indicators import registry
from layers.prepared import prepare
from layers.spec import MapSpec
from views.parts.figures import data_tables
from views.parts.map import controls, extent_controls, map_view, pattern_panel
from views.parts.page import address, frame

DEFAULT = MapSpec(indicator="tertiary_per_100k", year=2020)

tie, spec = address.read("indicators", DEFAULT, wide=True)
frame.header(_("指标地图"), _("这项指标在全省各县区怎样分布，高在哪里、低在哪里、缺在哪里？"))
opened = map_view.open_from(tie, spec.selected)
left, right = st.columns([1, 3.1])
with left:
    spec = controls.indicator_picker(tie, spec, levels=("county", "prefecture"))
    spec = extent_controls.extent_picker(tie, spec)
    spec = controls.class_pickers(tie, spec)
    spec = controls.outline_picker(tie, spec)
spec = replace(spec, selected=map_view.marked(tie, spec.selected))
prepared = prepare(spec)
in_gansu = spec.extent is Extent.GANSU
item = registry.get(spec.indicator or "")
year = prepared.spec.year or max(item.years)
with right:
    if in_gansu and 2 * item.coverage[year] < item.units:
        st.markdown(f"**{frame.plain(prepared.subtitle)}**")
    map_view.show(tie, prepared)
    frame.source(prepared.source_line, prepared.notes)
    if in_gansu:
        map_view.offers(tie, prepared, prepared.title, unmark=True)
    else:
        extent_controls.exports_note()
st.header(prepared.title, anchor=False)
st.caption(frame.plain(_("定义：{text}").format(text=item.definition)))
if in_gansu:
    pattern_panel.show(item.id, year)
    data_tables.show(data_tables.values(item.id, year), item.name, height=420)
else:
    extent_controls.show_table(prepared)
tie.write(spec)

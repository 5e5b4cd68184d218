"""兰州一小时创新圈: the plan's claim, and how long it takes by what is known of the network."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from briefing import findings
from data.i18n import _
from geo.travel import osm
from geo.travel.journeys import reach
from layers import catalogue
from layers.prepared import prepare
from layers.spec import MapSpec, MapWindow
from layers.system_layers import REACH_NOTE
from views.parts.map import controls, map_view
from views.parts.page import address, frame
from views.parts.ring import ring_controls, ring_map, ring_panels
from views.parts.systems import quotes

TITLE = _("兰州一小时创新圈")
systems = tuple(s for s in catalogue.of_page("ring") if s.shape != "none")
default = tuple(s.id for s in systems if s.kind == "axis")
tie, spec = address.read("ring", MapSpec(systems=default, view=MapWindow(35.95, 103.55, 8.0)))
frame.header(TITLE, _("规划点名的成员，从兰州主城区出发多久能到，这个时间有多大把握？"))
network, problem = osm.active()
if problem:
    st.warning(frame.plain(problem))
opened = map_view.open_from(tie, spec.selected)
left, right = st.columns([1, 3.1])
with left, st.container(height=640, border=False, key="slim"):
    choice = ring_controls.choose(tie, network)
    shown = controls.system_pills(
        tie,
        spec,
        {
            _("创新圈与城市群"): tuple(s for s in systems if s.kind != "axis"),
            _("五条交通轴线"): tuple(s for s in systems if s.kind == "axis"),
        },
    )
    with st.expander(_("规划怎么说")):
        quotes.of_systems([catalogue.get(item) for item in shown], tasks=True)
journey = reach(choice.origin, choice.settings, network)
spec = replace(spec, systems=shown, selected=(opened,) if opened else ())
path = journey.path(opened) if opened and opened not in journey.seats else ()
prepared = ring_map.drawn(prepare(spec, title=TITLE), journey, choice.minutes, path=path)
with right:
    map_view.show(tie, prepared, finding=findings.of_ring(journey, choice.minutes))
    frame.source(
        _("{base}；交通数字见下").format(base=prepared.source_line),
        (
            # the range is the page's own, not the plan's hour that the note on it speaks of
            *(note for note in prepared.notes if note != REACH_NOTE),
            _("轴线与路径是驻地、车站之间的示意直线；范围线由推算时间得出，只画省内"),
        ),
    )
ring_panels.show(tie, choice, journey, opened)
tie.write(spec)

"""总览: the whole innovation layout on one map, and what the plans say of it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.i18n import _
from geo.places import units
from layers import catalogue, policy_lists
from layers.prepared import prepare
from layers.spec import MapSpec
from views.parts.map import controls, map_view
from views.parts.page import address, frame
from views.parts.systems import quotes

FAMILIES = {
    "demonstration_zone": _("科技创新示范区"),
    "cluster": _("现代产业创新集群"),
    "innovation_zone": _("兰白“两区”"),
    "reform_zone": _("兰白“两区”"),
    "belt": _("黄河流域创新带"),
    "belt_part": _("黄河流域创新带"),
    "city_cluster": _("城市群与一小时圈"),
    "ring": _("城市群与一小时圈"),
    "ring_node": _("城市群与一小时圈"),
    "axis": _("城市群与一小时圈"),
    "corridor": _("丝绸之路科技走廊"),
    "science_centre": _("科学中心、基地与平台"),
    "base": _("科学中心、基地与平台"),
    "platform": _("科学中心、基地与平台"),
    "claim_part": _("“中强西高东低南弱”"),
}


def families() -> dict[str, tuple[catalogue.System, ...]]:
    """Return the rows of switches: drawable systems of both plans, and lists, under their headings."""
    rows: dict[str, list[catalogue.System]] = {heading: [] for heading in FAMILIES.values()}
    for system in catalogue.load().values():
        if system.shape == "none":
            continue
        if system.plan == "linxia-145":
            heading = _("临夏州规划")
        else:
            heading = FAMILIES.get(system.kind, _("点名的区域"))
        rows.setdefault(heading, []).append(system)
    rows[_("国家级与省级名单")] = list(policy_lists.drawn().values())
    return {heading: tuple(systems) for heading, systems in rows.items()}


def default_systems() -> tuple[str, ...]:
    """Return what the first view shows: the clusters, the demonstration zones, the belt and the ring."""
    shown = {"cluster", "demonstration_zone", "belt", "ring"}
    return tuple(
        s.id for s in catalogue.load().values() if s.kind in shown and s.plan == "gansu-145"
    )


tie, spec = address.read("overview", MapSpec(systems=default_systems()))
frame.header(_("总览"), _("甘肃的区域科技创新布局在哪里，两个规划各给它什么任务？"))
opened = map_view.open_from(tie, spec.selected)

left, right = st.columns([1, 3.1])
with left, st.container(height=620, border=False, key="slim"):
    layers_tab, words_tab = st.tabs([_("图层"), _("规划怎么说")])
    with layers_tab:
        systems = controls.system_pills(tie, spec, families())
    spec = replace(spec, systems=systems, selected=map_view.marked(tie, spec.selected))
    with words_tab:
        if opened:
            st.markdown(f"**{units.unit(opened).name}**")
            quotes.of_county(opened, limit=6)
        quotes.of_systems([catalogue.get(item) for item in systems])
prepared = prepare(spec)
with right:
    map_view.show(tie, prepared)
    frame.source(prepared.source_line, prepared.notes)
    map_view.offers(tie, prepared, _("甘肃区域创新布局"), unmark=True)
tie.write(spec)

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
from views.parts.overview import doors, telling_figures
from views.parts.page import address, frame, search_box
from views.parts.systems import presets as preset_chips
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


def presets() -> dict[str, tuple[str, ...]]:
    """Return what one click shows: the provincial plan's layout, one part of it at a time."""

    def of(*kinds: str) -> tuple[str, ...]:
        return tuple(
            s.id
            for s in catalogue.load().values()
            if s.kind in kinds and s.plan == "gansu-145" and s.shape != "none"
        )

    return {
        _("兰白“两区”"): of("innovation_zone", "reform_zone"),
        _("一小时创新圈"): of("ring", "ring_node"),
        _("黄河创新带"): of("belt"),
        _("六个示范区"): of("demonstration_zone"),
        _("五大集群"): of("cluster"),
        _("丝路科技走廊"): ("silk-road-corridor",),
        _("兰西城市群"): of("city_cluster"),
        _("中强西高东低南弱"): of("claim_part"),
    }


tie, spec = address.read("overview", MapSpec(systems=next(iter(presets().values()))))
frame.header(_("总览"), _("甘肃的区域科技创新布局在哪里，两个规划各给它什么任务？"))
opened = map_view.open_from(tie, spec.selected)
doors.show()

left, right = st.columns([1, 3.1])
with left, st.container(height=620, border=False, key="slim"):
    search_box.show(tie)
    rows = families()
    preset_chips.picker(tie, spec, _("先看哪一个"), presets(), rows)
    with st.expander(_("全部布局与名单（{n}）").format(n=sum(map(len, rows.values())))):
        systems = controls.system_pills(tie, spec, rows)
    spec = replace(spec, systems=systems, selected=map_view.marked(tie, spec.selected))
    st.markdown(f"**{_('全省五个数')}**")
    telling_figures.show()
    st.markdown(f"**{_('规划怎么说')}**")
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

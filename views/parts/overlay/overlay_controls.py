"""政策叠加: which systems and lists are counted, kept in the URL with the map's."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from layers import policy_lists, stacking
from layers.policy_list import LIST_KIND, TOPIC_NAMES
from layers.spec import MapSpec
from layers.system import System
from views.parts.page.address import Address


def families() -> dict[str, tuple[System, ...]]:
    """Return what can be counted under its heading: the two plans, then the lists by topic."""
    everything = tuple(stacking.choices().values())
    plans = {
        _("省规划布局"): "gansu-145",
        _("临夏州规划布局（只涉及临夏州）"): stacking.PREFECTURE_PLAN,
    }
    rows = {
        heading: tuple(s for s in everything if s.kind != LIST_KIND and s.plan == plan)
        for heading, plan in plans.items()
    }
    lists = policy_lists.among(everything)
    for topic, name in TOPIC_NAMES.items():
        found = tuple(item for item in lists if item.topic is topic)
        if found:
            rows[_("名单：{topic}").format(topic=name)] = found
    return rows


def choose(tie: Address, spec: MapSpec) -> tuple[str, ...]:
    """Show one picker a family; return the ids that are counted, in catalogue order."""
    on: set[str] = set()
    for heading, systems in families().items():
        names = {system.id: system.short for system in systems}
        key = tie.seed(f"of:{heading}", [item for item in names if item in spec.systems])
        on.update(
            st.pills(
                heading, list(names), selection_mode="multi", format_func=names.__getitem__, key=key
            )
        )
    return tuple(item for item in stacking.choices() if item in on)

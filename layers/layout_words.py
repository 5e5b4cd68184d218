"""What a layout map is called, what it says it shows, and what it rests on."""

from __future__ import annotations

from data.i18n import _
from layers import catalogue, list_wording, policy_lists
from layers.policy_list import PolicyList
from layers.spec import MapSpec


def lists_of(spec: MapSpec) -> tuple[PolicyList, ...]:
    """Return the policy lists of a specification."""
    return policy_lists.among(catalogue.get(item) for item in spec.systems)


def list_sources(spec: MapSpec) -> tuple[str, ...]:
    """Return the source line of the lists, none when there are no lists."""
    line = list_wording.source_line(lists_of(spec))
    return (line,) if line else ()


def layout_sources(spec: MapSpec) -> tuple[str, ...]:
    """Return what the layers rest on: the plans, the lists' documents."""
    listed = list_sources(spec)
    if listed and len(lists_of(spec)) == len(spec.systems):
        return listed
    return (_("布局：甘政办发〔2021〕90号、临州办发〔2022〕56号"), *listed)


def layer_count(spec: MapSpec) -> str:
    """Return “3 个布局图层、2 份名单”, without what is not on the map."""
    lists = len(lists_of(spec))
    plans = len(spec.systems) - lists
    read = sum(catalogue.get(item).reading for item in spec.systems)
    some = _("（其中 {n} 个为本图志判读）").format(n=read) if read else ""
    parts = [_("{n} 个布局图层").format(n=plans) + some] if plans or not lists else []
    if lists:
        parts.append(_("{n} 份名单").format(n=lists))
    return "、".join(parts)


def layout_title(spec: MapSpec) -> str:
    """Return the layout's title: a system or list that is alone is what the map is about."""
    if len(spec.systems) == 1:
        return catalogue.get(spec.systems[0]).name
    lists = lists_of(spec)
    if len(lists) < len(spec.systems) or not lists:
        return _("甘肃区域创新布局")
    return _("国家级与省级名单")


def stacked_title(spec: MapSpec) -> str:
    """Return the title of a map that counts: what is counted, plans or lists or both."""
    lists = len(lists_of(spec))
    if lists == len(spec.systems):
        return _("国家级与省级名单的叠加")
    return _("规划布局与名单的叠加") if lists else _("规划布局的叠加")

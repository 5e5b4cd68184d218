"""The slim column: pickers for systems, indicators and classes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import streamlit as st

from data.i18n import _
from indicators import classify, registry
from layers import catalogue, membership, palettes, policy_lists, wording
from layers.catalogue import System
from layers.spec import K_RANGE, MapSpec
from views.parts.page.address import Address

LEVEL_WORDS = {"county": _("县级"), "prefecture": _("市州级"), "province": _("省级")}


def system_pills(
    address: Address, spec: MapSpec, families: dict[str, tuple[System, ...]]
) -> tuple[str, ...]:
    """Show one row of switches a family and return the ids that are on, in catalogue order.

    Parameters
    ----------
    families : dict of str to tuple of System
        Heading of the row and the systems under it.
    """
    left_out(address, spec, {system.id for systems in families.values() for system in systems})
    on: set[str] = set()
    for heading, systems in families.items():
        ids = [system.id for system in systems]
        key = address.seed(f"sys:{heading}", [item for item in ids if item in spec.systems])
        names = {system.id: system.short for system in systems}
        chosen = st.pills(
            heading,
            ids,
            selection_mode="multi",
            format_func=names.__getitem__,
            key=key,
        )
        on.update(chosen)
    return tuple(item for item in catalogue.layers() if item in on)


def left_out(address: Address, spec: MapSpec, offered: Collection[str]) -> None:
    """Tell which systems of the URL a picker does not offer: none is dropped in silence."""
    if not address.fresh:
        return
    known = catalogue.layers()
    names = [known[item].name for item in spec.systems if item not in offered]
    if names:
        address.refuse(
            [_("网址里的布局在这一页画不出来，未采用：{names}。").format(names="、".join(names))]
        )


def indicator_picker(
    address: Address, spec: MapSpec, *, levels: tuple[str, ...], with_year: bool = True
) -> MapSpec:
    """Show the pickers of level, group, indicator and year; return the specification they make.

    Without a year of its own the latest is taken where the indicator lacks the one there was.
    """
    everything = registry.load()
    current = everything.get(spec.indicator or "")
    level = levels[0]
    if len(levels) > 1:
        key = address.seed("level", current.level if current else levels[0])
        level = st.segmented_control(
            _("统计层级"), levels, format_func=LEVEL_WORDS.__getitem__, key=key
        ) or (current.level if current else levels[0])
    items = [item for item in everything.values() if item.level == level]
    groups = list(dict.fromkeys(item.group for item in items))
    group_key = address.seed("group", current.group if current else groups[0])
    if st.session_state[group_key] not in groups:
        st.session_state[group_key] = groups[0]
    group = st.selectbox(_("类别"), groups, key=group_key)
    ids = [item.id for item in items if item.group == group]
    key = address.seed("ind", spec.indicator if spec.indicator in ids else ids[0])
    if st.session_state[key] not in ids:
        st.session_state[key] = ids[0]
    chosen = st.selectbox(_("指标"), ids, format_func=lambda item: everything[item].name, key=key)
    years = sorted(everything[chosen].years)
    if not with_year:
        kept = spec.year if spec.year in years else None
        return replace(spec, indicator=chosen, year=kept, pooled=())
    year_key = address.seed("year", spec.year if spec.year in years else years[-1])
    if st.session_state[year_key] not in years:
        st.session_state[year_key] = years[-1]
    year = _year(years, year_key)
    # classes shared with other years end where another indicator or year is chosen
    pooled = spec.pooled if chosen == spec.indicator and year in spec.pooled else ()
    return replace(spec, indicator=chosen, year=year, pooled=pooled)


def _year(years: list[int], key: str) -> int:
    """Show the years that exist, on a slider where there are several; return the chosen one."""
    if len(years) == 1:
        return st.selectbox(_("年份"), years, key=key)
    return st.select_slider(_("年份"), years, key=key)


def class_pickers(address: Address, spec: MapSpec) -> MapSpec:
    """Show the pickers of method, number of classes and palette."""
    item = registry.get(spec.indicator or "")
    if not item.mappable:
        st.caption(_("这是总量指标，按地图规范用比例圆表示，不做分级设色。"))
        return spec
    method = st.selectbox(
        _("分级方法"),
        list(classify.METHODS),
        format_func=classify.METHODS.__getitem__,
        key=address.seed("by", spec.method),
    )
    low, high = K_RANGE
    k = st.select_slider(
        _("级数"),
        list(range(low, high + 1)),
        format_func=wording.level_count,
        key=address.seed("k", spec.k),
    )
    family = "sequential" if item.diverging_at is None else "diverging"
    known = {p.id: p for p in palettes.load().values() if p.family == family}
    usual = palettes.default_for(item.diverging_at)
    key = address.seed("pal", spec.palette if spec.palette in known else usual)
    if st.session_state[key] not in known:
        st.session_state[key] = usual
    palette = st.selectbox(
        _("配色"), list(known), format_func=lambda item: known[item].name, key=key
    )
    return replace(spec, method=method, k=k, palette=None if palette == usual else palette)


def outline_picker(address: Address, spec: MapSpec) -> MapSpec:
    """Show the picker of layout systems that are outlined over an indicator."""
    names = catalogue.layers()
    options = [s.id for s in catalogue.load().values() if s.areal]
    options += policy_lists.drawn()
    left_out(address, spec, set(options))
    chosen = st.multiselect(
        _("叠加布局边界与名单"),
        options,
        format_func=lambda item: membership.marked(names[item].short, reading=names[item].reading),
        placeholder=_("不叠加"),
        wrap=True,
        key=address.seed("outline", [item for item in spec.systems if item in options]),
    )
    return replace(spec, systems=tuple(chosen))

"""组图: the pickers of what is laid side by side on one sheet, kept in the URL."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

import streamlit as st

from briefing import comparable_years, side_by_side
from briefing.side_by_side import OVER, Group
from data.i18n import _
from indicators import registry
from layers import catalogue
from layers.spec import MapSpec
from maps.sheet.layouts import MOST_MAPS
from views.parts.map import controls
from views.parts.page import frame
from views.parts.page.address import Address

# What the page proposes beside the indicator it came with.
_PROPOSED: Final = (
    "tertiary_per_100k",
    "gdp_per_capita_census",
    "urbanization_rate",
    "pop_change_2010_2020",
)
_FAMILIES: Final = ("cluster", "demonstration_zone")
_LEVELS: Final = ("county", "prefecture")


def pick(tie: Address, spec: MapSpec) -> tuple[MapSpec, Group]:
    """Show the pickers of a sheet of several maps.

    Parameters
    ----------
    tie : Address
        The page's.
    spec : MapSpec
        What the page shows otherwise; its indicator is the one whose years are compared.

    Returns
    -------
    tuple of (MapSpec, Group)
        The specification with what all maps share, and what differs.
    """
    kept: dict[str, tuple[str, ...]] = st.session_state.setdefault(tie.key("groups"), {})
    first = st.session_state.get(tie.key("over:kept"), "years")
    if tie.fresh:
        found, refused = side_by_side.from_query(tie.query, spec)
        tie.refuse(refused)
        if found is not None:
            first = found.over
            if found.items or not refused:
                kept[found.over] = found.items
    over = st.segmented_control(
        _("比什么"), list(OVER), format_func=OVER.__getitem__, key=tie.seed("over", first)
    )
    over = over or first
    st.session_state[tie.key("over:kept")] = over
    spec, group = {"years": _years, "indicators": _indicators, "systems": _systems}[over](
        tie, spec, kept.get(over)
    )
    kept[over] = group.items
    tie.keep("over", group.over, "")
    tie.keep("with", ",".join(group.items), "")
    return spec, group


def _years(
    tie: Address, spec: MapSpec, kept: tuple[str, ...] | None
) -> tuple[MapSpec, Group]:  # fmt: skip
    spec = controls.indicator_picker(tie, spec, levels=_LEVELS, with_year=False)
    item = registry.get(spec.indicator or "")
    known = [str(year) for year in item.years]
    wanted = [year for year in kept or () if year in known]
    # an indicator with other years starts with all of its own
    usual = wanted if kept is not None and wanted == list(kept) else known[-MOST_MAPS:]
    chosen = st.pills(
        _("年份"),
        known,
        selection_mode="multi",
        wrap=True,
        key=tie.seed(f"years:{item.id}", usual),
    )
    remark = comparable_years.remark(item)
    if remark and not comparable_years.refusal(item):
        st.caption(frame.plain(_("{text}。").format(text=remark)))
    with st.expander(_("分级、配色与叠加")):
        spec = controls.class_pickers(tie, spec)
        spec = controls.outline_picker(tie, spec)
    return spec, Group("years", tuple(sorted(chosen)))


@lru_cache(maxsize=1)
def _all_indicators() -> dict[str, str]:
    """Return every indicator and year that can be drawn, with its name."""
    items = [item for level in _LEVELS for item in registry.of_level(level)]
    found = [
        str(side_by_side.IndicatorYear(item.id, year))
        for item in items
        for year in sorted(item.years, reverse=True)
    ]
    return {key: side_by_side.name(key) for key in found}


def _indicators(
    tie: Address, spec: MapSpec, kept: tuple[str, ...] | None
) -> tuple[MapSpec, Group]:  # fmt: skip
    known = _all_indicators()
    own = [spec.indicator] if spec.indicator in _PROPOSED else []
    usual = [side_by_side.with_year(item) for item in dict.fromkeys((*own, *_PROPOSED))]
    chosen = st.multiselect(
        _("指标（2—{most} 项）").format(most=MOST_MAPS),
        list(known),
        format_func=known.__getitem__,
        max_selections=MOST_MAPS,
        placeholder=_("选择指标"),
        wrap=True,
        key=tie.seed("indicators", usual if kept is None else list(kept)),
    )
    asked = [side_by_side.IndicatorYear.read(item).indicator for item in chosen]
    coloured = [item for item in asked if registry.get(item).mappable]
    with st.expander(_("分级、配色与叠加")):
        if coloured:
            like = replace(spec, indicator=coloured[0])
            like = controls.class_pickers(tie, like)
            spec = replace(spec, method=like.method, k=like.k, palette=like.palette)
        spec = controls.outline_picker(tie, spec)
    return spec, Group("indicators", tuple(chosen))


@lru_cache(maxsize=1)
def _all_systems() -> dict[str, str]:
    """Return every family and every system that can be drawn, with its name."""
    families = {
        kind: _("{name}（{n}项）").format(name=found[0].kind_name, n=len(found))
        for kind, found in side_by_side.families().items()
        if len(found) > 1
    }
    alone = {s.id: s.name for s in catalogue.layers().values() if s.shape != "none"}
    return families | alone


def _systems(
    tie: Address, spec: MapSpec, kept: tuple[str, ...] | None
) -> tuple[MapSpec, Group]:  # fmt: skip
    known = dict(_all_systems())
    # a link may lay systems together that are no family
    known.update({item: side_by_side.name(item) for item in kept or () if item not in known})
    chosen = st.multiselect(
        _("布局（2—{most} 类或项，各画一幅）").format(most=MOST_MAPS),
        list(known),
        format_func=known.__getitem__,
        max_selections=MOST_MAPS,
        placeholder=_("选择图层"),
        wrap=True,
        key=tie.seed("group-systems", list(_FAMILIES if kept is None else kept)),
    )
    return spec, Group("systems", tuple(chosen))

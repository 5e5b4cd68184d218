"""A page about one family of layout systems: choose, see, read the plan, compare the members."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from data.i18n import _
from indicators import aggregate, registry, revised
from layers import catalogue, membership, wording
from layers.catalogue import System
from layers.prepared import prepare
from layers.spec import MapSpec
from views.parts.figures import data_tables
from views.parts.map import controls, map_view
from views.parts.page import address, frame
from views.parts.systems import presets, quotes
from views.parts.systems.presets import Presets

if TYPE_CHECKING:
    import pandas as pd

FIGURES = (
    "pop_resident",
    "tertiary_per_100k",
    "share_professional_technical",
    "share_scientific_research_technical_services",
    "gdp_per_capita_census",
)


def page(
    name: str,
    title: str,
    question: str,
    rows: dict[str, tuple[System, ...]],
    default: tuple[str, ...],
    *,
    figures: Sequence[str] = FIGURES,
    remark: str = "",
    alone: Presets | None = None,
    below: Callable[[address.Address], None] | None = None,
) -> tuple[address.Address, tuple[System, ...]]:
    """Write the page and return its tie to the URL and the systems that are on.

    Parameters
    ----------
    name : str
        Key prefix.
    title, question : str
        Heading and the question the page answers.
    rows : dict of str to tuple of System
        The switches.
    default : tuple of str
        System ids that are on without parameters.
    figures : sequence of str
        County-level indicators of the member table.
    remark : str
        A sentence under the map, when something must be said.
    alone : mapping of str to tuple of str, optional
        Chips that show one system, or one family, alone; the map moves to a system.
    below : callable, optional
        Writes what a page has of its own; its parameters go into the URL with the map's.
    """
    tie, spec = address.read(name, MapSpec(systems=default))
    frame.header(title, question)
    map_view.open_from(tie, spec.selected)
    left, right = st.columns([1, 3.1])
    with left, st.container(height=620, border=False, key="slim"):
        if alone:
            presets.picker(tie, spec, _("只看"), alone, rows)
            with st.expander(_("自己选几个")):
                systems = controls.system_pills(tie, spec, rows)
        else:
            systems = controls.system_pills(tie, spec, rows)
        chosen = tuple(catalogue.get(item) for item in systems)
        quotes.of_systems(chosen, tasks=True)
    spec = replace(spec, systems=systems, selected=map_view.marked(tie, spec.selected))
    prepared = prepare(spec, title=title)
    with right:
        map_view.show(tie, prepared, fit=presets.members(systems) if alone else ())
        frame.source(prepared.source_line, (*prepared.notes, *((remark,) if remark else ())))
        map_view.offers(tie, prepared, title, unmark=True)
    areas = tuple(s for s in chosen if s.members or s.partial)
    if areas:
        st.header(_("整体数字"), anchor=False)
        data_tables.show(_summary(areas), f"{title}-{_('整体')}")
        st.header(_("成员县区"), anchor=False)
        data_tables.show(
            data_tables.members(areas, figures), f"{title}-{_('成员县区')}", height=380
        )
        # the summary has the sum of "gdp" whatever the key figures are
        said = revised.notes(("gdp", *figures))
        frame.sources((registry.get(f).source for f in figures), said)
    if below:
        below(tie)
    tie.write(spec)
    return tie, chosen


def _summary(systems: Sequence[System]) -> pd.DataFrame:
    """Return one row a system: members, residents, education; only whole members are summed."""
    import pandas as pd

    rows = []
    for system in systems:
        # a county of which only a part belongs is never spread: without whole members no sum stands
        people = aggregate.total("pop_resident", 2020, system.members)
        tertiary = aggregate.ratio(
            "edu_tertiary_persons", "pop_resident", 2020, system.members, 100_000
        )
        urban = aggregate.ratio("pop_urban", "pop_resident", 2020, system.members, 100)
        gdp = aggregate.total("gdp", 2020, system.members)
        rows.append(
            {
                _("布局"): membership.marked(system.name, reading=system.reading),
                _("整县成员"): len(system.members),
                _("部分成员"): len(system.partial),
                _("常住人口（2020，万人）"): _scaled(people.value, 1e4, 1),
                _("每十万人大专及以上（2020，推算）"): _scaled(tertiary.value, 1, 0),
                _("城镇化率（2020，%，推算）"): _scaled(urban.value, 1, 1),
                _("地区生产总值（2020）"): _gdp(gdp, len(system.members)),
            }
        )
    return revised.noted(pd.DataFrame(rows), ("gdp",))


def _scaled(value: float | None, unit: float, digits: int) -> float | None:
    return None if value is None else round(value / unit, digits)


def _gdp(gdp: aggregate.Total, members: int) -> str:
    """Return the sum in 亿元, or how many members lack it: a partial sum is no sum."""
    if gdp.value is None:
        if not members:
            return _("只有部分县区，不合计")
        return _("不能合计：{n} 个县区缺失").format(n=len(gdp.missing))
    item = registry.get("gdp")
    return wording.amount(gdp.value, item)

"""What the plans say: verbatim quotes with their document and section."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.i18n import _
from layers import plan_quotes
from layers.catalogue import System
from layers.policy_list import PolicyList
from views.parts.page import frame
from views.parts.systems import policy_list_text, single_figure_text


def place_of(document: str, section: str) -> str:
    """Return “甘政办发〔2021〕90号 三(五)” for a source."""
    return f"{plan_quotes.documents()[document].number} {section}"


def of_systems(systems: Sequence[System], *, tasks: bool = False) -> None:
    """Write each system's quotes, its method, and its tasks when asked.

    All of it is one Markdown element: a page of forty small ones is slow to paint.
    """
    if not systems:
        st.caption(_("还没有打开任何图层。"))
        return
    blocks = [block for system in systems for block in _system(system, tasks=tasks)]
    st.markdown("\n\n".join(blocks))


def of_county(adcode: str, *, limit: int | None = None) -> None:
    """Write the sentences of the plans that name a county or its prefecture."""
    mentions = plan_quotes.mentions(adcode)
    if not mentions:
        st.caption(_("两个规划都没有点到这个县区，也没有点到它所在的市州。"))
        return
    via = {"prefecture": _("（经由所在市州）"), "system": _("（经由所属布局）")}
    blocks = [_quote(m.quote, m.document, m.section, via.get(m.via, "")) for m in mentions[:limit]]
    if limit is not None and len(mentions) > limit:
        rest = _("另有 {n} 句，见“规划原文”。").format(n=len(mentions) - limit)
        blocks.append(f":gray[{rest}]")
    st.markdown("\n\n".join(blocks))


def _quote(text: str, document: str, section: str, via: str = "") -> str:
    """Return one verbatim quote with its place, as Markdown."""
    where = frame.plain(place_of(document, section))
    return f"> {frame.plain(text)}  \n> :gray[——{where}{via}]"


def _system(system: System, *, tasks: bool) -> list[str]:
    """Return the Markdown blocks of one system; a list rests on documents of its own."""
    if isinstance(system, PolicyList):
        return policy_list_text.blocks(system)
    number = f"{system.number}. " if system.number else ""
    blocks = [f"**{frame.plain(number + system.name)}**"]
    blocks.extend(_quote(s.quote, s.document, s.section) for s in system.sources)
    if tasks and system.tasks:
        blocks.append("\n".join(f"- {frame.plain(task)}" for task in system.tasks))
    mark = _("成员（本图志判读）：") if system.reading else _("成员：")
    blocks.append(f":gray[{mark}{frame.plain(system.method)}]")
    for item in system.evidence:
        ground = _("依据：{title}（{publisher}，{date}）{url} {says}").format(
            title=item.title,
            publisher=item.publisher,
            date=item.date,
            url=item.url,
            says=item.says,
        )
        blocks.append(f":gray[{frame.plain(ground)}]")
    return blocks + single_figure_text.of_system(system.id)

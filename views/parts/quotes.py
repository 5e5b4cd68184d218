"""What the plans say: verbatim quotes with their document and section."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.i18n import _
from layers import plans
from layers.catalogue import System
from views.parts import frame


def place_of(document: str, section: str) -> str:
    """Return “甘政办发〔2021〕90号 三(五)” for a source."""
    return f"{plans.documents()[document].number} {section}"


def of_systems(systems: Sequence[System], *, tasks: bool = False) -> None:
    """Write each system's quotes, its method, and its tasks when asked."""
    if not systems:
        st.caption(_("还没有打开任何图层。"))
    for system in systems:
        number = f"{system.number}. " if system.number else ""
        st.markdown(f"**{number}{frame.plain(system.name)}**")
        for source in system.sources:
            st.markdown(
                f"> {frame.plain(source.quote)}  \n"
                f"> :gray[——{frame.plain(place_of(source.document, source.section))}]"
            )
        if tasks and system.tasks:
            st.markdown("\n".join(f"- {frame.plain(task)}" for task in system.tasks))
        mark = _("成员（本图志判读）：") if system.reading else _("成员：")
        st.caption(mark + frame.plain(system.method))
        grounds = [
            _("依据：{title}（{publisher}，{date}）{url} {says}").format(
                title=item.title,
                publisher=item.publisher,
                date=item.date,
                url=item.url,
                says=item.says,
            )
            for item in system.evidence
        ]
        if grounds:
            st.caption("\n".join(f"- {frame.plain(ground)}" for ground in grounds))


def of_county(adcode: str, *, limit: int | None = None) -> None:
    """Write the sentences of the plans that name a county or its prefecture."""
    mentions = plans.mentions(adcode)
    if not mentions:
        st.caption(_("两个规划都没有点到这个县区，也没有点到它所在的市州。"))
    for mention in mentions[:limit]:
        via = {"prefecture": _("（经由所在市州）"), "system": _("（经由所属布局）")}.get(
            mention.via, ""
        )
        st.markdown(
            f"> {frame.plain(mention.quote)}  \n"
            f"> :gray[——{frame.plain(place_of(mention.document, mention.section))}{via}]"
        )
    if limit is not None and len(mentions) > limit:
        st.caption(_("另有 {n} 句，见“规划原文”。").format(n=len(mentions) - limit))

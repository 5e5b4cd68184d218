"""Figures of single counties and zones as text; they are on no map and in no ranking."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from indicators import single_figures
from indicators.single_figures import SingleFigure
from layers import single_figure_words
from views.parts.page import frame


def blocks(found: tuple[SingleFigure, ...]) -> list[str]:
    """Return one Markdown line a document: who, when, how final, the figures, the source."""
    return [
        f"- **{frame.plain(item.head)}**：{frame.plain(item.figures)}  \n"
        f"  :gray[——{frame.plain(item.source)}]"
        for item in single_figure_words.told(found)
    ]


def of_system(system: str) -> list[str]:
    """Return the Markdown of a system's zones, under a heading; empty where there is none."""
    found = single_figures.of_system(system)
    if not found:
        return []
    return [f":gray[{_('园区的零星数（不上图、不排位）')}]\n\n" + "\n".join(blocks(found))]


def of_county(adcode: str) -> None:
    """Write a county's figures and those of the zones in it; nothing where there is none."""
    found = single_figures.of_county(adcode)
    if not found:
        return
    st.markdown(f"**{_('零星数（不上图、不排位）')}**")
    st.caption(_("年份、口径各不相同，只作这个县区的参考，不能与别的县区比较。"))
    with st.container(height=260, border=True):
        st.markdown("\n".join(blocks(found)))

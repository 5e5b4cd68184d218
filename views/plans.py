"""规划原文: read the plans with their places marked; text and map answer each other."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.i18n import _
from geo.places import units
from layers import catalogue, plan_chapters, plan_quotes
from layers.prepared import prepare
from layers.spec import MapSpec
from views.parts.map import map_view
from views.parts.page import address, frame
from views.parts.reader import reading_panel
from views.parts.systems import quotes

tie, spec = address.read("plans", MapSpec())
frame.header(_("规划原文"), _("规划的原话是怎么说的，提到的地方在哪里？"))
opened = map_view.open_from(tie, spec.selected)
documents = plan_quotes.documents()

left, right = st.columns([1.15, 1])
with left:
    first, second = st.columns(2)
    document = first.selectbox(
        _("规划"),
        list(documents),
        format_func=lambda item: f"{documents[item].title}（{documents[item].number}）",
        key=tie.seed("doc", tie.own("doc", documents, next(iter(documents)))),
    )
    chapters = list(plan_chapters.chapters(document))
    richest = plan_chapters.richest_chapter(document)
    chapter = tie.own("ch", [str(i) for i in range(len(chapters))], str(richest))
    chapter_key = tie.seed("ch", int(chapter))
    if st.session_state.get(tie.key("read")) != document and not tie.fresh:
        st.session_state[chapter_key] = richest
    st.session_state[tie.key("read")] = document
    at = second.selectbox(
        _("章"), range(len(chapters)), format_func=lambda i: chapters[i].title, key=chapter_key
    )
    refs = [f"system:{s}" for s in catalogue.load()]
    refs += [f"place:{u.adcode}" for u in units.counties()]
    refs += [f"place:{p.adcode}" for p in units.prefectures()]
    refs += ["place:620171", "place:620000"]
    ref_key = tie.seed("ref", tie.own("ref", refs, ""))

    def clicked() -> None:
        """Take over the clicked word; the county on the map closes."""
        st.session_state[tie.key("ref")] = st.session_state[tie.key("reader")].get("ref") or ""
        st.session_state[tie.key("open")] = None

    focus = str(st.session_state[ref_key])
    reading_panel.show(
        chapters[at].paragraphs,
        text_id=f"{document}:{at}",
        focus=focus,
        key=tie.key("reader"),
        on_ref=clicked,
    )
tie.keep("doc", document, next(iter(documents)))
tie.keep("ch", str(at), str(richest))
tie.keep("ref", focus if focus in refs else "", "")

kind, _colon, target = focus.partition(":")
marked: tuple[str, ...] = ()
systems: tuple[str, ...] = ()
if opened:
    marked = (opened,)
elif kind == "system" and target in catalogue.load():
    systems = (target,)
elif kind == "place":
    marked = plan_chapters.place_members(target)
spec = replace(spec, systems=systems, selected=marked)
prepared = prepare(spec, title=_("规划点名的地方"))
with right:
    map_view.show(tie, prepared, card=False, height_px=420, finding="")
    with st.container(height=230, border=True):
        if opened:
            st.markdown(f"**{units.unit(opened).name}**")
            quotes.of_county(opened)
        elif systems:
            quotes.of_systems([catalogue.get(target)], tasks=True)
        elif len(marked) == 1:
            st.markdown(f"**{units.unit(marked[0]).name}**")
            quotes.of_county(marked[0])
        else:
            st.caption(
                _("点左侧标出的地名或布局，地图上就显示它；点地图上的县区，这里列出点到它的句子。")
            )
    frame.source(prepared.source_line)
tie.write(replace(spec, systems=(), selected=(opened,) if opened else ()))

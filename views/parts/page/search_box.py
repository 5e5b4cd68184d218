"""One search box for counties, indicators, systems, lists and the plans' sentences."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from layers import atlas_search
from layers.atlas_search import Hit, HitKind
from views.parts.page import frame
from views.parts.page.address import Address, leave

LONGEST = 40
_WORDS = {
    HitKind.COUNTY: _("县区"),
    HitKind.INDICATOR: _("指标"),
    HitKind.SYSTEM: _("布局"),
    HitKind.SENTENCE: _("原文"),
}
_PAGES = {
    HitKind.COUNTY: "views/county.py",
    HitKind.INDICATOR: "views/indicator_map.py",
    HitKind.SYSTEM: "views/overview.py",
    HitKind.SENTENCE: "views/plans.py",
}


def show(tie: Address) -> None:
    """Write the box, and below it what was found, each a way to its page; the words go into the URL."""
    key = tie.seed("find", tie.query.get("find", "")[:LONGEST])
    sought = st.text_input(
        _("找县区、指标、布局或一句原文"),
        key=key,
        placeholder=_("如：榆中、yz、城镇化率、生物医药"),
        max_chars=LONGEST,
    ).strip()
    tie.keep("find", sought, "")
    if not sought:
        return
    hits = atlas_search.find(sought)
    if not hits:
        st.caption(_("没有找到“{sought}”。").format(sought=frame.plain(sought)))
    with st.container(key="hits", gap="xxsmall"):
        for number, hit in enumerate(hits):
            label = (
                f"**{_WORDS[hit.kind]}** {frame.plain(hit.title)} :gray[{frame.plain(hit.detail)}]"
            )
            if st.button(label, key=tie.key(f"hit:{number}:{hit.id}"), type="tertiary"):
                leave(_PAGES[hit.kind], query_of(hit))


def query_of(hit: Hit) -> dict[str, str]:
    """Return the URL parameters that show what was found on its page."""
    if hit.kind is HitKind.SENTENCE:
        document, _colon, chapter = hit.id.partition(":")
        return {"doc": document, "ch": chapter}
    return {
        {HitKind.COUNTY: "sel", HitKind.INDICATOR: "ind", HitKind.SYSTEM: "sys"}[hit.kind]: hit.id
    }

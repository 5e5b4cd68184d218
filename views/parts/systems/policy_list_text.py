"""National and provincial lists as text: what a list is, and what a county is on."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from layers import list_wording, policy_lists
from layers.policy_list import TOPIC_NAMES, PolicyList
from views.parts.page import frame


def blocks(item: PolicyList) -> list[str]:
    """Return the Markdown blocks of one list: whose, which documents, how complete, what to mind."""
    facts = [
        _("{kind} · {publisher} · {status}").format(
            kind=item.kind_name,
            publisher="；".join(item.publishers),
            status=list_wording.status(item),
        ),
        _("文件：{documents}").format(documents="；".join(item.documents)),
        list_wording.coverage(item),
    ]
    if caution := list_wording.caution(item):
        facts.append(caution)
    lines = "  \n".join(f":gray[{frame.plain(fact)}]" for fact in facts)
    return [f"**{frame.plain(item.name)}**  \n{lines}"]


def of_county(adcode: str) -> None:
    """Write the lists that a county is on, by topic; what is incomplete says so in its line."""
    found = policy_lists.of(adcode)
    if not found:
        st.caption(_("图志收录的国家级与省级名单都没有列出这个县区。"))
        return
    parts = []
    for topic, name in TOPIC_NAMES.items():
        lines = [_county_line(item, adcode) for item in found if item.topic is topic]
        if lines:
            parts.append("\n".join([f":gray[{name}]", "", *lines]))
    with st.container(height=300, border=True):
        st.markdown("\n\n".join(parts))


def _county_line(item: PolicyList, adcode: str) -> str:
    return f"- {frame.plain(list_wording.entry(item, item.of(adcode)))}"

"""What the atlas is, and the three ways into it."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from views.parts.page.address import leave


def show() -> None:
    """Write three buttons, each with what can be done behind it, in one row."""
    with st.container(key="doors", horizontal=True, gap="medium"):
        for page, label, what in (
            ("views/zones.py", _("看布局"), _("示范区、集群、创新圈、创新带各在哪里")),
            ("views/compare.py", _("比县区"), _("几个县区的数值、位次和差距")),
            ("views/export.py", _("取图件"), _("做成幻灯片、文档或一张图")),
        ):
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                if st.button(f"**{label}**", icon=":material/arrow_forward:", type="tertiary"):
                    leave(page, {})
                st.caption(what)

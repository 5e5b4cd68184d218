"""The panel 空间格局: are neighbouring counties alike, and which stand out. Computed when opened."""

from __future__ import annotations

import streamlit as st

from briefing import spatial_pattern
from data.i18n import _
from indicators import autocorrelation, registry
from views.parts.figures import data_tables
from views.parts.page import frame


def show(indicator: str, year: int) -> None:
    """Offer the panel; while it is closed nothing is computed and nothing is sent.

    Parameters
    ----------
    indicator : str
        Indicator id, of any level; where the pattern may not be tested the panel says why.
    year : int
        Data year.
    """
    panel = st.expander(_("空间格局"), key="pattern", on_change="rerun")
    if not panel.open:
        return
    with panel:
        try:
            found = autocorrelation.pattern(indicator, year)
        except autocorrelation.NoPatternError as refused:
            st.markdown(frame.plain(refused.message))
            return
        st.markdown(frame.plain(spatial_pattern.sentence(found)))
        name = _("{name}-空间格局-{year}").format(name=registry.get(indicator).name, year=year)
        data_tables.show(spatial_pattern.table(found), name, height=300)
        st.caption(frame.plain(_("方法：{text}").format(text=spatial_pattern.method(found))))

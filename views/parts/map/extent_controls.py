"""The picker of how much of the country a map shows, and what the page has beside such a map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from data.i18n import _
from geo.extents import NAMES, Extent
from indicators import national_standing, registry
from layers.spec import MapSpec
from views.parts.figures import data_tables

if TYPE_CHECKING:
    import pandas as pd

    from layers.prepared import PreparedMap
    from views.parts.page.address import Address


def extent_picker(address: Address, spec: MapSpec) -> MapSpec:
    """Show the picker of the extent where the indicator has the country's figures.

    An indicator without them is shown for the province, and a sentence says so.
    """
    key = address.seed("ext", spec.extent)
    if not national_standing.mappable(spec.indicator or "", spec.year):
        if st.session_state[key] != Extent.GANSU:
            st.caption(
                _("这项指标没有可以设色的全国分县数（全国数只有2020年普查的比率指标），现画甘肃。")
            )
        return replace(spec, extent=Extent.GANSU)
    if not st.session_state[key]:
        st.session_state[key] = Extent.GANSU
    chosen = st.segmented_control(_("范围"), list(Extent), format_func=NAMES.__getitem__, key=key)
    extent = Extent(chosen) if chosen else Extent.GANSU
    if extent is not spec.extent:
        # a view of another window means nothing in this one
        st.session_state[address.key("view")] = None
    return replace(spec, extent=extent)


def exports_note() -> None:
    """Say which exports hold for a map of more than the province."""
    st.caption(
        _(
            "全国、西北五省区和周边的图只在屏幕上看；可下载的是下面的分县数表（CSV、Excel），与图上所画一致。"
            "图片、幻灯片、网页地图等版式只出甘肃一省：把“范围”切回“全省”后再导出。"
        )
    )


def table(prepared: PreparedMap) -> pd.DataFrame:
    """Return every county that the map shows: value, rank among them, place in the country.

    Parameters
    ----------
    prepared : PreparedMap
        A map whose extent is beyond the province.
    """
    import pandas as pd

    spec = prepared.spec
    item = registry.get(spec.indicator or "")
    found = national_standing.drawn(item.id, spec.extent)
    head = f"{item.short}（{item.unit}）" if item.unit else item.short
    shown = pd.DataFrame(
        {
            _("代码"): found.index,
            _("名称"): found["name"].to_numpy(),
            _("省（区、市）"): found["province"].to_numpy(),
            _("市（州、盟）"): found["prefecture"].to_numpy(),
            head: found["value"].round(item.digits).to_numpy(),
            _("图中位次"): found["rank"].astype("Int64").to_numpy(),
            _("全国百分位"): found["percentile"].round(1).to_numpy(),
            _("说明"): [
                reading.text if reading.value is None else reading.remark
                for reading in map(prepared.values.__getitem__, found.index)
            ],
        }
    )
    return shown.sort_values(_("图中位次"), na_position="last")


def show_table(prepared: PreparedMap) -> None:
    """Show the table of the counties on the map, and offer it as files."""
    data_tables.show(table(prepared), prepared.title, height=420)

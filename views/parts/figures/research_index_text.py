"""The research index on a county's page, where the user has put the publisher's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from data.i18n import _
from indicators import research_index
from indicators.research_index import IndexFileError, IndexLevel, IndexPart, ResearchIndex
from views.parts.page import frame

if TYPE_CHECKING:
    from geo.places.units import Unit


def of_county(unit: Unit) -> None:
    """Write the county's and its prefecture's index, each with its base; nothing without a file."""
    try:
        found = research_index.load()
    except IndexFileError as error:
        st.warning(frame.plain(error.message))
        return
    if not found:
        return
    heading = _("{label}：{name}（不是官方统计）").format(
        label=research_index.LABEL, name=research_index.NAME
    )
    st.header(heading, anchor=False)
    st.caption(
        _("{citation}。县域指数以2014年为基期，城市指数以2011年为基期，两表不能互相比较。").format(
            citation=research_index.CITATION
        )
    )
    for level, code, name in (
        (IndexLevel.COUNTY, unit.adcode, unit.name),
        (IndexLevel.PREFECTURE, unit.prefecture, unit.prefecture_name),
    ):
        if level in found:
            _table(found[level], code, name)


def _table(index: ResearchIndex, code: str, name: str) -> None:
    import pandas as pd

    label = _("{label} · {name}（以{base}年为基期）").format(
        label=research_index.LABEL, name=name, base=index.level.base
    )
    st.markdown(f"**{frame.plain(label)}**")
    years = index.values.get(code, {})
    if not years:
        st.caption(_("指数文件里没有这个单元。"))
        return
    table = pd.DataFrame(
        {
            _("年份"): [str(year) for year in sorted(years)],
            **{part.word: [years[year].get(part) for year in sorted(years)] for part in IndexPart},
        }
    )
    st.dataframe(table, hide_index=True, width="stretch")
    files = "、".join(index.files)
    st.caption(frame.plain(_("读自使用者的文件：{files}").format(files=files)))

"""Tables of trends: one small line an indicator, with what it says in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from data import records
from data.i18n import _
from geo.places import units
from indicators import registry, trends
from indicators.trends import Trend
from layers import sparkline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from geo.places.units import Unit

# on the card of a map that shows no series: how many live there
USUAL: Final = "pop_resident"
LINE: Final = _("逐年")


def on_card(adcode: str, shown: str | None) -> list[tuple[str, str, str]]:
    """Return the lines of a county's card: label, picture, words.

    Parameters
    ----------
    adcode : str
        One of the 87 units.
    shown : str or None
        The indicator on the map; of a prefecture's indicator the county's prefecture is shown.
    """
    for indicator in (shown, USUAL):
        if indicator is None:
            continue
        item = registry.get(indicator)
        unit = units.unit(adcode)
        of_city = item.level == "prefecture"
        found = trends.trend(indicator, unit.prefecture if of_city else adcode)
        if found is None:
            continue
        line = sparkline.paint(found)
        where = _("{name}：").format(name=unit.prefecture_name) if of_city else ""
        return [(where + item.short, line.uri, line.text)]
    return []


def of_county(unit: Unit) -> None:
    """Show the series of a county, and those of its prefecture below them."""
    own = _found((item, unit.adcode) for item in trends.of_level("county"))
    city = _found((item, unit.prefecture) for item in trends.of_level("prefecture"))
    st.header(_("逐年变化"), anchor=False)
    _caption()
    names = [unit.name, unit.prefecture_name]
    if unit.name == unit.prefecture_name:  # 嘉峪关市 is a county unit and a prefecture
        names = [f"{unit.name}{level}" for level in (_("（县级）"), _("（市州级）"))]
    for tab, found, name in zip(st.tabs(names), (own, city), names, strict=True):
        with tab:
            if found:
                _show(_rows(found), f"{name}-{_('逐年')}")
            else:
                st.caption(_("没有两年以上的数。"))


def of_several(indicators: Sequence[str], chosen: Sequence[str]) -> None:
    """Show one row an indicator and county, for the indicators that have several years."""
    several = [registry.get(item) for item in indicators if len(registry.get(item).years) > 1]
    found = _found((item, adcode) for item in several for adcode in chosen)
    if not found:
        return
    st.header(_("逐年变化"), anchor=False)
    _caption()
    table = _rows(found)
    table.insert(1, _("县区"), [units.unit(trend.unit).name for trend in found])
    _show(table, f"{_('县域比较')}-{_('逐年')}")


def _caption() -> None:
    st.caption(
        _(
            "每条线按自己的最小、最大数伸缩，只在有数的年份画点；虚线处前后口径、范围或修订不同，线断开，不相连。"
        )
    )


def _found(asked: Iterable[tuple[registry.Indicator, str]]) -> list[Trend]:
    """Return the trends that there are, those of more years first."""
    found = [t for item, code in asked if (t := trends.trend(item.id, code)) is not None]
    return sorted(found, key=lambda trend: -len(trend.readings))


def _rows(found: Sequence[Trend]) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for trend in found:
        item = registry.get(trend.indicator)
        line = sparkline.paint(trend)
        rows.append(
            {
                _("指标"): item.name,
                LINE: line.uri,
                _("年份"): _years(trend),
                _("说明"): line.text,
                _("出处"): records.source_line(*(r.source for r in trend.readings)),
            }
        )
    return pd.DataFrame(rows)


def _years(trend: Trend) -> str:
    """Return the years with a value, runs apart: “2018｜2019—2023”."""
    return "｜".join(
        str(run[0].year) if len(run) == 1 else f"{run[0].year}—{run[-1].year}"
        for run in trend.segments
    )


def _show(table: pd.DataFrame, name: str) -> None:
    """Show the table with its lines as pictures; the downloads hold the words only."""
    from views.parts.figures import data_tables

    config: dict[str, Any] = {LINE: st.column_config.ImageColumn(width=180)}
    st.dataframe(
        table,
        hide_index=True,
        width="stretch",
        row_height=46,
        height=min(46 * len(table) + 40, 420),
        column_config=config,
    )
    data_tables.downloads(table.drop(columns=LINE), name)

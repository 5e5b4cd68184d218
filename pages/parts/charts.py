"""Charts beside the map, in the colours of the atlas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.i18n import _
from geo import units
from indicators import ranks, registry
from layers import palettes, wording

if TYPE_CHECKING:
    import altair as alt


def strips(indicators: Sequence[str], chosen: Sequence[str]) -> alt.LayerChart:
    """Return one strip an indicator: all units as grey ticks, the chosen ones as named dots.

    Parameters
    ----------
    indicators : sequence of str
        County-level indicator ids, latest year of each.
    chosen : sequence of str
        Adcodes that are marked.
    """
    import altair as alt
    import pandas as pd

    rows = []
    for indicator in indicators:
        item = registry.get(indicator)
        table = ranks.standing(indicator, max(item.years))
        for adcode, row in table[table["value"].notna()].iterrows():
            unit = units.unit(str(adcode))
            rows.append(
                {
                    "indicator": item.short,
                    "place": float(row["percentile"]),
                    "name": unit.name,
                    "value": wording.with_unit(float(row["value"]), item.unit, item.digits),
                    "rank": f"{int(row['rank'])}/{int(row['of'])}",
                    "chosen": str(adcode) in chosen,
                }
            )
    order = [registry.get(item).short for item in indicators]
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X(
            "place:Q",
            title=_("位次百分位（100 = 全省最高）"),
            scale=alt.Scale(domain=[0, 100]),
            axis=alt.Axis(grid=False, tickCount=5),
        ),
        y=alt.Y("indicator:N", sort=order, title=None, axis=alt.Axis(labelLimit=220)),
        tooltip=[
            alt.Tooltip("name:N", title=_("县区")),
            alt.Tooltip("indicator:N", title=_("指标")),
            alt.Tooltip("value:N", title=_("数值")),
            alt.Tooltip("rank:N", title=_("位次")),
        ],
    )
    names = [units.unit(code).name for code in chosen]
    middle = (
        alt.Chart(pd.DataFrame({"x": [50]}))
        .mark_rule(color="#b8ab94", strokeDash=[3, 3])
        .encode(x="x:Q")
    )
    everyone = base.mark_tick(color="#c9c1b2", thickness=1.4, size=16)
    marked = (
        base.transform_filter("datum.chosen")
        .mark_circle(size=150, opacity=1, stroke="white", strokeWidth=1)
        .encode(
            color=alt.Color(
                "name:N",
                sort=names,
                scale=alt.Scale(domain=names, range=list(palettes.SELECTED_COLOURS[: len(names)])),
                legend=alt.Legend(title=None, orient="top", labelFontSize=13),
            )
        )
    )
    return (middle + everyone + marked).properties(height=max(120, 42 * len(order)))

"""The ranks of a composite index with their intervals, as a chart and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from data.i18n import _
from geo.places import units
from indicators import registry
from indicators.composite.worked_index import CompositeIndex

if TYPE_CHECKING:
    import altair as alt


def table(found: CompositeIndex) -> pd.DataFrame:
    """Return one row a county, the first rank first, those without a rank last with the reason."""
    names = [registry.get(m.indicator).short for m in found.recipe.members]
    rows = []
    for i in found.order():
        unit, standing = units.unit(found.inputs.adcodes[i]), found.standings[i]
        rows.append(
            {
                _("县区"): unit.name,
                _("市州"): unit.prefecture_name,
                _("位次"): float(found.ranks[i]),
                _("得分"): float(found.scores[i].round(1)),
                _("中位数位次"): float(found.spans.median[i]),
                _("九成区间"): f"{found.spans.low[i]}—{found.spans.high[i]}",
                _("强项"): "、".join(names[j] for j in standing.strengths) or "—",
                _("弱项"): "、".join(names[j] for j in standing.weaknesses) or "—",
                _("说明"): "",
            }
        )
    for row in found.inputs.unranked:
        unit = units.unit(row.adcode)
        rows.append(
            {
                _("县区"): unit.name,
                _("市州"): unit.prefecture_name,
                _("九成区间"): "—",
                _("强项"): "—",
                _("弱项"): "—",
                _("说明"): row.sentence,
            }
        )
    return pd.DataFrame(rows)


def chart(found: CompositeIndex, first: int = 20) -> alt.LayerChart:
    """Return bars from the 5 % to the 95 % rank, with the nominal rank as a point."""
    import altair as alt

    order = found.order()[:first]
    data = pd.DataFrame(
        {
            "name": [units.unit(found.inputs.adcodes[i]).name for i in order],
            "rank": [int(found.ranks[i]) for i in order],
            "median": [int(found.spans.median[i]) for i in order],
            "low": [int(found.spans.low[i]) for i in order],
            "high": [int(found.spans.high[i]) for i in order],
        }
    )
    tooltip = [
        alt.Tooltip("name", title=_("县区")),
        alt.Tooltip("rank", title=_("位次")),
        alt.Tooltip("median", title=_("中位数位次")),
        alt.Tooltip("low", title=_("5%")),
        alt.Tooltip("high", title=_("95%")),
    ]
    base = alt.Chart(data).encode(
        y=alt.Y("name", sort=None, title=None, axis=alt.Axis(labelOverlap=False)), tooltip=tooltip
    )
    scale = alt.Scale(domain=[1, len(found.ranks)], nice=False)
    bars = base.mark_bar(height=6, color="#c9b48a", cornerRadius=3).encode(
        x=alt.X("low", title=_("位次（条：九成抽样；点：配方；竖线：中位数）"), scale=scale),
        x2="high",
    )
    ticks = base.mark_tick(color="#8a6d2f", thickness=2, size=14).encode(x="median")
    points = base.mark_circle(color="#8c2f22", size=60, opacity=1).encode(x="rank")
    return alt.layer(bars, ticks, points).properties(height=max(22 * len(order), 120))

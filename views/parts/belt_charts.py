"""Charts along the Yellow River: where each county lies on it, its figure, and inside or outside."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from data.i18n import _
from geo import rivers, units
from indicators import belt, ranks, registry, river_profile
from layers import palettes, wording
from layers.styles import RIVER_BLUE

if TYPE_CHECKING:
    import altair as alt

    from geo.reaches import Reach

ROW_PX = 25
GAP_SHOWN_KM = 90.0  # the way through Qinghai takes this much of the scale, so that Gansu has room
MUTED = "#8f8672"
SHARED_OPACITY = 0.45


def _gap_row() -> str:
    """Return the name of the row that stands for the river's way through Qinghai."""
    (_start, leaves), (returns, _end) = rivers.stretches_in_gansu()
    return _("（青海境内 {km:.0f} km）").format(km=returns - leaves)


def _fold() -> tuple[float, float]:
    """Return the chainage where the river leaves, and how many km of the scale are folded away."""
    (_start, leaves), (returns, _end) = rivers.stretches_in_gansu()
    return leaves, returns - leaves - GAP_SHOWN_KM


def order() -> list[str]:
    """Return the rows from source to Ningxia: the counties, and the gap where the river is away."""
    profile = river_profile.profile("pop_resident")
    leaves = rivers.stretches_in_gansu()[0][1]
    before = profile.loc[profile["start_km"] < leaves, "short"]
    after = profile.loc[profile["start_km"] >= leaves, "short"]
    return [*before, _gap_row(), *after]


def river() -> alt.LayerChart:
    """Return the stem as a scale of chainage with each county's stretches; shared ones are pale."""
    import altair as alt
    import pandas as pd

    leaves, folded = _fold()
    rows = [
        _stretch(reach, code, folded if reach.start_km >= leaves else 0.0)
        for reach in rivers.stem_reaches()
        for code in reach.parties
    ]
    rows_order = order()
    last = max(row["to"] for row in rows)
    ticks = [*range(0, int(leaves), 100), *range(1000, int(last + folded) + 1, 50)]
    y = alt.Y("short:N", sort=rows_order, title=None, axis=alt.Axis(labelLimit=170))
    x = alt.X(
        "from:Q",
        title=_("干流里程（km，自入甘肃处起；青海段缩短）"),
        scale=alt.Scale(domain=[0, last], nice=False),
        axis=alt.Axis(
            values=[tick if tick < leaves else tick - folded for tick in ticks],
            labelExpr=f"format(datum.value + (datum.value > {leaves} ? {folded} : 0), '.0f')",
        ),
    )
    base = alt.Chart(pd.DataFrame(rows)).encode(y=y, x=x, x2="to:Q")
    bars = base.mark_bar(color=RIVER_BLUE, height=ROW_PX * 0.5).encode(
        opacity=alt.condition("datum.shared", alt.value(SHARED_OPACITY), alt.value(1.0)),
        tooltip=[
            alt.Tooltip("short:N", title=_("县区")),
            alt.Tooltip("where:N", title=_("里程")),
            alt.Tooltip("length:N", title=_("长")),
            alt.Tooltip("text:N", title=_("归属")),
        ],
    )
    away = pd.DataFrame([{"short": _gap_row(), "from": leaves, "to": leaves + GAP_SHOWN_KM}])
    gap = (
        alt.Chart(away)
        .mark_rule(color=MUTED, strokeDash=[4, 4], strokeWidth=2)
        .encode(y=y, x=x, x2="to:Q")
    )
    return (bars + gap).properties(height=ROW_PX * len(rows_order))


def _stretch(reach: Reach, code: str, folded: float) -> dict[str, Any]:
    """Return one county's bar on the scale of the river."""
    others = "、".join(units.unit(other).short for other in reach.parties if other != code)
    return {
        "short": units.unit(code).short,
        "from": reach.start_km - folded,
        "to": reach.end_km - folded,
        "shared": bool(others),
        "where": f"{reach.start_km:.1f}—{reach.end_km:.1f} km",
        "length": f"{reach.length_km:.1f} km",
        "text": _("与{names}共有").format(names=others) if others else _("独有"),
    }


def profile(indicator: str, year: int) -> alt.LayerChart:
    """Return an indicator's bars in the river's order, with the median of all units.

    Parameters
    ----------
    indicator : str
        A county-level ratio or index.
    year : int
        Data year.
    """
    import altair as alt
    import pandas as pd

    item = registry.get(indicator)
    table = river_profile.profile(indicator, year)
    table["label"] = [
        wording.with_unit(float(value), item.unit if item.unit == "%" else "", item.digits)
        if math.isfinite(value)
        else wording.status_word(str(status))
        for value, status in zip(table["value"], table["status"], strict=True)
    ]
    table["length"] = table["value"].fillna(0.0)
    rows_order = order()
    gap = pd.DataFrame([{"short": _gap_row(), "label": "", "length": 0.0, "name": ""}])
    title = f"{item.short}（{year}" + (f"，{item.unit}）" if item.unit else "）")
    base = alt.Chart(pd.concat([table, gap], ignore_index=True)).encode(
        y=alt.Y("short:N", sort=rows_order, title=None, axis=None),
        x=alt.X("length:Q", title=title, axis=alt.Axis(tickCount=6)),
        tooltip=[
            alt.Tooltip("name:N", title=_("县区")),
            alt.Tooltip("label:N", title=item.short),
        ],
    )
    bars = base.mark_bar(color=palettes.OCHRE, height=ROW_PX * 0.6)
    labels = base.mark_text(align="left", dx=4, fontSize=12, color=palettes.INK).encode(
        text="label:N"
    )
    middle = (
        alt.Chart(pd.DataFrame({"x": [ranks.median(indicator, year)]}))
        .mark_rule(color=palettes.INK, strokeDash=[4, 3])
        .encode(x="x:Q")
    )
    return (bars + middle + labels).properties(height=ROW_PX * len(rows_order))


def sides(contrast: belt.Contrast) -> alt.LayerChart:
    """Return both groups as dots over a box of quartiles, the matched peers as a third row.

    Parameters
    ----------
    contrast : Contrast
        What is compared.
    """
    import altair as alt
    import pandas as pd

    item = registry.get(contrast.indicator)
    table = belt.distribution(item.id, contrast.year, grouping=contrast.grouping).dropna(
        subset="value"
    )
    inside, outside = belt.GROUPINGS[contrast.grouping], belt.OTHERS[contrast.grouping]
    rows = [
        {"side": inside if row.inside else outside, "name": row.name, "value": row.value}
        for row in table.itertuples(index=False)
    ]
    peers = _("{side}中的配对县区").format(side=outside)
    names, values = table["name"], table["value"]
    rows += [
        {"side": peers, "name": names[pair.second], "value": values[pair.second]}
        for pair in contrast.matching.pairs
    ]
    shown = [inside, outside, peers]
    colours = [RIVER_BLUE, MUTED, palettes.AMBER]
    base = alt.Chart(pd.DataFrame(rows)).encode(
        y=alt.Y("side:N", sort=shown, title=None, axis=alt.Axis(labelLimit=220)),
        x=alt.X(
            "value:Q",
            title=f"{item.short}（{item.unit}）" if item.unit else item.short,
            scale=alt.Scale(zero=False),
        ),
        color=alt.Color("side:N", scale=alt.Scale(domain=shown, range=colours), legend=None),
    )
    boxes = base.mark_boxplot(
        size=26, outliers=False, opacity=0.35, median={"color": palettes.INK, "opacity": 1}
    )
    dots = base.mark_circle(size=46, opacity=0.75, stroke="white", strokeWidth=0.6).encode(
        tooltip=[
            alt.Tooltip("name:N", title=_("县区")),
            alt.Tooltip("value:Q", title=item.short, format=f",.{item.digits}f"),
        ]
    )
    return (boxes + dots).properties(height=62 * len(shown))

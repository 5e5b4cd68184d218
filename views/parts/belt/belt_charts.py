"""Charts along the Yellow River: where each county lies on it, its figure, and inside or outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.i18n import _
from geo.places import units
from layers import palettes
from layers.belt_profile import Profile, ProfileStretch
from layers.belt_sides import Sides
from layers.strokes import RIVER_STEM
from views.parts.figures import narrow

if TYPE_CHECKING:
    import altair as alt

ROW_PX = 25
GAP_SHOWN_KM = 90.0  # the way through Qinghai takes this much of the scale, so that Gansu has room
MUTED = "#8f8672"
SHARED_OPACITY = 0.45
PAPER = "#fdfbf6"
PALE_BAR = "#dcb594"
HEAD_ROOM = 1.16  # of the longest bar, for its label


def _gap_row(figure: Profile) -> str:
    """Return the name of the row that stands for the river's way through Qinghai."""
    leaves, returns = figure.gap_km
    return _("（青海境内 {km:.0f} km）").format(km=returns - leaves)


def folded_km(figure: Profile) -> float:
    """Return how many km of the scale are folded away."""
    leaves, returns = figure.gap_km
    return returns - leaves - GAP_SHOWN_KM


def order(figure: Profile) -> list[str]:
    """Return the rows from source to Ningxia: the counties, and the gap where the river is away."""
    names = [bar.short for bar in figure.bars]
    return [*names[: figure.gap], _gap_row(figure), *names[figure.gap :]]


def river(figure: Profile) -> alt.LayerChart:
    """Return the stem as a scale of chainage with each county's stretches; shared ones are pale."""
    import altair as alt
    import pandas as pd

    leaves, folded = figure.gap_km[0], folded_km(figure)
    rows = [_stretch(item, folded if item.start_km >= leaves else 0.0) for item in figure.stretches]
    rows_order = order(figure)
    last = max(row["to"] for row in rows)
    ticks = [*range(0, int(leaves), 100), *range(1000, int(last + folded) + 1, 100)]
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
    bars = base.mark_bar(color=RIVER_STEM, height=ROW_PX * 0.5).encode(
        opacity=alt.condition("datum.shared", alt.value(SHARED_OPACITY), alt.value(1.0)),
        tooltip=[
            alt.Tooltip("short:N", title=_("县区")),
            alt.Tooltip("where:N", title=_("里程")),
            alt.Tooltip("length:N", title=_("长")),
            alt.Tooltip("text:N", title=_("归属")),
        ],
    )
    away = pd.DataFrame([{"short": _gap_row(figure), "from": leaves, "to": leaves + GAP_SHOWN_KM}])
    gap = (
        alt.Chart(away)
        .mark_rule(color=MUTED, strokeDash=[4, 4], strokeWidth=2)
        .encode(y=y, x=x, x2="to:Q")
    )
    return (bars + gap).properties(height=ROW_PX * len(rows_order))


def _stretch(item: ProfileStretch, folded: float) -> dict[str, Any]:
    """Return one county's bar on the scale of the river."""
    others = "、".join(item.others)
    return {
        "short": units.unit(item.adcode).short,
        "from": item.start_km - folded,
        "to": item.end_km - folded,
        "shared": bool(others),
        "where": f"{item.start_km:.1f}—{item.end_km:.1f} km",
        "length": f"{item.end_km - item.start_km:.1f} km",
        "text": _("与{names}共有").format(names=others) if others else _("独有"),
    }


def profile(figure: Profile) -> alt.LayerChart:
    """Return an indicator's bars in the river's order, for ratios with the median of all units."""
    import altair as alt
    import pandas as pd

    rows = [
        {
            "short": bar.short,
            "name": bar.name,
            "label": bar.label,
            "length": bar.value or 0.0,
            "muted": bar.muted,
            "status": bar.status,
            "negative": (bar.value or 0.0) < 0,
        }
        for bar in figure.bars
    ]
    rows_order = order(figure)
    empty = {"short": _gap_row(figure), "name": "", "label": "", "length": 0.0}
    values = [bar.value or 0.0 for bar in figure.bars] + [figure.median or 0.0]
    low, high = min(*values, 0.0), max(*values, 0.0)
    room = (HEAD_ROOM - 1) * ((high - low) or 1.0)
    base = alt.Chart(
        pd.DataFrame([*rows, empty | {"muted": False, "status": "", "negative": False}])
    ).encode(
        y=alt.Y("short:N", sort=rows_order, title=None, axis=None),
        x=alt.X(
            "length:Q",
            title=figure.axis,
            axis=alt.Axis(tickCount=6),
            scale=alt.Scale(
                domain=[low - room if low < 0 else 0.0, high + room if high > 0 else 0.0],
                nice=False,
            ),
        ),
        tooltip=[
            alt.Tooltip("name:N", title=_("县区")),
            alt.Tooltip("label:N", title=figure.item.short),
            alt.Tooltip("status:N", title=_("状态")),
        ],
    )
    bars = base.mark_bar(height=ROW_PX * 0.6).encode(
        color=alt.condition("datum.muted", alt.value(PALE_BAR), alt.value(palettes.OCHRE))
    )
    marks = [(base.mark_text(align="left", dx=4, fontSize=12), "!datum.negative")]
    if low < 0:
        marks.append((base.mark_text(align="right", dx=-4, fontSize=12), "datum.negative"))
    # A halo keeps the label apart from the line of the median.
    halo = {"stroke": alt.value(PAPER), "strokeWidth": alt.value(3.5)}
    inks = (halo, {"color": alt.value(palettes.INK)})
    labels = alt.layer(
        *(
            mark.transform_filter(test).encode(text="label:N", **ink)
            for mark, test in marks
            for ink in inks
        )
    )
    layers = bars + labels
    if figure.median is not None:
        rule = alt.Chart(pd.DataFrame({"x": [figure.median]}))
        layers = bars + rule.mark_rule(color=palettes.INK, strokeDash=[4, 3]).encode(x="x:Q")
        layers = layers + labels
    return layers.properties(height=ROW_PX * len(rows_order))


def sides(figure: Sides) -> alt.LayerChart:
    """Return both groups as dots over a box of quartiles, the matched peers as a third row."""
    import altair as alt
    import pandas as pd

    rows = [
        {"side": name, "name": county, "value": value}
        for name, members in figure.groups
        for county, value in members
    ]
    shown = [name for name, _members in figure.groups]
    colours = [RIVER_STEM, MUTED, palettes.AMBER]
    base = alt.Chart(pd.DataFrame(rows)).encode(
        y=alt.Y("side:N", sort=shown, title=None, axis=alt.Axis(**narrow.row_labels(220))),
        x=alt.X("value:Q", title=figure.axis, scale=alt.Scale(zero=False)),
        color=alt.Color("side:N", scale=alt.Scale(domain=shown, range=colours), legend=None),
    )
    boxes = base.mark_boxplot(
        size=26, outliers=False, opacity=0.35, median={"color": palettes.INK, "opacity": 1}
    )
    dots = base.mark_circle(size=46, opacity=0.75, stroke="white", strokeWidth=0.6).encode(
        tooltip=[
            alt.Tooltip("name:N", title=_("县区")),
            alt.Tooltip("value:Q", title=figure.item.short, format=f",.{figure.item.digits}f"),
        ]
    )
    return (boxes + dots).properties(height=62 * len(shown))

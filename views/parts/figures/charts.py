"""Charts beside the map, in the colours of the atlas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from data.i18n import _
from geo.places import units
from indicators import ranks, registry, standing, standing_words
from layers import palettes, wording
from views.parts.figures import narrow

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

# Shapes beside the colours: the chosen are told apart without colour too.
SHAPES: Final = (
    "circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-left",
    "triangle-right",
)  # fmt: skip


def strips(indicators: Sequence[str], chosen: Sequence[str]) -> alt.LayerChart:
    """Return one strip an indicator: every unit at its value between the lowest and the highest.

    Parameters
    ----------
    indicators : sequence of str
        County-level indicator ids, latest year of each.
    chosen : sequence of str
        Adcodes that are marked.
    """
    import altair as alt

    order = [_head(item) for item in indicators]
    names = [units.unit(code).name for code in chosen]
    base = alt.Chart(_places(indicators, chosen)).encode(
        x=alt.X("place:Q", title=None, scale=alt.Scale(domain=[-0.11, 1.13]), axis=None),
        y=alt.Y(
            "indicator:N",
            sort=order,
            title=None,
            axis=alt.Axis(labelFontSize=13, ticks=False, domain=False, **narrow.row_labels(260)),
        ),
        tooltip=[
            alt.Tooltip("name:N", title=_("县区")),
            alt.Tooltip("indicator:N", title=_("指标")),
            alt.Tooltip("value:N", title=_("数值")),
            alt.Tooltip("rank:N", title=_("位次")),
        ],
    )
    everyone = base.transform_filter("datum.kind == 'unit'").mark_tick(
        color="#b9af9c", thickness=1.3, size=18, opacity=0.75
    )
    middle = base.transform_filter("datum.kind == 'median'").mark_point(
        shape="diamond", size=120, color=palettes.INK, strokeWidth=1.6, filled=False, opacity=1
    )
    ends = base.transform_filter("datum.end == 'low'").mark_text(
        align="right", dx=-8, fontSize=12, color="#6b6355"
    ).encode(text="short:N") + base.transform_filter("datum.end == 'high'").mark_text(
        align="left", dx=8, fontSize=12, color="#6b6355"
    ).encode(text="short:N")
    marked = (
        base.transform_filter("datum.chosen")
        .mark_point(filled=True, size=150, opacity=1, stroke="white", strokeWidth=1)
        .encode(
            color=alt.Color(
                "name:N",
                sort=names,
                scale=alt.Scale(domain=names, range=list(palettes.SELECTED_COLOURS[: len(names)])),
                legend=alt.Legend(title=None, orient="top", labelFontSize=13),
            ),
            shape=alt.Shape(
                "name:N",
                sort=names,
                scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])),
                legend=alt.Legend(title=None, orient="top", labelFontSize=13),
            ),
        )
    )
    chart: alt.LayerChart = (everyone + middle + ends + marked).properties(
        height=max(120, 46 * len(order))
    )
    return chart


def _head(indicator: str) -> str:
    item = registry.get(indicator)
    return f"{item.short}（{max(item.years)}）"


def _places(indicators: Sequence[str], chosen: Sequence[str]) -> pd.DataFrame:
    """Return one row a unit and indicator: 0 at the lowest known value, 1 at the highest."""
    import pandas as pd

    return pd.DataFrame([row for item in indicators for row in _strip(item, chosen)])


def _rank(indicator: str, year: int, adcode: str) -> str:
    own = standing.of(indicator, year, adcode)
    return "" if own is None else standing_words.place(own, standing_words.PlaceForm.LINE)


def _strip(indicator: str, chosen: Sequence[str]) -> list[dict[str, object]]:
    """Return the points of one strip: the units, and the median."""
    item = registry.get(indicator)
    table = ranks.standing(indicator, max(item.years))
    table = table[table["value"].notna()]
    low, high = float(table["value"].min()), float(table["value"].max())

    def point(name: str, value: float, kind: str) -> dict[str, object]:
        return {
            "indicator": _head(indicator),
            "name": name,
            "place": (value - low) / ((high - low) or 1.0),
            "value": wording.amount(value, item),
            "short": wording.number(value, item.digits) + ("%" if item.percent else ""),
            "kind": kind,
            "rank": "",
            "end": "",
            "chosen": False,
        }

    ends = {table["value"].idxmin(): "low", table["value"].idxmax(): "high"}
    year = max(item.years)
    counted = standing.base(indicator, year)
    middle = standing_words.median_word(counted)
    points = [point(middle, float(table["value"].median()), "median")]
    for adcode, line in table.iterrows():
        points.append(
            point(units.unit(str(adcode)).name, float(line["value"]), "unit")
            | {
                "rank": _rank(indicator, year, str(adcode)),
                "end": ends.get(adcode, ""),
                "chosen": str(adcode) in chosen,
            }
        )
    return points

"""The chart of the plans' goals: how far from the base (0 %) to the target (100 %)."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from data.i18n import _
from indicators.plan_goals import Goal
from layers import palettes
from views.parts.figures import narrow

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

# A goal passed by far would press all others into a corner: beyond this edge no point is drawn, the
# figure and its progress are told in words.
EDGE_PERCENT: Final = 160.0
# Chinese characters a line under the chart.
NOTE_COLUMNS: Final = 60
_NOTE_PX: Final = 17
# A Chinese character is as broad as its font is high. Room is kept for names by that, and not by
# what the browser measures, which is too little before the letters have come.
_FONT_PX: Final = 13
_CLOSING: Final = "，。；：、）”%"
# A long name stands on two lines, so that a narrow screen shows more than names.
_NAME_LINES: Final = (
    "length(datum.label) > 13 ? [slice(datum.label, 0, ceil(length(datum.label) / 2)),"
    " slice(datum.label, ceil(length(datum.label) / 2))] : datum.label"
)


def goals(items: Sequence[Goal]) -> alt.LayerChart:
    """Return one line a goal: base, target, and later values where they are comparable.

    Parameters
    ----------
    items : sequence of Goal
        Goals of one plan.
    """
    import altair as alt

    kinds = [_("基期"), _("后续实际值"), _("目标"), _("基期年的公报值")]
    points = _points(items, kinds)
    drawn = set(points["what"])
    base = alt.Chart(points).encode(
        x=alt.X(
            "place:Q",
            title=_("从基期（0%）到目标（100%）的进度"),
            scale=alt.Scale(domain=[-30, EDGE_PERCENT + 12], nice=False),
            axis=alt.Axis(labelExpr="datum.value + '%'", values=[0, 25, 50, 75, 100, 125, 150]),
        ),
        y=alt.Y(
            "goal:N",
            sort=[_name(goal) for goal in items],
            title=None,
            axis=alt.Axis(
                labelFontSize=_FONT_PX,
                labelPadding=10,
                minExtent=_extent_px(items),
                **narrow.row_labels(420, _NAME_LINES),
            ),
        ),
        tooltip=[
            alt.Tooltip("goal:N", title=_("指标")),
            alt.Tooltip("what:N", title=_("类型")),
            alt.Tooltip("label:N", title=_("数值")),
            alt.Tooltip("progress:Q", title=_("进度（%）"), format=".0f"),
        ],
    )
    line = (
        base.transform_filter("datum.end")
        .mark_line(color="#ddd3bf", strokeWidth=6)
        .encode(detail="goal:N")
    )
    dots = (
        base.transform_filter("!datum.beyond")
        .mark_point(size=120, filled=True, opacity=1)
        .encode(
            color=alt.Color(
                "what:N",
                sort=kinds,
                scale=alt.Scale(
                    domain=kinds, range=["#8f8672", palettes.CELADON, palettes.OCHRE, "#5c4a32"]
                ),
                legend=alt.Legend(
                    title=None,
                    orient="top",
                    labelFontSize=13,
                    values=[kind for kind in kinds if kind in drawn],
                ),
            ),
            shape=alt.Shape(
                "what:N",
                scale=alt.Scale(domain=kinds, range=["circle", "diamond", "square", "triangle-up"]),
            ),
        )
    )
    above = (
        base.transform_filter("datum.end")
        .mark_text(dy=-15, fontSize=12, color=palettes.INK)
        .encode(text="label:N")
    )
    below = (
        base.transform_filter("datum.newest")
        .mark_text(dy=16, fontSize=12, color=palettes.CELADON)
        .encode(text="label:N")
    )
    beside = (
        base.transform_filter("datum.measured")
        # below the line: above it stands the plan's own base, close by
        .mark_text(dy=16, fontSize=12, color="#5c4a32")
        .encode(text="label:N")
    )
    chart = line + dots + above + below + beside
    notes = [line for goal in items for line in _wrapped(footnote(goal))]
    high = max(150, 58 * len(items)) + _NOTE_PX * len(notes)
    if not notes:
        return chart.properties(height=high)
    # a subtitle under an empty title is not drawn at all, so the notes are the title
    foot = alt.Title(
        text=notes, orient="bottom", anchor="start", frame="bounds", fontSize=12,
        fontWeight="normal", color=palettes.INK, lineHeight=_NOTE_PX, offset=8,
    )  # fmt: skip
    return chart.properties(title=foot, height=high)


def footnote(goal: Goal) -> str:
    """Return what must be said of a goal's figures as one sentence, or ""."""
    said = list(goal.notes)
    if goal.measured:
        said += [
            _("{year}年的进度，以{value:g}{unit}为基期是{percent:.0f}%").format(
                year=found.year, value=found.base.value, unit=goal.unit, percent=found.percent
            )
            for found in goal.progress()
        ]
    if not said:
        return ""
    return _("{name}：{notes}。").format(name=goal.indicator, notes="；".join(said))


def _wrapped(text: str) -> list[str]:
    """Return lines that fit under the chart; none begins with a mark that closes."""
    lines: list[str] = []
    for line in textwrap.wrap(text, NOTE_COLUMNS):
        if lines and line[0] in _CLOSING:
            lines[-1] += line[0]
            lines.append(line[1:])
        else:
            lines.append(line)
    return [line for line in lines if line]


def _extent_px(items: Sequence[Goal]) -> int:
    """Return the room that the longest line of a name needs, half of it where it is broken."""
    lines = [
        math.ceil(len(name) / 2) if len(name) > 13 else len(name) for name in map(_name, items)
    ]
    return _FONT_PX * max(lines, default=0) + 10


def _name(goal: Goal) -> str:
    return f"{goal.indicator}（{goal.unit}）" if goal.unit else goal.indicator


def _points(items: Sequence[Goal], kinds: Sequence[str]) -> pd.DataFrame:
    """Return one row a point: where it stands, what it is and how it is written."""
    import pandas as pd

    rows = []
    for goal in items:
        later = [item for item in goal.later if item.comparable]
        points = [
            (kinds[0], goal.base_year, goal.base),
            *((kinds[3], base.year, base.value) for base in goal.bases[1:]),
            *((kinds[1], item.year, item.value) for item in later),
            (kinds[2], goal.target_year, goal.target),
        ]
        newest = max((item.year for item in later), default=None)
        for what, year, value in points:
            progress = goal.percent(value, goal.bases[0])
            beyond = progress > EDGE_PERCENT
            rows.append(
                {
                    "goal": _name(goal),
                    "what": what,
                    "progress": progress,
                    "place": min(progress, EDGE_PERCENT),
                    "label": f"{value:g}（{year}）"
                    + (_(" → {percent:.0f}%").format(percent=progress) if beyond else ""),
                    "beyond": beyond,
                    "end": what in (kinds[0], kinds[2]),
                    "measured": what == kinds[3],
                    "newest": what == kinds[1] and year == newest,
                }
            )
    return pd.DataFrame(rows)

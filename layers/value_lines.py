"""What a map says of one unit, and of the units without a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.i18n import _
from indicators import combined, standing, standing_words
from layers import circles, combined_words, wording
from layers.drawables import LegendRow

if TYPE_CHECKING:
    from collections.abc import Set

    import pandas as pd

    from indicators.registry import Indicator


def absent_rows(statuses: pd.Series, together: Set[str]) -> list[LegendRow]:
    """Return the legend's rows of the units without a value, one a reason.

    A row whose units share a circle says what the circle is.
    """
    rows = []
    for status, count in statuses.value_counts().items():
        codes = {str(code) for code in statuses.index[statuses == status]}
        label = wording.status_word(str(status))
        shared = bool(codes & together)
        if shared:
            label += _("（{circle}）").format(circle=circles.TOGETHER.word)
        rows.append(
            LegendRow(label, None, int(count), hatched=True, status=str(status), together=shared)
        )
    return rows


def line(adcode: str, status: str, item: Indicator, year: int) -> str:
    """Return the value line of a tooltip: value, rank and status, or why there is no value.

    A unit that is only known together with others says with whom, and how much they have.
    """
    own = standing.of(item.id, year, adcode)
    if own is None:
        group = combined.group_of(item.id, year, adcode)
        shared = "" if group is None else f"（{combined_words.figure(group, item)}）"
        return wording.status_word(status) + shared
    text = wording.with_unit(own.value, item.unit, item.digits)
    text += f" · {standing_words.place(own, standing_words.Form.LINE)}"
    if status != "ok":
        text += f"（{wording.status_word(status)}）"
    return text

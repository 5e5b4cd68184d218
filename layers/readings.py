"""What a map says of one unit, and of the units without a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.i18n import _
from indicators import combined, standing, standing_words
from layers import circles, combined_words, wording
from layers.drawables import LegendRow, RowKind

if TYPE_CHECKING:
    from collections.abc import Set

    import pandas as pd

    from indicators.registry import Indicator
    from indicators.standing import Standing


@dataclass(frozen=True)
class Reading:
    """What a map says of one unit; every tooltip, label, table and file reads these fields.

    Attributes
    ----------
    value : float or None
        The value; None where there is none.
    text : str
        The value as a label has room for it, without its unit: “34,204”, “3.06%”; where there is
        none, the reason in a word.
    amount : str
        The value with its unit, “34,204 人/10万人”; as `text` where there is none.
    status : str
        Status of the value in the tables; empty where the map is of no indicator.
    standing : Standing or None
        The unit's rank and what it is counted in, on a map of the province.
    place : str
        Where the value stands among the others, in words.
    remark : str
        What must be said beside it.
    """

    value: float | None
    text: str
    amount: str
    status: str = ""
    standing: Standing | None = None
    place: str = ""
    remark: str = ""

    @property
    def rank(self) -> int | None:
        """The rank, 1 for the highest; None without one."""
        return None if self.standing is None else self.standing.rank

    @property
    def of(self) -> int | None:
        """How many units the rank is counted among."""
        return None if self.standing is None else self.standing.of

    @property
    def line(self) -> str:
        """The tooltip's line: “34,204 人/10万人 · 第2/87位（推算）”."""
        placed = f"{self.amount} · {self.place}" if self.place else self.amount
        return f"{placed}（{self.remark}）" if self.remark else placed


def without(reason: str, status: str, remark: str = "") -> Reading:
    """Return the reading of a unit that has no value, with the reason in a word."""
    return Reading(None, reason, reason, status, remark=remark)


def of_unit(adcode: str, status: str, item: Indicator, year: int) -> Reading:
    """Return the reading of a unit: value and rank, or why there is no value.

    A unit that is only known together with others says with whom, and how much they have.
    """
    own = standing.of(item.id, year, adcode)
    if own is None:
        group = combined.group_of(item.id, year, adcode)
        shared = "" if group is None else combined_words.figure(group, item)
        return without(wording.status_word(status), status, shared)
    return Reading(
        value=own.value,
        text=wording.short(own.value, item),
        amount=wording.amount(own.value, item),
        status=status,
        standing=own,
        place=standing_words.place(own, standing_words.PlaceForm.LINE),
        remark="" if status == "ok" else wording.status_word(status),
    )


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
            LegendRow(RowKind.ABSENT, label, None, int(count), status=str(status), together=shared)
        )
    return rows

"""Who leads, who lags and by how much, as one short table above the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from data.i18n import _
from indicators import comparison_words, registry, standing
from views.parts.figures import paper_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from indicators.comparison import Comparison


def table(found: Comparison, order: Sequence[str]) -> pd.DataFrame:
    """Return one row a side, the highest first.

    Parameters
    ----------
    order : sequence of str
        Keys of the counties in the order of the map's letters.
    """
    import pandas as pd

    item = registry.get(found.indicator)
    head = f"{item.short}（{found.year}，{item.unit}）" if item.unit else item.short
    first = found.rows[0]
    place = _("位次（有数{n}个中）").format(n=standing.base(found.indicator, found.year).ranked)
    rows = []
    for row in found.rows:
        key = row.side.key
        rows.append(
            {
                _("图上"): letter(order.index(key)) if key in order else "",
                _("名称"): row.side.name,
                head: _rounded(row.value, item.digits),
                _("95%下限"): _rounded(row.low, item.digits),
                _("95%上限"): _rounded(row.high, item.digits),
                place: row.rank,
                _("与中位数之差"): _rounded(
                    None if row.value is None else row.value - found.median, item.digits
                ),
                _("说法"): comparison_words.distance(row, found),
                _("与最高者"): comparison_words.behind(row, first, item),
                _("没有数的"): comparison_words.absent(row),
            }
        )
    shown = pd.DataFrame(rows)
    whole = {place: "Int64"}
    shown = shown.astype(dict.fromkeys([head, _("与中位数之差")], "float64") | whole)
    empty = [name for name in shown if shown[name].isna().all() or (shown[name] == "").all()]
    return shown.drop(columns=[name for name in empty if name not in (head, place)])


def letter(place: int) -> str:
    """Return the letter that stands at the `place`-th chosen county on the map."""
    return chr(ord("A") + place)


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def show(made: pd.DataFrame) -> None:
    """Show the table whole: real text, which is there before the map and its letters are."""
    # what scrolls on a phone can be reached by keyboard and has a name
    frame = '<div class="atlas-compare" tabindex="0" role="region" aria-label="{name}">{rows}</div>'
    rows = paper_table.markup(made, kind="atlas-rows")
    st.html(frame.format(name=_("比较的结果"), rows=rows))

"""Where a unit stands: rank, percentile, median, and words for it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from data.i18n import _
from indicators import registry, standing_words, tables
from indicators import standing as standings

if TYPE_CHECKING:
    import pandas as pd


@cache
def _standing(indicator: str, year: int) -> pd.DataFrame:
    table = tables.values(indicator, year)
    ranked = table["value"].rank(ascending=False, method="min")
    present = int(table["value"].notna().sum())
    table["rank"] = ranked
    table["of"] = float(present)
    below = table["value"].rank(ascending=True, method="min") - 1
    # the only unit of a level stands at the top; nobody is below it
    table["percentile"] = below / (present - 1) * 100 if present > 1 else ranked * 100
    return table


def standing(indicator: str, year: int | None = None) -> pd.DataFrame:
    """Return value, status and rank of every unit.

    Parameters
    ----------
    indicator : str
        Indicator id.
    year : int, optional
        Data year; the latest by default.

    Returns
    -------
    DataFrame
        Index `adcode`; columns `value`, `status`, `note`, `source`, `rank` (1 = highest, ties share
        the smallest rank, NaN without a value), `of` (number of ranked units) and `percentile`
        (share of the other ranked units that lie below, 0-100).
    """
    return _standing(indicator, tables.resolve_year(indicator, year)).copy()


def median(indicator: str, year: int | None = None) -> float:
    """Return the median of the units that have a value; NaN if none has."""
    return float(standing(indicator, year)["value"].median())


def wording(indicator: str, year: int | None, adcode: str) -> str:
    """Return one Chinese sentence on where a unit stands.

    Multiples of the median are said of ratios only, and only where zero means nothing of it (not
    for changes, which may be negative); counts get their rank alone.

    Parameters
    ----------
    indicator : str
        Indicator id.
    year : int or None
        Data year; None for the latest.
    adcode : str
        Unit of the indicator's level.
    """
    item = registry.get(indicator)
    table = standing(indicator, year)
    row = table.loc[adcode]
    own = standings.of(indicator, year, adcode)
    if own is None:
        status = registry.STATUS_NAMES[str(row["status"])]
        return f"{status}：{row['note']}" if row["note"] else status
    if len(table) == 1:
        return ""
    text = standing_words.place(own, standing_words.PlaceForm.SENTENCE)
    distance = against_median(float(row["value"]), float(table["value"].median()), item, own.base)
    return f"{text}，{distance}" if distance else text


def against_median(
    value: float, middle: float, item: registry.Indicator, base: standings.RankBase
) -> str:
    """Return how far a value is from the median, in words; "" for a count."""
    if item.kind == "count":
        return ""
    of_what = standing_words.median_word(base)
    if item.diverging_at is not None or middle <= 0 or value < 0:
        return _difference(value - middle, item, of_what)
    return _multiple(value / middle, of_what)


def _difference(gap: float, item: registry.Indicator, median_word: str) -> str:
    unit = _("个百分点") if item.percent else item.unit
    size = f"{abs(gap):.{item.digits}f}"
    if float(size) == 0:
        return _("与{median}相当").format(median=median_word)
    word = _("比{median}高{size}{unit}") if gap > 0 else _("比{median}低{size}{unit}")
    return word.format(median=median_word, size=size, unit=unit)


def _multiple(times: float, median_word: str = _("全省中位数")) -> str:
    """Say a ratio to the median; the text never claims more than two digits."""
    if times == 0:
        return _("为零")
    if 0.95 <= times < 1.05:
        return _("与{median}相当").format(median=median_word)
    if 0.47 <= times < 0.53:
        return _("约为{median}的一半").format(median=median_word)
    shown = f"{times:.2f}" if times < 1 else f"{times:.1f}"
    if times < 0.01:
        return _("不到{median}的百分之一").format(median=median_word)
    return _("约为{median}的{times}倍").format(median=median_word, times=shown)

"""Combined figures in words: who shares them, and how much it is."""

from __future__ import annotations

from data.i18n import _
from geo.places import units
from indicators import standing_words
from indicators.combined import Combined
from indicators.registry import Indicator
from indicators.standing import Extreme, Extremes, RankBase
from layers import wording


def named(group: Combined, *, short: bool = False) -> str:
    """Return who shares a figure: “白银区、平川区”; areas that are no units follow with 和."""
    text = "、".join(_name(code, short=short) for code in group.members)
    return text + "".join(_("和{name}").format(name=name) for name in group.beside)


def figure(group: Combined, item: Indicator, *, short: bool = False) -> str:
    """Return who has how much: “白银区、平川区合计287.11 亿元”."""
    text = _("{who}合计{amount}") if group.exact else _("{who}合计至多{amount}")
    return text.format(who=named(group, short=short), amount=wording.amount(group.total, item))


def figures(
    base: RankBase, item: Indicator, *, beyond: float | None = None, short: bool = False
) -> str:
    """Return all combined figures of a base, empty where there are none.

    Parameters
    ----------
    beyond : float, optional
        Where a figure holds a larger value than this however it is divided, that is said.
    """
    certain = () if beyond is None else base.larger_in_any_split(beyond)
    parts = []
    for group in base.groups:
        text = figure(group, item, short=short)
        if group in certain:
            text += _("（平均每处{mean}，必有大于{bar}的）").format(
                mean=wording.amount(group.total / group.parts, item),
                bar=wording.amount(beyond, item),
            )
        parts.append(text)
    return "；".join(parts)


def left_out(base: RankBase, item: Indicator, *, short: bool = False) -> str:
    """Return what a list of ranked units leaves out, as a note; empty when it leaves out nothing."""
    if base.whole:
        return ""
    text = _("另有{n}个{word}没有单列的数").format(
        n=base.units - base.ranked, word=standing_words.unit_word(base)
    )
    return f"{text}：{figures(base, item, short=short)}" if base.groups else text


def unsettled(ends: Extremes) -> str:
    """Say which of the province's superlatives are withheld, and why; empty when none is."""
    if not (ends.high.contested or ends.low.contested):
        return ""
    if ends.high.contested and ends.low.contested:
        which = _("首位和末位")
    else:
        which = _("首位") if ends.high.contested else _("末位")
    return _("其余{n}个没有单列的数，不判断全省的{which}").format(
        n=ends.base.units - ends.base.ranked, which=which
    )


def end_word(end: Extreme, *, high: bool) -> str:
    """Return what one end is called: a superlative only where it cannot be overturned."""
    if end.contested:
        return _("居首") if high else _("居末")
    return _("最高") if high else _("最低")


def opening(base: RankBase) -> str:
    """Return how a sentence on extremes opens: with its base, unless it is everything."""
    return "" if base.whole else _("{among}，").format(among=standing_words.among(base))


def _name(code: str, *, short: bool) -> str:
    place = units.place(code)
    return place.short if short else place.name

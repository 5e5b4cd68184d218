"""The sentence on an indicator inside and outside the belt, with its intervals."""

from __future__ import annotations

from data.i18n import _
from geo.places import units
from indicators import matched_pairs, registry
from indicators.effects import Estimate
from indicators.matched_pairs import Matching


def sentence(
    item: registry.Indicator,
    *,
    sides: tuple[str, str],
    counts: tuple[int, int],
    medians: tuple[float, float],
    difference: Estimate,
    peers: Matching,
    matched: Estimate,
) -> str:
    """Return what can be said, in Chinese; it never claims a cause.

    Parameters
    ----------
    item : Indicator
        The indicator.
    sides : (str, str)
        What the two groups are called, the inner one first.
    counts, medians : pairs
        Counties with a value, and their median, in each group.
    difference, matched : Estimate
        Difference of the medians, and median difference within pairs.
    peers : Matching
        The pairs.
    """
    return (
        _plain(item, sides, counts, medians, difference)
        + _peers(item, sides[0], peers, matched)
        + _("这只是并列对照，不说明因果。")
    )


def _figure(item: registry.Indicator, value: float) -> str:
    return _number(value, f",.{item.digits}f") + (item.unit if item.unit in ("%", "‰") else "")


def _gap(item: registry.Indicator, value: float) -> str:
    """Return a difference; between percentages it is one of percentage points."""
    text = _number(value, f"+,.{item.digits}f")
    return text + _("个百分点") if item.percent else text


def _number(value: float, form: str) -> str:
    # Adding 0 turns a negative zero into a plain one.
    digits = int(form[-2])
    return format(round(value, digits) + 0.0, form).replace("-", "−")


def _interval(item: registry.Indicator, estimate: Estimate) -> str:
    return _("95%区间{low}至{high}").format(
        low=_number(estimate.low, f"+,.{item.digits}f"), high=_gap(item, estimate.high)
    )


def _verdict(side: str, estimate: Estimate) -> str:
    """Return which side is higher, or that it cannot be told."""
    if not estimate.told:
        return _("区间含0，分不出高低")
    return (_("{side}较高") if estimate.low > 0 else _("{side}较低")).format(side=side)


def _plain(
    item: registry.Indicator,
    sides: tuple[str, str],
    counts: tuple[int, int],
    medians: tuple[float, float],
    difference: Estimate,
) -> str:
    if min(counts) < 2:
        return _("有数的县区太少（{inside}{n}个，{outside}{m}个），不作比较。").format(
            inside=sides[0], outside=sides[1], n=counts[0], m=counts[1]
        )
    return _(
        "{name}：{inside}（{n}个有数）中位数{a}，{outside}（{m}个有数）{b}{unit}，"
        "相差{gap}（{interval}），{verdict}。"
    ).format(
        name=item.name,
        inside=sides[0],
        outside=sides[1],
        n=counts[0],
        m=counts[1],
        a=_figure(item, medians[0]),
        b=_figure(item, medians[1]),
        unit="" if item.unit in ("%", "‰", "") else f"（{item.unit}）",
        gap=_gap(item, difference.value),
        interval=_interval(item, difference),
        verdict=_verdict(sides[0], difference),
    )


def _peers(item: registry.Indicator, side: str, peers: Matching, matched: Estimate) -> str:
    alike = "、".join(matched_pairs.COVARIATES[name][1] for name in peers.covariates)
    if len(peers.pairs) < 2:
        return _("按{alike}找不到足够的同类县区配对。").format(alike=alike)
    text = _(
        "与{alike}相近的县区一一配对后（{n}对），差的中位数为{gap}（{interval}），{verdict}。"
    ).format(
        alike=alike,
        n=len(peers.pairs),
        gap=_gap(item, matched.value),
        interval=_interval(item, matched),
        verdict=_verdict(side, matched),
    )
    if peers.unmatched:
        names = "、".join(units.unit(code).short for code in peers.unmatched)
        text += _("没有相近者可配的{n}个：{names}。").format(n=len(peers.unmatched), names=names)
    if not peers.balanced:
        text += _("配对后两组仍不够相近，宜谨慎。")
    return text

"""The one wording of a comparison: distance to the median, to the highest, and what is missing."""

from __future__ import annotations

from data.i18n import _
from geo.places import units
from indicators import ranks, registry, standing
from indicators.comparison import Compared, Comparison, separable


def distance(row: Compared, found: Comparison) -> str:
    """Return how far a side is from the median of the counties; "" for a count or no value."""
    if row.value is None:
        return ""
    item = registry.get(found.indicator)
    return ranks.against_median(
        row.value, found.median, item, standing.base(found.indicator, found.year)
    )


def behind(row: Compared, first: Compared, item: registry.Indicator) -> str:
    """Return how far a side lies behind the highest: never more than its margins allow."""
    if row.value is None or first.value is None:
        return ""
    if row is first:
        return _("最高")
    if row.value == first.value:
        return _("并列最高")
    if not separable(first, row):
        return _("与最高者分不出高低")
    unit = _("个百分点") if item.percent else item.unit
    return _("低{size}{unit}").format(size=f"{first.value - row.value:,.{item.digits}f}", unit=unit)


def absent(row: Compared) -> str:
    """Return why a side has no value, with the members that lack one; "" where it has."""
    if row.value is not None:
        return ""
    if len(row.side.members) == 1:
        return registry.STATUS_NAMES[row.status]
    if not row.rebuilt:
        return _("没有可重算的分子分母，不合成")
    names = "、".join(units.unit(code).name for code in row.missing)
    return _("缺{names}，不合成").format(names=names)

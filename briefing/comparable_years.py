"""Which years of an indicator may be set against each other, and for which units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.errors import AtlasError
from data.i18n import _
from indicators import tables

if TYPE_CHECKING:
    import pandas as pd

    from indicators.registry import Indicator

# Words in a caveat that forbid comparing years: other classifications, revised accounts.
NOT_ACROSS_YEARS: Final = ("宜慎", "修订", "不可比", "不可直接比较")
# Those among them that speak of another definition, so that one scale for both years would lie.
_REDEFINED: Final = ("宜慎", "不可比", "不可直接比较")


class NotComparable(AtlasError):
    """The years of an indicator cannot be laid beside each other under one scale."""


def refusal(item: Indicator) -> str:
    """Return why maps of several years may not share one scale, as a sentence; "" when they may."""
    if len(item.years) < 2:
        return _("“{name}”只有{year}年的数据，没有可比的年份。").format(
            name=item.name, year=item.years[0]
        )
    against = next((c for c in item.caveats if any(word in c for word in _REDEFINED)), "")
    if against:
        return _("“{name}”各年口径不同，不能放在同一套分级里比较：{why}").format(
            name=item.name, why=against
        )
    if "样本" in item.unit:
        return _("“{name}”是抽样人数，随抽样多少而变，不能逐年比较。").format(name=item.name)
    return ""


def remark(item: Indicator) -> str:
    """Return what must be said beside maps of several years, or ""."""
    said = [c for c in item.caveats if any(word in c for word in NOT_ACROSS_YEARS)]
    if "元" in item.unit.split("/")[0]:
        said.append(_("各年按当年价格，未扣除价格变动"))
    return "；".join(text.rstrip("。；") for text in said)


def comparable(item: Indicator, year: int) -> tuple[int, pd.DataFrame] | None:
    """Return the year before and the units that may be compared with it, or None.

    Parameters
    ----------
    item : Indicator
        Not compared across years when a caveat speaks against it or when it is money at the
        prices of its own year.
    year : int
        The year of the figure.

    Returns
    -------
    tuple of (int, DataFrame) or None
        The earlier year; index adcode, columns `before` and `now`. Units with a note in either
        year (other territory, small sample, doubtful print) are left out.
    """
    earlier = [known for known in item.years if known < year]
    warned = any(word in caveat for caveat in item.caveats for word in NOT_ACROSS_YEARS)
    money = "元" in item.unit.split("/")[0]
    # how large a sample was drawn says nothing of the county
    sample = item.small_sample or "样本" in item.unit
    if not earlier or warned or money or sample:
        return None
    import pandas as pd

    old, new = tables.values(item.id, earlier[-1]), tables.values(item.id, year)
    plain = (old["note"] == "") & (new["note"] == "")
    pair = pd.DataFrame({"before": old["value"], "now": new["value"]})[plain].dropna()
    return (earlier[-1], pair) if 2 * len(pair) > len(new) else None

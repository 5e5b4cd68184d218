"""Which years of an indicator may be set against each other, and for which units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.errors import AtlasError
from data.i18n import _
from indicators import tables
from indicators.facets import Why

if TYPE_CHECKING:
    import pandas as pd

    from indicators.registry import Indicator


class NotComparable(AtlasError):
    """The years of an indicator cannot be laid beside each other under one scale."""


def refusal(item: Indicator) -> str:
    """Return why maps of several years may not share one scale, as a sentence; "" when they may."""
    if len(item.years) < 2:
        return _("“{name}”只有{year}年的数据，没有可比的年份。").format(
            name=item.name, year=item.years[0]
        )
    against = next((found for found in item.year_breaks if found.why.forbids_one_scale), None)
    if against is None:
        return ""
    if against.why is Why.SAMPLE:
        return _("“{name}”{why}").format(name=item.name, why=against.text)
    return _("“{name}”各年口径不同，不能放在同一套分级里比较：{why}").format(
        name=item.name, why=against.text
    )


def remark(item: Indicator) -> str:
    """Return what must be said beside maps of several years, or ""."""
    said = [found.text for found in item.year_breaks if found.why is not Why.SAMPLE]
    return "；".join(text.rstrip("。；") for text in said)


def comparable(item: Indicator, year: int) -> tuple[int, pd.DataFrame] | None:
    """Return the year before and the units that may be compared with it, or None.

    Parameters
    ----------
    item : Indicator
        Not compared when anything speaks against comparing its years (`year_breaks`).
    year : int
        The year of the figure.

    Returns
    -------
    tuple of (int, DataFrame) or None
        The earlier year; index adcode, columns `before` and `now`. Units with a note in either
        year (other territory, small sample, doubtful print) are left out.
    """
    earlier = [known for known in item.years if known < year]
    # a small sample's value moves by chance, and the median of its changes with it
    if not earlier or item.year_breaks or item.small_sample:
        return None
    import pandas as pd

    old, new = tables.values(item.id, earlier[-1]), tables.values(item.id, year)
    plain = (old["note"] == "") & (new["note"] == "")
    pair = pd.DataFrame({"before": old["value"], "now": new["value"]})[plain].dropna()
    return (earlier[-1], pair) if 2 * len(pair) > len(new) else None

"""Values of several years classified together, so that one colour means one range in every year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from data.errors import AtlasError
from data.i18n import _

if TYPE_CHECKING:
    import pandas as pd

    from indicators.classify import Classes
    from indicators.registry import Indicator

_MARK: Final = ":"


def years_of(item: Indicator, year: int, pooled: Sequence[int]) -> tuple[int, ...]:
    """Return the years that are classified together, ascending; the year alone when none are.

    Raises
    ------
    AtlasError
        When the indicator has no data of one of the years.
    """
    unknown = [other for other in pooled if other not in item.years]
    if unknown:
        known = "、".join(map(str, item.years))
        raise AtlasError(
            _("“{name}”没有{year}年的数据（有：{known}）。").format(
                name=item.name, year=unknown[0], known=known
            ),
            detail=f"{item.id} pooled over {tuple(pooled)}",
        )
    return tuple(sorted({year, *pooled}))


def values(item: Indicator, years: Sequence[int]) -> pd.Series:
    """Return the values of several years as one series, keyed by year and unit."""
    import pandas as pd

    from indicators import tables

    parts = []
    for year in years:
        part = tables.values(item.id, year)["value"]
        parts.append(part.rename(index={code: f"{year}{_MARK}{code}" for code in part.index}))
    return pd.concat(parts)


def of_year(classes: Classes, year: int) -> Classes:
    """Return pooled classes as they stand for one year: same edges, that year's units and counts.

    Parameters
    ----------
    classes : Classes
        Of the series that `values` makes.
    year : int
        One of its years. A class may be empty in it.
    """
    mark = f"{year}{_MARK}"
    index = {
        key.removeprefix(mark): place
        for key, place in classes.index.items()
        if key.startswith(mark)
    }
    counts = [0] * classes.k
    for place in index.values():
        counts[place] += 1
    return replace(classes, index=index, counts=tuple(counts))


def words(years: Sequence[int]) -> str:
    """Return years as a sheet names them: “2017—2023年” when none is left out, else each."""
    first, last = years[0], years[-1]
    if len(years) > 2 and last - first + 1 == len(years):
        return _("{first}—{last}年").format(first=first, last=last)
    return _("{years}年").format(years="、".join(map(str, years)))

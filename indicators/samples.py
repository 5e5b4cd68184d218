"""How far a share from the census long form may be trusted: sample size, interval, muting.

The long form was asked of 10 % of the households.  The interval is Wilson's (1927) for a share in
a simple random sample, with the finite-population correction for a tenth; the real sample was drawn
by enumeration districts, so the true margin is rather wider.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from data.errors import AtlasError
from data.i18n import _
from data.missing import is_missing
from indicators import registry, tables

if TYPE_CHECKING:
    import pandas as pd

SAMPLED = 0.1
# The census warns of its long form below this many persons or households in the sample.
SMALL = 2000
Z95 = 1.959964


class NoSampleError(AtlasError):
    """The indicator does not come from the long form."""


def wilson(share: float, size: float) -> tuple[float, float]:
    """Return the 95 % interval of a share in a sample that holds a tenth of the population.

    Parameters
    ----------
    share : float
        0 to 1.
    size : float
        Persons or households in the sample, > 0.
    """
    effective = size / (1 - SAMPLED)
    squared = Z95 * Z95
    middle = (share + squared / (2 * effective)) / (1 + squared / effective)
    spread = math.sqrt(share * (1 - share) / effective + squared / (4 * effective**2))
    half = Z95 * spread / (1 + squared / effective)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def small_units(item: registry.Indicator, year: int) -> tuple[str, ...]:
    """Return the units whose value rests on fewer than `SMALL` persons of the long form."""
    if not item.sample or year not in registry.get(item.sample).years:
        return ()
    sizes = tables.values(item.sample, year)["value"]
    return tuple(str(code) for code in sizes.index[sizes < SMALL])


def intervals(indicator: str, year: int | None = None) -> pd.DataFrame:
    """Return the 95 % interval of a long-form share in every unit.

    Parameters
    ----------
    indicator : str
        Id of an indicator with `small_sample`.
    year : int, optional
        Data year; the latest by default.

    Returns
    -------
    DataFrame
        Index `adcode`; columns `sample` (persons or households), `low` and `high` (per cent) and
        `muted` (fewer than 2,000 in the sample: show the interval, tone the colour down).

    Raises
    ------
    NoSampleError
        When the indicator is no share of a sample.
    """
    item = registry.get(indicator)
    if not item.sample:
        raise NoSampleError(
            _("指标“{name}”不是长表抽样得来的，没有抽样误差。").format(name=item.name),
            detail=f"{indicator} has no sample",
        )
    used = tables.resolve_year(indicator, year)
    table = tables.values(indicator, used)[["value"]]
    table["sample"] = tables.values(item.sample, used)["value"]
    bounds = [
        wilson(value / 100, size) if size > 0 and not is_missing(value) else (math.nan, math.nan)
        for value, size in zip(table["value"], table["sample"], strict=True)
    ]
    table["low"] = [low * 100 for low, _high in bounds]
    table["high"] = [high * 100 for _low, high in bounds]
    table["muted"] = table["sample"] < SMALL
    return table.drop(columns="value")

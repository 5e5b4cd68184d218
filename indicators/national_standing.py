"""The country's counties as context: where a county stands among them, and their values.

The 2020 census has 2,948 units with a code: 2,848 counties, the five cities without counties, and
95 development zones that it counts apart. They are the ones a county is compared with, each once,
whatever its size; the 39 zones without a code are left out.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final

from data.entries import entries
from data.i18n import _
from data.missing import is_missing
from data.paths import NATIONAL
from geo import national_counties as places
from geo.extents import Extent
from geo.national_counties import Relation
from indicators import registry, samples

if TYPE_CHECKING:
    import pandas as pd

YEAR: Final = 2020
RECORD: Final = "national-census2020"
UNCODED_ZONE: Final = "zone_uncoded"
_WORDS: Final = frozenset({"adcode", "name", "province", "prefecture", "unit_kind", "note"})


class NationalStatus(StrEnum):
    """What a polygon of the map has."""

    OK = "ok"
    DERIVED = "derived"  # made of several census rows
    MISSING = "missing"  # the row is there, the cell is empty
    REDRAWN = "redrawn"  # its borders are not those of the census
    UNCOUNTED = "uncounted"  # the census by county has no row
    SPECIAL = "special"  # no county


@cache
def _columns() -> frozenset[str]:
    from pyarrow.parquet import read_schema

    return frozenset(read_schema(NATIONAL / "census2020.parquet").names) - _WORDS


def covers(indicator: str, year: int | None = None) -> bool:
    """Return whether the country has this indicator (county level) in this year."""
    item = registry.get(indicator)
    if item.level != "county" or YEAR not in item.years:
        return False
    return (item.years[-1] if year is None else year) == YEAR and indicator in _columns()


def mappable(indicator: str, year: int | None = None) -> bool:
    """Return whether the country can be coloured by it: three thousand circles cannot be read."""
    return covers(indicator, year) and registry.get(indicator).mappable


@cache
def indicators() -> tuple[str, ...]:
    """Return the ids of the indicators that the country has, in the registry's order."""
    return tuple(item.id for item in registry.of_level("county") if covers(item.id, YEAR))


@cache
def _table() -> pd.DataFrame:
    """Read the units with a code; index `adcode`, one column an indicator."""
    import pandas as pd

    # the whole table costs less than a county page's 45 columns one by one
    table = pd.read_parquet(NATIONAL / "census2020.parquet").set_index("adcode")
    coded = table["unit_kind"] != UNCODED_ZONE
    return table.loc[coded, sorted(_columns())]


def _rows(column: str) -> pd.Series:
    return _table()[column]


def values(indicator: str) -> pd.Series:
    """Return the value of every census unit with a code (index `adcode`; NaN where none stands)."""
    return _rows(indicator).copy()


@cache
def _percentiles(indicator: str) -> pd.Series:
    present = _rows(indicator).dropna()
    return (present.rank(method="average") - 0.5) / len(present) * 100


def percentile(indicator: str, year: int, adcode: str) -> float | None:
    """Return where a unit stands among the country's, 0-100.

    Parameters
    ----------
    indicator : str
        County-level indicator.
    year : int
        Data year; only the census's has the country beside it.
    adcode : str
        Unit of the census.

    Returns
    -------
    float or None
        The mid-rank percentile: of all n units that have a value, the share in per cent that lies
        below, those of the same value (the unit itself among them) counted half:
        (below + equal / 2) / n * 100. It never reaches 0 or 100, and equal values stand equal.
        None where the country or the unit has no value.
    """
    if not covers(indicator, year):
        return None
    found = _percentiles(indicator).get(adcode)
    return None if found is None else float(found)


def rounded(indicator: str, year: int, adcode: str) -> float | None:
    """Return the percentile to one decimal, as a document prints it; None as `percentile`."""
    found = percentile(indicator, year, adcode)
    return None if found is None else round(found, 1)


def whole(percentile: float | None) -> str:
    """Return a percentile as a whole number from 1 to 99, or nothing."""
    if percentile is None:
        return ""
    # half up, as a reader rounds; no county is said to have all others below it
    return str(min(99, max(1, int(percentile + 0.5))))


def words(percentile: float | None) -> str:
    """Return “全国第57百分位”, or nothing."""
    return "" if percentile is None else _("全国第{n}百分位").format(n=whole(percentile))


def thin(indicator: str) -> pd.Series:
    """Return whether each census unit's long-form sample is small (under 2,000)."""
    item = registry.get(indicator)
    if not item.sample:
        return _rows(indicator).notna() & False
    return _rows(item.sample).fillna(0) < samples.SMALL


@cache
def _drawn(indicator: str, extent: Extent) -> pd.DataFrame:
    import pandas as pd

    table = places.drawn(extent)
    rows, small = _rows(indicator), thin(indicator)
    same = table["relation"] == Relation.SAME
    table["value"] = rows.reindex(table["census"]).to_numpy(dtype=float)
    table.loc[~same, "value"] = float("nan")
    table["standing"] = (
        table["value"].isna().map({True: NationalStatus.MISSING, False: NationalStatus.OK})
    )
    for relation, standing in _WITHOUT.items():
        table.loc[table["relation"] == relation, "standing"] = standing
    for code in table.index[table["relation"] == Relation.MERGED]:
        value = _joined(indicator, table.at[code, "census"].split())
        table.loc[code, ["value", "standing"]] = [
            value,
            NationalStatus.REDRAWN if is_missing(value) else NationalStatus.DERIVED,
        ]
    sampled = small.reindex(table["census"]).fillna(False).to_numpy(dtype=bool)
    table["thin"] = table["value"].notna() & sampled
    table["rank"] = table["value"].rank(ascending=False, method="min")
    ordered = rows.dropna().sort_values().to_numpy()
    below = ordered.searchsorted(table["value"], side="left")
    within = ordered.searchsorted(table["value"], side="right")
    percentiles = pd.Series((below + within) / 2 / len(ordered) * 100, index=table.index)
    table["percentile"] = percentiles.where(table["value"].notna())
    return table


_WITHOUT: Final = {
    Relation.SPECIAL: NationalStatus.SPECIAL,
    Relation.NONE: NationalStatus.UNCOUNTED,
    Relation.SPLIT: NationalStatus.REDRAWN,
}


def _joined(indicator: str, codes: list[str]) -> float:
    """Return the ratio of several census rows together, from the counts it is made of."""
    table = entries()[indicator].table
    recipe = table.get("compute", {})
    parts = [*recipe.get("numerator", ()), recipe.get("denominator", "")]
    if YEAR not in recipe.get("years", ()) or not set(parts) <= _columns():
        return float("nan")
    above = sum(float(_rows(name).loc[codes].sum()) for name in recipe["numerator"])
    below = float(_rows(recipe["denominator"]).loc[codes].sum())
    return above / below * float(recipe["factor"])


def drawn(indicator: str, extent: Extent) -> pd.DataFrame:
    """Return what each polygon of an extent shows.

    Parameters
    ----------
    indicator : str
        One that `covers`.
    extent : Extent
        How much of the country.

    Returns
    -------
    DataFrame
        As `geo.national_counties.drawn`, with `value`, `standing` (a `NationalStatus`), `thin` (small sample),
        `rank` (1 = highest of those shown) and `percentile` (among the country's units).
    """
    return _drawn(indicator, extent).copy()

"""Values of indicators as tables: one row a unit, with status, note and source."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from data.errors import AtlasError
from data.i18n import _
from data.paths import INDICATORS
from indicators import registry

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["value", "status", "note", "source"]


class UnknownYearError(AtlasError):
    """The indicator has no figures for this year."""


class MixedLevelsError(AtlasError):
    """Indicators of different levels cannot stand in one table."""


@cache
def _level(level: str) -> dict[tuple[str, int], pd.DataFrame]:
    """Read one level's table once and cut it by indicator and year."""
    import pandas as pd

    table = pd.read_csv(
        INDICATORS / f"{level}.csv",
        dtype={"indicator": str, "adcode": str, "status": str, "note": str, "source": str},
        keep_default_na=False,
        na_values={"value": [""]},
        encoding="utf-8",
    )
    table["value"] = table["value"].astype(float)
    # rows of one indicator and year stand together, in the order of adcodes
    parts = table.groupby(["indicator", "year"], sort=False).indices
    table = table.set_index("adcode")[COLUMNS]
    return {(str(key[0]), int(key[1])): table.iloc[rows] for key, rows in parts.items()}


def resolve_year(indicator: str, year: int | None) -> int:
    """Return the year asked for, or the latest.

    Raises
    ------
    UnknownIndicatorError, UnknownYearError
        When the indicator does not exist or has no figures for the year.
    """
    item = registry.get(indicator)
    if year is None:
        return item.years[-1]
    if year not in item.years:
        known = "、".join(str(known) for known in item.years)
        raise UnknownYearError(
            _("指标“{name}”没有{year}年的数，可选：{known}。").format(
                name=item.name, year=year, known=known
            ),
            detail=f"{indicator} has no year {year}",
        )
    return year


def values(indicator: str, year: int | None = None) -> pd.DataFrame:
    """Return the values of one indicator in one year.

    Parameters
    ----------
    indicator : str
        Indicator id.
    year : int, optional
        Data year; the latest by default.

    Returns
    -------
    DataFrame
        Index `adcode`: all 87 units, 14 prefectures or the province.  Columns `value` (float, NaN
        where there is none), `status`, `note` and `source` (record ids joined with ";").

    Raises
    ------
    UnknownIndicatorError, UnknownYearError
        When the indicator does not exist or has no figures for the year.
    """
    year = resolve_year(indicator, year)
    return _level(registry.get(indicator).level)[indicator, year].copy()


def line(indicator: str, year: int, unit: str) -> pd.Series:
    """Return one unit's `value`, `status`, `note` and `source` in one year of the indicator."""
    return _level(registry.get(indicator).level)[indicator, year].loc[unit]


def joined(ids: Sequence[str], year: int | None = None) -> pd.DataFrame:
    """Return several indicators of one level side by side, one row a unit.

    Parameters
    ----------
    ids : sequence of str
        Indicator ids of the same level; repeated ones are kept once.
    year : int, optional
        One year for all; by default the latest of each.

    Returns
    -------
    DataFrame
        Index `adcode`; columns `name` and, for each id, `<id>`, `<id>_year`, `<id>_status` and
        `<id>_note`; the note of a value says too when a figure behind it was revised.

    Raises
    ------
    MixedLevelsError
        When the levels differ.
    UnknownIndicatorError, UnknownYearError
        When an indicator does not exist or has no figures for the year.
    """
    import pandas as pd

    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise AtlasError(_("请至少给出一个指标。"), detail="no indicator ids")
    levels = {registry.get(item).level for item in wanted}
    if len(levels) > 1:
        words = "、".join(registry.LEVEL_NAMES[level] for level in sorted(levels))
        raise MixedLevelsError(
            _("{levels}的指标不能放在同一张表里，请分开取。").format(levels=words),
            detail=f"levels {sorted(levels)}",
        )
    names = unit_names(levels.pop())
    table = pd.DataFrame({"name": pd.Series(names)})
    table.index.name = "adcode"
    for item in wanted:
        used = resolve_year(item, year)
        part = values(item, used)
        table[item] = part["value"]
        table[f"{item}_year"] = used
        table[f"{item}_status"] = part["status"]
        table[f"{item}_note"] = [
            with_revision(str(note), registry.get(item).revised, value)
            for note, value in zip(part["note"], part["value"], strict=True)
        ]
    return table


def with_revision(note: str, revised: str, value: float) -> str:
    """Return the note of a value, with the sentence on a revision where there is a value."""
    return "；".join(part for part in (note, "" if math.isnan(value) else revised) if part)


def unit_names(level: str) -> dict[str, str]:
    """Return adcode -> full name of the units of a level, in the order of adcodes."""
    from geo.places import units

    if level == "county":
        return {unit.adcode: unit.name for unit in units.counties()}
    if level == "prefecture":
        return {prefecture.adcode: prefecture.name for prefecture in units.prefectures()}
    return {"620000": _("甘肃省")}


@cache
def _outside() -> pd.DataFrame:
    import pandas as pd

    return pd.read_csv(
        INDICATORS / "outside.csv", dtype={"adcode": str}, keep_default_na=False, encoding="utf-8"
    )


def outside(indicator: str, year: int) -> dict[str, float]:
    """Return adcode -> value of units counted apart (兰州新区 620171), not in any county's figure.

    Parameters
    ----------
    indicator : str
        County-level indicator id.
    year : int
        Data year.
    """
    table = _outside()
    rows = table[(table["indicator"] == indicator) & (table["year"] == year)]
    return {str(key): float(value) for key, value in zip(rows.adcode, rows.value, strict=True)}

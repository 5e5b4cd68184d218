"""The units of the 2020 census beyond the province: what each is called and what it is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from data.paths import NATIONAL

if TYPE_CHECKING:
    import pandas as pd

# A development zone that the census counts apart is no county: it has no county's government,
# and its people are missing from the county that it lies in.
COUNTY_KINDS: Final = ("county", "city_without_counties")


@cache
def _counties() -> pd.DataFrame:
    import pandas as pd

    words = ["adcode", "name", "province", "prefecture", "unit_kind"]
    table = pd.read_parquet(NATIONAL / "census2020.parquet", columns=words).set_index("adcode")
    return table.loc[table["unit_kind"].isin(COUNTY_KINDS)].drop(columns="unit_kind")


def counties() -> pd.DataFrame:
    """Return the country's county-level units, development zones left out.

    Returns
    -------
    DataFrame
        Index `adcode`; columns `name`, `province` and `prefecture` (as the census prints them).
    """
    return _counties().copy()


def long_name(adcode: str) -> str:
    """Return a unit's name with its province and prefecture: “青海省海东市乐都区”."""
    row = _counties().loc[adcode]
    parts = (str(row["province"]), str(row["prefecture"] or ""), str(row["name"]))
    # a municipality is its own prefecture; a city without counties is its own county
    return "".join(dict.fromkeys(part for part in parts if part))

"""The note on a revised figure, for every table that leaves the atlas without its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.i18n import _
from indicators import registry

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd


def notes(indicators: Iterable[str]) -> tuple[str, ...]:
    """Return the sentences on revisions behind these indicators, each once.

    Parameters
    ----------
    indicators : iterable of str
        Indicator ids.
    """
    found = (registry.get(item).revised for item in indicators)
    return tuple(dict.fromkeys(text for text in found if text))


def noted(table: pd.DataFrame, indicators: Iterable[str]) -> pd.DataFrame:
    """Return a table with a last column 注意 in every row, where any indicator was revised.

    A file of rows has no foot to write a note under, and rows are copied one by one.

    Parameters
    ----------
    table : DataFrame
        Chinese column heads.
    indicators : iterable of str
        Whose figures stand in it.
    """
    said = notes(indicators)
    return table.assign(**{_("注意"): "；".join(said)}) if said else table

"""A standing as JSON types, for the commands."""

from __future__ import annotations

from typing import Any

from indicators import combined, standing


def document(indicator: str, year: int, adcode: str) -> dict[str, Any]:
    """Return what a rank is counted in and how far it could shift.

    Parameters
    ----------
    indicator : str
        Indicator id.
    year : int
        One of its years.
    adcode : str
        Unit of the indicator's level.

    Returns
    -------
    dict
        `units` of the level; `rank_among_all` [best, worst] place among them, or None without a
        value; `contested`, whether units without a value could change the rank; `combined`, the
        figure that the unit has only together with others (members, beside, total, and whether the
        total is exact or an upper limit), or None.
    """
    own = standing.of(indicator, year, adcode)
    group = combined.group_of(indicator, year, adcode)
    return {
        "units": standing.base(indicator, year).units,
        "rank_among_all": None if own is None else [own.best, own.worst],
        "contested": None if own is None else own.contested,
        "combined": None
        if group is None
        else {
            "members": list(group.members),
            "beside": list(group.beside),
            "total": group.total,
            "exact": group.exact,
        },
    }

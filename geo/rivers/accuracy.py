"""How far each river line lies from a line that is independent of it, measured once and shipped.

`data/rivers/checks.csv` is written by `data/build/river_accuracy.py`, which says how. A river that
no independent line can be found for has no row, and `unchecked` names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from data.i18n import _
from geo.rivers import lines

REFERENCES = {
    "survey": _("另一套河流图（WDBII）"),
    "terrain": _("30角秒高程模型上的水流路径"),
}


@dataclass(frozen=True)
class LineAccuracy:
    """One river against one reference.

    Parameters
    ----------
    river, name : str
        Id and Chinese name.
    computed : bool
        True: our line is itself a path along valleys.
    reference : str
        'survey' or 'terrain', see `REFERENCES`.
    length_km, compared_km : float
        Of the line, and how much of it has something to be compared with.
    within_2km, within_5km : float
        Share of the compared length within that distance of the reference.
    median_km, ninth_km, max_km : float
        Median, ninth decile and greatest distance.
    """

    river: str
    name: str
    computed: bool
    reference: str
    length_km: float
    compared_km: float
    within_2km: float
    within_5km: float
    median_km: float
    ninth_km: float
    max_km: float


@lru_cache(maxsize=1)
def load() -> tuple[LineAccuracy, ...]:
    """Return the checks: against surveys first, then against the terrain.

    Raises
    ------
    RiverError
        The table is missing.
    """
    return tuple(
        LineAccuracy(
            river=row["river"],
            name=row["name"],
            computed=row["computed"] == "true",
            reference=row["reference"],
            length_km=float(row["length_km"]),
            compared_km=float(row["compared_km"]),
            within_2km=float(row["within_2km"]),
            within_5km=float(row["within_5km"]),
            median_km=float(row["median_km"]),
            ninth_km=float(row["ninth_km"]),
            max_km=float(row["max_km"]),
        )
        for row in lines.table("checks.csv")
    )


def unchecked() -> tuple[str, ...]:
    """Return the names of the rivers that nothing independent was found for."""
    done = {check.river for check in load()}
    frame = lines.load()
    inside = frame[(frame["kind"] != "stem_outside") & ~frame["id"].isin(done)]
    return tuple(inside["name"])

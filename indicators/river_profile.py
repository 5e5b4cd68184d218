"""Counties in the order of the river: profile along the stem, courses, and Linxia's two rivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.i18n import _
from geo.places import units
from geo.rivers import frontage as belt_geo
from geo.rivers import lines as rivers
from indicators import tables
from indicators.inside_outside import Summary, ratio, summary

if TYPE_CHECKING:
    import pandas as pd

LINXIA = "622900"


def profile(indicator: str, year: int | None = None) -> pd.DataFrame:
    """Return the counties along the stem in the river's order with an indicator's values.

    Returns
    -------
    DataFrame
        One row a county: adcode, name, short, prefecture_name, start_km, end_km (chainage),
        frontage_km, touched_km, seat_chainage_km, value, status. Any county-level indicator is
        allowed.
    """
    import pandas as pd

    table = tables.values(indicator, year)
    rows = []
    for code in belt_geo.along_stem():
        unit, found = units.unit(code), belt_geo.measured()[code]
        rows.append(
            {
                "adcode": code,
                "name": unit.name,
                "short": unit.short,
                "prefecture_name": unit.prefecture_name,
                "start_km": found.start_km,
                "end_km": found.end_km,
                "frontage_km": found.frontage_km,
                "touched_km": found.touched_km,
                "seat_chainage_km": found.seat_chainage_km,
                "value": table["value"][code],
                "status": table["status"][code],
            }
        )
    return pd.DataFrame(rows)


def courses(indicator: str, year: int | None = None) -> dict[str, Summary]:
    """Return the distribution of an indicator in the upper and in the middle course's counties."""
    item = ratio(indicator)
    values = tables.values(item.id, year)["value"]
    return {
        key: summary(values[[belt_geo.course(str(code)) == key for code in values.index]])
        for key in ("upper", "middle")
    }


def sections(indicator: str, year: int | None = None) -> dict[str, Summary]:
    """Return the distribution along the stem by prefecture, in the river's order."""
    item = ratio(indicator)
    values = tables.values(item.id, year)["value"]
    found: dict[str, list[str]] = {}
    for code in belt_geo.along_stem():
        found.setdefault(units.unit(code).prefecture_name, []).append(code)
    return {name: summary(values[codes]) for name, codes in found.items()}


def linxia() -> pd.DataFrame:
    """Return Linxia's eight counties measured against 黄河 and 洮河 (沿黄河洮河 belt).

    Returns
    -------
    DataFrame
        adcode, name, yellow_km, tao_km (credited), yellow_touched_km, tao_touched_km, on ('黄河',
        '洮河', '黄河、洮河' or '').
    """
    import pandas as pd

    lines = {key: belt_geo.frontages(key) for key in (rivers.STEM, "tao")}
    names = {rivers.STEM: _("黄河"), "tao": _("洮河")}
    rows = []
    for code in units.prefecture(LINXIA).members:
        along = {key: lines[key].get(code, (0.0, 0.0)) for key in lines}
        touching = [k for k in lines if along[k][0] >= belt_geo.FRONTAGE_MIN_KM]
        rows.append(
            {
                "adcode": code,
                "name": units.unit(code).name,
                "yellow_km": along[rivers.STEM][0],
                "yellow_touched_km": along[rivers.STEM][1],
                "tao_km": along["tao"][0],
                "tao_touched_km": along["tao"][1],
                "on": "、".join(names[key] for key in touching),
            }
        )
    return pd.DataFrame(rows)

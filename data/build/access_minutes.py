"""The accessibility indicators: derived from the transport network and the census.

Called by `data.build.indicators` through the registry's `special`; run `data.build.transport`
first. Middle minutes count; what the margins would change stands in each note.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from functools import cache

import geopandas as gpd
import shapely

from data.build.cells import Cell, Column, rounded, units_of
from data.build.figures import outside_units
from data.build.listed import Listed, listed
from data.entries import RegistryEntry, entries
from geo import boundaries
from geo.crs import CGCS2000, to_albers
from geo.places import units
from geo.travel import emu_stations, opportunities
from geo.travel.network import skeleton

Lookup = Callable[[str, int], Column]

TENTH = Decimal("0.1")
PEOPLE = "pop_resident"
NETWORK = "transport-edges"
EMU = f"{NETWORK};transport-emu"
BORDER_SPEED = 60.0  # km/h in a straight line: nearer than this a station next door may be nearer


def people(entry: RegistryEntry, year: int, cells: Column, lookup: Lookup) -> Column:
    """Return the residents of the units whose seats lie within the entry's `limit` minutes."""
    del cells
    limit = float(entry.table["limit"])
    residents = lookup(PEOPLE, year)
    outside = outside_units(entries()[PEOPLE], "census2020", year)
    counted = {**residents, **outside}
    amounts = {code: float(cell.value) for code, cell in counted.items() if cell.value is not None}
    sources = dict.fromkeys(part for cell in counted.values() for part in cell.source.split(";"))
    source = ";".join([NETWORK, *sources])
    return {
        code: Cell(
            Decimal(round(found.value)),
            "derived",
            f"{found.places}个单元；按误差上下界为{found.least / 1e4:.1f}—{found.most / 1e4:.1f}万人",
            source,
        )
        for code, found in opportunities.within(limit, amounts).items()
    }


def university(entry: RegistryEntry, year: int, cells: Column, lookup: Lookup) -> Column:
    """Return the minutes to the nearest county seat with an undergraduate university."""
    del year, lookup, cells
    homes = listed(entry.table["of"], "county")
    found = opportunities.nearest(homes.places, possible=homes.unplaced)
    return _minutes(found, f"{NETWORK};facilities", lambda doubt: _which(homes, doubt))


def _which(homes: Listed, doubt: str) -> str:
    return f"{homes.unplaced_names(doubt)}只知所在市州，可能更近"


def emu_station(entry: RegistryEntry, year: int, cells: Column, lookup: Lookup) -> Column:
    """Return the minutes by road to the province's nearest station with EMU trains."""
    del entry, year, lookup, cells
    notes = {station.node: station.note for station in emu_stations.stations()}
    found = _minutes(
        opportunities.nearest_station(),
        EMU,
        lambda doubt: f"{doubt}更近，而是否有动车停靠没有读到（{notes[doubt]}）",
    )
    return {code: _beside_border(code, cell) for code, cell in found.items()}


def _beside_border(code: str, cell: Cell) -> Cell:
    """Say where the border is nearer than the station: stations beyond it are not listed."""
    seat = units.unit(code)
    point = gpd.GeoSeries.from_xy([seat.seat_lon], [seat.seat_lat], crs=CGCS2000)
    away = float(to_albers(point).distance(_border()).iloc[0]) / 1000
    if cell.value is None or away > float(cell.value) / 60 * BORDER_SPEED:
        return cell
    return cell.noted(f"驻地距省界约{away:.0f}公里，邻省车站不计")


@cache
def _border() -> shapely.Geometry:
    return to_albers(boundaries.load("province", "medium")).geometry.union_all().boundary


def _minutes(
    found: dict[str, opportunities.Nearest], source: str, why: Callable[[str], str]
) -> Column:
    """Return the minutes; where something unsure may be nearer nothing but the reason, `why`."""
    names = {node.id: node.name for node in skeleton().nodes.values()}
    result: Column = {}
    for code in units_of("county"):
        best = found[code]
        if best.doubt:
            result[code] = Cell(None, "missing", why(best.doubt), source)
            continue
        if not math.isfinite(best.minutes):
            result[code] = Cell(None, "missing", "路网不能到达", source)
            continue
        note = f"{names[best.node]}；误差{best.low:.0f}—{best.high:.0f}分钟"
        if best.node == code:
            note = "本县区驻地即有，记为0"
        value = rounded(Decimal(repr(best.minutes)), TENTH)
        result[code] = Cell(value, "derived", note, source)
    return result

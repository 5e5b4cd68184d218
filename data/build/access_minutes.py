"""The accessibility indicators: derived from the transport network and the census.

Called by `data.build.indicators` through the registry's `special`; run `data.build.transport`
first. Middle minutes count; what the margins would change stands in each note.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal

from data.build.cells import Cell, Column, rounded, units_of
from data.build.figures import facilities, outside_units
from data.entries import RegistryEntry, entries
from geo.travel import opportunities
from geo.travel.network import skeleton

Lookup = Callable[[str, int], Column]

TENTH = Decimal("0.1")
PEOPLE = "pop_resident"
NETWORK = "transport-edges"


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
    kinds = set(entry.table["of"])
    homes = {row["adcode"] for row in facilities() if row["type"] in kinds and row["adcode"]}
    return _minutes(opportunities.nearest(homes), f"{NETWORK};facilities")


def high_speed(entry: RegistryEntry, year: int, cells: Column, lookup: Lookup) -> Column:
    """Return the minutes by road to the nearest high-speed station."""
    del entry, year, lookup, cells
    return _minutes(opportunities.nearest_station(), NETWORK)


def _minutes(found: dict[str, opportunities.Nearest], source: str) -> Column:
    names = {node.id: node.name for node in skeleton().nodes.values()}
    result: Column = {}
    for code in units_of("county"):
        best = found[code]
        if not math.isfinite(best.minutes):
            result[code] = Cell(None, "missing", "路网不能到达", source)
            continue
        note = f"{names[best.node]}；误差{best.low:.0f}—{best.high:.0f}分钟"
        if best.node == code:
            note = "本县区驻地即有，记为0"
        value = rounded(Decimal(repr(best.minutes)), TENTH)
        result[code] = Cell(value, "derived", note, source)
    return result

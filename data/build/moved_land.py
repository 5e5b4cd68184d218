"""Withhold what divides one date's figures by another date's land; say where land moved.

The changes and the rule stand in `data/territory.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from data.build.cells import COMPUTED, Cell, Column, rounded
from data.entries import RegistryEntry
from data.territory import BoundaryChange, Land, changes, differing, former_areas, held, told

# an entry at county level and the year of the figures that it gives
Part = tuple[RegistryEntry, int]

FORMER_RECORD = "area-before-change"
CHANGES_RECORD = "boundary-changes"


def land(entry: RegistryEntry) -> Land:
    """Return which land an indicator speaks of; people and money belong to their own year's."""
    return Land(entry.table.get("land", Land.YEAR))


def mixed(unit: str, parts: Iterable[Part]) -> tuple[BoundaryChange, ...]:
    """Return the changes of a unit that some parts of a ratio hold and others do not."""
    sets = [held(land(entry), year) for entry, year in parts]
    found = {change for other in sets[1:] for change in differing(unit, sets[0], other)}
    return tuple(change for change in changes() if change in found)


def settled(
    cells: Column, above: list[tuple[Part, Column]], below: Part, factor: Decimal
) -> Column:
    """Return a ratio's cells with none left that divides across a change of land.

    Parameters
    ----------
    cells : dict
        The ratio as it comes out, all units.
    above : list
        RegistryEntry, year and cells of each numerator.
    below : tuple
        RegistryEntry and year of the denominator.
    """
    result = dict(cells)
    for unit, cell in cells.items():
        moved = mixed(unit, [*(part for part, _ in above), below])
        if moved:
            result[unit] = _settled_cell(unit, (cell, moved), above, below, factor)
    return result


def _settled_cell(
    unit: str,
    found: tuple[Cell, tuple[BoundaryChange, ...]],
    above: list[tuple[Part, Column]],
    below: Part,
    factor: Decimal,
) -> Cell:
    cell, moved = found
    words = told(moved)
    former = former_areas().get(unit)
    years = {year for (_, year), _ in above}
    tops = [column[unit].value for _, column in above]
    if land(below[0]) is Land.MAP and former and max(years) <= former.year and None not in tops:
        total = sum((top for top in tops if top is not None), Decimal(0))
        note = (
            f"{words}，底图已按新界；按{former.year}年界线的面积{former.km2}平方公里计算"
            "（由另一套边界量得，非官方数）"
        )
        sources = [part for part in cell.source.split(";") if part != "area-county"]
        return Cell(
            rounded(total / Decimal(former.km2) * factor, COMPUTED),
            "estimate",
            note,
            ";".join([*sources, FORMER_RECORD]),
        )
    note = f"{words}，分子与分母所指地域不同，不计算"
    return replace(cell, value=None, status="missing", note=note)


def _said(found: Iterable[BoundaryChange]) -> list[str]:
    """Return one note for the transfers between two counties in a year."""
    groups: dict[tuple[int, str, str, bool], list[BoundaryChange]] = {}
    for item in found:
        groups.setdefault((item.year, item.giver, item.taker, item.drawn), []).append(item)
    return [
        told(items) + ("，底图已按新界" if items[0].drawn else "，底图未反映")
        for items in groups.values()
    ]


def noted(entry: RegistryEntry, year: int, cells: Column) -> Column:
    """Return printed figures with a note wherever they speak of other land than the map draws."""
    own, drawn = held(Land.YEAR, year), held(Land.MAP, year)
    result = dict(cells)
    for unit in cells:
        touching = [change for change in changes() if change.touches(unit)]
        if land(entry) is Land.YEAR:
            # figures from before every change are the rule, and the ratios see to them
            touching = [change for change in touching if change in own - drawn]
        for note in _said(touching):
            result[unit] = result[unit].noted(note)
    return result

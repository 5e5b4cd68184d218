"""Make the tidy tables in `data/indicators/` from the figures in `data/figures/`.

Run `python -m data.build.indicators`.  What each indicator is made of stands in the registry
(`data/indicators/registry.toml`); nothing is filled in, interpolated or spread.  A unit without a
value gets a row all the same, with its status and a note that says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from data.build import csv_tables
from data.build.cells import Cell, Column, change, number, ratio, units_of
from data.build.derivations import RESIDUALS, SPECIAL
from data.build.figures import facilities, figure, outside_units
from data.build.listed import listed
from data.build.moved_land import noted, settled
from data.entries import LEVELS, RegistryEntry, entries
from data.paths import INDICATORS
from indicators import samples

HEADER = ("indicator", "adcode", "year", "value", "status", "note", "source")
COMBINED_HEAD = ("indicator", "year", "members", "beside", "total", "exact", "source")


@cache
def column(identifier: str, year: int) -> Column:
    """Return one indicator in one year: a cell for every unit of its level."""
    entry = entries()[identifier]
    table = entry.table
    if year in _figure_years(entry):
        cells = figure(entry, year)
        cells = noted(entry, year, cells) if entry.level == "county" else cells
    elif year in table.get("compute", {}).get("years", ()):
        cells = _computed(entry, year)
    elif "change" in table:
        recipe = table["change"]
        of = entry.sibling(recipe["of"])
        cells = change(column(of, recipe["from"]), column(of, recipe["to"]))
        if entry.level == "county":
            part = entries()[of]
            after = ((part, recipe["to"]), column(of, recipe["to"]))
            cells = settled(cells, [after], (part, recipe["from"]), Decimal(100))
    else:
        cells = _counted(entry)
        cells = noted(entry, year, cells) if entry.level == "county" else cells
    if "special" in table:
        cells = SPECIAL[table["special"]](entry, year, cells, column)
    if entry.level == "county":
        cells = _small_samples(entry, year, _not_comparable(entry, cells))
    return cells


def years(entry: RegistryEntry) -> tuple[int, ...]:
    """Return the years that an indicator's recipe names."""
    table = entry.table
    found = set(_figure_years(entry)) | set(table.get("compute", {}).get("years", ()))
    if "change" in table:
        found.add(table["change"]["to"])
    if "count" in table:
        found.add(table["count"]["year"])
    return tuple(sorted(found))


def _figure_years(entry: RegistryEntry) -> list[int]:
    return [year for source in entry.table.get("figures", ()) for year in source["years"]]


def _computed(entry: RegistryEntry, year: int) -> Column:
    recipe = entry.table["compute"]
    numerator = [column(entry.sibling(name), year) for name in recipe["numerator"]]
    if "denominator" not in recipe:
        return ratio(numerator, None, Decimal(1))
    below = entry.sibling(recipe["denominator"])
    below_years = years(entries()[below])
    # an area has one year only, and it is the one that every density uses
    below_year = year if year in below_years else below_years[-1]
    factor = Decimal(str(recipe["factor"]))
    cells = ratio(numerator, column(below, below_year), factor)
    if entry.level != "county":
        return cells
    parts = [entries()[entry.sibling(name)] for name in recipe["numerator"]]
    above = [((part, year), cells) for part, cells in zip(parts, numerator, strict=True)]
    return settled(cells, above, (entries()[below], below_year), factor)


def _counted(entry: RegistryEntry) -> Column:
    """Return the number of facilities; where one may or may not stand in a unit, the reason only."""
    found = listed(entry.table["count"]["types"], entry.level)
    return {
        unit: Cell(
            None, "missing", f"{found.unplaced_names(unit)}只知所在市州，个数不能确定", "facilities"
        )
        if unit in found.unplaced
        else Cell(Decimal(found.counts.get(unit, 0)), "derived", "", "facilities")
        for unit in units_of(entry.level)
    }


def _not_comparable(entry: RegistryEntry, cells: Column) -> Column:
    note = entry.table.get("not_comparable_note", "")
    return {
        unit: Cell(None, "not_applicable", note, cell.source)
        if unit in entry.table.get("not_comparable_units", ())
        else cell
        for unit, cell in cells.items()
    }


def _small_samples(entry: RegistryEntry, year: int, cells: Column) -> Column:
    if "sample" not in entry.table:
        return cells
    sizes = column(entry.sibling(entry.table["sample"]), year)
    noun = "家庭户" if "households" in entry.table["sample"] else "就业"
    marked: Column = {}
    for unit, cell in cells.items():
        size = sizes[unit].value
        if size is None or size >= samples.SMALL:
            marked[unit] = cell
            continue
        warning = f"长表{noun}样本仅{size}{'户' if noun == '家庭户' else '人'}，抽样误差较大"
        marked[unit] = cell.noted(warning)
    return marked


def rows(level: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of one level's table, in registry order, then year, then adcode."""
    for entry in entries().values():
        if entry.level != level:
            continue
        for year in years(entry):
            for unit, cell in sorted(column(entry.id, year).items()):
                yield (entry.id, unit, str(year), *cell.fields())


def outside_rows() -> Iterator[tuple[str, ...]]:
    """Yield the census figures of 兰州新区 (620171), which lies inside two counties."""
    for entry in entries().values():
        if entry.level != "county":
            continue
        for source in entry.table.get("figures", ()):
            for year in source["years"]:
                for unit, cell in outside_units(entry, source["table"], year).items():
                    yield (entry.id, unit, str(year), *cell.fields())


def combined_rows() -> Iterator[tuple[str, ...]]:
    """Yield the figures that several units have only together."""
    for entry in entries().values():
        residuals = RESIDUALS.get(entry.table.get("special", ""))
        if residuals is None:
            continue
        for year in years(entry):
            for left in residuals(entry, year, column(entry.id, year), column):
                yield (
                    entry.id,
                    str(year),
                    ";".join(left.members),
                    ";".join(left.beside),
                    number(left.total),
                    str(left.exact).lower(),
                    left.source,
                )


def coverage_rows() -> Iterator[tuple[str, ...]]:
    """Yield, for each indicator and year, the units in each status and the records used."""
    for entry in entries().values():
        for year in years(entry):
            cells = column(entry.id, year).values()
            statuses = [cell.status for cell in cells]
            valued = sum(1 for cell in cells if cell.value is not None)
            counts = (str(statuses.count(status)) for status in STATUSES)
            used = Counter(part for cell in cells for part in cell.source.split(";"))
            yield (
                entry.id,
                str(year),
                str(len(statuses)),
                str(valued),
                *counts,
                ";".join(record for record, _ in used.most_common()),
            )


STATUSES = ("ok", "derived", "estimate", "merged", "missing", "not_applicable")


def facility_rows() -> Iterator[tuple[str, ...]]:
    """Yield the list of facilities with the county's and the prefecture's names."""
    names = {**units_of("county"), **units_of("prefecture")}
    for row in facilities():
        yield (
            row["type"],
            row["type_name"],
            row["name"],
            row["adcode"],
            names.get(row["adcode"], ""),
            row["prefecture"],
            names[row["prefecture"]],
            *(row[key] for key in FACILITY_TAIL),
        )


FACILITY_TAIL = ("location_level", "location_basis", "lon", "lat", "year", "host", "source")
FACILITY_HEAD = ("type", "type_name", "name", "adcode", "county", "prefecture", "prefecture_name")


def main() -> None:
    """Write every table."""
    header = ("indicator", "year", "units", "with_value", *STATUSES, "records")
    csv_tables.write_all(
        [
            *((INDICATORS / f"{level}.csv", HEADER, rows(level)) for level in LEVELS),
            (INDICATORS / "outside.csv", HEADER, outside_rows()),
            (INDICATORS / "combined.csv", COMBINED_HEAD, combined_rows()),
            (INDICATORS / "coverage.csv", header, coverage_rows()),
            (INDICATORS / "facilities.csv", (*FACILITY_HEAD, *FACILITY_TAIL), facility_rows()),
        ]
    )


if __name__ == "__main__":
    csv_tables.run(main)

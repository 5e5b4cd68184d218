"""Read the gathered figures in `data/figures/` and the notes that belong to single cells."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from data.build import csv_tables
from data.build.cells import NEW_AREA, SCALED, Cell, Column, rounded, units_of
from data.build.csv_tables import BuildError, SourceRow
from data.entries import RegistryEntry
from data.paths import DATA, FIGURES

RECORDS = DATA / "records.toml"


class UnknownFiguresError(BuildError):
    """A recipe names a table or a column that is not there."""


def table_path(table: str, level: str) -> Path:
    """Return the file of a table at a level; the province's row stands in the prefecture file."""
    endings = [f"_{level}", "_prefecture", ""] if level == "province" else [f"_{level}", ""]
    for ending in endings:
        path = FIGURES / f"{table}{ending}.csv"
        if path.is_file():
            return path
    raise UnknownFiguresError("登记表引用了不存在的数据表。", detail=f"no {table} for {level}")


@cache
def figure_rows(path: Path) -> tuple[SourceRow, ...]:
    """Return the rows of a table of figures, read once."""
    return csv_tables.read(path)


@cache
def _records() -> dict[str, Any]:
    with RECORDS.open("rb") as handle:
        return tomllib.load(handle)


def record_id(path: Path) -> str:
    """Return the record of a figures file: its stem with hyphens."""
    return path.stem.replace("_", "-")


def facilities() -> tuple[SourceRow, ...]:
    """Return the list of facilities."""
    return figure_rows(FIGURES / "facilities.csv")


def figure(entry: RegistryEntry, year: int) -> Column:
    """Return the printed values of an indicator in a year, one cell for every unit of its level.

    Raises
    ------
    BuildError
        When the registry names a table or a column that does not exist, or a cell is no number.
    """
    source = next(item for item in entry.table["figures"] if year in item["years"])
    found = _cells(entry, source, year)
    path = table_path(source["table"], entry.level)
    absent = Cell(None, "missing", _records()[record_id(path)]["absent"], record_id(path))
    return {unit: found.get(unit, absent) for unit in units_of(entry.level)}


def outside_units(entry: RegistryEntry, table: str, year: int) -> Column:
    """Return the printed values of units that are no county of the map (兰州新区)."""
    source = next(item for item in entry.table["figures"] if item["table"] == table)
    cells = _cells(entry, source, year)
    return {unit: cell for unit, cell in cells.items() if unit == NEW_AREA}


def _cells(entry: RegistryEntry, source: dict[str, Any], year: int) -> Column:
    path = table_path(source["table"], entry.level)
    scale = Decimal(str(source.get("scale", entry.table.get("scale", 1))))
    cells: Column = {}
    for row in figure_rows(path):
        if "year" in row and row["year"] != str(year):
            continue
        cells[row["adcode"]] = _cell(row.decimal(entry.column), scale, record_id(path))
    for row in figure_rows(FIGURES / "notes.csv"):
        if row["table"] != path.stem or row["column"] not in ("*", entry.column):
            continue
        if row["year"] == str(year) and row["adcode"] in cells:
            cell = cells[row["adcode"]]
            if row["status"]:
                cell = Cell(None, row["status"], "", cell.source)
            cells[row["adcode"]] = cell.noted(row["note"])
    return cells


def _cell(value: Decimal | None, scale: Decimal, record: str) -> Cell:
    if value is None:
        return Cell(None, "missing", _records()[record]["blank"], record)
    return Cell(value if scale == 1 else rounded(value * scale, SCALED), "ok", "", record)

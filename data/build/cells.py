"""A value with its status, note and source, and the arithmetic that keeps all four.

Decimal arithmetic, so that a rebuild gives the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

from data.build import csv_tables
from data.paths import FIGURES

COMPUTED = Decimal("0.0001")
SCALED = Decimal("0.000001")
NEW_AREA = "620171"


@dataclass(frozen=True)
class Cell:
    """One value of one unit; `value` is None where there is none."""

    value: Decimal | None
    status: str
    note: str
    source: str

    def noted(self, note: str) -> Cell:
        """Return the cell with one more note, once."""
        notes = [part for part in self.note.split("；") if part]
        return self if note in notes else replace(self, note="；".join([*notes, note]))

    def fields(self) -> tuple[str, str, str, str]:
        """Return value, status, note and source as written in a table."""
        return number(self.value), self.status, self.note, self.source


Column = dict[str, Cell]


def number(value: Decimal | None) -> str:
    """Write a number without exponent and without idle zeros."""
    if value is None:
        return ""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, step: Decimal) -> Decimal:
    """Round half to even at a decimal step."""
    return value.quantize(step, rounding=ROUND_HALF_EVEN)


def merged_notes(cells: Sequence[Cell]) -> tuple[str, str]:
    """Return the notes and the sources of several cells, each once, in order."""
    notes = dict.fromkeys(part for cell in cells for part in cell.note.split("；") if part)
    sources = dict.fromkeys(part for cell in cells for part in cell.source.split(";") if part)
    return "；".join(notes), ";".join(sources)


def ratio(numerator: Sequence[Column], denominator: Column | None, factor: Decimal) -> Column:
    """Return sum(numerator) / denominator * factor unit by unit.

    A unit where one part has no value has none either and takes over that part's status and note.
    """
    result: Column = {}
    for unit in numerator[0]:
        parts = [column[unit] for column in numerator]
        below = [denominator[unit]] if denominator is not None else []
        note, source = merged_notes([*parts, *below])
        lacking = next((cell for cell in (*parts, *below) if cell.value is None), None)
        if lacking is not None:
            result[unit] = Cell(None, lacking.status, lacking.note, source)
            continue
        total = sum((cell.value for cell in parts if cell.value is not None), Decimal(0))
        if below and below[0].value is not None:
            total = rounded(total / below[0].value * factor, COMPUTED)
        result[unit] = Cell(total, "derived", note, source)
    return result


def change(before: Column, after: Column) -> Column:
    """Return the percentage change of each unit between two years."""
    result: Column = {}
    for unit in before:
        old, new = before[unit], after[unit]
        note, source = merged_notes([old, new])
        if old.value is None or new.value is None:
            lacking = old if old.value is None else new
            result[unit] = Cell(None, lacking.status, lacking.note, source)
        else:
            percent = rounded((new.value - old.value) / old.value * 100, COMPUTED)
            result[unit] = Cell(percent, "derived", note, source)
    return result


@cache
def units_of(level: str) -> dict[str, str]:
    """Return adcode -> name of the 87 counties, the 14 prefectures or the province."""
    file = "census2020_county.csv" if level == "county" else "census2020_prefecture.csv"
    listed = {row["adcode"]: row["name"] for row in csv_tables.read(FIGURES / file)}
    if level == "county":
        return {unit: name for unit, name in listed.items() if unit != NEW_AREA}
    province = level == "province"
    return {unit: name for unit, name in listed.items() if (unit == "620000") is province}

"""Figures that the city yearbook has of urban districts, brought to the counties they are of.

The yearbook has one column for a city's districts together.  Where the city has one district, the
column is a county's figure; 永昌县 is what 金川区 leaves of 金昌市; the districts of 兰州, 白银 and
天水 have one figure a city, which is never divided.
"""

from __future__ import annotations

from decimal import Decimal

from data.build.cells import Cell, Column, number, rounded
from data.build.figures import figure_rows
from data.build.residuals import Lookup, Residual
from data.entries import RegistryEntry
from data.paths import FIGURES

GROUPS_FILE = FIGURES / "city_series_groups.csv"
CITIES_FILE = FIGURES / "city_series_prefecture.csv"
GROUPS_RECORD, CITIES_RECORD = "city-series-groups", "city-series-prefecture"
JINCHANG, JINCHUAN, YONGCHANG = "620300", "620302", "620321"
CENTESIMAL = Decimal("0.000001")
NEW_AREA_OUT = "，不含兰州新区"
ROUNDED = {"city_pop_resident": "两数都取整到万人，误差1万人以内"}
GDP_ROUNDED_FROM = 2019


def _printed(entry: RegistryEntry, text: str) -> Decimal:
    scale = Decimal(str(entry.table.get("scale", 1)))
    return Decimal(text) if scale == 1 else rounded(Decimal(text) * scale, CENTESIMAL)


def _group_figures(entry: RegistryEntry, year: int) -> dict[tuple[str, ...], Decimal]:
    """Return the figure of each group of districts that has one in the year."""
    return {
        tuple(row["members"].split(";")): _printed(entry, row[entry.column])
        for row in figure_rows(GROUPS_FILE)
        if row["year"] == str(year) and row[entry.column]
    }


def districts(entry: RegistryEntry, year: int, cells: Column, lookup: Lookup) -> Column:
    """Fill 永昌县 where the registry says `residual`; note the figures of several districts."""
    del lookup
    if entry.level != "county":
        return cells
    result = dict(cells)
    if entry.table.get("residual"):
        result[YONGCHANG] = _yongchang(entry, year, cells)
    names = {row["members"]: row["name"] for row in figure_rows(GROUPS_FILE)}
    for members, total in _group_figures(entry, year).items():
        who = names[";".join(members)]
        outside = NEW_AREA_OUT if members[0].startswith("6201") else ""
        note = f"{who}{number(total)}{entry.table['unit']}（市辖区栏{outside}），未分列"
        for unit in members:
            result[unit] = Cell(None, "merged", note, GROUPS_RECORD)
    return result


def _yongchang(entry: RegistryEntry, year: int, cells: Column) -> Cell:
    """Return what 金川区 leaves of 金昌市, which has these two units only."""
    (row,) = [
        row
        for row in figure_rows(CITIES_FILE)
        if (row["adcode"], row["year"]) == (JINCHANG, str(year))
    ]
    district = cells[JINCHUAN]
    if district.value is None or not row[entry.column]:
        return cells[YONGCHANG]
    city = _printed(entry, row[entry.column])
    note = f"推算：金昌市{number(city)} − 金川区{number(district.value)}（{entry.table['unit']}）"
    if entry.column == "city_gdp" and year >= GDP_ROUNDED_FROM:
        note += "；两数都取整到亿元，误差1亿元以内"
    elif entry.column in ROUNDED:
        note += f"；{ROUNDED[entry.column]}"
    both = f"{CITIES_RECORD};{district.source}"
    return Cell(city - district.value, "derived", note, both)


def together(entry: RegistryEntry, year: int, cells: Column, lookup: Lookup) -> list[Residual]:
    """Return the figures that several districts have together; ratios are no sums and have none."""
    del cells, lookup
    if entry.level != "county" or entry.table["kind"] != "count":
        return []
    return [
        Residual(
            members=members,
            beside=(),
            whole=total,
            counted=Decimal(0),
            total=total,
            exact=True,
            source=GROUPS_RECORD,
        )
        for members, total in _group_figures(entry, year).items()
    ]

"""Values and ranks of tables are numbers: they sort, and no spreadsheet takes one for a date."""

from __future__ import annotations

import io
import re

import pandas as pd
import pytest
from openpyxl import load_workbook

from indicators import registry, table_files, tables
from views.parts.figures import data_tables, paper_table

EVERY = [item.id for item in registry.of_level("county")]
CHOSEN = ["620102", "620123", "622901"]
TABLES = {
    "county": lambda: data_tables.county("620123"),
    "comparison": lambda: data_tables.comparison(EVERY, CHOSEN),
    "map": lambda: data_tables.values("gdp", 2020),
}
DATE = re.compile(r"\d{1,2}[/—-]\d{1,2}")
TEXTUAL = {"代码"}


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_is_a_number_written_as_text(name: str) -> None:
    table = TABLES[name]()
    for head in table.columns:
        if head in TEXTUAL or table[head].dtype.kind in "iuf":
            continue
        for cell in table[head].dropna():
            assert not DATE.fullmatch(str(cell)), (head, cell)
            assert not re.fullmatch(r"[\d,.]+", str(cell)), (head, cell)


def test_the_ranks_of_a_county_sort_as_numbers() -> None:
    ranks = data_tables.county("620123")["位次"].dropna()
    assert list(ranks.sort_values()) == sorted(int(rank) for rank in ranks)
    assert ranks.max() > 10


def test_a_workbook_has_numbers_a_filter_and_widths() -> None:
    table = data_tables.county("620123")
    sheet = load_workbook(io.BytesIO(table_files.encode(table, "xlsx"))).active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    for head in ("年份", "数值", "位次", "有数单元"):
        column = heads.index(head) + 1
        cells = [sheet.cell(row, column) for row in range(2, sheet.max_row + 1)]
        assert {cell.data_type for cell in cells} == {"n"}
    assert sheet.auto_filter.ref == sheet.dimensions
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
    assert len(set(widths)) > 3
    assert all(8 <= width <= 62 for width in widths)


def test_ranks_with_gaps_are_whole_numbers_in_a_csv() -> None:
    table = pd.DataFrame({"位次": [1.0, None, 12.0], "数值": [1.5, None, 2.0]})
    lines = table_files.encode(table, "csv").decode("utf-8-sig").splitlines()
    assert lines == ["位次,数值", "1,1.5", ",", "12,2.0"]


def test_a_year_has_no_thousands_on_paper() -> None:
    assert "2,020" not in paper_table.markup(data_tables.county("620123"))


def test_counts_survive_the_file_unchanged() -> None:
    table = tables.joined(["pop_resident"], 2020)
    read = pd.read_csv(io.BytesIO(table_files.encode(table, "csv")), dtype={"adcode": str})
    assert (read["pop_resident"] == table["pop_resident"].to_numpy()).all()

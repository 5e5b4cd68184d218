"""Files that spreadsheets open: hostile text stays text, numbers stay numbers."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from data.output_files import CannotWrite
from indicators import table_files, tables

HOSTILE = [
    '=HYPERLINK("http://evil","点我")',
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "坏\x00字\x07符",
    "普通文字",
    "",
]


def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "=head": HOSTILE,
            "number": [-1.5] * len(HOSTILE),
            "missing": [None] * len(HOSTILE),
            "whole": pd.array([3] * len(HOSTILE), dtype="Int64"),
        }
    )


def dangerous(text: str) -> bool:
    return text[:1] in set("=+-@\t\r\n＝＋－＠")


def test_csv_cells_cannot_run() -> None:
    text = table_files.encode(frame(), "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0][0] == "'=head"
    assert len(rows) == len(HOSTILE) + 1
    for row, said in zip(rows[1:], HOSTILE, strict=True):
        assert not dangerous(row[0])
        assert row[1] == "-1.5"
        assert row[2] == ""
        if said in ("普通文字", "{{7*7}}"):
            assert row[0] == said


def test_xlsx_cells_are_text_and_numbers_are_numbers() -> None:
    book = load_workbook(io.BytesIO(table_files.encode(frame(), "xlsx")))
    sheet = book.active
    assert sheet is not None
    assert sheet["A1"].value == "'=head"
    assert sheet.max_row == len(HOSTILE) + 1
    for row in sheet.iter_rows(min_row=2):
        assert row[0].data_type != "f"
        assert row[0].value is None or not dangerous(str(row[0].value))
        assert (row[1].value, row[1].data_type) == (-1.5, "n")
        assert row[2].value is None
        assert row[3].value == 3


def test_json_is_left_as_it_is() -> None:
    rows = json.loads(table_files.encode(frame(), "json"))
    assert rows[1]["=head"] == "=1+1"
    assert rows[0]["missing"] is None
    assert rows[0]["number"] == -1.5


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_text_survives_that_a_spreadsheet_would_run(text: str) -> None:
    safe = table_files.neutral(text)
    assert not dangerous(safe)
    plain = "".join(c for c in text if c in "\t\n\r" or (ord(c) >= 32 and c not in "\ufffe\uffff"))
    assert safe in (plain, f"'{plain}")


@settings(deadline=None)
@given(st.text(max_size=30), st.floats(-1e15, 1e15))
def test_any_text_can_be_written_and_read_back(text: str, number: float) -> None:
    made = pd.DataFrame({"a": [text], "b": [number]})
    book = load_workbook(io.BytesIO(table_files.encode(made, "xlsx")))
    sheet = book.active
    assert sheet is not None
    assert sheet["A2"].data_type != "f"
    assert sheet["B2"].value == pytest.approx(number)


@settings(deadline=None)
@given(st.one_of(st.integers(), st.floats(), st.booleans(), st.none()))
def test_numbers_are_never_touched(value: object) -> None:
    assert table_files.neutral(value) is value


def test_the_joined_table_survives_the_round_trip(tmp_path: Path) -> None:
    table = tables.joined(["gdp", "pop_change_2010_2020"], 2020)
    for form in table_files.FORMATS:
        table_files.write(table, tmp_path / f"t.{form}", form)
    back = pd.read_csv(tmp_path / "t.csv", dtype={"adcode": str}, encoding="utf-8-sig")
    assert back["adcode"].tolist() == table.index.tolist()
    pd.testing.assert_series_equal(
        back["pop_change_2010_2020"], table["pop_change_2010_2020"].reset_index(drop=True)
    )
    sheet = load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    assert sheet["A2"].value == "620102"
    assert sheet.max_row == 88
    rows = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    assert rows[0]["gdp"] is None
    assert rows[0]["gdp_status"] == "merged"


def test_streams_and_folders(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    table_files.write(frame(), buffer, "csv")
    assert buffer.getvalue().startswith(b"\xef\xbb\xbf")
    with pytest.raises(CannotWrite, match="不存在"):
        table_files.write_file(frame(), tmp_path / "no" / "t.csv", "csv")
    with pytest.raises(table_files.ExportError, match="格式"):
        table_files.write_file(frame(), tmp_path / "t.xls", "xls")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_replaced_leaves_nothing_half_done(tmp_path: Path) -> None:
    target = tmp_path / "t.csv"
    target.mkdir()
    with pytest.raises(CannotWrite, match="是一个文件夹"):
        table_files.write_file(frame(), target, "csv")
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]

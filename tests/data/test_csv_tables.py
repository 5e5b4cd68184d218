"""One bad cell ends a build in one sentence, and every table stays as it was."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data.build import csv_tables
from data.build.csv_tables import BuildError
from data.paths import FIGURES, INDICATORS, ROOT

HEAD = "adcode,name,gdp\n"


def table(folder: Path, text: str | bytes) -> Path:
    path = folder / "t.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize("cell", ["—", "1,234.5", "约12", "NaN", "inf", "1e", "１２。"])
def test_a_cell_that_is_no_number_is_named_by_file_row_and_column(
    tmp_path: Path, cell: str
) -> None:
    path = table(tmp_path, f'{HEAD}620102,城关区,1\n620103,七里河区,"{cell}"\n')
    (_good, bad) = csv_tables.read(path)
    with pytest.raises(BuildError, match=rf"“t\.csv”第3行“gdp”列：“{cell}”不是数"):
        bad.decimal("gdp")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f"{HEAD}620102.0,城关区,1\n", "第2行“adcode”列：“620102.0”不是六位代码"),
        (f"{HEAD}620102,城关区\n", "第2行有2格，表头有3格"),
        (f"{HEAD}620102,城关区,1,2\n", "第2行有4格，表头有3格"),
        (f'{HEAD}620102,"城关区,1\n', "引号没有成对"),
        (f"{HEAD}620102,x,1\n620103,城关区,1\n".encode("gbk"), "第3行不是 UTF-8（可能是 GBK）"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(
    tmp_path: Path, text: str | bytes, sentence: str
) -> None:
    with pytest.raises(BuildError, match=sentence):
        csv_tables.read(table(tmp_path, text))


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    path = table(tmp_path, f'{HEAD}620102,"城关\n区",1\n\n620103,七里河区,x\n')
    (_first, second) = csv_tables.read(path)
    assert second.line == 5


def test_a_byte_order_mark_is_no_part_of_the_head(tmp_path: Path) -> None:
    (row,) = csv_tables.read(table(tmp_path, ("\ufeff" + HEAD + "620102,城关区,1\n").encode()))
    assert row["adcode"] == "620102"


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    (row,) = csv_tables.read(table(tmp_path, f"{HEAD}620102,城关区,1\n"))
    with pytest.raises(BuildError, match=r"“t\.csv”里没有“gdp2”这一列"):
        row.decimal("gdp2")


def test_a_fault_in_the_second_table_leaves_the_first_as_it_was(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("old")

    def broken() -> object:
        yield ("1",)
        raise BuildError("坏了。")

    with pytest.raises(BuildError):
        csv_tables.write_all([(first, ("x",), [("1",)]), (second, ("x",), broken())])  # type: ignore[list-item]
    assert first.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_rebuild_over_one_bad_cell_ends_in_a_sentence_and_changes_nothing(
    tmp_path: Path,
) -> None:
    """The build is run as a person runs it, in a copy of what it needs."""
    wanted = ("data", "geo", "indicators", "layers")
    leave = shutil.ignore_patterns("fonts", "boundaries", "documents", "__pycache__", "national")
    for name in wanted:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=leave)
    source = tmp_path / FIGURES.relative_to(ROOT) / "gdp2020.csv"
    lines = source.read_text(encoding="utf-8-sig").splitlines()
    cells = lines[3].split(",")
    column = lines[0].split(",")[-1]
    cells[-1] = "—"
    lines[3] = ",".join(cells)
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "data.build.indicators"],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert result.returncode == 1, result.stderr
    assert result.stderr == (
        f"“data/figures/gdp2020.csv”第4行“{column}”列：“—”不是数；没有数就留空，数里不写逗号。\n"
    )
    for path in INDICATORS.glob("*.csv"):
        again = tmp_path / path.relative_to(ROOT)
        assert again.read_bytes() == path.read_bytes(), path.name

"""Tables of figures read with the place of every cell, tables written whole or not at all.

A cell that cannot be read ends a build in one sentence that names the file, the row as a text editor
or a spreadsheet counts it, and the column; what was there before stays untouched.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from data.errors import AtlasError
from data.output_files import drafts, reason
from data.paths import ROOT

_CODE: Final = re.compile(r"\d{6}")


class BuildError(AtlasError):
    """A table of figures cannot be used as it is."""


class SourceRow(dict[str, str]):
    """A row of a table of figures: its cells by column, and where it stands.

    Attributes
    ----------
    path : Path
        The table.
    line : int
        The row's first line in the file; the head is line 1.
    """

    def __init__(self, cells: Iterable[tuple[str, str]], path: Path, line: int) -> None:
        super().__init__(cells)
        self.path, self.line = path, line

    def __missing__(self, column: str) -> str:
        raise BuildError(
            f"“{_shown(self.path)}”里没有“{column}”这一列。",
            detail=f"{self.path.name} has no column {column}",
        )

    def refused(self, column: str, wanted: str) -> BuildError:
        """Return the error that names one cell and what it should be."""
        cell = self.get(column, "")
        return BuildError(
            f"“{_shown(self.path)}”第{self.line}行“{column}”列：“{cell[:40]}”{wanted}。",
            detail=f"{self.path.name}:{self.line} {column} = {cell!r}",
        )

    def decimal(self, column: str) -> Decimal | None:
        """Return a cell as an exact number, None for an empty one.

        Raises
        ------
        BuildError
            The cell is no plain number: a dash, a thousands separator, a word.
        """
        text = self[column].strip()
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise self.refused(column, "不是数；没有数就留空，数里不写逗号") from None
        if not value.is_finite():
            raise self.refused(column, "不是数；没有数就留空")
        return value

    def number(self, column: str) -> float:
        """Return a cell that must hold a number.

        Raises
        ------
        BuildError
            The cell is empty or no number.
        """
        value = self.decimal(column)
        if value is None:
            raise self.refused(column, "是空的，这里必须有数")
        return float(value)


def read(path: Path) -> tuple[SourceRow, ...]:
    """Return the rows of a UTF-8 table, with or without a byte-order mark.

    Raises
    ------
    BuildError
        The file is no UTF-8, a row has more or fewer cells than the head, or a code in the column
        `adcode` is not six digits.
    """
    text = _text(path)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[SourceRow] = []
    try:
        head = next(lines, [])
        start = lines.line_num + 1
        for cells in lines:
            if cells:
                if len(cells) != len(head):
                    raise BuildError(
                        f"“{_shown(path)}”第{start}行有{len(cells)}格，表头有{len(head)}格。",
                        detail=f"{path.name}:{start} has {len(cells)} cells, not {len(head)}",
                    )
                rows.append(_row(head, cells, path, start))
            start = lines.line_num + 1
    except csv.Error as error:
        raise BuildError(
            f"“{_shown(path)}”第{lines.line_num}行的引号没有成对。", detail=f"{path.name}: {error}"
        ) from error
    return tuple(rows)


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BuildError(
            f"“{_shown(path)}”第{line}行不是 UTF-8（可能是 GBK），请另存为 UTF-8。",
            detail=f"{path.name}:{line} is not UTF-8",
        ) from error


def _row(head: list[str], cells: list[str], path: Path, line: int) -> SourceRow:
    row = SourceRow(zip(head, cells, strict=True), path, line)
    if row.get("adcode") and not _CODE.fullmatch(row["adcode"]):
        raise row.refused("adcode", "不是六位代码")
    return row


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def write(path: Path, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write one table: UTF-8, LF, the same bytes on every system."""
    write_all([(path, head, rows)])


def write_all(tables: Sequence[tuple[Path, Sequence[str], Iterable[Sequence[Any]]]]) -> None:
    """Compute every table, then write them; a fault in one leaves all as they were."""
    made = [(path, _encoded(head, rows)) for path, head, rows in tables]
    with ExitStack() as open_drafts:
        for path, content in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            (draft,) = open_drafts.enter_context(drafts(path))
            draft.write_bytes(content)
    for path, content in made:
        _say(f"{_shown(path)}: {len(content):,} bytes")


def _encoded(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return buffer.getvalue().encode()


def run(build: Callable[[], None]) -> None:
    """Run a build; what is refused is one line on stderr and exit code 1.

    Raises
    ------
    SystemExit
        The build was refused.
    """
    try:
        build()
    except AtlasError as error:
        _say(error.message, stream=sys.stderr)
        raise SystemExit(1) from error
    except OSError as error:
        _say(f"文件无法读写：{error.filename}（{reason(error)}）。", stream=sys.stderr)
        raise SystemExit(1) from error


def _say(sentence: str, stream: Any = None) -> None:
    print(sentence, file=stream or sys.stdout)

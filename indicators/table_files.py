"""Write tables for other programs: CSV, XLSX, JSON, with cells that cannot run as formulas.

A text cell that begins with = + - @, a tab or a line break is run as a formula by spreadsheets
(CWE-1236, OWASP “CSV injection”); an apostrophe before it makes it text.  Numbers stay numbers.
JSON is no spreadsheet and is written as it is.
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from data import output_files
from data.errors import AtlasError
from data.i18n import _

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("csv", "xlsx", "json")
# the full-width forms too: some spreadsheets fold them on import
_DANGEROUS = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
# control characters that XML, and so a workbook, cannot hold
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MAX_CELL = 32_767


class ExportError(AtlasError):
    """A table cannot be written."""


def neutral(cell: Any) -> Any:
    """Return a cell that no spreadsheet runs; anything but text is returned as it is."""
    if not isinstance(cell, str):
        return cell
    text = _CONTROL.sub("", cell)
    text = f"'{text}" if _DANGEROUS.match(text) else text
    return text[:MAX_CELL]


def _safe(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a copy with the index as a column and every text, heads included, neutralised."""
    table = frame.reset_index() if frame.index.name else frame.copy()
    for place, dtype in enumerate(table.dtypes):
        if dtype.kind not in "biufcM":
            table.isetitem(place, table.iloc[:, place].astype(object).map(neutral))
    table.columns = [neutral(str(head)) for head in table.columns]
    return table


def _json(frame: pd.DataFrame) -> bytes:
    table = frame.reset_index() if frame.index.name else frame
    rows = json.loads(table.to_json(orient="records", force_ascii=False, double_precision=12))
    return (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode()


def _xlsx(frame: pd.DataFrame) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    table = _safe(frame)
    book = Workbook()
    sheet = book.active
    sheet.append(list(table.columns))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in table.itertuples(index=False, name=None):
        sheet.append([_cell(value) for value in row])
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    """Return a value that a workbook holds; missing numbers become empty cells."""
    import pandas as pd

    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value


def encode(frame: pd.DataFrame, form: str) -> bytes:
    """Return a table as the bytes of a file.

    Parameters
    ----------
    frame : DataFrame
        A named index becomes the first column; an unnamed one is left out.
    form : str
        'csv' (UTF-8 with BOM, for Excel), 'xlsx' or 'json' (a list of rows).

    Raises
    ------
    ExportError
        When the format is unknown.
    """
    if form == "csv":
        text: str = _safe(frame).to_csv(index=False, lineterminator="\r\n")
        return text.encode("utf-8-sig")
    if form == "xlsx":
        return _xlsx(frame)
    if form == "json":
        return _json(frame)
    raise ExportError(
        _("不认识的文件格式“{form}”，可选 csv、xlsx、json。").format(form=form),
        detail=f"format {form!r}",
    )


def write(frame: pd.DataFrame, target: Path | str | IO[bytes], form: str) -> None:
    """Write a table to a file or a binary stream.

    Raises
    ------
    ExportError
        When the format is unknown.
    CannotWrite
        When the file cannot be written.
    """
    content = encode(frame, form)
    if isinstance(target, (str, Path)):
        output_files.write_whole(Path(target), content)
    else:
        target.write(content)


def write_file(frame: pd.DataFrame, path: Path | str, form: str) -> None:
    """Write a table to a file, whole or not at all."""
    write(frame, path, form)

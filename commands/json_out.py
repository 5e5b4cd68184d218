"""What every command writes with: the `--json` option, JSON out, a number or nothing."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from data import output_files
from data.missing import is_missing

Json = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档。")]


def number(value: Any, *, whole: bool = False) -> float | int | None:
    """Return a JSON number, or None for NaN: missing stays missing."""
    if is_missing(value):
        return None
    return int(value) if whole else float(value)


def print_json(document: Any) -> None:
    """Write one JSON document to stdout."""
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    output_files.write_stdout(f"{text}\n".encode(errors="backslashreplace"))

"""The command face of the atlas: the same functions, scriptable, JSON out.

Exit codes: 0 done, 1 the input was refused (one Chinese line on stderr says why), 2 usage.
Heavy libraries are imported inside the commands that need them, so that the light ones start fast.
"""

from __future__ import annotations

import sys

import typer

from commands import (
    composite,
    data_checks,
    indicator_tables,
    map_and_atlas,
    patterns,
    peer_counties,
    systems_and_counties,
    travel_and_river,
)
from data.errors import AtlasError

app = typer.Typer(
    help="陇上创新图志：甘肃区域创新布局与县域指标。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for family in (
    map_and_atlas,
    patterns,
    peer_counties,
    systems_and_counties,
    indicator_tables,
    travel_and_river,
    composite,
    data_checks,
):
    family.add_to(app)


def main() -> None:
    """Run the command; a refused input is one Chinese line on stderr and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        # A redirected Windows console may not be UTF-8; the contract is UTF-8.
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app()
    except AtlasError as error:
        typer.echo(error.message, err=True)
        raise SystemExit(1) from error
    except OSError as error:
        typer.echo(f"文件无法读写：{error.filename}（{error.strerror}）。", err=True)
        raise SystemExit(1) from error


if __name__ == "__main__":
    main()

"""The command face of the atlas: the same functions, scriptable, JSON out.

How a command ends, and with which exit code, is in `commands/running.py`.
Heavy libraries are imported inside the commands that need them, so that the light ones start fast.
"""

from __future__ import annotations

import typer

from commands import (
    composite,
    data_checks,
    indicator_tables,
    map_and_atlas,
    patterns,
    peer_counties,
    running,
    systems_and_counties,
    travel_and_river,
)

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
    """Run the command; what is refused is one Chinese line on stderr."""
    raise SystemExit(running.run(app))


if __name__ == "__main__":
    main()

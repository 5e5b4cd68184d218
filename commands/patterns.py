"""The command `autocorrelation`; `cli.py` hangs it on its app.

Nothing heavy is imported before the command runs.
"""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    """Hang the command on an app."""
    app.command("autocorrelation")(autocorrelation)


def autocorrelation(
    indicator: Annotated[str, typer.Option("--indicator", help="指标代号（县级的比率或指数）。")],
    year: Annotated[int | None, typer.Option("--year", help="年份；缺省取最近一年。")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档。")] = False,
) -> None:
    """相邻县区是否相近：全局莫兰指数，逐县的集聚类型、p、校正后的判断，是否临界。"""
    from briefing import spatial_pattern
    from briefing.unit_names import unit_name
    from indicators import autocorrelation as statistics

    if as_json:
        document = spatial_pattern.document(indicator, year)
        json.dump(document, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
        sys.stdout.write("\n")
        return
    found = statistics.pattern(indicator, year)
    typer.echo(spatial_pattern.sentence(found))
    for row in spatial_pattern.ordered(found):
        said = (
            row.adcode,
            unit_name(row.adcode),
            row.label,
            f"I={round(row.value, 3):g}",
            f"p={row.p:.4f}",
        )
        typer.echo("\t".join((*said, spatial_pattern.verdict(row))))
    typer.echo(spatial_pattern.method(found))

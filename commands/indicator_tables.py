"""The commands that read the figures: `indicators`, `table`, `compare`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from commands.json_out import Json, number, print_json
from commands.output_option import Output, chosen_format
from data import text_lists
from data.errors import AtlasError


class Format(StrEnum):
    """File formats of `table`."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("indicators")(indicators)
    app.command("table")(table)
    app.command("compare")(compare)


def indicators(as_json: Json = False) -> None:
    """列出全部指标：定义、单位、层级、年份、出处。"""
    from indicators import registry

    rows = [
        {
            "id": item.id,
            "name": item.name,
            "unit": item.unit,
            "kind": item.kind,
            "level": item.level,
            "years": list(item.years),
            "coverage": {str(year): n for year, n in item.coverage.items()},
            "definition": item.definition,
            "source": item.source,
            "licence": item.licence,
            "caveats": list(item.caveats),
            "comparable": item.comparable,
            "year_breaks": [
                {"why": b.why.value, "text": b.text, "at": b.at} for b in item.year_breaks
            ],
            "direction": item.direction.value,
            "direction_why": item.direction_why,
        }
        for item in registry.load().values()
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        typer.echo(f"{row['id']}\t{row['name']}\t{row['unit']}\t{row['level']}\t{row['years']}")


def table(
    indicators: Annotated[str, typer.Option("--indicators", help="指标代号，用逗号分隔。")],
    output: Output,
    year: Annotated[int | None, typer.Option("--year", help="年份；缺省取各指标最近一年。")] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="文件格式；缺省看文件名的后缀。")
    ] = None,
) -> None:
    """把若干指标连成一张县级表，状态列一并保留。"""
    from indicators import table_files, tables

    ids = text_lists.parts(indicators)
    if not ids:
        raise AtlasError("没有给出指标代号：请在 --indicators 后写一个或几个，用逗号分隔。")
    chosen = chosen_format(output, form, tuple(Format), Format.CSV)
    frame = tables.joined(ids, year)
    table_files.write_file(frame, output, chosen)
    typer.echo(f"已写出 {len(frame)} 行：{output}", err=True)


def compare(
    places: Annotated[list[str], typer.Argument(help="2 到 8 个县名或代码。")],
    as_json: Json = False,
) -> None:
    """逐项比较几个县区：数值、位次、全省中位数与说法。"""
    from geo.places import lookup as gazetteer
    from indicators import ranks, registry, revised, standing_json
    from layers.spec import MAX_SELECTED

    chosen = list(dict.fromkeys(gazetteer.county(place).adcode for place in places))
    if not 2 <= len(chosen) <= MAX_SELECTED:
        raise AtlasError(f"请给出 2 到 {MAX_SELECTED} 个不同的县区，现在是 {len(chosen)} 个。")
    rows: list[dict[str, Any]] = []
    for item in registry.of_level("county"):
        year = max(item.years)
        standing = ranks.standing(item.id, year)
        rows.append(
            {
                "id": item.id,
                "name": item.name,
                "unit": item.unit,
                "year": year,
                "median": number(ranks.median(item.id, year)),
                "values": {c: number(standing.loc[c, "value"]) for c in chosen},
                "status": {c: str(standing.loc[c, "status"]) for c in chosen},
                "ranks": {c: number(standing.loc[c, "rank"], whole=True) for c in chosen},
                "of": number(standing["of"].max(), whole=True),
                "standing": {c: standing_json.document(item.id, year, c) for c in chosen},
                "revised": item.revised,
                "wording": {c: ranks.wording(item.id, year, c) for c in chosen},
            }
        )
    if as_json:
        print_json(rows)
        return
    for row in rows:
        values = "\t".join("—" if v is None else f"{v:g}" for v in row["values"].values())
        typer.echo(f"{row['name']}（{row['year']}，{row['unit']}）\t{values}")
    for note in revised.notes(row["id"] for row in rows):
        typer.echo(note)

"""The command face of the atlas: the same functions, scriptable, JSON out.

Exit codes: 0 done, 1 the input was refused (one Chinese line on stderr says why), 2 usage.
Heavy libraries are imported inside the commands that need them, so that the light ones start fast.
"""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from commands import map_and_atlas, patterns
from data.errors import AtlasError

app = typer.Typer(
    help="陇上创新图志：甘肃区域创新布局与县域指标。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
data_app = typer.Typer(help="随附数据的检查。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(data_app, name="data")
map_and_atlas.add_to(app)
patterns.add_to(app)

Json = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档。")]


class Format(StrEnum):
    """File formats of `table`."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


@app.command()
def systems(as_json: Json = False) -> None:
    """列出两个规划的全部布局：成员、任务、出处。"""
    from layers import catalogue

    rows: list[dict[str, Any]] = [
        {
            "id": s.id,
            "name": s.name,
            "kind": s.kind,
            "plan": s.plan,
            "members": list(s.members),
            "partial": list(s.partial),
            "sources": [
                {"document": q.document, "section": q.section, "quote": q.quote} for q in s.sources
            ],
            "tasks": list(s.tasks),
            "method": s.method,
            "reading": s.reading,
            "evidence": [vars(item) for item in s.evidence],
            "parent": s.parent,
            "shape": s.shape,
        }
        for s in catalogue.load().values()
    ]
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        typer.echo(f"{row['id']}\t{row['name']}\t{len(row['members'])}+{len(row['partial'])}")


@app.command()
def county(
    place: Annotated[str, typer.Argument(help="县名或 6 位代码。")], as_json: Json = False
) -> None:
    """一个县区：所属布局、指标与位次、规划中的句子。"""
    from geo.places import lookup
    from indicators import ranks, registry
    from layers import catalogue, plan_quotes

    unit = lookup.county(place)
    figures = []
    for item in registry.of_level("county"):
        for year in item.years:
            line = ranks.standing(item.id, year).loc[unit.adcode]
            figures.append(
                {
                    "id": item.id,
                    "name": item.name,
                    "year": year,
                    "value": _number(line["value"]),
                    "unit": item.unit,
                    "rank": _number(line["rank"], whole=True),
                    "of": _number(line["of"], whole=True),
                    "status": str(line["status"]),
                    "note": str(line["note"] or ""),
                    "source": item.source,
                }
            )
    document = {
        "adcode": unit.adcode,
        "name": unit.name,
        "prefecture": unit.prefecture_name,
        "systems": [
            {"id": s.id, "whole": unit.adcode in s.members, "reading": s.reading}
            for s in catalogue.systems_of(unit.adcode)
        ],
        "indicators": figures,
        "mentions": [
            {"document": m.document, "section": m.section, "quote": m.quote, "via": m.via}
            for m in plan_quotes.mentions(unit.adcode)
        ],
    }
    if as_json:
        _print_json(document)
        return
    typer.echo(f"{unit.name}（{unit.prefecture_name}，{unit.adcode}）")
    for figure in figures:
        value = "—" if figure["value"] is None else f"{figure['value']:g}"
        typer.echo(f"{figure['name']}\t{figure['year']}\t{value} {figure['unit']}")


@app.command()
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
        }
        for item in registry.load().values()
    ]
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        typer.echo(f"{row['id']}\t{row['name']}\t{row['unit']}\t{row['level']}\t{row['years']}")


@app.command()
def table(
    indicators: Annotated[str, typer.Option("--indicators", help="指标代号，用逗号分隔。")],
    output: Annotated[Path, typer.Option("--output", "-o", help="写到哪个文件。")],
    year: Annotated[int | None, typer.Option("--year", help="年份；缺省取各指标最近一年。")] = None,
    form: Annotated[Format, typer.Option("--format", help="文件格式。")] = Format.CSV,
) -> None:
    """把若干指标连成一张县级表，状态列一并保留。"""
    from indicators import table_files, tables

    ids = [part.strip() for part in indicators.split(",") if part.strip()]
    if not ids:
        raise AtlasError("没有给出指标代号：请在 --indicators 后写一个或几个，用逗号分隔。")
    frame = tables.joined(ids, year)
    table_files.write_file(frame, output, form.value)
    typer.echo(f"已写出 {len(frame)} 行：{output}", err=True)


@app.command()
def compare(
    places: Annotated[list[str], typer.Argument(help="2 到 8 个县名或代码。")],
    as_json: Json = False,
) -> None:
    """逐项比较几个县区：数值、位次、全省中位数与说法。"""
    from geo.places import lookup as gazetteer
    from indicators import ranks, registry
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
                "median": _number(ranks.median(item.id, year)),
                "values": {c: _number(standing.loc[c, "value"]) for c in chosen},
                "status": {c: str(standing.loc[c, "status"]) for c in chosen},
                "ranks": {c: _number(standing.loc[c, "rank"], whole=True) for c in chosen},
                "of": _number(standing["of"].max(), whole=True),
                "wording": {c: ranks.wording(item.id, year, c) for c in chosen},
            }
        )
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        values = "\t".join("—" if v is None else f"{v:g}" for v in row["values"].values())
        typer.echo(f"{row['name']}（{row['year']}，{row['unit']}）\t{values}")


@app.command()
def ring(
    minutes: Annotated[float, typer.Option("--minutes", help="时间上限（分钟）。")] = 60,
    origin: Annotated[str, typer.Option("--origin", help="起点县区，名称或代码。")] = "620102",
    without_rail: Annotated[bool, typer.Option("--without-rail", help="不用铁路。")] = False,
    opened: Annotated[
        list[str] | None, typer.Option("--open", help="按已通车计的线路，如 兰永临，可写几次。")
    ] = None,
    as_json: Json = False,
) -> None:
    """兰州（或任一县区）多少分钟可达：时间、误差、判断，与规划点名并列。"""
    from geo.places import lookup
    from geo.travel import journeys, osm
    from geo.travel.ring_document import document
    from geo.travel.settings import Settings

    network, problem = osm.active()
    if problem:
        typer.echo(problem, err=True)
    lines = tuple(network.line(text).name for text in opened or ())
    settings = Settings(rail=not without_rail, opened=lines)
    found = document(minutes, lookup.county(origin).adcode, settings, network)
    if as_json:
        _print_json(found)
        return
    for row in (*found["named_in_plan"], *found["counties"]):
        time = "—" if row["minutes"] is None else f"{row['minutes']}（{row['low']}—{row['high']}）"
        typer.echo(f"{row['name']}\t{time}\t{journeys.VERDICT_NAMES[row['inside']]}")


@app.command()
def matrix(
    output: Annotated[Path, typer.Option("--output", "-o", help="写到哪个文件（CSV）。")],
) -> None:
    """87×87 县区驻地之间的推算行程（分钟）及误差。"""
    from geo.travel import journeys, osm

    network, problem = osm.active()
    if problem:
        typer.echo(problem, err=True)
    rows = journeys.write_matrix(output, network=network)
    typer.echo(f"已写出 {rows} 行：{output}", err=True)


@app.command()
def belt(
    km: Annotated[float, typer.Option("--km", help="离干流多少公里以内。")] = 20.0,
    as_json: Json = False,
) -> None:
    """黄河干流沿线：各县区岸线长度、带内面积与流域面积份额。"""
    from geo.rivers import frontage as river_belt

    document = river_belt.document(km)
    if as_json:
        _print_json(document)
        return
    for row in document["counties"]:
        if row["in_belt"]:
            typer.echo(f"{row['adcode']}\t{row['name']}\t{row['frontage_km']:g} km")


@data_app.command("verify")
def verify(as_json: Json = False) -> None:
    """核对每个随附数据集：存在、校验和、结构、覆盖、引文。"""
    from data import verify as checks

    findings = checks.verify()
    failed = [finding for finding in findings if not finding.ok]
    if as_json:
        _print_json(
            [
                {"dataset": f.dataset, "check": f.check, "ok": f.ok, "detail": f.detail}
                for f in findings
            ]
        )
    else:
        for finding in findings:
            mark = "√" if finding.ok else "×"
            typer.echo(f"{mark} {finding.dataset}\t{finding.check}\t{finding.detail}")
    if failed:
        names = "、".join(dict.fromkeys(finding.dataset for finding in failed))
        raise AtlasError(f"有 {len(failed)} 项核对没有通过：{names}。")


def _number(value: Any, *, whole: bool = False) -> float | int | None:
    """Return a JSON number, or None for NaN: missing stays missing."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is not itself
        return None
    return int(value) if whole else float(value)


def _print_json(document: Any) -> None:
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
    sys.stdout.write("\n")


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

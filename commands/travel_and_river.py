"""The commands about travel and the river: `ring`, `matrix`, `belt`."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.json_out import Json, print_json
from commands.output_option import Output, chosen_format


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("ring")(ring)
    app.command("matrix")(matrix)
    app.command("belt")(belt)


def ring(
    minutes: Annotated[float, typer.Option("--minutes", help="时间上限（分钟）。")] = 60,
    origin: Annotated[
        str,
        typer.Option(
            "--origin", help="起点：lanzhou-core（主城区四区中最近的驻地），或县区的名称、代码。"
        ),
    ] = "lanzhou-core",
    without_rail: Annotated[bool, typer.Option("--without-rail", help="不用铁路。")] = False,
    opened: Annotated[
        list[str] | None, typer.Option("--open", help="按已通车计的线路，如 兰永临，可写几次。")
    ] = None,
    as_json: Json = False,
) -> None:
    """兰州（或任一县区）多少分钟可达：时间、误差、判断，与规划点名并列。"""
    from geo.travel import journeys, origins, osm
    from geo.travel.ring_document import document
    from geo.travel.settings import Settings

    network, problem = osm.active()
    if problem:
        typer.echo(problem, err=True)
    lines = tuple(network.line(text).name for text in opened or ())
    settings = Settings(rail=not without_rail, opened=lines)
    found = document(minutes, origins.find(origin), settings, network)
    if as_json:
        print_json(found)
        return
    for row in (*found["named_in_plan"], *found["counties"]):
        time = "—" if row["minutes"] is None else f"{row['minutes']}（{row['low']}—{row['high']}）"
        typer.echo(f"{row['name']}\t{time}\t{journeys.VERDICT_NAMES[row['inside']]}")


def matrix(output: Output) -> None:
    """87×87 县区驻地之间的推算行程（分钟）及误差。"""
    from geo.travel import journeys, osm

    chosen_format(output, None, ("csv",), "csv")
    network, problem = osm.active()
    if problem:
        typer.echo(problem, err=True)
    rows = journeys.write_matrix(output, network=network)
    typer.echo(f"已写出 {rows} 行：{output}", err=True)


def belt(
    km: Annotated[float, typer.Option("--km", help="离干流多少公里以内。")] = 20.0,
    as_json: Json = False,
) -> None:
    """黄河干流沿线：各县区岸线长度、带内面积与流域面积份额。"""
    from geo.rivers import frontage as river_belt

    document = river_belt.document(km)
    if as_json:
        print_json(document)
        return
    for row in document["counties"]:
        if row["in_belt"]:
            typer.echo(f"{row['adcode']}\t{row['name']}\t{row['frontage_km']:g} km")

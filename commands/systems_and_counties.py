"""The commands that read the layout: `systems`, `county`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from commands import county_text
from commands.json_out import Json, number, print_json


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("systems")(systems)
    app.command("county")(county)


def systems(
    as_json: Json = False,
    unplaced: Annotated[
        bool, typer.Option("--unplaced", help="只列“点名而未落地”：规划点了名、没有写地点的。")
    ] = False,
) -> None:
    """列出两个规划的全部布局和完整的名单：成员、任务、出处。"""
    from layers import catalogue, list_wording

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
            "placed": s.placed,
        }
        for s in (catalogue.unplaced() if unplaced else catalogue.load().values())
    ]
    if not unplaced:
        rows += list_wording.as_systems()
    if as_json:
        print_json(rows)
        return
    for row in rows:
        typer.echo(f"{row['id']}\t{row['name']}\t{len(row['members'])}+{len(row['partial'])}")


def county(
    place: Annotated[str, typer.Argument(help="县名或 6 位代码。")], as_json: Json = False
) -> None:
    """一个县区：所属布局与名单、指标与位次、规划中的句子。"""
    from geo.places import lookup
    from indicators import national_standing, ranks, registry, standing_json, tables
    from layers import catalogue, list_wording, plan_quotes, policy_lists

    unit = lookup.county(place)
    if not as_json:
        for line in county_text.lines(unit):
            typer.echo(line)
        return
    figures = []
    for item in registry.of_level("county"):
        for year in item.years:
            line = ranks.standing(item.id, year).loc[unit.adcode]
            figures.append(
                {
                    "id": item.id,
                    "name": item.name,
                    "year": year,
                    "value": number(line["value"]),
                    "unit": item.unit,
                    "rank": number(line["rank"], whole=True),
                    "of": number(line["of"], whole=True),
                    **standing_json.document(item.id, year, unit.adcode),
                    "national_percentile": national_standing.rounded(item.id, year, unit.adcode),
                    "status": str(line["status"]),
                    "note": tables.with_revision(line["note"], item.revised, line["value"]),
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
        "lists": [list_wording.of_county(s, unit.adcode) for s in policy_lists.of(unit.adcode)],
        "indicators": figures,
        "mentions": [
            {"document": m.document, "section": m.section, "quote": m.quote, "via": m.via}
            for m in plan_quotes.mentions(unit.adcode)
        ],
    }
    print_json(document)

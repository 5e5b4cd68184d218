"""The command `index`; `cli.py` hangs it on its app.

Nothing heavy is imported before the command runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.json_out import Json, print_json
from data import output_files
from data.errors import AtlasError


def add_to(app: typer.Typer) -> None:
    """Hang the command on an app."""
    app.command("index")(index)


def index(
    recipe: Annotated[Path, typer.Argument(help="综合指数的配方（TOML）。")],
    as_json: Json = False,
    seal: Annotated[
        bool, typer.Option("--seal", help="把结果的校验和写进配方，供 verify 重算核对。")
    ] = False,
) -> None:
    """综合指数：位次及其区间、各部分是否协调、哪项选择最要紧。"""
    from geo.places import units
    from indicators.composite import index_document, index_words, recipe_toml, worked_index

    asked = recipe_toml.read(recipe)
    found = worked_index.composite(asked)
    if seal:
        text = recipe_toml.sealed_text(recipe.read_text(encoding="utf-8-sig"), found.seal)
        output_files.write_whole(recipe, text.encode())
        typer.echo(f"已把校验和写进“{recipe.name}”。", err=True)
    if as_json:
        print_json(index_document.document(found))
        return
    typer.echo(f"{asked.name}：{asked.concept}")
    for sentence in index_words.warnings(found):
        typer.echo(f"！{sentence}")
    for i in found.order():
        name = units.unit(found.inputs.adcodes[i]).name
        typer.echo(f"{name}\t{found.scores[i]:.1f}\t{index_words.place(found, i)}")
    for row in found.inputs.unranked:
        typer.echo(f"{units.unit(row.adcode).name}\t—\t{row.sentence}")
    typer.echo(index_words.influence(worked_index.choice_influences(asked)))
    typer.echo(index_words.method(found))


def verify(recipe: Path, as_json: bool) -> None:
    """Work a recipe out again and compare it with its seal; refused when they differ."""
    from indicators.composite import recipe_toml, worked_index

    found = worked_index.composite(recipe_toml.read(recipe))
    if as_json:
        print_json(
            {
                "matches": found.holds is True,
                "recorded": found.recipe.sealed or None,
                "computed": found.seal,
            }
        )
    if found.holds is None:
        raise AtlasError(f"“{recipe.name}”还没有校验和：先运行 index --seal。")
    if not found.holds:
        raise AtlasError(f"“{recipe.name}”用现有数据重算的结果与校验和不符。")
    typer.echo(f"“{recipe.name}”重算结果与校验和相符。", err=True)

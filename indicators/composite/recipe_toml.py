"""Recipes as TOML files."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from data.i18n import _
from data.paths import DATA
from indicators.composite.recipe import (
    Aggregation,
    BadRecipeError,
    IndexRecipe,
    MakersChoice,
    Normalisation,
    Outliers,
    Pillar,
    PillarIndicator,
    Spread,
    Weighting,
    word,
)
from indicators.facets import Direction

SHIPPED = DATA / "recipes"
_KEYS = {
    "name", "concept", "outliers", "normalisation", "weighting", "aggregation", "spread",
    "coverage", "vary", "draws", "seed", "sealed", "pillars",
}  # fmt: skip


def shipped() -> tuple[Path, ...]:
    """Return the recipes that come with the atlas."""
    return tuple(sorted(SHIPPED.glob("*.toml")))


def read(path: Path) -> IndexRecipe:
    """Read and check a recipe.

    Raises
    ------
    BadRecipeError
        When the file is no TOML, or says what a recipe cannot say.
    """
    return loads(path.read_text(encoding="utf-8-sig"))


def loads(text: str) -> IndexRecipe:
    """Return the recipe of a TOML text, checked."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadRecipeError(_("配方不是合法的 TOML 文件。"), detail=str(error)) from error
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise BadRecipeError(_("配方里有不认识的项：{keys}。").format(keys="、".join(unknown)))
    try:
        return _recipe(table).checked()
    except (KeyError, TypeError, ValueError) as error:
        raise BadRecipeError(
            _("配方缺项或写法不对：{what}。").format(what=error), detail=repr(error)
        ) from error


def _recipe(table: dict[str, Any]) -> IndexRecipe:
    plain = IndexRecipe(name="", concept="", pillars=())
    return IndexRecipe(
        name=str(table["name"]),
        concept=str(table.get("concept", "")),
        pillars=tuple(_pillar(item) for item in table["pillars"]),
        outliers=word(Outliers, table.get("outliers", plain.outliers), "outliers"),
        normalisation=word(
            Normalisation, table.get("normalisation", plain.normalisation), "normalisation"
        ),
        weighting=word(Weighting, table.get("weighting", plain.weighting), "weighting"),
        aggregation=word(Aggregation, table.get("aggregation", plain.aggregation), "aggregation"),
        spread=word(Spread, table.get("spread", plain.spread), "spread"),
        coverage=float(table.get("coverage", plain.coverage)),
        vary=tuple(word(MakersChoice, item, "vary") for item in table.get("vary", plain.vary)),
        draws=int(table.get("draws", plain.draws)),
        seed=int(table.get("seed", plain.seed)),
        sealed=str(table.get("sealed", "")),
    )


def _pillar(table: dict[str, Any]) -> Pillar:
    members = tuple(_member(item) for item in table["indicators"])
    return Pillar(str(table["name"]), members, float(table.get("weight", 1)))


def _member(table: dict[str, Any]) -> PillarIndicator:
    given = table.get("direction")
    return PillarIndicator(
        indicator=str(table["id"]),
        year=int(table["year"]),
        weight=float(table.get("weight", 1)),
        direction=None if given is None else word(Direction, given, "direction"),
        direction_why=str(table.get("direction_why", "")),
    )


def dumps(recipe: IndexRecipe) -> str:
    """Return the recipe as TOML; `loads` gives the same recipe back."""
    lines = [
        f"name = {_text(recipe.name)}",
        f"concept = {_text(recipe.concept)}",
        *(
            f"{key} = {_text(value)}"
            for key, value in (
                ("outliers", recipe.outliers),
                ("normalisation", recipe.normalisation),
                ("weighting", recipe.weighting),
                ("aggregation", recipe.aggregation),
                ("spread", recipe.spread),
            )
        ),
        f"coverage = {recipe.coverage!r}",
        f"vary = [{', '.join(_text(item) for item in recipe.vary)}]",
        f"draws = {recipe.draws}",
        f"seed = {recipe.seed}",
    ]
    if recipe.sealed:
        lines.append(f"sealed = {_text(recipe.sealed)}")
    for pillar in recipe.pillars:
        lines += ["", "[[pillars]]", f"name = {_text(pillar.name)}", f"weight = {pillar.weight!r}"]
        for member in pillar.members:
            lines += ["", "[[pillars.indicators]]", *_member_lines(member)]
    return "\n".join(lines) + "\n"


def _member_lines(member: PillarIndicator) -> list[str]:
    lines = [f"id = {_text(member.indicator)}", f"year = {member.year}"]
    lines.append(f"weight = {member.weight!r}")
    if member.direction is not None:
        lines.append(f"direction = {_text(member.direction)}")
        lines.append(f"direction_why = {_text(member.direction_why)}")
    return lines


def _text(value: str) -> str:
    """Return a TOML basic string; JSON's escapes are a subset of TOML's but for DEL."""
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def sealed_text(text: str, seal: str) -> str:
    """Return a recipe's text with the seal in its head, its comments and order kept."""
    line = f'sealed = "{seal}"'
    lines = text.splitlines()
    head = next((i for i, one in enumerate(lines) if one.startswith("[")), len(lines))
    kept = [one for one in lines[:head] if not re.match(r"\s*sealed\s*=", one)]
    while kept and not kept[-1].strip():
        kept.pop()
    return "\n".join([*kept, line, "", *lines[head:]]) + "\n"

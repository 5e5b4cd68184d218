"""Read `data/indicators/registry.toml`: one entry an indicator and level, shared sentences filled in.

A table with several levels stands for several indicators: `x` (county), `pref_x` and `prov_x`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from data.errors import AtlasError
from data.paths import INDICATORS

if TYPE_CHECKING:
    from pathlib import Path

REGISTRY = INDICATORS / "registry.toml"
PREFIX = {"county": "", "prefecture": "pref_", "province": "prov_"}
LEVELS = tuple(PREFIX)


class BrokenRegistryError(AtlasError):
    """The registry's text contradicts itself."""


@dataclass(frozen=True)
class RegistryEntry:
    """One indicator at one level as the registry words it.

    Attributes
    ----------
    id, base : str
        The id with its level prefix; the registry table's name.
    level : str
        'county', 'prefecture' or 'province'.
    table : dict
        The registry table with every "@key" replaced by its sentence.
    """

    id: str
    base: str
    level: str
    table: dict[str, Any]

    def sibling(self, indicator: str) -> str:
        """Return the id of another registry table at this entry's level."""
        prefix = PREFIX[self.level]
        return indicator if indicator.startswith(prefix) else prefix + indicator

    @property
    def column(self) -> str:
        """The column that carries the figures."""
        return str(self.table.get("column", self.base))


def _filled(value: Any, texts: dict[str, str], where: str) -> Any:
    if isinstance(value, str) and value.startswith("@"):
        if value[1:] not in texts:
            raise BrokenRegistryError(
                "指标登记表引用了不存在的说明文字。", detail=f"{where}: no text {value!r}"
            )
        return texts[value[1:]]
    if isinstance(value, list):
        return [_filled(item, texts, where) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, texts, where) for key, item in value.items()}
    return value


@cache
def _written(path: Path) -> dict[str, dict[str, Any]]:
    with path.open("rb") as handle:
        return tomllib.load(handle)


def revisions() -> dict[str, dict[str, Any]]:
    """Return the tables of figures that were revised after the ones here were printed, by name."""
    return dict(_written(REGISTRY).get("revisions", {}))


@cache
def entries() -> dict[str, RegistryEntry]:
    """Return every indicator by id, in the registry's order.

    Raises
    ------
    BrokenRegistryError
        When a level, a prefix or a shared sentence is wrong.
    """
    texts = _written(REGISTRY).get("texts", {})
    raw = {
        key: table for key, table in _written(REGISTRY).items() if key not in ("texts", "revisions")
    }
    found: dict[str, RegistryEntry] = {}
    for base, written in raw.items():
        table = {key: _filled(value, texts, base) for key, value in written.items()}
        levels = table["levels"]
        for level in levels:
            if level not in PREFIX:
                raise BrokenRegistryError("指标登记表写了不认识的层级。", detail=f"{base}: {level}")
            prefix = PREFIX[level]
            if len(levels) == 1 and not base.startswith(prefix):
                raise BrokenRegistryError("指标编号与层级不符。", detail=f"{base} lacks {prefix}")
            identifier = base if len(levels) == 1 else prefix + base
            # a column is named without the prefix of the level
            own = {**table, "column": table.get("column", base.removeprefix(prefix))}
            found[identifier] = RegistryEntry(identifier, base, level, own)
    return found

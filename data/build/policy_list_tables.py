"""Write `data/lists/lists.csv` and `data/lists/entries.csv`: the government's lists by county.

Run `python -m data.build.policy_list_tables` after a change to `data/figures/policy_list_heads.csv` (one
row a list: who issued it, whether all of Gansu's counties on it are known) or
`data/figures/policy_lists.csv` (one row a county, document and source). Names are held against
the 87 units; a list that calls itself complete must have as many counties as it says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from data.build import csv_tables
from data.errors import AtlasError
from data.paths import FIGURES, LISTS
from geo.places import units

HEADS = FIGURES / "policy_list_heads.csv"
ROWS = FIGURES / "policy_lists.csv"
HEAD = ("id", "name", "short", "parent", "level", "topic", "coverage", "total", "read", "note")
ENTRY = (
    "list", "adcode", "name", "year", "publisher", "document", "status", "extent", "place",
    "detail", "source", "trust",
)  # fmt: skip


def entries(
    heads: Sequence[dict[str, str]], rows: Sequence[dict[str, str]]
) -> list[dict[str, str]]:
    """Return the rows in the order of the lists, newest last, each held against the units.

    Raises
    ------
    AtlasError
        When a row names no list, or a county by another name than the units have.
    """
    names = {unit.adcode: unit.name for unit in units.counties()}
    order = {head["id"]: place for place, head in enumerate(heads)}
    for row in rows:
        if row["list"] not in order or names.get(row["adcode"]) != row["name"]:
            raise AtlasError(
                f"政策名单 {row['list']}：{row['adcode']} {row['name']} 与名单表或行政区划不符。",
                detail=f"policy list row {row}",
            )
    return sorted(rows, key=lambda row: (order[row["list"]], row["year"], row["adcode"]))


def lists(heads: Sequence[dict[str, str]], rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Return the lists with the number of counties that were read.

    Raises
    ------
    AtlasError
        When a list says that it is complete and its rows do not add up to its total.
    """
    read_counties: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        read_counties[row["list"]].add(row["adcode"])
    out = []
    for head in heads:
        count = len(read_counties[head["id"]])
        if head["coverage"] == "complete" and str(count) != head["total"]:
            raise AtlasError(
                f"政策名单 {head['id']} 自称完整，应有 {head['total']} 个县区，实有 {count} 个。",
                detail=f"policy list {head['id']}: {count} counties of {head['total']}",
            )
        out.append(head | {"read": str(count)})
    return out


def main() -> None:
    """Write both tables."""
    heads, rows = csv_tables.read(HEADS), csv_tables.read(ROWS)
    csv_tables.write_all(
        [
            (LISTS / "lists.csv", HEAD, [[r[c] for c in HEAD] for r in lists(heads, rows)]),
            (LISTS / "entries.csv", ENTRY, [[r[c] for c in ENTRY] for r in entries(heads, rows)]),
        ]
    )


if __name__ == "__main__":
    csv_tables.run(main)

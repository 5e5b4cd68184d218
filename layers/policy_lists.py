"""The government's lists by county (国家级与省级名单), read from `data/lists/`.

Only a list whose Gansu counties are all known is drawn (`shape` "dissolve"); of the others a map
would show as left out what merely was not found, so they stand as text, with the word 不完整, on
the pages of the counties that were read.

`docs/howto/add-a-policy-list.md` says how a list is added.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from data.errors import AtlasError
from data.i18n import _
from data.paths import LISTS
from geo.places import units
from layers.policy_list import (
    LIST_KIND,
    LIST_PAGE,
    Coverage,
    Entry,
    Level,
    PolicyList,
    Status,
    Topic,
)
from layers.system import System


class PolicyListError(AtlasError):
    """The tables of policy lists cannot be used."""


@lru_cache(maxsize=1)
def load() -> dict[str, PolicyList]:
    """Return every list by id, those that are only text too.

    Raises
    ------
    PolicyListError
        When a table is damaged.
    """
    return read(LISTS)


def drawn() -> dict[str, PolicyList]:
    """Return the lists that are layers, in their order."""
    return {key: found for key, found in load().items() if found.drawable}


def of(adcode: str) -> tuple[PolicyList, ...]:
    """Return the lists that a county is on, complete or not."""
    return tuple(found for found in load().values() if adcode in found.counties)


def among(systems: Iterable[System]) -> tuple[PolicyList, ...]:
    """Return those systems that are lists."""
    return tuple(system for system in systems if isinstance(system, PolicyList))


def read(folder: Path) -> dict[str, PolicyList]:
    """Read and check the two tables of a folder.

    Raises
    ------
    PolicyListError
        Naming the list, when a row breaks a rule.
    """
    known = {unit.adcode for unit in units.counties()}
    rows: dict[str, list[Entry]] = {}
    for row in _table(folder / "entries.csv"):
        if row["adcode"] not in known:
            raise _refuse(row["list"], _("{code} 不是县级代码").format(code=row["adcode"]))
        rows.setdefault(row["list"], []).append(_entry(row))
    out = {head["id"]: _list(head, rows.get(head["id"], [])) for head in _heads(folder)}
    if lost := set(rows) - set(out):
        raise _refuse(min(lost), _("只有县区，没有名单本身"))
    return out


def _heads(folder: Path) -> list[dict[str, str]]:
    return _table(folder / "lists.csv")


def _table(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _refuse(path.name, _("读不出来"), str(error)) from error


def _refuse(where: str, reason: str, detail: str = "") -> PolicyListError:
    return PolicyListError(
        _("政策名单 {where}：{reason}。").format(where=where, reason=reason),
        detail=f"policy list {where}: {detail or reason}",
    )


def _entry(row: Mapping[str, str]) -> Entry:
    try:
        return Entry(
            adcode=row["adcode"],
            year=int(row["year"]),
            publisher=row["publisher"],
            document=row["document"],
            status=Status(row["status"]),
            whole={"whole": True, "inside": False}[row["extent"]],
            place=row["place"],
            detail=row["detail"],
            source=row["source"],
            trust=row["trust"],
        )
    except (KeyError, ValueError) as error:
        raise _refuse(row.get("list", "?"), _("有一行写错"), repr(error)) from error


def _list(head: Mapping[str, str], entries: Sequence[Entry]) -> PolicyList:
    if not entries:
        raise _refuse(head["id"], _("没有县区"))
    whole = {entry.adcode for entry in entries if entry.whole}
    partial = {entry.adcode for entry in entries} - whole
    try:
        coverage = Coverage(head["coverage"])
        return PolicyList(
            id=head["id"],
            name=head["name"],
            short=head["short"],
            kind=LIST_KIND,
            plan="",
            page=LIST_PAGE,
            parent=head["parent"] or None,
            number=None,
            members=tuple(sorted(whole)),
            partial=tuple(sorted(partial)),
            shape="dissolve" if coverage is Coverage.COMPLETE else "none",
            point=None,
            line=(),
            sources=(),
            tasks=(),
            method=head["note"],
            reading=False,
            level=Level(head["level"]),
            topic=Topic(head["topic"]),
            coverage=coverage,
            total=int(head["total"]) if head["total"] else None,
            entries=tuple(entries),
            note=head["note"],
        )
    except (KeyError, ValueError) as error:
        raise _refuse(head.get("id", "?"), _("名单表有一格写错"), repr(error)) from error

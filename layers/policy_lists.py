"""The government's lists by county (国家级与省级名单), read from `data/lists/`.

A `PolicyList` is a `System`: overlays, legends, tables and captions treat it as they treat a system
of a plan. What it says of itself differs: it rests on a publisher's document of a year, not on a
sentence of a plan. Only a list whose Gansu counties are all known is drawn (`shape` "dissolve"); of
the others a map would show as left out what merely was not found, so they stand as text, with the
word 不完整, on the pages of the counties that were read.

`docs/howto/add-a-policy-list.md` says how a list is added.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

from data.errors import AtlasError
from data.i18n import _
from data.paths import LISTS
from geo import units
from layers.system import System

LIST_KIND: Final = "list"
LIST_PAGE: Final = "lists"


class Level(StrEnum):
    """Whose list it is; media rankings and classes of researchers are neither and not shipped."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"


class Topic(StrEnum):
    """What a list is about, in the order in which topics are shown."""

    SCIENCE = "science"
    ECONOMY = "economy"
    FARMING = "farming"
    SUPPORT = "support"
    AREA = "area"
    ENERGY = "energy"


class Coverage(StrEnum):
    """How much of Gansu's part of a list is known."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    OPEN_ENDED = "open_ended"
    UNCONFIRMED = "unconfirmed"


class Status(StrEnum):
    """What being on the list means, by the document."""

    DESIGNATED = "designated"
    SETUP = "setup"
    PILOT = "pilot"
    PROPOSED = "proposed"
    LISTED = "listed"
    EVALUATED = "evaluated"
    PLANNED = "planned"
    SCOPE = "scope"
    LEGAL = "legal"
    EXITED = "exited"
    EXPIRED = "expired"


LEVEL_NAMES: Final[Mapping[Level, str]] = {
    Level.NATIONAL: _("国家级名单"),
    Level.PROVINCIAL: _("省级名单"),
}
TOPIC_NAMES: Final[Mapping[Topic, str]] = {
    Topic.SCIENCE: _("科技创新"),
    Topic.ECONOMY: _("县域经济与旅游"),
    Topic.FARMING: _("农业农村"),
    Topic.SUPPORT: _("扶贫与帮扶"),
    Topic.AREA: _("民族地区与革命老区"),
    Topic.ENERGY: _("新能源"),
}
STATUS_NAMES: Final[Mapping[Status, str]] = {
    Status.DESIGNATED: _("认定或命名"),
    Status.SETUP: _("创建或建设"),
    Status.PILOT: _("试点"),
    Status.PROPOSED: _("公示稿"),
    Status.LISTED: _("列入名单"),
    Status.EVALUATED: _("年度评价"),
    Status.PLANNED: _("规划列举"),
    Status.SCOPE: _("规划范围"),
    Status.LEGAL: _("法定区划"),
    Status.EXITED: _("已退出"),
    Status.EXPIRED: _("期满"),
}


class PolicyListError(AtlasError):
    """The tables of policy lists cannot be used."""


@dataclass(frozen=True)
class Entry:
    """One county on a list by one document.

    Parameters
    ----------
    adcode : str
        The county.
    year : int
        The year of the list (of the evaluation, of the recognition), as the document counts it.
    publisher, document : str
        Who issued it, and the document's number or title.
    status : Status
        What the document makes of the county.
    whole : bool
        Whether the county is listed, and not a town, a park or a base inside it.
    place : str
        That town or park, "" for a whole county or where the source names none.
    detail : str
        What the document says of this county besides, or "".
    source : str
        Where it was read.
    trust : str
        "high" or "medium" or "low": how close to the original it was read.
    """

    adcode: str
    year: int
    publisher: str
    document: str
    status: Status
    whole: bool
    place: str
    detail: str
    source: str
    trust: str


@dataclass(frozen=True, kw_only=True)
class PolicyList(System):
    """A list of counties that a government issued.

    Parameters
    ----------
    level : Level
        Whose list it is.
    topic : Topic
        What it is about.
    coverage : Coverage
        How much of Gansu's part is known.
    total : int or None
        How many entries Gansu has on it, where known: counties, or parks.
    entries : tuple of Entry
        What was read, oldest first.
    note : str
        What a reader must know of the list, or "".
    """

    level: Level
    topic: Topic
    coverage: Coverage
    total: int | None
    entries: tuple[Entry, ...]
    note: str

    @property
    def kind_name(self) -> str:
        """Whose list it is, in Chinese."""
        return LEVEL_NAMES[self.level]

    @property
    def drawable(self) -> bool:
        """Whether it may be a layer of a map."""
        return self.coverage is Coverage.COMPLETE

    @property
    def counties(self) -> tuple[str, ...]:
        """Every county on it, wholly or partly."""
        return (*self.members, *self.partial)

    @property
    def years(self) -> tuple[int, ...]:
        """The years of its documents, ascending."""
        return tuple(sorted({entry.year for entry in self.entries}))

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who issued it, the newest document's publisher first."""
        return _each(entry.publisher for entry in reversed(self.entries))

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents, newest first."""
        return _each(entry.document for entry in reversed(self.entries))

    @property
    def statuses(self) -> tuple[Status, ...]:
        """What its documents make of the counties, newest first."""
        return _each(entry.status for entry in reversed(self.entries))

    def of(self, adcode: str) -> tuple[Entry, ...]:
        """Return a county's entries, newest first."""
        return tuple(entry for entry in reversed(self.entries) if entry.adcode == adcode)


_T = TypeVar("_T")


def _each(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))


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
        with path.open(encoding="utf-8", newline="") as stream:
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

"""What a policy list is: a government's list of counties, its entries, and what its words mean.

A `PolicyList` is a `System`: overlays, legends, tables and captions treat it as they treat a system
of a plan. What it says of itself differs: it rests on a publisher's document of a year, not on a
sentence of a plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from data.i18n import _
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

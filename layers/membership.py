"""How a county belongs to a layout system: wholly or partly, by the plan's words or by our reading.

Decision 004: what the plan names is told from what the atlas reads into it. Every table, caption,
key, slide and file takes its words for that from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from data.i18n import _

MARK: Final = _("（判读）")
EDGE: Final = _("虚线边：成员由本图志判读")
NOTE: Final = _("标“判读”的布局由本图志判断成员和范围，虚线不是规划划定的界线")


class Grouped(Protocol):
    """What has counties: a system of the catalogue, or its layer on a map."""

    @property
    def members(self) -> tuple[str, ...]:
        """Codes of the counties that belong wholly."""

    @property
    def partial(self) -> tuple[str, ...]:
        """Codes of the counties that belong partly."""

    @property
    def reading(self) -> bool:
        """Whether the plan does not list them."""


@dataclass(frozen=True)
class Membership:
    """How one county belongs: `whole` or in part, and whether that is our `reading`."""

    whole: bool
    reading: bool

    @property
    def word(self) -> str:
        """The word for a table: “成员”, “部分”, “成员（判读）”, “部分（判读）”."""
        return marked(_("成员") if self.whole else _("部分"), reading=self.reading)

    @property
    def suffix(self) -> str:
        """What follows a system's name: nothing for a whole member that the plan names."""
        words = [*([] if self.whole else [_("部分")]), *([_("判读")] if self.reading else [])]
        return _("（{words}）").format(words="，".join(words)) if words else ""


@dataclass(frozen=True)
class Counts:
    """How many counties systems hold together, each counted once on either side."""

    whole: int
    part: int
    read_whole: int
    read_part: int


def of(system: Grouped, adcode: str) -> Membership:
    """Return how a county that belongs to a system does so."""
    return Membership(adcode in system.members, system.reading)


def marked(name: str, *, reading: bool) -> str:
    """Return a name, with the mark where what it stands for is a reading."""
    return name + MARK if reading else name


def counts(systems: Iterable[Grouped]) -> Counts:
    """Count the counties of systems, those that the plan names apart from those read into it."""
    held: dict[tuple[bool, bool], set[str]] = {}
    for system in systems:
        held.setdefault((system.reading, True), set()).update(system.members)
        held.setdefault((system.reading, False), set()).update(system.partial)
    named, read = held.get((False, True), set()), held.get((True, True), set())
    return Counts(
        len(named),
        len(held.get((False, False), set()) - named),
        len(read),
        len(held.get((True, False), set()) - read),
    )

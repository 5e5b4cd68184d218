"""政策叠加: how many of the chosen systems and lists each county is in, and in which.

A county that belongs only in part (a park, a town, some of its land) counts once, as a whole member
does, and is told apart wherever it is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from data.i18n import _
from geo.places import units
from layers import catalogue, palettes, policy_lists
from layers.drawables import LegendRow, RowKind
from layers.readings import Reading
from layers.system import System

MOST_CLASSES: Final = 5
MOST_NAMED: Final = 8
PREFECTURE_PLAN: Final = "linxia-145"
AREAS: Final = frozenset({"dissolve", "region", "computed"})


@dataclass(frozen=True)
class Stack:
    """Which of some systems each county is in.

    Attributes
    ----------
    systems : tuple of System
        Systems of the plans and lists, in the order chosen.
    whole, partial : dict of str to tuple of str
        For each of the 87 units the ids of the systems that it belongs to wholly, and in part.
    """

    systems: tuple[System, ...]
    whole: dict[str, tuple[str, ...]]
    partial: dict[str, tuple[str, ...]]

    def count(self, adcode: str) -> int:
        """Return how many systems a county is in, wholly or in part."""
        return len(self.whole[adcode]) + len(self.partial[adcode])

    def relation(self, adcode: str, system_id: str) -> str:
        """Return “整县”, “部分” or “”."""
        if system_id in self.whole[adcode]:
            return _("整县")
        return _("部分") if system_id in self.partial[adcode] else ""

    @property
    def counts(self) -> dict[str, int]:
        """The number of systems by county, in the order of the codes."""
        return {code: self.count(code) for code in self.whole}

    @property
    def none(self) -> tuple[str, ...]:
        """The counties that are in no system."""
        return tuple(code for code, n in self.counts.items() if n == 0)

    @property
    def most(self) -> tuple[str, ...]:
        """The counties in the largest number of systems; empty when all are in none."""
        top = max(self.counts.values(), default=0)
        return tuple(code for code, n in self.counts.items() if n == top and top > 0)


def choices() -> dict[str, System]:
    """Return what can be stacked: areal systems of the plans, then lists, by id.

    Judgements on the province's pattern are no policy and are left out.
    """
    return {
        key: system
        for key, system in catalogue.layers().items()
        if system.shape in AREAS
        and (system.members or system.partial)
        and system.kind not in {"pattern_claim", "claim_part"}
    }


def proposed() -> tuple[str, ...]:
    """Return what is stacked unless something else is chosen, alike for every county.

    A part is not counted beside its whole; what a prefecture's own plan lays out is left to be
    chosen, because only that prefecture could be in it.
    """
    return tuple(
        key
        for key, system in choices().items()
        if system.parent is None and system.plan != PREFECTURE_PLAN
    )


@lru_cache(maxsize=32)
def stack(ids: tuple[str, ...]) -> Stack:
    """Return the memberships of all counties in some systems.

    Raises
    ------
    UnknownSystem
        When an id does not exist.
    """
    systems = tuple(catalogue.get(item) for item in ids)
    codes = [unit.adcode for unit in units.counties()]
    whole = {c: tuple(s.id for s in systems if c in s.members) for c in codes}
    partial = {c: tuple(s.id for s in systems if c in s.partial) for c in codes}
    return Stack(systems, whole, partial)


def steps(counts: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return classes of whole numbers, the lowest first: none apart, then runs of equal length.

    Parameters
    ----------
    counts : sequence of int
        At least one.
    """
    out: list[tuple[int, int]] = [(0, 0)] if 0 in counts else []
    some = [n for n in counts if n > 0]
    if not some:
        return tuple(out)
    low, high = min(some), max(some)
    wide = -(-(high - low + 1) // MOST_CLASSES)
    out.extend((a, min(a + wide - 1, high)) for a in range(low, high + 1, wide))
    return tuple(out)


@dataclass(frozen=True)
class Coloured:
    """How a stack is coloured: classes, their colours and legend, and the reading of each county."""

    colours: tuple[str, ...]
    fills: dict[str, int]
    values: dict[str, Reading]
    legend: tuple[LegendRow, ...]


def coloured(found: Stack, palette: str | None = None) -> Coloured:
    """Return the classes of a stack as a map fills them."""
    counts = found.counts
    classes = steps(tuple(counts.values()))
    # the palest colour is kept for "in none": a county in three must not look left out
    run = palettes.get(palette or palettes.default_for(None)).colours(len(classes) + 1)
    colours = run[:-1] if classes[0][1] == 0 else run[1:]
    fills = {
        code: next(i for i, (low, high) in enumerate(classes) if low <= n <= high)
        for code, n in counts.items()
    }
    sizes = Counter(fills.values())
    rows = tuple(
        LegendRow(RowKind.CLASS, _label(low, high), colours[i], sizes[i])
        for i, (low, high) in enumerate(classes)
    )
    return Coloured(colours, fills, {code: _reading(found, code) for code in counts}, rows)


def _label(low: int, high: int) -> str:
    if high == 0:
        return _("不在其中")
    return _("{n} 项").format(n=low) if low == high else _("{a}—{b} 项").format(a=low, b=high)


def _reading(found: Stack, code: str) -> Reading:
    n, part = found.count(code), len(found.partial[code])
    return Reading(
        value=float(n),
        text=str(n),
        amount=_("{n} 项").format(n=n),
        remark=_("其中部分涉及 {n} 项").format(n=part) if part else "",
    )


def finding(found: Stack) -> str:
    """Return what the stack shows: who is in most, who is in none, of the plans and of the lists."""
    if not found.most:
        return _("还没有选任何布局或名单。")
    lists = tuple(item.id for item in policy_lists.among(found.systems))
    plans = tuple(item.id for item in found.systems if item.id not in lists)
    parts = []
    if plans:
        parts.append(_("规划布局{n}项").format(n=len(plans)))
    if lists:
        parts.append(_("名单{n}份").format(n=len(lists)))
    top = _("{kinds}里，所在最多的是{names}（{n}项）").format(
        kinds="、".join(parts), names=named(found.most), n=found.count(found.most[0])
    )
    if not (plans and lists):
        return _("{top}，{none}。").format(top=top, none=_none(found))
    of_plans, of_lists = stack(plans), stack(lists)
    said = [_("只看规划布局，{none}").format(none=_none(of_plans))]
    said.append(_("只看名单，{none}").format(none=_none(of_lists)))
    if of_plans.none and of_lists.none:
        said.insert(0, _("合起来，{none}").format(none=_none(found)))
    return _("{top}；{said}。").format(top=top, said="；".join(said))


def _none(found: Stack) -> str:
    """Return who is in none of the systems."""
    none = found.none
    if not none:
        return _("{n}个县级单元每个都至少在一项").format(n=len(found.whole))
    return _("一项也不在的有{n}个（{names}）").format(n=len(none), names=named(none))


def named(codes: Sequence[str]) -> str:
    """Return the counties' names in the order given, at most eight, with “等n个” for more."""
    names = "、".join(units.unit(code).name for code in codes[:MOST_NAMED])
    return (
        names if len(codes) <= MOST_NAMED else _("{names}等{n}个").format(names=names, n=len(codes))
    )

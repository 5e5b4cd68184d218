"""The layout catalogue: every spatial system that the two plans name, read from `data/layout/`.

To add a system, add a `[[system]]` block to a file in `data/layout/` (the files are read in the
order of their names, the blocks in the order they stand) with at least one `[[system.source]]`
whose quote stands verbatim in the plan. In `members` and `partial` a prefecture's code (620700)
stands for all its counties. `layers/catalogue_file.py` says what a block may hold. What `method`
or a basis takes from outside the two plans (another document, where a park lies) needs a
`[[system.evidence]]` with `title`, `publisher`, `date`, `url` and, in our own words, `says`.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache

from data.errors import AtlasError
from data.i18n import _
from data.paths import LAYOUT
from layers import policy_lists
from layers.catalogue_file import CatalogueError, read
from layers.system import KINDS, PAGES, PLANS, SHAPES, UNDATED, Evidence, Source, System

__all__ = [
    "KINDS",
    "PAGES",
    "PLANS",
    "SHAPES",
    "UNDATED",
    "CatalogueError",
    "Evidence",
    "Source",
    "System",
    "UnknownSystem",
    "children",
    "get",
    "layers",
    "load",
    "of_page",
    "read",
    "systems_of",
    "unplaced",
]


class UnknownSystem(AtlasError):
    """A system id that the catalogue does not have."""


@lru_cache(maxsize=1)
def load() -> dict[str, System]:
    """Return all systems by id, in the order of the catalogue.

    Raises
    ------
    CatalogueError
        When a file cannot be read or breaks a rule of the catalogue.
    """
    return read(LAYOUT)


def layers() -> dict[str, System]:
    """Return everything that a map may lay on: the plans' systems, then the complete lists."""
    return {**load(), **policy_lists.drawn()}


def get(system_id: str) -> System:
    """Return one system of a plan, or one list that may be drawn.

    Raises
    ------
    UnknownSystem
        With the nearest ids, when the catalogue has no such system.
    """
    systems = load()
    if system_id in systems:
        return systems[system_id]
    listed = policy_lists.load().get(system_id)
    if listed is not None and listed.drawable:
        return listed
    if listed is not None:
        raise UnknownSystem(
            _("名单“{name}”在甘肃的部分不完整，只作文字，不能画成图层。").format(name=listed.name),
            detail=f"policy list {system_id!r} is {listed.coverage}",
        )
    near = get_close_matches(system_id, systems, n=3)
    hint = _("相近的编号：{ids}。").format(ids="、".join(near)) if near else ""
    raise UnknownSystem(
        _("没有编号为“{id}”的布局系统。{hint}").format(id=system_id, hint=hint),
        detail=f"unknown layout system {system_id!r}; close: {near}",
    )


def systems_of(adcode: str) -> tuple[System, ...]:
    """Return the systems that a county belongs to, wholly or partly, in catalogue order."""
    return tuple(s for s in load().values() if adcode in s.members or adcode in s.partial)


def of_page(page: str) -> tuple[System, ...]:
    """Return the systems that a page shows; the overview also shows every top-level system."""
    return tuple(
        s for s in load().values() if s.page == page or (page == "overview" and s.parent is None)
    )


def children(system_id: str) -> tuple[System, ...]:
    """Return the parts of a system, in catalogue order."""
    return tuple(s for s in load().values() if s.parent == system_id)


def unplaced() -> tuple[System, ...]:
    """Return what the plans name without a place (点名而未落地), in catalogue order.

    Neither the system nor any part of it has a county or anything drawn: it can be found, but
    stands on no map. Its `method` says why.
    """
    placed = {s.id for s in load().values() if s.placed}
    parents = {s.parent for s in load().values() if s.placed}
    return tuple(s for s in load().values() if s.id not in placed | parents)

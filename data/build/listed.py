"""Which units a facility of some kind is known to stand in, and where the list leaves that open.

A facility of which only the prefecture is known may stand in any county of it: a county's count
is then unknown, not zero, and so is the nearest facility where that county would be nearer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.build.cells import units_of
from data.build.figures import facilities


@dataclass(frozen=True)
class Listed:
    """The facilities of some kinds at one level of units.

    Parameters
    ----------
    counts : mapping of str to int
        Facilities known to stand in a unit.
    unplaced : mapping of str to tuple of str
        For each unit, the names of facilities that may or may not stand in it.
    """

    counts: Mapping[str, int]
    unplaced: Mapping[str, tuple[str, ...]]

    @property
    def places(self) -> frozenset[str]:
        """Return the units with at least one."""
        return frozenset(self.counts)

    def unplaced_names(self, unit: str) -> str:
        """Return the names of what may stand in a unit, joined."""
        return "、".join(self.unplaced[unit])


def listed(types: Iterable[str], level: str) -> Listed:
    """Return where the facilities of some types stand.

    Parameters
    ----------
    types : iterable of str
        Types of the list of facilities.
    level : {"county", "prefecture"}
        Units to count by.
    """
    kinds = set(types)
    key = "adcode" if level == "county" else "prefecture"
    # a park with two core areas stands in two rows: one park where they share a prefecture
    rows = {
        (row["type"], row["name"], row[key], row["prefecture"])
        for row in facilities()
        if row["type"] in kinds
    }
    counts = Counter(place for _type, _name, place, _prefecture in rows if place)
    open_names = sorted((name, city) for _type, name, place, city in rows if not place)
    unplaced: dict[str, tuple[str, ...]] = {}
    for unit in units_of(level):
        names = tuple(name for name, city in open_names if city[:4] == unit[:4])
        if names:
            unplaced[unit] = names
    return Listed(counts, unplaced)

"""Accessibility under the user's own settings: what a line gains, what lies inside the ring.

The registry's indicators `access_*` hold the figures under the default settings; here the same is
computed for any settings, for pages and documents.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.places import units
from geo.travel.journeys import Reach, reach
from geo.travel.network import Network
from geo.travel.origins import LANZHOU_CORE
from geo.travel.settings import DEFAULT, Settings
from indicators import aggregate, registry, tables

if TYPE_CHECKING:
    import pandas as pd

RESIDENTS = "pop_resident"
GRADUATES = "edu_tertiary_persons"
CENSUS_YEAR = 2020


@dataclass(frozen=True)
class Inside:
    """Counties inside a limit by their seats, and sums over them.

    Parameters
    ----------
    members : tuple of str
        Codes with middle minutes ≤ limit.
    certain, possible : tuple of str
        Codes surely inside (high ≤ limit); inside or on the edge (low ≤ limit).
    residents, graduates : float or None
        2020 census; None when a member has no figure. 兰州新区 (not a county) is not included.
    """

    members: tuple[str, ...]
    certain: tuple[str, ...]
    possible: tuple[str, ...]
    residents: float | None
    graduates: float | None


@dataclass(frozen=True)
class Gain:
    """What opening lines adds inside the limit: counties, residents, graduates."""

    before: Inside
    after: Inside
    counties: tuple[str, ...]
    residents: float | None
    graduates: float | None


@dataclass(frozen=True)
class Share:
    """The part of a provincial count that lies inside the limit.

    Parameters
    ----------
    inside, whole : float
        Sums over the counties inside, and over all that have a value.
    per_cent : float
        100 × inside / whole; NaN when the whole is zero.
    least, most : float
        The same for the counties surely inside, and for those possibly inside.
    missing : tuple of str
        Codes without a value, left out of both sums.
    """

    inside: float
    whole: float
    per_cent: float
    least: float
    most: float
    missing: tuple[str, ...]


def inside(journey: Reach, limit: float) -> Inside:
    """Return who lies inside a limit (minutes) and how many people that is."""
    times = {unit.adcode: journey.times(unit.adcode) for unit in units.counties()}
    possible, members, certain = (
        tuple(code for code, triple in times.items() if triple[case] <= limit) for case in range(3)
    )
    residents = aggregate.total(RESIDENTS, CENSUS_YEAR, members)
    graduates = aggregate.total(GRADUATES, CENSUS_YEAR, members)
    return Inside(members, certain, possible, residents.value, graduates.value)


def gain(
    limit: float,
    lines: tuple[str, ...],
    origin: str = LANZHOU_CORE.id,
    settings: Settings = DEFAULT,
    network: Network | None = None,
) -> Gain:
    """Return what opening some lines adds inside the limit, all else being equal.

    Parameters
    ----------
    limit : float
        Minutes.
    lines : tuple of str
        Names of lines that are not open.
    """
    closed = tuple(name for name in settings.opened if name not in lines)
    base = replace(settings, opened=closed)
    before = inside(reach(origin, base, network), limit)
    after = inside(reach(origin, base.with_open(lines), network), limit)
    added = tuple(code for code in after.members if code not in before.members)
    return Gain(
        before,
        after,
        added,
        _difference(after.residents, before.residents),
        _difference(after.graduates, before.graduates),
    )


def _difference(after: float | None, before: float | None) -> float | None:
    return None if after is None or before is None else after - before


def share(indicator: str, year: int, ring: Inside) -> Share:
    """Return the part of a county-level count that lies inside the ring.

    Parameters
    ----------
    indicator : str
        Id of a county-level count.
    year : int
        Data year.
    ring : Inside
        Who is inside.

    Raises
    ------
    ValueError
        The indicator is no county-level count: ratios are not summed.
    """
    item = registry.get(indicator)
    if item.kind != "count" or item.level != "county":
        raise ValueError(f"{indicator} is no county-level count")
    values: pd.Series = tables.values(indicator, year)["value"]
    missing = tuple(str(code) for code in values.index[values.isna()])
    whole = float(values.sum())

    def part(codes: tuple[str, ...]) -> float:
        return float(values.reindex(list(codes)).sum())

    def per_cent(codes: tuple[str, ...]) -> float:
        return 100 * part(codes) / whole if whole else float("nan")

    return Share(
        part(ring.members),
        whole,
        per_cent(ring.members),
        per_cent(ring.certain),
        per_cent(ring.possible),
        missing,
    )

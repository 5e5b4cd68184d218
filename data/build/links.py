"""Links between neighbouring seats that no listed road joins, and which of them cross mountains.

Called by `data.build.transport`. Neighbours are Gabriel's: no third seat lies in the circle
between the two (Gabriel & Sokal 1969). A link is a mountain road when the ground along its
straight line (`data/figures/transport_relief.csv`, written by `data.build.relief`) says so, or
when it leads to a town whose listed road is one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyproj
from scipy.sparse import csgraph

from data.build import csv_tables
from data.paths import FIGURES
from geo.crs import ALBERS_GANSU, CGCS2000

LINK_CIRCUITY = 1.4
LINK_DETOUR = 2.0
RIDGE_M = 250.0  # a ridge this much above the higher end has to be crossed
STEEP_M_PER_KM = 18.0  # or the way goes up and down this much …
STEEP_WITHIN_KM = 50.0  # … over no longer a way: a long even slope is a plain, not a mountain

Row = dict[str, str]
Places = Mapping[str, tuple[float, float]]

_GEOD = pyproj.Geod(ellps="GRS80")


@dataclass(frozen=True)
class Relief:
    """The ground along a straight line.

    Parameters
    ----------
    straight_km : float
        Length of the line.
    climb : float
        Ups and downs together, in metres per kilometre.
    ridge : float
        How far the highest ground stands above the higher end, in metres.
    """

    straight_km: float
    climb: float
    ridge: float

    @property
    def mountain(self) -> bool:
        """Return whether a road along the line is a mountain road."""
        steep = self.climb >= STEEP_M_PER_KM and self.straight_km <= STEEP_WITHIN_KM
        return self.ridge >= RIDGE_M or steep


def geodesic_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance of two (lon, lat) points on the GRS80 ellipsoid, in kilometres."""
    return float(_GEOD.inv(*a, *b)[2]) / 1000


def gabriel(places: Places, seats: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of seats between which no third one lies, in the order of `seats`."""
    projected = pyproj.Transformer.from_crs(CGCS2000, ALBERS_GANSU, always_xy=True)
    at = {seat: projected.transform(*places[seat]) for seat in seats}

    def square(a: str, b: str) -> float:
        return float((at[a][0] - at[b][0]) ** 2 + (at[a][1] - at[b][1]) ** 2)

    for a, b in itertools.combinations(seats, 2):
        across = square(a, b)
        if not any(square(a, c) + square(c, b) < across for c in seats if c not in (a, b)):
            yield a, b


def relief() -> dict[frozenset[str], Relief]:
    """Return the ground between neighbouring seats, as `data.build.relief` wrote it."""
    return {
        frozenset((row["a"], row["b"])): Relief(
            row.number("straight_km"), row.number("climb_m_per_km"), row.number("ridge_m")
        )
        for row in csv_tables.read(FIGURES / "transport_relief.csv")
    }


def road_lengths(seats: list[str], roads: list[Row]) -> dict[str, dict[str, float]]:
    """Return the kilometres between seats by listed open roads; pairs without a way are left out."""
    ends = sorted({end for row in roads for end in (row["a"], row["b"])} | set(seats))
    index = {end: i for i, end in enumerate(ends)}
    shortest = np.full((len(ends), len(ends)), np.inf)
    for row in roads:
        if row["mode"] == "road" and row["status"] == "open" and row["length_km"]:
            a, b = index[row["a"]], index[row["b"]]
            shortest[a, b] = shortest[b, a] = min(shortest[a, b], float(row["length_km"]))
    table = csgraph.shortest_path(shortest, directed=False)
    return {a: {b: float(table[index[a], index[b]]) for b in seats} for a in seats}


def missing(places: Places, seats: list[str], roads: list[Row]) -> Iterator[tuple[str, str]]:
    """Yield the Gabriel neighbours that the listed roads do not join, or only by a long way."""
    by_road = road_lengths(seats, roads)
    direct = {frozenset((row["a"], row["b"])) for row in roads if row["status"] == "open"}
    for a, b in gabriel(places, seats):
        straight = geodesic_km(places[a], places[b])
        if frozenset((a, b)) not in direct and by_road[a][b] > LINK_DETOUR * straight:
            yield a, b

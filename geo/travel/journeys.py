"""Travel times with a margin, the path behind each, and the verdict: in, edge or out.

Shortest paths are scipy's Dijkstra, run three times: with every figure at its favourable bound,
at its middle, and at its unfavourable bound (see `geo.travel.cost_graph`). So low ≤ minutes ≤ high always.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csgraph

from data import output_files
from data.errors import AtlasError
from data.i18n import _
from geo.places import units
from geo.travel import cost_graph, origins
from geo.travel.cost_graph import HIGH, LOW, MIDDLE, Graph, Triple
from geo.travel.network import Edge, Network, skeleton
from geo.travel.settings import DEFAULT, Settings

LANZHOU = "620102"
MINUTES_RANGE = (5.0, 240.0)
BAND = 5.0  # minutes on either side of the limit
Verdict = Literal["in", "edge", "out"]

VERDICT_NAMES: dict[str, str] = {
    "in": _("圈内"),
    "edge": _("边缘（误差内两可）"),
    "out": _("圈外"),
}
MODE_NAMES = {"start": _("起点"), "road": _("公路"), "rail": _("铁路加接驳"), "": _("不可达")}


class TravelError(AtlasError):
    """An origin, a limit or a destination cannot be used."""


@dataclass(frozen=True)
class Leg:
    """One step of a journey.

    Parameters
    ----------
    kind : str
        'road', 'access', 'rail', 'wait', 'egress' or 'dwell'.
    minutes, low, high : float
        The step's own time and margin.
    basis : str
        'read', 'shared', 'computed', 'assumed', 'osm', or 'setting' for pauses.
    figure : str
        In words: which figures make the time.
    sources : tuple of str
        Titles of the sources.
    coords : tuple
        (lon, lat) of both ends.
    """

    kind: str
    start: str
    end: str
    route: str
    minutes: float
    low: float
    high: float
    length_km: float | None
    basis: str
    figure: str
    sources: tuple[str, ...]
    note: str
    coords: tuple[tuple[float, float], ...]
    edge: Edge | None = None


@dataclass(frozen=True)
class Arrival:
    """When a place is reached: minutes with margin, by what; infinite when it cannot be."""

    node: str
    name: str
    minutes: float
    low: float
    high: float
    mode: str

    def verdict(self, limit: float) -> Verdict:
        """Return on which side of the limit the whole interval lies, 'edge' when on both."""
        return verdict(limit, self.low, self.high)


def verdict(limit: float, low: float, high: float) -> Verdict:
    """Return 'in' when high ≤ limit, 'out' when low > limit, else 'edge' (minutes)."""
    if high <= limit:
        return "in"
    return "out" if low > limit else "edge"


def checked_minutes(minutes: float) -> float:
    """Return the limit.

    Raises
    ------
    TravelError
        It is no number between 5 and 240.
    """
    low, high = MINUTES_RANGE
    if isinstance(minutes, bool) or not low <= float(minutes) <= high:
        raise TravelError(
            _("时间应在{low:g}到{high:g}分钟之间，现在是“{text}”。").format(
                low=low, high=high, text=str(minutes)[:20]
            ),
            detail=f"minutes={minutes!r}",
        )
    return float(minutes)


class Reach:
    """All times from one origin.

    Parameters
    ----------
    origin : str
        Code of a seat (or of 兰州新区), or a group of seats, the nearest of which counts.
    settings : Settings
        Speeds, waits, openings.
    network : Network, optional
        The shipped skeleton by default.

    Raises
    ------
    TravelError
        The origin is no seat of the network.
    """

    def __init__(
        self, origin: str, settings: Settings = DEFAULT, network: Network | None = None
    ) -> None:
        self.network = network or skeleton()
        self.seats = origins.seats(origin)
        nodes = [self.network.nodes.get(seat) for seat in self.seats]
        if any(node is None or node.kind not in ("seat", "zone") for node in nodes):
            raise TravelError(
                _("不能从“{text}”出发：请给出县区代码。").format(text=str(origin)[:20]),
                detail=f"origin {origin!r} is no seat of the network",
            )
        self.origin, self.settings = origin, settings
        self.graph: Graph = cost_graph.graph(self.network, settings)
        self.starts = tuple(self.graph.entry[seat] for seat in self.seats)
        self._times: list[NDArray[np.float64]] = []
        self._previous: list[NDArray[np.int32]] = []
        for case in (LOW, MIDDLE, HIGH):
            times, previous, _nearest = csgraph.dijkstra(
                self.graph.matrices[case],
                indices=self.starts,
                return_predecessors=True,
                min_only=True,
            )
            self._times.append(times)
            self._previous.append(previous)

    def times(self, node: str) -> Triple:
        """Return low, middle and high minutes to a node; infinite when unreachable."""
        vertex = self.graph.exit[node]
        low, middle, high = (float(times[vertex]) for times in self._times)
        return low, middle, high

    def arrival(self, node: str) -> Arrival:
        """Return when a node is reached and by what."""
        low, middle, high = self.times(node)
        return Arrival(node, self.network.nodes[node].name, middle, low, high, self._mode(node))

    def arcs(self, node: str, *, case: int = MIDDLE) -> list[cost_graph.Arc]:
        """Return the steps of the quickest way in one case, pauses included."""
        vertex = self.graph.exit[node]
        steps: list[cost_graph.Arc] = []
        while vertex not in self.starts:
            before = int(self._previous[case][vertex])
            if before < 0:
                return []
            steps.append(self.graph.arcs[self.graph.best[case][before, vertex]])
            vertex = before
        return steps[::-1]

    def reached(self, kinds: Sequence[str], limit: float) -> Iterator[tuple[cost_graph.Arc, float]]:
        """Yield the arcs of some kinds that are entered before the limit, and when (minutes)."""
        start = self._times[MIDDLE][self.graph.tails]
        for index in np.flatnonzero(start < limit):
            arc = self.graph.arcs[index]
            if arc.kind in kinds:
                yield arc, float(start[index])

    def _mode(self, node: str) -> str:
        if node in self.seats:
            return "start"
        kinds = {arc.kind for arc in self.arcs(node)}
        return "" if not kinds else "rail" if "rail" in kinds else "road"

    def path(self, node: str) -> tuple[Leg, ...]:
        """Return the quickest journey step by step; empty for the origin and the unreachable."""
        return tuple(self._leg(arc) for arc in self.arcs(node) if arc.kind != "transfer")

    def _leg(self, arc: cost_graph.Arc) -> Leg:
        ends = [self.network.nodes[self.graph.owner[v]] for v in (arc.tail, arc.head)]
        low, middle, high = (0.0 if m <= cost_graph.LEAST else m for m in arc.minutes)
        common: dict[str, Any] = {
            "kind": arc.kind,
            "start": ends[0].name,
            "end": ends[1].name,
            "minutes": middle,
            "low": low,
            "high": high,
            "coords": tuple((node.lon, node.lat) for node in ends),
        }
        edge = arc.edge
        if edge is None:
            words = {"wait": _("候车"), "egress": _("出站"), "dwell": _("停站")}
            return Leg(
                route=words[arc.kind], length_km=None, basis="setting",
                figure=_("设定值"), sources=(), note="", **common,
            )  # fmt: skip
        return Leg(
            route=edge.route,
            length_km=edge.length_km,
            basis=edge.basis,
            figure=cost_graph.describe(edge, self.settings),
            sources=self.network.source_titles(edge.sources),
            note=edge.note,
            edge=edge,
            **common,
        )

    def counties(self) -> tuple[Arrival, ...]:
        """Return the arrivals at the 87 seats, by code."""
        return tuple(self.arrival(unit.adcode) for unit in units.counties())


@lru_cache(maxsize=64)
def _reach(origin: str, settings: Settings, digest: str) -> Reach:
    return Reach(origin, settings, cost_graph.known_network(digest))


def reach(
    origin: str = LANZHOU, settings: Settings = DEFAULT, network: Network | None = None
) -> Reach:
    """Return all times from one origin, kept between calls (see `Reach`)."""
    network = network or skeleton()
    cost_graph.graph(network, settings)  # makes the digest known
    return _reach(origin, settings, network.digest)


@dataclass(frozen=True)
class Matrix:
    """Minutes between all seats: codes (87), minutes, low and high (87 × 87, from × to)."""

    codes: tuple[str, ...]
    minutes: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def matrix(settings: Settings = DEFAULT, network: Network | None = None) -> Matrix:
    """Return the minutes from every seat to every seat, kept on disk between runs."""
    from geo.travel import disk_cache

    network = network or skeleton()
    codes = tuple(unit.adcode for unit in units.counties())
    key = disk_cache.key("matrix", network.digest, settings.digest())
    stored = disk_cache.load_arrays(key)
    size = (3, len(codes), len(codes))
    cube = stored.get("cube") if stored else None
    if cube is not None and cube.shape == size:
        return Matrix(codes, cube[MIDDLE], cube[LOW], cube[HIGH])
    graph = cost_graph.graph(network, settings)
    starts = [graph.entry[code] for code in codes]
    ends = [graph.exit[code] for code in codes]
    cube = np.stack([csgraph.dijkstra(m, indices=starts)[:, ends] for m in graph.matrices])
    disk_cache.save_arrays(key, cube=cube)
    return Matrix(codes, cube[MIDDLE], cube[LOW], cube[HIGH])


def write_matrix(path: Path, settings: Settings = DEFAULT, network: Network | None = None) -> int:
    """Write the matrix as a long CSV (from, to, minutes, low, high) and return its rows.

    Unreachable pairs keep their row with empty figures.
    """
    table = matrix(settings, network)
    names = [units.unit(code).name for code in table.codes]
    count = 0
    with (
        output_files.drafts(path) as (draft,),
        draft.open("w", encoding="utf-8-sig", newline="") as stream,
    ):
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(
            ("from", "from_name", "to", "to_name", "minutes", "minutes_low", "minutes_high")
        )
        for i, start in enumerate(table.codes):
            for j, end in enumerate(table.codes):
                figures = (table.minutes[i, j], table.low[i, j], table.high[i, j])
                writer.writerow((start, names[i], end, names[j], *map(_figure, figures)))
                count += 1
    return count


def _figure(minutes: float) -> str:
    return f"{minutes:.1f}" if math.isfinite(minutes) else ""

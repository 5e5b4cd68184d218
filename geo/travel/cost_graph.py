"""From edges and settings to a weighted graph: three times an arc (low, middle, high).

The low time supposes that every step of the journey goes well at once, the high time that every
step goes badly: speeds err the same way everywhere on a given day. Within one edge the errors of
length and of speed are independent. The margins and their reasons are in docs/ring.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from data.i18n import _
from geo.travel.network import Edge, Network
from geo.travel.settings import DEFAULT_SPEEDS, Settings

LOW, MIDDLE, HIGH = 0, 1, 2

LENGTH_MARGIN = {"read": 0.03, "osm": 0.03, "shared": 0.06, "computed": 0.12}
ROUGH_LENGTH_MARGIN = 0.25  # links and access roads: nothing but a straight line is known
ASSUMED_EXTRA = 0.05  # an assumed speed is this much less sure than one that was read
ROAD_MINUTES_MARGIN = {"read": 0.10, "shared": 0.15, "computed": 0.20}
RAIL_MINUTES_MARGIN = {"read": 0.05, "shared": 0.12, "computed": 0.15}
RAIL_SPEED_MARGIN = {"computed": 0.12, "assumed": 0.20}
PAUSE_MARGIN = 0.5  # waiting, alighting and stops: from half to one and a half
LEAST = 1e-6  # a zero weight would mean "no arc" to a sparse matrix

Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Arc:
    """One directed step: along an edge, or a pause at a station.

    Parameters
    ----------
    kind : {"road", "access", "rail", "wait", "egress", "dwell", "transfer"}
        What happens.
    edge : Edge or None
        None for pauses.
    place : str
        Station of a pause.
    """

    tail: int
    head: int
    kind: str
    minutes: Triple
    edge: Edge | None = None
    place: str = ""


@dataclass(frozen=True)
class Graph:
    """The weighted graph of one network under one set of settings.

    Parameters
    ----------
    entry, exit : dict of str to int
        Vertex where a journey from a node starts, and where one to it ends. They differ at
        stations only: roads lead in to the trains and out from them, never through the forecourt.
    arcs : tuple of Arc
        All steps.
    matrices : tuple of csr_matrix
        Low, middle and high minutes, vertices × vertices.
    best : tuple of dict
        For each case: (tail, head) → index of the quickest arc.
    """

    network: Network
    settings: Settings
    entry: dict[str, int]
    exit: dict[str, int]
    owner: tuple[str, ...]
    arcs: tuple[Arc, ...]
    matrices: tuple[sparse.csr_matrix, ...]
    best: tuple[dict[tuple[int, int], int], ...]

    @cached_property
    def tails(self) -> NDArray[np.int64]:
        """Return the vertex that each arc leaves."""
        return np.array([arc.tail for arc in self.arcs], dtype=np.int64)

    @cached_property
    def _beside(self) -> dict[tuple[int, int], list[Arc]]:
        found: dict[tuple[int, int], list[Arc]] = {}
        for arc in self.arcs:
            found.setdefault((arc.tail, arc.head), []).append(arc)
        return found

    def parallel(self, tail: int, head: int) -> list[Arc]:
        """Return all arcs between two vertices."""
        return self._beside[tail, head]


def usable(edge: Edge, settings: Settings) -> bool:
    """Return whether an edge counts: open or switched on, and not a train without trains."""
    if edge.mode != "road" and not settings.rail:
        return False
    return edge.status == "open" or edge.line in settings.opened


def edge_minutes(edge: Edge, settings: Settings) -> Triple:
    """Return low, middle and high minutes of an edge under the settings."""
    if edge.mode == "rail":
        return _rail(edge)
    own = getattr(settings, edge.road_class)
    ratio = own / DEFAULT_SPEEDS[edge.road_class]
    if edge.minutes is not None:
        middle = edge.minutes / ratio
        margin = ROAD_MINUTES_MARGIN[edge.minutes_basis]
        low, high = middle * (1 - margin), middle * (1 + margin)
    else:
        low, middle, high = _from_length(edge, settings, own, ratio)
    if edge.minutes_low is not None:
        low = min(low, edge.minutes_low / ratio)
    if edge.minutes_high is not None:
        high = max(high, edge.minutes_high / ratio)
    return max(low, LEAST), max(middle, LEAST), max(high, LEAST)


def _lengths(edge: Edge) -> Triple:
    length = edge.length_km or 0.0
    rough = edge.road_class == "link" or edge.mode == "access"
    margin = ROUGH_LENGTH_MARGIN if rough else LENGTH_MARGIN[edge.length_basis]
    low, high = length * (1 - margin), length * (1 + margin)
    if edge.length_low is not None:
        low = min(low, edge.length_low)
    if edge.length_high is not None:
        high = max(high, edge.length_high)
    return low, length, high


def _from_length(edge: Edge, settings: Settings, own: float, ratio: float) -> Triple:
    read = edge.speed_kmh is not None
    speed = edge.speed_kmh * ratio if edge.speed_kmh is not None else own
    return _combined(_lengths(edge), speed, settings.margin / 100 + (0 if read else ASSUMED_EXTRA))


def _combined(lengths: Triple, speed: float, margin: float) -> Triple:
    """Return minutes; an edge's errors of length and of speed are independent (root of squares)."""
    low, length, high = lengths
    middle = length / speed * 60
    if not length:
        return middle, middle, middle
    shorter = math.hypot((length - low) / length, margin)
    longer = math.hypot((high - length) / length, margin)
    return middle / (1 + shorter), middle, middle * (1 + longer)


def _rail(edge: Edge) -> Triple:
    if edge.minutes is not None:
        margin = RAIL_MINUTES_MARGIN[edge.minutes_basis]
        low, high = edge.minutes * (1 - margin), edge.minutes * (1 + margin)
        if edge.minutes_high is not None:
            high = max(high, edge.minutes_high)
        return low, edge.minutes, high
    return _combined(
        _lengths(edge), edge.speed_kmh or math.nan, RAIL_SPEED_MARGIN[edge.speed_basis]
    )


def pause(minutes: float) -> Triple:
    """Return low, middle and high minutes of a wait, an exit or a stop."""
    return (
        max(minutes * (1 - PAUSE_MARGIN), LEAST),
        max(minutes, LEAST),
        max(minutes * (1 + PAUSE_MARGIN), LEAST),
    )


class _Builder:
    def __init__(self, network: Network, settings: Settings) -> None:
        self.network, self.settings = network, settings
        self.owner: list[str] = []
        self.entry: dict[str, int] = {}
        self.exit: dict[str, int] = {}
        self.arcs: list[Arc] = []
        self.platforms: dict[tuple[str, str], tuple[int, int]] = {}
        for node in network.nodes.values():
            self.entry[node.id] = self.vertex(node.id)
            if node.kind == "station":
                self.exit[node.id] = self.vertex(node.id)
                self.add(self.exit[node.id], self.entry[node.id], "transfer", pause(0), node.id)
            else:
                self.exit[node.id] = self.entry[node.id]

    def vertex(self, owner: str) -> int:
        self.owner.append(owner)
        return len(self.owner) - 1

    def add(self, tail: int, head: int, kind: str, minutes: Triple, place: str = "") -> None:
        self.arcs.append(Arc(tail, head, kind, minutes, None, place))

    def platform(self, station: str, service: str) -> tuple[int, int]:
        """Return the arrival and the departure vertex of a service at a station."""
        key = (station, service)
        if key not in self.platforms:
            arrive, depart = self.vertex(station), self.vertex(station)
            self.platforms[key] = arrive, depart
            wait, egress, dwell = (
                pause(getattr(self.settings, name)) for name in ("wait", "egress", "dwell")
            )
            self.add(self.entry[station], depart, "wait", wait, station)
            self.add(arrive, self.exit[station], "egress", egress, station)
            self.add(arrive, depart, "dwell", dwell, station)
        return self.platforms[key]

    def edge(self, edge: Edge, minutes: Triple) -> None:
        ends = [(edge.a, edge.b)] if edge.oneway else [(edge.a, edge.b), (edge.b, edge.a)]
        for a, b in ends:
            if edge.mode == "rail":
                tail = self.platform(a, edge.service)[1]
                head = self.platform(b, edge.service)[0]
            else:
                tail, head = self.exit[a], self.entry[b]
            self.arcs.append(Arc(tail, head, edge.mode, minutes, edge))


def _matrices(
    arcs: list[Arc], size: int
) -> tuple[tuple[sparse.csr_matrix, ...], tuple[dict[tuple[int, int], int], ...]]:
    tail = np.array([arc.tail for arc in arcs], dtype=np.int64)
    head = np.array([arc.head for arc in arcs], dtype=np.int64)
    minutes: NDArray[np.float64] = np.array([arc.minutes for arc in arcs], dtype=float)
    minutes = minutes.reshape(len(arcs), 3)
    found = []
    best = []
    for case in (LOW, MIDDLE, HIGH):
        # A sparse matrix adds parallel entries up; only the quickest arc of each pair may enter.
        order = np.lexsort((minutes[:, case], head, tail))
        first = np.ones(len(order), dtype=bool)
        first[1:] = (np.diff(tail[order]) != 0) | (np.diff(head[order]) != 0)
        keep = order[first]
        weights = (minutes[keep, case], (tail[keep], head[keep]))
        found.append(sparse.csr_matrix(weights, shape=(size, size)))
        best.append({(int(tail[i]), int(head[i])): int(i) for i in keep})
    return tuple(found), tuple(best)


def build(network: Network, settings: Settings) -> Graph:
    """Return the weighted graph.

    Raises
    ------
    NetworkError
        A line to open is not known.
    """
    for name in settings.opened:
        network.line(name)
    builder = _Builder(network, settings)
    for edge in network.edges:
        if usable(edge, settings):
            builder.edge(edge, edge_minutes(edge, settings))
    matrices, best = _matrices(builder.arcs, len(builder.owner))
    return Graph(
        network, settings, builder.entry, builder.exit, tuple(builder.owner),
        tuple(builder.arcs), matrices, best,
    )  # fmt: skip


_BY_DIGEST: dict[str, Network] = {}


@lru_cache(maxsize=32)
def _graph(digest: str, settings: Settings) -> Graph:
    return build(_BY_DIGEST[digest], settings)


def graph(network: Network, settings: Settings) -> Graph:
    """Return the weighted graph, kept between calls."""
    _BY_DIGEST[network.digest] = network
    return _graph(network.digest, settings)


def known_network(digest: str) -> Network:
    """Return a network that `graph` has been given before."""
    return _BY_DIGEST[digest]


def describe(edge: Edge, settings: Settings) -> str:
    """Return in words which figures make an edge's minutes, and whether each was read."""
    from geo.travel.network import BASIS_NAMES

    if edge.minutes is not None:
        return _("用时{m:g}分（{basis}）").format(
            m=edge.minutes, basis=BASIS_NAMES[edge.minutes_basis]
        )
    speed = edge.speed_kmh if edge.speed_kmh is not None else getattr(settings, edge.road_class)
    return _("{km:g}公里（{length}）÷ {v:g}公里/时（{speed}）").format(
        km=edge.length_km,
        length=BASIS_NAMES[edge.length_basis],
        v=speed,
        speed=BASIS_NAMES[edge.speed_basis or "assumed"],
    )

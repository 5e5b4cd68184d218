"""Which figures decide an edge case: what happens to the minutes when one figure alone moves.

For a place whose interval holds the limit, each figure on its journey is set to the bound that
works against the middle verdict, all others staying at their middle; the shortest path is found
again, since another way may take over.
"""

from __future__ import annotations

from dataclasses import dataclass

from scipy.sparse import csgraph

from data.i18n import _
from geo.travel import cost_graph
from geo.travel.cost_graph import HIGH, LOW, MIDDLE, Arc
from geo.travel.journeys import Reach
from geo.travel.network import Edge
from geo.travel.settings import RANGES

LEAST_EFFECT = 1e-6  # minutes
PAUSE_NAMES = {"wait": _("候车时间"), "egress": _("出站时间"), "dwell": _("停站时间")}


@dataclass(frozen=True)
class DecisiveFigure:
    """One figure and what moving it alone does.

    Parameters
    ----------
    name : str
        The stretch, the pause, or the speed assumed for a class of roads.
    basis : str
        How the figure is known.
    sources : tuple of str
        Titles.
    total : float
        Minutes of the whole journey with the figure at its bound.
    flips : bool
        Whether the journey then lies on the other side of the limit.
    """

    name: str
    basis: str
    sources: tuple[str, ...]
    total: float
    flips: bool


@dataclass
class _Move:
    basis: str
    sources: tuple[str, ...]
    changes: list[tuple[Arc, float]]


def deciding(journey: Reach, node: str, limit: float) -> tuple[DecisiveFigure, ...]:
    """Return the figures on the way to a place, the most decisive first.

    Parameters
    ----------
    journey : Reach
        Times from the origin.
    node : str
        A place; nothing is returned unless its interval holds the limit.
    limit : float
        Minutes.
    """
    arrival = journey.arrival(node)
    if arrival.verdict(limit) != "edge":
        return ()
    inside = arrival.minutes <= limit
    found = []
    for name, move in _moves(journey, node, HIGH if inside else LOW).items():
        total = _with(journey, node, move.changes)
        if abs(total - arrival.minutes) > LEAST_EFFECT:
            flips = (total <= limit) != inside
            found.append(DecisiveFigure(name, move.basis, move.sources, total, flips))
    return tuple(sorted(found, key=lambda f: (not f.flips, -abs(f.total - arrival.minutes))))


def _moves(journey: Reach, node: str, case: int) -> dict[str, _Move]:
    """Return, for each figure on the way, the arcs it governs with their minutes at the bound."""
    way = list(journey.arcs(node))
    if case == LOW:  # the favourable case may take another way altogether
        way += journey.arcs(node, case=LOW)
    every = journey.graph.arcs
    moves: dict[str, _Move] = {}
    for arc in way:
        edge = arc.edge
        if edge is None:
            if arc.kind in PAUSE_NAMES and PAUSE_NAMES[arc.kind] not in moves:
                changes = [(a, a.minutes[case]) for a in every if a.kind == arc.kind]
                moves[PAUSE_NAMES[arc.kind]] = _Move("setting", (), changes)
            continue
        name = _stretch(journey, edge)
        if name not in moves:
            sources = journey.network.source_titles(edge.sources)
            same = [a for a in every if a.edge is not None and a.edge.id == edge.id]
            moves[name] = _Move(edge.basis, sources, [(a, a.minutes[case]) for a in same])
        if _assumed_speed(edge):
            moves.setdefault(*_class_speed(journey, edge.road_class, case))
    return moves


def _assumed_speed(edge: Edge) -> bool:
    return edge.minutes is None and edge.speed_kmh is None


def _class_speed(journey: Reach, road_class: str, case: int) -> tuple[str, _Move]:
    """Return the move of a speed that is assumed for all roads of a class at once."""
    settings = journey.settings
    margin = settings.margin / 100 + cost_graph.ASSUMED_EXTRA
    factor = 1 + margin if case == HIGH else 1 / (1 + margin)
    changes = [
        (arc, arc.minutes[MIDDLE] * factor)
        for arc in journey.graph.arcs
        if arc.edge is not None and arc.edge.road_class == road_class and _assumed_speed(arc.edge)
    ]
    name = _("{road}的假定速度（{v:g}公里/时±{m:g}%）").format(
        road=RANGES[road_class].name, v=getattr(settings, road_class), m=100 * margin
    )
    return name, _Move("assumed", (), changes)


def _stretch(journey: Reach, edge: Edge) -> str:
    names = journey.network.nodes
    return _("{a}—{b}（{route}）").format(
        a=names[edge.a].name, b=names[edge.b].name, route=edge.route
    )


def _with(journey: Reach, node: str, changes: list[tuple[Arc, float]]) -> float:
    """Return the minutes to a place when some arcs take other minutes."""
    graph = journey.graph
    changed = {id(arc): minutes for arc, minutes in changes}
    matrix = graph.matrices[MIDDLE].copy()
    for arc, _minutes in changes:
        beside = graph.parallel(arc.tail, arc.head)
        matrix[arc.tail, arc.head] = min(changed.get(id(a), a.minutes[MIDDLE]) for a in beside)
    times = csgraph.dijkstra(matrix, indices=journey.starts, min_only=True)
    return float(times[graph.exit[node]])

"""Ring polygons and the matrix beside a naive way, in one run: `python -m bench.travel`.

Naive: networkx and a pure-Python loop per source for the matrix; for the rings a networkx grid
graph with the same cells, costs and head starts. Both ways are checked to give the same minutes
before they are timed; each time is the best of the runs.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np

from geo.places import units
from geo.travel import cost_graph, isochrones, journeys
from geo.travel.network import skeleton
from geo.travel.settings import Settings

RUNS = 3
LIMIT = 95.0


def best_of(work: Callable[[], Any], runs: int = RUNS) -> float:
    """Return the shortest of several runs, in seconds."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def naive_graph(graph: cost_graph.Graph, case: int) -> nx.DiGraph:
    """Return one case of the weighted graph as a networkx graph."""
    found = nx.DiGraph()
    for arc in graph.arcs:
        known = found.get_edge_data(arc.tail, arc.head, {"minutes": np.inf})["minutes"]
        found.add_edge(arc.tail, arc.head, minutes=min(known, arc.minutes[case]))
    return found


def naive_matrix(settings: Settings) -> np.ndarray:
    """Return low, middle and high minutes between all seats, one Dijkstra per source."""
    graph = cost_graph.build(skeleton(), settings)
    codes = [unit.adcode for unit in units.counties()]
    cube = np.full((3, len(codes), len(codes)), np.inf)
    for case in range(3):
        plain = naive_graph(graph, case)
        for i, start in enumerate(codes):
            lengths = nx.single_source_dijkstra_path_length(
                plain, graph.entry[start], weight="minutes"
            )
            for j, end in enumerate(codes):
                cube[case, i, j] = lengths.get(graph.exit[end], np.inf)
    return cube


def fast_matrix(settings: Settings) -> np.ndarray:
    """Return the same from the atlas, without anything kept from before."""
    cost_graph._graph.cache_clear()
    table = journeys.matrix(settings)
    return np.stack([table.low, table.minutes, table.high])


def naive_surface(journey: journeys.Reach) -> isochrones.Surface:
    """Return the surface by networkx over the grid's cells (eight neighbours, head starts)."""
    cell = isochrones.CELL_KM * 1000
    per_cell = isochrones.CELL_KM / journey.settings.spread * 60
    points = isochrones.seeds(journey, LIMIT, cell)
    frame = isochrones.surface(journey, LIMIT)  # for its extent only
    rows, columns = frame.minutes.shape
    grid = nx.grid_2d_graph(rows, columns)
    nx.set_edge_attributes(grid, per_cell, "minutes")
    grid.add_edges_from(
        ((r, c), (r + 1, c + d), {"minutes": per_cell * 2**0.5})
        for r in range(rows - 1)
        for c in range(columns)
        for d in (-1, 1)
        if 0 <= c + d < columns
    )
    for x, y, minutes in points:
        node = (round((y - frame.south) / cell), round((x - frame.west) / cell))
        known = grid.get_edge_data("origin", node, {"minutes": np.inf})["minutes"]
        grid.add_edge("origin", node, minutes=min(known, minutes))
    lengths = nx.single_source_dijkstra_path_length(grid, "origin", cutoff=LIMIT, weight="minutes")
    field = np.full((rows, columns), np.inf)
    for node, minutes in lengths.items():
        if node != "origin":
            field[node] = minutes
    return isochrones.Surface(field, frame.west, frame.south, cell, LIMIT)


def naive_rings(settings: Settings) -> list[Any]:
    """Return the four areas by the naive surface."""
    field = naive_surface(journeys.Reach("620102", settings))
    return [isochrones.polygon(field, limit) for limit in isochrones.LIMITS]


def fast_rings(settings: Settings) -> Any:
    """Return the four areas and the band from the atlas, without anything kept from before."""
    cost_graph._graph.cache_clear()
    journeys._reach.cache_clear()
    return isochrones.rings(origin="620102", settings=settings)


def agree(settings: Settings) -> None:
    """Stop unless both ways give the same minutes (grid: within its 8 % along the directions)."""
    np.testing.assert_allclose(fast_matrix(settings), naive_matrix(settings), atol=1e-6)
    journey = journeys.Reach("620102", settings)
    ours, theirs = isochrones.surface(journey, LIMIT).minutes, naive_surface(journey).minutes
    both = np.isfinite(ours) & np.isfinite(theirs)
    if (ours[both] > theirs[both] + 1e-6).any() or np.max(
        theirs[both] - ours[both]
    ) > LIMIT * 0.083:
        raise SystemExit("the two surfaces differ")


def main() -> None:
    """Print the table."""
    os.environ["ATLAS_CACHE"] = "off"
    settings = replace(Settings(), wait=19)
    agree(settings)
    rows = [
        (
            "87 × 87 matrix, 3 cases",
            lambda: fast_matrix(settings),
            lambda: naive_matrix(settings),
            2.0,
        ),
        (
            "rings 30/45/60/90 + band",
            lambda: fast_rings(settings),
            lambda: naive_rings(settings),
            1.0,
        ),
    ]
    print("| what | atlas (s) | naive (s) | ratio | allowed (s) |")
    print("|---|---|---|---|---|")
    late = []
    for name, ours, theirs, allowed in rows:
        fast, slow = best_of(ours), best_of(theirs, 1)
        print(f"| {name} | {fast:.3f} | {slow:.3f} | {slow / fast:.0f}× | {allowed:g} |")
        if fast > allowed:
            late.append(name)
    if late:
        raise SystemExit(f"too slow: {', '.join(late)}")


if __name__ == "__main__":
    main()

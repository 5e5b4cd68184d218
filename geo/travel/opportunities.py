"""What can be reached: cumulative opportunities within a time, and minutes to the nearest of a kind.

Hansen (1959) and Ingram (1971) call these accessibility; the cumulative measure counts whole units
by their seats, so a county is inside or outside, never in part.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from geo.places import units
from geo.travel import cost_graph
from geo.travel.cost_graph import MIDDLE, Triple
from geo.travel.journeys import reach
from geo.travel.network import Network, skeleton
from geo.travel.settings import DEFAULT, Settings

HIGH_SPEED = "hsr"


@dataclass(frozen=True)
class Within:
    """A sum over the places reached within a time.

    Parameters
    ----------
    value : float
        With middle minutes.
    least, most : float
        With the high and the low minutes: what is certain, what is possible.
    places : int
        Places reached, the origin included, with middle minutes.
    """

    value: float
    least: float
    most: float
    places: int


@dataclass(frozen=True)
class Nearest:
    """The nearest place of a kind: its node, minutes with margin; no node when none is reached."""

    node: str
    minutes: float
    low: float
    high: float


def within(
    limit: float,
    amounts: Mapping[str, float],
    settings: Settings = DEFAULT,
    network: Network | None = None,
    *,
    origins: Iterable[str] | None = None,
) -> dict[str, Within]:
    """Return, for each origin, the sum of `amounts` over the nodes within `limit` minutes.

    Parameters
    ----------
    limit : float
        Minutes.
    amounts : mapping
        Node (code of a seat or zone) → amount that is there.
    origins : iterable of str, optional
        Codes; all 87 seats by default.
    """
    found = {}
    for origin in _origins(origins):
        journey = reach(origin, settings, network)
        times = {node: journey.times(node) for node in amounts}
        low, middle, high = (
            math.fsum(amounts[node] for node, triple in times.items() if triple[case] <= limit)
            for case in range(3)
        )
        count = sum(1 for triple in times.values() if triple[MIDDLE] <= limit)
        found[origin] = Within(middle, high, low, count)
    return found


def nearest(
    targets: Iterable[str],
    settings: Settings = DEFAULT,
    network: Network | None = None,
    *,
    origins: Iterable[str] | None = None,
) -> dict[str, Nearest]:
    """Return, for each origin, the target with the least minutes (0 where it is one itself)."""
    wanted = sorted(set(targets))
    found = {}
    for origin in _origins(origins):
        journey = reach(origin, settings, network)
        found[origin] = _best({node: journey.times(node) for node in wanted})
    return found


def stations(network: Network | None = None) -> tuple[str, ...]:
    """Return the high-speed stations in use that roads lead to, by name."""
    network = network or skeleton()
    served = {
        end
        for edge in network.edges
        if edge.mode == "rail" and edge.road_class == HIGH_SPEED and edge.status == "open"
        for end in (edge.a, edge.b)
    }
    tied = {edge.a for edge in network.edges if edge.mode == "access"}
    return tuple(sorted(served & tied))


def nearest_station(
    settings: Settings = DEFAULT,
    network: Network | None = None,
    *,
    origins: Iterable[str] | None = None,
) -> dict[str, Nearest]:
    """Return, for each origin, the high-speed station that is nearest by road.

    Trains are not used on the way, and neither waiting nor the ride is counted.
    """
    network = network or skeleton()
    by_road = replace(settings, rail=False)
    wanted = set(stations(network))
    ties = [e for e in network.edges if e.mode == "access" and e.a in wanted]
    minutes = {edge.id: cost_graph.edge_minutes(edge, settings) for edge in ties}
    found = {}
    for origin in _origins(origins):
        journey = reach(origin, by_road, network)
        times: dict[str, Triple] = {}
        for edge in ties:
            sums = [a + b for a, b in zip(journey.times(edge.b), minutes[edge.id], strict=True)]
            known = times.get(edge.a, (math.inf,) * 3)
            times[edge.a] = tuple(map(min, sums, known))  # type: ignore[assignment]
        found[origin] = _best(times)
    return found


def _origins(origins: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(u.adcode for u in units.counties()) if origins is None else tuple(origins)


def _best(times: Mapping[str, Triple]) -> Nearest:
    node = min(times, key=lambda n: (times[n][MIDDLE], n), default="")
    if not node or not math.isfinite(times[node][MIDDLE]):
        return Nearest("", math.inf, math.inf, math.inf)
    # The nearest in a good or a bad case may be another one.
    low, high = (min(triple[case] for triple in times.values()) for case in (0, 2))
    return Nearest(node, times[node][MIDDLE], low, high)

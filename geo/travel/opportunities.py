"""What can be reached: cumulative opportunities within a time, and minutes to the nearest of a kind.

Hansen (1959) and Ingram (1971) call these accessibility; the cumulative measure counts whole units
by their seats, so a county is inside or outside, never in part.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from data.i18n import _
from geo.places import units
from geo.travel import cost_graph, emu_stations
from geo.travel.cost_graph import MIDDLE, Triple
from geo.travel.emu_stations import Service
from geo.travel.journeys import reach
from geo.travel.network import Network, NetworkError, skeleton
from geo.travel.settings import DEFAULT, Settings


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
    """The nearest place of a kind: its node, minutes with margin; no node when none is reached.

    Parameters
    ----------
    doubt : str
        A node that may be of the kind and would then be nearer; empty when the answer is sure.
    """

    node: str
    minutes: float
    low: float
    high: float
    doubt: str = ""


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
    possible: Iterable[str] = (),
    origins: Iterable[str] | None = None,
) -> dict[str, Nearest]:
    """Return, for each origin, the target with the least minutes (0 where it is one itself).

    Parameters
    ----------
    targets : iterable of str
        Nodes that are of the kind.
    possible : iterable of str
        Nodes that may be of the kind: where one of them would be nearer, the answer has a `doubt`.
    """
    wanted, unsure = sorted(set(targets)), sorted(set(possible) - set(targets))
    found = {}
    for origin in _origins(origins):
        journey = reach(origin, settings, network)
        found[origin] = _best(
            {node: journey.times(node) for node in wanted},
            {node: journey.times(node) for node in unsure},
        )
    return found


def stations(network: Network | None = None) -> tuple[str, ...]:
    """Return the province's stations where EMU trains are known to stop, by name.

    Raises
    ------
    NetworkError
        A station of the list has no place in the network.
    """
    return tuple(
        node for node in emu_stations.of(Service.OPEN) if _tied(network or skeleton(), node)
    )


def _tied(network: Network, station: str) -> bool:
    if any(edge.mode == "access" and edge.a == station for edge in network.edges):
        return True
    raise NetworkError(
        _("车站“{name}”没有接入路网，请重新安装本项目的数据。").format(name=station),
        detail=f"no access road at {station}",
    )


def nearest_station(
    settings: Settings = DEFAULT,
    network: Network | None = None,
    *,
    origins: Iterable[str] | None = None,
) -> dict[str, Nearest]:
    """Return, for each origin, the EMU station of the province that is nearest by road.

    Trains are not used on the way, and neither waiting nor the ride is counted. Where a station
    whose EMU service is uncertain would be nearer, the answer has a `doubt`.
    """
    network = network or skeleton()
    by_road = replace(settings, rail=False)
    sure = set(stations(network))
    wanted = sure | {node for node in emu_stations.of(Service.UNCERTAIN) if _tied(network, node)}
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
        found[origin] = _best(
            {node: triple for node, triple in times.items() if node in sure},
            {node: triple for node, triple in times.items() if node not in sure},
        )
    return found


def _origins(origins: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(u.adcode for u in units.counties()) if origins is None else tuple(origins)


def _first(times: Mapping[str, Triple]) -> str:
    """Return the node with the least middle minutes, "" when none is reached."""
    node = min(times, key=lambda n: (times[n][MIDDLE], n), default="")
    return node if node and math.isfinite(times[node][MIDDLE]) else ""


def _best(times: Mapping[str, Triple], unsure: Mapping[str, Triple]) -> Nearest:
    node, doubt = _first(times), _first(unsure)
    if node and doubt and unsure[doubt][MIDDLE] >= times[node][MIDDLE]:
        doubt = ""
    if not node:
        return Nearest("", math.inf, math.inf, math.inf, doubt)
    # The nearest in a good or a bad case may be another one.
    low, high = (min(triple[case] for triple in times.values()) for case in (0, 2))
    return Nearest(node, times[node][MIDDLE], low, high, doubt)

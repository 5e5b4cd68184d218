"""The ring on the map: who is inside, the ring and its band, the plan's names, one path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import shapely

from data.i18n import _
from geo.travel import cost_graph, isochrones, origins, ring_document
from geo.travel.journeys import BAND, VERDICT_NAMES, Arrival, Leg, Reach
from geo.travel.settings import Settings
from layers import palettes
from layers.drawables import LegendRow, LineLayer, PointLayer, PolygonLayer, RowKind
from layers.prepared import PreparedMap
from layers.readings import Reading, without

VERDICTS = ("in", "edge")
COLOURS = {"in": "#b5d8d6", "edge": "#f4d08a"}
RING_COLOUR = palettes.OCHRE
BAND_COLOUR = "#df9c4c"
PATH_COLOUR = palettes.INK
TOLERANCE_DEG = 0.004  # half the width of a grid cell
MOST_POINTS = 240
SPECK_DEG2 = 2e-4  # about two square kilometres: less than four cells


def drawn(
    base: PreparedMap, journey: Reach, limit: float, *, path: tuple[Leg, ...] = ()
) -> PreparedMap:
    """Return the map with verdicts as tints, the ring's outline and band, and a path.

    Parameters
    ----------
    base : PreparedMap
        The layout layers.
    journey : Reach
        Times from the origin.
    limit : float
        Minutes.
    path : tuple of Leg
        The journey to the open county, drawn as a line.
    """
    arrivals = {arrival.node: arrival for arrival in journey.counties()}
    verdicts = {code: arrival.verdict(limit) for code, arrival in arrivals.items()}
    fills = {code: VERDICTS.index(v) for code, v in verdicts.items() if v in VERDICTS}
    rows = tuple(
        LegendRow(
            RowKind.CLASS,
            VERDICT_NAMES[v],
            COLOURS[v],
            sum(1 for x in verdicts.values() if x == v),
        )
        for v in VERDICTS
    )
    areas = _areas(journey.origin, limit, journey.settings, journey.network.digest)
    return replace(
        base,
        subtitle=_("从{origin}出发 {m:g} 分钟").format(
            origin=origins.name(journey.origin), m=limit
        ),
        colours=tuple(COLOURS.values()),
        fills=base.fills | fills,
        values={code: told(arrival, limit) for code, arrival in arrivals.items()},
        legend=rows,
        legend_title=_("驻地在{m:g}分钟以内").format(m=limit),
        points=(*base.points, *_named(journey)),
        lines=(*base.lines, *_path(path)),
        polygons=areas,  # the page's own ring, computed anew, in place of the shipped one
        alt=base.alt + _alt(journey, limit),
    )


def told(arrival: Arrival, limit: float) -> Reading:
    """Return the minutes with their span and verdict: “52 分（45–60） · 边缘”."""
    if arrival.mode == "":
        return without(_("路网不能到达"), "")
    if arrival.mode == "start":
        return without(_("起点"), "")
    return Reading(
        value=arrival.minutes,
        text=f"{arrival.minutes:.0f}",
        amount=_("{m:.0f} 分（{low:.0f}–{high:.0f}）").format(
            m=arrival.minutes, low=arrival.low, high=arrival.high
        ),
        place=VERDICT_NAMES[arrival.verdict(limit)],
    )


def _named(journey: Reach) -> Iterator[PointLayer]:
    """Yield the plan's members with their minutes; the origin itself is left out."""
    for claim in ring_document.claims(journey):
        node = journey.network.nodes[claim.arrival.node]
        if len(claim.named.nodes) > 1 or claim.arrival.mode == "start":
            continue
        name = _("{name} {m:.0f}分").format(name=claim.named.name, m=claim.arrival.minutes)
        yield PointLayer(
            f"named-{node.id}", name, RING_COLOUR, None, node.lon, node.lat, approximate=False
        )


@lru_cache(maxsize=32)
def _areas(origin: str, limit: float, settings: Settings, digest: str) -> tuple[PolygonLayer, ...]:
    """Return the ring and its band of five minutes on either side."""
    network = cost_graph.known_network(digest)
    frame = isochrones.rings((limit,), origin, settings, network, band_of=limit)
    ring_shape, band_shape = frame.geometry
    band = _("{low:g}–{high:g} 分钟（误差带）").format(low=limit - BAND, high=limit + BAND)
    return (
        PolygonLayer("band", band, BAND_COLOUR, _coordinates(band_shape), 0.3, dashed=True),
        PolygonLayer(
            "ring", _("{m:g} 分钟范围").format(m=limit), RING_COLOUR, _coordinates(ring_shape), 0.07
        ),
    )


def _coordinates(shape: Any) -> tuple[tuple[tuple[tuple[float, float], ...], ...], ...]:
    """Return polygons as rings of (lon, lat) with few enough points for the browser."""
    tolerance = TOLERANCE_DEG
    simple = shape.simplify(tolerance)
    while shapely.get_num_coordinates(simple) > MOST_POINTS:
        tolerance *= 1.3
        simple = shape.simplify(tolerance)
    parts = [part for part in getattr(simple, "geoms", [simple]) if part.area > SPECK_DEG2]
    return tuple(
        tuple(
            tuple((round(x, 3), round(y, 3)) for x, y in edge.coords)
            for edge in (part.exterior, *part.interiors)
            if shapely.Polygon(edge).area > SPECK_DEG2
        )
        for part in parts
    )


def _path(path: tuple[Leg, ...]) -> Iterator[LineLayer]:
    if not path:
        return
    points: list[tuple[float, float]] = []
    for leg in path:
        points.extend(point for point in leg.coords if not points or points[-1] != point)
    name = _("去{place}的路径（示意）").format(place=path[-1].end)
    yield LineLayer("path", name, PATH_COLOUR, tuple(points), dashed=False)


def merged(legs: tuple[Leg, ...]) -> tuple[Leg, ...]:
    """Return the legs with consecutive pieces of one road (as an extract has) joined."""
    found: list[Leg] = []
    for leg in legs:
        last = found[-1] if found else None
        same = (
            last is not None
            and leg.edge is not None
            and leg.edge.length_basis == "osm"
            and (last.kind, last.route, last.basis) == (leg.kind, leg.route, leg.basis)
        )
        if last is None or not same:
            found.append(leg)
            continue
        found[-1] = replace(
            last,
            end=leg.end,
            minutes=last.minutes + leg.minutes,
            low=last.low + leg.low,
            high=last.high + leg.high,
            length_km=(last.length_km or 0) + (leg.length_km or 0),
            coords=(*last.coords, *leg.coords[1:]),
        )
    return tuple(found)


def _alt(journey: Reach, limit: float) -> str:
    inside = [a for a in journey.counties() if a.verdict(limit) == "in"]
    edge = [a for a in journey.counties() if a.verdict(limit) == "edge"]
    return _("{m:g}分钟以内{n}个县区，边缘{e}个。").format(m=limit, n=len(inside), e=len(edge))

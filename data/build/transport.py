"""Write `data/transport/` from the gathered figures in `data/figures/transport_*.csv`.

Run `python -m data.build.transport` after `data.build.place_tables`. The figures say what was read and
where; this script adds what can be computed from coordinates and marks it so:

1. A road whose length was not read gets geodesic × circuity, the factor standing in its row.
2. A length or time read for a whole line is shared among its counties by straight distance.
3. Each station is tied to the seats nearby, and an EMU station to the seat of its own county, by
   an access road (geodesic × 1.3).
4. Neighbouring seats (Gabriel neighbours: no third seat lies in the circle between the two) that
   the listed roads do not join, or only by more than twice the straight distance, get a link of
   geodesic × 1.4; its margins are the widest. Where the ground between is high or steep it is a
   mountain road (`data.build.links`).
5. The list of EMU stations is taken over as it was gathered, each with its county and status.

Gabriel, K. R. & Sokal, R. R. (1969), A new statistical approach to geographic variation analysis.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import shapely

from data.build import csv_tables
from data.build.links import LINK_CIRCUITY, Places, Row, geodesic_km, missing, relief
from data.errors import AtlasError
from data.paths import DATA, FIGURES
from geo import boundaries
from geo.places import units

TRANSPORT = DATA / "transport"
NODE_HEAD = ("id", "name", "kind", "lon", "lat", "quality", "source", "note")
EDGE_HEAD = (
    "id", "a", "b", "mode", "class", "route", "line", "service",
    "length_km", "length_basis", "length_low", "length_high", "speed_kmh", "speed_basis",
    "minutes", "minutes_basis", "minutes_low", "minutes_high",
    "exits", "status", "opened", "sources", "note",
)  # fmt: skip
SOURCE_COLUMNS = ("length_source", "speed_source", "minutes_source", "status_source")

ACCESS_CIRCUITY = 1.3
ACCESS_REACH_KM = 15.0
MINIMUM_ACCESS_KM = 1.0
STAND_IN_ACCESS = ("5", "1", "12")  # km: the station is somewhere around the town
SHORTEST = 0.93  # a read length below this share of the geodesic is a mistake


class TransportFiguresError(AtlasError):
    """A gathered figure contradicts itself."""


def nodes() -> list[Row]:
    """Return the county seats, then the stations and other places of the figures."""
    quality = {
        row["adcode"]: row["quality"] for row in csv_tables.read(DATA / "places" / "seats.csv")
    }
    seats = [
        {
            "id": unit.adcode,
            "name": unit.name,
            "kind": "seat",
            "lon": f"{unit.seat_lon}",
            "lat": f"{unit.seat_lat}",
            "quality": quality[unit.adcode],
            "source": "seats",
            "note": unit.seat_source,
        }
        for unit in units.counties()
    ]
    return [*seats, *csv_tables.read(FIGURES / "transport_nodes.csv")]


def _blank(**values: str) -> Row:
    return dict.fromkeys(EDGE_HEAD, "") | values


def _number(value: float) -> str:
    return f"{round(value, 3):g}" if value < 1000 else f"{value:.1f}"


def listed(places: Places) -> Iterator[Row]:
    """Yield the roads and railways of the figures, lines with stops cut at their stops."""
    for row in csv_tables.read(FIGURES / "transport_edges.csv"):
        stops = [row["a"], *row["via"].split(), row["b"]]
        legs = [geodesic_km(places[a], places[b]) for a, b in itertools.pairwise(stops)]
        whole = sum(legs)
        if row["length_km"] and float(row["length_km"]) < SHORTEST * whole:
            raise TransportFiguresError(
                "交通数据中有一段比直线还短。",
                detail=f"{row['id']}: {row['length_km']} < {whole:.1f}",
            )
        sources = [p for c in SOURCE_COLUMNS for p in row[c].split(";") if p]
        for part, (a, b) in enumerate(itertools.pairwise(stops)):
            share = legs[part] / whole
            edge = _blank(**{key: row[key] for key in EDGE_HEAD if key in row})
            edge |= {"a": a, "b": b, "sources": ";".join(dict.fromkeys(sources))}
            if len(stops) > 2:
                edge["id"] = f"{row['id']}.{part + 1}"
                for key in ("length_km", "length_low", "length_high", "minutes",
                            "minutes_low", "minutes_high"):  # fmt: skip
                    edge[key] = _number(float(row[key]) * share) if row[key] else ""
                for key in ("length_basis", "minutes_basis"):
                    edge[key] = "shared" if row[key] == "read" else row[key]
            if not edge["length_km"] and row["circuity"]:
                edge["length_km"] = _number(legs[part] * float(row["circuity"]))
            if row["mode"] == "rail" and not edge["length_km"]:
                edge["length_basis"] = ""
            yield edge


def access(places: Places, rows: list[Row]) -> Iterator[Row]:
    """Yield the roads between stations and what lies near them."""
    province = boundaries.load("province", "fine").geometry.iloc[0]
    targets = [row for row in rows if row["kind"] in ("seat", "zone", "airport")]
    home = {row["station"]: row["adcode"] for row in csv_tables.read(FIGURES / "transport_emu.csv")}
    number = 0
    for station in (row for row in rows if row["kind"] == "station"):
        here = places[station["id"]]
        near = sorted(
            (geodesic_km(here, places[row["id"]]), row["id"], row["kind"]) for row in targets
        )
        seats = [item for item in near if item[2] == "seat"]
        inside = shapely.contains_xy(province, *here)
        chosen = [item for item in near if item[0] <= ACCESS_REACH_KM]
        if inside and not chosen:
            chosen = seats[:1]
        if station["id"] in home:  # a county's own station, however far from its seat
            own = [item for item in seats if item[1] == home[station["id"]]]
            chosen += [item for item in own if item not in chosen]
        for distance, target, _ in chosen:
            number += 1
            length = max(distance * ACCESS_CIRCUITY, MINIMUM_ACCESS_KM)
            edge = _blank(
                id=f"a{number:03d}",
                a=station["id"],
                b=target,
                mode="access",
                route="车站接驳",
                status="open",
                length_km=_number(length),
                length_basis="computed",
                speed_basis="assumed",
                note=f"直线{distance:.1f}公里×{ACCESS_CIRCUITY}",
            )
            edge["class"] = "access" if distance <= ACCESS_REACH_KM else "local"
            if station["quality"] == "C" and distance < 1:
                keys = ("length_km", "length_low", "length_high")
                edge |= dict(zip(keys, STAND_IN_ACCESS, strict=True))
                edge["note"] = f"{station['note']}；接驳路程假定{STAND_IN_ACCESS[0]}公里"
            yield edge


def links(places: Places, rows: list[Row], roads: list[Row]) -> Iterator[Row]:
    """Yield links between Gabriel neighbours that listed roads join badly or not at all."""
    seats = [row["id"] for row in rows if row["kind"] == "seat"]
    ground = relief()
    classes: dict[str, set[str]] = {}
    for row in roads:
        if row["mode"] == "road" and row["status"] == "open":
            for end in (row["a"], row["b"]):
                classes.setdefault(end, set()).add(row["class"])
    high = {end for end, found in classes.items() if found == {"mountain"}}
    for number, (a, b) in enumerate(missing(places, seats, roads), 1):
        straight = geodesic_km(places[a], places[b])
        mountain = ground[frozenset((a, b))].mountain or not high.isdisjoint((a, b))
        edge = _blank(
            id=f"l{number:03d}",
            a=a,
            b=b,
            mode="road",
            route="推算联络线（山路）" if mountain else "推算联络线",
            status="open",
            length_km=_number(straight * LINK_CIRCUITY),
            length_basis="computed",
            speed_basis="assumed",
            note=f"相邻县城之间没有列出的直接道路：直线{straight:.1f}公里×{LINK_CIRCUITY}",
        )
        edge["class"] = "mountain" if mountain else "link"
        yield edge


def main() -> None:
    """Write nodes, edges, sources and the list of EMU stations."""
    TRANSPORT.mkdir(exist_ok=True)
    rows = nodes()
    places = {row["id"]: (float(row["lon"]), float(row["lat"])) for row in rows}
    roads = list(listed(places))
    edges = [*roads, *access(places, rows), *links(places, rows, roads)]
    csv_tables.write(TRANSPORT / "nodes.csv", NODE_HEAD, [[r[k] for k in NODE_HEAD] for r in rows])
    csv_tables.write(TRANSPORT / "edges.csv", EDGE_HEAD, [[r[k] for k in EDGE_HEAD] for r in edges])
    for name in ("sources", "emu"):
        _copy(FIGURES / f"transport_{name}.csv", TRANSPORT / f"{name}.csv")


def _copy(source: Path, target: Path) -> None:
    rows = csv_tables.read(source)
    csv_tables.write(target, list(rows[0]), [list(row.values()) for row in rows])


if __name__ == "__main__":
    csv_tables.run(main)

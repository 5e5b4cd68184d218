"""The transport network: places, roads and railways, each figure with its basis and source.

`data/transport/` is written by `data/build/transport.py`. Every edge says whether its length, speed
and minutes were read in a source ('read'), cut from a figure read for a whole line ('shared'),
computed from coordinates ('computed'), or assumed for its class ('assumed').
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from data.errors import AtlasError
from data.i18n import _
from data.paths import DATA

TRANSPORT = DATA / "transport"

STATUS_NAMES = {
    "open": _("已通车"),
    "building": _("在建"),
    "unconfirmed": _("未见通车报道"),
}
BASIS_NAMES = {
    "read": _("读到"),
    "shared": _("全线读到、分段推算"),
    "computed": _("推算"),
    "assumed": _("假定"),
    "osm": _("地图标注"),
}


class NetworkError(AtlasError):
    """The transport network is missing or contradicts itself, or a line is not known."""


@dataclass(frozen=True)
class Node:
    """A place of the network.

    Parameters
    ----------
    id : str
        Six-digit code of a seat or zone, else the name.
    kind : {"seat", "zone", "station", "airport", "town", "junction"}
        What it is; only seats and zones are origins.
    lon, lat : float
        Degrees.
    quality : {"A", "B", "C"}
        Read and named; read with reservations; a stand-in.
    """

    id: str
    name: str
    kind: str
    lon: float
    lat: float
    quality: str = "A"
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Edge:
    """A stretch of road or railway between two places, usable both ways unless `oneway`.

    Parameters
    ----------
    mode : {"road", "rail", "access"}
        Access roads only lead to and from the trains.
    road_class : str
        A speed class of the settings, or 'hsr' / 'rail'.
    line : str
        Name of the switch of a line that is not open yet; empty when it always counts.
    service : str
        Trains of one service run through; changing service means waiting again.
    length_km, speed_kmh, minutes : float or None
        What is known; minutes win over length and speed.
    length_low, length_high, minutes_low, minutes_high : float or None
        Figures of other sources that differ; they widen the margin.
    exits : {"", "ends"}
        'ends' where no place to leave the road between its two ends was read.
    status : {"open", "building", "unconfirmed"}
        Only 'open' counts unless the line is switched on.
    """

    id: str
    a: str
    b: str
    mode: str
    road_class: str
    route: str
    line: str = ""
    service: str = ""
    length_km: float | None = None
    length_basis: str = ""
    length_low: float | None = None
    length_high: float | None = None
    speed_kmh: float | None = None
    speed_basis: str = ""
    minutes: float | None = None
    minutes_basis: str = ""
    minutes_low: float | None = None
    minutes_high: float | None = None
    exits: str = ""
    status: str = "open"
    opened: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""
    oneway: bool = False

    @property
    def basis(self) -> str:
        """Return the weakest basis among the figures that make the minutes."""
        if self.minutes is not None:
            return self.minutes_basis
        weakest = ("assumed", "computed", "shared", "osm", "read")
        return min((self.length_basis, self.speed_basis or "assumed"), key=weakest.index)


@dataclass(frozen=True)
class TransportSource:
    """Where a transport figure was read."""

    id: str
    title: str
    date: str
    where: str
    quote: str


@dataclass(frozen=True)
class TransportLine:
    """A line that can be switched on: not open, or its opening was not read."""

    name: str
    status: str
    opened: str
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Network:
    """Places and edges.

    Parameters
    ----------
    roads : str
        'skeleton', or the name of the OpenStreetMap extract that the roads come from.
    digest : str
        Changes with every figure; keys caches.
    """

    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]
    sources: Mapping[str, TransportSource]
    roads: str
    digest: str

    def lines(self) -> tuple[TransportLine, ...]:
        """Return the lines that can be switched on, in the table's order."""
        found: dict[str, TransportLine] = {}
        for edge in self.edges:
            if edge.line and edge.line not in found:
                found[edge.line] = TransportLine(
                    edge.line, edge.status, edge.opened, edge.note, edge.sources
                )
        return tuple(found.values())

    def line(self, text: str) -> TransportLine:
        """Return the line whose name contains `text` (兰永临 → 兰永临高速).

        Raises
        ------
        NetworkError
            No line or more than one fits.
        """
        wanted = text.strip()
        fits = [line for line in self.lines() if wanted and wanted in line.name]
        if len(fits) != 1:
            names = "、".join(line.name for line in self.lines()) or _("（无）")
            raise NetworkError(
                _("没有名为“{text}”的待开通线路，可选：{names}。").format(
                    text=wanted[:20], names=names
                ),
                detail=f"{len(fits)} lines match {wanted[:80]!r}",
            )
        return fits[0]

    def source_titles(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return the titles of sources, unknown ids as they are."""
        return tuple(self.sources[i].title if i in self.sources else i for i in ids)


def _rows(name: str) -> list[dict[str, str]]:
    path = TRANSPORT / name
    if not path.is_file():
        raise NetworkError(
            _("缺少交通数据文件 {name}，请重新安装本项目的数据。").format(name=name),
            detail=f"no file {path}",
        )
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _edge(row: dict[str, str]) -> Edge:
    return Edge(
        id=row["id"],
        a=row["a"],
        b=row["b"],
        mode=row["mode"],
        road_class=row["class"],
        route=row["route"],
        line=row["line"],
        service=row["service"],
        length_km=_number(row["length_km"]),
        length_basis=row["length_basis"],
        length_low=_number(row["length_low"]),
        length_high=_number(row["length_high"]),
        speed_kmh=_number(row["speed_kmh"]),
        speed_basis=row["speed_basis"],
        minutes=_number(row["minutes"]),
        minutes_basis=row["minutes_basis"],
        minutes_low=_number(row["minutes_low"]),
        minutes_high=_number(row["minutes_high"]),
        exits=row["exits"],
        status=row["status"],
        opened=row["opened"],
        sources=tuple(part for part in row["sources"].split(";") if part),
        note=row["note"],
    )


@lru_cache(maxsize=1)
def skeleton() -> Network:
    """Return the network of the shipped tables.

    Raises
    ------
    NetworkError
        A table is missing, or an edge ends nowhere.
    """
    nodes = {
        row["id"]: Node(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            quality=row["quality"],
            source=row["source"],
            note=row["note"],
        )
        for row in _rows("nodes.csv")
    }
    edges = tuple(_edge(row) for row in _rows("edges.csv"))
    for edge in edges:
        if edge.a not in nodes or edge.b not in nodes:
            raise NetworkError(
                _("交通数据中有一段的端点不存在。"), detail=f"edge {edge.id}: {edge.a}–{edge.b}"
            )
    sources = {row["id"]: TransportSource(**row) for row in _rows("sources.csv")}
    parts = [(TRANSPORT / name).read_bytes() for name in ("nodes.csv", "edges.csv")]
    digest = hashlib.sha256(b"".join(parts).replace(b"\r\n", b"\n")).hexdigest()[:16]
    return Network(nodes, edges, sources, "skeleton", digest)

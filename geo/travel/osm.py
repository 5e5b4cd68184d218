"""Real roads from an OpenStreetMap extract in `data/local/`, in place of the skeleton's.

Put one `*.osm.pbf` file (a provincial one, say) into `data/local/`. Motorways to tertiary roads are
read with pyosmium; railways, stations and lines under construction stay those of the skeleton. An
extract that is broken or of another region is refused with a sentence, and the skeleton stays.

© OpenStreetMap contributors, ODbL 1.0; the file is the user's own and is never shipped.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

from data.errors import AtlasError
from data.i18n import _
from data.paths import DATA
from geo.travel import disk_cache
from geo.travel.network import Edge, Network, Node, TransportSource, skeleton
from geo.travel.settings import DEFAULT_SPEEDS

log = logging.getLogger("atlas")

LOCAL = DATA / "local"
MAX_BYTES = 2_000_000_000
PIECE_M = 2000.0  # long stretches keep a point this often, so that the ring follows the road
ACCESS_CIRCUITY = 1.3
LINK_CIRCUITY = 1.4
NEAR_KM = 10.0  # a seat nearer than this to a road counts as covered
COVERED = 0.9  # share of the seats that must be

CLASSES = {
    "motorway": "expressway",
    "trunk": "first",
    "primary": "trunk",
    "secondary": "local",
    "tertiary": "local",
}
_CLASS_LIST = tuple(dict.fromkeys(CLASSES.values()))
_EARTH_M = 6_371_008.8
_MPH = 1.609344
_SPEED = re.compile(r"^\s*(\d{1,3})\s*(km/h|kmh|kph|mph)?\s*$")


class OsmError(AtlasError):
    """The extract cannot be used; the skeleton stays."""


@dataclass(frozen=True)
class Roads:
    """The road graph of an extract.

    Parameters
    ----------
    ids : ndarray (n,)
        OpenStreetMap node ids of the junctions.
    lon, lat : ndarray (n,)
        Degrees.
    tail, head : ndarray (m,)
        Junction indices.
    length_m : ndarray (m,)
        Along the road.
    road_class : ndarray (m,)
        Index into the speed classes.
    speed : ndarray (m,)
        Posted limit in km/h where it is lower than the class's default speed, else 0.
    oneway : ndarray (m,)
        True when only tail → head may be driven.
    route : ndarray (m,) of str
        Number or name.
    """

    ids: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    length_m: NDArray[np.float64]
    road_class: NDArray[np.int64]
    speed: NDArray[np.float64]
    oneway: NDArray[np.bool_]
    route: NDArray[np.str_]


@dataclass(frozen=True)
class _Way:
    nodes: tuple[int, ...]
    road_class: int
    speed: float
    oneway: bool
    route: str


def find(folder: Path = LOCAL) -> Path | None:
    """Return the extract in a folder: the newest `*.osm.pbf`, or None."""
    if not folder.is_dir():
        return None
    files = sorted(folder.glob("*.osm.pbf"), key=lambda p: (p.stat().st_mtime, p.name))
    return files[-1] if files else None


def posted_speed(text: str) -> float:
    """Return a `maxspeed` tag in km/h; 0 when it is not a plain number."""
    match = _SPEED.match(text)
    if not match:
        return 0.0
    return float(match[1]) * (_MPH if match[2] == "mph" else 1)


def _way(tags: Any, nodes: tuple[int, ...]) -> _Way | None:
    kind = tags.get("highway", "").removesuffix("_link")
    if kind not in CLASSES or len(nodes) < 2:
        return None
    road_class = CLASSES[kind]
    posted = posted_speed(tags.get("maxspeed", ""))
    speed = posted if 0 < posted < DEFAULT_SPEEDS[road_class] else 0.0
    oneway = tags.get("oneway", "")
    if oneway in ("-1", "reverse"):
        nodes = nodes[::-1]
    closed = oneway in ("yes", "true", "1", "-1", "reverse")
    implied = kind == "motorway" or tags.get("junction") == "roundabout"
    route = (tags.get("ref") or tags.get("name") or kind)[:60]
    return _Way(
        nodes, _CLASS_LIST.index(road_class), speed, closed or (implied and oneway != "no"), route
    )


def _read_ways(path: Path) -> tuple[list[_Way], dict[int, tuple[float, float]]]:
    try:
        import osmium
    except ImportError as error:
        raise OsmError(
            _("读取道路数据需要 osmium：请运行 pip install -r requirements-osm.txt，再重新打开。"),
            detail=str(error),
        ) from error
    ways: list[_Way] = []
    places: dict[int, tuple[float, float]] = {}
    try:
        kinds = osmium.osm.NODE | osmium.osm.WAY
        reader = osmium.FileProcessor(str(path), kinds).with_locations()
        for item in reader.with_filter(osmium.filter.KeyFilter("highway")):
            if not isinstance(item, osmium.osm.Way):
                continue
            known = [n for n in item.nodes if n.location.valid()]
            way = _way(item.tags, tuple(n.ref for n in known))
            if way is not None:
                ways.append(way)
                places.update((n.ref, (n.lon, n.lat)) for n in known)
    except (RuntimeError, ValueError, OSError) as error:
        raise OsmError(
            _("道路数据文件 {name} 读不出来，可能没有下载完整；仍用随项目提供的骨架路网。").format(
                name=path.name
            ),
            detail=f"{path.name}: {error}",
        ) from error
    return ways, places


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance of two (lon, lat) points."""
    lon1, lat1, lon2, lat2 = np.radians([*a, *b])
    h = np.sin((lat2 - lat1) / 2) ** 2
    h += np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return float(2 * _EARTH_M * np.arcsin(np.sqrt(h)))


def read(path: Path) -> Roads:
    """Return the road graph of an extract: ways cut at junctions and about every two kilometres.

    Raises
    ------
    OsmError
        The file is missing, too large, broken or without roads, or osmium is not installed.
    """
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        raise OsmError(
            _("道路数据文件 {name} 不存在或超过2GB，仍用随项目提供的骨架路网。").format(
                name=path.name
            ),
            detail=f"{path} is missing or too large",
        )
    ways, places = _read_ways(path)
    used = Counter(node for way in ways for node in way.nodes)
    ends = {node for way in ways for node in (way.nodes[0], way.nodes[-1])}
    index: dict[int, int] = {}
    rows: list[tuple[int, int, float, _Way]] = []
    for way in ways:
        begin, length = way.nodes[0], 0.0
        for before, node in zip(way.nodes, way.nodes[1:], strict=False):
            length += metres(places[before], places[node])
            if used[node] > 1 or node in ends or length >= PIECE_M:
                pair = [index.setdefault(n, len(index)) for n in (begin, node)]
                if pair[0] != pair[1]:
                    rows.append((pair[0], pair[1], length, way))
                begin, length = node, 0.0
    if not rows:
        raise OsmError(
            _("道路数据文件 {name} 里没有干线道路，仍用随项目提供的骨架路网。").format(
                name=path.name
            ),
            detail=f"{path.name}: no motorway to tertiary ways",
        )
    located = [places[node] for node in index]
    return Roads(
        ids=np.array(list(index), dtype=np.int64),
        lon=np.array([p[0] for p in located]),
        lat=np.array([p[1] for p in located]),
        tail=np.array([r[0] for r in rows], dtype=np.int64),
        head=np.array([r[1] for r in rows], dtype=np.int64),
        length_m=np.array([r[2] for r in rows]),
        road_class=np.array([r[3].road_class for r in rows], dtype=np.int64),
        speed=np.array([r[3].speed for r in rows]),
        oneway=np.array([r[3].oneway for r in rows], dtype=bool),
        route=np.array([r[3].route for r in rows]),
    )


def _main_part(roads: Roads) -> NDArray[np.bool_]:
    """Return which junctions belong to the largest part from which one also comes back."""
    size = len(roads.ids)
    both = ~roads.oneway
    tail = np.concatenate([roads.tail, roads.head[both]])
    head = np.concatenate([roads.head, roads.tail[both]])
    matrix = sparse.csr_matrix((np.ones(len(tail)), (tail, head)), shape=(size, size))
    _count, label = csgraph.connected_components(matrix, directed=True, connection="strong")
    return np.asarray(label == np.bincount(label).argmax())


def _unit_vectors(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    lon, lat = np.radians(lon), np.radians(lat)
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def merge(roads: Roads, name: str, digest: str, base: Network | None = None) -> Network:
    """Return the network with the skeleton's open roads replaced by those of an extract.

    Parameters
    ----------
    roads : Roads
        The extract's graph.
    name : str
        The file's name, shown as the source.
    digest : str
        Changes with the file.
    base : Network, optional
        The skeleton.

    Raises
    ------
    OsmError
        Fewer than nine tenths of the seats lie near a road: the extract is of another region.
    """
    base = base or skeleton()
    main = _main_part(roads)
    kept = np.flatnonzero(main)
    tree = cKDTree(_unit_vectors(roads.lon[kept], roads.lat[kept]))
    places = list(base.nodes.values())
    at = _unit_vectors(np.array([p.lon for p in places]), np.array([p.lat for p in places]))
    chord, nearest = tree.query(at)
    km = 2 * np.arcsin(np.clip(chord / 2, 0, 1)) * _EARTH_M / 1000
    seats = np.array([place.kind == "seat" for place in places])
    covered = float((km[seats] <= NEAR_KM).mean())
    if covered < COVERED:
        raise OsmError(
            _(
                "道路数据文件 {name} 只覆盖{n}个县城（共{all}个），不是甘肃全省的数据；"
                "仍用随项目提供的骨架路网。"
            ).format(name=name, n=int((km[seats] <= NEAR_KM).sum()), all=int(seats.sum())),
            detail=f"{name}: {covered:.0%} of the seats within {NEAR_KM:g} km of a road",
        )
    junctions = {
        f"osm:{roads.ids[i]}": Node(
            f"osm:{roads.ids[i]}", _("路口"), "junction", float(roads.lon[i]), float(roads.lat[i])
        )
        for i in kept
    }
    ties = [
        _tie(place, f"osm:{roads.ids[kept[nearest[i]]]}", float(km[i]))
        for i, place in enumerate(places)
    ]
    edges = (
        *(e for e in base.edges if e.mode == "rail" or (e.mode == "road" and e.line)),
        *ties,
        *_edges(roads, main),
    )
    source = TransportSource("osm-roads", f"OpenStreetMap（{name}）", "", name, "ODbL 1.0")
    return Network(
        nodes={**base.nodes, **junctions},
        edges=edges,
        sources={**base.sources, source.id: source},
        roads=name,
        digest=f"{base.digest}-{digest}",
    )


def _tie(place: Node, junction: str, km: float) -> Edge:
    near = km <= NEAR_KM
    factor = ACCESS_CIRCUITY if near else LINK_CIRCUITY
    return Edge(
        id=f"tie-{place.id}",
        a=place.id,
        b=junction,
        mode="access" if place.kind == "station" else "road",
        road_class="access" if near else "link",
        route=_("接入路网"),
        length_km=max(round(km * factor, 3), 0.1),
        length_basis="computed",
        speed_basis="assumed",
        note=_("直线{km:.1f}公里×{factor:g}").format(km=km, factor=factor),
    )


def _edges(roads: Roads, main: NDArray[np.bool_]) -> list[Edge]:
    inside = np.flatnonzero(main[roads.tail] & main[roads.head])
    return [
        Edge(
            id=f"osm-{i}",
            a=f"osm:{roads.ids[roads.tail[i]]}",
            b=f"osm:{roads.ids[roads.head[i]]}",
            mode="road",
            road_class=_CLASS_LIST[roads.road_class[i]],
            route=str(roads.route[i]),
            length_km=float(roads.length_m[i]) / 1000,
            length_basis="osm",
            speed_kmh=float(roads.speed[i]) or None,
            speed_basis="osm" if roads.speed[i] else "assumed",
            sources=("osm-roads",),
            oneway=bool(roads.oneway[i]),
        )
        for i in inside
    ]


@lru_cache(maxsize=2)
def _from_file(path: Path, size: int, modified: int) -> Network:
    digest = hashlib.sha256(f"{path.name}|{size}|{modified}".encode()).hexdigest()[:16]
    key = disk_cache.key("osm", digest)
    stored = disk_cache.load_arrays(key)
    names = Roads.__dataclass_fields__
    if stored is not None and set(stored) == set(names):
        roads = Roads(**stored)
    else:
        roads = read(path)
        disk_cache.save_arrays(key, **{name: getattr(roads, name) for name in names})
    return merge(roads, path.name, digest)


def active(folder: Path = LOCAL) -> tuple[Network, str]:
    """Return the network to use and, when an extract had to be refused, the sentence why.

    Parameters
    ----------
    folder : Path
        Where an extract may lie.
    """
    path = find(folder)
    if path is None:
        return skeleton(), ""
    try:
        stat = path.stat()
        return _from_file(path, stat.st_size, stat.st_mtime_ns), ""
    except OsmError as error:
        log.warning("extract refused: %s", error.detail)
        return skeleton(), error.message
    except OSError as error:
        log.warning("extract unreadable: %s", error)
        return skeleton(), _("道路数据文件读不出来，仍用随项目提供的骨架路网。")

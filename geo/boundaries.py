"""Administrative boundaries at three levels of detail.

The files are written by `data/build/boundary_files.py`; see there for their source and for what each
level of detail does to the lines.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from data.errors import AtlasError
from data.i18n import _
from data.paths import BOUNDARIES, STATIC

if TYPE_CHECKING:
    import geopandas as gpd

Level = Literal[
    "county", "prefecture", "province", "neighbours", "china", "border", "dashes"
]  # fmt: skip
Detail = Literal["fine", "medium", "coarse"]

LEVELS: tuple[Level, ...] = (
    "county", "prefecture", "province", "neighbours", "china", "border", "dashes"
)  # fmt: skip
DETAILS: tuple[Detail, ...] = ("fine", "medium", "coarse")


class BoundaryError(AtlasError):
    """A boundary file is missing, or a level or detail is not known."""


def path_name(level: Level, detail: Detail) -> str:
    """Return the file name of one level; dash lines exist in one detail only."""
    return "dashes.parquet" if level == "dashes" else f"{level}_{detail}.parquet"


@lru_cache(maxsize=32)
def _read(level: Level, detail: Detail) -> gpd.GeoDataFrame:
    import geopandas as gpd

    path = BOUNDARIES / path_name(level, detail)
    if not path.is_file():
        raise BoundaryError(
            _("缺少边界文件 {name}，请重新安装本项目的数据。").format(name=path.name),
            detail=f"no file {path}",
        )
    return gpd.read_parquet(path)


def load(level: Level, detail: Detail = "medium") -> gpd.GeoDataFrame:
    """Return boundaries in CGCS2000 longitude and latitude, rows ordered by code.

    Parameters
    ----------
    level : str
        'county' (90 rows: 86 counties, 嘉峪关市, three special areas; columns adcode, name, kind,
        prefecture), 'prefecture' (14 and the three special areas), 'province' (Gansu),
        'neighbours' (the six provinces that touch Gansu), 'china' (all 34 province-level
        divisions with their islands), 'border' (the national land border: kind 'land' or
        'undetermined'; `gansu` marks the stretch where 肃北 meets Mongolia), or 'dashes' (lines
        that the source draws apart from the polygons, see their column kind).
    detail : str
        'fine' (as in the source), 'medium' or 'coarse'; all levels of one detail share their
        edges exactly.

    Returns
    -------
    GeoDataFrame
        A copy of the caller's own.

    Raises
    ------
    BoundaryError
        The level or the detail is unknown, or the file is missing.
    """
    if level not in LEVELS or detail not in DETAILS:
        raise BoundaryError(
            _("没有这种边界：{level}（{detail}）。").format(level=level, detail=detail),
            detail=f"unknown boundary level {level!r} or detail {detail!r}",
        )
    return _read(level, detail).copy()


@lru_cache(maxsize=1)
def _manifest() -> dict[str, str]:
    path = STATIC / "geo" / "manifest.json"
    if not path.is_file():
        raise BoundaryError(_("缺少网页地图的边界文件清单。"), detail=f"no file {path}")
    files: dict[str, str] = json.loads(path.read_text(encoding="utf-8-sig"))["files"]
    return files


def web_geometry() -> dict[str, str]:
    """Return the browser's geometry files: name ('gansu', 'context') → path under `static/`.

    The name carries a hash of the content, so a browser may keep it for ever.

    Raises
    ------
    BoundaryError
        The manifest is missing.
    """
    return dict(_manifest())

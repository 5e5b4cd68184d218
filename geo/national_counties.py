"""Every county of the country as it is drawn, and the provinces' names; read when first asked for.

The tables and the browser's files are written by `data/build/national_geometry.py`.
"""

from __future__ import annotations

import csv
import json
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from data.errors import AtlasError
from data.i18n import _
from data.paths import NATIONAL, STATIC
from geo import extents
from geo.extents import Extent

if TYPE_CHECKING:
    import pandas as pd

MANIFEST = STATIC / "national" / "manifest.json"


class Relation(StrEnum):
    """What the 2020 census has for a polygon of today."""

    SAME = "same"  # one row, perhaps under an older name or code
    MERGED = "merged"  # several rows make the polygon
    SPLIT = "split"  # a row lies in several polygons
    NONE = "none"  # no row
    SPECIAL = "special"  # an area of Gansu that is no county


class NationalDataError(AtlasError):
    """The files of the country are missing."""


@cache
def _drawn() -> pd.DataFrame:
    import pandas as pd

    path = NATIONAL / "drawn.parquet"
    if not path.is_file():
        raise NationalDataError(
            _("缺少全国分县的数据文件，请重新安装本项目的数据。"), detail=f"no file {path}"
        )
    return pd.read_parquet(path).set_index("adcode")


def drawn(extent: Extent = Extent.CHINA) -> pd.DataFrame:
    """Return the polygons of an extent.

    Parameters
    ----------
    extent : Extent
        How much of the country.

    Returns
    -------
    DataFrame
        Index `adcode` (of the polygon); columns `name`, `province`, `prefecture` (empty where a
        county stands under its province), `relation` (a `Relation`), `census` (codes of the census
        rows, joined with a space), `moved` (land came or went after the census, and the polygon
        shows it) and `around`.
    """
    table = _drawn()
    region = table.index.str[:2]
    match extent:
        case Extent.CHINA:
            return table.copy()
        case Extent.AROUND:
            return table[table["around"]].copy()
        case Extent.NORTHWEST:
            return table[region.isin(extents.NORTHWEST)].copy()
        case Extent.GANSU:
            return table[region == "62"].copy()


@cache
def province_labels() -> tuple[tuple[str, str, float, float], ...]:
    """Return code, name and label point (longitude, latitude) of the 34 provinces.

    Those with the most room around the point come first.
    """
    with (NATIONAL / "provinces.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = sorted(csv.DictReader(stream), key=lambda row: -float(row["room_deg"]))
    return tuple(
        (row["adcode"], row["name"], float(row["label_lon"]), float(row["label_lat"]))
        for row in rows
    )


@cache
def _files() -> dict[str, str]:
    if not MANIFEST.is_file():
        raise NationalDataError(_("缺少全国地图的边界文件清单。"), detail=f"no file {MANIFEST}")
    files: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8-sig"))["files"]
    return files


def web_geometry() -> dict[str, str]:
    """Return the browser's files, 'counties' and 'context', as paths below `static/`."""
    return dict(_files())

"""What is reached within the plan's hour, as it ships: computed once, drawn on every layout map.

`data/build/ring_outline.py` writes the outline with the settings that the ring's page starts from. The
page itself computes its own ring anew for whatever origin, speeds and minutes are chosen there.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from itertools import groupby
from typing import Final

from data.errors import AtlasError
from data.i18n import _
from data.paths import DATA

RING_CSV: Final = DATA / "transport" / "ring.csv"
HEAD: Final = ("minutes", "part", "ring", "lon", "lat")

Ring = tuple[tuple[float, float], ...]


class RingMissing(AtlasError):
    """The shipped outline is not there or cannot be read."""


@lru_cache(maxsize=1)
def polygons() -> tuple[tuple[Ring, ...], ...]:
    """Return the area within 60 minutes of the nearest seat of 兰州市主城区: polygons, each its rings, the outer one first.

    Rings are closed and hold (lon, lat) in degrees, CGCS2000.

    Raises
    ------
    RingMissing
        The file is missing or broken.
    """
    try:
        with RING_CSV.open(encoding="utf-8-sig", newline="") as stream:
            rows = [
                (int(row["part"]), int(row["ring"]), float(row["lon"]), float(row["lat"]))
                for row in csv.DictReader(stream)
            ]
    except (OSError, KeyError, ValueError) as error:
        raise RingMissing(
            _("缺少“一小时”推算范围的数据文件，请重新安装本项目的数据。"),
            detail=f"{RING_CSV.name}: {error}",
        ) from error
    return tuple(
        tuple(
            tuple((lon, lat) for _part, _ring, lon, lat in points)
            for _number, points in groupby(list(part), key=lambda row: row[1])
        )
        for _number, part in groupby(rows, key=lambda row: row[0])
    )

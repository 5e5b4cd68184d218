"""Stations where EMU trains stop (动车组: G, D and C trains, the 160 km/h sets included).

`data/transport/emu.csv` lists every station of the province that a source names, with one of three
states: trains stop there; the station sells tickets and no sound text says whether an EMU stops;
still being built. EMU service and high-speed line are two things: 岷县, 哈达铺, 陇南, 瓜州 and 敦煌
lie on ordinary lines.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from data.i18n import _
from geo.travel.network import TRANSPORT, NetworkError


class Service(StrEnum):
    """What is known of the EMU trains of a station."""

    OPEN = "open"
    UNCERTAIN = "uncertain"
    PLANNED = "planned"


@dataclass(frozen=True)
class Station:
    """A station of the list.

    Parameters
    ----------
    node : str
        Its id in the network; stations that are not built may have no node.
    county : str
        Code of the one county that it is counted to.
    line, since : str
        Railway, and first day of EMU service as far as read.
    source : str
        Id in the table of transport sources.
    """

    node: str
    county: str
    line: str
    since: str
    service: Service
    source: str
    note: str


@lru_cache(maxsize=1)
def stations() -> tuple[Station, ...]:
    """Return the list in the table's order.

    Raises
    ------
    NetworkError
        The table is missing or broken.
    """
    path = TRANSPORT / "emu.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return tuple(
                Station(
                    node=row["station"],
                    county=row["adcode"],
                    line=row["line"],
                    since=row["since"],
                    service=Service(row["status"]),
                    source=row["source"],
                    note=row["note"],
                )
                for row in csv.DictReader(stream)
            )
    except (OSError, KeyError, ValueError) as error:
        raise NetworkError(
            _("缺少交通数据文件 {name}，请重新安装本项目的数据。").format(name=path.name),
            detail=f"{path.name}: {error}",
        ) from error


def of(service: Service) -> tuple[str, ...]:
    """Return the nodes of the stations in one state, sorted."""
    return tuple(sorted(s.node for s in stations() if s.service is service))

"""What lies along the Yellow River: frontage, distances, shares of area, and the belt by width.

Everything is measured against the *stem in Gansu*: the parts of the river that run inside or
along the province. The stretch through Qinghai counts for chainage only. Shares are of area and
never turned into people: residents belong to whole counties, or to their seats.

`data/rivers/belt.csv` and `frontage.csv` are written by `data/build/belt_tables.py` with the functions
of `geo.rivers.measures`; other widths than the standard ones are measured when asked for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from data.errors import AtlasError
from data.i18n import _
from geo.places import units
from geo.rivers import lines
from geo.rivers.stretches import ALONG_KM

STANDARD_KM = (5, 10, 20, 40)
MAX_KM = 200.0
# Less frontage than the tolerance cannot be told from a corner that the river passes.
FRONTAGE_MIN_KM = ALONG_KM
BASIN_MIN = 0.5  # of the county's area: more inside the basin than outside
SHARE_IN_BELT = 0.5  # of the county's area within the width

# Rivers by the course of the Yellow River that they join; the stem in Gansu is all upper course,
# which ends at 河口镇 in Inner Mongolia.
UPPER = ("yellow", "tao", "huangshui", "datong", "daxia", "zhuanglang", "zuli")
MIDDLE = ("wei", "jing", "malian")

POSITIONS = {"stem": _("沿干流"), "basin": _("流域内"), "outside": _("流域外")}


class BeltWidthError(AtlasError):
    """The width of the belt is not a distance that can be used."""


@dataclass(frozen=True)
class Measured:
    """One county against the stem in Gansu.

    Parameters
    ----------
    frontage_km : float
        Length of stem credited to the county; where several counties share a stretch each gets
        an equal part, so that all counties add up to the stem's length in Gansu.
    touched_km : float
        Length of stem that runs through or along the county, shared or not.
    start_km, end_km : float or None
        First and last chainage of those stretches.
    seat_km, seat_chainage_km : float
        Distance of the seat from the stem in Gansu, and the chainage of the nearest point.
    shares : dict of int to float
        Share of the county's area within a standard distance in km.
    basin_share : float
        Share of area in the Yellow River's basin (a table of figures).
    position : str
        'stem', 'basin' or 'outside', see `classify`.
    seat_river : str
        Id of the nearest river of the basin to the seat; '' outside the basin.
    """

    adcode: str
    name: str
    frontage_km: float
    touched_km: float
    start_km: float | None
    end_km: float | None
    seat_km: float
    seat_chainage_km: float
    shares: dict[int, float]
    basin_share: float
    position: str
    seat_river: str


@dataclass(frozen=True)
class Member:
    """One county in a belt of a given width."""

    adcode: str
    name: str
    frontage_km: float
    share_within: float
    basin_share: float
    in_belt: bool


@dataclass(frozen=True)
class BeltResult:
    """The belt of a given width: all 87 units by code, the stem's length, the rule in words."""

    km: float
    counties: tuple[Member, ...]
    stem_km: float
    method: str

    @property
    def members(self) -> tuple[str, ...]:
        """Codes of the counties in the belt."""
        return tuple(county.adcode for county in self.counties if county.in_belt)


def classify(frontage_km: float, basin_share: float) -> str:
    """Return 'stem' (沿干流), 'basin' (流域内) or 'outside' (流域外).

    Along the stem is a county with at least `FRONTAGE_MIN_KM` of it; in the basin is one with at
    least `BASIN_MIN` of its area there.
    """
    if frontage_km >= FRONTAGE_MIN_KM:
        return "stem"
    return "basin" if basin_share >= BASIN_MIN else "outside"


def _optional(text: str) -> float | None:
    return float(text) if text else None


@lru_cache(maxsize=1)
def measured() -> dict[str, Measured]:
    """Return the shipped measurement of the 87 units, by code.

    Raises
    ------
    RiverError
        The table is missing.
    """
    return {
        row["adcode"]: Measured(
            adcode=row["adcode"],
            name=row["name"],
            frontage_km=float(row["frontage_km"]),
            touched_km=float(row["touched_km"]),
            start_km=_optional(row["start_km"]),
            end_km=_optional(row["end_km"]),
            seat_km=float(row["seat_km"]),
            seat_chainage_km=float(row["seat_chainage_km"]),
            shares={km: float(row[f"share_{km}km"]) for km in STANDARD_KM},
            basin_share=float(row["basin_share"]),
            position=row["position"],
            seat_river=row["seat_river"],
        )
        for row in lines.table("belt.csv")
    }


def along_stem() -> tuple[str, ...]:
    """Return the codes of the counties along the stem in the river's order."""
    found = [county for county in measured().values() if county.position == "stem"]
    return tuple(c.adcode for c in sorted(found, key=lambda c: (c.start_km or 0.0, c.adcode)))


def in_basin() -> tuple[str, ...]:
    """Return the codes of the counties along the stem or with half their area in the basin."""
    return tuple(c.adcode for c in measured().values() if c.position != "outside")


def course(adcode: str) -> str:
    """Return 'upper', 'middle' or '' (outside the basin) by the river nearest to the seat."""
    nearest = measured()[adcode].seat_river
    if nearest in MIDDLE:
        return "middle"
    return "upper" if nearest in UPPER else ""


def frontages(river: str) -> dict[str, tuple[float, float]]:
    """Return by county the credited and the touched length of a river, in km.

    Parameters
    ----------
    river : str
        Id; the table has all rivers, those measured on WDBII lines with a wider tolerance.
    """
    return {
        row["adcode"]: (float(row["frontage_km"]), float(row["touched_km"]))
        for row in lines.table("frontage.csv")
        if row["river"] == river
    }


def checked_width(km: float) -> float:
    """Return the width if it is one.

    Raises
    ------
    BeltWidthError
        It is no number, not above 0 or above `MAX_KM`.
    """
    if not math.isfinite(km) or not 0 < km <= MAX_KM:
        raise BeltWidthError(
            _("创新带宽度应为大于0、不超过{most:g}公里的数，收到的是“{km}”。").format(
                most=MAX_KM, km=km
            ),
            detail=f"belt width {km!r} km is not in (0, {MAX_KM}]",
        )
    return float(km)


def belt(km: float) -> BeltResult:
    """Return the belt of counties along the stem in Gansu.

    A county is in the belt when the stem runs through or along it, or when at least half of its
    area lies within the given distance of the stem.

    Parameters
    ----------
    km : float
        Distance to either side of the stem; at most `MAX_KM`.

    Raises
    ------
    BeltWidthError
        The width is not usable.
    """
    width = checked_width(km)
    if width in STANDARD_KM:
        shares = {code: county.shares[int(width)] for code, county in measured().items()}
    else:
        from geo.rivers.measures import shares_within

        shares = {code: round(share, 4) for code, share in shares_within(width).items()}
    members = tuple(
        Member(
            adcode=unit.adcode,
            name=unit.name,
            frontage_km=measured()[unit.adcode].frontage_km,
            share_within=shares[unit.adcode],
            basin_share=measured()[unit.adcode].basin_share,
            in_belt=measured()[unit.adcode].position == "stem"
            or shares[unit.adcode] >= SHARE_IN_BELT,
        )
        for unit in units.counties()
    )
    return BeltResult(width, members, lines.stem_km(), method(width))


def method(km: float) -> str:
    """Return the rule of the belt in one Chinese paragraph."""
    return _(
        "黄河干流取1:400万水系，宽河段与水库取中线。干流长只计甘肃段：在县域内或距县界{along:g}公里"
        "以内的河段；几个县共有的河段由各县平分，故各县岸长之和等于干流甘肃段长。面积占比为县域内距"
        "干流甘肃段{km:g}公里以内的部分（阿尔伯斯等积投影，底图多边形面积）。干流岸长达{least:g}公里，"
        "或一半以上面积在{km:g}公里以内的县区，计入创新带。流域占比为县域与流域界叠加的推算值。"
        "人口只能按整县或按县城计，不按面积折算。"
    ).format(along=ALONG_KM, km=km, least=FRONTAGE_MIN_KM)


def document(km: float) -> dict[str, Any]:
    """Return the belt as the JSON document of the command `belt --km 20 --json`.

    Raises
    ------
    BeltWidthError
        The width is not usable.
    """
    result = belt(km)
    return {
        "counties": [
            {
                "adcode": county.adcode,
                "name": county.name,
                "frontage_km": county.frontage_km,
                "share_within": county.share_within,
                "basin_share": county.basin_share,
                "in_belt": county.in_belt,
            }
            for county in result.counties
        ],
        "stem_km": round(result.stem_km, 3),
        "method": result.method,
    }

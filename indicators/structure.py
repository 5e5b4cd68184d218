"""What a county is like, apart from how it fares: the structural variables of peers and types.

None of them is an achievement. Each says which indicators are the same matter (its `kin`): where
one of those is compared, the variable does not choose the peers. Skewed variables are transformed
by one rule (`transformed`), all are then set in standard deviations from the mean of the pool.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final

from data.i18n import _
from geo import extents

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

YEAR: Final = 2020
MINUTES: Final = "minutes_to_lanzhou"
SKEWED: Final = 1.0


class PeerPool(StrEnum):
    """Among whom peers are sought."""

    GANSU = "gansu"
    NORTHWEST = "northwest"
    CHINA = "china"


POOL_NAMES: Final[Mapping[PeerPool, str]] = {
    PeerPool.GANSU: _("甘肃"),
    PeerPool.NORTHWEST: _("西北五省区"),
    PeerPool.CHINA: _("全国"),
}


class Transform(StrEnum):
    """What is done to a variable before it is standardised."""

    NONE = "none"
    ROOT = "square root"
    LOG = "log10"


TRANSFORM_NAMES: Final[Mapping[Transform, str]] = {
    Transform.NONE: _("原数"),
    Transform.ROOT: _("平方根"),
    Transform.LOG: _("对数"),
}


@dataclass(frozen=True)
class StructuralVariable:
    """One structural variable.

    Attributes
    ----------
    id : str
        Of the registry, or `MINUTES`.
    name, why : str
        In Chinese: a short name, and what makes it structure.
    high, low : str
        What a county is that has much of it, and little.
    share : bool
        A share or a time, which may be 0; else a size, of which the ratio counts.
    national : bool
        Whether the census has it for every county of the country.
    kin : frozenset of str
        Indicators that are the same matter, itself among them.
    """

    id: str
    name: str
    why: str
    high: str
    low: str
    share: bool
    national: bool
    kin: frozenset[str]


_PEOPLE: Final = frozenset(
    {
        *("pop_resident", "pop_male", "pop_female", "pop_urban", "pop_rural"),
        *("pop_registered", "pop_change_2010_2020", "city_pop_resident", "city_pop_registered"),
        *("pop_density_polygon", "access_people_60", "access_people_120"),
    }
)
VARIABLES: Final[tuple[StructuralVariable, ...]] = (
    StructuralVariable(
        "pop_resident",
        _("人口规模"),
        _("常住人口，县的大小"),
        _("人口多"),
        _("人口少"),
        share=False,
        national=True,
        kin=_PEOPLE,
    ),
    StructuralVariable(
        "urbanization_rate",
        _("城镇化率"),
        _("城乡结构"),
        _("城镇化率高"),
        _("城镇化率低"),
        share=True,
        national=True,
        kin=frozenset({"urbanization_rate", "pop_urban", "pop_rural"}),
    ),
    StructuralVariable(
        "share_age_65plus",
        _("65岁及以上占比"),
        _("年龄结构"),
        _("老年人占比高"),
        _("老年人占比低"),
        share=True,
        national=True,
        kin=frozenset({"share_age_65plus", "share_age_15_64"}),
    ),
    StructuralVariable(
        "ethnic_minority_share",
        _("少数民族占比"),
        _("民族构成"),
        _("少数民族占比高"),
        _("少数民族占比低"),
        share=True,
        national=True,
        kin=frozenset({"ethnic_minority_share"}),
    ),
    StructuralVariable(
        "share_agriculture",
        _("农业就业占比"),
        _("就业的产业结构（长表）"),
        _("务农的占比高"),
        _("务农的占比低"),
        share=True,
        national=True,
        kin=frozenset({"share_agriculture", "longform_agriculture"}),
    ),
    StructuralVariable(
        "share_manufacturing",
        _("制造业就业占比"),
        _("就业的产业结构（长表）"),
        _("制造业就业占比高"),
        _("制造业就业占比低"),
        share=True,
        national=True,
        kin=frozenset({"share_manufacturing", "longform_manufacturing"}),
    ),
    StructuralVariable(
        "pop_density_polygon",
        _("人口密度"),
        _("地广人稀还是稠密；界线变动后人与地对不上的县缺失"),
        _("人口稠密"),
        _("地广人稀"),
        share=False,
        national=False,
        kin=_PEOPLE | {"area_polygon_geodesic", "land_area"},
    ),
    StructuralVariable(
        MINUTES,
        _("到兰州的时间"),
        _("县城到兰州市主城区的推算行程，公路或铁路加接驳"),
        _("离兰州远"),
        _("离兰州近"),
        share=True,
        national=False,
        kin=frozenset(
            {
                *("access_people_60", "access_people_120"),
                *("access_university_minutes", "access_hsr_minutes"),
            }
        ),
    ),
)
BY_ID: Final = {variable.id: variable for variable in VARIABLES}


@dataclass(frozen=True)
class Standardised:
    """The variables of a pool in standard deviations from the pool's mean.

    Attributes
    ----------
    raw, scores : DataFrame
        Index `adcode`, one column a variable; NaN where the county has no value.
    transforms : dict of str to Transform
        What was done to each variable.
    """

    raw: pd.DataFrame
    scores: pd.DataFrame
    transforms: dict[str, Transform]


def skewness(values: NDArray[np.float64]) -> float:
    """Return the moment coefficient of skewness (population form); 0 where all are equal."""
    deviations = values - values.mean()
    variance = float((deviations**2).mean())
    return float((deviations**3).mean()) / variance**1.5 if variance > 0 else 0.0


def transformed(
    values: NDArray[np.float64], *, share: bool
) -> tuple[NDArray[np.float64], Transform]:
    """Return a variable with its tail drawn in, where it is skewed.

    Skewed means a skewness above `SKEWED`. Of a size the logarithm is taken, of a share or a time
    the square root: these may be 0, and the logarithm would make 0.1 and 1 per cent as different
    as 10 and 100. Nothing is done where it would not bring the skewness nearer to 0.

    Parameters
    ----------
    values : array (n,)
        Without gaps.
    share : bool
        See `StructuralVariable`.
    """
    import numpy as np

    before = skewness(values)
    if before <= SKEWED or values.min() < 0 or (not share and values.min() == 0):
        return values, Transform.NONE
    after = np.sqrt(values) if share else np.log10(values)
    if abs(skewness(after)) >= abs(before):
        return values, Transform.NONE
    return after, Transform.ROOT if share else Transform.LOG


def standardise(raw: pd.DataFrame, *, shares: Mapping[str, bool]) -> Standardised:
    """Return a table in standard deviations; each variable by the units that have it.

    Parameters
    ----------
    raw : DataFrame
        Index the unit, one column a variable; NaN is left NaN.
    shares : mapping of str to bool
        Whether each variable is a share or a time.
    """
    import numpy as np
    import pandas as pd

    scores, transforms = {}, {}
    for name in raw.columns:
        column = raw[name].to_numpy(dtype=float)
        present = ~np.isnan(column)
        values, transforms[name] = transformed(column[present], share=shares[name])
        spread = values.std()
        out = np.full(len(column), np.nan)
        out[present] = (values - values.mean()) / (spread if spread > 0 else 1.0)
        scores[name] = out
    return Standardised(raw, pd.DataFrame(scores, index=raw.index), transforms)


def variables(among: PeerPool) -> tuple[StructuralVariable, ...]:
    """Return the variables that exist for every kind of county in the pool."""
    return tuple(item for item in VARIABLES if among is PeerPool.GANSU or item.national)


def lacking(among: PeerPool) -> tuple[StructuralVariable, ...]:
    """Return the variables that the pool does not have."""
    return tuple(item for item in VARIABLES if item not in variables(among))


def values(among: PeerPool) -> pd.DataFrame:
    """Return the variables of every county of a pool, untransformed.

    Returns
    -------
    DataFrame
        Index `adcode`; one column a variable; NaN where the county has none.
    """
    import pandas as pd

    if among is PeerPool.GANSU:
        return pd.DataFrame({item.id: _gansu(item.id) for item in variables(among)})
    from indicators import national_standing, national_units

    codes = national_units.counties().index
    if among is PeerPool.NORTHWEST:
        codes = codes[codes.str[:2].isin(extents.NORTHWEST)]
    return pd.DataFrame(
        {item.id: national_standing.values(item.id).reindex(codes) for item in variables(among)}
    )


def _gansu(variable: str) -> pd.Series:
    """Return a variable of the 87 units."""
    import pandas as pd

    from indicators import tables

    if variable != MINUTES:
        return tables.values(variable, YEAR)["value"]
    from geo.travel.journeys import reach
    from geo.travel.origins import LANZHOU_CORE

    arrivals = reach(LANZHOU_CORE.id).counties()
    return pd.Series({arrival.node: arrival.minutes for arrival in arrivals})


@cache
def pool(among: PeerPool) -> Standardised:
    """Return the standardised variables of a pool, kept for the process."""
    return standardise(values(among), shares={item.id: item.share for item in VARIABLES})

"""Inside and outside the belt: one indicator, two groups of counties, and matched peers.

'stem' sets the counties along the stem of the Yellow River against all others, 'basin' those in
the basin against those outside; both by the measurement of `geo.belt`. The difference is told
with its interval, and when the interval covers 0 the sentence says that it cannot be told. None
of this says that the river, or the plan, is the cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.errors import AtlasError
from data.i18n import _
from geo import belt as belt_geo
from geo import rivers, units
from indicators import effects, matching, registry, tables
from indicators.effects import Estimate
from indicators.matching import Matching

if TYPE_CHECKING:
    import pandas as pd

GROUPINGS = {"stem": _("沿干流县区"), "basin": _("流域内县区")}
OTHERS = {"stem": _("其余县区"), "basin": _("流域外县区")}

UPPER = ("yellow", "tao", "huangshui", "datong", "daxia", "zhuanglang", "zuli")
MIDDLE = ("wei", "jing", "malian")
CATCHMENTS = {
    "upper": _("上游：干流、洮河、湟水、大夏河、庄浪河、祖厉河一带"),
    "middle": _("中游：渭河、泾河、马莲河一带"),
}
LINXIA = "622900"


class NotComparableError(AtlasError):
    """The indicator cannot be compared between groups of counties, or the grouping is unknown."""


@dataclass(frozen=True)
class Summary:
    """One group: how many counties, how many of them without a value, and their distribution."""

    n: int
    missing: int
    mean: float
    median: float
    low: float
    quarter: float
    three_quarters: float
    high: float


@dataclass(frozen=True)
class Contrast:
    """Inside against outside for one indicator in one year.

    Parameters
    ----------
    difference : Estimate
        Median inside less median outside.
    delta : Estimate
        Cliff's delta.
    p : float
        Permutation p of Cliff's delta.
    matching : Matching
        The peers.
    matched : Estimate
        Median of the differences within pairs, inside less outside.
    sentence : str
        What can be said, in Chinese.
    """

    indicator: str
    year: int
    grouping: str
    inside: Summary
    outside: Summary
    difference: Estimate
    delta: Estimate
    p: float
    matching: Matching
    matched: Estimate
    sentence: str


def ratio(indicator: str) -> registry.Indicator:
    """Return a county-level ratio or index; counts depend on the size of a county.

    Raises
    ------
    UnknownIndicatorError, NotComparableError
        It does not exist, is of another level, or is a count.
    """
    item = registry.get(indicator)
    if item.level != "county" or item.kind == "count":
        raise NotComparableError(
            _("“{name}”不是县级比率指标，不能作带内带外比较。").format(name=item.name),
            detail=f"{indicator}: level {item.level}, kind {item.kind}",
        )
    return item


def members(grouping: str) -> tuple[str, ...]:
    """Return the codes of the counties inside.

    Raises
    ------
    NotComparableError
        There is no such grouping.
    """
    if grouping == "stem":
        return belt_geo.along_stem()
    if grouping == "basin":
        return belt_geo.in_basin()
    raise NotComparableError(
        _("没有“{name}”这种分组，可选：沿干流、流域。").format(name=grouping[:20]),
        detail=f"unknown grouping {grouping[:80]!r}",
    )


def distribution(indicator: str, year: int | None = None, *, grouping: str = "stem") -> pd.DataFrame:
    """Return value, status, name and side of every unit, for a strip or a box plot.

    Returns
    -------
    DataFrame
        Index adcode; columns name, value, status, inside (bool).
    """
    item = ratio(indicator)
    table = tables.values(item.id, year)[["value", "status"]]
    table.insert(0, "name", [units.unit(str(code)).name for code in table.index])
    table["inside"] = table.index.isin(members(grouping))
    return table


def summary(values: pd.Series) -> Summary:
    """Return the distribution of a group's values; gaps are counted, not filled."""
    present = values.dropna()
    quarters = present.quantile([0.25, 0.75]) if len(present) else None
    nan = float("nan")
    return Summary(
        n=len(present),
        missing=int(values.isna().sum()),
        mean=float(present.mean()),
        median=float(present.median()),
        low=float(present.min()) if len(present) else nan,
        quarter=nan if quarters is None else float(quarters.iloc[0]),
        three_quarters=nan if quarters is None else float(quarters.iloc[1]),
        high=float(present.max()) if len(present) else nan,
    )


def contrast(indicator: str, year: int | None = None, *, grouping: str = "stem") -> Contrast:
    """Compare an indicator inside and outside the belt, plainly and with matched peers.

    Parameters
    ----------
    indicator : str
        A county-level ratio or index.
    year : int, optional
        The latest by default.
    grouping : str
        'stem' or 'basin'.

    Raises
    ------
    UnknownIndicatorError, UnknownYearError, NotComparableError
        See `ratio` and `members`.
    """
    item = ratio(indicator)
    used = tables.resolve_year(indicator, year)
    table = distribution(indicator, used, grouping=grouping)
    inside, outside = (table.loc[table["inside"] == side, "value"] for side in (True, False))
    one, other = inside.dropna(), outside.dropna()
    difference, delta, p = effects.two_groups(one.to_numpy(), other.to_numpy())
    peers = matching.match(list(one.index), list(other.index), without=indicator)
    gaps = [table["value"][pair.first] - table["value"][pair.second] for pair in peers.pairs]
    import numpy as np

    matched = effects.paired(np.asarray(gaps, dtype=float))
    inner, outer = summary(inside), summary(outside)
    words = (
        _plain(item, grouping, inner, outer, difference)
        + _peers(item, grouping, peers, matched)
        + _("这只是并列对照，不说明因果。")
    )
    return Contrast(
        item.id, used, grouping, inner, outer, difference, delta, p, peers, matched, words
    )


def _figure(item: registry.Indicator, value: float) -> str:
    return _number(value, f",.{item.digits}f") + (item.unit if item.unit in ("%", "‰") else "")


def _gap(item: registry.Indicator, value: float) -> str:
    """Return a difference; between percentages it is one of percentage points."""
    text = _number(value, f"+,.{item.digits}f")
    return text + _("个百分点") if item.unit.endswith("%") else text


def _number(value: float, form: str) -> str:
    # Adding 0 turns a negative zero into a plain one.
    digits = int(form[-2])
    return format(round(value, digits) + 0.0, form).replace("-", "−")


def _interval(item: registry.Indicator, estimate: Estimate) -> str:
    return _("95%区间{low}至{high}").format(
        low=_number(estimate.low, f"+,.{item.digits}f"), high=_gap(item, estimate.high)
    )


def _verdict(grouping: str, estimate: Estimate) -> str:
    """Return which side is higher, or that it cannot be told."""
    if not estimate.told:
        return _("区间含0，分不出高低")
    side = GROUPINGS[grouping]
    return (_("{side}较高") if estimate.low > 0 else _("{side}较低")).format(side=side)


def _plain(
    item: registry.Indicator, grouping: str, inner: Summary, outer: Summary, difference: Estimate
) -> str:
    if inner.n < 2 or outer.n < 2:
        return _("有数的县区太少（带内{n}个、带外{m}个），不作比较。").format(n=inner.n, m=outer.n)
    return _(
        "{name}：{inside}（{n}个有数）中位数{a}，{outside}（{m}个有数）{b}{unit}，"
        "相差{gap}（{interval}），{verdict}。"
    ).format(
        name=item.name,
        inside=GROUPINGS[grouping],
        outside=OTHERS[grouping],
        n=inner.n,
        m=outer.n,
        a=_figure(item, inner.median),
        b=_figure(item, outer.median),
        unit="" if item.unit in ("%", "‰", "") else f"（{item.unit}）",
        gap=_gap(item, difference.value),
        interval=_interval(item, difference),
        verdict=_verdict(grouping, difference),
    )


def _peers(item: registry.Indicator, grouping: str, peers: Matching, matched: Estimate) -> str:
    alike = "、".join(matching.COVARIATES[name][1] for name in peers.covariates)
    if len(peers.pairs) < 2:
        return _("按{alike}找不到足够的同类县区配对。").format(alike=alike)
    text = _("与{alike}相近的县区一一配对后（{n}对），差的中位数为{gap}（{interval}），{verdict}。").format(
        alike=alike,
        n=len(peers.pairs),
        gap=_gap(item, matched.value),
        interval=_interval(item, matched),
        verdict=_verdict(grouping, matched),
    )
    if peers.unmatched:
        names = "、".join(units.unit(code).short for code in peers.unmatched)
        text += _("没有相近者可配的{n}个：{names}。").format(n=len(peers.unmatched), names=names)
    if not peers.balanced:
        text += _("配对后两组仍不够相近，宜谨慎。")
    return text


def profile(indicator: str, year: int | None = None) -> pd.DataFrame:
    """Return the counties along the stem in the river's order with an indicator's values.

    Returns
    -------
    DataFrame
        One row a county: adcode, name, short, prefecture_name, start_km, end_km (chainage),
        frontage_km, touched_km, seat_chainage_km, value, status. Any county-level indicator is
        allowed.
    """
    import pandas as pd

    table = tables.values(indicator, year)
    rows = []
    for code in belt_geo.along_stem():
        unit, found = units.unit(code), belt_geo.measured()[code]
        rows.append(
            {
                "adcode": code,
                "name": unit.name,
                "short": unit.short,
                "prefecture_name": unit.prefecture_name,
                "start_km": found.start_km,
                "end_km": found.end_km,
                "frontage_km": found.frontage_km,
                "touched_km": found.touched_km,
                "seat_chainage_km": found.seat_chainage_km,
                "value": table["value"][code],
                "status": table["status"][code],
            }
        )
    return pd.DataFrame(rows)


def catchment(adcode: str) -> str:
    """Return 'upper', 'middle' or '' (outside the basin) by the river nearest to the seat.

    The whole stem in Gansu belongs to the river's upper course (which ends at 河口镇 in Inner
    Mongolia); 渭河, 泾河 and 马莲河 join its middle course.
    """
    nearest = belt_geo.measured()[adcode].seat_river
    if nearest in MIDDLE:
        return "middle"
    return "upper" if nearest in UPPER else ""


def catchments(indicator: str, year: int | None = None) -> dict[str, Summary]:
    """Return the distribution of an indicator in the upper and in the middle course's counties."""
    item = ratio(indicator)
    values = tables.values(item.id, year)["value"]
    return {
        key: summary(values[[catchment(str(code)) == key for code in values.index]])
        for key in CATCHMENTS
    }


def sections(indicator: str, year: int | None = None) -> dict[str, Summary]:
    """Return the distribution along the stem by prefecture, in the river's order."""
    item = ratio(indicator)
    values = tables.values(item.id, year)["value"]
    found: dict[str, list[str]] = {}
    for code in belt_geo.along_stem():
        found.setdefault(units.unit(code).prefecture_name, []).append(code)
    return {name: summary(values[codes]) for name, codes in found.items()}


def linxia() -> pd.DataFrame:
    """Return Linxia's eight counties measured against 黄河 and 洮河 (沿黄河洮河 belt).

    Returns
    -------
    DataFrame
        adcode, name, yellow_km, tao_km (credited), yellow_touched_km, tao_touched_km, on ('黄河',
        '洮河', '黄河、洮河' or '').
    """
    import pandas as pd

    lines = {key: belt_geo.frontages(key) for key in (rivers.STEM, "tao")}
    names = {rivers.STEM: _("黄河"), "tao": _("洮河")}
    rows = []
    for code in units.prefecture(LINXIA).members:
        along = {key: lines[key].get(code, (0.0, 0.0)) for key in lines}
        touching = [k for k in lines if along[k][0] >= belt_geo.FRONTAGE_MIN_KM]
        rows.append(
            {
                "adcode": code,
                "name": units.unit(code).name,
                "yellow_km": along[rivers.STEM][0],
                "yellow_touched_km": along[rivers.STEM][1],
                "tao_km": along["tao"][0],
                "tao_touched_km": along["tao"][1],
                "on": "、".join(names[key] for key in touching),
            }
        )
    return pd.DataFrame(rows)

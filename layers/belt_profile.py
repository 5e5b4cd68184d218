"""The profile along the river, before anything is drawn: on screen, on paper, as a table.

It carries its title, its source line and its notes, so that a picture that leaves the page keeps
them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data import records
from data.i18n import _
from geo.places import units
from geo.rivers import frontage as belt_geo
from geo.rivers import lines as rivers
from indicators import aggregate, ranks, registry, revised, river_profile, samples, tables
from layers import wording

if TYPE_CHECKING:
    import pandas as pd

MEASURED = "rivers-table-belt"


@dataclass(frozen=True)
class ProfileStretch:
    """One county's stretch of the stem: chainage in km, and the short names that share it."""

    adcode: str
    start_km: float
    end_km: float
    others: tuple[str, ...]


@dataclass(frozen=True)
class Bar:
    """One county's figure.

    Parameters
    ----------
    value : float or None
        None where there is none; `label` then says why.
    label : str
        As it is written beside the bar.
    status : str
        The status in words.
    interval : str
        95 % interval of a share from the long form; '' elsewhere.
    muted : bool
        The sample is small: the colour steps back.
    """

    adcode: str
    name: str
    short: str
    value: float | None
    label: str
    status: str
    interval: str
    muted: bool


@dataclass(frozen=True)
class Profile:
    """Counties along the stem in the river's order, with an indicator's figures.

    Parameters
    ----------
    gap : int
        How many counties come before the river's way through Qinghai.
    gap_km : tuple of float
        Chainage where that way begins and ends.
    median : float or None
        Of all units of the province; None for counts, which depend on the size of a county.
    """

    item: registry.Indicator
    year: int
    title: str
    axis: str
    bars: tuple[Bar, ...]
    stretches: tuple[ProfileStretch, ...]
    gap: int
    gap_km: tuple[float, float]
    median: float | None
    notes: tuple[str, ...]
    source: str


def source(item: registry.Indicator, year: int) -> str:
    """Return the source line of an indicator's year and of the measurement."""
    lines = (item.sources[year], records.source_line(MEASURED))
    return "；".join(line.removeprefix(_("数据：")) for line in lines)


def axis(item: registry.Indicator, year: int) -> str:
    """Return short name, year and unit, as an axis is titled."""
    return f"{item.short}（{year}年" + (f"，{item.unit}）" if item.unit else "）")


def make(indicator: str, year: int | None = None) -> Profile:
    """Return the profile of a county-level indicator along the stem.

    Parameters
    ----------
    indicator : str
        Ratio, index or count.
    year : int, optional
        The latest by default.

    Raises
    ------
    UnknownIndicatorError, UnknownYearError
        There is no such indicator or year.
    """
    item = registry.get(indicator)
    used = tables.resolve_year(indicator, year)
    bars = _bars(item, used)
    (_start, leaves), (returns, _end) = rivers.stretches_in_gansu()
    rows = river_profile.profile(indicator, used)
    stretches = tuple(
        ProfileStretch(
            code,
            reach.start_km,
            reach.end_km,
            tuple(units.unit(other).short for other in reach.parties if other != code),
        )
        for reach in rivers.stem_reaches()
        for code in reach.parties
    )
    counts = item.kind == "count"
    return Profile(
        item=item,
        year=used,
        title=_("黄河干流沿线县区：{name}").format(name=wording.in_year(item.name, used)),
        axis=axis(item, used),
        bars=bars,
        stretches=stretches,
        gap=int((rows["start_km"] < leaves).sum()),
        gap_km=(leaves, returns),
        median=None if counts else ranks.median(indicator, used),
        notes=_notes(item, used, bars),
        source=source(item, used),
    )


def _bars(item: registry.Indicator, year: int) -> tuple[Bar, ...]:
    rows = river_profile.profile(item.id, year)
    sampled = _has_sample(item, year)
    margins = samples.intervals(item.id, year) if sampled else None
    bars = []
    for row in rows.itertuples(index=False):
        present = math.isfinite(row.value)
        label = wording.status_word(str(row.status))
        interval, muted = "", False
        if present:
            label = wording.short(row.value, item)
        if present and margins is not None:
            margin = margins.loc[row.adcode]
            interval = wording.span(margin["low"], margin["high"], 1)
            muted = bool(margin["muted"])
        bars.append(
            Bar(
                row.adcode,
                row.name,
                row.short,
                float(row.value) if present else None,
                f"{label}（{interval}）" if muted else label,
                wording.status_word(str(row.status)),
                interval,
                muted,
            )
        )
    return tuple(bars)


def _has_sample(item: registry.Indicator, year: int) -> bool:
    return bool(item.sample) and year in registry.get(item.sample).years


def _notes(item: registry.Indicator, year: int, bars: tuple[Bar, ...]) -> tuple[str, ...]:
    notes = [_("自上而下为由玛曲到景泰的河流次序；浅色河段与对岸或邻县共有")]
    if item.kind == "count":
        notes.append(total_sentence(item, year))
    else:
        present = int(tables.values(item.id, year)["value"].notna().sum())
        notes.append(_("虚线为全省{n}个有数单元的中位数").format(n=present))
    if any(bar.value is None for bar in bars):
        notes.append(_("没有数的县区写明状态，不作插补"))
    if any(bar.muted for bar in bars):
        notes.append(
            _("浅色柱的普查长表样本不足{n}，括号内为95%区间").format(n=f"{samples.SMALL:,}")
        )
    return (*notes, *caveats(item))


def caveats(item: registry.Indicator) -> tuple[str, ...]:
    """Return an indicator's caveats as parts of a sentence."""
    return tuple(text.rstrip("。") for text in item.caveats)


def total_sentence(item: registry.Indicator, year: int) -> str:
    """Return what the counties along the stem add up to, and which part of the province it is."""
    along = belt_geo.along_stem()
    here = aggregate.total(item.id, year, along)
    if here.value is None:
        return _("沿干流{n}个县区中{missing}个缺数，不合计").format(
            n=len(along), missing=len(here.missing)
        )
    text = _("沿干流{n}个县区合计{value}").format(
        n=len(along), value=wording.amount(here.value, item)
    )
    everyone = aggregate.total(item.id, year, [unit.adcode for unit in units.counties()])
    if everyone.value is None:
        return text + _("（全省另有县区缺数，不算占比）")
    if not everyone.value:
        return text
    return text + _("，占全省87个单元合计的{share}%").format(
        share=wording.number(here.value / everyone.value * 100, 1)
    )


def table(figure: Profile) -> pd.DataFrame:
    """Return the profile as a table, one row a county, source and status in each row."""
    import pandas as pd

    rows = pd.DataFrame(
        [
            {
                _("次序"): place,
                _("代码"): bar.adcode,
                _("县（市、区）"): bar.name,
                _("里程起（km）"): _rounded(belt_geo.measured()[bar.adcode].start_km),
                _("里程止（km）"): _rounded(belt_geo.measured()[bar.adcode].end_km),
                _("干流岸长（平分，km）"): _rounded(belt_geo.measured()[bar.adcode].frontage_km),
                figure.axis: None if bar.value is None else round(bar.value, figure.item.digits),
                _("状态"): bar.status,
                _("95%区间（长表抽样）"): bar.interval,
                _("资料来源"): figure.source,
            }
            for place, bar in enumerate(figure.bars, 1)
        ]
    )
    return revised.noted(rows, [figure.item.id])


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)

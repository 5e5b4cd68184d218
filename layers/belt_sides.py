"""Two groups of counties beside each other, before anything is drawn: screen, paper, table."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.i18n import _
from indicators import inside_outside, registry, revised
from layers import wording
from layers.belt_profile import axis, caveats, source

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Sides:
    """Two groups of counties and the matched peers: name and value of each county.

    Parameters
    ----------
    groups : tuple of (name, tuple of (county, value))
        The inner group, the outer one, and the peers.
    """

    item: registry.Indicator
    contrast: inside_outside.Contrast
    title: str
    axis: str
    groups: tuple[tuple[str, tuple[tuple[str, float], ...]], ...]
    notes: tuple[str, ...]
    source: str


def make(found: inside_outside.Contrast) -> Sides:
    """Return both groups of a contrast with their counties, and the peers of the smaller group."""
    item = registry.get(found.indicator)
    units = inside_outside.distribution(item.id, found.year, grouping=found.grouping).dropna(
        subset="value"
    )
    named = dict(zip(units.index, zip(units["name"], units["value"], strict=True), strict=True))
    inner, outer = inside_outside.GROUPINGS[found.grouping], inside_outside.OTHERS[found.grouping]
    # The smaller group is matched; its peers are of the larger one.
    larger, place = (outer, 1) if found.inside.n <= found.outside.n else (inner, 0)
    peers = [(pair.first, pair.second)[place] for pair in found.matching.pairs]
    groups = (
        (inner, [named[code] for code in units.index[units["inside"]]]),
        (outer, [named[code] for code in units.index[~units["inside"]]]),
        (_("{side}中的配对县区").format(side=larger), [named[code] for code in peers]),
    )
    return Sides(
        item=item,
        contrast=found,
        title=_("{one}与{other}：{name}").format(
            one=inner, other=outer, name=wording.in_year(item.name, found.year)
        ),
        axis=axis(item, found.year),
        groups=tuple(
            (name, tuple((str(county), float(value)) for county, value in rows))
            for name, rows in groups
        ),
        notes=(*_notes(found), *caveats(item)),
        source=source(item, found.year),
    )


def _notes(found: inside_outside.Contrast) -> tuple[str, ...]:
    notes = [_("每点一个县区，箱为四分位、粗线为中位数")]
    if found.grouping == "course":
        notes.append(
            _(
                "只比较流域内县区，按驻地最近的河流分：上游为黄河干流、洮河、湟水、大夏河、庄浪河、"
                "祖厉河一带，中游为渭河、泾河、马莲河一带"
            )
        )
    missing = found.inside.missing + found.outside.missing
    if missing:
        notes.append(_("{n}个县区缺数，没有画出").format(n=missing))
    if math.isfinite(found.delta.value):
        notes.append(
            _("克里夫δ为{d}（95%区间{low}至{high}），置换检验p={p}").format(
                d=wording.number(found.delta.value, 2),
                low=wording.number(found.delta.low, 2),
                high=wording.number(found.delta.high, 2),
                p=wording.number(found.p, 4),
            )
        )
        if found.delta.told != found.difference.told:
            # The sentence goes by the medians; it must not look firmer, or vaguer, than it is.
            notes.append(
                _("中位数之差与克里夫δ的区间，一个含0、一个不含，两种量法结论不一致，宜谨慎")
            )
        notes.append(
            _(
                "区间由自助法得出（{n}次，固定种子）；逐个指标反复比较，总会偶然碰到“有差别”的"
            ).format(n=4000)
        )
    return tuple(notes)


def table(figure: Sides) -> pd.DataFrame:
    """Return the figure as a table: one row a point, with its group and the source."""
    import pandas as pd

    rows = pd.DataFrame(
        [
            {
                _("分组"): group,
                _("县（市、区）"): county,
                figure.axis: round(value, figure.item.digits),
                _("资料来源"): figure.source,
            }
            for group, rows in figure.groups
            for county, value in rows
        ]
    )
    return revised.noted(rows, [figure.item.id])

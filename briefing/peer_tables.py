"""The tables of 同类县: peers, variables, gaps, policies; numbers stay numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.i18n import _
from data.missing import is_missing
from indicators import national_units, peer_gaps, peer_words, registry, revised, structure
from indicators.peer_gaps import PeerGap
from indicators.peers import PeerSet
from layers import peer_policies
from layers.peer_policies import PeerPolicy

if TYPE_CHECKING:
    import pandas as pd

    from indicators.structure import StructuralVariable


def peers(found: PeerSet) -> pd.DataFrame:
    """Return one row a peer: distance, what makes it, and each variable's share in per cent."""
    import pandas as pd

    country = national_units.counties()
    rows = []
    for place, peer in enumerate(found.peers, start=1):
        row: dict[str, object] = {
            _("序"): place,
            _("县（市、区）"): peer_words.name(peer.adcode),
            _("所在"): _where(country, peer.adcode),
            _("距离"): round(peer.distance, 2),
            _("界限"): _("超出") if peer.beyond else _("以内"),
            _("差别主要在"): peer_words.reason(peer),
        }
        for item in found.variables:
            row[_("{variable}占（%）").format(variable=item.name)] = round(
                peer.shares[item.id] * 100, 1
            )
        rows.append(row)
    return pd.DataFrame(rows)


def _where(country: pd.DataFrame, adcode: str) -> str:
    row = country.loc[adcode]
    parts = dict.fromkeys(part for part in (row["province"], row["prefecture"]) if part)
    return "".join(str(part) for part in parts)


def variables(found: PeerSet) -> pd.DataFrame:
    """Return one row a structural variable: the county, its peers, and what hangs on it."""
    import pandas as pd

    raw = structure.pool(found.among).raw
    rows = []
    for item in found.variables:
        row: dict[str, object] = {
            _("变量"): item.name,
            _("单位"): unit(item),
            _("处理"): structure.TRANSFORM_NAMES[found.transforms[item.id]],
            _("去掉它换掉的同类县"): found.changes[item.id],
        }
        for code in (found.adcode, *found.codes):
            row[peer_words.name(code)] = round(float(raw.at[code, item.id]), digits(item))
        rows.append(row)
    return pd.DataFrame(rows)


def unit(item: StructuralVariable) -> str:
    """Return a variable's unit."""
    return _("分钟") if item.id == structure.MINUTES else registry.get(item.id).unit


def digits(item: StructuralVariable) -> int:
    """Return how many decimal places a variable is written with."""
    return 0 if item.id == structure.MINUTES else registry.get(item.id).digits


def gaps(found: Sequence[PeerGap], usual: PeerSet) -> pd.DataFrame:
    """Return one row an indicator: the county, the peers' median, the gap and its interval.

    Parameters
    ----------
    found : sequence of PeerGap
        In the order shown.
    usual : PeerSet
        The peers shown; an indicator whose peers are others names them.
    """
    import pandas as pd

    rows = []
    for gap in found:
        item = registry.get(gap.indicator)
        low, high = (gap.low, gap.high) if gap.values else (float("nan"), float("nan"))
        rows.append(
            {
                _("指标"): item.name,
                _("判断"): peer_words.VERDICT_WORDS[gap.verdict],
                _("本县"): _rounded(gap.own.value, item.digits),
                _("同类县中位数"): _rounded(gap.median, item.digits),
                _("差"): _rounded(gap.gap, item.digits),
                _("差的低限"): _rounded(low, item.digits),
                _("差的高限"): _rounded(high, item.digits),
                _("单位"): item.unit,
                _("年份"): gap.year,
                _("有数的同类县"): len(gap.values),
                _("置信水平（%）"): round(gap.interval.confidence * 100, 2),
                _("含长表误差"): _("是") if gap.sampled else _("否"),
                _("换用的同类县"): peer_words.other_peers(gap, usual),
                _("出处"): item.sources[gap.year],
            }
        )
    table = pd.DataFrame(rows)
    if not rows:
        return table
    if not table[_("换用的同类县")].any():
        table = table.drop(columns=_("换用的同类县"))
    return revised.noted(table, [gap.indicator for gap in found])


def _rounded(value: float, places: int) -> float | None:
    return None if is_missing(value) else round(value, places)


def policies(adcode: str, found: PeerSet) -> pd.DataFrame:
    """Return one row a system or list that peers are in and the county is not."""
    import pandas as pd

    known = len(peer_policies.in_gansu(found.codes))
    return pd.DataFrame(
        [_policy(row, known) for row in peer_policies.without(adcode, found.codes)],
        columns=[
            *(_("名称"), _("类别"), _("在其中的同类县"), _("个数"), _("甘肃的同类县")),
            *(_("文件与位置"), _("原文")),
        ],
    )


def _policy(row: PeerPolicy, known: int) -> dict[str, object]:
    return {
        _("名称"): row.name,
        _("类别"): row.kind,
        _("在其中的同类县"): peer_words.names(row.peers),
        _("个数"): len(row.peers),
        _("甘肃的同类县"): known,
        _("文件与位置"): row.document,
        _("原文"): row.quote,
    }


def policies_finding(adcode: str, found: PeerSet) -> str:
    """Return how many systems and lists peers are in without the county, and what is not counted."""
    inside = peer_policies.in_gansu(found.codes)
    if not inside:
        return _(
            "这些同类县都不在甘肃，图志的规划布局和名单只收甘肃，比不了；把范围换成甘肃就能看。"
        )
    rows = peer_policies.without(adcode, found.codes)
    lists = sum(row.is_list for row in rows)
    text = _(
        "同类县（{names}）在而{own}不在的：规划布局{systems}项、名单{lists}份；"
        "另有{incomplete}份名单甘肃部分不完整，不能说“不在”，没有计入。"
    ).format(
        names=peer_words.names(inside),
        own=peer_words.name(adcode),
        systems=len(rows) - lists,
        lists=lists,
        incomplete=len(peer_policies.not_considered()),
    )
    if len(inside) < len(found.codes):
        text += _("省外的{n}个同类县不查。").format(n=len(found.codes) - len(inside))
    return text


def gaps_of(found: PeerSet, indicators: Sequence[str]) -> tuple[PeerGap, ...]:
    """Return the gaps of a county on those indicators that the pool can be compared on."""
    return tuple(
        peer_gaps.gap(found.adcode, indicator, found.among, len(found.peers))
        for indicator in indicators
        if peer_gaps.comparable(indicator, found.among)
    )

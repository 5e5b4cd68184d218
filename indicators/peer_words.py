"""Peers in words: who they are, how near, why, and what the answer hangs on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from data.i18n import _
from geo.places import units
from indicators import national_units, registry, structure
from indicators.peer_gaps import FEWEST, GapVerdict, PeerGap, order_statistics
from indicators.peers import CALIBRE_QUANTILE, Peer, PeerSet
from indicators.structure import POOL_NAMES, TRANSFORM_NAMES, PeerPool, StructuralVariable

VERDICT_WORDS: Final = {
    GapVerdict.HIGHER: _("高于同类县中位数"),
    GapVerdict.LOWER: _("低于同类县中位数"),
    GapVerdict.UNTOLD: _("分不出高低"),
    GapVerdict.TOO_FEW: _("同类县有数的不足{n}个，不下判断").format(n=FEWEST),
    GapVerdict.MISSING: _("本县缺数"),
}
_MOST_NAMED: Final = 4


def name(adcode: str) -> str:
    """Return a county's name, beyond Gansu with its province and prefecture."""
    if adcode.startswith("62"):
        return units.unit(adcode).name
    return national_units.long_name(adcode)


def names(codes: Iterable[str]) -> str:
    """Return names joined by 、."""
    return "、".join(name(code) for code in codes)


def finding(found: PeerSet) -> str:
    """Return who the peers are, and whether even the nearest is far, in one or two sentences."""
    text = _("{pool}里结构上和{name}最接近的{n}个县区：{peers}").format(
        pool=POOL_NAMES[found.among],
        name=name(found.adcode),
        n=len(found.peers),
        peers=names(found.codes),
    )
    nearest = found.peers[0]
    if found.far:
        return text + _(
            "。最近的也不近：{peer}相距{distance:.2f}，超出界限{calibre:.2f}，拿来对比要谨慎。"
        ).format(peer=name(nearest.adcode), distance=nearest.distance, calibre=found.calibre)
    beyond = [peer for peer in found.peers if peer.beyond]
    if beyond:
        return text + _("；其中{names}已超出界限{calibre:.2f}。").format(
            names=names(peer.adcode for peer in beyond), calibre=found.calibre
        )
    return text + "。"


def reason(peer: Peer) -> str:
    """Return what makes the distance: the variables with at least a fifth of its square."""
    shares = sorted(peer.shares.items(), key=lambda item: -item[1])
    large = [item for item in shares if item[1] >= 0.2] or shares[:1]
    if peer.distance == 0:
        return _("各变量都相同")
    return "、".join(
        _("{variable}占{share:.0%}").format(variable=structure.BY_ID[key].name, share=share)
        for key, share in large
    )


def stability(found: PeerSet) -> str:
    """Return how many peers change when one variable is left out."""
    steady = [item.name for item in found.variables if found.changes[item.id] == 0]
    loose = sorted(
        (item for item in found.variables if found.changes[item.id]),
        key=lambda item: -found.changes[item.id],
    )
    parts = []
    if loose:
        parts.append(
            "、".join(
                _("去掉{variable}换{n}个").format(variable=item.name, n=found.changes[item.id])
                for item in loose
            )
        )
    if steady:
        parts.append(_("去掉{variables}一个也不换").format(variables="、".join(steady)))
    return _("{n}个同类县稳不稳：{parts}。").format(n=len(found.peers), parts="；".join(parts))


def left_out(found: PeerSet) -> str:
    """Return which variables are not used, and why; "" where all are."""
    parts = []
    for why, words in (
        ("pool", _("{variables}（全国没有分县的数，跨省比较不用）")),
        ("outcome", _("{variables}（与“{outcome}”是同一件事，被比较的指标不挑选自己的同类县）")),
        ("missing", _("{variables}（{name}缺这一项，不补数）")),
    ):
        some = [item.variable for item in found.left_out if item.reason == why]
        if some:
            parts.append(
                words.format(
                    variables=_variables(some),
                    outcome=registry.get(found.outcome).short if found.outcome else "",
                    name=name(found.adcode),
                )
            )
    return _("没有用的变量：{parts}。").format(parts="；".join(parts)) if parts else ""


def unusable(found: PeerSet) -> str:
    """Return which counties are no candidates because they lack a variable; "" where none is."""
    others = [code for code in found.unusable if code != found.adcode]
    if not others:
        return ""
    named = names(others[:_MOST_NAMED])
    if len(others) > _MOST_NAMED:
        named = _("{names}等{n}个").format(names=named, n=len(others))
    return _("{names}缺少所用变量，不作候选，也不补数。").format(names=named)


def _variables(items: Iterable[StructuralVariable]) -> str:
    return "、".join(item.name for item in items)


def transforms(found: PeerSet) -> str:
    """Return which variables were transformed, and how."""
    parts = []
    for kind, word in TRANSFORM_NAMES.items():
        some = [item for item in found.variables if found.transforms[item.id] is kind]
        if some:
            parts.append(_("{variables}用{how}").format(variables=_variables(some), how=word))
    return "，".join(parts)


def method(found: PeerSet) -> str:
    """Return how the peers were found, with the source of the method."""
    among = (
        _("甘肃87个县级单元")
        if found.among is PeerPool.GANSU
        else _("{pool}的县级单元（普查单列的开发区不算县）").format(pool=POOL_NAMES[found.among])
    )
    return _(
        "只用{k}个结构变量，都不是成绩：{variables}。偏度超过{skew:g}的，规模和密度取对数，比重和时间取"
        "平方根（{transforms}）；再按{among}化为标准差单位，距离是欧氏距离，各变量列是占距离平方的百分比，候选{candidates}个。界限"
        "{calibre:.2f}是各县到自己最近县的距离的第{quantile:.0f}百分位，每20个县约有1个超出。做法同英国"
        "国家统计局的统计近邻（ONS，Clustering similar local authorities and statistical nearest "
        "neighbours in the UK）。"
    ).format(
        k=len(found.variables),
        variables=_variables(found.variables),
        skew=structure.SKEWED,
        transforms=transforms(found),
        among=among,
        candidates=found.candidates,
        calibre=found.calibre,
        quantile=CALIBRE_QUANTILE * 100,
    )


def gap_method(n: int) -> str:
    """Return how the gaps' intervals were made.

    Parameters
    ----------
    n : int
        How many peers were asked for.
    """
    r, confidence = order_statistics(n)
    ends = _("最小到最大") if r == 1 else _("第{r}小到第{r}大").format(r=r)
    return _(
        "差＝本县－同类县中位数。同类县只有{n}个，又不是抽样，区间用次序统计量：中位数的区间是{ends}，置信"
        "水平{confidence:.1%}（有数的更少时另列）；长表比重再加上本县和各同类县的抽样误差（Wilson，95%）。"
        "区间含0就是“分不出高低”。每个指标的同类县都不用它自己来挑。"
    ).format(n=n, ends=ends, confidence=confidence)


def gaps_finding(found: Iterable[PeerGap]) -> str:
    """Return on which indicators the county is above, below, or not to be told from its peers."""
    gaps = list(found)
    parts = []
    for verdict, words in (
        (GapVerdict.HIGHER, _("高于同类县中位数的有{names}")),
        (GapVerdict.LOWER, _("低于的有{names}")),
        (GapVerdict.UNTOLD, _("分不出高低的有{names}")),
        (GapVerdict.TOO_FEW, _("同类县有数的太少、不下判断的有{names}")),
        (GapVerdict.MISSING, _("本县缺数的有{names}")),
    ):
        some = [registry.get(gap.indicator).short for gap in gaps if gap.verdict is verdict]
        if some:
            parts.append(words.format(names="、".join(some)))
    return "；".join(parts) + "。" if parts else ""


def gap_line(gap: PeerGap) -> str:
    """Return a gap in one line, with its interval and how many peers have a value."""
    item = registry.get(gap.indicator)
    verdict = VERDICT_WORDS[gap.verdict]
    if gap.verdict is GapVerdict.MISSING or not gap.values:
        return _("{name}（{year}年）：{verdict}。").format(
            name=item.name, year=gap.year, verdict=verdict
        )
    unit = _("个百分点") if item.percent else item.unit
    return _(
        "{name}（{year}年）：{verdict}；差{gap:+,.{d}f}{unit}（{low:+,.{d}f}至{high:+,.{d}f}，"
        "{n}个同类县有数，置信水平{confidence:.1%}）。"
    ).format(
        name=item.name,
        year=gap.year,
        verdict=verdict,
        gap=gap.gap,
        low=gap.low,
        high=gap.high,
        d=item.digits,
        unit=unit,
        n=len(gap.values),
        confidence=gap.interval.confidence,
    )


def other_peers(gap: PeerGap, usual: PeerSet) -> str:
    """Return the indicator's own peers where they are others than those shown; else ""."""
    return "" if gap.peers.codes == usual.codes else names(gap.peers.codes)


def small_sample(found: PeerSet) -> str:
    """Return whether the county's shares of employment rest on a small sample; else ""."""
    from indicators import samples

    used = [item for item in found.variables if item.id in registry.load()]
    small = [
        item
        for item in used
        if found.adcode in samples.small_units(registry.get(item.id), structure.YEAR)
    ]
    if not small:
        return ""
    return _("{name}的{variables}来自不足2,000人的长表样本，波动大，同类县会随之变动。").format(
        name=name(found.adcode), variables=_variables(small)
    )

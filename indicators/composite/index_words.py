"""What is said of a composite index: only what its ranks can bear."""

from __future__ import annotations

from data.i18n import _
from geo.places import units
from indicators import registry
from indicators.composite.choice_sensitivity import Influence
from indicators.composite.noise_error import noise_error
from indicators.composite.recipe import MakersChoice, Spread
from indicators.composite.uncertainty import CERTAIN
from indicators.composite.worked_index import CompositeIndex

CHOICE_NAMES = {
    MakersChoice.WEIGHTS: _("权重"),
    MakersChoice.NORMALISATION: _("标准化"),
    MakersChoice.AGGREGATION: _("合成方法"),
    MakersChoice.OUTLIERS: _("离群值处理"),
    MakersChoice.LEAVE_ONE_OUT: _("去掉一个指标"),
}
# a pillar whose effect is less than this share of its nominal weight is hardly heard
SILENT = 1 / 3
SPREAD_NAMES = {Spread.SIMPLEX: _("任意分配"), Spread.QUARTER: _("上下浮动25%")}


def place(found: CompositeIndex, i: int) -> str:
    """Return one county's rank with what it can bear."""
    spans = found.spans
    return _("第{rank}位（{draws}次抽样中位数第{median}位，九成在第{low}—{high}位）").format(
        rank=found.ranks[i],
        draws=found.recipe.draws,
        median=spans.median[i],
        low=spans.low[i],
        high=spans.high[i],
    )


def pair(found: CompositeIndex, i: int, j: int) -> str:
    """Return which of two counties stands above the other, or that it cannot be told."""
    names = [units.unit(found.inputs.adcodes[k]).name for k in (i, j)]
    if found.spans.apart(j, i):
        i, j, names = j, i, names[::-1]
    if found.spans.apart(i, j):
        return _("{a}高于{b}（{share:.0%}的抽样如此）").format(
            a=names[0], b=names[1], share=int(found.spans.above[i, j] * 100) / 100
        )
    return _("{a}与{b}分不出先后").format(a=names[0], b=names[1])


def method(found: CompositeIndex) -> str:
    """Return how far the choices were varied and what a difference means."""
    recipe = found.recipe
    varied = "、".join(CHOICE_NAMES[choice] for choice in MakersChoice if choice in recipe.vary)
    text = _("变动的选择：{varied}；权重{spread}；种子{seed}。").format(
        varied=varied or _("无"), spread=SPREAD_NAMES[recipe.spread], seed=recipe.seed
    )
    noise = noise_error(recipe, len(found.ranks))
    return text + _(
        "两县在{certain:.0%}以上的抽样里一高一低才说高低，否则说分不出先后：这里{share:.0%}的县对分得出；"
        "同样的做法用在毫无意义的随机数上，也会分出{noise:.0%}，高出这个数的部分才算真有高低。"
    ).format(certain=CERTAIN, share=found.spans.share_apart, noise=noise.share)


def warnings(found: CompositeIndex) -> list[str]:
    """Return what speaks against reading the index as one thing."""
    names = [registry.get(m.indicator).name for m in found.recipe.members]
    pillars = [found.recipe.pillars[p].name for p in found.recipe.pillar_of]
    said = [
        _("“{name}”与“{pillar}”里其余指标的相关为{r:.2f}，拆这个分项的台。").format(
            name=names[j], pillar=pillars[j], r=found.coherence.rest_correlations[j]
        )
        for j in found.coherence.against
    ]
    said += [
        _("“{a}”与“{b}”的相关达{r:.2f}，几乎说同一件事，等于加倍计权。").format(
            a=names[i], b=names[j], r=found.coherence.correlations[i, j]
        )
        for i, j in found.coherence.redundant
    ]
    said += [
        _("分项“{name}”与总指数的相关为{r:.2f}，方向相反。").format(
            name=pillar.name, r=part.correlation
        )
        for pillar, part in zip(found.recipe.pillars, found.coherence.pillars, strict=True)
        if part.correlation < 0
    ]
    said += [
        _("分项“{name}”名义上占{nominal:.0%}，实际只起{effective:.0%}的作用。").format(
            name=pillar.name, nominal=part.nominal, effective=part.effective
        )
        for pillar, part in zip(found.recipe.pillars, found.coherence.pillars, strict=True)
        if part.effective < part.nominal * SILENT
    ]
    return said


def influence(rows: tuple[Influence, ...]) -> str:
    """Return which choice moves the ranks most."""
    if not rows:
        return ""
    first = rows[0]
    return _("最能移动位次的选择是{choice}（总效应{total:.2f}±{margin:.2f}）。").format(
        choice=CHOICE_NAMES[first.choice], total=first.total, margin=first.total_margin
    )

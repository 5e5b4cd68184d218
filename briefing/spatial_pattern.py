"""The spatial pattern of an indicator in words, as a table, and as the contract's document.

Nothing is said that the tests do not carry: a global I that chance explains is told as such, and a
county is named only when it stands after the correction for 87 tests at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from briefing.unit_names import names, unit_name
from data.i18n import _
from geo import neighbours
from indicators import autocorrelation, registry, samples, tables
from indicators.autocorrelation import ALPHA, PERMUTATIONS, SEED, Label, Local, Pattern
from indicators.false_discovery import CONFIDENCE

if TYPE_CHECKING:
    import pandas as pd

_GROUPS: Final[tuple[tuple[Label, str], ...]] = (
    ("高-高", _("高值集聚的有{names}")),
    ("低-低", _("低值集聚的有{names}")),
    ("高-低", _("自身高而四邻低的有{names}")),
    ("低-高", _("自身低而四邻高的有{names}")),
)


def sentence(found: Pattern) -> str:
    """Return the pattern as one sentence: neighbours alike or not, and which counties stand out."""
    text = _(
        "{alike}（全局莫兰指数{I}，p={p}，{r:,}次置换，{n}个县级单元，有公共边或点即为邻）"
    ).format(
        alike=_alike(found),
        I=_index(found.moran.value),
        p=_p(found.moran.p),
        r=PERMUTATIONS,
        n=found.n,
    )
    text += _("；逐县检验并作多重比较校正（错误发现率{rate}）后，").format(rate=f"{ALPHA:.0%}")
    groups = [
        words.format(names=names(codes))
        for label, words in _GROUPS
        if (codes := found.labelled(label))
    ]
    text += "，".join(groups) if groups else _("没有哪个县级单元单独突出")
    text += _in_doubt(found)
    if found.weights.isolated:
        text += _("；{names}没有有数的邻县，未参与").format(names=names(found.weights.isolated))
    return text + "。"


def _in_doubt(found: Pattern) -> str:
    """Return which verdicts another run of shuffles might turn, or ""."""
    parts = [
        words.format(names=names(codes))
        for words, codes in (
            (_("已通过的{names}"), found.in_doubt(fdr=True)),
            (_("未通过的{names}"), found.in_doubt(fdr=False)),
        )
        if codes
    ]
    if not parts:
        return ""
    return _("；判断为临界（换一组随机置换可能改变）的有{parts}").format(parts=_("和").join(parts))


def verdict(row: Local) -> str:
    """Return what the correction says of one unit, with the mark of a critical verdict."""
    word = _("通过") if row.fdr else _("未通过")
    return _("{word}（临界）").format(word=word) if row.critical else word


def short(found: Pattern) -> str:
    """Return the global result alone, for the alt text."""
    return _("{alike}（莫兰指数{I}，p={p}）。").format(
        alike=_alike(found), I=_index(found.moran.value), p=_p(found.moran.p)
    )


def method(found: Pattern) -> str:
    """Return how the figures were made, in a few plain sentences."""
    text = _(
        "有公共边界或公共点的县级单元互为邻县（{pairs}对），权重按行标准化；三个特殊区域不是统计单元，"
        "不作邻县；由几块地组成的县（如肃北）各块的邻县都算。"
        "高、低以参与单元的平均数为界。全局莫兰指数与{r:,}次随机置换比较；逐县的局部莫兰指数固定本县数值，"
        "为邻县随机抽取{r:,}次；p 均为双侧，随机种子{seed}。逐县结果按 Benjamini–Hochberg 法"
        "把错误发现率控制在{rate}，未通过的一律记为“不显著”。"
        "p 由有限次置换数出，本身有误差：各 p 取其{confidence}区间（Clopper–Pearson）的下端与上端，"
        "校正结果不同的记为“临界”，换一个随机种子判断可能改变。"
    ).format(
        pairs=found.weights.pairs,
        r=PERMUTATIONS,
        seed=SEED,
        rate=f"{ALPHA:.0%}",
        confidence=f"{CONFIDENCE:.0%}",
    )
    small = _small_samples(found)
    if small:
        text += _("其中{n}个单元的长表样本不足{size:,}，数值误差较大，其结果宜谨慎看待。").format(
            n=small, size=samples.SMALL
        )
    if found.missing:
        text += _("没有数值的{n}个单元不参与。").format(n=len(found.missing))
    if found.weights.isolated:
        text += _("{names}有数值而邻县都没有，也不参与。").format(
            names="、".join(unit_name(code) for code in found.weights.isolated)
        )
    return text


def ordered(found: Pattern) -> list[Local]:
    """Return the units as tables list them: clusters first, then by p."""
    order = {label: i for i, label in enumerate(autocorrelation.LABELS)}
    return sorted(found.local, key=lambda row: (order[row.label], row.p, row.adcode))


def table(found: Pattern) -> pd.DataFrame:
    """Return one row a unit, clusters first, then by p: label, I, p, verdict, whether critical."""
    import pandas as pd

    rows = ordered(found)
    return pd.DataFrame(
        {
            _("代码"): [row.adcode for row in rows],
            _("名称"): [unit_name(row.adcode) for row in rows],
            _("本县-四邻"): [row.label for row in rows],
            _("局部莫兰指数"): [round(row.value, 3) for row in rows],
            _("p（校正前）"): [round(row.p, 4) for row in rows],
            _("校正后"): [_("通过") if row.fdr else _("未通过") for row in rows],
            _("临界"): [_("临界") if row.critical else "" for row in rows],
        }
    )


def document(indicator: str, year: int | None = None) -> dict[str, Any]:
    """Return the pattern as the contract's JSON document.

    Raises
    ------
    NoPatternError, UnknownIndicatorError, UnknownYearError
        As `autocorrelation.pattern`.
    """
    found = autocorrelation.pattern(indicator, year)
    status = tables.values(found.indicator, found.year)["status"]
    return {
        "indicator": found.indicator,
        "year": found.year,
        "n": found.n,
        "missing": [
            {"adcode": code, "name": unit_name(code), "status": str(status[code])}
            for code in found.missing
        ],
        "global": {
            "I": found.moran.value,
            "expected": found.moran.expected,
            "p": found.moran.p,
            "permutations": PERMUTATIONS,
        },
        "local": [
            {
                "adcode": row.adcode,
                "name": unit_name(row.adcode),
                "I": row.value,
                "p": row.p,
                "fdr": row.fdr,
                "label": row.label,
                "critical": row.critical,
            }
            for row in found.local
        ],
        "weights": {
            "contiguity": neighbours.CONTIGUITY,
            "standardised": "row",
            "pairs": found.weights.pairs,
            "isolated": [
                {"adcode": code, "name": unit_name(code)} for code in found.weights.isolated
            ],
        },
        "seed": SEED,
        "method": method(found),
    }


def _small_samples(found: Pattern) -> int:
    """Return how many of the units rest on a small sample of the long form."""
    if not registry.get(found.indicator).sample:
        return 0
    muted = samples.intervals(found.indicator, found.year)["muted"]
    return int(muted.loc[list(found.weights.codes)].sum())


def _alike(found: Pattern) -> str:
    if not found.moran.significant:
        return _("相邻县区的数值是否相近，与随机分布难以区分")
    if found.moran.value > found.moran.expected:
        return _("相邻县区的数值总体相近")
    return _("相邻县区的数值高低相间")


def _index(value: float) -> str:
    return f"{value:.2f}".replace("-0.00", "0.00")


def _p(p: float) -> str:
    """Return p in full: with 9,999 permutations it has four decimals."""
    return f"{p:.4f}"

"""The finding of a view in one sentence: what a reader should know before looking at the map.

A caption says everything that is true of a figure; a finding says the one thing that answers the
page's question, with the base it holds in. It is made of the same facts as the caption.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from briefing import captions
from briefing.unit_names import joined, names, unit_name
from data.i18n import _
from geo.extents import Extent
from indicators import comparison, comparison_words, registry, standing, standing_words, tables
from indicators.comparison import Side
from layers import catalogue, combined_words, policy_lists, wording
from layers.prepared import PreparedMap

if TYPE_CHECKING:
    from geo.travel.journeys import Reach
    from indicators.comparison import Compared, Comparison
    from indicators.plan_goals import Goal, Progress
    from indicators.registry import Indicator

# Above this a ratio of two ratios is said as “3.0倍”; nearer to one it would suggest a precision.
_MULTIPLE: float = 1.5
# What is said of a plan's goal by its newest comparable value.
_REACHED: Final = _("已到目标")
_AHEAD: Final = _("不慢于逐年均匀推进")
_BEHIND: Final = _("慢于逐年均匀推进")
_EITHER: Final = _("因基期不同而结论不同")


def of_map(prepared: PreparedMap) -> str:
    """Return the finding of a map in the province; "" where nothing can be said in one sentence."""
    spec = prepared.spec
    if spec.extent is not Extent.GANSU:
        return ""
    if spec.indicator is not None:
        item = registry.get(spec.indicator)
        year = tables.resolve_year(item.id, spec.year)
        return _ends(item, year)
    wanted = "stacked" if spec.stacked else "systems"
    said = [found.text for found in captions.sentences(prepared) if found.kind == wanted]
    return "".join(said)


def _ends(item: Indicator, year: int) -> str:
    """Say both ends and the median; the combined figures themselves stand in the caption."""
    ends = standing.extremes(item.id, year)
    if ends is None:
        return ""
    known = tables.values(item.id, year)["value"].dropna()
    said = [
        _("{word}的是{names}（{amount}）").format(
            word=combined_words.end_word(end, high=high),
            names=names(end.holders),
            amount=wording.amount(end.value, item),
        )
        for high, end in ((True, ends.high), (False, ends.low))
    ]
    said.append(_("中位数{amount}").format(amount=wording.amount(float(known.median()), item)))
    text = combined_words.opening(ends.base) + "，".join(said)
    return "；".join(filter(None, [text, combined_words.unsettled(ends)])) + "。"


def of_comparison(
    indicator: str, year: int, adcodes: Sequence[str], groups: Sequence[Side] = ()
) -> str:
    """Return who leads and who lags among counties and groups, and the province's median.

    Parameters
    ----------
    adcodes : sequence of str
        Counties; with the groups at least two. Who has no value is named with the reason.
    groups : sequence of Side
        Groups of counties, whose figures are made again from their parts.

    Notes
    -----
    Who is not told apart from an end within the 95 % margins is named beside it.
    """
    item = registry.get(indicator)
    sides = [Side(code, unit_name(code), (code,)) for code in adcodes]
    found = comparison.compare(indicator, year, [*sides, *groups])
    known = [row for row in found.rows if row.value is not None]
    absent = [
        _("{name}{reason}").format(name=row.side.name, reason=comparison_words.absent(row))
        for row in found.rows
        if row.value is None
    ]
    if not known:
        return _("{name}：{absent}。").format(name=item.name, absent="，".join(absent))
    amount = wording.amount(_value(known[0]), item)
    if known[0].value == known[-1].value:
        parts = [_("都是{amount}（{n}个有数）").format(n=len(known), amount=amount)]
    else:
        parts = [
            _end(word, row, known, found)
            for word, row in ((_("最高"), known[0]), (_("最低"), known[-1]))
        ]
    parts.append(
        _("全省有数单元的中位数{amount}").format(amount=wording.amount(found.median, item))
    )
    head = _("选定的{n}里，{name}{said}").format(
        n=_chosen(len(adcodes), len(groups)), name=item.short, said="；".join(parts)
    )
    return "；".join([head, *absent]) + "。"


def _chosen(counties: int, groups: int) -> str:
    """Return how many are compared: “3个县区和2组”."""
    said = [
        *([_("{n}个县区").format(n=counties)] if counties else []),
        *([_("{n}组").format(n=groups)] if groups else []),
    ]
    return _("和").join(said)


def _end(word: str, row: Compared, known: Sequence[Compared], found: Comparison) -> str:
    """Return one end with its figure, and who cannot be told apart from it."""
    item = registry.get(found.indicator)
    level = [other.side.name for other in known if other.value == row.value]
    alike = [
        other.side.name
        for other in known
        if other.value != row.value and not comparison.separable(row, other)
    ]
    own = standing.of(found.indicator, found.year, row.side.key) if row.rank is not None else None
    said = [
        wording.amount(_value(row), item),
        *([standing_words.place(own, standing_words.PlaceForm.CLAUSE)] if own else []),
    ]
    text = _("{word}的是{name}（{facts}{times}）").format(
        word=word,
        name=joined(level),
        facts="，".join(said),
        times=_times(_value(row), found.median, item),
    )
    if not alike:
        return text
    return text + _("，与{names}在误差内分不出高低").format(names=joined(alike))


def _value(row: Compared) -> float:
    """Return the value of a side that is known to have one."""
    if row.value is None:
        msg = f"{row.side.key} has no value"
        raise ValueError(msg)
    return row.value


def _times(value: float, middle: float, item: Indicator) -> str:
    """Return “，为中位数的3.0倍” for a ratio far above the median; counts are never multiples."""
    if item.kind != "ratio" or item.diverging_at is not None or middle <= 0 or value < 0:
        return ""
    times = value / middle
    return (
        _("，约为全省中位数的{times}倍").format(times=f"{times:.1f}") if times >= _MULTIPLE else ""
    )


def of_county(adcode: str) -> str:
    """Return how many systems and lists a county is in."""
    systems = catalogue.systems_of(adcode)
    whole = sum(adcode in system.members for system in systems)
    lists = len(policy_lists.of(adcode))
    if not systems:
        text = _("两个规划的布局都没有把{name}列为成员")
    else:
        text = _("{name}在两个规划的{n}项布局里")
        if whole < len(systems):
            text += _("（整县{whole}项，部分{part}项）")
    text += _("，在图志收录的国家级、省级名单中有{lists}份列到它。")
    return text.format(
        name=unit_name(adcode),
        n=len(systems),
        whole=whole,
        part=len(systems) - whole,
        lists=lists,
    )


def of_ring(journey: Reach, minutes: float) -> str:
    """Return who is within some minutes, at the edge, and how many residents that is.

    Parameters
    ----------
    journey : Reach
        Times from one origin.
    minutes : float
        The limit.
    """
    from geo.travel import origins
    from indicators import accessibility

    found = accessibility.inside(journey, minutes)
    sure = [code for code in found.certain if code not in journey.seats]
    edge = [code for code in found.possible if code not in found.certain]
    parts = [
        _("从{start}出发，{m:.0f}分钟内能到的县级驻地有{n}个").format(
            start=origins.start(journey.origin), m=minutes, n=len(found.members)
        )
    ]
    if sure:
        parts.append(_("误差内也在圈内的{names}").format(names=names(_nearest(journey, sure))))
    if edge:
        parts.append(_("误差内两可的{names}").format(names=names(_nearest(journey, edge))))
    if found.residents is not None:
        parts.append(
            _("{m:.0f}分钟内县区的常住人口合计{n:.0f}万人（2020）").format(
                m=minutes, n=found.residents / 1e4
            )
        )
    return "；".join(parts) + "。"


def _nearest(journey: Reach, codes: Sequence[str]) -> list[str]:
    return sorted(codes, key=lambda code: journey.times(code)[1])


def of_goals(goals: Sequence[Goal]) -> str:
    """Return how a plan's goals stand: reached, ahead of or behind even steps, or not known.

    A goal is judged by its newest comparable value. Where two bases lead to two verdicts, none is
    given and the goal is named apart.
    """
    told: dict[str, list[str]] = {word: [] for word in (_REACHED, _AHEAD, _BEHIND, _EITHER)}
    for goal in goals:
        verdicts = {_verdict(goal, found) for found in goal.progress()}
        if verdicts:
            told[verdicts.pop() if len(verdicts) == 1 else _EITHER].append(goal.indicator)
    known = sum(map(len, told.values()))
    if not known:
        return _("{n}项目标都没有可比的后续数据，进度不明。").format(n=len(goals))
    parts = [
        _("{word}{n}项（{names}）").format(word=word, n=len(some), names="、".join(some))
        for word, some in told.items()
        if some
    ]
    head = _("{n}项目标里{known}项有可比的后续数据：").format(n=len(goals), known=known)
    rest = len(goals) - known
    tail = _("；其余{n}项没有可比数据，进度不明").format(n=rest) if rest else ""
    return head + "，".join(parts) + tail + "。"


def _verdict(goal: Goal, found: Progress) -> str:
    if found.percent >= 100:
        return _REACHED
    return _AHEAD if found.percent >= goal.expected(found.year) else _BEHIND

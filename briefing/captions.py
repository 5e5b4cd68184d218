"""Captions: Chinese sentences computed from a prepared map and its table, each one true.

Every sentence says a number that stands in the table, or that follows from it by counting. Where
a comparison would not be valid there is no sentence: counts are never said to be multiples of one
another, years are compared only where their definitions agree and only for units without a note.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing import comparable_years, spatial_pattern
from briefing.unit_names import MOST_NAMES, names
from briefing.unit_names import unit_name as unit_name  # noqa: PLC0414 - the slides read it here
from data.i18n import _
from geo.places import units
from indicators import autocorrelation, ranks, registry, samples, standing, standing_words, tables
from layers import (
    catalogue,
    combined_words,
    list_wording,
    membership,
    policy_lists,
    stacking,
    wording,
)
from layers.prepared import PreparedMap
from maps.base import hatch_word

if TYPE_CHECKING:
    import pandas as pd

    from indicators.registry import Indicator

Kind = Literal[
    "method", "extremes", "median", "sign", "top_class", "pattern", "absent", "sample", "change",
    "revision", "selected", "systems", "lists", "stacked",
]  # fmt: skip


@dataclass(frozen=True)
class CaptionSentence:
    """One sentence of a caption and what it is about; `short` is its form in the alt text."""

    kind: Kind
    text: str
    short: str = ""


def sentences(prepared: PreparedMap) -> tuple[CaptionSentence, ...]:
    """Return every sentence that can truly be said of a figure, in reading order.

    Parameters
    ----------
    prepared : PreparedMap
        A map of an indicator, of layout systems, or of both.
    """
    found: list[CaptionSentence | None] = []
    if prepared.spec.indicator is not None:
        item = registry.get(prepared.spec.indicator)
        year = tables.resolve_year(item.id, prepared.spec.year)
        table = ranks.standing(item.id, year)
        found += [
            CaptionSentence("method", _("{subtitle}。").format(subtitle=prepared.subtitle)),
            _extremes(item, year),
            _median(item, year, table),
            _sign(item, table),
            _top_class(prepared, standing.base(item.id, year)),
            _pattern(item, year),
            _absent(table),
            _sample(item, year),
            _change(item, year),
            _revision(item),
            _selected(prepared),
        ]
    if prepared.spec.stacked and prepared.spec.indicator is None:
        found.append(
            CaptionSentence("stacked", stacking.finding(stacking.stack(prepared.spec.systems)))
        )
    found += [_systems(prepared), *_lists(prepared)]
    return tuple(sentence for sentence in found if sentence is not None)


def caption(prepared: PreparedMap) -> str:
    """Return the caption: the title, then every sentence."""
    return f"{prepared.title}。" + "".join(s.text for s in sentences(prepared))


def alt_text(prepared: PreparedMap) -> str:
    """Return the figure for someone who does not see it: what it is, classes, extremes, pattern."""
    wanted: set[Kind] = {"extremes", "sign", "pattern", "absent"}
    said = [s for s in sentences(prepared) if s.kind in wanted]
    return prepared.alt + "".join(s.short or s.text for s in said)


def unit_word(level: str) -> str:
    """Return what the units of a level are called."""
    return _("个市州") if level == "prefecture" else _("个县级单元")


def _extremes(item: Indicator, year: int) -> CaptionSentence | None:
    """Say both ends; where a unit without a value may lie beyond one, no superlative is said."""
    ends = standing.extremes(item.id, year)
    if ends is None:
        return None
    parts = []
    for high, end in ((True, ends.high), (False, ends.low)):
        tied = _("并列") if len(end.holders) > 1 else ""
        parts.append(
            _("{word}的是{names}（{tied}{amount}）").format(
                word=combined_words.end_word(end, high=high),
                names=names(end.holders),
                tied=tied,
                amount=wording.amount(end.value, item),
            )
        )
    text = combined_words.opening(ends.base) + "，".join(parts)
    combined = combined_words.figures(ends.base, item, beyond=ends.high.value)
    more = [combined, combined_words.unsettled(ends)]
    return CaptionSentence("extremes", "；".join([text, *filter(None, more)]) + "。")


def _median(item: Indicator, year: int, table: pd.DataFrame) -> CaptionSentence | None:
    present = table["value"].dropna()
    if len(present) < 3:
        return None
    middle, top = float(present.median()), float(present.max())
    text = _("{n}个有数单元的中位数为{value}").format(
        n=len(present), value=wording.amount(middle, item)
    )
    # Multiples are for ratios whose zero means nothing of it; never for counts or for changes.
    if item.kind == "ratio" and item.diverging_at is None and present.min() >= 0 and middle > 0:
        times = top / middle
        if times >= 1.95:
            ends = standing.extremes(item.id, year)
            contested = ends is not None and ends.high.contested
            holder = _("居首者") if contested else _("最高者")
            text += _("，{holder}约为中位数的{times}倍").format(holder=holder, times=f"{times:.1f}")
    return CaptionSentence("median", text + "。")


def _sign(item: Indicator, table: pd.DataFrame) -> CaptionSentence | None:
    if item.diverging_at is None:
        return None
    present = table["value"].dropna()
    centre = item.diverging_at
    above, below = int((present > centre).sum()), int((present < centre).sum())
    level = int((present == centre).sum())
    if centre == 0:
        text = _("{n}个有数单元中，{above}个上升、{below}个下降").format(
            n=len(present), above=above, below=below
        )
    else:
        text = _("{n}个有数单元中，{above}个高于{centre}、{below}个低于{centre}").format(
            n=len(present), above=above, below=below, centre=f"{centre:g}"
        )
    if level:
        text += _("、{level}个持平").format(level=level)
    return CaptionSentence("sign", text + "。")


def _top_class(prepared: PreparedMap, counted: standing.RankBase) -> CaptionSentence | None:
    """Say in which prefectures the counties of the highest class lie."""
    if prepared.level != "county" or len(prepared.colours) < 2:
        return None
    top = len(prepared.colours) - 1
    codes = [code for code, place in prepared.fills.items() if place == top]
    if not codes:
        return None
    homes = Counter(units.unit(code).prefecture_name for code in codes)
    # equal numbers stand in the order of the codes, as in every table
    most = sorted(homes.items(), key=lambda home: -home[1])[:MOST_NAMES]
    where = "、".join(_("{name}{n}个").format(name=name, n=n) for name, n in most)
    rest = len(homes) - len(most)
    more = _("，其余分布在{n}个市州").format(n=rest) if rest else ""
    return CaptionSentence(
        "top_class",
        combined_words.opening(counted)
        + _("最高一级（{label}）有{n}个县级单元：{where}{more}。").format(
            label=prepared.legend[top].label, n=len(codes), where=where, more=more
        ),
    )


def _pattern(item: Indicator, year: int) -> CaptionSentence | None:
    """Say whether neighbouring counties are alike, where that may be asked at all."""
    try:
        found = autocorrelation.pattern(item.id, year)
    except autocorrelation.NoPatternError:
        return None
    return CaptionSentence("pattern", spatial_pattern.sentence(found), spatial_pattern.short(found))


def _absent(table: pd.DataFrame) -> CaptionSentence | None:
    absent = table.loc[table["value"].isna(), "status"]
    if absent.empty:
        return None
    parts = "；".join(
        _("{word}{n}个，画{hatch}").format(
            word=wording.status_word(str(status)), n=int(n), hatch=hatch_word(str(status))
        )
        for status, n in absent.value_counts().items()
    )
    share = len(absent) / len(table) * 100
    return CaptionSentence(
        "absent",
        _("没有数值的单元{n}个（{parts}），占{share}%，不参与分级和排位。").format(
            n=len(absent), parts=parts, share=f"{share:.1f}"
        ),
    )


def _sample(item: Indicator, year: int) -> CaptionSentence | None:
    small = samples.small_units(item, year)
    if not small:
        return None
    return CaptionSentence(
        "sample",
        _("长表样本不足{size:,}的有{names}，抽样误差较大。").format(
            size=samples.SMALL, names=names(small)
        ),
    )


def _change(item: Indicator, year: int) -> CaptionSentence | None:
    found = comparable_years.comparable(item, year)
    if found is None:
        return None
    before, pair = found
    gap = pair["now"] - pair["before"]
    up, down = int((gap > 0).sum()), int((gap < 0).sum())
    words = (_("增加"), _("减少")) if item.kind == "count" else (_("上升"), _("下降"))
    text = _("与{before}年相比，{n}个可比单元中{up}个{rise}、{down}个{fall}").format(
        before=before, n=len(pair), up=up, rise=words[0], down=down, fall=words[1]
    )
    same = len(pair) - up - down
    if same:
        text += _("、{same}个持平").format(same=same)
    text += _("，中位数由{a}变为{b}").format(
        a=wording.amount(float(pair["before"].median()), item),
        b=wording.amount(float(pair["now"].median()), item),
    )
    table = tables.values(item.id, year)
    left = [str(code) for code in table.index if code not in pair.index]
    if left:
        text += _("（不含缺数或不可比的{names}）").format(names=names(left))
    return CaptionSentence("change", text + "。")


def _revision(item: Indicator) -> CaptionSentence | None:
    return CaptionSentence("revision", item.revised) if item.revised else None


def _selected(prepared: PreparedMap) -> CaptionSentence | None:
    parts = []
    for code in prepared.selected:
        reading = prepared.values.get(code)
        if reading is None:
            continue
        if reading.standing is None:
            parts.append(_("{name}{status}").format(name=unit_name(code), status=reading.text))
            continue
        parts.append(
            _("{name}为{value}，{place}").format(
                name=unit_name(code),
                value=reading.amount,
                place=standing_words.place(reading.standing, standing_words.PlaceForm.CLAUSE),
            )
        )
    return CaptionSentence("selected", _("标出的") + "；".join(parts) + "。") if parts else None


def _lists(prepared: PreparedMap) -> list[CaptionSentence]:
    """Say of each list on the map who issued it, when, and how many counties are on it."""
    drawn = {area.id for area in prepared.areas}
    shown = policy_lists.among(catalogue.get(item) for item in prepared.spec.systems)
    return [
        CaptionSentence("lists", list_wording.sentence(item)) for item in shown if item.id in drawn
    ]


def _systems(prepared: PreparedMap) -> CaptionSentence | None:
    listed = policy_lists.load()
    areas = [area for area in prepared.areas if area.id not in listed]
    layers = [
        *(area.label for area in areas),
        *(point.label for point in prepared.points),
        *(line.label for line in prepared.lines),
    ]
    if not layers:
        return None
    names = "、".join(layers[:6])
    if len(layers) > 6:
        names = _("{names}等").format(names=names)
    parts = [_("图上有{n}个布局图层：{names}").format(n=len(layers), names=names)]
    held = membership.counts(areas)
    if held.whole and held.part:
        parts.append(
            _("整县纳入的共{n}个县级单元，另有{m}个部分纳入").format(n=held.whole, m=held.part)
        )
    elif held.whole:
        parts.append(_("整县纳入的共{n}个县级单元").format(n=held.whole))
    elif held.part:
        parts.append(_("部分纳入的共{m}个县级单元").format(m=held.part))
    if held.read_whole or held.read_part:
        parts.append(_read(held))
    return CaptionSentence("systems", "；".join(parts) + "。")


def _read(held: membership.Counts) -> str:
    """Say how many counties the atlas reads into systems whose counties the plan does not list."""
    both = [(_("整县{n}个"), held.read_whole), (_("部分{n}个"), held.read_part)]
    said = "、".join(text.format(n=n) for text, n in both if n)
    return _("标“判读”的布局规划没有列出县区，本图志判读涉及的县级单元：{said}").format(said=said)

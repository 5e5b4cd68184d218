"""What several maps on one sheet say together: the heading, and whether they share their classes."""

from __future__ import annotations

from collections.abc import Sequence

from data.i18n import _
from layers import pooling
from layers.prepared import PreparedMap


def shared_years(prepared: Sequence[PreparedMap]) -> tuple[int, ...]:
    """Return the years whose values all maps were classified with; empty when not all share."""
    first = prepared[0].spec
    same = all(
        (item.spec.indicator, item.spec.pooled, item.colours)
        == (first.indicator, first.pooled, prepared[0].colours)
        and item.spec.year in first.pooled
        for item in prepared
    )
    return first.pooled if first.indicator is not None and same else ()


def heading(prepared: Sequence[PreparedMap]) -> str:
    """Return the title of a sheet of several maps."""
    from indicators import registry

    ids = {item.spec.indicator for item in prepared}
    if ids == {None}:
        return _("甘肃区域创新布局（{n}幅）").format(n=len(prepared))
    years = {item.spec.year for item in prepared if item.spec.year is not None}
    only = next(iter(ids))
    if len(ids) == 1 and only is not None and years:
        name = registry.get(only).name
        return _("{name}（{years}）").format(name=name, years=pooling.words(sorted(years)))
    levels = {item.level for item in prepared}
    word = {"county": _("县域"), "prefecture": _("市州")}
    where = word[levels.pop()] if len(levels) == 1 else ""
    return _("甘肃{where}指标对比（{n}项）").format(where=where, n=len(prepared))


def subtitle(prepared: Sequence[PreparedMap]) -> str:
    """Return what a reader must know before comparing colours across the maps."""
    if all(item.spec.indicator is None for item in prepared):
        return _("各图同一比例尺")
    years = shared_years(prepared)
    if not years:
        return _("各图同一比例尺，分级各自计算：颜色只在一幅之内可比")
    if not prepared[0].colours:
        return _("各图同一比例尺，圆的大小各年可比（{years}）").format(years=pooling.words(years))
    return _("各图同一比例尺，共用一套分级（{years}数值合并计算）：颜色各年可比").format(
        years=pooling.words(years)
    )


def small_titles(prepared: Sequence[PreparedMap], *, headed: bool) -> tuple[str, ...]:
    """Return what stands over each small map; the year alone where the heading says the rest.

    `headed` says that the sheet has its computed heading.
    """
    same = len({item.spec.indicator for item in prepared}) == 1
    if headed and same and len({item.spec.year for item in prepared}) == len(prepared):
        return tuple(_("{year}年").format(year=item.spec.year) for item in prepared)
    return tuple(item.title for item in prepared)

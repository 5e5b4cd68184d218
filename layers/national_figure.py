"""An indicator over more than the province: classes, colours, words of every county shown.

Classes are made over the counties shown, not over the province or the country. What a polygon has
not, it says why: the census counts other units than today's map draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from data.errors import AtlasError
from data.i18n import _
from data.missing import is_missing
from geo.extents import NAMES, Extent
from indicators import classify, national_standing, registry
from indicators.national_standing import NationalStatus
from layers import palettes, wording
from layers.drawables import LegendRow, RowKind
from layers.readings import Reading, without
from layers.spec import MapSpec

if TYPE_CHECKING:
    import pandas as pd

# Why a polygon has no value: the legend's words, and the status whose hatching it wears.
REASONS: Final[dict[NationalStatus, tuple[str, str]]] = {
    NationalStatus.REDRAWN: (_("区界已变，普查按旧区"), "merged"),
    NationalStatus.UNCOUNTED: (_("分县普查资料未列"), "not_applicable"),
    NationalStatus.MISSING: (_("缺失"), "missing"),
}


@dataclass(frozen=True)
class NationalFigure:
    """The figure of a map beyond the province; the fields are those of `PreparedMap`.

    `classes` holds the class of every polygon with a value, `absent` the status of the others.
    """

    spec: MapSpec
    title: str
    subtitle: str
    source: str
    notes: tuple[str, ...]
    colours: tuple[str, ...]
    classes: dict[str, int]
    absent: dict[str, str]
    muted: tuple[str, ...]
    values: dict[str, Reading]
    legend: tuple[LegendRow, ...]
    legend_title: str


def figure(spec: MapSpec) -> NationalFigure:
    """Compute the map of an indicator over an extent.

    Parameters
    ----------
    spec : MapSpec
        With an indicator, its year, and an extent beyond the province.

    Raises
    ------
    AtlasError
        When the country has no such figures, or they are no ratio.
    """
    item = registry.get(spec.indicator or "")
    if not national_standing.mappable(item.id, spec.year):
        raise AtlasError(
            _("“{name}”没有可以设色的全国分县数，只画甘肃。").format(name=item.name),
            detail=f"{item.id} {spec.year} is not mappable beyond Gansu",
        )
    spec = replace(spec, palette=spec.palette or palettes.default_for(item.diverging_at))
    table = national_standing.drawn(item.id, spec.extent)
    classes = classify.classify(
        table["value"], method=spec.method, k=spec.k, centre=item.diverging_at
    )
    colours = palettes.class_colours(str(spec.palette), classes.breaks, item.diverging_at)
    present = int(table["value"].notna().sum())
    counties = int((table["standing"] != NationalStatus.SPECIAL).sum())
    return NationalFigure(
        spec=spec,
        title=_("{extent}：{name}").format(
            extent=NAMES[spec.extent], name=wording.in_year(item.name, national_standing.YEAR)
        ),
        subtitle=_("{n}/{total} 个县级政区有数据 · {method}{levels}").format(
            n=present,
            total=counties,
            method=classify.METHODS[classes.method],
            levels=wording.level_count(classes.k),
        ),
        source=item.sources[national_standing.YEAR],
        notes=_notes(item, spec.extent),
        colours=colours,
        classes=classes.index,
        absent=_absent(table),
        muted=tuple(table.index[table["thin"]]),
        values=_readings(table, item),
        legend=(*_class_rows(classes, colours), *_reason_rows(table)),
        legend_title=f"{item.short}（{item.unit}）" if item.unit else item.short,
    )


def _class_rows(classes: classify.Classes, colours: tuple[str, ...]) -> list[LegendRow]:
    return [
        LegendRow(
            RowKind.CLASS,
            wording.span(classes.breaks[i], classes.breaks[i + 1], classes.digits),
            colour,
            count,
        )
        for i, (colour, count) in enumerate(zip(colours, classes.counts, strict=True))
    ]


def _reason_rows(table: pd.DataFrame) -> list[LegendRow]:
    counts: Mapping[str, int] = table["standing"].value_counts().to_dict()
    return [
        LegendRow(RowKind.ABSENT, words, None, int(counts[standing]), status=status)
        for standing, (words, status) in REASONS.items()
        if standing in counts
    ]


def _absent(table: pd.DataFrame) -> dict[str, str]:
    return {
        str(code): REASONS[NationalStatus(standing)][1]
        for code, standing in table["standing"].items()
        if standing in REASONS
    }


def _reason(standing: NationalStatus) -> str:
    """Return in words why a polygon has no value, or nothing when it has one."""
    if standing is NationalStatus.SPECIAL:
        return _("非县级政区，无统计")
    return REASONS[standing][0] if standing in REASONS else ""


def _remarks(*, derived: bool, thin: bool, moved: bool) -> str:
    """Return what must be said beside a polygon's value, or nothing."""
    said = [
        *([_("由并入各区的普查数合算")] if derived else []),
        *([_("长表样本小")] if thin else []),
        *([_("2020年后界线有调整，数按旧界")] if moved else []),
    ]
    return "；".join(said)


def _readings(table: pd.DataFrame, item: registry.Indicator) -> dict[str, Reading]:
    """Return the reading of every polygon: value, place in the country, remarks."""
    found = {}
    columns = ("value", "standing", "percentile", "thin", "moved")
    for code, value, standing, percentile, thin, moved in zip(
        table.index, *(table[name].tolist() for name in columns), strict=True
    ):
        if is_missing(value):
            status = REASONS[NationalStatus(standing)][1] if standing in REASONS else ""
            found[str(code)] = without(_reason(NationalStatus(standing)), status)
            continue
        found[str(code)] = Reading(
            value=value,
            text=wording.short(value, item),
            amount=wording.amount(value, item),
            status="derived" if standing == NationalStatus.DERIVED else "ok",
            place=national_standing.words(percentile),
            remark=_remarks(derived=standing == NationalStatus.DERIVED, thin=thin, moved=moved),
        )
    return found


def _notes(item: registry.Indicator, extent: Extent) -> tuple[str, ...]:
    """Return the caveats of the indicator and those of a map beyond the province."""
    own = tuple(note for note in item.caveats if note)
    more = [
        _(
            "分级只按图上所画的县；全国百分位是在2020年普查有代码的2,948个单元（县、不设县的市、单列的开发区）中的位置。"
        ),
        _("普查把134个开发区（2,240万人）单列，图上没有它们的界线，其所在县的数不含它们。"),
    ]
    if extent is Extent.CHINA:
        more.append(
            _(
                "大兴安岭的加格达奇、松岭、新林、呼中四区有普查数而无界线，未画；香港、澳门、台湾不在分县普查资料中。"
            )
        )
    return (*own, *more)

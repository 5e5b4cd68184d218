"""PreparedMap: everything a drawing needs, computed once from a MapSpec.

The screen map, the legend, the table, the caption and the exports read the same object; none of
them classifies, ranks or formats again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from data.i18n import _
from geo.extents import Extent
from geo.places import units
from layers import (
    catalogue,
    circles,
    combined_words,
    layout_words,
    national_figure,
    palettes,
    pooling,
    readings,
    stacking,
    wording,
)
from layers.drawables import (
    AreaLayer,
    CircleLayer,
    CircleStep,
    LegendRow,
    LineLayer,
    PointLayer,
    PolygonLayer,
    RowKind,
)
from layers.spec import MapSpec
from layers.system_layers import Laid, layers_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from indicators import registry, standing
    from layers.readings import Reading

BASE_SOURCE: Final = "底图：国家地理信息公共服务平台（天地图）行政区划，CGCS2000"


@dataclass(frozen=True)
class PreparedMap:
    """A map ready to be drawn.

    Attributes
    ----------
    spec : MapSpec
        What was asked for, with year and palette filled in.
    title, subtitle, alt : str
        Chinese text; `subtitle` holds n and the method, `alt` the whole picture in words.
    sources : tuple of str
        Where what is shown comes from, each with its word (数据, 布局, 名单); the base map's own
        source is not among them.
    notes : tuple of str
        Caveats that belong under the figure.
    level : {"county", "prefecture"}
        What `fills`, `values` and `circles` are keyed by.
    colours : tuple of str
        Class colours, first class first.
    fills : dict of str to int
        Class of every unit that has one.
    absent : dict of str to str
        Why a unit has no value and is hatched: its status.
    special : frozenset of str
        Areas on the map that are no county and have no statistics.
    muted : tuple of str
        Units beyond the province whose long-form sample is small, drawn paler.
    values : dict of str to Reading
        What the map says of each unit.
    legend : tuple of LegendRow
        Classes, then the no-data row with its count.
    legend_title : str
        Indicator and unit.
    areas, points, lines : tuples
        The layout systems.
    circles : tuple of CircleLayer
        Proportional circles when the indicator is a count.
    circle_steps : tuple of CircleStep
        Round values and their circles for the legend, largest first.
    selected : tuple of str
        Marked counties, in order.
    polygons : tuple of PolygonLayer
        Computed areas, drawn under the lines.
    rivers : bool
        Whether the rivers are drawn (the spine of the belt and its parts).
    revised : str
        What was revised behind the figures; among the notes too, for those that write all of them.
    """

    spec: MapSpec
    title: str
    subtitle: str
    sources: tuple[str, ...]
    alt: str
    notes: tuple[str, ...]
    level: Literal["county", "prefecture"]
    colours: tuple[str, ...]
    fills: dict[str, int]
    values: dict[str, Reading]
    legend: tuple[LegendRow, ...]
    legend_title: str
    areas: tuple[AreaLayer, ...]
    points: tuple[PointLayer, ...]
    lines: tuple[LineLayer, ...]
    circles: tuple[CircleLayer, ...]
    selected: tuple[str, ...]
    polygons: tuple[PolygonLayer, ...] = ()
    rivers: bool = False
    absent: dict[str, str] = field(default_factory=dict)
    circle_steps: tuple[CircleStep, ...] = ()
    muted: tuple[str, ...] = ()
    special: frozenset[str] = frozenset()
    revised: str = ""

    @property
    def source_line(self) -> str:
        """The sources as one line, the base map's last."""
        return joined_sources([self])

    @property
    def outlined(self) -> tuple[AreaLayer, ...]:
        """The areas that are drawn as such; a computed line stands for the others."""
        return tuple(area for area in self.areas if area.style != "reach")


def joined_sources(shown: Iterable[PreparedMap]) -> str:
    """Return the sources of one map or several as one line: each once, the base map's last."""
    own = dict.fromkeys(line for item in shown for line in item.sources)
    return "；".join((*own, BASE_SOURCE))


@lru_cache(maxsize=128)
def prepare(spec: MapSpec, *, title: str | None = None) -> PreparedMap:
    """Compute everything that `spec` shows.

    Parameters
    ----------
    spec : MapSpec
        Ids must exist; `layers.spec_reading` checks text from outside.
    title : str, optional
        Replaces the computed title.

    Raises
    ------
    AtlasError
        When an id of the specification does not exist.
    """
    laid = layers_of(spec)
    if spec.indicator:
        figure = _indicator(spec)
    elif spec.stacked:
        figure = _stacked(spec)
        laid = Laid((), (), (), (), laid.lists)
    else:
        figure = _plain(spec)
    whole = replace(
        figure,
        areas=laid.areas,
        points=laid.points,
        lines=laid.lines,
        polygons=laid.polygons,
        notes=(*figure.notes, *laid.notes),
        selected=spec.selected,
        rivers=not spec.stacked
        and any(catalogue.get(item).page == "belt" for item in spec.systems),
    )
    whole = replace(whole, title=title or whole.title)
    return replace(whole, alt=_alt(whole))


def _special() -> frozenset[str]:
    return frozenset(area.adcode for area in units.special_areas())


def _plain(spec: MapSpec) -> PreparedMap:
    """Return a map without an indicator: paper-coloured counties under the layout."""
    return PreparedMap(
        spec=spec,
        title=layout_words.layout_title(spec),
        subtitle=_("{layers} · 87 个县级单元").format(layers=layout_words.layer_count(spec)),
        sources=layout_words.layout_sources(spec),
        alt="",
        notes=(),
        level="county",
        colours=(),
        fills={},
        values={},
        legend=(),
        legend_title="",
        areas=(),
        points=(),
        lines=(),
        circles=(),
        selected=(),
        special=_special(),
    )


def _stacked(spec: MapSpec) -> PreparedMap:
    """Return the map of how many of the systems each county is in."""
    found = stacking.stack(spec.systems)
    shown = stacking.coloured(found, spec.palette)
    return replace(
        _plain(spec),
        title=layout_words.stacked_title(spec),
        colours=shown.colours,
        fills=shown.fills,
        values=shown.values,
        legend=shown.legend,
        legend_title=_("所在的布局与名单"),
    )


def _indicator(spec: MapSpec) -> PreparedMap:
    from indicators import registry, standing, tables

    assert spec.indicator is not None  # noqa: S101 - the caller has looked
    item = registry.get(spec.indicator)
    registry.refuse_province(item)
    year = spec.year if spec.year in item.years else max(item.years)
    if spec.extent is not Extent.GANSU:
        return _beyond_gansu(replace(spec, year=year))
    palette_id = spec.palette or palettes.default_for(item.diverging_at)
    spec = replace(spec, year=year, palette=palette_id)
    level: Literal["county", "prefecture"] = (
        "prefecture" if item.level == "prefecture" else "county"
    )
    table = tables.values(item.id, year)
    counted = standing.base(item.id, year)
    present = table["value"].notna()
    pooled = pooling.years_of(item, year, spec.pooled)
    everything = pooling.values(item, pooled) if len(pooled) > 1 else table["value"]
    drawn = (
        _coloured(item, year, everything, pooled=len(pooled) > 1, spec=spec)
        if item.mappable
        else _circled(item, table.loc[present, "value"], everything, pooled, counted)
    )
    absent = table.loc[~present, "status"]
    unit_word = _("个县级单元") if level == "county" else _("个市州")
    method = drawn.method
    if len(pooled) > 1:
        shared = _("共用分级") if item.mappable else _("同一比例")
        method += _(" · {years}{shared}").format(years=pooling.words(pooled), shared=shared)
    return replace(
        _plain(spec),
        title=wording.in_year(item.name, year),
        subtitle=wording.coverage(int(present.sum()), len(table), unit_word) + f" · {method}",
        sources=(item.sources[year], *layout_words.list_sources(spec)),
        notes=item.caveats,
        level=level,
        colours=drawn.colours,
        fills=drawn.fills,
        special=_special() if level == "county" else frozenset(),
        absent={str(code): str(status) for code, status in absent.items()},
        values={
            str(adcode): readings.of_unit(str(adcode), str(status), item, year)
            for adcode, status in table["status"].items()
        },
        legend=(*drawn.legend, *readings.absent_rows(absent, drawn.together)),
        legend_title=f"{item.short}（{item.unit}）" if item.unit else item.short,
        circles=drawn.circles,
        circle_steps=drawn.steps,
        revised=item.revised,
    )


@dataclass(frozen=True)
class _Drawn:
    """How the values of an indicator are drawn: in classes of colour, or as circles.

    Attributes
    ----------
    together : frozenset of str
        Units that have no figure of their own, and are drawn as one circle with others.
    """

    method: str
    legend: tuple[LegendRow, ...]
    colours: tuple[str, ...] = ()
    fills: dict[str, int] = field(default_factory=dict)
    circles: tuple[CircleLayer, ...] = ()
    steps: tuple[CircleStep, ...] = ()
    together: frozenset[str] = frozenset()


def _coloured(
    item: registry.Indicator, year: int, everything: pd.Series, *, pooled: bool, spec: MapSpec
) -> _Drawn:
    """Return a ratio's classes; `everything` are the values of all years classed together."""
    from indicators import classify

    assert spec.palette is not None  # noqa: S101 - the caller has chosen one
    classes = classify.classify(everything, method=spec.method, k=spec.k, centre=item.diverging_at)
    if pooled:
        classes = pooling.of_year(classes, year)
    colours = palettes.class_colours(spec.palette, classes.breaks, item.diverging_at)
    digits = classes.printed_digits(item.digits)
    return _Drawn(
        method=classify.METHODS[classes.method] + wording.level_count(classes.k),
        legend=tuple(
            LegendRow(RowKind.CLASS, wording.span(low, high, digits), colours[i], classes.counts[i])
            for i, (low, high) in enumerate(
                zip(classes.breaks[:-1], classes.breaks[1:], strict=True)
            )
        ),
        colours=colours,
        fills=dict(classes.index),
    )


def _circled(
    item: registry.Indicator,
    values: pd.Series,
    everything: pd.Series,
    years: Sequence[int],
    counted: standing.RankBase,
) -> _Drawn:
    """Return a count's circles; units that have a figure only together share one."""
    from indicators import combined

    shown = {str(code): float(value) for code, value in values.items()}
    every_group = [group for year in years for group in combined.groups(item.id, year)]
    totals = [group.total for group in circles.drawn_together(every_group)]
    biggest = max([float(everything.max()), *totals])
    groups = circles.drawn_together(counted.groups)
    level = "prefecture" if item.level == "prefecture" else "county"
    named = {group: combined_words.figure(group, item) for group in groups}
    return _Drawn(
        method=_("比例圆（面积与数值成正比）"),
        legend=tuple(circles.legend_rows(shown, item.digits, whole=counted.whole)),
        circles=circles.placed(level, shown, biggest, named),
        steps=circles.steps(biggest, item.digits),
        together=frozenset(code for group in groups for code in group.members),
    )


def _beyond_gansu(spec: MapSpec) -> PreparedMap:
    """Return a map of more than the province."""
    figure = national_figure.figure(spec)
    return replace(
        _plain(spec),
        spec=figure.spec,
        title=figure.title,
        subtitle=figure.subtitle,
        sources=(figure.source,),
        notes=figure.notes,
        colours=figure.colours,
        fills=figure.classes,
        absent=figure.absent,
        muted=figure.muted,
        values=figure.values,
        legend=figure.legend,
        legend_title=figure.legend_title,
    )


def _alt(whole: PreparedMap) -> str:
    """Return the figure in words: title, n, classes with counts, systems."""
    parts = [f"{whole.title}。{whole.subtitle}。"]
    if whole.legend:
        rows = "，".join(f"{row.label}：{row.count}" for row in whole.legend)
        parts.append(_("图例：{rows}。").format(rows=rows))
    names = [
        *(layer.label for layer in whole.areas),
        *(layer.label for layer in whole.points),
        *(layer.label for layer in whole.lines),
    ]
    if names:
        parts.append(_("布局图层：{names}。").format(names="、".join(names)))
    return "".join(parts)

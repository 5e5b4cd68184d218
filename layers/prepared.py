"""PreparedMap: everything a drawing needs, computed once from a MapSpec.

The screen map, the legend, the table, the caption and the exports read the same object; none of
them classifies, ranks or formats again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, Literal

from data.errors import AtlasError
from data.i18n import _
from geo.places import units
from layers import catalogue, circles, palettes, pooling, wording
from layers.drawables import (
    AreaLayer,
    CircleLayer,
    CircleStep,
    LegendRow,
    LineLayer,
    PointLayer,
    PolygonLayer,
)
from layers.spec import MapSpec
from layers.system_layers import layers_of

MISSING_CLASS: Final = -1
SPECIAL_CLASS: Final = -2

BASE_SOURCE: Final = "底图：国家地理信息公共服务平台（天地图）行政区划，CGCS2000"


@dataclass(frozen=True)
class PreparedMap:
    """A map ready to be drawn.

    Attributes
    ----------
    spec : MapSpec
        What was asked for, with year and palette filled in.
    title, subtitle, source_line, alt : str
        Chinese text; `subtitle` holds n and the method, `alt` the whole picture in words.
    notes : tuple of str
        Caveats that belong under the figure.
    level : {"county", "prefecture"}
        What `fills`, `values` and `circles` are keyed by.
    colours : tuple of str
        Class colours, first class first.
    fills : dict of str to int
        Class index; MISSING_CLASS is hatched, SPECIAL_CLASS has no statistics.
    absent : dict of str to str
        Why a unit of MISSING_CLASS has no value: its status.
    values : dict of str to str
        The value line of the tooltip.
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
    """

    spec: MapSpec
    title: str
    subtitle: str
    source_line: str
    alt: str
    notes: tuple[str, ...]
    level: Literal["county", "prefecture"]
    colours: tuple[str, ...]
    fills: dict[str, int]
    values: dict[str, str]
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

    @property
    def outlined(self) -> tuple[AreaLayer, ...]:
        """The areas that are drawn as such; a computed line stands for the others."""
        return tuple(area for area in self.areas if area.style != "reach")


@lru_cache(maxsize=128)
def prepare(spec: MapSpec, *, title: str | None = None) -> PreparedMap:
    """Compute everything that `spec` shows.

    Parameters
    ----------
    spec : MapSpec
        Ids must exist; `layers.spec.from_query` checks text from outside.
    title : str, optional
        Replaces the computed title.

    Raises
    ------
    AtlasError
        When an id of the specification does not exist.
    """
    laid = layers_of(spec)
    figure = _indicator(spec) if spec.indicator else _plain(spec)
    whole = replace(
        figure,
        areas=laid.areas,
        points=laid.points,
        lines=laid.lines,
        polygons=laid.polygons,
        notes=(*figure.notes, *laid.notes),
        selected=spec.selected,
        rivers=any(catalogue.get(item).page == "belt" for item in spec.systems),
    )
    whole = replace(whole, title=title or whole.title)
    return replace(whole, alt=_alt(whole))


def _special_fills() -> dict[str, int]:
    return {area.adcode: SPECIAL_CLASS for area in units.special_areas()}


def _plain(spec: MapSpec) -> PreparedMap:
    """Return a map without an indicator: paper-coloured counties under the layout."""
    return PreparedMap(
        spec=spec,
        title=_layout_title(spec),
        subtitle=_layout_subtitle(spec),
        source_line=_("布局：甘政办发〔2021〕90号、临州办发〔2022〕56号；{base}").format(
            base=BASE_SOURCE
        ),
        alt="",
        notes=(),
        level="county",
        colours=(),
        fills=_special_fills(),
        values={},
        legend=(),
        legend_title="",
        areas=(),
        points=(),
        lines=(),
        circles=(),
        selected=(),
    )


def _layout_title(spec: MapSpec) -> str:
    """Return the title of a layout map: a system that is alone is what the map is about."""
    if len(spec.systems) == 1:
        return catalogue.get(spec.systems[0]).name
    return _("甘肃区域创新布局")


def _layout_subtitle(spec: MapSpec) -> str:
    read = sum(catalogue.get(item).reading for item in spec.systems)
    some = _("（其中 {n} 个为本图志判读）").format(n=read) if read else ""
    return _("{n} 个布局图层{some} · 87 个县级单元").format(n=len(spec.systems), some=some)


def _indicator(spec: MapSpec) -> PreparedMap:
    from indicators import classify, ranks, registry

    assert spec.indicator is not None  # noqa: S101 - the caller has looked
    item = registry.get(spec.indicator)
    if item.level == "province":
        raise AtlasError(
            _("“{name}”是全省一个数，画不成分县或分市州的地图。").format(name=item.name),
            detail=f"{item.id} has level province",
        )
    year = spec.year if spec.year in item.years else max(item.years)
    palette_id = spec.palette or palettes.default_for(item.diverging_at)
    spec = replace(spec, year=year, palette=palette_id)
    level: Literal["county", "prefecture"] = (
        "prefecture" if item.level == "prefecture" else "county"
    )
    table = ranks.standing(item.id, year)
    present = table["value"].notna()
    pooled = pooling.years_of(item, year, spec.pooled)
    everything = pooling.values(item, pooled) if len(pooled) > 1 else table["value"]
    method = ""
    colours: tuple[str, ...] = ()
    fills: dict[str, int] = dict.fromkeys(table.index[~present], MISSING_CLASS)
    rows: list[LegendRow] = []
    drawn: tuple[CircleLayer, ...] = ()
    steps: tuple[CircleStep, ...] = ()
    if item.mappable:
        classes = classify.classify(
            everything, method=spec.method, k=spec.k, centre=item.diverging_at
        )
        if len(pooled) > 1:
            classes = pooling.of_year(classes, year)
        colours = _class_colours(palette_id, classes.breaks, item.diverging_at)
        fills.update(classes.index)
        method = classify.METHODS[classes.method] + wording.level_count(classes.k)
        for i, (low, high) in enumerate(zip(classes.breaks[:-1], classes.breaks[1:], strict=True)):
            label = wording.span(low, high, classes.digits)
            rows.append(LegendRow(label, colours[i], classes.counts[i]))
    else:
        method = _("比例圆（面积与数值成正比）")
        shown = dict(table.loc[present, "value"].items())
        biggest = float(everything.max())
        drawn = circles.placed(level, shown, biggest)
        steps = circles.steps(biggest, item.digits)
        rows.extend(circles.legend_rows(shown, item.digits))
    absent = table.loc[~present, "status"].value_counts()
    rows.extend(
        LegendRow(
            wording.status_word(str(status)), None, int(count), hatched=True, status=str(status)
        )
        for status, count in absent.items()
    )
    if level == "county":
        fills.update(_special_fills())
    unit_word = _("个县级单元") if level == "county" else _("个市州")
    if len(pooled) > 1:
        shared = _("共用分级") if item.mappable else _("同一比例")
        method += _(" · {years}{shared}").format(years=pooling.words(pooled), shared=shared)
    return replace(
        _plain(spec),
        title=wording.in_year(item.name, year),
        subtitle=_("{n}/{total} {unit_word}有数据 · {method}").format(
            n=int(present.sum()), total=len(table), unit_word=unit_word, method=method
        ),
        source_line=f"{item.sources[year]}；{BASE_SOURCE}",
        notes=item.caveats,
        level=level,
        colours=colours,
        fills=fills,
        absent={str(code): str(status) for code, status in table.loc[~present, "status"].items()},
        values={
            str(adcode): _value_line(row, item.unit, item.digits)
            for adcode, row in table.iterrows()
        },
        legend=tuple(rows),
        legend_title=f"{item.short}（{item.unit}）" if item.unit else item.short,
        circles=drawn,
        circle_steps=steps,
    )


def _class_colours(
    palette_id: str, breaks: tuple[float, ...], centre: float | None
) -> tuple[str, ...]:
    """Return one colour a class; a diverging run is cut so that its neutral sits on `centre`."""
    k = len(breaks) - 1
    palette = palettes.get(palette_id)
    if palette.family == "sequential" or centre is None:
        return palette.colours(k)
    below = sum(1 for high in breaks[1:] if high <= centre)
    above = k - below
    side = max(below, above, 1)
    run = palette.colours(2 * side + 1)
    return run[side - below : side] + run[side + 1 : side + 1 + above]


def _value_line(row: object, unit: str, digits: int) -> str:
    value = float(row["value"])  # type: ignore[index]
    status = str(row["status"])  # type: ignore[index]
    if not math.isfinite(value):
        return wording.status_word(status)
    line = wording.with_unit(value, unit, digits)
    if row["rank"] == row["rank"]:  # type: ignore[index]
        line += _(" · 第{rank}/{of}位").format(rank=int(row["rank"]), of=int(row["of"]))  # type: ignore[index]
    if status != "ok":
        line += f"（{wording.status_word(status)}）"
    return line


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

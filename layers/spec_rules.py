"""The rules of a MapSpec, each once: how a field is written in a URL or a file, and what it may hold.

The address bar, a JSON request and the options of a command are read by this table; the reading is
`layers.spec_reading`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from data import text_lists
from data.i18n import _
from geo.extents import Extent
from layers.spec import K_RANGE, LAT_RANGE, LON_RANGE, MAX_SELECTED, ZOOM_RANGE, MapSpec, MapWindow

_NONE: Final = "none"


@dataclass(frozen=True)
class Vocabulary:
    """What a specification may name.

    `extents` are those that the page draws, `national` the indicators that may colour the country,
    each with its year.
    """

    systems: frozenset[str]
    indicators: Mapping[str, tuple[int, ...]]
    methods: frozenset[str]
    palettes: frozenset[str]
    adcodes: frozenset[str]
    extents: frozenset[Extent] = frozenset({Extent.GANSU})
    national: Mapping[str, int] = field(default_factory=dict)


def vocabulary() -> Vocabulary:
    """Return everything that may be named, read from the catalogue, the registry and the units."""
    from geo.places import units
    from indicators import classify, registry
    from layers import catalogue, palettes

    return Vocabulary(
        systems=frozenset(catalogue.layers()),
        indicators={key: item.years for key, item in registry.load().items()},
        methods=frozenset(classify.METHODS),
        palettes=frozenset(palettes.load()),
        adcodes=frozenset(unit.adcode for unit in units.counties()),
    )


class RefusedValue(Exception):
    """A value that a field may not hold; `why` is said to the user."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Rule:
    """The rule of one field.

    Attributes
    ----------
    field, query : str
        Its name in a MapSpec and in JSON, and in a URL.
    read, write : callable
        Text of a URL to a value and back; what cannot be read is a value that `check` refuses, and
        an empty text is not written.
    parse : callable
        A JSON value to a value; TypeError or ValueError when it is of another type.
    check : callable
        The specification with the value, when it may hold it.
    follows : frozenset of str
        Parameters that reset this field, so that beside them it is written though it is the default.
    """

    field: str
    query: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    parse: Callable[[Any], Any]
    check: Callable[[Any, MapSpec, Vocabulary], MapSpec]
    follows: frozenset[str] = frozenset()


# Text of a URL.


def _read_ids(text: str) -> tuple[str, ...]:
    if text == _NONE:
        return ()
    return tuple(text_lists.parts(text)) or ("",)


def _read_counties(text: str) -> tuple[str, ...]:
    """Return the codes of counties named as a command takes them: by code, former code or name.

    What is no county, or not one alone, stays as written: the check refuses it by that.
    """
    from geo.places import match

    found = []
    for part in _read_ids(text):
        place = match.resolve(part)
        found.append(place.adcode if place.level == "county" else part)
    return tuple(dict.fromkeys(found))


def _write_ids(value: tuple[object, ...]) -> str:
    return ",".join(map(str, value)) or _NONE


def _read_whole(text: str) -> int | None:
    plain = text.isascii() and text.isdigit() and len(text) < 7
    return int(text) if plain and str(int(text)) == text else None


def _read_years(text: str) -> tuple[int | None, ...]:
    return () if text == _NONE else tuple(map(_read_whole, text_lists.parts(text))) or (None,)


def _read_switch(text: str) -> bool | None:
    return {"0": False, "1": True}.get(text)


def _write_switch(value: bool) -> str:
    return "1" if value else "0"


def _read_window(text: str) -> MapWindow:
    try:
        lat, lon, zoom = (float(part) for part in text.split(","))
    except ValueError as error:
        raise RefusedValue(_("地图位置应写作“纬度,经度,缩放级别”。")) from error
    return MapWindow(lat, lon, zoom)


def _write_window(value: MapWindow | None) -> str:
    return "" if value is None else f"{value.lat:.4f},{value.lon:.4f},{value.zoom:g}"


def _same(value: str) -> str:
    return value


def _or_empty(value: object) -> str:
    return "" if value is None else str(value)


# JSON.


def _typed(kind: type) -> Callable[[Any], Any]:
    def parse(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{value!r:.40} is no {kind.__name__}")
        return value

    return parse


def _optional(parse: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else parse(value)


def _listed(parse: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda value: tuple(map(parse, _typed(list)(value)))


def _parse_id(value: Any) -> str:
    """Return an id; a code may be written as a number."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise TypeError(f"{value!r:.40} is no id")
    return str(value)


def _parse_window(value: Any) -> MapWindow:
    lat, lon, zoom = map(float, _typed(list)(value))
    return MapWindow(lat, lon, zoom)


# What a field may hold.


def _among(value: tuple[str, ...], known: frozenset[str], why: str) -> tuple[str, ...]:
    ids = tuple(dict.fromkeys(value))
    unknown = [item for item in ids if item not in known]
    if unknown:
        raise RefusedValue(why.format(unknown="、".join(unknown[:3])))
    return ids


def _systems(value: tuple[str, ...], spec: MapSpec, words: Vocabulary) -> MapSpec:
    return replace(
        spec, systems=_among(value, words.systems, _("没有这样的布局图层（{unknown}）。"))
    )


def _indicator(value: str | None, spec: MapSpec, words: Vocabulary) -> MapSpec:
    if value is not None and value not in words.indicators:
        raise RefusedValue(_("没有这项指标。"))
    return replace(spec, indicator=value, year=None, pooled=())


def _known_year(value: int | None, years: tuple[int, ...]) -> int:
    if value is None or value not in years:
        known = "、".join(map(str, years)) or _("无")
        raise RefusedValue(_("该指标没有这一年的数据（有：{known}）。").format(known=known))
    return value


def _year(value: int | None, spec: MapSpec, words: Vocabulary) -> MapSpec:
    year = _known_year(value, words.indicators.get(spec.indicator or "", ()))
    # the default's shared classes do not hold for a year outside them
    return replace(spec, year=year, pooled=spec.pooled if year in spec.pooled else ())


def _pooled(value: tuple[int | None, ...], spec: MapSpec, words: Vocabulary) -> MapSpec:
    if not value:
        return replace(spec, pooled=())
    known = words.indicators.get(spec.indicator or "", ())
    years = tuple(sorted({_known_year(year, known) for year in value}))
    if len(years) < 2:
        raise RefusedValue(_("共用分级的年份应有两个以上。"))
    shown = spec.year if spec.year is not None else max(known)
    if shown not in years:
        raise RefusedValue(_("共用分级的年份里要有所示的{year}年。").format(year=shown))
    return replace(spec, pooled=years)


def _method(value: str, spec: MapSpec, words: Vocabulary) -> MapSpec:
    if value not in words.methods:
        raise RefusedValue(_("没有这种分级方法。"))
    return replace(spec, method=value)


def _k(value: int | None, spec: MapSpec, words: Vocabulary) -> MapSpec:  # noqa: ARG001
    low, high = K_RANGE
    if value is None or not low <= value <= high:
        raise RefusedValue(_("级数应为 {low}—{high} 的整数。").format(low=low, high=high))
    return replace(spec, k=value)


def _palette(value: str, spec: MapSpec, words: Vocabulary) -> MapSpec:
    if value not in words.palettes:
        raise RefusedValue(_("没有这种配色。"))
    return replace(spec, palette=value)


def _selected(value: tuple[str, ...], spec: MapSpec, words: Vocabulary) -> MapSpec:
    ids = _among(value, words.adcodes, _("没有这样的县级单元代码（{unknown}）。"))
    if len(ids) > MAX_SELECTED:
        raise RefusedValue(_("一次最多选 {n} 个县区。").format(n=MAX_SELECTED))
    return replace(spec, selected=ids)


def _view(value: MapWindow, spec: MapSpec, words: Vocabulary) -> MapSpec:  # noqa: ARG001
    ranges = zip(value, (LAT_RANGE, LON_RANGE, ZOOM_RANGE), strict=True)
    if not all(math.isfinite(v) and low <= v <= high for v, (low, high) in ranges):
        raise RefusedValue(_("地图位置超出了范围。"))
    view = MapWindow(round(value.lat, 4), round(value.lon, 4), round(value.zoom, 2))
    return replace(spec, view=view)


def _switch(value: bool | None) -> bool:
    if value is None:
        raise RefusedValue(_("应为 0 或 1。"))
    return value


def _labels(value: bool | None, spec: MapSpec, words: Vocabulary) -> MapSpec:  # noqa: ARG001
    return replace(spec, labels=_switch(value))


def _stacked(value: bool | None, spec: MapSpec, words: Vocabulary) -> MapSpec:  # noqa: ARG001
    if _switch(value) and spec.indicator is not None:
        raise RefusedValue(_("叠加项数不与指标画在同一幅图上。"))
    return replace(spec, stacked=_switch(value))


def _extent(value: str, spec: MapSpec, words: Vocabulary) -> MapSpec:
    if value not in set(Extent):
        raise RefusedValue(_("没有这样的范围。"))
    extent = Extent(value)
    if extent is Extent.GANSU:
        return replace(spec, extent=extent)
    if extent not in words.extents:
        raise RefusedValue(_("这里只画甘肃一省，全国与周边在“指标地图”页的屏幕上看。"))
    years = words.indicators.get(spec.indicator or "", ())
    shown = spec.year if spec.year is not None else max(years, default=None)
    if shown is None or words.national.get(spec.indicator or "") != shown:
        raise RefusedValue(_("这项指标没有可以设色的全国分县数，只画甘肃。"))
    return replace(spec, extent=extent)


_TEXT: Final = _typed(str)
_INT: Final = _typed(int)
_BOOL: Final = _typed(bool)
# The year is read after the indicator it belongs to, the years it is classified with after both,
# and the extent, which not every indicator and year has, after them.
RULES: Final = (
    Rule("systems", "sys", _read_ids, _write_ids, _listed(_parse_id), _systems),
    Rule(
        "indicator",
        "ind",
        lambda text: None if text == _NONE else text,
        lambda value: value or _NONE,
        _optional(_TEXT),
        _indicator,
    ),
    Rule("year", "year", _read_whole, _or_empty, _optional(_INT), _year, frozenset({"ind"})),
    Rule("method", "by", _same, _same, _TEXT, _method),
    Rule("k", "k", _read_whole, str, _INT, _k),
    Rule("palette", "pal", _same, _or_empty, _optional(_TEXT), _palette),
    Rule("selected", "sel", _read_counties, _write_ids, _listed(_parse_id), _selected),
    Rule("view", "at", _read_window, _write_window, _optional(_parse_window), _view),
    Rule("labels", "names", _read_switch, _write_switch, _BOOL, _labels),
    Rule("stacked", "stack", _read_switch, _write_switch, _BOOL, _stacked),
    Rule(
        "pooled",
        "pool",
        _read_years,
        _write_ids,
        _listed(_INT),
        _pooled,
        frozenset({"ind", "year"}),
    ),
    Rule("extent", "ext", _same, _same, lambda value: Extent(_TEXT(value)), _extent),
)

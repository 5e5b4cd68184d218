"""MapSpec: the one description of what a map shows, and its form in a URL.

The screen map, the legend, the table beside it, the caption and every export start from the same
frozen object, so that they cannot disagree. In a URL a default is left out; a value that is not
understood is named in a Chinese sentence and the default takes its place.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Final, NamedTuple

from data.errors import AtlasError
from data.i18n import _
from geo.extents import Extent

DEFAULT_METHOD: Final = "quantiles"
DEFAULT_K: Final = 5
K_RANGE: Final = (2, 7)
MAX_SELECTED: Final = 8
# Characters of a refused value that a sentence quotes.
_MOST_QUOTED: Final = 40

# Leaflet's view is kept inside this window (degrees, zoom levels).
LAT_RANGE: Final = (3.0, 54.0)
LON_RANGE: Final = (73.0, 136.0)
ZOOM_RANGE: Final = (3.0, 12.0)


class MapWindow(NamedTuple):
    """Centre (degrees, CGCS2000) and zoom level of the screen map."""

    lat: float
    lon: float
    zoom: float


@dataclass(frozen=True)
class MapSpec:
    """What a map shows.

    Attributes
    ----------
    systems : tuple of str
        Ids of the layout systems drawn.
    indicator : str or None
        Id of the indicator, or None for a layout map.
    year : int or None
        Data year; None means the latest.
    method : str
        Classification method (`indicators.classify.METHODS`).
    k : int
        Number of classes asked for.
    palette : str or None
        Palette id; None means the one that fits the indicator.
    selected : tuple of str
        Adcodes that are marked, in order.
    view : MapWindow or None
        Where the user has moved the map; None means the whole province.
    labels : bool
        Whether names are written on the map.
    pooled : tuple of int
        Years whose values are classified together, `year` among them, so that maps of several
        years share their classes; empty when the year stands alone.
    stacked : bool
        Whether counties are coloured by how many of the `systems` they are in (政策叠加), instead
        of each system being drawn; without an indicator only.
    extent : Extent
        How much of the country is drawn; beyond the province on the screen alone.
    """

    systems: tuple[str, ...] = ()
    indicator: str | None = None
    year: int | None = None
    method: str = DEFAULT_METHOD
    k: int = DEFAULT_K
    palette: str | None = None
    selected: tuple[str, ...] = ()
    view: MapWindow | None = None
    labels: bool = True
    pooled: tuple[int, ...] = ()
    stacked: bool = False
    extent: Extent = Extent.GANSU

    def to_json(self) -> str:
        """Return the specification as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> MapSpec:
        """Read what `to_json` wrote.

        Raises
        ------
        AtlasError
            When the text is not a map specification.
        """
        try:
            raw = json.loads(text)
            known = {f.name for f in fields(cls)}
            extra = set(raw) - known
            if extra:
                raise ValueError(f"unknown keys {sorted(extra)}")
            for name in ("systems", "selected"):
                if name in raw:
                    raw[name] = tuple(str(item) for item in raw[name])
            if "pooled" in raw:
                raw["pooled"] = tuple(_whole_year(item) for item in raw["pooled"])
            if "extent" in raw:
                raw["extent"] = Extent(raw["extent"])
            if raw.get("view") is not None:
                raw["view"] = MapWindow(*map(float, raw["view"]))
            return cls(**raw)
        except (TypeError, ValueError, AttributeError) as error:
            raise AtlasError(
                _("这份地图说明无法读取：它应是一个 JSON 对象。"), detail=f"bad MapSpec: {error}"
            ) from error


def _whole_year(item: object) -> int:
    if not isinstance(item, int) or isinstance(item, bool):
        raise TypeError(f"year {item!r}")
    return item


def only_gansu(spec: MapSpec) -> None:
    """Refuse a map of more than the province where only the province can be drawn.

    Raises
    ------
    AtlasError
        The extent is another one.
    """
    if spec.extent is not Extent.GANSU:
        raise AtlasError(
            _("全国和周边范围的图只在屏幕上看，版式图片和文档只出甘肃一省；请把范围切回“全省”。"),
            detail=f"extent {spec.extent.value} cannot be exported",
        )


@dataclass(frozen=True)
class Vocabulary:
    """What a URL may name: the checks that `from_query` applies to each value.

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


def cut(text: str) -> str:
    """Return a user's value as a sentence quotes it: the first forty characters of a long one."""
    return text if len(text) <= _MOST_QUOTED else text[:_MOST_QUOTED] + "…"


def to_query(spec: MapSpec, default: MapSpec) -> dict[str, str]:
    """Return the URL parameters that tell `spec` from the page's `default`."""
    out: dict[str, str] = {}
    if spec.systems != default.systems:
        out["sys"] = ",".join(spec.systems) or "none"
    if spec.indicator != default.indicator:
        out["ind"] = spec.indicator or "none"
    # another indicator starts without a year
    if spec.year is not None and (spec.year != default.year or "ind" in out):
        out["year"] = str(spec.year)
    if spec.method != default.method:
        out["by"] = spec.method
    if spec.k != default.k:
        out["k"] = str(spec.k)
    if spec.palette is not None and spec.palette != default.palette:
        out["pal"] = spec.palette
    if spec.selected != default.selected:
        out["sel"] = ",".join(spec.selected) or "none"
    if spec.view is not None and spec.view != default.view:
        out["at"] = f"{spec.view.lat:.4f},{spec.view.lon:.4f},{spec.view.zoom:g}"
    if spec.labels != default.labels:
        out["names"] = "1" if spec.labels else "0"
    if spec.stacked != default.stacked:
        out["stack"] = "1" if spec.stacked else "0"
    # years of another indicator, or around another year, are never taken over from the default
    if spec.pooled != default.pooled or (spec.pooled and {"ind", "year"} & set(out)):
        out["pool"] = ",".join(map(str, spec.pooled)) or "none"
    if spec.extent != default.extent:
        out["ext"] = spec.extent.value
    return out


def from_query(
    query: Mapping[str, str], default: MapSpec, vocabulary: Vocabulary
) -> tuple[MapSpec, tuple[str, ...]]:
    """Read URL parameters over a page's default.

    Parameters
    ----------
    query : mapping of str to str
        The parameters of the URL; names that are not a map's are left alone.
    default : MapSpec
        What the page shows without parameters.
    vocabulary : Vocabulary
        The ids that exist.

    Returns
    -------
    tuple of (MapSpec, tuple of str)
        The specification, and one Chinese sentence for each value that was refused.
    """
    spec = default
    problems: list[str] = []
    for name, read in _READERS.items():
        if name not in query:
            continue
        try:
            spec = read(query[name], spec, vocabulary)
        except _Refused as refused:
            shown = cut(query[name])
            problems.append(
                _("网址参数 {name}={value} 未采用：{why}").format(
                    name=name, value=shown, why=refused.why
                )
            )
    return spec, tuple(problems)


class _Refused(Exception):
    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def _ids(text: str, known: frozenset[str], why: str) -> tuple[str, ...]:
    if text == "none":
        return ()
    ids = tuple(dict.fromkeys(part for part in text.split(",") if part))
    unknown = [item for item in ids if item not in known]
    if unknown or not ids:
        raise _Refused(why.format(unknown="、".join(unknown[:3])))
    return ids


def _systems(text: str, spec: MapSpec, words: Vocabulary) -> MapSpec:
    return replace(spec, systems=_ids(text, words.systems, _("没有这样的布局图层（{unknown}）。")))


def _indicator(text: str, spec: MapSpec, words: Vocabulary) -> MapSpec:
    if text == "none":
        return replace(spec, indicator=None, year=None, pooled=())
    if text not in words.indicators:
        raise _Refused(_("没有这项指标。"))
    return replace(spec, indicator=text, year=None, pooled=())


def _year(text: str, spec: MapSpec, words: Vocabulary) -> MapSpec:
    years = words.indicators.get(spec.indicator or "", ())
    year = _known_year(text, years)
    # the default's shared classes do not hold for a year outside them
    return replace(spec, year=year, pooled=spec.pooled if year in spec.pooled else ())


def _known_year(text: str, years: tuple[int, ...]) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:6]) not in years:
        known = "、".join(map(str, years)) or _("无")
        raise _Refused(_("该指标没有这一年的数据（有：{known}）。").format(known=known))
    return int(text)


def _pooled(text: str, spec: MapSpec, words: Vocabulary) -> MapSpec:
    if text == "none":
        return replace(spec, pooled=())
    known = words.indicators.get(spec.indicator or "", ())
    years = tuple(sorted({_known_year(part, known) for part in text.split(",")}))
    if len(years) < 2:
        raise _Refused(_("共用分级的年份应有两个以上。"))
    shown = spec.year if spec.year is not None else max(known)
    if shown not in years:
        raise _Refused(_("共用分级的年份里要有所示的{year}年。").format(year=shown))
    return replace(spec, pooled=years)


def _method(text: str, spec: MapSpec, words: Vocabulary) -> MapSpec:
    if text not in words.methods:
        raise _Refused(_("没有这种分级方法。"))
    return replace(spec, method=text)


def _k(text: str, spec: MapSpec, words: Vocabulary) -> MapSpec:  # noqa: ARG001
    low, high = K_RANGE
    if not (text.isascii() and text.isdigit() and len(text) == 1 and low <= int(text) <= high):
        raise _Refused(_("级数应为 {low}—{high} 的整数。").format(low=low, high=high))
    return replace(spec, k=int(text))


def _palette(text: str, spec: MapSpec, words: Vocabulary) -> MapSpec:
    if text not in words.palettes:
        raise _Refused(_("没有这种配色。"))
    return replace(spec, palette=text)


def _selected(text: str, spec: MapSpec, words: Vocabulary) -> MapSpec:
    ids = _ids(text, words.adcodes, _("没有这样的县级单元代码（{unknown}）。"))
    if len(ids) > MAX_SELECTED:
        raise _Refused(_("一次最多选 {n} 个县区。").format(n=MAX_SELECTED))
    return replace(spec, selected=ids)


def _view(text: str, spec: MapSpec, words: Vocabulary) -> MapSpec:  # noqa: ARG001
    try:
        lat, lon, zoom = (float(part) for part in text.split(","))
    except ValueError as error:
        raise _Refused(_("地图位置应写作“纬度,经度,缩放级别”。")) from error
    ranges = ((lat, LAT_RANGE), (lon, LON_RANGE), (zoom, ZOOM_RANGE))
    if not all(math.isfinite(v) and low <= v <= high for v, (low, high) in ranges):
        raise _Refused(_("地图位置超出了范围。"))
    return replace(spec, view=MapWindow(round(lat, 4), round(lon, 4), round(zoom, 2)))


def _labels(text: str, spec: MapSpec, words: Vocabulary) -> MapSpec:  # noqa: ARG001
    if text not in {"0", "1"}:
        raise _Refused(_("应为 0 或 1。"))
    return replace(spec, labels=text == "1")


def _stacked(text: str, spec: MapSpec, words: Vocabulary) -> MapSpec:  # noqa: ARG001
    if text not in {"0", "1"}:
        raise _Refused(_("应为 0 或 1。"))
    if text == "1" and spec.indicator is not None:
        raise _Refused(_("叠加项数不与指标画在同一幅图上。"))
    return replace(spec, stacked=text == "1")


def _extent(text: str, spec: MapSpec, words: Vocabulary) -> MapSpec:
    if text not in set(Extent):
        raise _Refused(_("没有这样的范围。"))
    extent = Extent(text)
    if extent is Extent.GANSU:
        return replace(spec, extent=extent)
    if extent not in words.extents:
        raise _Refused(_("这里只画甘肃一省，全国与周边在“指标地图”页的屏幕上看。"))
    years = words.indicators.get(spec.indicator or "", ())
    shown = spec.year if spec.year is not None else max(years, default=None)
    if shown is None or words.national.get(spec.indicator or "") != shown:
        raise _Refused(_("这项指标没有可以设色的全国分县数，只画甘肃。"))
    return replace(spec, extent=extent)


# The year is read after the indicator it belongs to, the years it is classified with after both,
# and the extent, which not every indicator and year has, after them.
_READERS: Final[dict[str, Callable[[str, MapSpec, Vocabulary], MapSpec]]] = {
    "sys": _systems,
    "ind": _indicator,
    "year": _year,
    "pool": _pooled,
    "by": _method,
    "k": _k,
    "pal": _palette,
    "sel": _selected,
    "at": _view,
    "names": _labels,
    "stack": _stacked,
    "ext": _extent,
}

QUERY_NAMES: Final[frozenset[str]] = frozenset(_READERS)


def vocabulary() -> Vocabulary:
    """Return everything a URL may name, read from the catalogue, the registry and the units."""
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


def as_dict(spec: MapSpec) -> dict[str, Any]:
    """Return the specification as plain JSON types (for a manifest)."""
    out: dict[str, Any] = json.loads(spec.to_json())
    return out

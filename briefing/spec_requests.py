"""Reading what is asked for: a specification from a file, or from the options of a command.

Everything from outside passes the same vocabulary as the address bar, so that an id that does
not exist, a year without data or a class count out of range is refused in a Chinese sentence.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from briefing import side_by_side
from data import text_lists
from data.errors import AtlasError
from data.i18n import _
from layers import catalogue, spec_reading, spec_rules
from layers import spec as specs
from layers.spec import MapSpec

MAX_SPEC_BYTES: Final = 1_000_000


def spec_from_file(path: Path) -> MapSpec:
    """Read a map specification from a JSON file and check every word of it.

    Raises
    ------
    AtlasError
        When the file is missing, too large, no JSON object, or names something unknown.
    """
    return spec_from_object(_parsed(path))


def maps_from_file(path: Path) -> tuple[MapSpec, ...]:
    """Read all maps of a specification: those of a sheet of several, when a manifest tells them.

    Raises
    ------
    AtlasError
        As `spec_from_file` does.
    """
    raw = _parsed(path)
    first = spec_from_object(raw)
    views = raw.get("views") if isinstance(raw, dict) else None
    beside = views[0].get("beside", []) if isinstance(views, list) else []
    others = beside if isinstance(beside, list) else []
    return (
        first,
        *(spec_from_object(o.get("spec") if isinstance(o, dict) else None) for o in others),
    )


def _parsed(path: Path) -> Any:
    """Return the JSON of a file."""
    try:
        if path.stat().st_size > MAX_SPEC_BYTES:
            raise AtlasError(
                _("地图说明文件超过 1 MB，不像是一份地图说明。"), detail="spec too large"
            )
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise AtlasError(
            _("读不了地图说明文件“{name}”：它不存在，或不是 UTF-8 文本。").format(name=path.name),
            detail=f"cannot read {path}: {error}",
        ) from error
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise AtlasError(
            _("“{name}”不是有效的 JSON，请用图志导出的地图说明。").format(name=path.name),
            detail=f"bad JSON in {path}: {error}",
        ) from error


def spec_from_object(raw: Any) -> MapSpec:
    """Return a specification from parsed JSON; a manifest's first view is taken as well.

    Raises
    ------
    AtlasError
        When it is no object, or names something unknown.
    """
    if isinstance(raw, dict) and isinstance(raw.get("views"), list) and raw["views"]:
        first = raw["views"][0]
        raw = first.get("spec") if isinstance(first, dict) else None
    if not isinstance(raw, dict):
        raise AtlasError(_("地图说明应是一个 JSON 对象。"), detail=f"spec is {type(raw).__name__}")
    return checked(spec_reading.from_object(raw))


def checked(spec: MapSpec) -> MapSpec:
    """Return the specification when everything in it exists.

    Raises
    ------
    AtlasError
        One sentence about the first word that is not understood.
    """
    for system in spec.systems:
        catalogue.get(system)
    if spec.indicator is not None:
        from indicators import registry, tables

        registry.get(spec.indicator)
        tables.resolve_year(spec.indicator, spec.year)
    elif spec.year is not None:
        spec = replace(spec, year=None)
    return spec_reading.checked(spec, spec_rules.vocabulary())


def spec_from_options(
    *,
    indicator: str | None,
    year: int | None,
    systems: str,
    method: str | None,
    k: int | None,
    palette: str | None,
    selected: str,
    labels: bool,
) -> MapSpec:
    """Return the specification that a command's options make.

    Parameters
    ----------
    systems : str
        Ids joined with commas.
    selected : str
        County names or codes joined with commas.

    Raises
    ------
    AtlasError
        When nothing is asked for, or something does not exist.
    """
    ids = tuple(dict.fromkeys(text_lists.parts(systems)))
    if indicator is None and not ids:
        raise AtlasError(
            _("没有说画什么：请给出 --indicator、--systems 或 --spec。"), detail="empty request"
        )
    look = _look(method=method, k=k, palette=palette, selected=selected, labels=labels)
    return checked(replace(look, systems=ids, indicator=indicator, year=year))


def _look(
    *, method: str | None, k: int | None, palette: str | None, selected: str, labels: bool
) -> MapSpec:
    """Return an empty map with the options that every map of a command shares."""
    return MapSpec(
        method=specs.DEFAULT_METHOD if method is None else method,
        k=specs.DEFAULT_K if k is None else k,
        palette=palette,
        selected=_counties(selected),
        labels=labels,
    )


def _counties(text: str) -> tuple[str, ...]:
    from geo.places import lookup

    return tuple(dict.fromkeys(lookup.county(name).adcode for name in text_lists.parts(text)))


def maps_from_options(
    *,
    indicator: str | None,
    indicators: str,
    year: int | None,
    years: str,
    systems: str,
    method: str | None,
    k: int | None,
    palette: str | None,
    selected: str,
    labels: bool,
) -> tuple[MapSpec, ...]:
    """Return the maps of one sheet that a command's options make, at least two.

    Parameters
    ----------
    indicators, years, systems : str
        Joined with commas. Beside years or indicators, `systems` are outlined on every map;
        alone, each is a map of its own (families of systems by their kind).
    selected : str
        County names or codes joined with commas.

    Raises
    ------
    AtlasError
        When it is not clear what is compared, something does not exist, or there is one map only.
    """
    group = _group(
        indicator=indicator, indicators=indicators, year=year, years=years, systems=systems
    )
    look = _look(method=method, k=k, palette=palette, selected=selected, labels=labels)
    outlines = () if group.over == "systems" else tuple(dict.fromkeys(text_lists.parts(systems)))
    base = replace(look, systems=outlines, indicator=indicator)
    made = tuple(checked(spec) for spec in side_by_side.checked(group, base))
    if len(made) < 2:
        raise AtlasError(
            _("组图至少要两幅，现在只有 {n} 幅。").format(n=len(made)), detail="one map only"
        )
    return made


def _group(
    *, indicator: str | None, indicators: str, year: int | None, years: str, systems: str
) -> side_by_side.Group:
    if years and indicators:
        raise AtlasError(
            _("--years 与 --indicators 只能给一个：一张组图只比一样。"), detail="years, indicators"
        )
    if indicators:
        if indicator is not None:
            raise AtlasError(
                _("--indicator 与 --indicators 只能给一个。"), detail="both indicator options"
            )
        return side_by_side.Group(
            "indicators",
            tuple(side_by_side.with_year(item, year) for item in text_lists.parts(indicators)),
        )
    if years:
        if indicator is None or year is not None:
            raise AtlasError(
                _("--years 要与 --indicator 同用，不与 --year 同用。"), detail="years alone"
            )
        return side_by_side.Group("years", tuple(text_lists.parts(years)))
    if indicator is None and systems:
        return side_by_side.Group("systems", tuple(text_lists.parts(systems)))
    raise AtlasError(
        _("组图要说明比什么：--indicator 加 --years，或 --indicators，或几个 --systems。"),
        detail="nothing to compare",
    )

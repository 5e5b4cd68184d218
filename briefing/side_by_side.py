"""What is laid side by side on one sheet: years of an indicator, several indicators, or layouts.

A `Group` is what the 出图 page, the command and the address say; `maps` makes the specifications
of it, each complete by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, NamedTuple, cast

from briefing import comparable_years as year_rules
from briefing.comparable_years import NotComparable
from data.errors import AtlasError
from data.i18n import _
from indicators import registry, tables
from layers import catalogue, palettes
from layers.catalogue import System
from layers.spec import MapSpec
from layers.spec_reading import refusal
from maps.sheet.layouts import MOST_MAPS

Over = Literal["years", "indicators", "systems"]
OVER: Final[dict[str, str]] = {
    "years": _("同一指标的几个年份"),
    "indicators": _("几个指标"),
    "systems": _("几类布局"),
}
QUERY_NAMES: Final = ("over", "with")
NO_YEAR: Final = 0


class IndicatorYear(NamedTuple):
    """An item of a group of indicators, and how the address writes it: “id@2020”."""

    indicator: str
    year: int | None

    @classmethod
    def read(cls, text: str) -> IndicatorYear:
        """Return what a text names; the year is None where none, or no year, is written."""
        indicator, _mark, year = text.partition("@")
        good = year.isascii() and year.isdigit() and len(year) == 4
        return cls(indicator, int(year) if good else None)

    def __str__(self) -> str:
        """Return the item as the address writes it."""
        return self.indicator if self.year is None else f"{self.indicator}@{self.year}"


@dataclass(frozen=True)
class Group:
    """What is compared.

    Attributes
    ----------
    over : {"years", "indicators", "systems"}
        What differs from map to map.
    items : tuple of str
        One a map, in reading order: a year; an indicator with its year, “id@2020”; a family of
        layout systems (`System.kind`), or system ids joined with “+”.
    """

    over: Over
    items: tuple[str, ...]


@lru_cache(maxsize=1)
def families() -> dict[str, tuple[System, ...]]:
    """Return the layout systems that can be drawn, by family."""
    found: dict[str, tuple[System, ...]] = {}
    for system in catalogue.load().values():
        if system.shape != "none":
            found[system.kind] = (*found.get(system.kind, ()), system)
    return found


def with_year(indicator: str, year: int | None = None) -> str:
    """Return the item of an indicator and a year (the latest by default).

    Raises
    ------
    AtlasError
        When the indicator does not exist, has no such year, or is one number for the province.
    """
    asked = IndicatorYear.read(indicator)
    item = registry.get(asked.indicator)
    registry.refuse_province(item)
    if "@" in indicator:
        # a year that is none is refused as one that the indicator does not have
        year = NO_YEAR if asked.year is None else asked.year
    return str(IndicatorYear(item.id, tables.resolve_year(item.id, year)))


def name(item: str) -> str:
    """Return what an item of a group is called, in Chinese."""
    if item.isdigit():
        return _("{year}年").format(year=item)
    asked = IndicatorYear.read(item)
    if asked.year is not None:
        known = registry.get(asked.indicator)
        level = _("·市州") if known.level == "prefecture" else ""
        return _("{name}（{year}年{level}）").format(name=known.name, year=asked.year, level=level)
    return _title(_systems(item))


def maps(group: Group, spec: MapSpec) -> tuple[MapSpec, ...]:
    """Return the maps of a group, in its order.

    Parameters
    ----------
    group : Group
        What differs.
    spec : MapSpec
        Everything else: the indicator of the years, method, classes, marked counties, outlines.

    Raises
    ------
    AtlasError
        When an item does not exist, or the years of the indicator are not comparable.
    """
    if group.over == "systems":
        plain = replace(spec, indicator=None, year=None, pooled=(), palette=None)
        return tuple(replace(plain, systems=_systems(item)) for item in group.items)
    if group.over == "indicators":
        made = []
        for item in group.items:
            asked = IndicatorYear.read(with_year(item))
            centre = registry.get(asked.indicator).diverging_at
            made.append(
                replace(
                    spec,
                    indicator=asked.indicator,
                    year=asked.year,
                    pooled=(),
                    palette=_fitting(spec.palette, centre),
                )
            )
        return tuple(made)
    if spec.indicator is None:
        raise AtlasError(_("要比较几个年份，请先选一项指标。"), detail="years without indicator")
    known = registry.get(spec.indicator)
    chosen = tuple(sorted({_year(known.id, item) for item in group.items}))
    refused = year_rules.refusal(known)
    if refused:
        raise NotComparable(refused, detail=f"years of {known.id}")
    pooled = chosen if len(chosen) > 1 else ()
    return tuple(replace(spec, year=year, pooled=pooled) for year in chosen)


def _year(indicator: str, text: str) -> int:
    good = text.isascii() and text.isdigit() and len(text) == 4
    if not good:
        raise AtlasError(
            _("“{text}”不是年份，年份写作 2020 这样的四位数。").format(text=text[:20]),
            detail=f"year {text!r:.40}",
        )
    return tables.resolve_year(indicator, int(text))


def _fitting(palette: str | None, centre: float | None) -> str | None:
    """Return the palette where it suits an indicator, else None: the one that fits."""
    if palette is None:
        return None
    wanted = "sequential" if centre is None else "diverging"
    return palette if palettes.get(palette).family == wanted else None


def _systems(item: str) -> tuple[str, ...]:
    family = families().get(item)
    if family is not None:
        return tuple(system.id for system in family)
    found = [catalogue.get(part) for part in item.split("+")]
    undrawn = [system for system in found if system.shape == "none"]
    if undrawn:
        raise AtlasError(
            _("“{name}”没有可画的范围或位置。").format(name=undrawn[0].short),
            detail=f"{undrawn[0].id} has no shape",
        )
    return tuple(dict.fromkeys(system.id for system in found))


def _title(systems: Sequence[str]) -> str:
    found = [catalogue.get(system) for system in systems]
    kinds = {system.kind for system in found}
    if len(found) == 1:
        return found[0].name
    if len(kinds) == 1 and len(found) == len(families().get(found[0].kind, ())):
        return found[0].kind_name
    shown = "、".join(system.short for system in found[:3])
    return shown if len(found) <= 3 else _("{names}等{n}项").format(names=shown, n=len(found))


def map_title(spec: MapSpec) -> str:
    """Return the title of a layout map beside others, or "" where the computed one serves."""
    return _title(spec.systems) if spec.indicator is None and spec.systems else ""


def of(specs: Sequence[MapSpec]) -> Group | None:
    """Return the group that maps were made from, or None when they are none of ours."""
    for group in _guesses(specs):
        palette = next((spec.palette for spec in specs if spec.palette is not None), None)
        base = replace(specs[0], pooled=(), palette=palette)
        try:
            if maps(group, base) == tuple(specs):
                return group
        except AtlasError:
            continue
    return None


def _guesses(specs: Sequence[MapSpec]) -> list[Group]:
    if all(spec.indicator is None for spec in specs):
        return [Group("systems", tuple(_item(spec.systems) for spec in specs if spec.systems))]
    if not all(spec.indicator is not None and spec.year is not None for spec in specs):
        return []
    return [
        Group("years", tuple(str(spec.year) for spec in specs)),
        Group("indicators", tuple(f"{spec.indicator}@{spec.year}" for spec in specs)),
    ]


def _item(systems: tuple[str, ...]) -> str:
    for kind, family in families().items():
        if len(family) > 1 and tuple(system.id for system in family) == systems:
            return kind
    return "+".join(systems)


def to_query(group: Group) -> dict[str, str]:
    """Return the parameters of the 出图 page that say what is compared."""
    return {"over": group.over, "with": ",".join(group.items)}


def from_query(query: Mapping[str, str], spec: MapSpec) -> tuple[Group | None, tuple[str, ...]]:
    """Read what is compared from the parameters of an address.

    Parameters
    ----------
    query : mapping of str to str
        Other parameters are left alone.
    spec : MapSpec
        As read from the same address: the years are those of its indicator.

    Returns
    -------
    tuple of (Group or None, tuple of str)
        None where nothing (or nothing understandable) is said, and a sentence for each refusal.
    """
    over = query.get("over")
    if over is None:
        lone = (refusal("with", query["with"], _("缺少 over。")),) if "with" in query else ()
        return None, lone
    if over not in OVER:
        return None, (refusal("over", over, _("没有这一种比法。")),)
    group = Group(cast("Over", over), tuple(filter(None, query.get("with", "").split(","))))
    try:
        checked(group, spec)
    except NotComparable:
        # the page itself says why, beside the choice
        return group, ()
    except AtlasError as error:
        return Group(group.over, ()), (refusal("with", query.get("with", ""), error.message),)
    return group, ()


def checked(group: Group, spec: MapSpec) -> tuple[MapSpec, ...]:
    """Return the maps of a group when each item exists, is named once, and they are not too many.

    Raises
    ------
    AtlasError
        One sentence about the first thing that is wrong.
    """
    if len(group.items) > MOST_MAPS:
        raise AtlasError(
            _("一张组图最多 {most} 幅，这里有 {n} 幅。").format(most=MOST_MAPS, n=len(group.items)),
            detail=f"{len(group.items)} maps",
        )
    if len(set(group.items)) < len(group.items):
        raise AtlasError(_("同一幅图写了两次。"), detail="repeated item")
    return maps(group, spec)

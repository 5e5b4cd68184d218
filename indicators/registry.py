"""The indicators: what each is called, means, covers and comes from (standard library only)."""

from __future__ import annotations

import csv
import difflib
from dataclasses import dataclass
from functools import cache

from data import records
from data.entries import RegistryEntry, entries
from data.errors import AtlasError
from data.i18n import _
from data.paths import INDICATORS
from indicators import facets
from indicators.facets import Direction, Revision, YearBreak

STATUS_NAMES = {
    "ok": _("原数"),
    "derived": _("推算"),
    "estimate": _("估计"),
    "merged": _("与他区合并统计"),
    "missing": _("缺失"),
    "not_applicable": _("不适用"),
}
LEVEL_NAMES = {"county": _("县级"), "prefecture": _("市州"), "province": _("全省")}
KIND_NAMES = {"ratio": _("比率"), "count": _("总量"), "index": _("指数")}


class UnknownIndicatorError(AtlasError):
    """No indicator has this id."""


class StaleTablesError(AtlasError):
    """The tables are older than the registry."""


@dataclass(frozen=True)
class Indicator:
    """One indicator at one level.

    Attributes
    ----------
    years : tuple of int
        Ascending; the last is the latest.
    coverage : dict
        Year -> number of units that have a value.
    source, sources : str, dict
        Short source line of the latest year; of every year.
    record, records : str, tuple
        Dataset ids in the data package; the first belongs to the latest year.
    mappable : bool
        Ratios and indices may colour areas; counts may not.
    sample : str
        The indicator that holds the size of the long-form sample, or "".
    direction, direction_why : Direction, str
        Which values are better, and the reason.
    year_breaks : tuple of YearBreak
        What speaks against comparing its years; empty where they simply stand beside each other.
    revision : Revision or None
        A figure behind these that was revised after they were printed.
    percent : bool
        The value is a share in per cent; differences are percentage points.
    modelled : bool
        A model makes neighbours alike.
    """

    id: str
    name: str
    short: str
    unit: str
    kind: str
    level: str
    group: str
    years: tuple[int, ...]
    coverage: dict[int, int]
    units: int
    definition: str
    formula: str
    source: str
    sources: dict[int, str]
    record: str
    records: tuple[str, ...]
    licence: str
    caveats: tuple[str, ...]
    digits: int
    diverging_at: float | None
    small_sample: bool
    mappable: bool
    sample: str
    headline: bool
    direction: Direction
    direction_why: str
    year_breaks: tuple[YearBreak, ...]
    revision: Revision | None
    percent: bool
    modelled: bool

    @property
    def comparable(self) -> bool:
        """Return whether values of different years may be set against each other."""
        return not self.year_breaks

    @property
    def revised(self) -> str:
        """Return the sentence on a revision that goes wherever these figures go, or ""."""
        return self.revision.sentence if self.revision else ""


@dataclass(frozen=True)
class _Extent:
    coverage: dict[int, int]
    units: int
    records: dict[int, str]


def _extents() -> dict[str, _Extent]:
    found: dict[str, _Extent] = {}
    with (INDICATORS / "coverage.csv").open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            extent = found.setdefault(row["indicator"], _Extent({}, int(row["units"]), {}))
            extent.coverage[int(row["year"])] = int(row["with_value"])
            extent.records[int(row["year"])] = row["records"]
    return found


def _indicator(entry: RegistryEntry, extent: _Extent) -> Indicator:
    table = entry.table
    years = tuple(sorted(extent.coverage))
    newest_first = [extent.records[year] for year in reversed(years)]
    used = dict.fromkeys(part for text in newest_first for part in text.split(";"))
    caveats = list(table.get("caveats", ()))
    if entry.level == "county":
        caveats += table.get("county_caveats", ())
    revision = facets.revision(table)
    if revision is not None:
        caveats.append(revision.sentence)
    direction, direction_why = facets.direction(table, entry.id)
    kind = table["kind"]
    return Indicator(
        id=entry.id,
        name=table["name"],
        short=table["short"],
        unit=table["unit"],
        kind=kind,
        level=entry.level,
        group=table["group"],
        years=years,
        coverage=extent.coverage,
        units=extent.units,
        definition=table["definition"],
        formula=table.get("formula", ""),
        source=records.source_line(extent.records[years[-1]]),
        sources={year: records.source_line(extent.records[year]) for year in years},
        record=next(iter(used)),
        records=tuple(used),
        licence=records.record(next(iter(used))).licence,
        caveats=tuple(caveats),
        digits=table["digits"],
        diverging_at=table.get("diverging_at"),
        small_sample="sample" in table,
        mappable=table.get("mappable", kind in ("ratio", "index")),
        sample=entry.sibling(table["sample"]) if "sample" in table else "",
        headline=table.get("headline", False),
        direction=direction,
        direction_why=direction_why,
        year_breaks=facets.year_breaks(table),
        revision=revision,
        percent=table.get("percent", False),
        modelled=table.get("modelled", False),
    )


@cache
def load() -> dict[str, Indicator]:
    """Return every indicator by id, in the registry's order.

    Raises
    ------
    StaleTablesError
        When the registry has an indicator that the tables do not have yet.
    """
    extents = _extents()
    stale = [key for key in entries() if key not in extents]
    if stale:
        raise StaleTablesError(
            _("登记表里的指标“{id}”还没有数表，请先运行 python -m data.build.indicators。").format(
                id=stale[0]
            ),
            detail=f"no coverage for {stale}",
        )
    return {key: _indicator(entry, extents[key]) for key, entry in entries().items()}


def get(identifier: str) -> Indicator:
    """Return one indicator.

    Raises
    ------
    UnknownIndicatorError
        When no indicator has this id; the message lists the closest ids and names.
    """
    known = load()
    if identifier in known:
        return known[identifier]
    close = difflib.get_close_matches(identifier, known, n=3, cutoff=0.55)
    close += [item.id for item in known.values() if identifier and identifier in item.name][:3]
    shown = "、".join(dict.fromkeys(f"{key}（{known[key].name}）" for key in close))
    message = _("没有编号为“{id}”的指标").format(id=identifier)
    message += _("，是否指：{close}？").format(close=shown) if shown else _("。")
    raise UnknownIndicatorError(message, detail=f"unknown indicator {identifier!r}")


def refuse_province(item: Indicator) -> None:
    """Refuse to draw what is one number for the whole province.

    Raises
    ------
    AtlasError
        The indicator has no values by county or prefecture.
    """
    if item.level == "province":
        raise AtlasError(
            _("“{name}”只有全省一个数，不能画成分县或分市州的地图。").format(name=item.name),
            detail=f"{item.id} is a province-level indicator",
        )


def of_level(level: str) -> tuple[Indicator, ...]:
    """Return the indicators of one level, in the registry's order."""
    return tuple(item for item in load().values() if item.level == level)


def groups(level: str) -> dict[str, tuple[Indicator, ...]]:
    """Return the indicators of one level by group, in the registry's order."""
    found: dict[str, list[Indicator]] = {}
    for item in of_level(level):
        found.setdefault(item.group, []).append(item)
    return {group: tuple(items) for group, items in found.items()}

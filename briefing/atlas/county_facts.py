"""What the atlas says of one county: systems, figures with ranks, neighbours, sentences, sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from data import records
from data.i18n import _
from data.missing import is_missing
from geo.neighbours import contiguity
from geo.places import units
from indicators import national_standing, ranks, registry, samples, standing
from indicators.standing import Standing
from layers import (
    catalogue,
    list_wording,
    membership,
    plan_quotes,
    policy_lists,
    styles,
    wording,
)
from layers.plan_quotes import Mention

# Shown besides the registry's headline indicators.
ALSO: Final = ("pop_change_2010_2020", "share_secondary", "fiscal_self_sufficiency")
MOST_FIGURES: Final = 11
# A county and a province that share less than this only touch at a corner.
_SHARED_M: Final = 500.0
_ORDER: Final = {"county": 0, "system": 1, "prefecture": 2}


@dataclass(frozen=True)
class CountyFigure:
    """One indicator of a county.

    Attributes
    ----------
    value : str
        With its unit, or the word for its status.
    standing : Standing or None
        Its rank and what it is counted in; None without a value.
    percentile : float or None
        Share of the other ranked units that lie below, 0-100.
    country : str
        The whole percentile among the country's units; empty where the census has none.
    small : bool
        The value rests on a small sample.
    note : str
        What the table says of this very value; empty where it says nothing.
    revised : str
        What was revised behind the figures after they were printed; empty where nothing was.
    """

    name: str
    year: int
    value: str
    standing: Standing | None
    percentile: float | None
    country: str
    small: bool
    record: str
    note: str
    revised: str = ""


@dataclass(frozen=True)
class Chip:
    """A layout system that the county belongs to."""

    name: str
    colour: str
    partial: bool
    reading: bool


@dataclass(frozen=True)
class PlanSentence:
    """A sentence of a plan, where it stands, and why it concerns the county."""

    quote: str
    place: str
    via: str
    why: str
    restored: bool


@dataclass(frozen=True)
class County:
    """Everything on a county's page; `lists` are the government's lists it is on, as they are named."""

    adcode: str
    name: str
    short: str
    prefecture: str
    chips: tuple[Chip, ...]
    lists: tuple[str, ...]
    figures: tuple[CountyFigure, ...]
    neighbours: tuple[tuple[str, tuple[str, ...]], ...]
    readings: tuple[str, ...]
    sentences: tuple[PlanSentence, ...]
    sources: str


def county(adcode: str) -> County:
    """Return the facts of one county.

    Raises
    ------
    UnknownUnit
        When there is no such county.
    """
    unit = units.unit(adcode)
    figures = tuple(_figure(item, adcode) for item in indicators())
    used = dict.fromkeys(figure.record for figure in figures)
    return County(
        adcode=adcode,
        name=unit.name,
        short=unit.short,
        prefecture=unit.prefecture_name,
        chips=_chips(adcode),
        lists=tuple(list_wording.named(item, adcode) for item in policy_lists.of(adcode)),
        figures=figures,
        neighbours=neighbours(adcode),
        readings=_readings(adcode),
        sentences=_sentences(adcode),
        sources=records.source_line(*used),
    )


@lru_cache(maxsize=1)
def indicators() -> tuple[registry.Indicator, ...]:
    """Return the county indicators of the page: the headline ones, then a few more."""
    everything = registry.of_level("county")
    first = [item for item in everything if item.headline]
    more = [item for item in everything if item.id in ALSO and not item.headline]
    return tuple([*first, *more][:MOST_FIGURES])


def _figure(item: registry.Indicator, adcode: str) -> CountyFigure:
    year = max(item.years)
    row = ranks.standing(item.id, year).loc[adcode]
    own = standing.of(item.id, year, adcode)
    known = own is not None
    small = adcode in samples.small_units(item, year)
    return CountyFigure(
        name=item.short,
        year=year,
        value=wording.amount(float(row["value"]), item)
        if known
        else wording.status_word(str(row["status"])),
        standing=own,
        percentile=float(row["percentile"]) if known else None,
        country=national_standing.whole(national_standing.percentile(item.id, year, adcode))
        if known
        else "",
        small=small,
        # a single value may rest on other tables than the rest, as 嘉峪关's GDP does
        record=str(row["source"]) if known and row["source"] else item.record,
        note="" if small or is_missing(row["note"]) else str(row["note"]),
        revised=item.revised if known else "",
    )


def notes(figures: Iterable[CountyFigure]) -> tuple[tuple[str, str], ...]:
    """Return what is said of single values and of revisions, each once, with whom it concerns.

    A small sample has its mark beside the value and is left out.
    """
    found: dict[str, list[str]] = {}
    for figure in figures:
        for said in filter(None, (figure.note, figure.revised)):
            found.setdefault(said, []).append(figure.name)
    return tuple(("、".join(names), note) for note, names in found.items())


def _readings(adcode: str) -> tuple[str, ...]:
    """Return how the county compares with the median, in the words of `indicators.ranks`.

    Values that rest on a small sample are not compared.
    """
    out = []
    for item in indicators():
        year = max(item.years)
        if item.kind == "count" or standing.of(item.id, year, adcode) is None:
            continue
        if adcode not in samples.small_units(item, year):
            text = ranks.wording(item.id, year, adcode)
            out.append(_("{name}{text}。").format(name=item.short, text=text))
    return tuple(out)


def _chips(adcode: str) -> tuple[Chip, ...]:
    found = []
    for system in catalogue.systems_of(adcode):
        if system.parent is not None:
            continue
        held = membership.of(system, adcode)
        found.append(
            Chip(system.short, styles.colour(system), not held.whole, reading=held.reading)
        )
    return tuple(found)


@lru_cache(maxsize=1)
def _abroad() -> dict[str, frozenset[str]]:
    """Return which neighbouring provinces and countries share a border with each county.

    Measured on the shipped boundaries, which are a valid coverage: neighbours share their edge.
    """
    import shapely

    from geo import boundaries, crs

    counties = crs.to_albers(boundaries.load("county", "medium"))
    around = crs.to_albers(boundaries.load("neighbours", "medium"))
    border = crs.to_albers(boundaries.load("border", "medium"))
    names = [*around["name"], _("蒙古国")]
    edges = [
        *around.geometry.boundary,
        shapely.union_all(list(border.geometry[border["gansu"]])),
    ]
    found: dict[str, set[str]] = {}
    for code, shape in zip(counties["adcode"], counties.geometry, strict=True):
        for name, edge in zip(names, edges, strict=True):
            if shapely.intersection(shape.boundary, edge).length >= _SHARED_M:
                found.setdefault(code, set()).add(name)
    return {code: frozenset(others) for code, others in found.items()}


def neighbours(adcode: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the neighbours of a county under headings: own prefecture, other ones, provinces.

    The three special areas are left out: they are no county-level divisions.
    """
    unit = units.unit(adcode)
    own: list[str] = []
    other: list[str] = []
    outside = sorted(_abroad().get(adcode, frozenset()))
    for code in contiguity()[adcode]:
        neighbour = units.unit(code)
        (own if neighbour.prefecture == unit.prefecture else other).append(neighbour.short)
    groups = ((_("本市州"), own), (_("外市州"), other), (_("省外"), outside))
    return tuple((heading, tuple(names)) for heading, names in groups if names)


def _sentences(adcode: str) -> tuple[PlanSentence, ...]:
    """Return the plans' sentences: those that name the county first, then systems, prefecture."""
    found = sorted(plan_quotes.mentions(adcode), key=lambda mention: _ORDER[mention.via])
    seen: set[str] = set()
    out = []
    for mention in found:
        if mention.quote in seen:
            continue
        seen.add(mention.quote)
        document = plan_quotes.documents()[mention.document]
        out.append(
            PlanSentence(
                mention.quote,
                f"{document.number} {mention.section}",
                mention.via,
                _why(mention),
                _restored(mention),
            )
        )
    return tuple(out)


def _why(mention: Mention) -> str:
    if mention.via == "system":
        system = catalogue.get(mention.ref)
        text = _("所属“{name}”").format(name=system.short)
        return membership.marked(text, reading=system.reading)
    if mention.via == "prefecture":
        return _("点到所在市州")
    return ""


def _restored(mention: Mention) -> bool:
    """Return whether a quote holds a figure whose decimal point was put back."""
    paragraph = plan_quotes.documents()[mention.document].paragraphs[mention.paragraph]
    start = paragraph.text.find(mention.quote)
    end = start + len(mention.quote)
    kinds = plan_quotes.restored()
    return any(
        start <= mark.start < end and kinds[mark.ref].kind == "decimal" for mark in paragraph.marks
    )


def records_used(adcodes: Iterable[str]) -> tuple[str, ...]:
    """Return the datasets that the pages of these counties are made from."""
    figures = dict.fromkeys(key for item in indicators() for key in item.records)
    fixed = (
        "indicators-county",
        "indicators-registry",
        "boundaries-county-medium",
        "boundaries-neighbours-medium",
        "places-units",
        "policy-lists",
        "policy-list-entries",
        "documents-gansu-145",
        "documents-linxia-145",
    )
    known = records.load()
    layout = [key for key in known if key.startswith("layout-")]
    return tuple(key for key in (*figures, *fixed, *layout) if key in known and any(adcodes))

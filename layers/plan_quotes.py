"""Reading the plans by place: quotes found, places and systems marked, sentences about a county."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from geo.places import units
from geo.places.running_text import find_places
from layers import catalogue
from layers.plan_text import (
    Document,
    Mark,
    Paragraph,
    PlanError,
    Restored,
    documents,
    restored,
)

__all__ = [
    "Document",
    "Mark",
    "Mention",
    "Paragraph",
    "PlanError",
    "Restored",
    "Span",
    "documents",
    "find",
    "mentions",
    "places_in",
    "restored",
    "sentence_ranges",
    "spans",
    "systems_in",
]

SpanKind = Literal["place", "system", "restored"]
Via = Literal["county", "prefecture", "system"]

# Ambiguous elsewhere, plain in these two documents: the provincial plan lists 临夏 and 白银 among
# prefectures, and the Linxia plan calls its own prefecture so. (白银 is never the metal there.)
_PLAIN_HERE: Final = {"临夏": "622900", "白银": "620400"}
_PLAIN_PATTERN: Final = re.compile("|".join(_PLAIN_HERE))
_LEVELS: Final = frozenset({"county", "prefecture", "zone", "special"})
_NOTICE: Final = "印发通知"  # addressees and signatures say nothing about a county
_CLAIMS: Final = frozenset({"pattern_claim", "claim_part"})
_SENTENCE: Final = re.compile(r"[^。！？；\n]+[。！？；]?[”）]?")
_ITEM_TITLE: Final = re.compile(r"\d+\. [^。]{1,40}。")


@dataclass(frozen=True)
class Span:
    """A marked stretch of a paragraph's text.

    Parameters
    ----------
    start, end : int
        Positions in the paragraph's text.
    kind : str
        'place', 'system' or 'restored'.
    ref : str
        A place's code, a system's id, or an id in `restored()`.
    """

    start: int
    end: int
    kind: SpanKind
    ref: str


@dataclass(frozen=True)
class Mention:
    """A sentence that concerns a county.

    Parameters
    ----------
    document, section, quote : str
        Plan id, section path and the sentence, verbatim.
    paragraph : int
        Index of the paragraph in the document.
    via : str
        'county' when the sentence names it, 'prefecture' when it names its prefecture, 'system'
        when it is the source of a layout system that the county belongs to.
    ref : str
        The place's code or the system's id.
    """

    document: str
    section: str
    quote: str
    paragraph: int
    via: Via
    ref: str


def find(document: str, quote: str) -> Paragraph | None:
    """Return the first paragraph of a plan that holds a quote word for word.

    Parameters
    ----------
    document : str
        Plan id; an unknown one finds nothing.
    quote : str
        As it stands in the visible text. An empty quote finds nothing.
    """
    plan = documents().get(document)
    if plan is None or not quote:
        return None
    return next((p for p in plan.paragraphs if quote in p.text), None)


@lru_cache(maxsize=2048)
def spans(paragraph: Paragraph) -> tuple[Span, ...]:
    """Return the marked stretches of a paragraph, from left to right, without overlaps.

    What was restored is always marked. Where a system's name holds a place's (张掖科技创业创新
    示范区), the system is marked; a system's name is marked only in a plan that the system cites:
    the province's 东西部科技协作 is not the one between 济南 and 临夏.
    """
    taken = [Span(m.start, m.end, "restored", m.ref) for m in paragraph.marks]
    for candidate in sorted(
        systems_in(paragraph.text, paragraph.document) + places_in(paragraph.text),
        key=lambda span: (span.kind == "place", span.start),
    ):
        if all(candidate.end <= s.start or s.end <= candidate.start for s in taken):
            taken.append(candidate)
    return tuple(sorted(taken, key=lambda span: span.start))


@lru_cache(maxsize=128)
def mentions(adcode: str) -> tuple[Mention, ...]:
    """Return the sentences of both plans that concern a county, in document order.

    Parameters
    ----------
    adcode : str
        Code of a county-level unit.

    Raises
    ------
    AtlasError
        When there is no such unit.
    """
    unit = units.unit(adcode)
    quoted = _quoted_ranges(adcode)
    out = []
    for plan in documents().values():
        for paragraph in plan.paragraphs:
            if paragraph.kind not in {"body", "box"} or paragraph.section == _NOTICE:
                continue
            places = places_in(paragraph.text)
            for start, end in sentence_ranges(paragraph.text):
                named = {s.ref for s in places if start <= s.start and s.end <= end}
                because = _because(unit.adcode, unit.prefecture, named) or next(
                    (
                        ("system", system_id)
                        for first, last, system_id in quoted.get((plan.id, paragraph.index), ())
                        if first < end and start < last
                    ),
                    None,
                )
                if because:
                    quote = paragraph.text[start:end]
                    via, ref = because
                    out.append(
                        Mention(plan.id, paragraph.section, quote, paragraph.index, via, ref)
                    )
    return tuple(out)


def _because(adcode: str, prefecture: str, named: set[str]) -> tuple[Via, str] | None:
    if adcode in named:
        return "county", adcode
    if prefecture in named:
        return "prefecture", prefecture
    return None


def sentence_ranges(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text start and end; an item's title goes with its first."""
    title = _ITEM_TITLE.match(text)
    first = title.end() if title and title.end() < len(text) else 0
    ranges = [(m.start(), m.end()) for m in _SENTENCE.finditer(text, first)]
    if first and ranges:
        ranges[0] = (0, ranges[0][1])
    return ranges


@lru_cache(maxsize=2048)
def places_in(text: str) -> list[Span]:
    """Return the counties, prefectures and zones that a text names, from left to right."""
    found = [
        Span(f.start, f.end, "place", f.adcode) for f in find_places(text) if f.level in _LEVELS
    ]
    for match in _PLAIN_PATTERN.finditer(text):
        if all(match.end() <= s.start or s.end <= match.start() for s in found):
            found.append(Span(match.start(), match.end(), "place", _PLAIN_HERE[match[0]]))
    return sorted(found, key=lambda span: span.start)


@lru_cache(maxsize=4)
def _system_names(document: str) -> dict[str, str]:
    """Return every name by which a plan's text calls a system that cites it, with its id."""
    names: dict[str, str] = {}
    for system in catalogue.load().values():
        if any(source.document == document for source in system.sources):
            for name in (*system.aliases, system.name):
                names.setdefault(name, system.id)
    return names


@lru_cache(maxsize=4)
def _system_pattern(document: str) -> re.Pattern[str]:
    longest_first = sorted(_system_names(document), key=len, reverse=True)
    return re.compile("|".join(re.escape(name) for name in longest_first))


def systems_in(text: str, document: str) -> list[Span]:
    """Return the systems that a text of a plan names, from left to right.

    Parameters
    ----------
    text : str
        A paragraph or a piece of one.
    document : str
        Plan id; only systems that cite this plan are meant by their names in it.
    """
    names = _system_names(document)
    return [
        Span(m.start(), m.end(), "system", names[m[0]])
        for m in _system_pattern(document).finditer(text)
    ]


def _quoted_ranges(adcode: str) -> dict[tuple[str, int], list[tuple[int, int, str]]]:
    """Return where the sources of a county's systems stand: by paragraph, start, end, system."""
    ranges: dict[tuple[str, int], list[tuple[int, int, str]]] = {}
    for system in catalogue.systems_of(adcode):
        if system.kind in _CLAIMS:  # their counties are wholly our reading
            continue
        for source in system.sources:
            paragraph = find(source.document, source.quote)
            if paragraph is not None:
                start = paragraph.text.index(source.quote)
                place = (source.document, paragraph.index)
                ranges.setdefault(place, []).append((start, start + len(source.quote), system.id))
    return ranges

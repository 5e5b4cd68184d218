"""One search over everything the atlas knows by name: counties, indicators, systems, lists, sentences.

What is typed may be a name or a part of one, a former name or code, pinyin or its first letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from data.errors import AtlasError
from data.i18n import _
from geo.places import lookup, units
from indicators import registry
from layers import catalogue, pinyin_forms, plan_chapters, plan_quotes, policy_lists

_LATIN: Final = re.compile(r"[a-z]+")
_LEAST_SENTENCE: Final = 2
_CONTEXT: Final = 18


class HitKind(Enum):
    """What was found."""

    COUNTY = "county"
    INDICATOR = "indicator"
    SYSTEM = "system"
    SENTENCE = "sentence"


@dataclass(frozen=True)
class Hit:
    """One thing that was found.

    Attributes
    ----------
    kind : HitKind
        What it is.
    id : str
        Adcode, indicator id, system or list id, or "document:chapter" of a sentence.
    title, detail : str
        Its name, and what tells it from others of the name.
    rank : int
        0 is the best: the very name, then its beginning, its inside, a former name, pinyin.
    """

    kind: HitKind
    id: str
    title: str
    detail: str
    rank: int


@dataclass(frozen=True)
class _Entry:
    kind: HitKind
    id: str
    title: str
    detail: str
    names: tuple[str, ...]


def find(text: str, most: int = 12) -> tuple[Hit, ...]:
    """Return what a text names, the best first; sentences of the plans after everything else.

    Parameters
    ----------
    text : str
        As typed.
    most : int
        How many hits at most; a third of them may be sentences.
    """
    sought = unicodedata.normalize("NFKC", text).strip().lower()
    if not sought:
        return ()
    named = sorted(_named(sought), key=lambda hit: hit.rank)
    said = list(_sentences(sought))
    kept = named[: max(most - len(said[: most // 3]), 0)]
    return (*kept, *said[: most - len(kept)])


def _named(sought: str) -> Iterator[Hit]:
    former = _former(sought)
    latin = sought.replace("'", "").replace(" ", "")
    for entry in _entries():
        ranks = [rank for name in entry.names if (rank := _rank(name, sought)) is not None]
        if former is not None and entry.id == former:
            ranks.append(0)
        if not ranks and _LATIN.fullmatch(latin):
            ranks += [
                rank for name in entry.names if (rank := _latin_rank(name, latin)) is not None
            ]
        if ranks:
            yield Hit(entry.kind, entry.id, entry.title, entry.detail, min(ranks))


def _rank(name: str, sought: str) -> int | None:
    low = name.lower()
    if low == sought:
        return 0
    if low.startswith(sought):
        return 1
    return 2 if sought in low else None


def _latin_rank(name: str, sought: str) -> int | None:
    """Return how well Latin letters name something: whole names, then beginnings."""
    forms = pinyin_forms.of(name)
    if sought in forms.whole or sought in forms.initials:
        return 3
    if any(form.startswith(sought) for form in (*forms.whole, *forms.initials)):
        return 4
    # one letter is a beginning or nothing
    inside = len(sought) > 1 and any(sought in form for form in forms.whole)
    return 5 if inside else None


def _former(sought: str) -> str | None:
    """Return the county that a former name, a code or a printed name means, or None."""
    try:
        return lookup.county(sought).adcode
    except AtlasError:
        return None


@lru_cache(maxsize=1)
def _entries() -> tuple[_Entry, ...]:
    found = [
        _Entry(
            HitKind.COUNTY,
            unit.adcode,
            unit.name,
            unit.prefecture_name,
            (unit.name, unit.short, unit.adcode),
        )
        for unit in units.counties()
    ]
    level = {"county": _("县级"), "prefecture": _("市州级")}
    found += [
        _Entry(
            HitKind.INDICATOR,
            item.id,
            item.name,
            f"{level[item.level]}，{max(item.years)}",
            (item.name, item.id),
        )
        for item in registry.load().values()
        if item.level in level
    ]
    documents = plan_quotes.documents()
    found += [
        _Entry(
            HitKind.SYSTEM,
            system.id,
            system.name,
            documents[system.plan].number,
            (system.name, system.short, *system.aliases),
        )
        for system in catalogue.load().values()
        if system.shape != "none"
    ]
    found += [
        _Entry(HitKind.SYSTEM, item.id, item.name, _("名单"), (item.name, item.short))
        for item in policy_lists.drawn().values()
    ]
    return tuple(found)


def _sentences(sought: str) -> Iterator[Hit]:
    """Yield the places of the plans where a text stands, in the order of the plans."""
    if len(sought) < _LEAST_SENTENCE:
        return
    for document, plan in plan_quotes.documents().items():
        for number, chapter in enumerate(plan_chapters.chapters(document)):
            for paragraph in chapter.paragraphs:
                at = paragraph.text.lower().find(sought)
                if at < 0:
                    continue
                yield Hit(
                    HitKind.SENTENCE,
                    f"{document}:{number}",
                    _around(paragraph.text, at, len(sought)),
                    f"{plan.number} {chapter.title}",
                    6,
                )


def _around(text: str, at: int, length: int) -> str:
    start, end = max(0, at - _CONTEXT), min(len(text), at + length + _CONTEXT)
    piece = re.sub(r"\s+", " ", text[start:end])
    return f"{'…' if start else ''}{piece}{'…' if end < len(text) else ''}"

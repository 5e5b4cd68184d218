"""Reading aids for the plans: chapters to leaf through, and the counties behind a marked place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from data.i18n import _
from geo.places import units
from layers import plan_quotes
from layers.plan_quotes import Paragraph

LANZHOU_NEW_AREA = "620171"
LANZHOU_NEW_AREA_COUNTIES = ("620121", "620122")
"""永登县 and 皋兰县, whose polygons include 兰州新区 (it has no polygon of its own)."""


@dataclass(frozen=True)
class Chapter:
    """A chapter of a plan: its title and paragraphs, headings included."""

    title: str
    paragraphs: tuple[Paragraph, ...]


@lru_cache(maxsize=4)
def chapters(document: str) -> tuple[Chapter, ...]:
    """Return a plan cut at its chapter headings (一、二、三、…).

    Parameters
    ----------
    document : str
        Plan id.
    """
    out: list[tuple[str, list[Paragraph]]] = [(_("文首"), [])]
    for paragraph in plan_quotes.documents()[document].paragraphs:
        if paragraph.kind == "heading" and _is_chapter(paragraph.text):
            out.append((paragraph.text, []))
        out[-1][1].append(paragraph)
    return tuple(Chapter(title, tuple(body)) for title, body in out if body)


@lru_cache(maxsize=4)
def richest_chapter(document: str) -> int:
    """Return the index of the chapter that names the most places: where reading starts."""
    counts = [
        sum(span.kind != "restored" for p in chapter.paragraphs for span in plan_quotes.spans(p))
        for chapter in chapters(document)
    ]
    return counts.index(max(counts))


def place_members(code: str) -> tuple[str, ...]:
    """Return the counties that a marked place covers; the province as a whole marks none.

    Parameters
    ----------
    code : str
        Adcode of a county, a prefecture, 兰州新区 or the province.
    """
    if code == LANZHOU_NEW_AREA:
        return LANZHOU_NEW_AREA_COUNTIES
    if any(unit.adcode == code for unit in units.counties()):
        return (code,)
    for prefecture in units.prefectures():
        if prefecture.adcode == code:
            return prefecture.members
    return ()


def _is_chapter(text: str) -> bool:
    head, mark, _rest = text.partition("、")
    return bool(mark) and 0 < len(head) <= 2 and all(c in "一二三四五六七八九十" for c in head)

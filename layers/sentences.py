"""The plans sentence by sentence: which of them name a place or a base, and where each is kept.

`data/layout/sentences.csv` has one row for each such sentence, written by reading it. So that none
is passed over, the sentences are looked for by a rule that a program can follow (`names`): they hold
a place (a county, a prefecture, 兰州新区 or one of `REGIONS`) or one of the words in `BASES`. The
notice of issue (addressees, signature) and the tables of targets are left out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from data.errors import AtlasError
from data.i18n import _
from data.paths import LAYOUT
from layers import catalogue, plan_quotes
from layers.system import System

TABLE: Final = LAYOUT / "sentences.csv"
HEAD: Final = ("document", "section", "sentence", "outcome", "quoted_by", "named", "reason")

REGIONS: Final = (
    "祁连山", "河西", "陇东", "陇中", "黄土高原", "黄河", "沿黄", "洮河", "太子山", "槐树关",
    "兰白", "兰西", "酒嘉", "金武", "丝绸之路", "西北", "兰郎公路", "关中", "成渝", "宁夏",
    "上海", "济南", "山东", "西宁", "海东", "中西亚", "中亚", "张江", "东西部",
)  # fmt: skip
"""Regions, rivers, roads and places outside the province, as the two plans write them."""

BASES: Final = (
    "基地", "园区", "产业园", "创业园", "科技园", "工业园", "示范区", "试验区", "实验区", "开发区",
    "聚集区", "集聚区", "先行区", "繁荣区", "交错区", "阴湿区", "半干旱区", "灌区", "五个区",
    "风沙带", "产业带", "提升带", "创新带", "经济带", "一带四区", "创新圈", "经济圈", "城市群",
    "集群", "走廊", "创新城", "示范村", "试点", "中心", "实验室", "研究院", "研究站", "工作站",
    "知识产权港", "科技大市场", "枢纽", "屏障", "高地", "水库", "国家公园", "驿站", "省级平台",
    "协同创新平台", "产业创新联合体",
)  # fmt: skip
"""Words that the plans use for a base, a zone, a belt, a ring, a park, a site or a named body."""

_NOTICE: Final = "印发通知"
_REGION: Final = re.compile("|".join(map(re.escape, REGIONS)) + "|在临(?!夏)")
_BASE: Final = re.compile("|".join(map(re.escape, BASES)))


class TableError(AtlasError):
    """The table of sentences cannot be read."""


class Outcome(StrEnum):
    """Where a sentence is kept."""

    SYSTEM = "system"  # quoted by the systems named
    PART = "part"  # speaks of the systems named, which quote other sentences
    ASIDE = "aside"  # no layout: the reason says what it is


@dataclass(frozen=True)
class NamedSentence:
    """A sentence of a plan: where it stands, its position in the paragraph, and its text."""

    document: str
    section: str
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class SentenceRow:
    """A row of the table: a sentence and where it is kept.

    `quoted_by` are the systems that quote it, `named` others of which it speaks; `reason` says what
    its places or bases are when no system is named after them.
    """

    document: str
    section: str
    sentence: str
    outcome: Outcome
    quoted_by: tuple[str, ...]
    named: tuple[str, ...]
    reason: str


def sentences() -> Iterator[NamedSentence]:
    """Yield every sentence of both plans in order, headings included."""
    for plan in plan_quotes.documents().values():
        for paragraph in plan.paragraphs:
            if paragraph.kind == "table" or paragraph.section == _NOTICE:
                continue
            text, place = paragraph.text, (plan.id, paragraph.section, paragraph.index)
            for start, end in plan_quotes.sentence_ranges(text):
                yield NamedSentence(*place, start, end, text[start:end])


def names(text: str) -> tuple[str, ...]:
    """Return the places and base words that a sentence holds, from left to right."""
    found = [(m.start(), m[0]) for m in (*_REGION.finditer(text), *_BASE.finditer(text))]
    found += [(span.start, text[span.start : span.end]) for span in plan_quotes.places_in(text)]
    return tuple(dict.fromkeys(word for _start, word in sorted(found)))


def unnamed(text: str, document: str) -> tuple[str, ...]:
    """Return the base words that stand in no system's name: what the table must explain.

    Parameters
    ----------
    text : str
        A sentence.
    document : str
        Plan id.
    """
    known = plan_quotes.systems_in(text, document)
    return tuple(
        dict.fromkeys(
            m[0]
            for m in _BASE.finditer(text)
            if not any(span.start < m.end() and m.start() < span.end for span in known)
        )
    )


@lru_cache(maxsize=1)
def table() -> tuple[SentenceRow, ...]:
    """Return the table of sentences, in the order of the plans.

    Raises
    ------
    TableError
        When the file is missing or a row is not as `HEAD` says.
    """
    try:
        with TABLE.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            return tuple(
                SentenceRow(
                    row["document"],
                    row["section"],
                    row["sentence"],
                    Outcome(row["outcome"]),
                    tuple(row["quoted_by"].split()),
                    tuple(row["named"].split()),
                    row["reason"],
                )
                for row in rows
            )
    except (OSError, KeyError, ValueError, AttributeError) as error:
        raise TableError(
            _("逐句对照表读不出来，请重新安装或运行 data verify。"),
            detail=f"{TABLE.name}: {error}",
        ) from error


def problems(
    rows: Sequence[SentenceRow] | None = None,
    found: Iterable[NamedSentence] | None = None,
    systems: Mapping[str, System] | None = None,
) -> list[str]:
    """Return where the table and the plans or the catalogue disagree; empty when they agree.

    Each sentence that names a place or a base has its row. 'system': `quoted_by` are exactly the
    systems that quote it. 'part': none does; `named` are the systems that it names, and others only
    where they quote its section. 'aside': it names none. What no name covers has a reason.

    Parameters
    ----------
    rows, found, systems : optional
        The table, the sentences and the catalogue; those that ship unless given.
    """
    rows = table() if rows is None else rows
    systems = catalogue.load() if systems is None else systems
    found = [s for s in (sentences() if found is None else found) if names(s.text)]
    written = {(row.document, row.section, row.sentence): row for row in rows}
    out = ["a row stands twice"] if len(written) != len(rows) else []
    keys = {(s.document, s.section, s.text) for s in found}
    out += [f"no sentence for the row: {key[2]}" for key in written if key not in keys]
    quoting = _quoting(systems)
    for sentence in found:
        row = written.get((sentence.document, sentence.section, sentence.text))
        quoted = {
            system_id
            for start, end, system_id in quoting.get((sentence.document, sentence.paragraph), ())
            if start < sentence.end and sentence.start < end
        }
        if row is None:
            out.append(f"no row for {sentence.section}: {sentence.text} (quoted by {quoted})")
        else:
            out += [f"{word}: {sentence.text}" for word in _faults(row, quoted, systems)]
    return out


def _quoting(systems: Mapping[str, System]) -> dict[tuple[str, int], list[tuple[int, int, str]]]:
    """Return where quotes stand: by document and paragraph, (start, end, system id)."""
    places: dict[tuple[str, int], list[tuple[int, int, str]]] = {}
    for system in systems.values():
        for source in system.sources:
            paragraph = plan_quotes.find(source.document, source.quote)
            if paragraph is not None:
                start = paragraph.text.index(source.quote)
                place = places.setdefault((source.document, paragraph.index), [])
                place.append((start, start + len(source.quote), system.id))
    return places


def _faults(row: SentenceRow, quoted: set[str], systems: Mapping[str, System]) -> Iterator[str]:
    named = set(row.named)
    if unknown := (named | set(row.quoted_by)) - set(systems):
        yield f"unknown systems {sorted(unknown)}"
        return
    if quoted != set(row.quoted_by) or bool(quoted) != (row.outcome is Outcome.SYSTEM):
        yield f"{row.outcome}, quoted by {sorted(quoted)}, not {sorted(row.quoted_by)}"
    spoken = {span.ref for span in plan_quotes.systems_in(row.sentence, row.document)}
    if lacking := spoken - quoted - named:
        yield f"names {sorted(lacking)} too"
    here = (row.document, row.section.split(" ")[0])
    for system_id in sorted(named - spoken):
        if here not in {(s.document, s.section.split(" ")[0]) for s in systems[system_id].sources}:
            yield f"does not speak of {system_id}"
    if bool(named or quoted) == (row.outcome is Outcome.ASIDE):
        yield f"is {row.outcome} with {sorted(named)}"
    open_words = unnamed(row.sentence, row.document)
    if (open_words or row.outcome is Outcome.ASIDE) and not row.reason:
        yield f"no reason for {open_words}"

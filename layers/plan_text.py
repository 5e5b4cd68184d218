"""The plans' readable text as records: documents, paragraphs with their section, restored places.

`data/build/documents.py` writes the text; its marks are: `# ` chapter, `## ` section, `::: title`
… `:::` a box or table, `⟦id|figure⟧` a figure or word restored as `restored.csv` says.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from data.errors import AtlasError
from data.i18n import _
from data.paths import DOCUMENTS

Kind = Literal["heading", "body", "box", "table"]

IDS: Final = ("gansu-145", "linxia-145")
_MARK: Final = re.compile(r"⟦([a-z]\d+)\|([^⟧]+)⟧")
_CHAPTER: Final = re.compile(r"([一二三四五六七八九十]+)、")
_SECTION: Final = re.compile(r"（([一二三四五六七八九十]+)）")
_ITEM: Final = re.compile(r"(\d+)\. ")


class PlanError(AtlasError):
    """A plan's text is missing or damaged."""


@dataclass(frozen=True)
class Mark:
    """A restored figure or word at `text[start:end]`; `ref` is its id in `restored.csv`."""

    start: int
    end: int
    ref: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a plan as the reader sees it.

    Parameters
    ----------
    document : str
        Id of the plan.
    index : int
        Position in the document.
    section : str
        Path such as “三(五) 专栏5”, “二(三)1” or “二(三) 表1”.
    text : str
        Visible text, without marks; the rows of a table stand on lines `| a | b |`.
    kind : str
        'heading', 'body', 'box' (inside a box) or 'table'.
    level : int
        1 chapter, 2 section, 3 box or table title; 0 for everything else.
    marks : tuple of Mark
        What was restored, with its position in `text`.
    """

    document: str
    index: int
    section: str
    text: str
    kind: Kind
    level: int = 0
    marks: tuple[Mark, ...] = ()

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The cells of a table, row by row; empty for other paragraphs."""
        if self.kind != "table":
            return ()
        return tuple(tuple(row.strip("| ").split(" | ")) for row in self.text.split("\n"))


@dataclass(frozen=True)
class Document:
    """A plan: its title, number, issuer, date (ISO), how its text was edited, its paragraphs."""

    id: str
    title: str
    number: str
    issuer: str
    date: str
    note: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Restored:
    """One row of `restored.csv`.

    `kind` is 'decimal' (a lost decimal point put back), 'word' (a misread word mended), 'kept'
    (looked at and right as printed) or 'doubtful' (could not be settled, shown as printed).
    """

    id: str
    document: str
    section: str
    kind: str
    printed: str
    restored: str
    unit: str
    before: str
    after: str
    basis: str


@lru_cache(maxsize=1)
def documents() -> dict[str, Document]:
    """Return the plans by id.

    Raises
    ------
    PlanError
        When a text is missing or has no head.
    """
    return {document: _read(document) for document in IDS}


@lru_cache(maxsize=1)
def restored() -> dict[str, Restored]:
    """Return what was restored, kept or left in doubt, by id."""
    with (DOCUMENTS / "restored.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: Restored(**row) for row in csv.DictReader(file)}


def _read(document: str) -> Document:
    try:
        text = (DOCUMENTS / f"{document}.txt").read_text(encoding="utf-8-sig")
        _start, head, body = text.split("---\n", 2)
        fields = dict(line.split(": ", 1) for line in head.splitlines())
        return Document(paragraphs=_paragraphs(document, body), **fields)
    except (OSError, ValueError, TypeError) as error:
        raise PlanError(
            _("规划原文 {id} 读不出来，请重新安装或运行 data verify。").format(id=document),
            detail=f"plan text {document}: {error}",
        ) from error


def _paragraphs(document: str, body: str) -> tuple[Paragraph, ...]:
    out: list[Paragraph] = []
    path = _Path()
    for block in body.strip("\n").split("\n\n"):
        kind, level, marked = path.enter(block)
        if marked:
            text, marks = _unmark(marked)
            out.append(Paragraph(document, len(out), path.section, text, kind, level, marks))
    return tuple(out)


class _Path:
    """Where in a document a block stands."""

    def __init__(self) -> None:
        self.chapter = self.part = self.item = self.fence = ""

    @property
    def section(self) -> str:
        if self.fence and not self.fence.startswith("专栏"):  # a table belongs to the section
            return f"{self.chapter}{self.part} {self.fence}"
        return f"{self.chapter}{self.part}{self.item} {self.fence}".strip()

    def enter(self, block: str) -> tuple[Kind, int, str]:
        """Move to a block; return its kind, level and text (empty for the end of a fence)."""
        if block.startswith("# "):
            match = _CHAPTER.match(block[2:])
            front = "印发通知" if block.endswith("通知") else "序言"
            self.chapter, self.part, self.item = (match[1] if match else front), "", ""
            return "heading", 1, block[2:]
        if block.startswith("## "):
            match = _SECTION.match(block[3:])
            self.part, self.item = (f"({match[1]})" if match else ""), ""
            return "heading", 2, block[3:]
        if block.startswith(":::"):
            title = block[3:].strip()
            label = title.split(" ")[0]
            self.fence = label if label.startswith(("专栏", "表")) or not label else "主要指标表"
            return "heading", 3, title
        if block.startswith("| "):
            return "table", 0, block
        if self.fence:
            return "box", 0, block
        if match := _ITEM.match(block):
            self.item = match[1]
        return "body", 0, block


def _unmark(text: str) -> tuple[str, tuple[Mark, ...]]:
    """Take the marks out of a text; return the visible text and where the marks stood."""
    visible = ""
    marks = []
    position = 0
    for match in _MARK.finditer(text):
        visible += text[position : match.start()]
        marks.append(Mark(len(visible), len(visible) + len(match[2]), match[1]))
        visible += match[2]
        position = match.end()
    return visible + text[position:], tuple(marks)

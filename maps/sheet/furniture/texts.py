"""The words on a sheet: title, subtitle, source, projection, review number, notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.i18n import _
from layers.palettes import INK
from layers.prepared import PreparedMap, joined_sources
from maps.sheet.canvas import fonts
from maps.sheet.canvas.fonts import POINT_MM
from maps.sheet.canvas.page import Page
from maps.sheet.drawn import CreditsDrawn
from maps.sheet.furniture import cartographic
from maps.sheet.ground.scene import Scene
from maps.sheet.options import SheetOptions

PROJECTION: Final = _("投影：Albers 等积圆锥（34°N / 41°N，100.5°E），CGCS2000")
SMALL: Final = 5.4
LEADING: Final = 1.5
_LEAST_BROKEN: Final = 16.0


def title_of(prepared: PreparedMap, options: SheetOptions) -> str:
    """Return the title that is printed."""
    return " ".join((options.title or prepared.title).split())


def subtitle_of(prepared: PreparedMap, options: SheetOptions) -> str:
    """Return the subtitle that is printed: n and method."""
    text = prepared.subtitle if options.subtitle is None else options.subtitle
    return " ".join(text.split())


def source_of(options: SheetOptions, *prepared: PreparedMap) -> str:
    """Return the source line that is printed for one map or several."""
    text = joined_sources(prepared) if options.source is None else options.source
    return " ".join(text.split())


def notes_of(prepared: PreparedMap, options: SheetOptions, *, water: bool = False) -> str:
    """Return the notes as one paragraph; rivers, where drawn, with their source."""
    return _one_note([*prepared.notes, *options.notes], water=water)


def _one_note(said: Sequence[str], *, water: bool) -> str:
    notes = list(said)
    if water:
        notes.append(_("水系：1:400万水系、GSHHG WDBII；虚线河段为推算"))
    text = "；".join(note.strip().rstrip("。；") for note in notes if note.strip())
    return _("注：{text}。").format(text=text) if text else ""


def title_size(text: str, largest: float, smallest: float, width: float, lines: int) -> float:
    """Return the largest size in points at which a title fits a width in so many lines."""
    size = largest
    while size > smallest and len(fonts.wrap(text, size, width, "title")) > lines:
        size -= 0.5
    return size


def balanced(text: str, size: float, width: float) -> list[str]:
    """Break a title into lines of like length, no wider than `width`; ‘（’ may start a line."""
    count = len(fonts.wrap(text, size, width, "title"))
    if count < 2:
        return [text]
    for at in [i for i, letter in enumerate(text) if letter == "（"] if count == 2 else []:
        lines = [text[:at], text[at:]]
        # a closing bracket may stand out a little, as everywhere
        if at and all(len(fonts.wrap(line, size, width, "title")) == 1 for line in lines):
            return lines
    best = fonts.wrap(text, size, width, "title")
    narrow = width
    while narrow > width * 0.5:
        narrow -= 1.0
        tried = fonts.wrap(text, size, narrow, "title")
        if len(tried) > count:
            break
        best = tried
    return best


def title(page: Page, x: float, top: float, text: str, width: float, *, largest: float,
          lines: int = 2, z: float = 60.0) -> float:  # fmt: skip
    """Write the title; return the y below it."""
    size = title_size(text, largest, 11.0, width, lines)
    head = text.partition("（")[0]
    if lines > 1 and head != text and len(fonts.wrap(text, size, width, "title")) > 1:
        # a break before the bracket reads better than larger letters
        tail = text[len(head) :]
        whole = min(title_size(part, largest, 11.0, width, 1) for part in (head, tail))
        size = whole if whole >= _LEAST_BROKEN else size
    step = size * POINT_MM * 1.28
    wrapped = balanced(text, size, width)
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], wrapped[lines - 1][:-1] + "…"]
    for i, line in enumerate(wrapped):
        # a full-width bracket is half empty on the left
        at = x - 0.46 * size * POINT_MM if line.startswith("（") else x
        page.text(at, top - step * (i + 0.5), line, size, colour=INK, face="title", z=z)
    return top - step * len(wrapped)


def credits_lines(
    prepared: PreparedMap, options: SheetOptions, scene: Scene | None, width: float, *,
    size: float = SMALL, water: bool = False, most_notes: int = 4,
) -> list[str]:  # fmt: skip
    """Return the wrapped lines under a figure: notes, source, projection, review number."""
    lines: list[str] = []
    notes = notes_of(prepared, options, water=water)
    if notes:
        wrapped = fonts.wrap(notes, size, width)
        if len(wrapped) > most_notes and prepared.revised:
            # what is cut is cut from the end, and this note may not be among it
            every = dict.fromkeys((prepared.revised, *prepared.notes, *options.notes))
            wrapped = fonts.wrap(_one_note(tuple(every), water=water), size, width)
        if len(wrapped) > most_notes:
            wrapped = [*wrapped[: most_notes - 1], wrapped[most_notes - 1][:-1] + "…"]
        lines += wrapped
    lines += fonts.wrap(source_of(options, prepared), size, width)
    if scene is not None:
        words = f"{PROJECTION}；{cartographic.scale_words(scene.main.frame)}"
        lines += fonts.wrap(words, size, width)
    imprint = f"{options.review_line}　　{options.imprint}"
    lines += fonts.wrap(imprint, size, width)
    return lines


def write_credits(
    page: Page, lines: list[str], x: float, bottom: float, *, size: float = SMALL,
    align: str = "left", z: float = 60.0, halo: str | None = None,
) -> float:  # fmt: skip
    """Write lines upwards from `bottom`; return the y above them."""
    step = size * POINT_MM * LEADING
    for i, line in enumerate(reversed(lines)):
        y = bottom + step * (i + 0.5)
        page.text(x, y, line, size, colour=cartographic.GREY, align=align, z=z, halo=halo)  # type: ignore[arg-type]
    wide = max((fonts.width(line, size) for line in lines), default=0.0)
    left = x - wide if align == "right" else x
    top = bottom + step * len(lines)
    page.record.credits = CreditsDrawn(tuple(lines), (left, bottom, left + wide, top))
    return top

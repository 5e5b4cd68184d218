"""The atlas in parts that can be drawn side by side and kept when a run is interrupted."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from data.i18n import _
from data.paths import DATAPACKAGE, ROOT
from geo.places import units
from layers import catalogue
from layers.spec import MapSpec

PAGES_A_PART: Final = 11
# Rooms whose code decides what the pages look like.
_ROOMS: Final = ("briefing", "maps/sheet", "layers", "indicators", "geo")
FIRST_SHEET: Final = 3  # after cover and contents


@dataclass(frozen=True)
class Words:
    """What the user writes on the atlas.

    Attributes
    ----------
    author, date, review : str
        Printed on the cover and at the foot of the pages.
    """

    author: str
    date: str
    review: str


@dataclass(frozen=True)
class Part:
    """A run of pages that is drawn in one go.

    Attributes
    ----------
    id : str
        Stem of its file.
    kind : {"front", "sheet", "counties"}
        What it holds.
    items : tuple of str
        Adcodes, or the index of the sheet.
    first : int
        Printed number of its first page.
    pages : int
        How many pages it has.
    """

    id: str
    kind: str
    items: tuple[str, ...]
    first: int
    pages: int


@lru_cache(maxsize=1)
def sheets() -> tuple[tuple[str, MapSpec], ...]:
    """Return the province pages: the layout, then what the counties are compared by."""
    shown = {"cluster", "demonstration_zone", "belt", "ring"}
    layout = tuple(
        s.id for s in catalogue.load().values() if s.kind in shown and s.plan == "gansu-145"
    )
    return (
        (_("创新布局"), MapSpec(systems=layout)),
        (_("大专及以上人口"), MapSpec(indicator="tertiary_per_100k")),
        (_("专业技术人员"), MapSpec(indicator="share_professional_technical")),
        (_("人均地区生产总值"), MapSpec(indicator="gdp_per_capita_census")),
        (_("十年人口变化"), MapSpec(indicator="pop_change_2010_2020")),
    )


@lru_cache(maxsize=1)
def plan() -> tuple[Part, ...]:
    """Return all parts in the order of the pages."""
    found = [Part("00-front", "front", (), 1, 2)]
    number = FIRST_SHEET
    for i in range(len(sheets())):
        found.append(Part(f"10-sheet-{i}", "sheet", (str(i),), number, 1))
        number += 1
    codes = [unit.adcode for unit in units.counties()]
    for start in range(0, len(codes), PAGES_A_PART):
        run = tuple(codes[start : start + PAGES_A_PART])
        found.append(Part(f"20-{run[0]}", "counties", run, number, len(run)))
        number += len(run)
    return tuple(found)


def page_of(adcode: str) -> int:
    """Return the printed page number of a county."""
    for part in plan():
        if part.kind == "counties" and adcode in part.items:
            return part.first + part.items.index(adcode)
    raise KeyError(adcode)


def key(words: Words) -> str:
    """Return a checksum over everything the pages depend on: data, code, words, library.

    A part drawn under another key is never used again.
    """
    from importlib import metadata

    digest = hashlib.sha256(DATAPACKAGE.read_bytes().replace(b"\r\n", b"\n"))
    for room in _ROOMS:
        for path in sorted((ROOT / room).glob("*.py")):
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    digest.update(repr(sorted(asdict(words).items())).encode())
    digest.update(metadata.version("matplotlib").encode())
    return digest.hexdigest()[:16]


@contextmanager
def _pdf(buffer: io.BytesIO, title: str) -> Iterator[Any]:
    from matplotlib.backends.backend_pdf import PdfPages

    with PdfPages(buffer, metadata={"Title": title, "CreationDate": None}) as pages:
        yield pages


def draw(part: Part, words: Words) -> bytes:
    """Return one part as PDF."""
    buffer = io.BytesIO()
    if part.kind == "sheet":
        _draw_sheet(part, words, buffer)
    else:
        with _pdf(buffer, part.id) as pages:
            if part.kind == "front":
                _draw_front(words, pages)
            else:
                _draw_counties(part, words, pages)
    return buffer.getvalue()


def draw_to_file(part: Part, words: Words, target: str) -> str:
    """Draw a part into a file, whole or not at all; returns the part's id.

    A process of its own runs this, so everything it takes can be pickled.
    """
    path = Path(target)
    draft = path.with_suffix(".part")
    draft.write_bytes(draw(part, words))
    draft.replace(path)
    return part.id


def _draw_front(words: Words, pages: Any) -> None:
    from briefing.atlas import front_matter

    first = front_matter.cover(words.date, words.author, words.review)
    pages.savefig(first.figure)
    second, _links = front_matter.contents(entries())
    pages.savefig(second.figure)


def _draw_sheet(part: Part, words: Words, buffer: io.BytesIO) -> None:
    from briefing.atlas import county_page
    from briefing.exhibit import Exhibit
    from briefing.sheet_files import Pictures

    _title, spec = sheets()[int(part.items[0])]
    view = Exhibit(
        spec, "a4l", author=words.author, date=words.date, review_number=words.review, qr=False
    )
    with Pictures(view) as pictures:
        county_page.number_page(pictures.sheet.page, part.first)
        buffer.write(pictures.write("pdf"))


def _draw_counties(part: Part, words: Words, pages: Any) -> None:
    from briefing.atlas import county_facts, county_page

    for offset, code in enumerate(part.items):
        facts = county_facts.county(code)
        sheet = county_page.page(facts, part.first + offset, words.review, words.author)
        pages.savefig(sheet.figure)
        sheet.figure.clear()


def entries() -> list[Any]:
    """Return the lines of the contents."""
    from briefing.atlas.front_matter import ContentsEntry

    found = [ContentsEntry(_("全省"), FIRST_SHEET, 0)]
    found += [ContentsEntry(title, FIRST_SHEET + i, 1) for i, (title, _spec) in enumerate(sheets())]
    for prefecture in units.prefectures():
        found.append(ContentsEntry(prefecture.name, page_of(prefecture.members[0]), 0))
        if prefecture.members != (prefecture.adcode,):
            found += [ContentsEntry(units.unit(c).name, page_of(c), 1) for c in prefecture.members]
    return found

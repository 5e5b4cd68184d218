"""A view that is exported: what the map shows, on which sheet, with the user's own words.

The user's words are data: they are cut to length and freed of control characters here, once, and
every format writes them as text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from briefing import comparable_years, side_by_side
from data.errors import AtlasError
from data.i18n import _
from indicators import registry
from layers import spec as specs
from layers import spec_reading
from layers.prepared import PreparedMap, prepare
from layers.spec import MapSpec
from maps.sheet.layouts import GROUP
from maps.sheet.multiples import joint_heading
from maps.sheet.options import SheetOptions, review_line, review_number_of

# What typesetters put where a character is not in the case.
GETA: Final = "〓"
DEFAULT_LAYOUT: Final = "slide"
MAX_TEXT: Final = 120
_WORDS: Final = ("title", "subtitle", "source", "review_number", "author", "date")

# Left-to-right and right-to-left overrides would show a text in another order than it is stored.
_INVISIBLE: Final = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_SPACE: Final = re.compile(r"[\s\u2028\u2029]+")


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """Return a user's text as one line without control characters, at most `limit` characters."""
    visible = "".join(
        " " if c in "\t\r\n" else c for c in str(text) if unicodedata.category(c) not in {"Cs"}
    )
    visible = "".join(c for c in visible if unicodedata.category(c) != "Cc")
    one_line = _SPACE.sub(" ", _INVISIBLE.sub("", visible)).strip()
    return one_line if len(one_line) <= limit else one_line[: limit - 1] + "…"


@dataclass(frozen=True)
class Exhibit:
    """One picture to be written.

    Attributes
    ----------
    spec : MapSpec
        What the map shows.
    layout : str
        Id of the sheet (`maps.sheet.layouts.SHEETS`).
    title, subtitle, source : str
        Replace the computed text when not empty.
    review_number : str
        审图号; empty means “待送审”.
    author, date : str
        Printed; an empty date is the day of drawing.
    base_url : str
        Address of the running atlas, such as "http://atlas.example:8501/"; without one the sheet
        carries no QR code, because a code that leads nowhere is worse than none.
    qr : bool
        Whether the QR code is wanted.
    beside : tuple of MapSpec
        The further maps of a sheet of several (layout "multiples"), after `spec`.

    Raises
    ------
    AtlasError
        When the address is none of an atlas, a sheet of one map is given several, or a map shows
        more than the province.
    """

    spec: MapSpec
    layout: str = DEFAULT_LAYOUT
    title: str = ""
    subtitle: str = ""
    source: str = ""
    review_number: str = ""
    author: str = ""
    date: str = ""
    base_url: str = ""
    qr: bool = True
    beside: tuple[MapSpec, ...] = ()

    def __post_init__(self) -> None:
        for spec in (self.spec, *self.beside):
            specs.only_gansu(spec)
        if self.beside and not self.grouped:
            raise AtlasError(
                _("版式“{layout}”只放一幅图；几幅图并排请用组图（multiples）。").format(
                    layout=clean(self.layout, 20)
                ),
                detail=f"{len(self.beside) + 1} maps on {self.layout!r}",
            )
        for name in _WORDS:
            object.__setattr__(self, name, clean(getattr(self, name)))
        object.__setattr__(self, "base_url", checked_address(self.base_url))

    @property
    def grouped(self) -> bool:
        """Whether the sheet holds several maps."""
        return self.layout == GROUP

    @property
    def parts(self) -> tuple[Exhibit, ...]:
        """One view a map, each to be drawn alone: the view itself when it has a single map."""
        if not self.grouped:
            return (self,)
        return tuple(
            replace(
                self,
                spec=spec,
                beside=(),
                layout=DEFAULT_LAYOUT,
                subtitle="",
                title=side_by_side.map_title(spec),
            )
            for spec in (self.spec, *self.beside)
        )

    @property
    def prepared_all(self) -> tuple[PreparedMap, ...]:
        """Every computed map, in reading order.

        Raises
        ------
        AtlasError
            As `prepared` does.
        """
        return tuple(part.prepared for part in self.parts)

    @property
    def heading(self) -> str:
        """The title of the sheet: the user's, or the computed one."""
        if not self.grouped:
            return self.prepared.title
        return self.title or joint_heading.heading(self.prepared_all)

    @property
    def prepared(self) -> PreparedMap:
        """The computed map, the first one of several; the user's title replaces the computed one.

        Raises
        ------
        AtlasError
            When the specification names something that does not exist or cannot be drawn.
        """
        if self.grouped:
            return self.parts[0].prepared
        return prepare(self.spec, title=self.title or None)

    @property
    def review_line(self) -> str:
        """The line that the sheet prints: “审图号：待送审” until a number is given."""
        return review_line(self.review_number)

    @property
    def reviewed(self) -> bool:
        """Whether a review number was given."""
        return bool(review_number_of(self.review_number))

    @property
    def path(self) -> str:
        """The view's address within the running atlas: page and query."""
        if not self.grouped:
            return live_path(replace(self.spec, year=self.prepared.spec.year))
        drawn = [replace(part.spec, year=part.prepared.spec.year) for part in self.parts]
        group = side_by_side.of(drawn)
        if group is None:
            return live_path(drawn[0])
        # the palette may suit only a later map
        palette = next((spec.palette for spec in drawn if spec.palette is not None), None)
        shared = replace(drawn[0], pooled=(), palette=palette)
        query = live_query(shared) | side_by_side.to_query(group)
        return f"export?{urlencode(query | {'layout': GROUP}, safe=',@')}"

    @property
    def url(self) -> str:
        """The whole address, or "" when it is not known where the atlas runs."""
        return self.base_url + self.path if self.base_url else ""

    @property
    def unprintable(self) -> str:
        """The user's characters that the shipped fonts do not have; the sheet prints 〓 instead."""
        from maps.sheet.canvas import fonts

        text = "".join(getattr(self, name) for name in _WORDS)
        lacking = {c for face in ("sans", "title") for c in fonts.lacking(text, face)}  # type: ignore[arg-type]
        return "".join(sorted(lacking))

    def sheet_options(self) -> SheetOptions:
        """Return what the print composer needs beside the map."""
        lacking = self.unprintable
        words = {
            name: "".join(GETA if c in lacking else c for c in getattr(self, name))
            for name in _WORDS
        }
        return SheetOptions(
            title=words["title"] or None,
            subtitle=words["subtitle"] or None,
            source=words["source"] or None,
            review_number=words["review_number"],
            author=words["author"],
            date=words["date"] or None,
            labels=self.spec.labels,
            qr=qr_matrix(self.url) if self.qr and self.url else None,
            notes=self.remarks,
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """What must be said beside maps of several years, such as prices of the day."""
        shown = (self.spec, *self.beside)
        ids = {spec.indicator for spec in shown}
        if len(shown) < 2 or len(ids) > 1 or self.spec.indicator is None:
            return ()
        said = comparable_years.remark(registry.get(self.spec.indicator))
        return (said,) if said else ()

    def as_dict(self) -> dict[str, Any]:
        """Return the view as JSON types, with the years and the palettes that were used."""
        first, *others = (specs.as_dict(item.spec) for item in self.prepared_all)
        return {
            "spec": first,
            **({"beside": others} if self.grouped else {}),
            "layout": self.layout,
            "title": self.title,
            "subtitle": self.subtitle,
            "source": self.source,
            "review_number": self.review_number,
            "author": self.author,
            "date": self.date,
        }


def live_path(spec: MapSpec) -> str:
    """Return page and query that show a specification in the running atlas.

    Every choice is spelled out, so that the link does not depend on what a page shows by default.
    """
    # the overview is the atlas's first page
    page = "indicators" if spec.indicator else "overlay" if spec.stacked else ""
    return f"{page}?{urlencode(live_query(spec), safe=',')}"


def live_query(spec: MapSpec) -> dict[str, str]:
    """Return the parameters of a specification, each spelled out."""
    return spec_reading.to_query(spec, MapSpec(), spelled=frozenset({"systems", "indicator"}))


def checked_address(address: str) -> str:
    """Return an address that ends with a slash, or "".

    Raises
    ------
    AtlasError
        When it is not a plain http or https address.
    """
    address = clean(address, 200)
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in address
    except ValueError:
        good = False
    if not good or not re.fullmatch(r"[\x21-\x7e]+", address):
        raise AtlasError(
            _("“{url}”不是图志的网址，应以 http:// 或 https:// 开头。").format(
                url=clean(address, 40)
            ),
            detail=f"bad base address {address!r}",
        )
    return address.split("?")[0].split("#")[0].rstrip("/") + "/"


@lru_cache(maxsize=64)
def qr_matrix(url: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of a QR code, True where dark, without the quiet zone.

    Error correction M (15 %), as small as the address allows (ISO/IEC 18004).
    """
    import segno

    code = segno.make(url, error="m", micro=False, boost_error=False)
    return tuple(tuple(bool(cell) for cell in row) for row in code.matrix)

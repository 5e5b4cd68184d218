"""What the user writes on a sheet beside the map itself."""

from __future__ import annotations

from dataclasses import dataclass

from data.i18n import _

REVIEW_LABEL = _("审图号：")
_LABELS = (REVIEW_LABEL, _("审图号:"))
PENDING = _("待送审")
UNREVIEWED = REVIEW_LABEL + PENDING


def review_number_of(text: str) -> str:
    """Return the map review number that a user wrote, without its label; empty when there is none.

    A review number belongs to a map, so it is never guessed.
    """
    number = " ".join(text.split())
    for label in _LABELS:
        number = number.removeprefix(label).strip()
    return "" if number == PENDING else number


def review_line(text: str) -> str:
    """Return the review number as it is printed, with its label: “审图号：待送审” without one."""
    return REVIEW_LABEL + (review_number_of(text) or PENDING)


@dataclass(frozen=True)
class SheetOptions:
    """The words and switches of a sheet; what is None comes from the prepared map.

    Attributes
    ----------
    title, subtitle, source : str or None
        Replace the prepared map's own.
    review_number : str
        Map review number, with its label or without; empty while there is none.
    author : str
        Who made the sheet.
    date : str or None
        As it is to be printed; None is the day of drawing.
    labels : bool
        Whether names are written on the map.
    qr : tuple of tuple of bool or None
        Modules of a QR code, rows from the top, without quiet zone.
    notes : tuple of str
        Further notes under the map's own.
    """

    title: str | None = None
    subtitle: str | None = None
    source: str | None = None
    review_number: str = ""
    author: str = ""
    date: str | None = None
    labels: bool = True
    qr: tuple[tuple[bool, ...], ...] | None = None
    notes: tuple[str, ...] = ()

    @property
    def review_line(self) -> str:
        """The review number as it is printed, with its label; never empty."""
        return review_line(self.review_number)

    @property
    def imprint(self) -> str:
        """Author and date."""
        from datetime import datetime

        day = self.date
        if day is None:
            day = datetime.now().astimezone().date().isoformat()
        author = " ".join(self.author.split()) or _("陇上创新图志")
        return _("制图：{author}　{date}").format(author=author, date=day).rstrip()

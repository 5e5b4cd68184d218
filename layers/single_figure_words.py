"""Figures of single counties and zones in words: one line a document, each with year and standing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from data.i18n import _
from indicators.single_figures import Firmness, SingleFigure


@dataclass(frozen=True)
class Told:
    """What one document says of one subject.

    Attributes
    ----------
    head : str
        Subject, date and standing: “玉门市 2022年（预计数，不是结果）”.
    figures : str
        The figures, joined.
    source : str
        Document, address and what to mind.
    """

    head: str
    figures: str
    source: str


def told(found: Iterable[SingleFigure]) -> list[Told]:
    """Return the figures by subject, date, standing and document, in the table's order."""
    grouped: dict[tuple[str, str, Firmness, str, str, str], list[SingleFigure]] = {}
    for figure in found:
        key = (
            figure.subject,
            figure.date,
            figure.firmness,
            figure.source,
            figure.address,
            figure.note,
        )
        grouped.setdefault(key, []).append(figure)
    return [
        Told(
            head=_("{subject} {date}（{firmness}）").format(
                subject=subject, date=date_word(date), firmness=firmness.word
            ),
            figures=_("，").join(_figure(figure) for figure in figures),
            source="；".join(part for part in (f"{source} {address}".strip(), note) if part),
        )
        for (subject, date, firmness, source, address, note), figures in grouped.items()
    ]


def date_word(date: str) -> str:
    """Return “2022年” or “2022年5月”."""
    year, _dash, month = date.partition("-")
    if not month:
        return _("{year}年").format(year=year)
    return _("{year}年{month}月").format(year=year, month=int(month))


def _figure(figure: SingleFigure) -> str:
    space = "" if figure.unit == "%" else " "
    return f"{figure.label}{Decimal(figure.value):,}{space}{figure.unit}"

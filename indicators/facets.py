"""What an indicator's figures may be used for: which way is better, which years stand together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from data.entries import BrokenRegistryError, revisions
from data.i18n import _


class Direction(StrEnum):
    """Which values are better; `NEITHER` where a larger one is only more."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Why(StrEnum):
    """Why years of an indicator do not simply stand beside each other."""

    DEFINITION = "definition"
    SAMPLE = "sample"
    REVISION = "revision"
    PRICES = "prices"

    @property
    def forbids_one_scale(self) -> bool:
        """Return whether maps of several years under one scale would lie."""
        return self in (Why.DEFINITION, Why.SAMPLE)


@dataclass(frozen=True)
class YearBreak:
    """One reason with its sentence.

    Attributes
    ----------
    at : int or None
        The first year after a change; None where the reason holds between any two years.
    """

    why: Why
    text: str
    at: int | None = None


@dataclass(frozen=True)
class Revision:
    """A figure that its publisher changed after the atlas's figures were printed.

    Attributes
    ----------
    before, after : float
        In `unit`; the atlas's figures are of the kind of `before`.
    read : str
        ISO date when the new figure was made public.
    """

    of: str
    year: int
    unit: str
    before: float
    after: float
    read: str
    source: str

    @property
    def sentence(self) -> str:
        """Return what stands wherever growth from the year could be computed."""
        return _(
            "{year}年{of}后由{before:,}{unit}修订为{after:,}{unit}（{read}公布）；这里的数在修订之前，"
            "不可与修订后的数相比来算{year}年以来的增长。"
        ).format(
            year=self.year,
            of=self.of,
            before=self.before,
            after=self.after,
            unit=self.unit,
            read=self.read,
        )


def direction(table: dict[str, Any], where: str) -> tuple[Direction, str]:
    """Return which way is better and why.

    Raises
    ------
    BrokenRegistryError
        When the registry does not say it in one of the three words, with a reason.
    """
    try:
        found = Direction(table["direction"]), str(table["direction_why"])
    except (KeyError, ValueError) as error:
        raise BrokenRegistryError(
            "指标登记表没有写明高低以何为好。", detail=f"{where}: {error}"
        ) from error
    return found


def revision(table: dict[str, Any]) -> Revision | None:
    """Return the revision that an indicator's table names, if any."""
    return Revision(**revisions()[table["revision"]]) if "revision" in table else None


def year_breaks(table: dict[str, Any]) -> tuple[YearBreak, ...]:
    """Return what speaks against comparing an indicator's years, the gravest first."""
    found = [
        YearBreak(Why(item["why"]), item["text"], item.get("at"))
        for item in table.get("breaks", ())
    ]
    revised = revision(table)
    if revised is not None:
        found.append(YearBreak(Why.REVISION, revised.sentence))
    if table.get("prices") == "current":
        found.append(YearBreak(Why.PRICES, _("各年按当年价格，未扣除价格变动")))
    order = list(Why)
    return tuple(sorted(found, key=lambda item: order.index(item.why)))

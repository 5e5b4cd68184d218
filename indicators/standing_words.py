"""The one wording of ranks: every rank, on every sheet, page and file, is worded here.

A rank among units that all have a value needs no more than the number of units. Where some have
none, the words name what was counted, and say how far the rank could shift.
"""

from __future__ import annotations

from enum import Enum, auto

from data.i18n import _
from indicators.standing import RankBase, Standing

MARK = "*"


class PlaceForm(Enum):
    """How much room there is."""

    SENTENCE = auto()
    CLAUSE = auto()
    LINE = auto()
    CARD = auto()
    CELL = auto()


def place(standing: Standing, form: PlaceForm) -> str:
    """Return a rank in words.

    Parameters
    ----------
    standing : Standing
        Of one unit.
    form : PlaceForm
        SENTENCE “在87个有数的单元中居第2位”; CLAUSE “居第2位”, for a sentence that has named the
        units; LINE “第2/87位”, for a tooltip or a table; CARD “第2/87”; CELL “2/87”, for a column
        whose head or foot carries `column_note`. Where units lack a value, each names its base.
    """
    if form is PlaceForm.CELL:
        return f"{standing.rank}/{standing.of}{MARK if standing.contested else ''}"
    if form is PlaceForm.LINE:
        if standing.base.whole:
            return _("第{rank}/{of}位").format(rank=standing.rank, of=standing.of)
        return _("有数{of}个中第{rank}位").format(rank=standing.rank, of=standing.of)
    if form is PlaceForm.CARD:
        text = _("第{rank}/{of}") if standing.base.whole else _("第{rank}/有数{of}")
        return text.format(rank=standing.rank, of=standing.of)
    ordinal = _("并列第{rank}位") if standing.ties > 1 else _("第{rank}位")
    text = _("居") + ordinal.format(rank=standing.rank)
    if form is PlaceForm.SENTENCE or not standing.base.whole:
        text = _("在{n}个有数的单元中").format(n=standing.of) + text
    if standing.contested:
        text += _("（全省在第{best}至{worst}位之间）").format(
            best=standing.best, worst=standing.worst
        )
    return text


def span(standing: Standing) -> str:
    """Return the places that a unit can have among all units: “1—7”, or “3” where it is certain."""
    if standing.best == standing.worst:
        return str(standing.best)
    return f"{standing.best}—{standing.worst}"


def among(base: RankBase) -> str:
    """Return what was counted: “有数的78个县级单元中”."""
    return _("有数的{n}个{word}中").format(n=base.ranked, word=unit_word(base))


def unit_word(base: RankBase) -> str:
    """Return what the units of a base are called."""
    return _("市州") if base.level == "prefecture" else _("县级单元")


def heading(base: RankBase, n: int, *, high: bool, contested: bool) -> str:
    """Return the head of a list of the first or last `n`; no superlative that could be overturned.

    Parameters
    ----------
    contested : bool
        Whether a unit without a value could belong into the list.
    """
    if contested:
        text = _("有数{of}个中前{n}位") if high else _("有数{of}个中后{n}位")
        return text.format(of=base.ranked, n=n)
    return (_("最高{n}位") if high else _("最低{n}位")).format(n=n)


def column(base: RankBase) -> str:
    """Return the head of a column of ranks."""
    if base.whole:
        return _("位次")
    return _("位次（有数{of}个中）").format(of=base.ranked)


def column_note() -> str:
    """Return what explains a column of ranks whose bases differ."""
    return _("位次的分母为有数的单元数；*另有单元无数或只有合计数，在全省的位次可能靠后")


def median_word(base: RankBase) -> str:
    """Return what a median is of: the province's only where no unit is left out."""
    return _("全省中位数") if base.whole else _("有数单元中位数")

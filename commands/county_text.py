"""The text face of `county`: systems, lists and figures of one county as lines of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from data.i18n import _

if TYPE_CHECKING:
    from geo.places.units import Unit
    from indicators.registry import Indicator


def lines(unit: Unit) -> Iterator[str]:
    """Yield what is written of a county, fields apart by tabs, each table under its heads.

    What has no value in any year is named in one sentence per reason, not line by line.
    """
    from indicators import registry, revised
    from layers import catalogue, list_wording, membership, policy_lists

    yield f"{unit.name}（{unit.prefecture_name}，{unit.adcode}）"
    for system in catalogue.systems_of(unit.adcode):
        yield "\t".join(
            (_("布局"), system.name + membership.of(system, unit.adcode).suffix, system.id)
        )
    for listed in policy_lists.of(unit.adcode):
        yield "\t".join((_("名单"), list_wording.named(listed, unit.adcode), listed.id))
    yield "\t".join((_("指标"), _("年份"), _("数值"), _("位次")))
    absent: dict[str, list[str]] = {}
    for item in registry.of_level("county"):
        found = list(_figures(item, unit.adcode))
        yield from found
        if not found:
            absent.setdefault(_why(item, unit.adcode), []).append(item.short)
    for why, names in absent.items():
        yield _("{why}：{names}。").format(why=why, names="、".join(names))
    yield from revised.notes(item.id for item in registry.of_level("county"))


def _figures(item: Indicator, adcode: str) -> Iterable[str]:
    """Yield a line for each year that has a value, and for those between that have none."""
    from indicators import standing, standing_words, tables
    from layers import wording

    rows = {year: tables.line(item.id, year, adcode) for year in item.years}
    if not any(wording.is_number(row["value"]) for row in rows.values()):
        return
    for year, row in rows.items():
        own = standing.of(item.id, year, adcode)
        place = standing_words.place(own, standing_words.PlaceForm.CELL) if own else ""
        value = (
            wording.amount(float(row["value"]), item)
            if wording.is_number(row["value"])
            else wording.status_word(str(row["status"]))
        )
        yield "\t".join((item.name, str(year), value, place))


def _why(item: Indicator, adcode: str) -> str:
    """Return the word for the status of the newest year, with the table's own note where it has one."""
    from data.missing import is_missing
    from indicators import tables
    from layers import wording

    row = tables.line(item.id, max(item.years), adcode)
    word = wording.status_word(str(row["status"]))
    return (
        word
        if is_missing(row["note"])
        else _("{word}（{note}）").format(word=word, note=row["note"])
    )

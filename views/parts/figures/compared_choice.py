"""What is compared, and how the address says it: indicators, and groups of counties."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from data import text_lists
from data.i18n import _
from geo.places import units
from indicators.comparison import Side
from layers import catalogue, spec_reading

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from views.parts.page.address import Address

FIGURES = "figs"
GROUPS = "groups"


@lru_cache(maxsize=1)
def groups() -> dict[str, Side]:
    """Return what can be compared as one: prefectures, and layout systems with whole counties."""
    found = {p.adcode: Side(p.adcode, p.name, p.members) for p in units.prefectures()}
    for system in catalogue.layers().values():
        if len(system.members) > 1:
            found[system.id] = Side(system.id, system.short, tuple(system.members))
    return {key: side for key, side in found.items() if len(side.members) > 1}


def figures(address: Address, known: Collection[str], default: Sequence[str]) -> list[str]:
    """Return the indicators that the address asks for, in its order, or the page's own."""
    return _read(address, FIGURES, known) or list(default)


def asked(address: Address) -> list[str]:
    """Return the groups that the address asks for."""
    return _read(address, GROUPS, groups())


def _read(address: Address, name: str, known: Collection[str]) -> list[str]:
    """Return the known parts of one parameter; what is not known is told."""
    parts = list(dict.fromkeys(text_lists.parts(address.query.get(name, ""))))
    if address.fresh:
        address.refuse(
            [
                spec_reading.refusal(name, part, _("没有这一项。"))
                for part in parts
                if part not in known
            ]
        )
    return [part for part in parts if part in known]


def keep(
    address: Address, indicators: Sequence[str], default: Sequence[str], chosen: Sequence[str]
) -> None:
    """Put both choices into the address."""
    address.keep(FIGURES, ",".join(indicators), ",".join(default))
    address.keep(GROUPS, ",".join(chosen), "")

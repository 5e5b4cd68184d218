"""Names of units in running text: in full, joined, and never a list too long to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from data.i18n import _
from geo.places import units

MOST_NAMES: Final = 3


def unit_name(adcode: str) -> str:
    """Return the full name of a county-level unit or a prefecture."""
    return units.place(adcode).name


def names(adcodes: Iterable[str]) -> str:
    """Return names of units joined by 、, at most three and then how many there are."""
    return joined([unit_name(adcode) for adcode in adcodes])


def joined(full: Sequence[str]) -> str:
    """Return names joined by 、, at most three and then how many there are."""
    shown = "、".join(full[:MOST_NAMES])
    return shown if len(full) <= MOST_NAMES else _("{a}等{n}个").format(a=shown, n=len(full))

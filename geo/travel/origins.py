"""Where a journey may start: a county's seat, 兰州新区, or the nearest seat of 兰州市主城区.

The plan speaks of 兰州市主城区, which is read as four districts; the clock of its hour starts at
whichever of their seats is nearest to the destination, not at 城关 alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from data.i18n import _


@dataclass(frozen=True)
class Origin:
    """A start that stands for several seats.

    Parameters
    ----------
    id : str
        What URLs, commands and documents say.
    name : str
        In Chinese.
    seats : tuple of str
        Codes of the counties whose seats it stands for; the nearest one counts.
    note : str
        How the name was read.
    """

    id: str
    name: str
    seats: tuple[str, ...]
    note: str


LANZHOU_CORE: Final = Origin(
    "lanzhou-core",
    _("兰州市主城区"),
    ("620102", "620103", "620104", "620105"),
    _("主城区判读为城关、七里河、西固、安宁四区，从四区驻地中最近的一个起算"),
)
GROUPS: Final = {LANZHOU_CORE.id: LANZHOU_CORE}


def seats(origin: str) -> tuple[str, ...]:
    """Return the nodes that a journey may start from: those of a group, else the origin itself."""
    return GROUPS[origin].seats if origin in GROUPS else (origin,)


def name(origin: str) -> str:
    """Return the Chinese name of an origin (a group or a county's code)."""
    from geo.places import units

    return GROUPS[origin].name if origin in GROUPS else units.unit(origin).name


def start(origin: str) -> str:
    """Return how a sentence names the start: “兰州市主城区四区中最近的驻地”, “城关区驻地”."""
    if origin in GROUPS:
        return _("{name}{n}区中最近的驻地").format(
            name=GROUPS[origin].name, n="一二三四五六七八九"[len(GROUPS[origin].seats) - 1]
        )
    return _("{name}驻地").format(name=name(origin))


def find(text: str) -> str:
    """Return the origin that a user names: a group's id or name, else a county's name or code.

    Raises
    ------
    AtlasError
        No place or several fit.
    """
    from geo.places import lookup

    wanted = text.strip()
    for group in GROUPS.values():
        if wanted in (group.id, group.name, group.name.removeprefix("兰州市")):
            return group.id
    return lookup.county(text).adcode

"""Which plans' systems and government lists a county's peers are in, and the county is not.

Being in none is a fact only where all counties of Gansu are known: a list of which Gansu's part is
incomplete is left out, and so are judgements on the province's pattern, and what a prefecture's own
plan lays out, in which other prefectures' counties could not be. A part is not said beside its
whole. The catalogue knows Gansu alone: peers in other provinces are not looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from data.i18n import _
from geo.places import units
from layers import catalogue, list_wording, membership, plan_quotes, policy_lists
from layers.policy_list import Coverage, PolicyList
from layers.system import System

CLAIMS: Final = frozenset({"pattern_claim", "claim_part"})
PREFECTURE_PLAN: Final = "linxia-145"


@dataclass(frozen=True)
class PeerPolicy:
    """A system or list that peers are in and the county is not.

    Attributes
    ----------
    peers : tuple of str
        Codes of the peers in it, the nearest first.
    document, quote : str
        A plan's document and section with its sentence; a list's documents by peer, without one.
    """

    system: System
    peers: tuple[str, ...]
    document: str
    quote: str

    @property
    def is_list(self) -> bool:
        """Whether it is a government's list and no system of a plan."""
        return isinstance(self.system, PolicyList)

    @property
    def kind(self) -> str:
        """In Chinese: whose list, or what kind of system."""
        return self.system.kind_name

    @property
    def name(self) -> str:
        """The name, with the mark where the members are our reading."""
        return membership.marked(self.system.name, reading=self.system.reading)


def in_gansu(codes: Iterable[str]) -> tuple[str, ...]:
    """Return those counties that the catalogue can know."""
    known = {unit.adcode for unit in units.counties()}
    return tuple(code for code in codes if code in known)


def without(adcode: str, peers: Sequence[str]) -> tuple[PeerPolicy, ...]:
    """Return what peers are in and the county is not, what most of them are in first.

    Parameters
    ----------
    adcode : str
        One of the 87 units.
    peers : sequence of str
        Its peers, the nearest first; those of other provinces are passed over.
    """
    known = in_gansu(peers)
    found: dict[str, PeerPolicy] = {}
    for system in _considered(adcode):
        inside = tuple(code for code in known if _holds(system, code))
        if not inside or _holds(system, adcode) or system.parent in found:
            continue
        document, quote = _ground(system, inside)
        found[system.id] = PeerPolicy(system, inside, document, quote)
    return tuple(sorted(found.values(), key=lambda item: -len(item.peers)))


def not_considered() -> tuple[PolicyList, ...]:
    """Return the lists of which Gansu's part is not wholly known."""
    return tuple(
        item for item in policy_lists.load().values() if item.coverage is not Coverage.COMPLETE
    )


def _considered(adcode: str) -> list[System]:
    """Return the systems and lists, a whole before its parts."""
    here = units.unit(adcode).prefecture
    systems = [
        system
        for system in catalogue.load().values()
        if system.kind not in CLAIMS
        and (system.plan != PREFECTURE_PLAN or _of_prefecture(system, here))
    ]
    lists = [item for item in policy_lists.load().values() if item.coverage is Coverage.COMPLETE]
    return sorted([*systems, *lists], key=lambda system: system.parent is not None)


def _of_prefecture(system: System, prefecture: str) -> bool:
    """Return whether a prefecture's plan is the plan of this prefecture."""
    return any(
        units.unit(code).prefecture == prefecture for code in (*system.members, *system.partial)
    )


def _holds(system: System, adcode: str) -> bool:
    return adcode in system.members or adcode in system.partial


def _ground(system: System, inside: Sequence[str]) -> tuple[str, str]:
    """Return document and quote."""
    if isinstance(system, PolicyList):
        lines = dict.fromkeys(
            _("{publisher}，{document}（{year}年，{extent}）").format(
                publisher=entry.publisher,
                document=entry.document,
                year=entry.year,
                extent=list_wording.extent(entry),
            )
            for code in inside
            for entry in system.of(code)[:1]
        )
        return "；".join(lines), ""
    source = system.sources[0]
    document = plan_quotes.documents()[source.document]
    return f"{document.number} {source.section}", source.quote

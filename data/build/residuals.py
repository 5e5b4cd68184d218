"""One figure of several units, and what a named derivation is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from data.build.cells import Column
from data.entries import RegistryEntry

Lookup = Callable[[str, int], Column]
Derivation = Callable[[RegistryEntry, int, Column, Lookup], Column]


@dataclass(frozen=True)
class Residual:
    """What is left of a whole when its listed parts are taken off: one figure of several units.

    `beside` are areas counted with the members that are no units; `exact` is False when the figure
    also holds what the source gave to no unit.
    """

    members: tuple[str, ...]
    beside: tuple[str, ...]
    whole: Decimal
    counted: Decimal
    total: Decimal
    exact: bool
    source: str

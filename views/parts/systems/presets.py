"""Choose what to look at with one click: one system, or one family, alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from layers import catalogue
from layers.catalogue import System
from layers.spec import MapSpec
from views.parts.page.address import Address

Presets = Mapping[str, tuple[str, ...]]


def picker(
    address: Address,
    spec: MapSpec,
    label: str,
    presets: Presets,
    families: Mapping[str, Sequence[System]],
) -> None:
    """Show one chip a preset; a click switches its systems on and all others off.

    It stands above `controls.system_pills` of the same families, whose switches it sets; a choice
    of one's own there leaves every chip unmarked.

    Parameters
    ----------
    label : str
        Heading of the row.
    presets : mapping of str to tuple of str
        The chip's name and the ids that it shows.
    families : mapping of str to sequence of System
        The rows of switches.
    """
    keys = {heading: address.key(f"sys:{heading}") for heading in families}
    key = address.key("preset")

    def choose() -> None:
        wanted = presets.get(st.session_state[key] or "")
        if wanted is None:
            return
        for heading, systems in families.items():
            st.session_state[keys[heading]] = [s.id for s in systems if s.id in wanted]

    due = address.arrival is not None and not address.arrival.seeded.intersection(keys.values())
    there = all(item in st.session_state for item in keys.values())
    on = set(spec.systems)
    if there and not due:
        on = {system for item in keys.values() for system in st.session_state[item]}
    st.session_state[key] = next((name for name, ids in presets.items() if set(ids) == on), None)
    st.pills(label, list(presets), key=key, on_change=choose)


def members(systems: Sequence[str]) -> tuple[str, ...]:
    """Return the counties that a map of one system alone should move to; none for several."""
    if len(systems) != 1:
        return ()
    system = catalogue.layers()[systems[0]]
    return tuple(dict.fromkeys((*system.members, *system.partial)))

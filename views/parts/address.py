"""The address bar: a page's whole view lives in the URL and comes back from it.

The URL is read when it differs from what the page wrote last (first visit, a pasted link, the
back button); then every widget is set from it. After the widgets have run, `write` puts the view
back into the URL. Values that are not understood are told in a sentence, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import streamlit as st

from layers import spec as specs
from layers.spec import MapSpec, View, Vocabulary
from views.parts import frame


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return what a URL may name, read once for the process."""
    return specs.vocabulary()


@dataclass
class Address:
    """The tie between one page's widgets and the URL.

    Attributes
    ----------
    page : str
        Key prefix of the page's widgets.
    default : MapSpec
        What the page shows without parameters.
    fresh : bool
        True when the URL was read in this run, so that widgets start from it.
    view : View or None
        The map position asked for by the URL in this run, else None.
    """

    page: str
    default: MapSpec
    fresh: bool = False
    view: View | None = None
    _extra: dict[str, str] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """Return the session key of one of the page's widgets."""
        return f"{self.page}:{name}"

    def seed(self, name: str, value: Any) -> str:
        """Set a widget's value from the URL where that is due, and return the widget's key."""
        key = self.key(name)
        if self.fresh or key not in st.session_state:
            st.session_state[key] = value
        return key

    def own(self, name: str, options: Iterable[str], default: str) -> str:
        """Return a parameter of the page's own, checked against its options."""
        query = st.query_params.get(name)
        choices = tuple(options)
        if query is None:
            return default
        if query in choices:
            return query
        if self.fresh:
            shown = query if len(query) <= 40 else query[:40] + "…"
            frame.problems([f"网址参数 {name}={shown} 未采用：没有这一项。"])
        return default

    def keep(self, name: str, value: str, default: str) -> None:
        """Remember a parameter of the page's own for `write`."""
        if value != default:
            self._extra[name] = value

    def remember(self, spec: MapSpec) -> None:
        """Keep the view, so that widgets which were away for a run come back as they were."""
        st.session_state[self.key("spec")] = replace(spec, view=None)

    def write(self, spec: MapSpec) -> None:
        """Put the view into the URL."""
        view = st.session_state.get(self.key("view"))
        if view is not None and spec.view is None:
            spec = replace(spec, view=View(*view))
        query = specs.to_query(spec, self.default) | self._extra
        if query != dict(st.query_params):
            st.query_params.from_dict(query)
        st.session_state[self.key("url")] = query


def read(page: str, default: MapSpec) -> tuple[Address, MapSpec]:
    """Read the URL over the page's default and tell what was refused.

    Returns
    -------
    tuple of (Address, MapSpec)
        The tie, and the specification: the URL's when it is fresh, else the one kept.
    """
    address = Address(page, default)
    query = dict(st.query_params)
    address.fresh = st.session_state.get(address.key("url")) != query
    kept = st.session_state.get(address.key("spec"), default)
    if not address.fresh:
        return address, kept
    found, refused = specs.from_query(query, default, vocabulary())
    frame.problems(refused)
    address.view = found.view
    st.session_state[address.key("view")] = found.view
    found = replace(found, view=None)
    st.session_state[address.key("spec")] = found
    return address, found

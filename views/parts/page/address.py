"""The address bar: a page's whole view lives in the URL and comes back from it.

The URL is read on an arrival: the first visit, a link or a pasted address, another page, the back
and forward buttons. Then every widget is set from it, once. At all other times the widgets lead and
`write` puts the view into the URL. The browser learns of a new URL a moment after it was written;
what it reports meanwhile is an older one, and must not undo what the user has just chosen.
Values that are not understood are told in a sentence, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.i18n import _
from geo.extents import Extent
from layers import spec_reading, spec_rules
from layers.spec import MapSpec, MapWindow
from layers.spec_rules import Vocabulary
from views.parts.page import frame
from views.parts.page.near_miss import AskedQuery, near_misses


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return what a URL may name, read once for the process."""
    return spec_rules.vocabulary()


@lru_cache(maxsize=1)
def wide_vocabulary() -> Vocabulary:
    """Return what the URL of a page may name that draws more than the province."""
    from indicators import national_standing

    return replace(
        vocabulary(),
        extents=frozenset(Extent),
        national={
            item: national_standing.YEAR
            for item in national_standing.indicators()
            if national_standing.mappable(item, national_standing.YEAR)
        },
    )


@dataclass
class PageVisit:
    """A URL that the user has come to, until a run has shown it whole.

    Attributes
    ----------
    query : dict of str to str
        The URL's parameters.
    seeded : set of str
        Session keys that were set from it. A run may be cut short by a click; the next one goes on
        with the same arrival, and what was clicked stays.
    """

    query: dict[str, str]
    seeded: set[str] = field(default_factory=set)


@dataclass
class Address:
    """The tie between one page's widgets and the URL.

    Attributes
    ----------
    page : str
        Key prefix of the page's widgets.
    default : MapSpec
        What the page shows without parameters.
    query : dict of str to str
        The parameters that hold in this run: the arrival's, else those written last.
    arrival : PageVisit or None
        The URL that this run reads, None when the widgets lead.
    view : MapWindow or None
        The map position asked for by the URL in this run, else None.
    """

    page: str
    default: MapSpec
    query: AskedQuery = field(default_factory=AskedQuery)
    arrival: PageVisit | None = None
    view: MapWindow | None = None
    _notices: DeltaGenerator = field(default_factory=st.container)
    _extra: dict[str, str] = field(default_factory=dict)

    @property
    def fresh(self) -> bool:
        """True when the URL is read in this run, so that widgets start from it."""
        return self.arrival is not None

    def key(self, name: str) -> str:
        """Return the session key of one of the page's widgets."""
        return f"{self.page}:{name}"

    def seed(self, name: str, value: Any) -> str:
        """Set a widget's value from the URL where that is due, and return the widget's key."""
        key = self.key(name)
        due = self.arrival is not None and key not in self.arrival.seeded
        if due or key not in st.session_state:
            st.session_state[key] = value
        if self.arrival is not None:
            self.arrival.seeded.add(key)
        return key

    def own(self, name: str, options: Iterable[str], default: str) -> str:
        """Return a parameter of the page's own, checked against its options."""
        query: str | None = self.query.get(name)
        choices = tuple(options)
        if query is None:
            return default
        if query in choices:
            return query
        if self.fresh:
            self.refuse([spec_reading.refusal(name, query, _("没有这一项。"))])
        return default

    def refuse(self, sentences: Iterable[str]) -> None:
        """Tell what was refused in the address, on top of the page.

        The place is made in every run: what stands below it keeps its own, and with that the
        browser keeps the map, where it stands and what is being clicked.
        """
        with self._notices:
            frame.problems(sentences)

    def keep(self, name: str, value: str, default: str) -> None:
        """Remember a parameter of the page's own for `write`."""
        if value != default:
            self._extra[name] = value

    def remember(self, spec: MapSpec) -> None:
        """Keep the view, so that widgets which were away for a run come back as they were."""
        st.session_state[self.key("spec")] = replace(spec, view=None)

    def write(self, spec: MapSpec) -> None:
        """Put the view into the URL, and tell which of an arrival's parameters nobody read."""
        if self.arrival is not None:
            # the page's own parameters are known when it has run
            self.refuse(near_misses(self.query))
        view = st.session_state.get(self.key("view"))
        if view is not None and spec.view is None:
            spec = replace(spec, view=MapWindow(*view))
        query = spec_reading.to_query(spec, self.default) | self._extra
        shown = dict(st.query_params)
        # a URL written earlier may still be on its way and would stand in the end
        due = query != shown or query != st.session_state.get(self.key("url"), shown)
        # kept before it is sent: a click that cuts the run short in between sends it again
        st.session_state[self.key("url")] = query
        if due:
            st.query_params.from_dict(query)
        st.session_state.pop(self.key("arrival"), None)


def leave(page: str, query: dict[str, str]) -> None:
    """Go to a page, this one or another, with its view in the URL."""
    st.session_state[frame.ENTERED] = True
    st.switch_page(page, query_params=query)


def read(page: str, default: MapSpec, *, wide: bool = False) -> tuple[Address, MapSpec]:
    """Read the URL over the page's default and tell what was refused.

    Parameters
    ----------
    page : str
        Key prefix of the page's widgets.
    default : MapSpec
        What the page shows without parameters.
    wide : bool
        Whether the page draws more than the province where the URL asks for it.

    Returns
    -------
    tuple of (Address, MapSpec)
        The tie, and the specification: the URL's on an arrival, else the one kept.
    """
    address = Address(page, default)
    query = dict(st.query_params)
    written = st.session_state.get(address.key("url"))
    pending = st.session_state.get(address.key("arrival"))
    entered = st.session_state.pop(frame.ENTERED, False)
    if entered or _from_history() or (written is None and pending is None):
        pending = PageVisit(query) if query != written else None
        st.session_state[address.key("arrival")] = pending
    if pending is None:
        address.query = AskedQuery(written or {})
        return address, st.session_state.get(address.key("spec"), default)
    address.arrival = pending
    address.query = AskedQuery(pending.query)
    words = wide_vocabulary() if wide and "ext" in address.query else vocabulary()
    found, refused = spec_reading.from_query(address.query, default, words)
    address.refuse(refused)
    address.view = found.view
    st.session_state[address.key("view")] = found.view
    found = replace(found, view=None)
    st.session_state[address.key("spec")] = found
    return address, found


def _from_history() -> bool:
    """Tell whether the browser's back or forward button caused this run."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation

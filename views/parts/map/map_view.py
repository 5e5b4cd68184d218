"""The screen map on a page: mount it, answer its clicks, remember where it was moved."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from briefing import findings
from data.i18n import _
from geo.places import units
from layers.prepared import PreparedMap
from layers.spec import MAX_SELECTED
from maps.screen import component
from maps.screen import payload as screen
from views.parts.deck import basket
from views.parts.map import county_card
from views.parts.page import frame
from views.parts.page.address import Address, leave

_PAGES = {
    "county": "views/county.py",
    "plans": "views/plans.py",
    "compare": "views/compare.py",
}


def opened(address: Address) -> str | None:
    """Return the county that stands open on the page's map, or None."""
    adcode = st.session_state.get(address.key("open"))
    return adcode if adcode in _county_codes() else None


def open_from(address: Address, selected: tuple[str, ...]) -> str | None:
    """Open the county that the URL names, when the URL is fresh, and return the open one."""
    address.seed("open", selected[0] if selected else None)
    return opened(address)


def marked(address: Address, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Return the counties to mark: the open one first, then those that a link marks together.

    Parameters
    ----------
    asked : tuple of str
        The selection that the page was opened with.
    """
    one = opened(address)
    together = asked if len(asked) > 1 else ()
    return tuple(dict.fromkeys([*([one] if one else []), *together]))[:MAX_SELECTED]


def show(
    address: Address,
    prepared: PreparedMap,
    *,
    card: bool = True,
    height_px: int | None = None,
    finding: str | None = None,
    fit: Sequence[str] = (),
) -> None:
    """Write the finding and draw the map; a click opens the county, an action leads to its page.

    Parameters
    ----------
    address : Address
        The page's tie to the URL; keeps the view and the open county.
    prepared : PreparedMap
        What to draw.
    card : bool
        Whether the open county's card is shown on the map.
    height_px : int, optional
        A fixed height; by default the map fills the window.
    finding : str, optional
        The sentence above the map; by default what the map itself shows, "" for none.
    fit : sequence of str
        Counties that the map moves to when they change; none for where it stands.
    """
    frame.finding(findings.of_map(prepared) if finding is None else finding)
    key = address.key("map")
    adcode = opened(address)
    # The browser is told where to stand only when the URL says so; otherwise it stays where it is.
    prepared = replace(prepared, spec=replace(prepared.spec, view=address.view))
    open_card = county_card.card(adcode, prepared.spec.indicator) if card and adcode else None
    payload = screen.payload(prepared, card=open_card, fit=fit)
    frame.shows(prepared.title)

    def clicked() -> None:
        chosen = st.session_state[key].get("selected") or None
        st.session_state[address.key("open")] = chosen if chosen in _county_codes() else None

    def moved() -> None:
        view = st.session_state[key].get("view")
        st.session_state[address.key("view")] = tuple(view) if view else None

    result = component.mount(payload, key=key, height=height_px, on_selected=clicked, on_view=moved)
    action = result.action
    if action:
        _go(str(action["id"]), str(action["adcode"]))


def offers(
    address: Address, prepared: PreparedMap, name: str, *, unmark: bool = False
) -> None:  # fmt: skip
    """Offer the map as a sheet, as a part of a deck, and as one web page that needs no network.

    Parameters
    ----------
    address : Address
        The page's tie to the URL.
    prepared : PreparedMap
        What the page shows.
    name : str
        Stem of the web page's file.
    unmark : bool
        Whether counties that a link marks together can be let go here.
    """

    def page() -> bytes:
        from maps.saved import web_map

        buffer = io.BytesIO()
        web_map.save_html(prepared, buffer)
        return buffer.getvalue()

    row = basket.actions(prepared, key=address.key("out"))
    if unmark and len(prepared.selected) > 1:
        row.button(
            _("不再标出这几个县区"),
            key=address.key("unmark"),
            on_click=lambda: address.remember(replace(prepared.spec, selected=())),
        )
    row.download_button(
        _("下载网页地图"),
        page,
        f"{name}.html",
        "text/html",
        key=address.key("html"),
        help=_("单个 HTML 文件，不联网、不装本软件也能打开"),
        on_click="ignore",
    )


def _go(action: str, adcode: str) -> None:
    """Leave for the page that an action names, with the county in its URL."""
    if adcode not in _county_codes() or action not in _PAGES:
        return
    selected = adcode
    if action == "compare":
        kept: list[str] = list(st.session_state.get("compare:counties", []))
        selected = ",".join(dict.fromkeys([*kept, adcode][-MAX_SELECTED:]))
    leave(_PAGES[action], {"sel": selected})


def _county_codes() -> frozenset[str]:
    return frozenset(unit.adcode for unit in units.counties())

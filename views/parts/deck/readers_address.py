"""The address under which readers of a slide or a document reach the atlas.

An atlas that runs on one PC is reached as localhost, which leads nowhere from another machine: such
an address is neither printed nor made a QR code. Who knows a better one is asked once a visit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from briefing.exhibit import Exhibit, checked_address
from data.errors import AtlasError
from data.i18n import _
from views.parts.page import frame

# not the widget's own key, which Streamlit forgets on every other page
GIVEN: Final = "deck:readers-address"
CODES: Final = "deck:codes"


def app_address() -> str:
    """Return the address at which the browser reached the atlas, or "" when it is not known."""
    url = getattr(st.context, "url", None)
    if not isinstance(url, str) or not url:
        return ""
    parts = urlsplit(url)
    folder = parts.path.rsplit("/", 1)[0]
    try:
        return checked_address(f"{parts.scheme}://{parts.netloc}{folder}")
    except AtlasError:
        return ""


def is_local(address: str) -> bool:
    """Return whether an address leads nowhere from another machine."""
    host = urlsplit(address).hostname or ""
    return host in {"", "localhost", "127.0.0.1", "::1", "0.0.0.0"}  # noqa: S104 - compared, not bound


def current() -> str:
    """Return the address given in this visit, else the one that the browser came by; "" for none."""
    given = st.session_state.get(GIVEN, "")
    if given:
        return str(given)
    reached = app_address()
    return "" if is_local(reached) else reached


def ask(key: str) -> str:
    """Ask for the address and return the one that holds; what is none is told and not used."""
    text = st.text_input(
        _("读者打开图志的网址（印在图件上）"),
        value=current(),
        placeholder=_("如 http://10.0.0.5:8501/，不填就不印"),
        help=_("图志在本机运行时，别人打不开 localhost 的网址，所以不印，也不印二维码。"),
        key=key,
    )
    try:
        st.session_state[GIVEN] = checked_address(text)
    except AtlasError as error:
        st.session_state[GIVEN] = ""
        st.warning(frame.plain(error.message))
    return current()


def ask_codes(key: str) -> bool:
    """Ask whether QR codes are printed, on this sheet and on every one of the deck."""
    chosen = st.toggle(
        _("印二维码（指向这幅图的实时视图）"),
        value=st.session_state.get(CODES, True),
        disabled=not current(),
        key=key,
    )
    st.session_state[CODES] = chosen
    return chosen


def applied(view: Exhibit) -> Exhibit:
    """Return a collected view with the address and the switch that hold now."""
    return replace(view, base_url=current(), qr=bool(st.session_state.get(CODES, True)))

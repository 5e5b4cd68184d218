"""The ring's own widgets: limit, origin, lines under construction, speeds and waits; in the URL."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data.errors import AtlasError
from data.i18n import _
from geo.places import units
from geo.travel import origins
from geo.travel.journeys import checked_minutes
from geo.travel.network import STATUS_NAMES, Network
from geo.travel.origins import LANZHOU_CORE
from geo.travel.ring_document import PLAN_MINUTES
from geo.travel.settings import DEFAULT, RANGES, Settings
from views.parts.page import frame
from views.parts.page.address import Address

MINUTES = (15, 180)
STEPS = {"km/h": 5.0, "min": 1.0, "%": 5.0}
MAIN = ("expressway", "urban", "wait")
MORE = (
    "first",
    "trunk",
    "local",
    "mountain",
    "link",
    "access",
    "spread",
    "egress",
    "dwell",
    "margin",
)


@dataclass(frozen=True)
class RingChoice:
    """What the user asks: minutes from an origin under settings."""

    minutes: float
    origin: str
    settings: Settings


def choose(tie: Address, network: Network) -> RingChoice:
    """Show the widgets, read and write the URL, and return what is asked.

    Parameters
    ----------
    tie : Address
        The page's tie to the URL.
    network : Network
        Whose lines can be opened.
    """
    start, problems = _from_url(tie, network)
    place = st.container()
    minutes = st.slider(
        _("多少分钟以内"),
        *MINUTES,
        step=5,
        key=tie.seed("minutes", int(start.minutes)),
        format="%d",
    )
    origin = st.selectbox(
        _("从哪里出发"),
        list(_origins()),
        format_func=origins.name,
        key=tie.seed("origin", start.origin),
    )
    opened = _lines(tie, network, start.settings)
    rail = st.toggle(_("可以乘火车"), key=tie.seed("rail", start.settings.rail))
    values = {key: _slider(tie, key, start.settings) for key in MAIN}
    with st.expander(_("其他速度、时间与误差")):
        values |= {key: _slider(tie, key, start.settings) for key in MORE}
    settings = Settings(**values, rail=rail, opened=opened)
    choice = RingChoice(float(minutes), origin, settings)
    if choice == start:  # what was refused is told until the user asks for something else
        with place:
            frame.problems(problems)
    _keep(tie, choice)
    return choice


def _origins() -> tuple[str, ...]:
    """Return the starts on offer: the plan's own first, then every county."""
    return (LANZHOU_CORE.id, *(unit.adcode for unit in units.counties()))


def _lines(tie: Address, network: Network, settings: Settings) -> tuple[str, ...]:
    lines = {line.name: line for line in network.lines()}
    if not lines:
        return ()
    chosen = st.pills(
        _("按已通车计"),
        list(lines),
        selection_mode="multi",
        format_func=lambda name: f"{name}（{STATUS_NAMES[lines[name].status]}）",
        key=tie.seed("lines", [name for name in lines if name in settings.opened]),
        help=_("在建或没有读到通车报道的线路；打开后重新推算，并在下面列出增加了谁。"),
    )
    return tuple(chosen)


def _slider(tie: Address, key: str, settings: Settings) -> float:
    limits = RANGES[key]
    units_of = {"km/h": _("公里/时"), "min": _("分"), "%": "%"}
    value: float = st.slider(
        f"{limits.name}（{units_of[limits.unit]}）",
        float(limits.low),
        float(limits.high),
        step=STEPS[limits.unit],
        key=tie.seed(f"t-{key}", float(getattr(settings, key))),
        format="%g",
    )
    return value


def _from_url(tie: Address, network: Network) -> tuple[RingChoice, list[str]]:
    """Return what the URL asked when it was read, and a sentence for each thing refused."""
    key = tie.key("asked")
    if not tie.fresh and key in st.session_state:
        asked: tuple[RingChoice, list[str]] = st.session_state[key]
        return asked
    query = tie.query
    names = [line.name for line in network.lines()]
    settings, refused = Settings.from_query(query, names)
    problems = list(refused)
    minutes = PLAN_MINUTES
    if "m" in query:
        try:
            minutes = checked_minutes(float(query["m"]))
            minutes = min(max(5 * round(minutes / 5), MINUTES[0]), MINUTES[1])
        except (ValueError, AtlasError):
            problems.append(_("网址参数 m 未采用：分钟数应在15到180之间。"))
    origin = query.get("from", LANZHOU_CORE.id)
    if origin not in _origins():
        problems.append(_("网址参数 from 未采用：没有这个县区代码。"))
        origin = LANZHOU_CORE.id
    st.session_state[key] = RingChoice(float(minutes), origin, settings), problems
    found: tuple[RingChoice, list[str]] = st.session_state[key]
    return found


def _keep(tie: Address, choice: RingChoice) -> None:
    tie.keep("m", f"{choice.minutes:g}", f"{PLAN_MINUTES:g}")
    tie.keep("from", choice.origin, LANZHOU_CORE.id)
    if choice.settings != DEFAULT:
        for key, value in choice.settings.to_query().items():
            tie.keep(key, value, "")

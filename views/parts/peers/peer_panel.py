"""同类县 on a county's page: who they are, the gaps to their median, and which policies they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from briefing import peer_tables
from data.i18n import _
from indicators import peer_gaps, peer_words, peers
from indicators.structure import POOL_NAMES, PeerPool
from layers import peer_policies
from layers.spec import MAX_SELECTED
from views.parts.figures import data_tables
from views.parts.page import address, frame

if TYPE_CHECKING:
    from geo.places.units import Unit
    from indicators.peers import PeerSet
    from views.parts.page.address import Address

COUNTS: Final = (5, 10, 15, peers.MOST)
AMONG: Final = "peers"
COUNT: Final = "npeers"
COMPARE_PAGE: Final = "views/compare.py"


def of_county(tie: Address, unit: Unit) -> None:
    """Choose the pool and the number, and show peers, gaps and policies."""
    st.header(_("同类县"), anchor=False)
    found = _asked(tie, unit)
    frame.finding(peer_words.finding(found))
    data_tables.show(peer_tables.peers(found), _("{name}-同类县").format(name=unit.name), digits=2)
    _notes(found)
    _link(found)
    st.subheader(_("与同类县中位数的差"), anchor=False)
    gaps = peer_tables.gaps_of(found, peer_gaps.USUAL)
    st.markdown(frame.plain(peer_words.gaps_finding(gaps)))
    data_tables.show(peer_tables.gaps(gaps, found), _("{name}-与同类县之差").format(name=unit.name))
    st.caption(peer_words.gap_method(len(found.peers)))
    st.subheader(_("同类县在、本县不在的布局和名单"), anchor=False)
    st.markdown(frame.plain(peer_tables.policies_finding(unit.adcode, found)))
    without = peer_tables.policies(unit.adcode, found)
    if len(without):
        data_tables.show(
            without,
            _("{name}-同类县的布局和名单").format(name=unit.name),
            wide=(_("原文"), _("文件与位置")),
        )


def _asked(tie: Address, unit: Unit) -> PeerSet:
    """Return the peers as chosen here or in the address."""
    left, right, _rest = st.columns([2, 1, 2])
    pools = [pool.value for pool in PeerPool]
    among = left.radio(
        _("在哪里找"),
        pools,
        format_func=lambda value: POOL_NAMES[PeerPool(value)],
        horizontal=True,
        key=tie.seed(AMONG, tie.own(AMONG, pools, PeerPool.GANSU.value)),
    )
    asked = tie.own(COUNT, map(str, COUNTS), str(peers.USUAL))
    count = right.selectbox(_("几个"), COUNTS, key=tie.seed(COUNT, int(asked)))
    tie.keep(AMONG, among, PeerPool.GANSU.value)
    tie.keep(COUNT, str(count), str(peers.USUAL))
    return peers.find(unit.adcode, PeerPool(among), count)


def _notes(found: PeerSet) -> None:
    """Say what the answer hangs on, what was left out, and in a fold how it was made."""
    said = (
        peer_words.stability(found),
        peer_words.left_out(found),
        peer_words.unusable(found),
        peer_words.small_sample(found),
    )
    st.caption("".join(frame.plain(text) for text in said if text))
    with st.expander(_("各变量的数，和同类县是怎样找的")):
        st.markdown(frame.plain(peer_words.method(found)))
        data_tables.show(
            peer_tables.variables(found),
            _("{name}-同类县的变量").format(name=peer_words.name(found.adcode)),
        )


def _link(found: PeerSet) -> None:
    """Lead to the comparison with the peers that the atlas maps."""
    near = peer_policies.in_gansu(found.codes)[: MAX_SELECTED - 1]
    if not near:
        return
    names = peer_words.names(near[:3]) + (_("等") if len(near) > 3 else "")
    if st.button(_("和{names}放在一起比").format(names=names), icon=":material/compare_arrows:"):
        address.leave(COMPARE_PAGE, {"sel": ",".join((found.adcode, *near))})

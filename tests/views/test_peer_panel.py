"""同类县 on the county's page: shown, chosen in the address, and led on to the comparison."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from briefing import peer_tables
from indicators import peer_gaps, peer_words, peers
from indicators.structure import PeerPool

ROOT = Path(__file__).resolve().parents[2]


def opened(**query: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "views/county.py"), default_timeout=120)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


@pytest.mark.parametrize("among", [pool.value for pool in PeerPool])
def test_the_address_holds_pool_and_number(among: str) -> None:
    page = opened(sel="622921", peers=among, npeers="10")
    found = peers.find("622921", PeerPool(among), 10)
    shown = next(table.value for table in page.dataframe if "距离" in table.value.columns)
    assert shown["县（市、区）"].tolist() == [peer_words.name(code) for code in found.codes]
    assert shown["距离"].tolist() == [round(peer.distance, 2) for peer in found.peers]
    assert page.query_params["npeers"] == "10"
    assert page.query_params.get("peers", "gansu") == among


def test_an_unknown_pool_is_told() -> None:
    page = opened(sel="622921", peers="europe")
    assert any("europe" in warning.value for warning in page.warning)


def test_gaps_are_numbers_with_their_verdict() -> None:
    found = peers.find("622921")
    table = peer_tables.gaps(peer_tables.gaps_of(found, peer_gaps.USUAL), found)
    for head in ("本县", "同类县中位数", "差", "差的低限", "差的高限"):
        assert table[head].dtype.kind == "f"
    assert set(table["判断"]) <= set(peer_words.VERDICT_WORDS.values())

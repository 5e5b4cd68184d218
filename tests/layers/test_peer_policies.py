"""What peers are in and a county is not: against the catalogue itself, for every county."""

from __future__ import annotations

import pytest

from geo.places import units
from indicators import peers
from layers import catalogue, peer_policies, policy_lists
from layers.policy_list import Coverage, PolicyList

CODES = [unit.adcode for unit in units.counties()]


@pytest.mark.parametrize("adcode", CODES)
def test_what_is_told_stands_in_the_catalogue(adcode: str) -> None:
    codes = peers.find(adcode).codes
    rows = peer_policies.without(adcode, codes)
    for row in rows:
        members = {*row.system.members, *row.system.partial}
        assert adcode not in members
        assert row.peers
        assert set(row.peers) == set(codes) & members
        assert row.document
        if not row.is_list:
            assert row.quote
    told = {row.system.id for row in rows}
    for item in policy_lists.load().values():
        lacks = adcode not in {*item.members, *item.partial}
        has = bool(set(codes) & {*item.members, *item.partial})
        if item.coverage is not Coverage.COMPLETE:
            assert item.id not in told
        elif lacks and has:
            assert item.id in told or item.parent in told


def test_a_plan_of_another_prefecture_is_no_lack() -> None:
    outside = next(u.adcode for u in units.counties() if u.prefecture != "622900")
    linxia = [u.adcode for u in units.counties() if u.prefecture == "622900"]
    plans = {row.system.plan for row in peer_policies.without(outside, linxia) if not row.is_list}
    assert peer_policies.PREFECTURE_PLAN not in plans


def test_lists_not_wholly_known_are_counted_and_not_used() -> None:
    left = peer_policies.not_considered()
    assert left
    assert all(isinstance(item, PolicyList) for item in left)
    assert all(item.coverage is not Coverage.COMPLETE for item in left)


def test_peers_beyond_the_province_are_passed_over() -> None:
    assert peer_policies.without("620123", ["110101"]) == ()
    assert len(catalogue.load()) > 100

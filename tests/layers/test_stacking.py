"""政策叠加: the counting is the membership, the classes hold every county, the sentence is true."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.places import units
from layers import catalogue, policy_lists, stacking
from layers.prepared import prepare
from layers.spec import MapSpec

CODES = [unit.adcode for unit in units.counties()]
chosen = st.lists(st.sampled_from(sorted(stacking.choices())), unique=True).map(tuple)


@settings(max_examples=60, deadline=None)
@given(chosen)
def test_a_county_is_counted_once_a_system(ids: tuple[str, ...]) -> None:
    found = stacking.stack(ids)
    assert list(found.counts) == CODES
    for system in map(catalogue.get, ids):
        whole = {c for c in CODES if system.id in found.whole[c]}
        partial = {c for c in CODES if system.id in found.partial[c]}
        assert (whole, partial) == (set(system.members), set(system.partial))
    assert sum(found.counts.values()) == sum(
        len(s.members) + len(s.partial) for s in map(catalogue.get, ids)
    )


@given(st.lists(st.integers(0, 40), min_size=1, max_size=87))
def test_classes_are_whole_numbers_without_gap_and_hold_every_count(counts: list[int]) -> None:
    classes = stacking.steps(counts)
    assert all(sum(low <= n <= high for low, high in classes) == 1 for n in counts)
    assert ((0, 0) in classes) == (0 in counts)
    some = [pair for pair in classes if pair != (0, 0)]
    assert len(some) <= stacking.MOST_CLASSES
    assert all(b[0] == a[1] + 1 for a, b in itertools.pairwise(some))


def test_honggu_alone_is_on_no_complete_list() -> None:
    found = stacking.stack(tuple(policy_lists.drawn()))
    assert found.none == ("620111",)
    assert "一项也不在的有1个（红古区）" in stacking.finding(found)


def test_the_finding_names_the_most_and_looks_at_plans_and_lists_apart() -> None:
    ids = stacking.proposed()
    found = stacking.stack(ids)
    text = stacking.finding(found)
    top = max(found.counts.values())
    assert [c for c in CODES if found.count(c) == top] == list(found.most)
    assert f"所在最多的是甘州区、安定区（{top}项）" in text
    assert "只看规划布局" in text
    assert "只看名单，一项也不在的有1个（红古区）" in text


def test_nothing_chosen_is_said() -> None:
    assert "还没有选" in stacking.finding(stacking.stack(()))
    assert prepare(MapSpec(stacked=True)).legend[0].count == 87


def test_what_is_proposed_is_alike_for_every_county() -> None:
    systems = [catalogue.get(item) for item in stacking.proposed()]
    assert all(s.parent is None and s.plan != "linxia-145" for s in systems)
    assert "list-autonomous-county" not in stacking.proposed()  # part of the ethnic areas
    assert not any(s.kind in {"pattern_claim", "claim_part"} for s in stacking.choices().values())


def test_the_map_shows_the_counts_and_not_the_outlines() -> None:
    spec = MapSpec(systems=stacking.proposed(), stacked=True)
    prepared = prepare(spec)
    assert (prepared.areas, prepared.points, prepared.lines, prepared.polygons) == ((),) * 4
    found = stacking.stack(spec.systems)
    classes = stacking.steps(tuple(found.counts.values()))
    for code in CODES:
        low, high = classes[prepared.fills[code]]
        assert low <= found.count(code) <= high
        assert prepared.values[code].line.startswith(f"{found.count(code)} 项")
    assert sum(row.count for row in prepared.legend) == 87
    assert len(prepared.special) == 3


@pytest.mark.parametrize("with_none", [True, False])
def test_the_palest_colour_is_kept_for_in_none(*, with_none: bool) -> None:
    ids = tuple(policy_lists.drawn()) if with_none else stacking.proposed()
    shown = stacking.coloured(stacking.stack(ids))
    palest = "#f3f8f5"
    assert (shown.colours[0] == palest) is with_none
    assert (shown.legend[0].label == "不在其中") is with_none

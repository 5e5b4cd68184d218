"""The charts along the river show every county in order, and the gap where the river is away."""

from __future__ import annotations

import math

from geo import rivers
from indicators import belt
from views.parts import belt_charts


def test_the_gap_lies_between_maqu_and_jishishan() -> None:
    order = belt_charts.order()
    assert order[0] == "玛曲"
    assert order[1].startswith("（青海境内")
    assert order[2] == "积石山"
    assert len(order) == 16


def test_bars_are_as_long_as_the_stretches() -> None:
    chart = belt_charts.river().to_dict()
    data = list(chart["datasets"].values())
    bars = max(data, key=len)
    drawn = {(row["from"], row["to"]) for row in bars}
    stem = sum(end - start for start, end in drawn)
    assert math.isclose(stem, rivers.stem_km(), abs_tol=0.01)


def test_a_missing_value_is_written_not_drawn() -> None:
    chart = belt_charts.profile("share_primary", 2020).to_dict()
    rows = max(chart["datasets"].values(), key=len)
    district = next(row for row in rows if row["short"] == "城关")
    assert district["label"] == "缺失"
    assert district["length"] == 0


def test_peers_are_a_row_of_their_own() -> None:
    found = belt.contrast("tertiary_per_100k")
    chart = belt_charts.sides(found).to_dict()
    rows = max(chart["datasets"].values(), key=len)
    sides = [row["side"] for row in rows]
    assert sides.count("沿干流县区") == 15
    assert sides.count("其余县区") == 72
    assert sides.count("其余县区中的配对县区") == len(found.matching.pairs)

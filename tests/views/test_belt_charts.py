"""The charts along the river show every county in order, and the gap where the river is away."""

from __future__ import annotations

import math

from geo.rivers import lines
from indicators import inside_outside
from layers import belt_profile, belt_sides
from views.parts.belt import belt_charts


def rows_of(chart: dict) -> list[dict]:  # type: ignore[type-arg]
    return max(chart["datasets"].values(), key=len)


def test_the_gap_lies_between_maqu_and_jishishan() -> None:
    order = belt_charts.order(belt_profile.make("pop_resident"))
    assert order[0] == "玛曲"
    assert order[1].startswith("（青海境内")
    assert order[2] == "积石山"
    assert len(order) == 16


def test_bars_are_as_long_as_the_stretches() -> None:
    chart = belt_charts.river(belt_profile.make("pop_resident")).to_dict()
    drawn = {(row["from"], row["to"]) for row in rows_of(chart)}
    stem = sum(end - start for start, end in drawn)
    assert math.isclose(stem, lines.stem_km(), abs_tol=0.01)


def test_a_missing_value_is_written_not_drawn() -> None:
    chart = belt_charts.profile(belt_profile.make("share_primary", 2020)).to_dict()
    district = next(row for row in rows_of(chart) if row["short"] == "城关")
    assert district["label"] == "缺失"
    assert district["length"] == 0


def test_a_count_has_bars_and_no_median() -> None:
    counts = belt_charts.profile(belt_profile.make("pop_resident", 2010)).to_dict()
    ratios = belt_charts.profile(belt_profile.make("urbanization_rate", 2010)).to_dict()
    assert len(ratios["datasets"]) == len(counts["datasets"]) + 1
    assert next(r for r in rows_of(counts) if r["short"] == "城关")["length"] == 1_278_745


def test_negative_figures_have_room_on_the_left() -> None:
    chart = belt_charts.profile(belt_profile.make("pop_change_2010_2020")).to_dict()
    domain = chart["layer"][0]["encoding"]["x"]["scale"]["domain"]
    values = [row["length"] for row in rows_of(chart)]
    assert domain[0] < min(values) < 0 < max(values) < domain[1]


def test_peers_are_a_row_of_their_own() -> None:
    found = inside_outside.contrast("tertiary_per_100k")
    chart = belt_charts.sides(belt_sides.make(found)).to_dict()
    sides = [row["side"] for row in rows_of(chart)]
    assert sides.count("沿干流县区") == 15
    assert sides.count("其余县区") == 72
    assert sides.count("其余县区中的配对县区") == len(found.matching.pairs)

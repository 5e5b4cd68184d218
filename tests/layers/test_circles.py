"""Proportional circles: areas true to the values, a legend of round values at the same scale."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import circles
from layers.prepared import prepare
from layers.spec import MapSpec


@given(st.floats(1e-3, 1e9))
def test_rounding_down_gives_a_round_value_close_below(value: float) -> None:
    found = circles.rounded_down(value)
    assert found <= value * (1 + 1e-9)
    assert found > value / 2.01
    lead = found / 10 ** math.floor(math.log10(found) + 1e-9)
    assert min(abs(lead - n) for n in (1, 2, 3, 5)) < 1e-6


@given(st.floats(0.5, 1e8), st.integers(0, 2))
def test_steps_fall_and_are_true_to_the_scale(biggest: float, digits: int) -> None:
    found = circles.steps(biggest, digits)
    assert len(found) <= 3
    values = [float(step.label.replace(",", "")) for step in found]
    assert values == sorted(set(values), reverse=True)
    for value, step in zip(values, found, strict=True):
        assert step.radius_px**2 / circles.MAX_RADIUS_PX**2 == pytest.approx(value / biggest)
        assert step.radius_px <= circles.MAX_RADIUS_PX * 1.0001


@pytest.mark.parametrize("biggest", [0.0, -3.0, float("nan")])
def test_without_a_positive_value_there_are_no_circles(biggest: float) -> None:
    assert circles.steps(biggest, 0) == ()
    assert circles.placed("county", {"620102": 0.0}, biggest) == ()


def test_known_legend_of_the_residents_by_county() -> None:
    # 七里河… the largest county-level unit of 2020 has 1,480 thousand residents: 城关区
    prepared = prepare(MapSpec(indicator="pop_resident", year=2020))
    assert [step.label for step in prepared.circle_steps] == ["1,000,000", "500,000", "100,000"]
    by_code = {circle.adcode: circle.radius_px for circle in prepared.circles}
    assert max(by_code, key=by_code.__getitem__) == "620102"

"""The plans' goals as printed, and only comparable values set against them."""

from __future__ import annotations

import csv

import pytest

from data.paths import FIGURES
from data.verify import visible_text
from indicators import plan_goals

GOALS = {goal.id: goal for goal in plan_goals.goals()}


def test_nine_and_five_goals() -> None:
    plans = [goal.plan for goal in plan_goals.goals()]
    assert plans == ["gansu-145"] * 9 + ["linxia-145"] * 5
    assert {goal.region for goal in GOALS.values()} == {"620000", "622900"}


@pytest.mark.parametrize(
    ("goal", "base", "target", "printed"),
    [
        ("gansu-1", 1.26, 1.5, ("１２６", "１５")),
        ("gansu-4", 0.986, 1.32, ("０９８６", "１３２")),
        ("gansu-5", 233, 388, ("２３３", "３８８")),
        ("gansu-6", 1229, 1500, ("１２２９", "１５００")),
        ("linxia-1", 0.28, 0.3, ("0.28", "0.3")),
        ("linxia-5", 15, 25, ("15", "25")),
    ],
)
def test_goals_as_printed(goal: str, base: float, target: float, printed: tuple[str, str]) -> None:
    found = GOALS[goal]
    assert (found.base, found.target) == (base, target)
    assert (found.printed_base, found.printed_target) == printed
    assert (found.base_year, found.target_year) == (2020, 2025)


def test_restored_figures_are_the_printed_digits_with_a_point() -> None:
    for goal in GOALS.values():
        for number, printed in ((goal.base, goal.printed_base), (goal.target, goal.printed_target)):
            digits = printed.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
            shown = f"{number:g}".replace(".", "")
            if goal.restored:
                assert digits.strip("0") == shown.strip("0"), goal.id
            else:
                assert float(digits) == number, goal.id
    assert [g.id for g in GOALS.values() if not g.restored][:2] == ["gansu-5", "gansu-6"]


def test_one_goal_is_binding() -> None:
    assert [g.id for g in GOALS.values() if g.nature == "约束性"] == ["gansu-6"]


def test_later_values_of_r_and_d_intensity() -> None:
    later = [(v.year, v.value) for v in GOALS["gansu-1"].later]
    assert later == [(2021, 1.26), (2022, 1.29), (2023, 1.32)]
    assert all(v.comparable and "公报" in v.source for v in GOALS["gansu-1"].later)


def test_later_contract_values_are_the_output_series() -> None:
    later = {v.year: v.value for v in GOALS["gansu-5"].later}
    assert later[2023] == pytest.approx(464.8103)
    assert all(v.comparable for v in GOALS["gansu-5"].later)
    assert "233.16" in GOALS["gansu-5"].later[0].note


def test_firms_recognised_in_a_year_are_not_the_stock() -> None:
    yearly = [v for v in GOALS["gansu-6"].later if not v.comparable]
    assert [v.value for v in yearly] == [568, 655, 906, 926]
    assert all("不是年末存量" in v.note for v in yearly)
    assert [v.value for v in GOALS["gansu-6"].later if v.comparable] == [2463]


def test_goals_without_a_comparable_series_have_nothing() -> None:
    with_later = {goal.id for goal in GOALS.values() if goal.later}
    assert with_later == {"gansu-1", "gansu-5", "gansu-6"}


def test_facts_stand_in_the_plans_as_printed() -> None:
    facts = plan_goals.facts()
    assert len(facts) == 30
    for fact in facts:
        text = visible_text(fact.plan)
        assert text is not None
        assert f"{fact.value:g}" in text, fact
    rate = next(fact for fact in facts if fact.fact == "科技进步贡献率")
    assert (rate.value, rate.printed_as, rate.restored) == (55.1, "５５１％", True)


def test_every_source_of_a_later_value_is_named() -> None:
    for goal in GOALS.values():
        assert all(v.source and v.note for v in goal.later)
    with (FIGURES / "plan_goals_later.csv").open(encoding="utf-8", newline="") as handle:
        assert all(row["goal"] in GOALS for row in csv.DictReader(handle))


def test_progress_of_r_and_d_intensity_is_told_from_both_bases() -> None:
    """The plan prints 1.26 %, the bulletin's figure of 2019; the bulletin has 1.22 % for 2020."""
    goal = GOALS["gansu-1"]
    assert [(base.year, base.value) for base in goal.bases] == [(2020, 1.26), (2020, 1.22)]
    told = [(found.year, round(found.percent, 1)) for found in goal.progress()]
    assert told == [(2023, 25.0), (2023, 35.7)]
    assert "公报" in goal.bases[1].source and "2019年值" in goal.bases[1].note


def test_every_note_of_every_goal_is_among_its_notes() -> None:
    for goal in GOALS.values():
        said = {item.note for item in goal.later} | {base.note for base in goal.bases}
        assert set(goal.notes) == said - {""}
        assert bool(goal.progress()) == any(item.comparable for item in goal.later)

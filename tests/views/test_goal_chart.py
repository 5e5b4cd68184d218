"""The goals' chart carries every caveat, and both bases where they differ."""

from __future__ import annotations

import pytest

from indicators import plan_goals
from views.parts.goals import goal_chart


@pytest.mark.parametrize("plan", ["gansu-145", "linxia-145"])
def test_every_note_stands_on_the_chart(plan: str) -> None:
    goals = [goal for goal in plan_goals.goals() if goal.plan == plan]
    drawn = goal_chart.goals(goals).to_dict()
    foot = "".join(drawn.get("title", {}).get("text", []))
    for goal in goals:
        for note in goal.notes:
            assert note in foot.replace("\n", ""), goal.id


def test_no_line_of_the_notes_begins_with_a_closing_mark() -> None:
    goals = [goal for goal in plan_goals.goals() if goal.plan == "gansu-145"]
    lines = goal_chart.goals(goals).to_dict()["title"]["text"]
    assert len(lines) > 4
    assert all(line[0] not in "，。；：、）”%" for line in lines)


def test_the_legend_names_only_what_is_drawn() -> None:
    goals = [goal for goal in plan_goals.goals() if goal.plan == "linxia-145"]
    drawn = goal_chart.goals(goals).to_dict()
    legends = [layer["encoding"]["color"].get("legend", {}) for layer in drawn["layer"]
               if "color" in layer.get("encoding", {})]  # fmt: skip
    assert [legend["values"] for legend in legends] == [["基期", "目标"]]


def test_the_measured_base_is_a_point_and_both_rates_are_written() -> None:
    goals = [goal for goal in plan_goals.goals() if goal.plan == "gansu-145"]
    drawn = goal_chart.goals(goals).to_dict()
    points = [p for rows in drawn["datasets"].values() for p in rows if p["measured"]]
    assert [p["label"] for p in points] == ["1.22（2020）"]
    foot = "".join(drawn["title"]["text"])
    assert "以1.26%为基期是25%" in foot and "以1.22%为基期是36%" in foot


def test_a_value_off_the_scale_is_told_and_not_drawn_at_its_end() -> None:
    goals = [goal for goal in plan_goals.goals() if goal.plan == "gansu-145"]
    drawn = goal_chart.goals(goals).to_dict()
    points = [p for rows in drawn["datasets"].values() for p in rows if p["beyond"]]
    assert points
    for point in points:
        assert point["progress"] > goal_chart.EDGE_PERCENT
        assert point["label"].endswith(f" → {point['progress']:.0f}%")
    (dots,) = [layer for layer in drawn["layer"] if layer["mark"].get("type") == "point"]
    assert dots["transform"] == [{"filter": "!datum.beyond"}]

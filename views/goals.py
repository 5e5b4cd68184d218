"""目标进度: the indicator tables of both plans, and what is known since."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from briefing import findings
from data.i18n import _
from indicators import plan_goals
from indicators.plan_goals import Goal
from layers import plan_quotes
from layers.spec import MapSpec
from views.parts.figures import data_tables
from views.parts.goals import goal_chart
from views.parts.page import address, frame


def _told(goal: Goal) -> list[str]:
    """Return the newest value's progress, told from every base."""
    words = _("{year}年{percent:.0f}%")
    several = _("{year}年{percent:.0f}%（以{value:g}{unit}为基期）")
    return [
        (several if goal.measured else words).format(
            year=found.year, percent=found.percent, value=found.base.value, unit=goal.unit
        )
        for found in goal.progress()
    ]


def _even(goal: Goal) -> float | None:
    """Return how far even steps would be in the year of the newest value, in per cent."""
    found = goal.progress()
    return round(goal.expected(found[0].year), 0) if found else None


tie, spec = address.read("goals", MapSpec())
frame.header(_("目标进度"), _("两个规划定了哪些量化目标，基期是多少，之后有没有可比的实际值？"))
everything = plan_goals.goals()
names = {key: doc.title for key, doc in plan_quotes.documents().items()}
by_plan = [key for key in names if any(goal.plan == key for goal in everything)]
plan = tie.own("plan", by_plan, by_plan[0])
plan = (
    st.segmented_control(
        _("规划"), by_plan, format_func=names.__getitem__, key=tie.seed("plan", plan)
    )
    or plan
)
tie.keep("plan", plan, by_plan[0])
goals = [goal for goal in everything if goal.plan == plan]
frame.finding(findings.of_goals(goals))
with st.container(key="goals-chart"):
    st.altair_chart(
        goal_chart.goals(goals),
        width="stretch",
        alt=_("每项目标从基期到目标的进度；数值见下表。"),
    )
document = plan_quotes.documents()[plan]
frame.source(
    _("{title}（{number}），{section}").format(
        title=document.title, number=document.number, section=_("主要指标表")
    ),
    (
        _("原文数字化时丢失小数点的，按上下文还原；下表同时列出印刷形式"),
        *filter(None, map(goal_chart.footnote, goals)),
    ),
)
rows = []
for goal in goals:
    same = [f"{x.year}年 {x.value:g}" for x in goal.later if x.comparable]
    other = [f"{x.year}年 {x.value:g}" for x in goal.later if not x.comparable]
    rows.append(
        {
            _("指标"): goal.indicator,
            _("单位"): goal.unit,
            _("基期（{year}）").format(year=goal.base_year): f"{goal.base:g}",
            _("目标（{year}）").format(year=goal.target_year): f"{goal.target:g}",
            _("最近进度"): "；".join(_told(goal)) or "—",
            _("逐年均匀推进应到（%）"): _even(goal),
            _("说明"): "；".join(goal.notes) or "—",
            _("之后的可比值"): "；".join(same) or _("没有可比的后续数据"),
            _("口径不同，仅供参考"): "；".join(other) or "—",
            _("属性"): goal.nature or "—",
            _("印刷形式"): f"{goal.printed_base} → {goal.printed_target}",
            _("小数点"): _("还原") if goal.restored else _("原文"),
            _("后续值出处"): "；".join(dict.fromkeys(x.source for x in goal.later)) or "—",
        }
    )
data_tables.show(pd.DataFrame(rows), _("目标进度"), wide=(_("最近进度"), _("说明")))
tie.write(spec)

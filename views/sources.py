"""数据与出处: every dataset with its record, every indicator with its coverage."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from data import records
from data.i18n import _
from indicators import registry
from layers.spec import MapSpec
from views.parts.figures import data_tables
from views.parts.map import controls
from views.parts.page import address, frame
from views.parts.systems import plan_lists

RULES = Path(__file__).parent / "parts" / "rules.md"

tie, spec = address.read("sources", MapSpec())
frame.header(_("数据与出处"), _("每个数、每条线从哪里来，是哪一年的，怎样加工，有什么要小心的？"))
indicators_tab, datasets_tab, plans_tab, rules_tab = st.tabs(
    [_("指标清单"), _("数据集"), _("规划点名与对照"), _("怎样读")]
)
with indicators_tab:
    import pandas as pd

    rows = [
        {
            _("层级"): controls.LEVEL_WORDS[item.level],
            _("类别"): item.group,
            _("指标"): item.name,
            _("单位"): item.unit,
            _("年份与有值单元数"): "；".join(f"{y}年 {item.coverage[y]}" for y in item.years),
            _("定义"): item.definition,
            _("出处"): item.source,
            _("注意"): "；".join(item.caveats),
            _("代号"): item.id,
        }
        for item in registry.load().values()
    ]
    data_tables.show(pd.DataFrame(rows), _("指标清单"), height=560)
with datasets_tab:
    for record in records.load().values():
        with st.expander(f"{frame.plain(record.title)}　:gray[{frame.plain(record.period)}]"):
            facts = {
                _("发布者"): record.publisher,
                _("表／页"): record.table,
                _("数据时点"): record.period,
                _("发布"): record.published,
                _("取得"): record.accessed,
                _("许可"): record.licence,
                _("数字化"): record.digitised_by,
                _("加工"): "；".join(record.processing),
                _("注意"): "；".join(record.caveats),
                _("文件"): record.path,
                _("校验和（SHA-256）"): record.sha256,
            }
            st.markdown(
                "\n".join(f"- **{k}**：{frame.plain(str(v))}" for k, v in facts.items() if v)
            )
with plans_tab:
    plan_lists.show(tie)
with rules_tab:
    st.markdown(RULES.read_text(encoding="utf-8"))
tie.write(spec)

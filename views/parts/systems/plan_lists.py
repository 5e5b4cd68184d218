"""What the plans name without a place, and the plans sentence by sentence: two lists to search."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from data.i18n import _
from layers import catalogue, plan_quotes, sentences
from layers.sentences import Outcome
from views.parts.figures import data_tables
from views.parts.page import address

LONGEST = 40
OUTCOMES = {
    Outcome.SYSTEM: _("作为布局收入"),
    Outcome.PART: _("说到已收入的布局"),
    Outcome.ASIDE: _("不是布局"),
}


def show(tie: address.Address) -> None:
    """Write both lists under one search box, whose words go into the URL."""
    import pandas as pd

    key = tie.seed("find", tie.query.get("find", "")[:LONGEST])
    sought = st.text_input(
        _("查找"), key=key, placeholder=_("基地、园区或地名，如：数字经济产业园"), max_chars=LONGEST
    ).strip()
    tie.keep("find", sought, "")
    named = [row for row in _unplaced() if _holds(row.values(), sought)]
    st.header(_("点名而未落地（{n}）").format(n=len(named)), anchor=False)
    st.caption(
        _(
            "规划点了名、没有写地点的基地、园区、示范区和平台。查得到，不画在图上，也不计入任何县区。"
        )
    )
    _table(pd.DataFrame(named), _("点名而未落地"), 300)
    rows = [row for row in _sentences() if _holds(row.values(), sought)]
    st.header(_("规划逐句对照（{n}）").format(n=len(rows)), anchor=False)
    st.caption(
        _("两份规划里有地名或基地、园区等字样的每一句：由哪个布局引用，或说明为什么不是布局。")
    )
    _table(pd.DataFrame(rows), _("规划逐句对照"), 420)


def _table(table: object, name: str, height: int) -> None:
    import pandas as pd

    if not isinstance(table, pd.DataFrame) or table.empty:
        st.caption(_("没有找到。"))
        return
    data_tables.show(table, name, height=height)


def _holds(cells: Iterable[str], sought: str) -> bool:
    return not sought or any(sought in cell for cell in cells)


def _unplaced() -> list[dict[str, str]]:
    documents = plan_quotes.documents()
    return [
        {
            _("名称"): system.name,
            _("类别"): system.kind_name,
            _("为什么没有落地"): system.method,
            _("原句"): system.sources[0].quote,
            _("所在章节"): system.sources[0].section,
            _("规划"): documents[system.plan].title,
        }
        for system in catalogue.unplaced()
    ]


def _sentences() -> list[dict[str, str]]:
    documents, systems = plan_quotes.documents(), catalogue.load()
    return [
        {
            _("句子"): row.sentence,
            _("归类"): OUTCOMES[row.outcome],
            _("引用它的布局"): "、".join(systems[i].short for i in row.quoted_by),
            _("另外说到的布局"): "、".join(systems[i].short for i in row.named),
            _("说明"): row.reason,
            _("所在章节"): row.section,
            _("规划"): documents[row.document].title,
        }
        for row in sentences.table()
    ]

"""政策叠加: the tables under the map, and what must be said of the counting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from data.i18n import _
from geo.places import units
from layers import list_wording, policy_lists
from layers.policy_list import TOPIC_NAMES, PolicyList
from layers.stacking import Stack

if TYPE_CHECKING:
    import pandas as pd


def remarks() -> tuple[str, ...]:
    """Return how is counted, for the notes under the map."""
    return (
        _("部分涉及（县内的园区、镇或部分地域）与整县同样计为一项，表中分开写"),
        _("项数多少只说明被点名多少，不说明政策力度，也不作排名"),
        _("不完整的名单不计入"),
        _("临夏州规划的布局只涉及临夏州，默认不计，可在左侧加选"),
    )


def counties(found: Stack) -> pd.DataFrame:
    """Return one row a county: how many systems and lists, and which; most first."""
    import pandas as pd

    lists = {item.id for item in policy_lists.among(found.systems)}
    names = {system.id: system.short for system in found.systems}
    rows = []
    for code, count in sorted(found.counts.items(), key=lambda pair: (-pair[1], pair[0])):
        unit = units.unit(code)
        ids = {key: names[key] for key in found.whole[code]}
        ids |= {key: _("{name}（部分）").format(name=names[key]) for key in found.partial[code]}
        ordered = [key for key in names if key in ids]
        rows.append(
            {
                _("代码"): code,
                _("县（市、区）"): unit.name,
                _("市州"): unit.prefecture_name,
                _("合计（项）"): count,
                _("规划布局（项）"): sum(key not in lists for key in ordered),
                _("名单（项）"): sum(key in lists for key in ordered),
                _("其中部分涉及（项）"): len(found.partial[code]),
                _("规划布局"): "、".join(ids[key] for key in ordered if key not in lists),
                _("名单"): "、".join(ids[key] for key in ordered if key in lists),
            }
        )
    return pd.DataFrame(rows)


def matrix(found: Stack) -> pd.DataFrame:
    """Return counties by systems: 整 for a whole member, 部 for a part, empty for none."""
    import pandas as pd

    marks = {_("整县"): _("整"), _("部分"): _("部"), "": ""}
    rows = []
    for code, count in found.counts.items():
        row: dict[str, object] = {
            _("县（市、区）"): units.unit(code).name,
            _("合计"): count,
        }
        for system in found.systems:
            row[system.short] = marks[found.relation(code, system.id)]
        rows.append(row)
    return pd.DataFrame(rows)


def catalogue(items: Iterable[PolicyList]) -> pd.DataFrame:
    """Return one row a list: whose, which documents, when, what it means, how complete."""
    import pandas as pd

    return pd.DataFrame(
        {
            _("名单"): item.name,
            _("级别"): item.kind_name,
            _("类别"): TOPIC_NAMES[item.topic],
            _("发布单位"): "；".join(item.publishers),
            _("年份"): list_wording.years(item),
            _("状态"): list_wording.status(item),
            _("完整程度"): list_wording.coverage(item),
            _("县（市、区）"): "、".join(units.unit(code).name for code in item.counties),
            _("文件"): "；".join(item.documents),
            _("注意"): list_wording.caution(item),
            _("出处"): "；".join(dict.fromkeys(entry.source for entry in item.entries)),
        }
        for item in items
    )

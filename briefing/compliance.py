"""合规检查: what a map of China's territory should carry before it is shown, as a list with ticks.

The list informs and never blocks: 《地图管理条例》 asks for a review before publication, and only
the user knows whether a picture will be published. References: 《公开地图内容表示规范》 (2023),
GB/T 19996; the review number belongs to a map, never to its base data.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from briefing.views import View
from data import records
from data.i18n import _
from layers.prepared import MISSING_CLASS, PreparedMap

State = Literal["done", "open", "told"]
MARKS: Final[dict[str, str]] = {"done": "✓", "open": "○", "told": "ⓘ"}
_COUNTY_BASE: Final = "boundaries-county-medium"


@dataclass(frozen=True)
class Check:
    """One line of the list.

    Attributes
    ----------
    id : str
        Stable key.
    label, detail : str
        What is asked, and what was found, in Chinese.
    state : {"done", "open", "told"}
        Done; left for the user to settle; or told for the user to know.
    """

    id: str
    label: str
    state: State
    detail: str

    @property
    def mark(self) -> str:
        """The tick, the empty circle or the information sign."""
        return MARKS[self.state]


def checks(view: View, furniture: Collection[str] | None = None) -> tuple[Check, ...]:
    """Return the list for a view.

    Parameters
    ----------
    view : View
        What is exported.
    furniture : collection of str, optional
        What the composed sheet is known to hold (`Sheet.checks`); without it the inset and the
        borders are told as what the layouts draw.

    Raises
    ------
    AtlasError
        When the view cannot be prepared.
    """
    prepared = view.prepared
    return (
        _review(view),
        _vintage(),
        _datum(),
        _altered(),
        _inset(view.layout, furniture),
        _no_data(prepared),
        _source(view, prepared),
        _author(view),
    )


def _review(view: View) -> Check:
    label = _("审图号")
    if view.review_number and view.review_number != _("待送审"):
        detail = _("已填“{number}”，请核对与批准书一致").format(number=view.review_number)
        return Check("review", label, "done", detail)
    return Check(
        "review", label, "open", _("未填，图上印“审图号：待送审”；公开使用前须送自然资源主管部门审核")
    )


def _vintage() -> Check:
    item = records.record(_COUNTY_BASE)
    return Check(
        "vintage",
        _("底图版本"),
        "done",
        _("{publisher}，{period}，取用于{accessed}").format(
            publisher=item.publisher, period=item.period or _("期次见数据记录"), accessed=item.accessed
        ),
    )


def _datum() -> Check:
    return Check(
        "datum",
        _("坐标系与投影"),
        "done",
        _("CGCS2000（EPSG:4490）；阿尔伯斯等积圆锥，标准纬线34°、41°，中央经线100.5°"),
    )


def _altered() -> Check:
    return Check(
        "altered",
        _("内容改动"),
        "told",
        _("在标准底图上概括了界线，并叠加布局与统计内容：属于对标准地图的内容修改，公开前须送审"),
    )


def _inset(layout: str, furniture: Collection[str] | None) -> Check:
    label = _("全国附图")
    if layout == "hex":
        return Check(
            "inset", label, "told", _("六边形示意图不表示界线，不附全国图；图上注明“非地图”")
        )
    wanted = {"china_inset", "dashes", "islands"}
    if furniture is not None and not wanted <= set(furniture):
        return Check(
            "inset", label, "open", _("这种版式没有全国附图；公开使用时请换带附图的版式")
        )
    return Check(
        "inset", label, "done", _("全国陆海完整：含南海诸岛、十段线、钓鱼岛及其附属岛屿、台湾省")
    )


def _no_data(prepared: PreparedMap) -> Check:
    label = _("无数据的表示")
    absent = sum(1 for place in prepared.fills.values() if place == MISSING_CLASS)
    if prepared.spec.indicator is None:
        return Check("no_data", label, "done", _("本图没有统计指标"))
    if not absent:
        return Check("no_data", label, "done", _("全部单元都有数值"))
    shown = sum(row.count for row in prepared.legend if row.hatched)
    if shown == absent:
        detail = _("{n}个单元没有数值，以斜线表示，图例单列").format(n=absent)
        return Check("no_data", label, "done", detail)
    detail = _("{n}个单元没有数值，图例只列了{shown}个").format(n=absent, shown=shown)
    return Check("no_data", label, "open", detail)


def _source(view: View, prepared: PreparedMap) -> Check:
    label = _("资料来源")
    if view.source and view.source != prepared.source_line:
        return Check("source", label, "told", _("用了自拟的来源说明：{line}").format(line=view.source))
    if prepared.source_line:
        return Check("source", label, "done", prepared.source_line)
    return Check("source", label, "open", _("缺少来源说明"))


def _author(view: View) -> Check:
    label = _("制图单位与日期")
    if view.author and view.date:
        return Check("author", label, "done", f"{view.author}　{view.date}")
    missing = [
        word for word, given in ((_("制图单位"), view.author), (_("日期"), view.date)) if not given
    ]
    return Check("author", label, "open", _("未填{what}").format(what="、".join(missing)))

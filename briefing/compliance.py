"""合规检查: what a map of China's territory should carry before it is shown, as a list with ticks.

The list informs and never blocks: 《地图管理条例》 asks for a review before publication, and only
the user knows whether a picture will be published. References: 《公开地图内容表示规范》 (2023),
GB/T 19996; the review number belongs to a map, never to its base data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from briefing import exhibit_texts
from briefing.exhibit import Exhibit
from data import records
from data.i18n import _
from layers.prepared import PreparedMap
from maps.base import hatch_word

if TYPE_CHECKING:
    from maps.sheet.inventory import SheetChecks

State = Literal["done", "open", "told"]
MARKS: Final[dict[str, str]] = {"done": "✓", "open": "○", "told": "ⓘ"}
CARTOGRAM: Final = "hex"
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


def checks(view: Exhibit, drawn: SheetChecks | None = None) -> tuple[Check, ...]:
    """Return the list for a view.

    Parameters
    ----------
    view : Exhibit
        What is exported.
    drawn : SheetChecks, optional
        What the composed sheet really shows (`Sheet.checks`). Without it what only the drawing
        can answer is left open.

    Raises
    ------
    AtlasError
        When the view cannot be prepared.
    """
    shown = view.prepared_all
    return (
        _review(view),
        _vintage(),
        _datum(),
        _altered(),
        _inset(view.layout, drawn),
        _drawing(drawn, several=view.grouped),
        _no_data(shown, drawn),
        _source(view),
        _author(view),
        _glyphs(view, drawn),
    )


def _review(view: Exhibit) -> Check:
    label = _("审图号")
    if view.reviewed:
        detail = _("已填“{line}”，请核对与批准书一致").format(line=view.review_line)
        return Check("review", label, "done", detail)
    detail = _("未填，图上印“{line}”；公开使用前须送自然资源主管部门审核").format(
        line=view.review_line
    )
    return Check("review", label, "open", detail)


def _vintage() -> Check:
    item = records.record(_COUNTY_BASE)
    detail = _("{publisher}，{period}年版，取用于{accessed}；已知问题见“数据与出处”").format(
        publisher=item.publisher, period=item.period, accessed=item.accessed
    )
    return Check("vintage", _("底图版本"), "done", detail)


def _datum() -> Check:
    detail = _("CGCS2000（EPSG:4490）；阿尔伯斯等积圆锥，标准纬线34°、41°，中央经线100.5°")
    return Check("datum", _("坐标系与投影"), "done", detail)


def _altered() -> Check:
    detail = _(
        "在标准底图上概括了界线，并叠加布局与统计内容：属于对标准地图的内容修改，公开前须送审"
    )
    return Check("altered", _("内容改动"), "told", detail)


def _inset(layout: str, drawn: SheetChecks | None) -> Check:
    label = _("全国附图")
    if drawn is not None and drawn.inset_complete:
        detail = _("已绘，全国陆海完整：含南海诸岛、十段线、钓鱼岛及其附属岛屿、台湾省")
        return Check("inset", label, "done", detail)
    if layout == CARTOGRAM:
        detail = _("六边形图不表示真实界线，按示意图使用，不附全国图")
        return Check("inset", label, "told", detail)
    detail = _("出图后核对") if drawn is None else _("未绘或不完整，请换带附图的版式")
    return Check("inset", label, "open", detail)


def _drawing(drawn: SheetChecks | None, *, several: bool) -> Check:
    label = _("界线、注记与比例尺")
    if drawn is None:
        return Check("drawing", label, "open", _("出图后核对"))
    found = {
        _("单元不全"): drawn.all_units_drawn,
        _("缺国界"): drawn.national_border_drawn,
        _("注记不全"): drawn.labels_complete,
        _("比例尺不符"): drawn.scale_bar_true,
    }
    wrong = [words for words, good in found.items() if not good]
    if wrong:
        return Check("drawing", label, "open", "、".join(wrong))
    if several:
        detail = _("每幅的全部单元、国界已绘，比例尺与投影相符；图幅小，只写放得下的市州名")
        return Check("drawing", label, "done", detail)
    return Check("drawing", label, "done", _("全部单元、国界、注记已绘，比例尺与投影相符"))


def _no_data(maps: Sequence[PreparedMap], drawn: SheetChecks | None) -> Check:
    label = _("无数据的表示")
    absent = sum(len(item.absent) for item in maps)
    if all(item.spec.indicator is None and not item.spec.stacked for item in maps):
        return Check("no_data", label, "done", _("本图没有统计指标"))
    if not absent:
        return Check("no_data", label, "done", _("全部单元都有数值"))
    statuses = dict.fromkeys(status for item in maps for status in item.absent.values())
    hatches = "、".join(dict.fromkeys(hatch_word(status) for status in statuses))
    shown = sum(row.count for item in maps for row in item.legend if row.hatched)
    if shown == absent and (drawn is None or drawn.no_data_shown):
        detail = _("{n}个单元没有数值，以{hatches}表示，图例单列").format(n=absent, hatches=hatches)
        return Check("no_data", label, "done", detail)
    detail = _("{n}个单元没有数值，没有全部以{hatches}表示并列入图例").format(
        n=absent, hatches=hatches
    )
    return Check("no_data", label, "open", detail)


def _source(view: Exhibit) -> Check:
    label = _("资料来源")
    computed = exhibit_texts.source(replace(view, source=""))
    if view.source and view.source != computed:
        return Check("source", label, "told", _("自拟的来源说明：{line}").format(line=view.source))
    if computed:
        return Check("source", label, "done", computed)
    return Check("source", label, "open", _("缺少来源说明"))


def _author(view: Exhibit) -> Check:
    label = _("制图单位")
    if view.author:
        return Check("author", label, "done", view.author)
    return Check("author", label, "open", _("未填，图上印“制图：陇上创新图志”"))


def _glyphs(view: Exhibit, drawn: SheetChecks | None) -> Check:
    label = _("字体")
    lacking = view.unprintable
    if lacking:
        detail = _("字体里没有“{characters}”，图上印成〓，请改写").format(characters=lacking[:12])
        return Check("glyphs", label, "open", detail)
    if drawn is not None and not drawn.glyphs_complete:
        return Check("glyphs", label, "open", _("图上有字体里没有的字"))
    return Check("glyphs", label, "done", _("思源黑体、思源宋体（OFL），PDF 内嵌"))

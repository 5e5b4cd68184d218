"""兰州一小时创新圈: the axes and the members that the plan names."""

from __future__ import annotations

from data.i18n import _
from layers import catalogue
from pages.parts import family

systems = tuple(s for s in catalogue.of_page("ring") if s.shape != "none")
family.page(
    "ring",
    _("兰州一小时创新圈"),
    _("规划沿哪些交通轴线、把哪些县市纳入兰州“1小时”科技创新圈？"),
    {
        _("创新圈与城市群"): tuple(s for s in systems if s.kind != "axis"),
        _("五条交通轴线"): tuple(s for s in systems if s.kind == "axis"),
    },
    tuple(s.id for s in systems if s.kind in {"ring", "axis"}),
    remark=_("本页只画规划点名的成员与轴线；实际行程时间尚未测算，轴线为示意走向。"),
)

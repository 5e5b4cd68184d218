"""科技创新示范区: the six demonstration zones and the two Lanzhou–Baiyin zones."""

from __future__ import annotations

from data.i18n import _
from layers import catalogue
from pages.parts import family

systems = catalogue.of_page("zones")
main = tuple(s for s in systems if s.kind == "demonstration_zone")
rest = tuple(s for s in systems if s.kind != "demonstration_zone" and s.shape != "none")
family.page(
    "zones",
    _("科技创新示范区"),
    _("六个科技创新示范区和兰白“两区”在哪里，各承担什么任务，成员县区的底子如何？"),
    {_("六个科技创新示范区"): main, _("兰白“两区”与其他"): rest},
    tuple(s.id for s in main),
)

"""科技创新示范区: the six demonstration zones and the two Lanzhou–Baiyin zones."""

from __future__ import annotations

from data.i18n import _
from layers import catalogue
from views.parts.systems import family

everything = tuple(s for s in catalogue.load().values() if s.shape != "none")
zones = tuple(s for s in everything if s.kind == "demonstration_zone")
lanbai = tuple(s for s in everything if s.kind in {"innovation_zone", "reform_zone"})
family.page(
    "zones",
    _("科技创新示范区"),
    _("六个科技创新示范区和兰白“两区”在哪里，各承担什么任务，成员县区的底子如何？"),
    {
        _("六个科技创新示范区"): zones,
        _("兰白“两区”"): lanbai,
        _("临夏州的园区"): tuple(s for s in everything if s.kind == "park"),
    },
    tuple(s.id for s in zones),
    alone={
        _("六个示范区"): tuple(s.id for s in zones),
        **{s.short: (s.id,) for s in zones},
        _("兰白“两区”"): tuple(s.id for s in lanbai),
        **{s.short: (s.id,) for s in lanbai},
    },
)

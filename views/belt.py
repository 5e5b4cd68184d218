"""黄河流域创新带: the belt, its parts, and Linxia's river belt."""

from __future__ import annotations

from data.i18n import _
from layers import catalogue
from views.parts.belt import belt_panel
from views.parts.systems import family

systems = tuple(s for s in catalogue.of_page("belt") if s.shape != "none")
family.page(
    "belt",
    _("黄河流域创新带"),
    _("黄河流域（甘肃段）创新带包括哪些部分，规划要在各处做什么？"),
    {
        _("创新带"): tuple(s for s in systems if s.kind == "belt"),
        _("组成部分"): tuple(s for s in systems if s.kind != "belt"),
        _("临夏州规划：沿黄河洮河"): tuple(
            catalogue.get(key) for key in ("lx-unity-belt", "lx-riverside-industry")
        ),
    },
    tuple(s.id for s in systems if s.kind == "belt"),
    remark=_("成员县区的判读理由见左侧。"),
    below=belt_panel.show,
)

"""现代产业创新集群: the five clusters of the provincial plan, and Linxia's industries."""

from __future__ import annotations

from data.i18n import _
from layers import catalogue
from views.parts.systems import family

clusters = tuple(s for s in catalogue.of_page("clusters") if s.shape != "none")
five = tuple(s for s in clusters if s.kind == "cluster")
linxia = tuple(
    s for s in catalogue.of_page("linxia") if s.kind in {"industry_belt", "farming_zone"}
)
family.page(
    "clusters",
    _("现代产业创新集群"),
    _("五大现代产业创新集群由哪些县区组成，人才与经济基础如何？临夏州的特色产业带又在哪里？"),
    {_("五大产业创新集群"): clusters, _("临夏州产业带与农业区"): linxia},
    tuple(s.id for s in five),
    alone={_("五大集群"): tuple(s.id for s in five), **{s.short: (s.id,) for s in five}},
    figures=(
        "pop_resident",
        "share_manufacturing",
        "share_professional_technical",
        "share_secondary",
        "gdp_per_capita_census",
    ),
)

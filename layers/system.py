"""What a layout system is: its record, its kinds, shapes and pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PLANS: Final = ("gansu-145", "linxia-145")
PAGES: Final = ("overview", "zones", "clusters", "ring", "belt", "linxia", "platforms")
AREAL: Final = frozenset({"dissolve", "region", "computed"})
SHAPES: Final = ("dissolve", "region", "point", "line", "computed", "none")
KINDS: Final[Mapping[str, str]] = {
    "innovation_zone": "自主创新示范区",
    "reform_zone": "科技创新改革试验区",
    "belt": "创新带",
    "belt_part": "创新带重点",
    "corridor": "科技走廊",
    "city_cluster": "城市群",
    "ring": "科技创新圈",
    "ring_node": "创新圈节点",
    "axis": "交通轴线",
    "cluster": "现代产业创新集群",
    "demonstration_zone": "科技创新示范区",
    "science_centre": "科学中心",
    "base": "基地",
    "platform": "平台",
    "park": "园区",
    "region": "生态与农业区域",
    "industry_belt": "产业布局",
    "farming_zone": "农业分区",
    "node": "城市群节点",
    "cooperation": "协作",
    "programme": "工程与试点",
    "pattern_claim": "格局判断",
    "claim_part": "格局判断分区",
}
UNDATED: Final = "未注明"  # the date of evidence whose page gives none


@dataclass(frozen=True)
class Source:
    """Where a plan names a system: the plan's id, the section's path and a verbatim quote."""

    document: str
    section: str
    quote: str


@dataclass(frozen=True)
class Evidence:
    """A page outside the two plans on which a system's method rests.

    Parameters
    ----------
    title, publisher : str
        As the page gives them; a publisher names the site where the page is a reprint.
    date : str
        ISO date, down to what the page gives (2017, 2017-10, 2017-10-27), or `UNDATED`.
    url : str
        Where it was read (http or https); only shown, never requested.
    says : str
        What it states, in our own words.
    """

    title: str
    publisher: str
    date: str
    url: str
    says: str


@dataclass(frozen=True)
class System:
    """A spatial system of a plan.

    Parameters
    ----------
    id, name, short : str
        Stable slug, full Chinese name, short name for maps.
    kind : str
        A key of `KINDS`.
    plan : str
        Id of the plan that lays it out.
    page : str
        The page that shows it, one of `PAGES`.
    parent : str or None
        Id of the system that it is part of.
    number : int or None
        Its number among its siblings where the plan numbers or lists them.
    members, partial : tuple of str
        Codes of the counties that belong wholly, and of those that only partly belong.
    shape : str
        How it is drawn, one of `SHAPES`; 'none' for what the plan names without a place.
    point : (float, float) or None
        Longitude and latitude in degrees (WGS84).
    line : tuple of (float, float)
        Vertices of a schematic line, degrees (WGS84).
    sources : tuple of Source
        Never empty.
    tasks : tuple of str
        What the plan sets out to do there.
    method : str
        How the members follow from the plan.
    reading : bool
        Whether members or shape are our reading because the plan names only a region.
    aliases : tuple of str
        Forms by which running text names the system.
    point_basis, line_basis : str
        Where the coordinates come from and how exact they are.
    approximate : bool
        Whether the point is only the seat of the county or city, or an unknown site.
    evidence : tuple of Evidence
        What the method, or where a point or line lies, takes from outside the two plans.
    """

    id: str
    name: str
    short: str
    kind: str
    plan: str
    page: str
    parent: str | None
    number: int | None
    members: tuple[str, ...]
    partial: tuple[str, ...]
    shape: str
    point: tuple[float, float] | None
    line: tuple[tuple[float, float], ...]
    sources: tuple[Source, ...]
    tasks: tuple[str, ...]
    method: str
    reading: bool
    aliases: tuple[str, ...] = ()
    point_basis: str = ""
    line_basis: str = ""
    approximate: bool = False
    evidence: tuple[Evidence, ...] = ()

    @property
    def areal(self) -> bool:
        """Whether it is drawn as an area of counties, whole or in part."""
        return self.shape in AREAL and bool(self.members or self.partial)

    @property
    def kind_name(self) -> str:
        """The Chinese name of the system's kind."""
        return KINDS[self.kind]

    @property
    def placed(self) -> bool:
        """Whether the system has a county or is drawn somewhere."""
        return bool(self.members or self.partial) or self.shape != "none"

"""How each family of layout systems is drawn: colour, style and number, decided in one place."""

from __future__ import annotations

from typing import Final, Literal

from layers import catalogue, palettes, policy_lists
from layers.catalogue import System
from layers.policy_list import LIST_KIND
from layers.strokes import RIVER_STEM

# "reach" leaves the counties bare: a computed line stands for the system
AreaStyle = Literal["tint", "outline", "vignette", "region", "reach"]

HATCH: Final = -45
"""Direction of the lines over counties of which a part belongs, degrees from east."""

# One colour a kind; the five clusters have a colour each.
_KIND_COLOURS: Final[dict[str, str]] = {
    "demonstration_zone": palettes.CELADON,
    "reform_zone": "#5b3f8c",
    "innovation_zone": palettes.OCHRE,
    "belt": RIVER_STEM,
    "belt_part": RIVER_STEM,
    "corridor": "#8a6d3b",
    "city_cluster": "#5b6b8c",
    "ring": palettes.AMBER,
    "ring_node": palettes.AMBER,
    "axis": palettes.AMBER,
    "science_centre": "#332288",
    "base": "#7f3b08",
    "platform": "#7f3b08",
    "park": "#2e7d5b",
    "region": "#8a6d3b",
    "node": "#5b6b8c",
    "cooperation": "#5b6b8c",
}
# Distinct hues for a family shown side by side, in the order of the catalogue.
_FAMILY_HUES: Final = (
    "#0072B2", "#CC6677", "#2e7d5b", "#b7791f", "#332288", "#7f3b08", "#56B4E9", "#6b7280",
)  # fmt: skip
_FAMILIES: Final = frozenset(
    {"belt_part", "industry_belt", "farming_zone", "demonstration_zone", "claim_part", "region"}
)

_STYLES: Final[dict[str, AreaStyle]] = {
    "cluster": "tint",
    "belt": "vignette",
    "corridor": "region",
    "city_cluster": "outline",
    "node": "outline",
    "cooperation": "outline",
    "innovation_zone": "outline",
    "reform_zone": "outline",
}
_HATCHES: Final = {"reform_zone": 20}
_BESIDE_CLUSTERS: Final[dict[str, AreaStyle]] = {
    "demonstration_zone": "outline",
    "ring": "reach",
}


def colour(system: System) -> str:
    """Return the hex colour a system wears, told apart from its siblings.

    Siblings are the systems of the catalogue of the same kind under the same parent.
    """
    if system.kind == LIST_KIND:
        return list_colours((system,))[system.id]
    siblings = tuple(
        s for s in catalogue.load().values() if s.kind == system.kind and s.parent == system.parent
    )
    if system.kind == "cluster":
        return palettes.CLUSTER_COLOURS[_rank(system, siblings) % len(palettes.CLUSTER_COLOURS)]
    if system.kind in _FAMILIES and len(siblings) > 1:
        return _FAMILY_HUES[_rank(system, siblings) % len(_FAMILY_HUES)]
    return _KIND_COLOURS.get(system.kind, palettes.CELADON)


def list_colours(shown: tuple[System, ...]) -> dict[str, str]:
    """Return the hex colour of each list on a map: its own, or where that is taken the next free.

    There are more lists than hues that can be told apart; on one map up to eight differ.
    """
    ranked = tuple(policy_lists.load().values())
    out: dict[str, str] = {}
    for system in shown:
        if system.kind != LIST_KIND:
            continue
        own = _rank(system, ranked)
        run = [_FAMILY_HUES[(own + i) % len(_FAMILY_HUES)] for i in range(len(_FAMILY_HUES))]
        out[system.id] = next((hue for hue in run if hue not in out.values()), run[0])
    return out


def hatch(system: System) -> int:
    """Return the direction of a system's hatching: the two Lanzhou–Baiyin zones share counties.

    None of the directions that stand for a missing value is used.
    """
    return _HATCHES.get(system.kind, HATCH)


def area_style(
    system: System, *, over_indicator: bool, beside: frozenset[str], alone: bool = False
) -> AreaStyle:
    """Return how the area is drawn; over a choropleth only outlines are allowed.

    A tint on a saturated fill turns to mud and hides both, so the indicator keeps the fill. Of
    several families the clusters keep the tint; beside them zones are outlined, and the one-hour
    ring is its computed line alone.

    Parameters
    ----------
    system : System
        What is drawn.
    over_indicator : bool
        Whether an indicator colours the counties.
    beside : frozenset of str
        The kinds of all systems on the map.
    alone : bool
        Whether nothing else is laid on. A list is tinted only then: lists overlap at will.
    """
    if over_indicator:
        return "outline"
    if system.kind == LIST_KIND:
        return "tint" if alone else "outline"
    if system.kind in _BESIDE_CLUSTERS and "cluster" in beside:
        return _BESIDE_CLUSTERS[system.kind]
    if system.reading:
        # soft whatever its shape: a vignette is, too
        return "vignette" if _STYLES.get(system.kind) == "vignette" else "region"
    return _STYLES.get(system.kind, "tint")


def _rank(system: System, siblings: tuple[System, ...]) -> int:
    return next((i for i, other in enumerate(siblings) if other.id == system.id), 0)

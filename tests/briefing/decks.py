"""The views of the decks that are tested: every kind of map, long words, marked counties."""

from __future__ import annotations

from briefing.exhibit import Exhibit
from layers import catalogue
from layers.spec import MapSpec

KINDS = {"cluster", "demonstration_zone"}
AREAS = tuple(s.id for s in catalogue.load().values() if s.kind in KINDS and s.plan == "gansu-145")
MARKED = (
    "620102", "620103", "620104", "620105", "620111", "620121", "620122", "620123", "620302",
    "620321", "620902", "620981", "622901", "622923", "620402", "620502",
)  # fmt: skip
LONG = "这是由用户自己写的很长的图题看它怎样折行" * 6
LAYOUTS = (
    Exhibit(MapSpec(systems=AREAS), date="2026-11-22"),
    Exhibit(
        MapSpec(
            systems=(
                "axis-baolan-rail", "axis-lianhuo-expressway", "lanzhou-science-centre",
                "ring-lanzhou-core", "yellow-river-belt", "dunhuang-heritage-centre",
            )
        ),
        layout="corridor",
    ),
    Exhibit(MapSpec(systems=("lanzhou-1h-ring",)), layout="a4l", title=LONG, source=LONG),
)  # fmt: skip
NUMBERS = (
    Exhibit(MapSpec(indicator="gdp")),
    Exhibit(MapSpec(indicator="pop_change_2010_2020", selected=MARKED), layout="hex"),
    Exhibit(MapSpec(indicator="pref_patents_granted_per_10k"), layout="a4p"),
    Exhibit(MapSpec(indicator="tertiary_per_100k", labels=False)),
)

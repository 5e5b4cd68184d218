"""How a prepared map looks on paper: one fill a county, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geo.places import units
from layers import catalogue, palettes, strokes
from layers.drawables import AreaLayer
from layers.prepared import PreparedMap
from maps.base import STYLE
from maps.sheet.canvas import shapes

BORDER: Final = {
    "national": "#5b5360",
    "province": "#3c4650",
    "prefecture": STYLE["prefectureLine"],
    "county": STYLE["hairlineDark"],
}
# On a map without an indicator the ground steps back, so that the layout stands out.
PALE_BORDER: Final = {**BORDER, "province": "#59616a", "prefecture": STYLE["prefecturePale"]}
QUIET: Final = "#8d949a"
MM_PER_PX: Final = 0.25
"""A circle of 30 px on the screen has a radius of 7.5 mm on paper."""


@dataclass(frozen=True)
class Look:
    """Colours of one map.

    Attributes
    ----------
    level : {"county", "prefecture"}
        What is filled.
    plain : bool
        No indicator: paper-coloured counties under the layout.
    fills : dict of str to str
        Hex colour by county, or by prefecture on a map of prefectures.
    hatched : dict of str to str
        'special', or the status of a unit that has no value, for the units that are hatched.
    worn : dict of str to tuple of str
        Tint colours a county wears, from the tinted systems it belongs to.
    members : frozenset of str
        Counties of any area on the map.
    """

    level: str
    plain: bool
    fills: dict[str, str]
    hatched: dict[str, str]
    worn: dict[str, tuple[str, ...]]
    members: frozenset[str]

    @property
    def borders(self) -> dict[str, str]:
        """Line colours by rank."""
        return PALE_BORDER if self.plain else BORDER

    def ground(self, code: str) -> str:
        """Return the colour below a name, tints included."""
        fill = self.fills.get(code, STYLE["base"])
        tints = self.worn.get(code, ())
        if not tints:
            return fill
        return shapes.mix(tints[0], strokes.TINT if len(tints) == 1 else strokes.STRIPE_TINT)

    def ink(self, code: str) -> str:
        """Return the colour of a name that reads on the unit's ground."""
        return palettes.ink_on(self.ground(code))


def of(prepared: PreparedMap) -> Look:
    """Return the colours of a prepared map; classes are taken, never made."""
    plain = not prepared.colours
    fills: dict[str, str] = {}
    hatched: dict[str, str] = {}
    special = {area.adcode for area in units.special_areas()}
    for code in _codes(prepared.level) | special:
        index = prepared.fills.get(code)
        if code in special or code in prepared.special:
            fills[code], hatched[code] = STYLE["special"], "special"
        elif code in prepared.absent:
            fills[code], hatched[code] = STYLE["missing"], prepared.absent[code]
        elif index is None or not prepared.colours:
            fills[code] = STYLE["base"]
        else:
            fills[code] = prepared.colours[index]
    worn = tints(prepared) if prepared.level == "county" else {}
    members = frozenset(code for area in prepared.areas for code in (*area.members, *area.partial))
    return Look(prepared.level, plain, fills, hatched, worn, members)


def _codes(level: str) -> set[str]:
    if level == "prefecture":
        return {item.adcode for item in units.prefectures()}
    return {unit.adcode for unit in units.counties()}


def tints(prepared: PreparedMap) -> dict[str, tuple[str, ...]]:
    """Return the distinct tint colours each county wears, in the order of the layers."""
    worn: dict[str, tuple[str, ...]] = {}
    for area in prepared.areas:
        if style(area, prepared) != "tint":
            continue
        for code in area.members:
            if area.colour not in worn.get(code, ()):
                worn[code] = (*worn.get(code, ()), area.colour)
    return worn


def kind(system_id: str) -> str:
    """Return the catalogue kind of a system; empty when it is not in the catalogue."""
    system = catalogue.layers().get(system_id)
    return system.kind if system is not None else ""


def style(area: AreaLayer, prepared: PreparedMap) -> str:
    """Return how an area is drawn: as prepared, but zones beside clusters step back to a badge."""
    if kind(area.id) != "demonstration_zone" or area.style not in {"tint", "outline"}:
        return area.style
    clusters = any(kind(other.id) == "cluster" for other in prepared.areas)
    return "badge" if clusters and area.number is not None else area.style

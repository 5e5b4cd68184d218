"""The one table of strokes: tints, widths, dashes, hatchings and the rivers' blues of every painter.

Colours of the systems themselves are chosen in `styles`; here stands how broadly and how broken a
thing is drawn. Three media draw the same roles at their own scale: the screen in CSS pixels (the
live map's script is sent this table, the saved web map reads it), the sheet in points and the
editable slide in points. A slide's shapes have no white casing, so its lines are a little broader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final


class Role(StrEnum):
    """What a line on a map is."""

    NEIGHBOUR = "neighbour"  # edges of other provinces
    NATIONAL = "national"  # the national border outside the province
    UNDETERMINED = "undetermined"  # undetermined stretches of the national border
    SOUTH_SEA = "southSea"  # the ten dashes
    HAIRLINE_LIGHT = "hairlineLight"  # county lines beside a dark fill
    HAIRLINE_DARK = "hairlineDark"  # county lines where both sides are pale
    PREFECTURE = "prefecture"
    PROVINCE = "province"
    FRONTIER = "frontier"  # the national border that is Gansu's own
    OUTLINE = "outline"  # the edge of a system that the plan drew
    TINTED = "tinted"  # the same around a tint
    READING = "reading"  # the edge of a system that we read into the plan
    REGION = "region"  # the broken line inside a soft edge
    VIGNETTE = "vignette"  # the thin line of an inward fading edge
    PARTIAL = "partial"  # around the counties of which a part belongs
    BADGE = "badge"  # a zone beside clusters, told by its number
    ROUTE = "route"  # an axis or corridor
    REACH = "reach"  # what is reached within some minutes
    STEM = "stem"  # the Yellow River in the province
    STEM_OUTSIDE = "stem_outside"  # its course beyond
    SPINE = "spine"  # the stem where the map is about it
    TRIBUTARY = "tributary"  # other rivers
    SELECTED = "selected"  # marked counties
    PICKED = "picked"  # the opened county
    HOVER = "hover"  # the county under the pointer
    SPOKE = "spoke"  # joins a circle to the units it stands for
    CIRCLE = "circle"  # the edge of a proportional circle
    TOGETHER = "together"  # the edge of one that stands for several units
    SITE = "site"  # the edge of a site
    HOLLOW = "hollow"  # the edge of a site whose place is that of its county


@dataclass(frozen=True)
class Stroke:
    """How a line is drawn.

    Attributes
    ----------
    width : float
        In the medium's unit, as it is seen.
    dash : tuple of float
        Lengths of marks and gaps; empty for a whole line. On the sheet in line widths, elsewhere in
        the medium's unit.
    opacity : float
        0-1.
    casing, casing_opacity : float
        Width and opacity of the white line below it; 0 for none.
    """

    width: float
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    casing: float = 0.0
    casing_opacity: float = 1.0

    @property
    def css_dash(self) -> str | None:
        """The dash as SVG and Leaflet want it, None for a whole line."""
        return " ".join(f"{part:g}" for part in self.dash) or None

    @property
    def sheet_dash(self) -> Any:
        """The dash as matplotlib wants it."""
        return (0, self.dash) if self.dash else "solid"


@dataclass(frozen=True)
class Hatching:
    """Parallel lines: how broad, how far apart, how opaque, in the medium's unit."""

    width: float
    gap: float
    opacity: float = 1.0


# A county that one system tints, and one that several stripe.
TINT: Final = 0.30
STRIPE_TINT: Final = 0.42

# One pair of blues, and a paler one for rivers that are only the ground of a map.
RIVER_STEM: Final = "#3d7ea6"
RIVER_TRIBUTARY: Final = "#6f9fbd"
RIVER_GROUND: Final = "#a9c3d1"

_BORDER_DASH: Final = (11.0, 3.5, 1.5, 3.5)

SCREEN: Final[Mapping[Role, Stroke]] = MappingProxyType(
    {
        Role.NEIGHBOUR: Stroke(0.8),
        Role.NATIONAL: Stroke(1.5, _BORDER_DASH),
        Role.UNDETERMINED: Stroke(1.5, (6, 4)),
        Role.SOUTH_SEA: Stroke(1.8),
        Role.HAIRLINE_LIGHT: Stroke(0.7),
        Role.HAIRLINE_DARK: Stroke(0.6),
        Role.PREFECTURE: Stroke(1.1),
        Role.PROVINCE: Stroke(1.7),
        Role.FRONTIER: Stroke(1.7, _BORDER_DASH, casing=2.4),
        Role.OUTLINE: Stroke(2.2, casing=3.5, casing_opacity=0.85),
        Role.TINTED: Stroke(2.2, casing=3.5, casing_opacity=0.6),
        Role.READING: Stroke(2.0, (6, 5), casing=3.0, casing_opacity=0.7),
        Role.REGION: Stroke(1.4, (6, 5), opacity=0.85),
        Role.VIGNETTE: Stroke(2.0, (6, 5), opacity=0.5),
        Role.PARTIAL: Stroke(1.2, (2, 3)),
        Role.ROUTE: Stroke(2.4, (8, 5), casing=5.0, casing_opacity=0.85),
        Role.REACH: Stroke(1.9, (6, 4), casing=3.4, casing_opacity=0.8),
        Role.STEM: Stroke(2.6, (5, 3), opacity=0.95),
        Role.STEM_OUTSIDE: Stroke(1.4, (5, 3), opacity=0.5),
        Role.TRIBUTARY: Stroke(1.1, (5, 3), opacity=0.95),
        Role.SELECTED: Stroke(3.0, casing=5.4),
        Role.PICKED: Stroke(2.6, casing=5.0),
        Role.HOVER: Stroke(1.5, casing=3.4),
        Role.SPOKE: Stroke(1.2, (2, 2.5)),
        Role.CIRCLE: Stroke(1.2),
        Role.TOGETHER: Stroke(1.6, (5, 3)),
        Role.SITE: Stroke(1.8),
        Role.HOLLOW: Stroke(2.4),
    }
)
"""Pixels. The dash of a route, a reach and a river is for what is schematic or computed."""

SHEET: Final[Mapping[Role, Stroke]] = MappingProxyType(
    {
        Role.NEIGHBOUR: Stroke(0.5),
        Role.NATIONAL: Stroke(1.5, (6.0, 1.7, 0.9, 1.7), casing=2.2),
        Role.HAIRLINE_LIGHT: Stroke(0.4),
        Role.PREFECTURE: Stroke(0.6, casing=1.5, casing_opacity=0.55),
        Role.PROVINCE: Stroke(1.15),
        Role.OUTLINE: Stroke(1.35, casing=2.45, casing_opacity=0.85),
        Role.READING: Stroke(1.1, (4.2, 2.2), casing=2.0, casing_opacity=0.7),
        Role.VIGNETTE: Stroke(0.5, (4.2, 2.2)),
        Role.PARTIAL: Stroke(0.9, (2.6, 2.0), casing=1.7, casing_opacity=0.7),
        # dots: all cap, no length
        Role.BADGE: Stroke(1.15, (0.01, 2.1), casing=1.6, casing_opacity=0.7),
        Role.ROUTE: Stroke(1.7, (4.0, 2.2), casing=3.4),
        Role.REACH: Stroke(1.7, (4.0, 2.2), casing=3.0, casing_opacity=0.5),
        Role.STEM: Stroke(1.1, (3, 1.6)),
        Role.SPINE: Stroke(2.0, (3, 1.6)),
        Role.TRIBUTARY: Stroke(0.55, (3, 1.6)),
        Role.SELECTED: Stroke(1.5, casing=2.8),
        Role.SPOKE: Stroke(0.7, (1.6, 1.6)),
    }
)
"""Points; a dash in line widths."""

# Over classes of any colour a river keeps its deepest blue and gets a casing.
SHEET_RIVERS_OVER_CLASSES: Final[Mapping[Role, Stroke]] = MappingProxyType(
    {
        Role.STEM: Stroke(1.3, (3, 1.6), casing=2.2),
        Role.TRIBUTARY: Stroke(0.6, (3, 1.6), casing=1.5),
    }
)

SLIDE: Final[Mapping[Role, Stroke]] = MappingProxyType(
    {
        Role.OUTLINE: Stroke(1.75),
        Role.READING: Stroke(1.5, (4, 3)),
        Role.PARTIAL: Stroke(1.25, (1, 1)),
        Role.ROUTE: Stroke(2.0, (4, 3)),
        Role.REACH: Stroke(1.5, (4, 3)),
        Role.STEM: Stroke(1.5, (4, 3)),
        Role.TRIBUTARY: Stroke(0.75, (4, 3)),
        Role.SELECTED: Stroke(2.25),
        Role.SPOKE: Stroke(0.75, (1, 1)),
        Role.CIRCLE: Stroke(0.5),
        Role.TOGETHER: Stroke(1.0, (4, 3)),
        Role.SITE: Stroke(1.0),
    }
)
"""Points. DrawingML names its dashes (`dash`, `sysDot`); the lengths here are those names'."""

# Edges that fade inwards: (depth, opacity) of the bands, the deepest first.
SCREEN_VIGNETTE: Final = ((15.0, 0.07), (11.0, 0.10), (7.5, 0.13), (4.5, 0.18))
SCREEN_REGION: Final = ((15.0, 0.05), (10.5, 0.07), (6.5, 0.09), (3.0, 0.13))
SHEET_VIGNETTE_MM: Final = ((2.6, 0.12), (1.8, 0.17), (1.1, 0.24), (0.5, 0.45))
SHEET_REGION_MM: Final = ((2.0, 0.07), (1.2, 0.10), (0.6, 0.12))
# A file of plain polygons has bands of one opacity, as deep on the ground as the zoom allows.
SAVED_BANDS_KM: Final = (3.0, 6.5, 11.0)
SAVED_BAND_OPACITY: Final[Mapping[str, float]] = MappingProxyType(
    {"vignette": 0.17, "region": 0.12}
)
SAVED_PARTIAL_OPACITY: Final = 0.05

SCREEN_STRIPE_PX: Final = 9.0
SHEET_STRIPE_MM: Final = 1.5

# Units without a value, areas that are no county, counties of which a part belongs.
SCREEN_HATCHINGS: Final[Mapping[str, Hatching]] = MappingProxyType(
    {
        "missing": Hatching(1.0, 4.0),
        "special": Hatching(0.8, 5.2),
        "partial": Hatching(1.3, 6.2, 0.55),
    }
)
SHEET_HATCHINGS_MM: Final[Mapping[str, Hatching]] = MappingProxyType(
    {
        "missing": Hatching(0.45, 1.15),
        "special": Hatching(0.45, 1.7),
        "partial": Hatching(0.5, 1.9),
    }
)
"""Width in points, gap in millimetres."""

# How far the colour of the hatching of a part is from white.
SHEET_PARTIAL_TINT: Final = 0.62


def for_script() -> dict[str, Any]:
    """Return the screen's table as JSON types, for the live map's script."""
    return {
        "tint": TINT,
        "stripeTint": STRIPE_TINT,
        "stripe": SCREEN_STRIPE_PX,
        "vignette": SCREEN_VIGNETTE,
        "region": SCREEN_REGION,
        "riverStem": RIVER_STEM,
        "riverTributary": RIVER_TRIBUTARY,
        "hatchings": {
            name: [found.width, found.gap, found.opacity]
            for name, found in SCREEN_HATCHINGS.items()
        },
        "lines": {
            role.value: {
                "width": found.width,
                "dash": found.css_dash,
                "opacity": found.opacity,
                "casing": found.casing,
                "casingOpacity": found.casing_opacity,
            }
            for role, found in SCREEN.items()
        },
    }

"""Colours of the atlas: sequential, diverging and categorical palettes, and who wears which.

All palettes hold under deuteranopia, protanopia and tritanopia and in grey; the tests compute
the CAM02-UCS distance between neighbouring colours, so that a new palette proves itself.
YlGnBu, PuOr and PRGn are Cynthia Brewer's (ColorBrewer 2.0); davos is Fabio Crameri's
(Scientific colour maps 8); 沙赭 and 青 are the atlas's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from data.errors import AtlasError
from data.i18n import _

INK: Final = "#22303c"
PAPER: Final = "#faf7f0"
OCHRE: Final = "#b45a31"
CELADON: Final = "#2c7390"
AMBER: Final = "#b7791f"
MISSING: Final = "#eeeae1"

Family = Literal["sequential", "diverging"]

# Anchor colours from light to dark, or from the negative end through neutral to the positive end.
_ANCHORS: Final[dict[str, tuple[str, ...]]] = {
    "ochre": ("#fdf6e3", "#f4d08a", "#df9c4c", "#b45a31", "#6e2424"),
    "celadon": ("#f3f8f5", "#b5d8d6", "#6eabb8", "#2c7390", "#0c3d5c"),
    "ylgnbu": ("#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494"),
    "davos": ("#f0f4e0", "#a6b9aa", "#6287a3", "#235090", "#00054a"),
    "puor": ("#b35806", "#f1a340", "#fee0b6", "#f7f7f7", "#d8daeb", "#998ec3", "#542788"),
    "prgn": ("#762a83", "#af8dc3", "#e7d4e8", "#f7f7f7", "#d9f0d3", "#7fbf7b", "#1b7837"),
}

CLUSTER_COLOURS: Final = ("#56B4E9", "#0072B2", "#332288", "#CC6677", "#7f3b08")
"""Five hues with a minimum CAM02-UCS distance of 20 under every colour-vision deficiency."""

SELECTED_COLOURS: Final = (
    "#b45a31", "#0072B2", "#332288", "#2e7d5b", "#7f3b08", "#CC6677", "#56B4E9", "#4a4a4a",
)  # fmt: skip


@dataclass(frozen=True)
class Palette:
    """A named run of colours.

    Attributes
    ----------
    id : str
        Stable key, used in URLs.
    name : str
        Chinese name.
    family : {"sequential", "diverging"}
        Whether the run has a neutral middle.
    anchors : tuple of str
        Hex colours the run passes through.
    """

    id: str
    name: str
    family: Family
    anchors: tuple[str, ...]

    def colours(self, k: int) -> tuple[str, ...]:
        """Return `k` colours evenly spaced along the run, ends included.

        Parameters
        ----------
        k : int
            Number of classes, at least 1.
        """
        if k == 1:
            return (self.anchors[len(self.anchors) // 2],)
        last = len(self.anchors) - 1
        return tuple(_at(self.anchors, last * i / (k - 1)) for i in range(k))


class UnknownPalette(AtlasError):
    """No palette has this id."""


def load() -> dict[str, Palette]:
    """Return every palette by id, in the order of the picker."""
    names = {
        "ochre": _("沙赭"),
        "celadon": _("青"),
        "ylgnbu": _("黄绿蓝"),
        "davos": _("达沃斯蓝"),
        "puor": _("橙紫（双向）"),
        "prgn": _("紫绿（双向）"),
    }
    return {
        key: Palette(
            key, names[key], "diverging" if key in {"puor", "prgn"} else "sequential", anchors
        )
        for key, anchors in _ANCHORS.items()
    }


def get(palette_id: str) -> Palette:
    """Return one palette.

    Raises
    ------
    UnknownPalette
        When no palette has that id.
    """
    palettes = load()
    if palette_id not in palettes:
        known = "、".join(palettes)
        raise UnknownPalette(
            _("没有名为“{name}”的配色，可用的有：{known}。").format(name=palette_id, known=known)
        )
    return palettes[palette_id]


def default_for(centre: float | None) -> str:
    """Return the palette id an indicator starts with; diverging when it has a meaningful centre."""
    return "celadon" if centre is None else "puor"


def luminance(colour: str) -> float:
    """Return the relative luminance (0 black, 1 white) of a hex colour, WCAG 2.2 formula."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ink_on(colour: str) -> str:
    """Return the text colour, ink or white, that reads better on `colour`."""
    light = luminance(colour)
    on_white = (1 + 0.05) / (light + 0.05)
    on_ink = (light + 0.05) / (luminance(INK) + 0.05)
    return "#ffffff" if on_white > on_ink else INK


def _at(anchors: tuple[str, ...], position: float) -> str:
    """Return the colour at a fractional anchor position, interpolated in sRGB."""
    low = min(int(position), len(anchors) - 2)
    share = position - low
    first, second = anchors[low], anchors[low + 1]
    mixed = (
        round(int(first[i : i + 2], 16) * (1 - share) + int(second[i : i + 2], 16) * share)
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def class_colours(
    palette_id: str, breaks: tuple[float, ...], centre: float | None
) -> tuple[str, ...]:
    """Return one colour a class; a diverging run is cut so that its neutral sits on `centre`."""
    k = len(breaks) - 1
    palette = get(palette_id)
    if palette.family == "sequential" or centre is None:
        return palette.colours(k)
    below = sum(1 for high in breaks[1:] if high <= centre)
    above = k - below
    side = max(below, above, 1)
    run = palette.colours(2 * side + 1)
    return run[side - below : side] + run[side + 1 : side + 1 + above]

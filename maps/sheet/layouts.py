"""The sheets: page sizes, where the maps go, and how large the lettering is. Millimetres, points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from data.errors import AtlasError
from data.i18n import _

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class LetteringSizes:
    """Sizes in points: the largest and smallest a name may have."""

    county: float
    county_min: float
    prefecture: float
    prefecture_min: float


@dataclass(frozen=True)
class Zoom:
    """A window on 兰州—白银—临夏.

    Attributes
    ----------
    box : Box
        On the page, mm.
    degrees : tuple of float
        West, south, east, north that must be visible.
    lettering : LetteringSizes
        Sizes inside.
    """

    box: Box
    degrees: tuple[float, float, float, float]
    lettering: LetteringSizes


@dataclass(frozen=True)
class Layout:
    """A geographic sheet.

    Attributes
    ----------
    id, name : str
        Key and Chinese name.
    size : tuple of float
        Width and height of the page.
    map_box : Box
        Window of the main map.
    fit_box : Box
        Where the province itself must lie.
    rotation : float
        Degrees counter-clockwise.
    lettering : LetteringSizes
        Sizes on the main map.
    zoom : Zoom
        The window.
    inset : Box
        Where the map of China goes.
    north : tuple of float
        Middle of the north arrow.
    scale_bar : tuple of float
        Lower left corner of the scale bar.
    surroundings : tuple
        Names of the neighbours with longitude and latitude: our placing, not data.
    context_size : float
        Their size in points.
    panels : tuple of Box
        Where legends and words stand on the map's ground.
    """

    id: str
    name: str
    size: tuple[float, float]
    map_box: Box
    fit_box: Box
    rotation: float
    lettering: LetteringSizes
    zoom: Zoom
    inset: Box
    north: tuple[float, float]
    scale_bar: tuple[float, float]
    surroundings: tuple[tuple[str, float, float], ...]
    context_size: float = 8.0
    panels: tuple[Box, ...] = ()


class UnknownLayout(AtlasError):
    """No sheet has this id."""


SLIDE: Final = (338.67, 190.5)
CORE: Final = (102.72, 35.12, 104.62, 36.72)

_SLIDE = Layout(
    id="slide",
    name="幻灯片（16∶9，北向上）",
    size=SLIDE,
    map_box=(0, 0, 252, 190.5),
    fit_box=(20, 8, 244, 183),
    rotation=0.0,
    lettering=LetteringSizes(7.0, 4.8, 12.0, 8.0),
    zoom=Zoom((7, 7, 115, 94), CORE, LetteringSizes(7.6, 5.0, 13.0, 9.0)),
    inset=(203, 98, 246, 147.5),
    north=(194, 138),
    scale_bar=(120, 11),
    surroundings=(
        ("新疆维吾尔自治区", 92.9, 42.2),
        ("蒙　古", 100.6, 42.9),
        ("内 蒙 古 自 治 区", 102.9, 40.5),
        ("宁夏回族自治区", 105.85, 37.95),
        ("陕　西　省", 108.45, 34.5),
        ("四　川　省", 103.2, 32.35),
        ("青　海　省", 98.8, 36.75),
    ),
)
_CORRIDOR = Layout(
    id="corridor",
    name="走廊版（16∶9，旋转30°）",
    size=SLIDE,
    map_box=(0, 0, 338.67, 168.5),
    fit_box=(9, 6, 329.67, 164.5),
    rotation=30.0,
    lettering=LetteringSizes(7.6, 5.2, 13.5, 9.0),
    zoom=Zoom((107, 7, 205, 86), CORE, LetteringSizes(7.4, 5.0, 13.0, 9.0)),
    inset=(215, 123.5, 252.5, 165.5),
    north=(157, 156),
    scale_bar=(138, 144),
    surroundings=(
        ("内 蒙 古 自 治 区", 100.3, 41.75),
        ("宁夏回族自治区", 106.15, 37.75),
        ("四　川　省", 103.22, 33.5),
        ("陕　西　省", 107.5, 33.3),
        ("青　海　省", 99.2, 37.05),
        ("新疆维吾尔自治区", 92.6, 42.1),
    ),
    panels=((9, 3, 105.5, 45.2), (257, 2, 330, 19), (9, 149, 33, 168.5)),
)
_A4L = Layout(
    id="a4l",
    name="A4 横版",
    size=(297, 210),
    map_box=(11, 20, 286, 188),
    fit_box=(16, 25, 219, 184),
    rotation=0.0,
    lettering=LetteringSizes(6.2, 4.4, 10.5, 7.0),
    zoom=Zoom((11, 20, 108, 101), CORE, LetteringSizes(6.6, 4.6, 11.5, 8.0)),
    inset=(246, 20, 286, 66),
    north=(20, 173),
    scale_bar=(114, 25),
    surroundings=(
        ("新疆维吾尔自治区", 92.6, 42.3),
        ("蒙　古", 100.2, 43.0),
        ("内 蒙 古 自 治 区", 103.2, 40.6),
        ("宁夏回族自治区", 106.3, 37.95),
        ("陕　西　省", 109.3, 35.6),
        ("四　川　省", 103.2, 32.3),
        ("青　海　省", 98.8, 36.9),
    ),
    context_size=7.5,
    panels=((222, 66, 286, 188),),
)
_A4P = Layout(
    id="a4p",
    name="A4 竖版",
    size=(210, 297),
    map_box=(11, 118, 199, 266),
    fit_box=(14, 120.5, 196, 263.5),
    rotation=0.0,
    lettering=LetteringSizes(5.6, 4.0, 9.5, 6.6),
    zoom=Zoom((11, 27, 117, 113), CORE, LetteringSizes(6.8, 4.6, 12.0, 8.0)),
    inset=(11, 118, 53, 166.5),
    north=(189, 209),
    scale_bar=(58, 123),
    surroundings=(
        ("新疆维吾尔自治区", 93.6, 42.25),
        ("蒙　古", 100.2, 42.9),
        ("内 蒙 古 自 治 区", 103.3, 40.6),
        ("宁夏回族自治区", 105.9, 37.95),
        ("陕　西　省", 108.5, 34.1),
        ("四　川　省", 103.2, 32.35),
        ("青　海　省", 99.0, 36.8),
    ),
    context_size=6.8,
)

GEOGRAPHIC: Final[dict[str, Layout]] = {item.id: item for item in (_SLIDE, _CORRIDOR, _A4L, _A4P)}
HEX: Final = "hex"
LAYOUTS: Final[dict[str, str]] = {
    **{key: item.name for key, item in GEOGRAPHIC.items()},
    HEX: "六边形等面积图（16∶9）",
}
GROUP: Final = "multiples"
"""Several maps on one sheet (`compose_many`); `LAYOUTS` are the sheets of one map."""
SHEETS: Final[dict[str, str]] = {**LAYOUTS, GROUP: "组图（16∶9，2—9 幅小图）"}
MOST_MAPS: Final = 9


def get(layout_id: str) -> Layout:
    """Return a geographic sheet.

    Raises
    ------
    UnknownLayout
        There is none of that id.
    """
    try:
        return GEOGRAPHIC[layout_id]
    except KeyError:
        known = "、".join(SHEETS)
        raise UnknownLayout(
            _("没有名为“{name}”的版式，可用的有：{known}。").format(
                name=layout_id[:20], known=known
            )
        ) from None

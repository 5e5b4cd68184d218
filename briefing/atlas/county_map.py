"""The map of a county's page: the county among its neighbours, with a locator of the province.

Ground, borders, rivers, names, scale bar, north arrow and locator are drawn by `maps`; here is
decided what the window shows and where its furniture stands.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from data.i18n import _
from geo.places import units
from layers import palettes
from layers.drawables import RowKind
from layers.prepared import PreparedMap, prepare
from layers.spec import MapSpec
from layers.strokes import SHEET, Role
from maps.base import STYLE
from maps.sheet.canvas import frames, shapes
from maps.sheet.canvas.frames import Box, MapFrame
from maps.sheet.furniture import cartographic, placement
from maps.sheet.ground import basemap, projected, scene
from maps.sheet.ground.fills import Look
from maps.sheet.labels import lettering, placing
from maps.sheet.labels.positions import Label
from maps.sheet.windows import province_locator

if TYPE_CHECKING:
    from maps.sheet.canvas.page import Page
    from maps.sheet.ground.scene import Body

# What colours the map: one indicator for every page, so that pages can be compared.
BASE: Final = MapSpec(indicator="tertiary_per_100k", year=2020)
BOX: Final[Box] = (12.0, 72.0, 160.0, 186.0)
# The boundaries are generalised; nearer than this they would look false.
_LEAST_M: Final = 110_000.0
_AROUND: Final = 1.35
_LOCATOR: Final = (44.0, 36.0)
_HERE: Final = "#b5382a"
_MUTED: Final = 0.72
# The county's own line is broader than a marked one: it is what the page is about.
_OWN: Final = 1.5
_BAR_MM: Final = 30.0
# Largest and smallest size of a name: the county's, its neighbours', the provinces' around.
_OWN_PT: Final = (15.0, 7.0)
_NEIGHBOUR_PT: Final = (8.0, 5.2)
_PROVINCE_PT: Final = (9.0, 5.6)


@lru_cache(maxsize=1)
def base_map() -> PreparedMap:
    """Return the classes that colour every page."""
    return prepare(BASE)


def muted(colour: str) -> str:
    """Return a class colour laid thinly on white, so that names and borders stay readable."""
    return shapes.mix(colour, _MUTED)


def frame_of(adcode: str) -> MapFrame:
    """Return the window around a county, never narrower than 110 km."""
    x0, y0, x1, y1 = projected.load("county", "medium").of(adcode).bounds
    wide, high = BOX[2] - BOX[0], BOX[3] - BOX[1]
    reach = max((x1 - x0) * _AROUND, (y1 - y0) * _AROUND * wide / high, _LEAST_M)
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    half = reach / 2
    tall = half * high / wide
    return frames.fit((cx - half, cy - tall, cx + half, cy + tall), BOX)


@lru_cache(maxsize=1)
def look() -> Look:
    """Return the colours of every page's map: muted classes, what has no value hatched."""
    prepared = base_map()
    fills = {code: muted(prepared.colours[index]) for code, index in prepared.fills.items()}
    special = [area.adcode for area in units.special_areas()]
    fills |= dict.fromkeys(prepared.absent, STYLE["missing"]) | dict.fromkeys(
        special, STYLE["special"]
    )
    hatched = dict(prepared.absent) | dict.fromkeys(special, "special")
    return Look("county", plain=False, fills=fills, hatched=hatched, worn={}, members=frozenset())


def draw(page: Page, adcode: str) -> None:
    """Draw the map into its box."""
    body = scene.body(frame_of(adcode))
    page.record.open_map()
    basemap.draw(page, body, look(), water=True)
    _own(page, body, adcode)
    _corner_furniture(page, body, adcode)
    _names(page, body, adcode)
    page.rectangle(BOX, edge="#3c4650", line=0.7, z=60)
    _legend(page)


def _own(page: Page, body: Body, adcode: str) -> None:
    """Draw the county's own line and its seat."""
    line, path = SHEET[Role.SELECTED], [body.county_paths[adcode]]
    page.fill(path, edge="#ffffff", line=line.casing * _OWN, z=7, within=BOX)
    page.fill(path, edge=_HERE, line=line.width * _OWN, z=8, within=BOX)
    unit = units.unit(adcode)
    if unit.seat_lon is not None and unit.seat_lat is not None:
        (spot,) = body.frame.points([unit.seat_lon], [unit.seat_lat])
        page.circle(float(spot[0]), float(spot[1]), 0.9, "#ffffff", edge=_HERE, line=1.1, z=9)


def _corner_furniture(page: Page, body: Body, adcode: str) -> None:
    """Put the locator into the corner that hides least of the county, the scale bar opposite."""
    import shapely

    wide, high = _LOCATOR
    x0, y0, x1, y1 = BOX
    corners = {
        "sw": (x0, y0, x0 + wide, y0 + high),
        "se": (x1 - wide, y0, x1, y0 + high),
        "nw": (x0, y1 - high, x0 + wide, y1),
        "ne": (x1 - wide, y1 - high, x1, y1),
    }
    own = body.counties[adcode]
    chosen = min(corners, key=lambda key: shapely.box(*corners[key]).intersection(own).area)
    province_locator.draw(page, corners[chosen], adcode, _HERE)
    _scale(page, body.frame, right=chosen != "se")
    _north(page, body.frame, right=chosen != "ne")


def _scale(page: Page, frame: MapFrame, *, right: bool) -> None:
    long = frame.length_mm(placement.bar_km(frame, _BAR_MM))
    x = BOX[2] - long - 10 if right else BOX[0] + 5
    y = BOX[1] + 3.4
    box = (x - 2.4, y - 1.8, x + long + 7.4, y + 5)
    page.rectangle(box, "#ffffff", alpha=0.78, z=38, radius=0.8, line=0)
    cartographic.scale_bar(page, x, y, frame, _BAR_MM, z=39, words=False)
    page.reserve(box)


def _north(page: Page, frame: MapFrame, *, right: bool) -> None:
    """Draw the arrow to true north, which leans away from the sheet's upright in the west."""
    x = BOX[2] - 7 if right else BOX[0] + 7
    y = BOX[3] - 10.5
    box = (x - 4, y - 4, x + 4, y + 9.6)
    page.rectangle(box, "#ffffff", alpha=0.78, z=38, radius=0.8, line=0)
    cartographic.north_arrow(page, x, y, frame.north_degrees(), size=8.0, z=39)
    page.reserve(box)


def _names(page: Page, body: Body, adcode: str) -> None:
    """Write the county's name, then as many neighbours' names as find room inside themselves."""
    import shapely

    taken = placing.Taken(list(page.occupied))
    window = shapely.box(*BOX)
    short = {unit.adcode: unit.short for unit in (*units.counties(), *units.special_areas())}
    visible = {
        code: shape.intersection(window)
        for code, shape in body.counties.items()
        if shape.intersects(window)
    }
    neighbours = []
    for code in sorted(visible, key=lambda code: (code != adcode, -visible[code].area)):
        sizes = _OWN_PT if code == adcode else _NEIGHBOUR_PT
        label = _placed(short[code], visible[code], sizes, taken, code)
        if label is None:
            continue
        if code == adcode:
            _write(page, label, palettes.ink_on(look().ground(code)), "title", look().ground(code))
        else:
            neighbours.append(label)
    lettering.draw(page, body, neighbours, look(), z=30)
    names = _province_names()
    level = projected.load("neighbours", "coarse")
    for code, shape in zip(level.codes, body.frame.shapes(level.shapes), strict=True):
        part = shapely.intersection(shape, window)
        label = _placed(names[code], part, _PROVINCE_PT, taken)
        if label is not None:
            _write(page, label, "#9a9284", "serif")


def _placed(
    name: str, shape: Any, sizes: tuple[float, float], taken: placing.Taken, code: str = ""
) -> Label | None:
    """Return where a name lies free inside the largest part of a shape; its box is then taken."""
    parts = shapes.polygons(shape)
    if not parts:
        return None
    room = max(parts, key=lambda part: part.area)
    label = placing.largest_fit(code, name, room, sizes, taken)
    if label is not None:
        taken.boxes.append(label.box)
    return label


def _write(page: Page, label: Label, colour: str, face: Any, halo: str | None = None) -> None:
    offsets = lettering.line_offsets(len(label.lines), label.size)
    for text, dy in zip(label.lines, offsets, strict=True):
        page.text(label.x, label.y + dy, text, label.size, colour=colour, align="center",
                  face=face, halo=halo, z=30)  # fmt: skip


@lru_cache(maxsize=1)
def _province_names() -> dict[str, str]:
    """Return the names of the neighbouring provinces by code."""
    from geo import boundaries

    table = boundaries.load("neighbours", "coarse")
    return dict(zip(table["adcode"], table["name"], strict=True))


def _legend(page: Page) -> None:
    """Write the classes in one line under the map."""
    prepared = base_map()
    x, y = BOX[0], BOX[1] - 4.2
    title = _("底色：{title}，{year}年").format(title=prepared.legend_title, year=BASE.year)
    box = page.text(x, y, title, 5.8, colour="#5d6870")
    x = box[2] + 3
    for row in prepared.legend:
        if row.kind is not RowKind.CLASS or row.colour is None:
            continue
        page.rectangle(
            (x, y - 1.2, x + 4.5, y + 1.2), muted(row.colour), edge="#c9c1b2", line=0.3, z=5
        )
        x = page.text(x + 5.4, y, row.label, 5.6, colour="#5d6870")[2] + 2.4
    page.circle(BOX[0] + 1.2, y - 3.8, 0.8, "#ffffff", edge=_HERE, line=0.9, z=5)
    note = _("县级政府驻地；虚线河段为按地形计算的河道，非实测；河流、界线均已概括")
    page.text(BOX[0] + 3.4, y - 3.8, note, 5.4, colour="#5d6870")

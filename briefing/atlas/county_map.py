"""The map of a county's page: the county among its neighbours, with a locator of the province."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from data.i18n import _
from geo.places import units
from layers import palettes
from layers.drawables import RowKind
from layers.prepared import PreparedMap, prepare
from layers.spec import MapSpec
from maps.sheet.canvas import fonts, frames, shapes
from maps.sheet.canvas.frames import Box, MapFrame
from maps.sheet.furniture import placement
from maps.sheet.ground import projected, scene
from maps.sheet.labels import placing
from maps.sheet.labels.positions import Label, block

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


def draw(page: Page, adcode: str) -> None:
    """Draw the map into its box."""
    frame = frame_of(adcode)
    body = scene.body(frame)
    page.rectangle(BOX, "#f1efe9", z=0)
    page.fill(body.neighbours, "#f4f2ec", edge="#d8d2c4", line=0.5, z=1, within=BOX)
    fills = _fills(page, body)
    _lines(page, body, adcode)
    _corner_furniture(page, body, adcode)
    _names(page, body, adcode, fills)
    page.rectangle(BOX, edge="#3c4650", line=0.7, z=60)
    _legend(page)


def _fills(page: Page, body: Body) -> dict[str, str]:
    """Paint the counties and return the colour each one wears."""
    prepared = base_map()
    worn: dict[str, str] = {}
    for code in body.county_paths:
        if code in prepared.absent:
            worn[code] = palettes.MISSING
        elif code in prepared.fills:
            worn[code] = muted(prepared.colours[prepared.fills[code]])
        else:
            worn[code] = "#e9e5da"
    page.fill(
        list(body.county_paths.values()), list(worn.values()), edge="#c9c2b4", line=0.45, z=2,
        within=BOX,
    )  # fmt: skip
    for code in body.county_paths:
        if code in prepared.absent:
            page.lines(body.hatched(code, 1.6, 45.0), "#b5ad9d", 0.4, z=2.5, within=BOX)
    return worn


def _lines(page: Page, body: Body, adcode: str) -> None:
    for river, line in body.rivers:
        coords = [part.coords for part in shapes.parts(line) if part.geom_type == "LineString"]
        dash = (0, (4, 2)) if river.computed else "solid"
        page.lines(coords, "#5b93b8", 1.2 if river.stem else 0.6, z=3, dash=dash, within=BOX)
    page.fill(list(body.prefecture_paths.values()), edge="#59616a", line=0.8, z=4, within=BOX)
    if body.province_path is not None:
        page.fill([body.province_path], edge="#3c4650", line=1.3, z=5, within=BOX)
    page.lines(body.national_border, "#3c4650", 1.6, z=6, dash=(0, (7, 2, 1, 2)), within=BOX)
    page.fill([body.county_paths[adcode]], edge="#ffffff", line=4.2, z=7, within=BOX)
    page.fill([body.county_paths[adcode]], edge=_HERE, line=2.2, z=8, within=BOX)
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
    order = sorted(corners, key=lambda key: shapely.box(*corners[key]).intersection(own).area)
    chosen = order[0]
    _locator(page, corners[chosen], adcode)
    bottom = [key for key in ("se", "sw") if key != chosen]
    _scale_and_north(page, body.frame, right=bottom[0] == "se", top_right=chosen != "ne")


def _locator(page: Page, box: Box, adcode: str) -> None:
    page.rectangle(box, "#ffffff", edge="#8a949c", line=0.5, z=40)
    x0, y0, x1, y1 = box
    paths = _locator_paths(x1 - x0 - 2, y1 - y0 - 2)
    from matplotlib.transforms import Affine2D

    shift = Affine2D().translate(x0 + 1, y0 + 1)
    moved = {code: path.transformed(shift) for code, path in paths.items()}
    own = units.unit(adcode).prefecture
    members = units.prefecture(own).members
    faces = [
        _HERE if code == adcode else "#e0b9a6" if code in members else "#dfe3e2" for code in moved
    ]
    page.fill(list(moved.values()), faces, edge="#ffffff", line=0.12, z=41)
    page.fill([moved[adcode]], _HERE, edge=_HERE, line=0.6, z=42)
    page.reserve(box, 0.5)


@lru_cache(maxsize=2)
def _locator_paths(wide: float, high: float) -> dict[str, Any]:
    import numpy as np
    import shapely

    level = projected.load("county", "coarse")
    plain = shapely.coverage_simplify(np.asarray(level.shapes, dtype=object), 3500)
    frame = frames.fit(tuple(shapely.total_bounds(plain)), (0, 0, wide, high))
    placed = frame.shapes(list(plain))
    return {
        code: path
        for code, path in zip(level.codes, (shapes.path(shape) for shape in placed), strict=True)
        if path is not None
    }


def _scale_and_north(page: Page, frame: MapFrame, *, right: bool, top_right: bool) -> None:
    km = placement.bar_km(frame, 30)
    long = frame.length_mm(km)
    x = BOX[2] - long - 12 if right else BOX[0] + 5
    y = BOX[1] + 4
    box = (x - 2, y - 2, x + long + 11, y + 5)
    page.rectangle(box, "#ffffff", alpha=0.78, z=38, radius=0.8)
    page.rectangle((x, y, x + long / 2, y + 1), "#3c4650", edge="#3c4650", line=0.4, z=39)
    page.rectangle((x + long / 2, y, x + long, y + 1), "#ffffff", edge="#3c4650", line=0.4, z=39)
    page.text(x, y + 2.9, "0", 5.5, align="center", z=39)
    page.text(x + long, y + 2.9, _("{km} 千米").format(km=km), 5.5, align="center", z=39)
    page.reserve(box)
    nx = BOX[2] - 7 if top_right else BOX[0] + 7
    ny = BOX[3] - 12
    page.rectangle(
        (nx - 3.4, ny - 4.4, nx + 3.4, ny + 8.6), "#ffffff", alpha=0.78, z=38, radius=0.8
    )
    page.lines([[(nx, ny), (nx, ny + 7)]], "#3c4650", 1.0, z=39)
    page.lines([[(nx - 1.5, ny + 4.4), (nx, ny + 7), (nx + 1.5, ny + 4.4)]], "#3c4650", 1.0, z=39)
    page.text(nx, ny - 2, _("北"), 6.5, face="medium", align="center", z=39)
    page.reserve((nx - 4, ny - 5, nx + 4, ny + 9))


def _names(page: Page, body: Body, adcode: str, fills: dict[str, str]) -> None:
    """Write the county's name, then as many neighbours' names as find room inside themselves."""
    import shapely

    taken = placing.Taken(list(page.occupied))
    window = shapely.box(*BOX)
    names = {unit.adcode: unit.short for unit in (*units.counties(), *units.special_areas())}
    visible = {
        code: shape.intersection(window)
        for code, shape in body.counties.items()
        if shape.intersects(window)
    }
    order = sorted(visible, key=lambda code: (code != adcode, -visible[code].area))
    for code in order:
        parts = shapes.polygons(visible[code])
        if not parts:
            continue
        room = max(parts, key=lambda part: part.area)
        largest, smallest = (15.0, 7.0) if code == adcode else (8.0, 5.2)
        label = _room_for(names[code], room, largest, smallest, taken)
        if label is None:
            continue
        taken.boxes.append(label.box)
        ink = palettes.ink_on(fills[code])
        step = label.size * fonts.POINT_MM * 1.06
        top = label.y + step * (len(label.lines) - 1) / 2
        for i, line in enumerate(label.lines):
            page.text(
                label.x, top - i * step, line, label.size, colour=ink, align="center",
                face="title" if code == adcode else "sans", halo=fills[code], z=30,
            )  # fmt: skip
    _province_names(page, body, taken)


def _room_for(
    name: str, room: Any, largest: float, smallest: float, taken: placing.Taken
) -> Label | None:
    """Return the largest size at which a name lies free inside a polygon; the first that fits."""
    for size in placing.sizes(largest, smallest):
        for lines in placing.splits(name):
            boxes = placing.inside(room, *block(lines, size), grid=16)
            if not len(boxes):
                continue
            boxes = boxes[taken.free(boxes)]
            if not len(boxes):
                continue
            x0, y0, x1, y1 = boxes[int(placing.worth(boxes, room).argmax())]
            return Label("", lines, (x0 + x1) / 2, (y0 + y1) / 2, size)
    return None


def _province_names(page: Page, body: Body, taken: placing.Taken) -> None:
    """Name the neighbouring provinces where their part of the window leaves room."""
    import shapely

    level = projected.load("neighbours", "coarse")
    window = shapely.box(*BOX)
    for code, shape in zip(level.codes, body.frame.shapes(level.shapes), strict=True):
        name = _neighbour_names()[code]
        parts = shapes.polygons(shapely.intersection(shape, window))
        if not parts:
            continue
        room = max(parts, key=lambda part: part.area)
        label = _room_for(name, room, 9.0, 5.6, taken)
        if label is not None:
            taken.boxes.append(label.box)
            step = label.size * fonts.POINT_MM * 1.06
            top = label.y + step * (len(label.lines) - 1) / 2
            for i, line in enumerate(label.lines):
                page.text(
                    label.x, top - i * step, line, label.size, colour="#9a9284",
                    face="serif", align="center", z=29,
                )  # fmt: skip


@lru_cache(maxsize=1)
def _neighbour_names() -> dict[str, str]:
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

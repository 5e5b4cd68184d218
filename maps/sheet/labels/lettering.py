"""Names on a map window, from the positions shipped for the layout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

import shapely
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from geo.places import units
from layers import palettes
from maps.base import STYLE
from maps.sheet.canvas import fonts, shapes
from maps.sheet.canvas.fonts import INK_HEIGHT, MIDDLE, POINT_MM, Face
from maps.sheet.canvas.page import Page
from maps.sheet.ground.fills import QUIET, Look
from maps.sheet.ground.scene import Body
from maps.sheet.labels.positions import LEADING, TRACKING, VALUE_SIZE, Label

_HALO_PT: Final = 1.5
_PREFECTURE_HALO_PT: Final = 2.6
# From this share of its box on, a colour below a name counts.
_CROSSED: Final = 0.1
# A wide halo would rub out a small circle below the name.
_HALO_OVER_CIRCLES: Final = 0.35


class Lettering:
    """Collects names and their halos, so that all halos are one artist below all names."""

    def __init__(self, page: Page, z: float, *, halo: float = 1.0) -> None:
        self.page, self.z, self.halo = page, z, halo
        self._halos: dict[float, tuple[list[Path], list[str]]] = {}

    def write(
        self, text: str, x: float, y: float, size: float, *, colour: str, face: Face,
        halo: str | None, halo_pt: float = _HALO_PT, tracking: float = 0.0,
    ) -> None:  # fmt: skip
        """Write one line centred on (x, y), letter by letter when it is tracked."""
        em = size * POINT_MM
        wide = fonts.width(text, size, face, tracking=tracking)
        left, base = x - wide / 2, y - MIDDLE * em
        if halo is not None:
            paths, colours = self._halos.setdefault(halo_pt * self.halo, ([], []))
            paths.append(_outline(text, size, face, tracking).transformed(
                Affine2D().translate(left, base)))  # fmt: skip
            colours.append(halo)
        pieces = text if tracking else [text]
        at = left
        for piece in pieces:
            step = fonts.width(piece, size, face)
            self.page.text(at, y, piece, size, colour=colour, face=face, z=self.z)
            at += step + tracking * em

    def finish(self) -> None:
        """Draw the halos."""
        for width, (paths, colours) in self._halos.items():
            self.page.fill(paths, edge=colours, line=width, z=self.z - 0.2)


@lru_cache(maxsize=2048)
def _outline(text: str, size: float, face: Face, tracking: float) -> Path:
    if not tracking:
        return shapes.text_path(text, size, face)
    paths, at = [], 0.0
    for letter in text:
        paths.append(shapes.text_path(letter, size, face).transformed(Affine2D().translate(at, 0)))
        at += fonts.width(letter, size, face) + tracking * size * POINT_MM
    return Path.make_compound_path(*paths)


def draw(
    page: Page, body: Body, labels: Sequence[Label], look: Look, *, z: float = 20.0,
    values: dict[str, str] | None = None, over_circles: bool = False,
) -> None:  # fmt: skip
    """Write the names of a window and mark their boxes as taken."""
    pen = Lettering(page, z, halo=_HALO_OVER_CIRCLES if over_circles else 1.0)
    for label in labels:
        if label.kind == "prefecture":
            _prefecture(pen, body, label, look)
        elif label.kind == "figure":
            _figure(pen, body, label, look, (values or {}).get(label.code, ""))
        else:
            _county(pen, body, label, look)
        if label.leader is not None:
            _leader(page, label, z)
        page.reserve(label.box, 0.3)
    page.record.map.note_names(label.code for label in labels)
    pen.finish()


def _leader(page: Page, label: Label, z: float) -> None:
    assert label.leader is not None  # noqa: S101 - the caller has looked
    (x0, y0), (x1, y1) = label.leader
    page.lines([[(x0, y0), (x1, y1)]], "#ffffff", 1.3, z=z - 0.4)
    page.lines([[(x0, y0), (x1, y1)]], palettes.INK, 0.5, z=z - 0.3)
    page.circle(x0, y0, 0.42, palettes.INK, edge="#ffffff", line=0.35, z=z - 0.25)


def line_offsets(count: int, size: float) -> list[float]:
    """Return the heights of line middles relative to the block's middle, top line first, mm."""
    step = size * POINT_MM * LEADING
    return [(count - 1) * step / 2 - i * step for i in range(count)]


def _county(pen: Lettering, body: Body, label: Label, look: Look) -> None:
    colour, halo = inks(body, label, look)
    quiet = look.plain and bool(look.members) and label.code not in look.members
    colour = QUIET if quiet else colour
    for text, dy in zip(label.lines, line_offsets(len(label.lines), label.size), strict=True):
        pen.write(text, label.x, label.y + dy, label.size, colour=colour,
                  face="sans" if quiet else "medium", halo=halo)  # fmt: skip


def inks(body: Body, label: Label, look: Look) -> tuple[str, str]:
    """Return the colours of a name and of its halo: they read where the name stands.

    A name that is led out of its unit may stand across dark and light: then it is dark on white.
    """
    if label.leader is None:
        return look.ink(label.code), look.ground(label.code)
    grounds = _grounds(body, label, look)
    whole = sum(area for _colour, area in grounds)
    needed = {palettes.ink_on(colour) for colour, area in grounds if area > _CROSSED * whole}
    if palettes.INK in needed:
        return palettes.INK, "#ffffff"
    return needed.pop(), max(grounds, key=lambda ground: ground[1])[0]


def _prefecture(pen: Lettering, body: Body, label: Label, look: Look) -> None:
    """Write a prefecture's name in the colour that reads on the counties below it."""
    ground = _mean_ground(body, label, look)
    colour = palettes.ink_on(ground)
    halo = shapes.mix(ground, 0.82, "#ffffff" if colour == palettes.INK else "#000000")
    if look.plain:
        colour, halo = "#4a545c", shapes.mix(ground, 0.85)
    pen.write(label.lines[0], label.x, label.y, label.size, colour=colour, face="bold",
              halo=halo, halo_pt=_PREFECTURE_HALO_PT, tracking=TRACKING)  # fmt: skip


def _mean_ground(body: Body, label: Label, look: Look) -> str:
    """Return the mean colour below a name, weighted by area."""
    grounds = _grounds(body, label, look)
    weight = sum(area for _colour, area in grounds)
    total = [0.0, 0.0, 0.0]
    for hexed, area in grounds:
        for i in range(3):
            total[i] += area * int(hexed[1 + 2 * i : 3 + 2 * i], 16)
    return "#" + "".join(f"{round(v / weight):02x}" for v in total)


def _grounds(body: Body, label: Label, look: Look) -> list[tuple[str, float]]:
    """Return the colours below a name and the area of each, mm²; beyond the province, paper."""
    below = [(_fill(code, look), area) for code, area in _below(body, label)]
    rest = shapely.box(*label.box).area - sum(area for _colour, area in below)
    if not below or (label.leader is not None and rest > 0):
        below.append((STYLE["neighbour"], max(rest, 1e-9)))
    return below


def _fill(county: str, look: Look) -> str:
    """Return the colour of the ground in a county; on a map of prefectures its prefecture's."""
    if look.level != "prefecture" or county not in _prefectures():
        return look.ground(county)
    return look.ground(_prefectures()[county])


@lru_cache(maxsize=1)
def _prefectures() -> dict[str, str]:
    return {unit.adcode: unit.prefecture for unit in units.counties()}


@lru_cache(maxsize=256)
def _below(body: Body, label: Label) -> tuple[tuple[str, float], ...]:
    """Return the counties below a name with the area covered, mm²."""
    block = shapely.box(*label.box)
    areas = {code: shapely.intersection(s, block).area for code, s in body.counties.items()}
    return tuple((code, area) for code, area in areas.items() if area > 0)


def _figure(pen: Lettering, body: Body, label: Label, look: Look, value: str) -> None:
    colour, halo = inks(body, label, look)
    em = label.size * POINT_MM
    _w, y0, _x, y1 = label.box
    high = em * INK_HEIGHT
    top = (y0 + y1) / 2 if not value else y1 - high / 2
    pen.write(label.lines[0], label.x, top, label.size, colour=colour, face="bold", halo=halo)
    if value:
        low = y0 + VALUE_SIZE * high / 2
        pen.write(
            value, label.x, low, label.size * VALUE_SIZE, colour=colour, face="sans", halo=halo
        )


def surroundings(
    page: Page, body: Body, names: Iterable[tuple[str, float, float]], size: float, *, z: float
) -> None:
    """Write the neighbours' names where they are clear of everything already there."""
    x0, y0, x1, y1 = body.frame.box
    for text, lon, lat in names:
        x, y = body.frame.points([lon], [lat])[0]
        wide = fonts.width(text, size, "serif")
        box = (x - wide / 2, y - 1.6, x + wide / 2, y + 1.6)
        inside = box[0] > x0 + 1 and box[2] < x1 - 1 and y - 2 > y0 and y + 2 < y1
        hit = any(
            box[0] < b[2] and box[2] > b[0] and box[1] < b[3] and box[3] > b[1]
            for b in page.occupied
        )
        if inside and not hit:
            page.text(x, y, text, size, colour="#a29d90", face="serif", align="center", z=z)

"""Geometry becomes matplotlib paths; clipping, hatching and stripes as real lines and polygons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from shapely import affinity

from maps.sheet.canvas import fonts
from maps.sheet.canvas.fonts import POINT_MM, Face

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

Geometry = Any
POLYGONS = ("Polygon", "MultiPolygon")


def parts(geometry: Geometry) -> list[Geometry]:
    """Return the simple parts of a geometry, empty ones left out."""
    return [part for part in shapely.get_parts(geometry) if not part.is_empty]


def polygons(geometry: Geometry) -> list[Geometry]:
    """Return the polygons among the parts of a geometry, collections opened."""
    found = []
    for part in parts(geometry):
        if part.geom_type == "Polygon":
            found.append(part)
        elif part.geom_type == "GeometryCollection":
            found.extend(polygons(part))
    return found


def path(geometry: Geometry) -> Path | None:
    """Return a polygon or line geometry as one compound path; None when it is empty."""
    vertices: list[NDArray[np.float64]] = []
    codes: list[NDArray[np.uint8]] = []
    for part in parts(geometry):
        closed = part.geom_type == "Polygon"
        rings = [part.exterior, *part.interiors] if closed else [part]
        for ring in rings:
            if ring.geom_type not in ("LinearRing", "LineString"):
                continue
            xy = shapely.get_coordinates(ring)
            code = np.full(len(xy), Path.LINETO, dtype=np.uint8)
            code[0] = Path.MOVETO
            if closed:
                code[-1] = Path.CLOSEPOLY
            vertices.append(xy)
            codes.append(code)
    if not vertices:
        return None
    return Path(np.concatenate(vertices), np.concatenate(codes))


def clip(geometries: ArrayLike, box: tuple[float, float, float, float]) -> list[Geometry]:
    """Cut geometries to a rectangle, so that nothing outside it ends up in a PDF or SVG."""
    cut = shapely.clip_by_rect(np.asarray(geometries, dtype=object), *box)
    return list(cut)


def merge(geometries: Iterable[Geometry]) -> Geometry:
    """Return the union of polygons that share their edges."""
    return shapely.union_all(np.asarray(list(geometries), dtype=object), grid_size=None)


def inset(geometry: Geometry, distance: float) -> Geometry:
    """Return a polygon drawn in by `distance` mm, so that neighbours' outlines stay apart."""
    return shapely.buffer(geometry, -distance, join_style="mitre", mitre_limit=2.0)


def hatch(geometry: Geometry, spacing: float, angle: float = 45.0) -> Geometry:
    """Return parallel lines `spacing` mm apart across a polygon, cut to it.

    Real lines look alike in PNG, SVG and PDF; patterns of the formats do not. The lines run
    through a fixed origin, so neighbouring polygons continue each other's hatching.
    """
    turned = affinity.rotate(geometry, -angle, origin=(0, 0))
    x0, y0, x1, y1 = turned.bounds
    ys = np.arange(np.floor(y0 / spacing), np.ceil(y1 / spacing) + 1) * spacing
    lines = shapely.linestrings([[(x0 - 1, y), (x1 + 1, y)] for y in ys])
    cut = shapely.intersection(shapely.multilinestrings(lines), turned)
    return affinity.rotate(cut, angle, origin=(0, 0))


def stripe(
    geometry: Geometry, turn: int, turns: int, width: float, angle: float = 45.0
) -> Geometry:
    """Return every `turns`-th band of a striped polygon, starting with band `turn`.

    Parameters
    ----------
    turn, turns : int
        Which of how many colours.
    width : float
        Of one band, mm.
    """
    turned = affinity.rotate(geometry, -angle, origin=(0, 0))
    x0, y0, x1, y1 = turned.bounds
    first, last = int(np.floor(y0 / width)), int(np.ceil(y1 / width))
    bands = [
        shapely.box(x0 - 1, i * width, x1 + 1, (i + 1) * width)
        for i in range(first, last + 1)
        if i % turns == turn
    ]
    if not bands:
        return shapely.Polygon()
    cut = shapely.intersection(shapely.multipolygons(bands), turned)
    return affinity.rotate(cut, angle, origin=(0, 0))


def pole(geometry: Geometry) -> tuple[float, float]:
    """Return the middle of the largest circle inside a polygon's largest part."""
    biggest = max(polygons(geometry), key=lambda part: part.area)
    circle = shapely.maximum_inscribed_circle(biggest, tolerance=0.1)
    x, y = circle.coords[0]
    return float(x), float(y)


def mix(colour: str, share: float, ground: str = "#ffffff") -> str:
    """Return `colour` laid over `ground` at the given opacity, as a solid hex colour."""
    pairs = ((int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def text_path(text: str, size: float, face: Face) -> Path:
    """Return the outline of a line of text in mm, its baseline starting at the origin."""
    outline = TextPath((0, 0), text, size=size, prop=fonts.properties(face), usetex=False)
    return Path(outline.vertices * POINT_MM, outline.codes)

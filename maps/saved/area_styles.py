"""Layout systems on the saved web map: tints, soft inner rims, hairlines around partial members.

What the screen map does with clipped strokes, a file of plain polygons does with bands along the
inside of the outline, each wider and fainter than the last. Widths are on the ground.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from layers import strokes
from layers.strokes import SCREEN, Role
from maps.escape import clean
from maps.saved import base_layers, hatching

if TYPE_CHECKING:
    import folium
    import shapely

    from layers.drawables import AreaLayer


def dissolved(adcodes: tuple[str, ...]) -> shapely.Geometry | None:
    """Return the dissolved geometry of counties (or of whole prefectures) in degrees, or None."""
    import shapely

    from geo import boundaries

    frame = boundaries.load("county", "medium")
    wanted = frame["adcode"].isin(adcodes) | frame["prefecture"].isin(adcodes)
    if not wanted.any():
        return None
    return shapely.coverage_union_all(frame.loc[wanted, "geometry"].to_numpy())


def feature(geometry: shapely.Geometry) -> dict[str, Any]:
    """Return a geometry as a GeoJSON feature with rounded coordinates."""
    import shapely

    found: dict[str, Any] = json.loads(shapely.to_geojson(geometry))
    found["coordinates"] = base_layers.rounded(found["coordinates"], base_layers.DIGITS["medium"])
    return {"type": "Feature", "properties": {}, "geometry": found}


def bands(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    """Return the bands along the inside of an outline in degrees, the narrowest first.

    Parameters
    ----------
    geometry : Polygon or MultiPolygon
        Degrees on CGCS2000; the bands are measured in Albers metres.
    """
    import geopandas as gpd

    from geo.crs import ALBERS_GANSU, CGCS2000

    metres = gpd.GeoSeries([geometry], crs=CGCS2000).to_crs(ALBERS_GANSU)
    # The bands' inner edges are faint: their corners need no detail.
    inner = [metres.simplify(500).buffer(-km * 1000, quad_segs=2) for km in strokes.SAVED_BANDS_KM]
    cut = [metres.difference(part).to_crs(CGCS2000).iloc[0] for part in inner]
    return [part for part in cut if not part.is_empty]


def add(library: Any, figure: folium.Map, area: AreaLayer, index: int) -> None:
    """Draw a system as a layer of its own that can be switched off.

    Parameters
    ----------
    library : module
        folium, imported where it is used.
    index : int
        Place of the area among those drawn; its pattern is called by it.
    """
    number = "" if area.number is None else f"{area.number} "
    group = library.FeatureGroup(name=clean(f"{number}{area.label}"))
    # what holds parts of counties only has its soft edge around them
    whole = dissolved(area.extent) if area.extent else None
    if whole is not None:
        opacity = strokes.SAVED_BAND_OPACITY.get(area.style)
        for band in bands(whole) if opacity else ():
            _shape(library, band, {**_line(area, None), "fillOpacity": opacity}, group)
        tint = strokes.TINT if area.style == "tint" else 0.0
        _shape(library, whole, {**_line(area, _edge(area)), "fillOpacity": tint}, group)
    part = dissolved(area.partial) if area.partial else None
    if part is not None:
        lines = {**_line(area, None), "fillColor": hatching.fill_of_part(index), "fillOpacity": 1.0}
        _shape(library, part, lines, group)
        edge = _line(area, SCREEN[Role.PARTIAL])
        _shape(library, part, {**edge, "fillOpacity": strokes.SAVED_PARTIAL_OPACITY}, group)
    group.add_to(figure)


def _edge(area: AreaLayer) -> strokes.Stroke:
    """Return the line around an area, as the screen map draws it."""
    if area.style == "region":
        return SCREEN[Role.REGION]
    if area.style == "vignette":
        found = SCREEN[Role.VIGNETTE]
        return found if area.reading else replace(found, dash=())
    return SCREEN[Role.READING if area.reading else Role.OUTLINE]


def _line(area: AreaLayer, look: strokes.Stroke | None) -> dict[str, Any]:
    return {
        "color": area.colour,
        "weight": look.width if look else 0,
        "opacity": look.opacity if look else 1.0,
        "stroke": look is not None,
        "dashArray": look.css_dash if look else None,
        "fillColor": area.colour,
    }


def _shape(library: Any, geometry: shapely.Geometry, style: dict[str, Any], group: Any) -> None:
    library.GeoJson(
        feature(geometry),
        pane="atlas-lines",
        interactive=False,
        style_function=lambda _feature, style=style: style,
    ).add_to(group)

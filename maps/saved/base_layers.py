"""The ground of folium's map: the whole country, borders, outlines of prefectures, their names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from layers.strokes import RIVER_STEM, RIVER_TRIBUTARY, SCREEN, Role
from maps import base
from maps.escape import clean

if TYPE_CHECKING:
    import folium

    from geo.boundaries import Detail, Level

# Decimals of the file's coordinates: ten and a hundred metres, finer than the outlines.
DIGITS: Final = {"medium": 4, "coarse": 3}


def line_style(colour: str, role: Role, *, dashed: bool = True) -> dict[str, Any]:
    """Return a line of the screen's table of strokes as Leaflet wants it.

    Parameters
    ----------
    dashed : bool
        False for a line that is broken only where it is schematic or computed, and here is not.
    """
    look = SCREEN[role]
    dash = look.css_dash if dashed else None
    return {"color": colour, "weight": look.width, "opacity": look.opacity, "dashArray": dash}


_RIVERS: Final[dict[str, dict[str, Any]]] = {
    "stem": line_style(RIVER_STEM, Role.STEM, dashed=False),
    "stem_outside": line_style(RIVER_STEM, Role.STEM_OUTSIDE, dashed=False),
    "tributary": line_style(RIVER_TRIBUTARY, Role.TRIBUTARY, dashed=False),
}


def features(level: Level, detail: Detail = "medium") -> list[dict[str, Any]]:
    """Return GeoJSON features of a boundary level with rounded coordinates."""
    from geo import boundaries

    frame = boundaries.load(level, detail)
    read: dict[str, Any] = json.loads(frame.to_json(drop_id=True))
    items: list[dict[str, Any]] = read["features"]
    for feature in items:
        rings = feature["geometry"]["coordinates"]
        feature["geometry"]["coordinates"] = rounded(rings, DIGITS[detail])
    return items


def rounded(part: Any, digits: int) -> Any:
    """Return nested coordinates with fewer decimals."""
    if isinstance(part, (list, tuple)):
        return [rounded(item, digits) for item in part]
    return round(part, digits)


def collection(items: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a GeoJSON feature collection."""
    return {"type": "FeatureCollection", "features": items}


def _add_lines_of(
    folium: Any,
    figure: folium.Map,
    level: Level,
    pane: str,
    style: dict[str, Any],
    *,
    detail: Detail = "coarse",
    kinds: frozenset[str] | None = None,
) -> None:
    """Draw a boundary level (or some kinds of it) that does not answer the pointer."""
    bare = [
        {"type": "Feature", "properties": {}, "geometry": item["geometry"]}
        for item in features(level, detail)
        if kinds is None or item["properties"]["kind"] in kinds
    ]
    folium.GeoJson(
        collection(bare),
        control=False,
        pane=pane,
        interactive=False,
        smooth_factor=0,
        style_function=lambda _feature: style,
    ).add_to(figure)


def add_surroundings(folium: Any, figure: folium.Map) -> None:
    """Draw the whole country with its islands, the national border and the ten dashes."""
    style = base.STYLE
    ground = {
        **line_style(style["neighbourLine"], Role.NEIGHBOUR),
        "fillColor": style["neighbour"],
        "fillOpacity": 1.0,
    }
    border = line_style(style["border"], Role.NATIONAL)
    undetermined = line_style(style["border"], Role.UNDETERMINED)
    dashes = line_style(style["border"], Role.SOUTH_SEA)
    pane = "atlas-ground"
    _add_lines_of(folium, figure, "china", pane, ground)
    _add_lines_of(folium, figure, "border", pane, border, kinds=frozenset({"land"}))
    _add_lines_of(folium, figure, "border", pane, undetermined, kinds=frozenset({"undetermined"}))
    _add_lines_of(folium, figure, "dashes", pane, dashes, kinds=frozenset({"south_sea_dashes"}))


def add_outlines(folium: Any, figure: folium.Map) -> None:
    """Draw prefectures and the province over the fills, with the prefectures' names."""
    style = base.STYLE
    thin = {**line_style(style["prefecturePale"], Role.PREFECTURE), "fill": False}
    thick = {**line_style(style["outline"], Role.PROVINCE), "fill": False}
    border = line_style(style["border"], Role.FRONTIER)
    pane = "atlas-lines"
    _add_lines_of(folium, figure, "prefecture", pane, thin, detail="medium")
    _add_lines_of(folium, figure, "province", pane, thick, detail="medium")
    _add_lines_of(folium, figure, "border", pane, border, kinds=frozenset({"land"}))


def add_names(folium: Any, figure: folium.Map) -> None:
    """Write the prefectures' short names at their label points."""
    from geo import boundaries
    from geo.places import units

    shapes = boundaries.load("prefecture", "medium").set_index("adcode")["geometry"]
    for item in units.prefectures():
        at = shapes[item.adcode].representative_point()
        name = folium.Tooltip(
            clean(item.short), permanent=True, direction="center", class_name="atlas-name"
        )
        # An invisible circle carries the name; a marker would ask for a picture.
        mark = folium.CircleMarker((at.y, at.x), radius=0, stroke=False, interactive=False)
        mark.add_child(name)
        mark.add_to(figure)


def add_rivers(folium: Any, figure: folium.Map) -> None:
    """Draw the stem of the Yellow River as the spine, the other rivers thinner."""
    from geo.rivers import lines

    read: dict[str, Any] = json.loads(lines.load()[["kind", "geometry"]].to_json(drop_id=True))
    for item in read["features"]:
        item["geometry"]["coordinates"] = rounded(item["geometry"]["coordinates"], DIGITS["coarse"])
    folium.GeoJson(
        read,
        control=False,
        pane="atlas-lines",
        interactive=False,
        style_function=lambda feature: _RIVERS.get(
            feature["properties"]["kind"], _RIVERS["tributary"]
        ),
    ).add_to(figure)

"""The ground of folium's map: the whole country, borders, outlines of prefectures, their names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from maps import base
from maps.escape import clean

if TYPE_CHECKING:
    import folium

    from geo.boundaries import Detail, Level

# Decimals of the file's coordinates: ten and a hundred metres, finer than the outlines.
DIGITS: Final = {"medium": 4, "coarse": 3}

_RIVER_STYLES: Final[dict[str, dict[str, Any]]] = {
    "stem": {"color": "#1f5f8b", "weight": 2.6, "opacity": 0.95},
    "stem_outside": {"color": "#1f5f8b", "weight": 1.4, "opacity": 0.5},
    "tributary": {"color": "#5f9abf", "weight": 1.1, "opacity": 0.95},
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
        "color": style["neighbourLine"],
        "weight": 0.8,
        "fillColor": style["neighbour"],
        "fillOpacity": 1.0,
    }
    border = {"color": style["border"], "weight": 1.5, "dashArray": "11 3.5 1.5 3.5"}
    undetermined = {"color": style["border"], "weight": 1.5, "dashArray": "6 4"}
    dashes = {"color": style["border"], "weight": 1.8}
    pane = "atlas-ground"
    _add_lines_of(folium, figure, "china", pane, ground)
    _add_lines_of(folium, figure, "border", pane, border, kinds=frozenset({"land"}))
    _add_lines_of(folium, figure, "border", pane, undetermined, kinds=frozenset({"undetermined"}))
    _add_lines_of(folium, figure, "dashes", pane, dashes, kinds=frozenset({"south_sea_dashes"}))


def add_outlines(folium: Any, figure: folium.Map) -> None:
    """Draw prefectures and the province over the fills, with the prefectures' names."""
    style = base.STYLE
    thin = {"color": style["prefecturePale"], "weight": 1.1, "fill": False}
    thick = {"color": style["outline"], "weight": 1.7, "fill": False}
    border = {"color": style["border"], "weight": 1.7, "dashArray": "11 3.5 1.5 3.5"}
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
        style_function=lambda feature: _RIVER_STYLES.get(
            feature["properties"]["kind"], _RIVER_STYLES["tributary"]
        ),
    ).add_to(figure)

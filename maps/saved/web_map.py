"""folium's description of a PreparedMap, and the self-contained HTML file for offline use.

The description and the browser component start from the same window, panes and colours
(`maps.base`). Every text passes `maps.escape.clean` before folium sees it. The legend is our own:
branca's colour scale asks for scripts from outside.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from data import output_files
from data.errors import AtlasError
from data.i18n import _
from data.paths import STATIC
from layers.circles import style_of
from layers.palettes import OCHRE, SELECTED_COLOURS
from layers.spec import only_gansu
from layers.strokes import SCREEN, Role, Stroke
from maps import base
from maps.escape import clean
from maps.saved import area_styles, base_layers, furniture_html, hatching

if TYPE_CHECKING:
    import folium

    from layers.prepared import PreparedMap

_LEAFLET: Final = STATIC / "vendor" / "leaflet"
_SCRIPT_URL: Final = "app/static/vendor/leaflet/leaflet.js"
_STYLE_URL: Final = "app/static/vendor/leaflet/leaflet.css"


class DescribeError(AtlasError):
    """The map file cannot be written."""


def folium_map(prepared: PreparedMap) -> folium.Map:
    """Describe a prepared map with folium.

    Parameters
    ----------
    prepared : PreparedMap
        The map; nothing is computed again here.

    Returns
    -------
    folium.Map
        Panes, surroundings, fills, systems, points, lines, tooltips, layer switch and legend. It
        refers to our own copy of Leaflet and to nothing else.

    Raises
    ------
    AtlasError
        The map shows more than the province.
    """
    import folium

    only_gansu(prepared.spec)
    figure = _own_assets_map(folium)(
        tiles=None,
        control_scale=False,
        zoom_control=True,
        max_bounds=True,
        min_lat=base.MAX_BOUNDS[0][0],
        min_lon=base.MAX_BOUNDS[0][1],
        max_lat=base.MAX_BOUNDS[1][0],
        max_lon=base.MAX_BOUNDS[1][1],
        zoom_snap=base.ZOOM_SNAP,
        attributionControl=False,
    )
    # folium passes these on with a tile layer only, and this map has none.
    figure.options |= {"minZoom": base.MIN_ZOOM, "maxZoom": base.MAX_ZOOM}
    for name, z in base.PANES.items():
        folium.map.CustomPane(name, z_index=z).add_to(figure)
    base_layers.add_surroundings(folium, figure)
    _add_fills(folium, figure, prepared)
    base_layers.add_outlines(folium, figure)
    for index, area in enumerate(prepared.outlined):
        area_styles.add(folium, figure, area, index)
    if prepared.rivers:
        base_layers.add_rivers(folium, figure)
    _add_polygons(folium, figure, prepared)
    _add_lines_and_points(folium, figure, prepared)
    _add_selected(folium, figure, prepared)
    if prepared.spec.labels:
        base_layers.add_names(folium, figure)
    if prepared.areas or prepared.polygons or prepared.lines or prepared.points:
        folium.LayerControl(collapsed=True).add_to(figure)
    folium.FitBounds(base.BOUNDS, padding=(14, 14)).add_to(figure)
    root: Any = figure.get_root()
    root.header.add_child(folium.Element(furniture_html.style()), name="atlas_style")
    root.html.add_child(folium.Element(furniture_html.furniture(prepared)), name="atlas_furniture")
    return figure


def save_html(prepared: PreparedMap, target: Path | str | io.BytesIO) -> None:
    """Write the map as one HTML file that needs no network and no other file.

    Parameters
    ----------
    prepared : PreparedMap
        The map.
    target : path or BytesIO
        Where the UTF-8 file goes.

    Raises
    ------
    DescribeError
        The vendored Leaflet is missing.
    CannotWrite
        The target cannot be written.
    """
    page: str = folium_map(prepared).get_root().render()
    try:
        script = (_LEAFLET / "leaflet.js").read_text(encoding="utf-8")
        style = (_LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    except OSError as error:
        raise DescribeError(
            _("缺少地图程序文件，无法导出网页地图。"), detail=f"leaflet not readable: {error}"
        ) from error
    # The pictures in Leaflet's style belong to controls that this page does not have.
    style = re.sub(r"url\([^)]*\)", "none", style)
    page = page.replace(
        f'<script src="{_SCRIPT_URL}"></script>',
        "<script>" + script.replace("</script", "<\\/script") + "</script>",
    )
    page = page.replace(f'<link rel="stylesheet" href="{_STYLE_URL}"/>', f"<style>{style}</style>")
    content = page.encode("utf-8")
    if isinstance(target, io.BytesIO):
        target.write(content)
    else:
        output_files.write_whole(Path(target), content)


def _own_assets_map(folium: Any) -> type[folium.Map]:
    """Return folium's Map with Leaflet from our own server, and without jQuery or Bootstrap."""

    class OwnAssetsMap(folium.Map):  # type: ignore[name-defined,misc]
        default_js = [("leaflet", _SCRIPT_URL)]  # noqa: RUF012 - folium's own form
        default_css = [("leaflet_css", _STYLE_URL)]  # noqa: RUF012

    return OwnAssetsMap


def _add_fills(folium: Any, figure: folium.Map, prepared: PreparedMap) -> None:
    features = []
    for item in base_layers.features(prepared.level):
        adcode = str(item["properties"]["adcode"])
        reading = prepared.values.get(adcode)
        properties = {
            "name": clean(item["properties"]["name"]),
            "value": clean(reading.line if reading else ""),
            "fill": _fill(prepared, adcode),
        }
        features.append({"type": "Feature", "properties": properties, "geometry": item["geometry"]})
    fields = ["name", "value"] if prepared.values else ["name"]
    folium.GeoJson(
        base_layers.collection(features),
        name=clean(prepared.title),
        control=False,
        pane="atlas-sheet",
        smooth_factor=0,
        style_function=lambda feature: {
            **base_layers.line_style(base.STYLE["hairlineDark"], Role.HAIRLINE_DARK),
            "fillColor": feature["properties"]["fill"],
            "fillOpacity": 1.0,
        },
        highlight_function=lambda _feature: {
            "color": base.STYLE["ink"],
            "weight": SCREEN[Role.HOVER].width,
        },
        tooltip=folium.GeoJsonTooltip(fields=fields, labels=False, sticky=True),
    ).add_to(figure)


def _fill(prepared: PreparedMap, adcode: str) -> str:
    index = prepared.fills.get(adcode)
    if adcode in prepared.special:
        return hatching.fill("special")
    if adcode in prepared.absent:
        return hatching.fill(prepared.absent[adcode])
    return base.STYLE["base"] if index is None else prepared.colours[index]


def _add_polygons(folium: Any, figure: folium.Map, prepared: PreparedMap) -> None:
    """Draw computed areas, such as what is reached within an hour."""
    for item in prepared.polygons:
        group = folium.FeatureGroup(name=clean(item.name))
        style = {
            **base_layers.line_style(item.colour, Role.REACH, dashed=item.dashed),
            "fillColor": item.colour,
            "fillOpacity": item.fill_opacity,
        }
        shape = {"type": "MultiPolygon", "coordinates": base_layers.rounded(item.polygons, 3)}
        folium.GeoJson(
            {"type": "Feature", "properties": {}, "geometry": shape},
            pane="atlas-lines",
            interactive=False,
            style_function=lambda _feature, style=style: style,
        ).add_to(group)
        group.add_to(figure)


def _add_lines_and_points(folium: Any, figure: folium.Map, prepared: PreparedMap) -> None:
    for line in prepared.lines:
        group = folium.FeatureGroup(name=clean(line.label))
        path = folium.PolyLine(
            [(lat, lon) for lon, lat in line.coords],
            color=line.colour,
            weight=SCREEN[Role.ROUTE].width,
            dash_array=SCREEN[Role.ROUTE].css_dash if line.dashed else None,
            tooltip=folium.Tooltip(clean(line.label), sticky=True),
        )
        path.options["pane"] = "atlas-lines"
        path.add_to(group)
        group.add_to(figure)
    for circle in prepared.circles:
        mark = _mark(
            folium,
            (circle.lon, circle.lat),
            radius=circle.radius_px,
            colour=OCHRE,
            opacity=style_of(circle).opacity,
            look=SCREEN[Role.TOGETHER if style_of(circle).dashed else Role.CIRCLE],
        )
        for lon, lat in circle.spokes:
            arm = folium.PolyLine(
                [(circle.lat, circle.lon), (lat, lon)],
                color=OCHRE,
                weight=SCREEN[Role.SPOKE].width,
                dash_array=SCREEN[Role.SPOKE].css_dash,
            )
            arm.options["pane"] = "atlas-lettering"
            arm.add_to(figure)
        if circle.members:
            mark.add_child(folium.Tooltip(clean(circle.name)))
        mark.add_to(figure)
    for point in prepared.points:
        group = folium.FeatureGroup(name=clean(point.label))
        mark = _mark(
            folium,
            (point.lon, point.lat),
            radius=6,
            colour=point.colour,
            opacity=0 if point.approximate else 1,
            look=SCREEN[Role.HOLLOW if point.approximate else Role.SITE],
        )
        note = _("（位置为示意）") if point.approximate else ""
        mark.add_child(folium.Tooltip(clean(point.label + note)))
        mark.add_to(group)
        group.add_to(figure)


def _mark(
    folium: Any, at: tuple[float, float], *, radius: float, colour: str, opacity: float,
    look: Stroke,
) -> Any:  # fmt: skip
    mark = folium.CircleMarker(
        (at[1], at[0]),
        radius=radius,
        color=colour,
        weight=look.width,
        fill=True,
        fill_color=colour if opacity else base.STYLE["base"],
        fill_opacity=opacity or 1,
        dash_array=look.css_dash,
    )
    mark.options["pane"] = "atlas-lettering"
    return mark


def _add_selected(folium: Any, figure: folium.Map, prepared: PreparedMap) -> None:
    for i, adcode in enumerate(prepared.selected):
        geometry = area_styles.dissolved((adcode,))
        if geometry is None:
            continue
        style = {
            "color": SELECTED_COLOURS[i % len(SELECTED_COLOURS)],
            "weight": SCREEN[Role.SELECTED].width,
            "fill": False,
        }
        folium.GeoJson(
            area_styles.feature(geometry),
            control=False,
            pane="atlas-lines",
            interactive=False,
            style_function=lambda _feature, style=style: style,
        ).add_to(figure)

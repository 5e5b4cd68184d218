"""The main map and the zoom window of a geographic sheet, with everything that lies on them."""

from __future__ import annotations

from typing import Final

from data.i18n import _
from layers.prepared import PreparedMap
from maps.sheet.canvas.page import Page
from maps.sheet.furniture import cartographic, placement
from maps.sheet.ground import basemap, fills, overlays
from maps.sheet.ground.fills import Look
from maps.sheet.ground.scene import Body, Scene
from maps.sheet.labels import lettering, line_names, positions, river_names, system_marks
from maps.sheet.labels.positions import Names
from maps.sheet.windows import china_inset

ZOOM_Z: Final = 40.0
TITLE: Final = _("兰州—白银—临夏核心区放大图")


def draw(page: Page, scene: Scene, prepared: PreparedMap, *, labels: bool) -> Look:
    """Draw both windows of a sheet and the furniture that stands on them."""
    looked = fills.of(prepared)
    layout = scene.layout
    main_names, zoom_names = positions.load(layout.id)
    for box in placement.furniture_boxes(layout, scene.main.frame):
        page.reserve(box, 0.6)
    _window(page, scene.main, prepared, looked, main_names, labels=labels, z=0.0, inner=False)
    lettering.surroundings(page, scene.main, layout.surroundings, layout.context_size, z=1.8)
    _zoom(page, scene, prepared, looked, zoom_names, labels=labels)
    china_inset.draw(page, layout.inset, z=90)
    cartographic.north_arrow(page, *layout.north, layout.rotation, z=24)
    cartographic.scale_bar(page, *layout.scale_bar, scene.main.frame, 34, z=24)
    return looked


def _window(
    page: Page, body: Body, prepared: PreparedMap, looked: Look, written: Names, *,
    labels: bool, z: float, inner: bool,
) -> None:  # fmt: skip
    layered = bool(prepared.areas or prepared.points or prepared.lines or prepared.polygons)
    basemap.draw(
        page,
        body,
        looked,
        z=z,
        weight=1.15 if inner else 1.0,
        # under an indicator only where the map is about the river
        water=prepared.rivers or (looked.plain and layered),
        spine=prepared.rivers,
    )
    overlays.draw(page, body, prepared, looked, z=z)
    overlays.selected(page, body, prepared, z=z + 9)
    overlays.circles(page, body, prepared, z=z + 12)
    if labels:
        shown = written.figures if prepared.level == "prefecture" else written.labels
        values = {code: reading.text for code, reading in prepared.values.items()}
        lettering.draw(page, body, shown, looked, z=z + 20, values=values,
                       over_circles=bool(prepared.circles))  # fmt: skip
    if prepared.areas or prepared.points or prepared.polygons:
        system_marks.draw(page, body, prepared, z=z, inner=inner)
    if prepared.lines:
        line_names.draw(page, body, prepared, z=z + 31)
    if prepared.rivers and labels:
        river_names.draw(page, body, z=z + 19)


def _zoom(
    page: Page, scene: Scene, prepared: PreparedMap, looked: Look, written: Names, *, labels: bool
) -> None:
    layout, body = scene.layout, scene.zoom
    window = tuple(float(v) for v in scene.window.bounds)
    land = scene.main.province
    if layout.zoom.box[3] <= layout.map_box[3] and layout.zoom.box[1] >= layout.map_box[1]:
        cartographic.connectors(page, window, layout.zoom.box, keep_off=land, z=1.9)  # type: ignore[arg-type]
    page.rectangle(window, edge=cartographic.ACCENT, line=0.9, z=26)  # type: ignore[arg-type]
    # what stands in the window is judged by itself: the main map lies below it
    outside, page.occupied = page.occupied, []
    tab = placement.tab_box(layout)
    bar = placement.zoom_scale_box(layout, body.frame)
    page.reserve(tab)
    page.reserve(bar)
    _window(page, body, prepared, looked, written, labels=labels, z=ZOOM_Z, inner=True)
    page.occupied = outside
    page.rectangle(bar, "#ffffff", alpha=0.82, z=ZOOM_Z + 37, line=0)
    cartographic.scale_bar(
        page, bar[0] + 2.4, bar[1] + 1.2, body.frame, 24, size=5.4, z=ZOOM_Z + 38, words=False
    )
    cartographic.zoom_frame(page, layout.zoom.box, TITLE, tab, z=ZOOM_Z + 39)

"""Where the fixed furniture of a sheet lies, and the scale bars that belong to its frames."""

from __future__ import annotations

from typing import Final

from maps.sheet.canvas.frames import Box, MapFrame
from maps.sheet.layouts import Layout

TAB: Final = (47.0, 5.6)
"""Width and height of the zoom window's title tab, mm."""
BAR_HEIGHT: Final = 0.9
_ROUND_KM: Final = (10, 20, 30, 40, 50, 60, 80, 100, 120, 150, 200, 300, 400, 500)


def bar_km(frame: MapFrame, most_mm: float) -> int:
    """Return the longest round distance whose bar is at most `most_mm` long."""
    fitting = [km for km in _ROUND_KM if frame.length_mm(km) <= most_mm]
    return fitting[-1] if fitting else _ROUND_KM[0]


def tab_box(layout: Layout) -> Box:
    """Return the rectangle of the zoom window's title."""
    x0, _y0, _x1, y1 = layout.zoom.box
    return x0, y1 - TAB[1], x0 + TAB[0], y1


def scale_box(layout: Layout, frame: MapFrame) -> Box:
    """Return the rectangle of the main scale bar with its figures."""
    x, y = layout.scale_bar
    return x - 2, y - 4.6, x + frame.length_mm(bar_km(frame, 34)) + 9, y + 4.4


def zoom_scale_box(layout: Layout, frame: MapFrame) -> Box:
    """Return the rectangle of the zoom window's scale bar."""
    x0, y0, _x1, _y1 = layout.zoom.box
    return x0 + 1.6, y0 + 1.4, x0 + 4 + frame.length_mm(bar_km(frame, 24)) + 8, y0 + 7.4


def north_box(layout: Layout) -> Box:
    """Return the rectangle of the north arrow."""
    x, y = layout.north
    return x - 4.5, y - 4.5, x + 4.5, y + 11.5


def furniture_boxes(layout: Layout, frame: MapFrame) -> list[Box]:
    """Return what stands on the main map whatever the map shows."""
    fixed = [layout.zoom.box, layout.inset, scale_box(layout, frame), north_box(layout)]
    return [*fixed, *layout.panels]

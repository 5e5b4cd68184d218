"""What the component is told otherwise when a map shows more than the province."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from data.i18n import _
from geo import national_counties
from geo.extents import NAMES, WINDOWS, Extent
from indicators import samples
from maps import base

if TYPE_CHECKING:
    from layers.prepared import PreparedMap

MIN_ZOOM: Final = 3.0
# The country's lines are drawn to 0.02 degrees; larger than that they would pretend precision.
MAX_ZOOM: Final = 7.5
# How far the map may be pushed beyond its window, degrees of latitude and longitude: a frame that is
# wider than the window needs room to stand beside the legend.
SLACK: Final = (25.0, 50.0)
# Where the names of islands stand that are too small to carry them: our placing, not data.
ISLANDS: Final = (("南海诸岛", 114.6, 13.4), ("钓鱼岛", 127.2, 26.2))
_LONG: Final = ("内蒙古", "黑龙江")


def short_name(name: str) -> str:
    """Return a province's name without its kind: 甘肃, 内蒙古."""
    return next((long for long in _LONG if name.startswith(long)), name[:2])


def options(extent: Extent) -> dict[str, Any]:
    """Return the window and the names of an extent, over those of the province."""
    (south, west), (north, east) = WINDOWS[extent]
    return {
        **base.options(),
        "bounds": WINDOWS[extent],
        "maxBounds": (
            (south - SLACK[0], west - SLACK[1]),
            (north + SLACK[0], east + SLACK[1]),
        ),
        "minZoom": MIN_ZOOM,
        "maxZoom": MAX_ZOOM,
        "neighbours": [
            *ISLANDS,
            *(
                (short_name(name), lon, lat)
                for _code, name, lon, lat in national_counties.province_labels()
            ),
        ],
    }


def overrides(prepared: PreparedMap) -> dict[str, Any]:
    """Return what replaces the province's entries in the component's payload.

    Parameters
    ----------
    prepared : PreparedMap
        A map whose extent is beyond the province.

    Returns
    -------
    dict
        The country's geometry, painted on a canvas; window, names and words of the extent.
    """
    extent = prepared.spec.extent
    files = national_counties.web_geometry()
    name = NAMES[extent]
    words = base.words() | {
        "whole": name,
        "wholeTitle": _("回到{extent}").format(extent=name),
        "muted": _("长表样本不足{size:,}人，颜色减淡（{n}个）").format(
            size=samples.SMALL, n=len(prepared.muted)
        ),
    }
    return {
        "geometry": {"gansu": files["counties"], "context": files["context"]},
        "renderer": "canvas",
        "base": options(extent),
        "words": words,
        "muted": list(prepared.muted),
    }

"""MapSpec: the one description of what a map shows.

The screen map, the legend, the table beside it, the caption and every export start from the same
frozen object, so that they cannot disagree. What each field may hold, and how it is written in a URL
or a file, stands in `layers.spec_rules`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Final, NamedTuple

from data.errors import AtlasError
from data.i18n import _
from geo.extents import Extent

DEFAULT_METHOD: Final = "quantiles"
DEFAULT_K: Final = 5
K_RANGE: Final = (2, 7)
MAX_SELECTED: Final = 8

# Leaflet's view is kept inside this window (degrees, zoom levels).
LAT_RANGE: Final = (3.0, 54.0)
LON_RANGE: Final = (73.0, 136.0)
ZOOM_RANGE: Final = (3.0, 12.0)


class MapWindow(NamedTuple):
    """Centre (degrees, CGCS2000) and zoom level of the screen map."""

    lat: float
    lon: float
    zoom: float


@dataclass(frozen=True)
class MapSpec:
    """What a map shows.

    Attributes
    ----------
    systems : tuple of str
        Ids of the layout systems drawn.
    indicator : str or None
        Id of the indicator, or None for a layout map.
    year : int or None
        Data year; None means the latest.
    method : str
        Classification method (`indicators.classify.METHODS`).
    k : int
        Number of classes asked for.
    palette : str or None
        Palette id; None means the one that fits the indicator.
    selected : tuple of str
        Adcodes that are marked, in order.
    view : MapWindow or None
        Where the user has moved the map; None means the whole province.
    labels : bool
        Whether names are written on the map.
    pooled : tuple of int
        Years whose values are classified together, `year` among them, so that maps of several
        years share their classes; empty when the year stands alone.
    stacked : bool
        Whether counties are coloured by how many of the `systems` they are in (政策叠加), instead
        of each system being drawn; without an indicator only.
    extent : Extent
        How much of the country is drawn; beyond the province on the screen alone.
    """

    systems: tuple[str, ...] = ()
    indicator: str | None = None
    year: int | None = None
    method: str = DEFAULT_METHOD
    k: int = DEFAULT_K
    palette: str | None = None
    selected: tuple[str, ...] = ()
    view: MapWindow | None = None
    labels: bool = True
    pooled: tuple[int, ...] = ()
    stacked: bool = False
    extent: Extent = Extent.GANSU

    def to_json(self) -> str:
        """Return the specification as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def only_gansu(spec: MapSpec) -> None:
    """Refuse a map of more than the province where only the province can be drawn.

    Raises
    ------
    AtlasError
        The extent is another one.
    """
    if spec.extent is not Extent.GANSU:
        raise AtlasError(
            _("全国和周边范围的图只在屏幕上看，版式图片和文档只出甘肃一省；请把范围切回“全省”。"),
            detail=f"extent {spec.extent.value} cannot be exported",
        )


def as_dict(spec: MapSpec) -> dict[str, Any]:
    """Return the specification as plain JSON types (for a manifest)."""
    out: dict[str, Any] = json.loads(spec.to_json())
    return out

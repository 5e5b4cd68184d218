"""Write `data/transport/ring.csv`: the outline of what is reached within an hour from 兰州市主城区.

Run `python -m data.build.ring_outline` after `data.build.transport`. The outline is the 60-minute contour
of `geo.travel.isochrones` with the default settings, cut at the province's border, its vertices thinned
to `TOLERANCE_DEG` (about half a cell of the grid, so nothing that was computed is lost).
"""

from __future__ import annotations

import shapely

from data.build import csv_tables
from geo.travel import isochrones
from geo.travel.origins import LANZHOU_CORE
from geo.travel.plan_ring import HEAD, RING_CSV
from geo.travel.ring_document import PLAN_MINUTES

TOLERANCE_DEG = 0.004
SPECK_DEG2 = 2e-4  # about two square kilometres: less than four cells


def outline() -> shapely.MultiPolygon:
    """Return the area within the plan's hour in degrees, specks left out."""
    frame = isochrones.rings((PLAN_MINUTES,), LANZHOU_CORE.id, band_of=None)
    simple = shapely.simplify(frame.geometry.iloc[0], TOLERANCE_DEG)
    parts = [part for part in shapely.get_parts(simple) if part.area > SPECK_DEG2]
    return shapely.MultiPolygon(
        [
            shapely.Polygon(
                part.exterior,
                [h for h in part.interiors if shapely.Polygon(h).area > SPECK_DEG2],
            )
            for part in parts
        ]
    )


def main() -> None:
    """Write the table."""
    rows = [
        (f"{PLAN_MINUTES:g}", i, j, f"{lon:.4f}", f"{lat:.4f}")
        for i, part in enumerate(outline().geoms)
        for j, ring in enumerate((part.exterior, *part.interiors))
        for lon, lat in ring.coords
    ]
    csv_tables.write(RING_CSV, HEAD, rows)


if __name__ == "__main__":
    csv_tables.run(main)

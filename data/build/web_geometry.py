"""Write the browser's geometry, `static/geo/`: TopoJSON with shared arcs, and its manifest.

Run `python -m data.build.web_geometry` after `data.build.boundary_files`, `data.build.place_tables` and
`data.build.river_lines`.

gansu.<hash>.json     objects `county` (90 areas) and `prefecture` (14 and the three special
                      areas), at the medium detail. A prefecture is made of the very arcs of its
                      counties, so any set of counties can be merged in the browser.
context.<hash>.json   objects `provinces` (34, with every island), `border` (the national land
                      border; kind 'land' or 'undetermined', the latter to be drawn dashed;
                      `gansu` where 肃北 meets Mongolia) and `dashes` (the ten).
rivers.<hash>.json    object `rivers`, see `data.build.web_rivers`.

Around Gansu the country is simplified to 0.05°, except along Gansu's own outline, which is the
one of gansu.json: no gap opens between the two when the map is enlarged. For that, the rest of
the country and the *outside* (a frame less the country) are simplified as one coverage whose
boundary is held fast; Gansu is the hole in it.

The name of each file carries a hash of its content, so that a browser may keep it for ever.
Coordinates are quantised to 100,000 steps a side in gansu.json and rivers.json (15 m) and to
1,000,000 in context.json (7 m): there, a coarser grid would swallow the smallest islet, which is
12 m wide.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
import topojson

from data.build import csv_tables, web_rivers
from data.build.boundary_files import border_lines
from data.paths import STATIC
from geo.boundaries import load
from geo.crs import CGCS2000
from geo.places import units

QUANTUM = {"gansu": 100_000, "context": 1_000_000, "rivers": 100_000}
CONTEXT_TOLERANCE_DEG = 0.05
FRAME = shapely.box(70, 0, 140, 58)
GANSU = "620000"
GEO = STATIC / "geo"


def topology(layers: dict[str, gpd.GeoDataFrame], quantum: int) -> dict[str, Any]:
    """Return one topology for several frames; the column `id` becomes each geometry's id."""
    # Arcs must follow paths: matching single coordinates splits arcs where lines only touch.
    made: dict[str, Any] = topojson.Topology(
        [frame.to_crs(CGCS2000) for frame in layers.values()],
        object_name=list(layers),
        prequantize=quantum,
        shared_coords=False,
    ).to_dict()
    for collection in made["objects"].values():
        for geometry in collection["geometries"]:
            geometry["id"] = geometry["properties"].pop("id")
    made["bbox"] = [round(float(v), 6) for v in made["bbox"]]
    return made


def gansu() -> dict[str, gpd.GeoDataFrame]:
    """Return the county and the prefecture layer with the properties that the map shows."""
    county = load("county", "medium").rename(columns={"adcode": "id"})
    listed = [units.unit(code) for code in county["id"]]
    county["short"] = [unit.short for unit in listed]
    county["prefecture_name"] = [unit.prefecture_name for unit in listed]
    county["lx"] = [unit.label_lon for unit in listed]
    county["ly"] = [unit.label_lat for unit in listed]
    prefecture = load("prefecture", "medium").rename(columns={"adcode": "id"})
    special = {unit.adcode: unit for unit in units.special_areas()}
    owners = [special.get(code) or units.prefecture(code) for code in prefecture["id"]]
    prefecture["short"] = [owner.short for owner in owners]
    prefecture["lx"] = [owner.label_lon for owner in owners]
    prefecture["ly"] = [owner.label_lat for owner in owners]
    return {"county": county, "prefecture": prefecture}


def context() -> dict[str, gpd.GeoDataFrame]:
    """Return the country around Gansu, its land border and the ten dashes."""
    china = load("china", "medium").rename(columns={"adcode": "id"})
    inside = china["id"] == GANSU
    others = china.geometry[~inside].to_numpy()
    outside = FRAME.difference(shapely.coverage_union_all(china.geometry.to_numpy()))
    simple = shapely.coverage_simplify(
        np.append(others, outside), CONTEXT_TOLERANCE_DEG, simplify_boundary=False
    )
    china.loc[~inside, "geometry"] = simple[:-1]
    province = china.geometry[inside].iloc[0]
    china["neighbour"] = china.touches(province)

    lines = load("dashes").set_index("kind").geometry
    pamir = lines["undetermined"].geoms[0]
    border = border_lines(china.geometry, province, pamir, slack_deg=CONTEXT_TOLERANCE_DEG)
    border["id"] = ["gansu", "china", "undetermined"]
    ten = lines["south_sea_dashes"].geoms
    dashes = gpd.GeoDataFrame(
        {"id": [f"dash-{number}" for number in range(1, len(ten) + 1)]},
        geometry=shapely.simplify(list(ten), CONTEXT_TOLERANCE_DEG / 5),
        crs=CGCS2000,
    )
    return {"provinces": china, "border": border, "dashes": dashes}


def main() -> None:
    """Write the files and the manifest, and remove those of earlier builds."""
    GEO.mkdir(parents=True, exist_ok=True)
    for old in GEO.glob("*.json"):
        old.unlink()
    files, checksums = {}, {}
    made = {"gansu": gansu(), "context": context(), "rivers": {"rivers": web_rivers.layer()}}
    for name, layers in made.items():
        text = json.dumps(
            topology(layers, QUANTUM[name]), ensure_ascii=False, separators=(",", ":")
        )
        content = text.encode()
        digest = hashlib.sha256(content).hexdigest()
        path = GEO / f"{name}.{digest[:10]}.json"
        path.write_bytes(content)
        files[name], checksums[name] = f"geo/{path.name}", digest
        print(f"{path.name}: {len(content):,} bytes")
    manifest = {"files": files, "sha256": checksums}
    (GEO / "manifest.json").write_text(
        json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    csv_tables.run(main)

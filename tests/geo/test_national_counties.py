"""The country's polygons: every county, the ten dashes, 钓鱼岛, and the way to the census."""

from __future__ import annotations

import csv
import hashlib
import json
from functools import cache
from typing import Any

import pytest
from shapely import Point
from shapely.geometry import shape

from data.paths import FIGURES, STATIC
from geo import extents, national_counties
from geo.extents import Extent
from geo.national_counties import Relation
from geo.places import units


@cache
def topology(name: str) -> dict[str, Any]:
    text = (STATIC / national_counties.web_geometry()[name]).read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def decoded(name: str, layer: str) -> dict[str, Any]:
    """Return id → shapely geometry of one object of a file."""
    file = topology(name)
    (kx, ky), (dx, dy) = file["transform"]["scale"], file["transform"]["translate"]
    arcs = []
    for arc in file["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)

    def line(indices: list[int]) -> list[tuple[float, float]]:
        joined: list[tuple[float, float]] = []
        for index in indices:
            part = arcs[index] if index >= 0 else arcs[~index][::-1]
            joined += part if not joined else part[1:]
        return joined

    def deep(node: Any, kind: str) -> Any:
        if kind == "LineString":
            return line(node)
        inner = {
            "Polygon": "LineString",
            "MultiLineString": "LineString",
            "MultiPolygon": "Polygon",
        }
        return [deep(part, inner[kind]) for part in node]

    return {
        str(g["id"]): shape({"type": g["type"], "coordinates": deep(g["arcs"], g["type"])})
        for g in file["objects"][layer]["geometries"]
    }


def test_the_browser_has_every_polygon_once() -> None:
    ids = [str(g["id"]) for g in topology("counties")["objects"]["county"]["geometries"]]
    assert len(ids) == len(set(ids)) == 2891
    assert set(ids) == set(national_counties.drawn().index)
    ours = {unit.adcode for unit in (*units.counties(), *units.special_areas())}
    assert set(national_counties.drawn(Extent.GANSU).index) == ours


def test_the_south_china_sea_and_diaoyu_dao_are_there() -> None:
    dashes = decoded("context", "dashes")
    assert len(dashes) == 10
    assert min(line.bounds[1] for line in dashes.values()) < 3.6
    provinces = decoded("context", "provinces")
    assert len(provinces) == 34
    # 钓鱼岛 (25.74° N, 123.48° E), an islet of 钓鱼岛及其附属岛屿; simplified it keeps its place
    assert provinces["710000"].distance(Point(123.475, 25.745)) < 0.05
    # 曾母暗沙 lies inside the window of the country's map
    (south, west), (north, east) = extents.WINDOWS[Extent.CHINA]
    for part in (*dashes.values(), *provinces.values()):
        x0, y0, x1, y1 = part.bounds
        assert west <= x0, part.bounds
        assert x1 <= east
        assert south <= y0
        assert y1 <= north


@pytest.mark.parametrize("extent", [Extent.NORTHWEST, Extent.AROUND])
def test_a_window_holds_its_counties(extent: Extent) -> None:
    counties = decoded("counties", "county")
    (south, west), (north, east) = extents.WINDOWS[extent]
    for code in national_counties.drawn(extent).index:
        x0, y0, x1, y1 = counties[str(code)].bounds
        assert west <= x0, code
        assert x1 <= east, code
        assert south <= y0, code
        assert y1 <= north, code


def test_every_census_row_of_the_crosswalk_reaches_its_polygon() -> None:
    with (FIGURES / "national" / "boundary_crosswalk.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["adcode_boundary"]]
    table = national_counties.drawn()
    for row in rows:
        assert row["adcode_boundary"] in table.index
        if row["adcode2020"]:
            assert row["adcode2020"] in table.at[row["adcode_boundary"], "census"].split()
    alone = table[table["relation"] == Relation.SAME]
    assert alone["census"].str.fullmatch(r"\d{6}").all()
    assert (table["relation"] == Relation.MERGED).sum() == 5
    assert (table["relation"] == Relation.SPLIT).sum() == 7


def test_the_files_carry_their_hash() -> None:
    for path in national_counties.web_geometry().values():
        content = (STATIC / path).read_bytes()
        assert hashlib.sha256(content).hexdigest()[:10] == path.split(".")[-2]


def test_names_of_provinces_stand_inside_them() -> None:
    provinces = decoded("context", "provinces")
    labels = national_counties.province_labels()
    assert len(labels) == 34
    for code, _name, lon, lat in labels:
        assert provinces[code].contains(Point(lon, lat)), code

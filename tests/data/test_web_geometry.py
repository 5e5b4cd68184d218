"""The browser's geometry: complete, small, and made of arcs that are really shared."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from itertools import chain
from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry import Polygon

from data.paths import STATIC
from geo.boundaries import load, web_geometry
from geo.places import units

Topology = dict[str, Any]


@pytest.fixture(scope="module", params=sorted(web_geometry()))
def name(request) -> str:
    return request.param


def read(name: str) -> Topology:
    return json.loads((STATIC / web_geometry()[name]).read_text(encoding="utf-8"))


def members(topology: Topology, layer: str) -> list[dict[str, Any]]:
    return topology["objects"][layer]["geometries"]


def polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def arcs_of(geometry: dict[str, Any]) -> list[int]:
    rings = chain.from_iterable(polygons(geometry))
    return [arc if arc >= 0 else ~arc for arc in chain.from_iterable(rings)]


def decode(topology: Topology) -> list[list[tuple[float, float]]]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        decoded.append(points)
    return decoded


def shapes(topology: Topology, layer: str) -> dict[str, list[Polygon]]:
    arcs = decode(topology)

    def ring(indices: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for i in indices:
            part = arcs[i] if i >= 0 else arcs[~i][::-1]
            assert not points or points[-1] == part[0]
            points += part[1:] if points else part
        assert points[0] == points[-1]
        return points

    return {
        g["id"]: [Polygon(ring(p[0]), [ring(r) for r in p[1:]]) for p in polygons(g)]
        for g in members(topology, layer)
    }


def test_the_name_carries_the_hash_of_the_content(name: str) -> None:
    path = STATIC / web_geometry()[name]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.name == f"{name}.{digest[:10]}.json"
    assert json.loads((STATIC / "geo/manifest.json").read_text("utf-8"))["sha256"][name] == digest


def test_no_file_of_an_earlier_build_is_left() -> None:
    kept = {path.rsplit("/", 1)[1] for path in web_geometry().values()} | {"manifest.json"}
    assert {p.name for p in (STATIC / "geo").iterdir()} == kept


def test_the_files_are_small() -> None:
    assert (STATIC / web_geometry()["gansu"]).stat().st_size <= 120_000
    assert (STATIC / web_geometry()["context"]).stat().st_size <= 150_000


def test_counties_carry_what_the_map_shows() -> None:
    listed = {u.adcode: u for u in (*units.counties(), *units.special_areas())}
    county = members(read("gansu"), "county")
    assert [g["id"] for g in county] == sorted(listed)
    for geometry in county:
        unit, shown = listed[geometry["id"]], geometry["properties"]
        assert shown == {
            "name": unit.name, "short": unit.short, "kind": unit.kind,
            "prefecture": unit.prefecture, "prefecture_name": unit.prefecture_name,
            "lx": unit.label_lon, "ly": unit.label_lat,
        }  # fmt: skip


def test_prefectures_are_the_fourteen_and_the_special_areas() -> None:
    prefecture = members(read("gansu"), "prefecture")
    assert len(prefecture) == 17
    assert {g["id"] for g in prefecture if g["properties"]["kind"] == "prefecture"} == {
        p.adcode for p in units.prefectures()
    }
    assert all({"name", "short", "lx", "ly"} <= g["properties"].keys() for g in prefecture)


def test_counties_merge_into_their_prefecture_by_shared_arcs() -> None:
    topology = read("gansu")
    county = {g["id"]: g for g in members(topology, "county")}
    for prefecture in members(topology, "prefecture"):
        code = prefecture["id"]
        own = [g for g in county.values() if code in (g["id"], g["properties"]["prefecture"])]
        used = Counter(arc for g in own for arc in arcs_of(g))
        assert {arc for arc, times in used.items() if times == 1} == set(arcs_of(prefecture))
    every = Counter(arc for g in county.values() for arc in arcs_of(g))
    assert set(every.values()) == {1, 2}  # an arc has one county on each side, or none outside


@pytest.mark.parametrize(
    ("file", "layer", "level"),
    [("gansu", "county", "county"), ("gansu", "prefecture", "prefecture")],
)
def test_shapes_are_those_of_the_medium_detail(file: str, layer: str, level: str) -> None:
    drawn = shapes(read(file), layer)
    frame = load(level, "medium").set_index("adcode").geometry
    for code, parts in drawn.items():
        assert all(part.is_valid for part in parts)
        assert shapely.symmetric_difference(shapely.union_all(parts), frame[code]).area < 2e-3
        assert len(parts) == len(getattr(frame[code], "geoms", [frame[code]]))


def test_the_country_keeps_all_its_islands() -> None:
    drawn = shapes(read("context"), "provinces")
    china = load("china", "medium").set_index("adcode").geometry
    assert len(drawn) == 34
    for code, parts in drawn.items():
        assert all(part.is_valid and part.area > 0 for part in parts)
        assert len(parts) == len(getattr(china[code], "geoms", [china[code]])), code


def test_the_context_meets_gansu_along_the_same_line() -> None:
    (outline,) = shapes(read("context"), "provinces")["620000"]
    province = load("province", "medium").geometry[0]
    assert outline.hausdorff_distance(province) < 1e-3


def test_the_border_and_the_ten_dashes() -> None:
    topology = read("context")
    border = {g["id"]: g["properties"] for g in members(topology, "border")}
    assert {i: (p["kind"], p["gansu"]) for i, p in border.items()} == {
        "gansu": ("land", True), "china": ("land", False), "undetermined": ("undetermined", False),
    }  # fmt: skip
    dashes = members(topology, "dashes")
    assert [g["id"] for g in dashes] == [f"dash-{n}" for n in range(1, 11)]
    # The border lies on the provinces' outlines, so that the two never part on the screen.
    outlines = shapely.union_all(
        [p.exterior for parts in shapes(topology, "provinces").values() for p in parts]
    )
    arcs = decode(topology)
    for line in members(topology, "border"):
        lines = line["arcs"] if line["type"] == "MultiLineString" else [line["arcs"]]
        drawn = [arcs[arc if arc >= 0 else ~arc] for arc in chain.from_iterable(lines)]
        assert shapely.distance(shapely.points(np.concatenate(drawn)), outlines).max() < 1e-3

"""The sheet of equal hexagons keeps the neighbourhoods its record claims."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import shapely

from geo import boundaries
from geo.places import units
from layers.prepared import PreparedMap
from maps.sheet.finished import Sheet
from maps.sheet.windows import hexagons

Sheets = Callable[[str, str], tuple[PreparedMap, Sheet]]


def test_every_unit_has_a_cell_of_its_own() -> None:
    cells = hexagons.cells()
    assert set(cells) == {unit.adcode for unit in units.counties()}
    assert len(set(cells.values())) == 87
    # in a honeycomb, row and half column are both even or both odd
    assert {(row + half) % 2 for row, half in cells.values()} == {1}


def test_hexagons_are_equal_and_share_their_edges() -> None:
    found = hexagons.hexagons()
    areas = [shape.area for shape in found.values()]
    assert max(areas) == pytest.approx(min(areas))
    whole = shapely.union_all(list(found.values()))
    assert whole.area == pytest.approx(sum(areas))


def test_four_fifths_of_the_neighbourhoods_are_kept() -> None:
    frame = boundaries.load("county", "medium")
    frame = frame[frame["kind"] != "special"]
    codes = list(frame["adcode"])
    shapes = frame.geometry.to_numpy()
    cells = hexagons.hexagons()
    kept = {"all": [0, 0], "own": [0, 0]}
    tree = shapely.STRtree(shapes)
    for i, j in np.transpose(tree.query(shapes, predicate="touches")):
        if i >= j:
            continue
        near = cells[codes[i]].intersection(cells[codes[j]]).length > 1
        own = frame["prefecture"].iloc[i] == frame["prefecture"].iloc[j]
        for group in ("all", "own") if own else ("all",):
            kept[group][0] += near
            kept[group][1] += 1
    assert kept["all"][0] / kept["all"][1] > 0.78
    assert kept["own"][0] / kept["own"][1] > 0.86


def test_most_prefectures_are_in_one_piece() -> None:
    body = hexagons.body()
    broken = [c for c, s in body.prefectures.items() if s.geom_type != "Polygon"]
    assert len(body.prefectures) == 14
    assert broken == []


def test_the_printed_numbers_are_the_values(sheets: Sheets) -> None:
    prepared, sheet = sheets("hex", "indicator")
    written = {text for text, _face in sheet.page.written}
    for unit in units.counties():
        assert unit.short in written
        number = prepared.values[unit.adcode].text
        assert number in written
    assert "45,930" in written  # 安宁区, the highest of the census

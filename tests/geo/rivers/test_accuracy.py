"""Each river line against an independent one: the shipped figures, their bands, who has none."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from data.build import drainage
from data.build import river_accuracy as build
from data.paths import ROOT
from geo.crs import ALBERS_GANSU
from geo.rivers import accuracy
from geo.rivers import lines as rivers

CHECKS = {(check.river, check.reference): check for check in accuracy.load()}
TRACED = ("daxia", "zuli", "zhuanglang", "shiyang")


def test_every_river_is_checked_or_named_as_unchecked() -> None:
    frame = rivers.load()
    listed = set(frame.loc[frame["kind"] != "stem_outside", "id"])
    assert {river for river, _reference in CHECKS} < listed
    assert accuracy.unchecked() == ("党河",)
    assert {c.river for c in CHECKS.values() if c.computed} == set(TRACED)


def test_lengths_are_those_of_the_lines() -> None:
    lines = rivers.load().to_crs(ALBERS_GANSU).set_index("id").geometry
    for check in CHECKS.values():
        assert check.length_km == pytest.approx(lines[check.river].length / 1000, abs=0.06)
        assert 0.5 * check.length_km <= check.compared_km <= check.length_km
        assert 0 <= check.within_2km <= check.within_5km <= 1
        assert check.median_km <= check.ninth_km <= check.max_km


def test_surveyed_rivers_agree_with_the_other_survey() -> None:
    """WDBII is known to lie up to 2 km beside the national set around Lanzhou."""
    for river in ("yellow", "wei"):
        check = CHECKS[river, "survey"]
        assert check.compared_km == pytest.approx(check.length_km, abs=0.5)
        assert check.within_2km > 0.8
        assert check.within_5km == 1.0
        assert check.median_km < 1.0
    # Below the mountains WDBII has no line of 黑河: part of it is not compared.
    assert 0.75 < CHECKS["hei", "survey"].compared_km / CHECKS["hei", "survey"].length_km < 0.9


@pytest.mark.parametrize("river", TRACED)
def test_traced_rivers_follow_the_finer_terrain(river: str) -> None:
    check = CHECKS[river, "terrain"]
    assert check.compared_km == pytest.approx(check.length_km, abs=0.5)
    assert check.within_2km > 0.7
    assert check.within_5km > 0.98
    assert check.median_km < 1.6
    assert check.max_km < 6


def test_the_terrain_is_worth_what_the_surveyed_rivers_show() -> None:
    known = [
        CHECKS[river, "terrain"]
        for river in ("tao", "huangshui", "datong", "wei", "jing", "malian")
    ]
    assert min(check.within_2km for check in known) > 0.9
    assert max(check.max_km for check in known) < 4


def test_the_document_tells_every_figure() -> None:
    text = (ROOT / "docs" / "belt.md").read_text(encoding="utf-8")
    for check in CHECKS.values():
        row = (
            f"| {check.name}{'（推算）' if check.computed else ''} | "
            f"{'WDBII' if check.reference == 'survey' else '地形'} | "
            f"{check.compared_km:.0f}/{check.length_km:.0f} | {check.within_2km * 100:.1f} | "
            f"{check.within_5km * 100:.1f} | {check.median_km:.2f} | {check.ninth_km:.2f} | "
            f"{check.max_km:.1f} |"
        )
        assert row in text


# ---- how it is measured ----


def test_gaps_are_distances_and_end_where_the_reference_is_lost() -> None:
    line = shapely.LineString([(0, 0), (40_000, 0)])
    beside = gpd.GeoSeries([shapely.LineString([(0, 3000), (20_000, 3000)])], crs=ALBERS_GANSU)
    found = build.gaps(line, beside)
    assert len(found) == 80
    assert found[0] == pytest.approx(3.0)
    kept = build.compared(found)
    # 10 km from the end of the other line is sqrt(100 - 9) km past it.
    assert len(kept) * build.STEP_KM == pytest.approx(20 + np.sqrt(91), abs=0.5)
    assert kept.max() <= build.LOST_KM


def test_water_runs_down_a_valley_and_through_a_pit() -> None:
    """A V-shaped valley falling to the east, with a pit in its bed that has to be filled."""
    rows, columns = np.mgrid[0:9, 0:30]
    heights = 100.0 * np.abs(rows - 4) + (30.0 - columns)
    heights[4, 15] = -50.0
    target, catchment = drainage.flood(heights)
    cell, way = 4 * 30 + 3, []
    while cell >= 0:
        way.append(divmod(cell, 30))
        cell = int(target[cell])
    assert {row for row, _column in way} == {4}
    assert [column for _row, column in way] == sorted(column for _row, column in way)
    assert way[-1] == (4, 29)
    assert catchment[4 * 30 + 29] > 100

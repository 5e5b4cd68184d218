"""The rivers are where maps have them, the stem is one line, and what is computed says so."""

from __future__ import annotations

import csv
import json
import math
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data.paths import FIGURES, STATIC
from geo.boundaries import load, web_geometry
from geo.crs import ALBERS_GANSU, CGCS2000
from geo.rivers import lines
from geo.rivers.lines import RiverError
from geo.rivers.stretches import chainages, locate, part

ZHONGSHAN_BRIDGE = (103.82, 36.06)
# GeoNames 1783666 Nima, the seat of 玛曲.
MAQU_SEAT = (102.07127, 34.00065)
MAQU_ROUNDED = (102.07, 33.99)
# The vertices nearest to it: the north bank in the 1:4,000,000 set, and the line of WDBII.
NEAR_BANK = shapely.LineString([(102.0567, 33.9752), (102.0657, 33.9762), (102.0733, 33.9651)])
WDBII_AT_MAQU = shapely.LineString([(102.0758, 33.9664), (102.0708, 33.9692), (102.0642, 33.9675)])

NAMES = {
    "stem": {"黄河"},
    "tributary": {
        "洮河", "湟水", "大通河", "大夏河", "庄浪河", "祖厉河", "渭河", "泾河", "马莲河",
    },
    "inland": {"黑河", "石羊河", "疏勒河", "党河", "北大河"},
}  # fmt: skip
COMPUTED = {"大夏河", "祖厉河", "庄浪河", "石羊河"}


def metres(geometry: shapely.Geometry) -> shapely.Geometry:
    return gpd.GeoSeries([geometry], crs=CGCS2000).to_crs(ALBERS_GANSU).iloc[0]


def test_every_river_is_there_with_its_source_and_licence() -> None:
    frame = lines.load()
    for kind, names in NAMES.items():
        assert set(frame.loc[frame["kind"] == kind, "name"]) == names
    assert frame["id"].is_unique
    assert frame.geometry.is_simple.all()
    assert frame.crs.to_epsg() == 4490
    assert frame["source"].str.len().min() > 10
    marks = {"1:400": "BSD-3", "WDBII": "LGPL-3.0", "推算": "CC BY 4.0"}
    for row in frame.itertuples():
        assert any(key in row.source and mark in row.licence for key, mark in marks.items())


def test_the_computed_rivers_are_flagged_and_are_the_table_of_figures() -> None:
    frame = lines.load()
    assert set(frame.loc[frame["computed"], "name"]) == COMPUTED
    assert frame.loc[frame["computed"], "source"].str.contains("computed").all()
    with (FIGURES / "computed_rivers.csv").open(encoding="utf-8", newline="") as stream:
        table = list(csv.DictReader(stream))
    assert all(row["source"].startswith("computed") for row in table)
    for name in COMPUTED:
        given_points = [
            (float(row["lon"]), float(row["lat"])) for row in table if row["name"] == name
        ]
        line = frame.geometry[frame["name"] == name].iloc[0]
        assert list(line.coords) == given_points


def test_the_stem_is_one_simple_line_with_rising_chainage() -> None:
    line = lines.stem()
    assert line.geom_type == "LineString"
    assert line.is_simple
    marks = chainages(line)
    assert (np.diff(marks) > 0).all()
    shipped = np.asarray(
        [[float(row[k]) for k in ("chainage_km", "lon", "lat")] for row in lines.table("stem.csv")]
    )
    assert np.abs(shipped[:, 0] - marks).max() < 0.001
    assert np.abs(shipped[:, 1:] - np.asarray(line.coords)).max() < 1e-5
    # No leap: the longest straight piece of the source's line in this region is under 8 km.
    assert np.diff(marks).max() < 8


def test_the_stem_runs_downstream_from_maqu_through_qinghai_to_jingtai() -> None:
    line = lines.stem()
    first, last = line.coords[0], line.coords[-1]
    assert first[0] < 101.2 and first[1] < 34.0
    assert last[0] > 104.6 and last[1] > 37.2
    stretches = lines.stretches_in_gansu()
    assert len(stretches) == 2
    assert stretches[0][0] == 0.0
    assert stretches[-1][1] == pytest.approx(float(chainages(line)[-1]), abs=0.01)
    # 黄河 leaves Gansu below 玛曲 and comes back above 积石山.
    assert 350 < stretches[0][1] < 450
    assert 500 < stretches[1][0] - stretches[0][1] < 650


def test_the_stem_passes_the_zhongshan_bridge() -> None:
    assert lines.chainage(*ZHONGSHAN_BRIDGE).distance_km < 2.0
    assert lines.chainage(*ZHONGSHAN_BRIDGE).in_gansu


def test_the_stem_passes_maqu_at_its_measured_distance_which_is_not_two_kilometres() -> None:
    """What is held at 玛曲, and what is not.

    The line was wanted within 2 km of the town. It is not: the axis passes 3.31 km from GeoNames'
    seat, the near bank 2.76 km; WDBII, which owes nothing to that source, 3.49 km (docs/belt.md).
    The line is the middle of the surveyed water and is not bent to fit. Held: the band around the
    measured distance, the bank's distance, and that the independent line is no nearer.
    """
    found = lines.chainage(*MAQU_SEAT)
    assert found.in_gansu
    assert found.distance_km == pytest.approx(3.31, abs=0.05)
    # From the town's place rounded to 0.01 degrees, where the two kilometres come from, the river
    # as the source draws it is within them; its middle, half the water's width further, is not.
    rounded = metres(shapely.Point(*MAQU_ROUNDED))
    assert metres(NEAR_BANK).distance(rounded) / 1000 == pytest.approx(1.58, abs=0.02)
    assert metres(WDBII_AT_MAQU).distance(rounded) / 1000 == pytest.approx(2.31, abs=0.02)
    assert lines.chainage(*MAQU_ROUNDED).distance_km == pytest.approx(2.15, abs=0.05)
    # The other place known for the seat (PyPI cpca 0.5.5), and the weather station 56074.
    for place in ((102.072698, 33.997712), (102.0833, 34.0)):
        assert 2.9 < lines.chainage(*place).distance_km < 3.8
    seat = metres(shapely.Point(*MAQU_SEAT))
    assert metres(NEAR_BANK).distance(seat) / 1000 == pytest.approx(2.76, abs=0.02)
    assert metres(WDBII_AT_MAQU).distance(seat) / 1000 == pytest.approx(3.49, abs=0.02)


def test_the_stem_follows_the_county_borders_that_follow_it() -> None:
    """Borders drawn along the river: the median gap is what the sources say, 0.2-0.4 km."""
    counties = load("county", "fine").set_index("adcode").to_crs(ALBERS_GANSU).geometry
    stem = metres(lines.stem())
    for one, other in (("620105", "620103"), ("620402", "620123"), ("622923", "622927")):
        border = shapely.line_merge(counties[one].intersection(counties[other]))
        points = [border.interpolate(at) for at in np.arange(0.0, border.length, 200.0)]
        gaps = np.asarray([stem.distance(point) for point in points])
        gaps = gaps[gaps < 4000]
        assert np.median(gaps) < 500
        assert np.quantile(gaps, 0.9) < 1100


def test_rivers_flow_where_they_should() -> None:
    """Mouths: 洮河 and 湟水 join the stem above Lanzhou, 渭河 leaves by 天水 to the east."""
    frame = lines.load().set_index("id").geometry
    stem = metres(lines.stem())
    for river, limit_km in (("tao", 3), ("huangshui", 3), ("zhuanglang", 3), ("zuli", 4)):
        end = shapely.get_point(shapely.get_parts(frame[river])[-1], -1)
        assert metres(end).distance(stem) < limit_km * 1000, river
    assert frame["wei"].bounds[2] > 106
    seats = {"shule": (95.8, 40.52), "hei": (100.45, 39.15), "dang": (94.66, 40.14)}
    for river, place in seats.items():
        assert metres(frame[river]).distance(metres(shapely.Point(place))) < 15_000, river


def test_the_reaches_cover_the_stem_without_gap() -> None:
    reaches = lines.stem_reaches()
    assert reaches[0].start_km == 0.0
    for before, after in pairwise(reaches):
        assert before.end_km == after.start_km
        assert before.parties != after.parties
    assert all(reach.length_km > 0 for reach in reaches)


@settings(deadline=None)
@given(st.floats(0, 1434), st.floats(0.1, 50))
def test_a_part_is_as_long_as_its_chainages_say(start: float, length: float) -> None:
    line = lines.stem()
    end = min(start + length, 1434.2)
    assume(end - start >= 0.1)
    assert chainages(part(line, start, end))[-1] == pytest.approx(end - start, abs=0.02)


@settings(deadline=None)
@given(st.floats(0, 1434))
def test_chainage_is_the_inverse_of_locate(kilometre: float) -> None:
    lon, lat = locate(lines.stem(), np.asarray([kilometre]))[0]
    found = lines.chainage(float(lon), float(lat))
    assert found.distance_km < 0.01
    assert found.chainage_km == pytest.approx(kilometre, abs=0.05)


@pytest.mark.parametrize(
    "place", [(math.nan, 36.0), (103.8, math.inf), (361.0, 36.0), (103.8, 95.0)]
)
def test_a_place_off_the_earth_is_refused(place: tuple[float, float]) -> None:
    with pytest.raises(RiverError, match="经纬度无效"):
        lines.chainage(*place)


def test_an_unknown_river_is_refused() -> None:
    with pytest.raises(RiverError, match="长江"):
        lines.river("长江")


def test_a_missing_file_is_named(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(lines, "RIVERS", tmp_path)
    with pytest.raises(RiverError, match=r"reaches\.csv"):
        lines.table("reaches.csv")


def test_the_screen_file_is_small_and_marks_what_is_computed() -> None:
    path = STATIC / web_geometry()["rivers"]
    assert path.stat().st_size < 60_000
    made = json.loads(path.read_text(encoding="utf-8"))["objects"]["rivers"]["geometries"]
    shown = {item["id"]: item["properties"] for item in made}
    assert {p["kind"] for p in shown.values()} == {"stem", "tributary", "inland"}
    assert {p["name"] for p in shown.values() if p["computed"]} == COMPUTED
    assert [key for key, p in shown.items() if p["outside"]] == ["yellow-outside"]
    assert {p["name"] for p in shown.values()} == set.union(*NAMES.values())

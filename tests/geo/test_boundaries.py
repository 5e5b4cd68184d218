from __future__ import annotations

import pytest

from data.paths import STATIC
from geo import boundaries
from geo.boundaries import BoundaryError, load, web_geometry
from geo.crs import CGCS2000
from geo.places import units


def test_counties_are_the_units_of_the_tables() -> None:
    county = load("county")
    listed = {u.adcode: u for u in (*units.counties(), *units.special_areas())}
    assert list(county.columns) == ["adcode", "name", "kind", "prefecture", "geometry"]
    assert list(county["adcode"]) == sorted(listed)
    for row in county.itertuples():
        unit = listed[row.adcode]
        assert (row.name, row.kind, row.prefecture) == (unit.name, unit.kind, unit.prefecture)


@pytest.mark.parametrize("level", boundaries.LEVELS)
@pytest.mark.parametrize("detail", boundaries.DETAILS)
def test_every_level_and_detail_is_valid_and_in_cgcs2000(level: str, detail: str) -> None:
    frame = load(level, detail)
    assert frame.crs.to_string() == CGCS2000
    assert len(frame) > 0
    assert frame.geometry.is_valid.all()
    assert not frame.geometry.is_empty.any()


def test_what_a_caller_does_to_a_frame_stays_with_the_caller() -> None:
    mine = load("county")
    mine["name"] = "x"
    assert load("county")["name"].iloc[0] == "城关区"


@pytest.mark.parametrize(
    ("level", "detail"),
    [("town", "fine"), ("county", "huge"), ("../county", "fine"), ("", ""), ("county\x00", "fine")],
)
def test_unknown_levels_and_details_are_refused(level: str, detail: str) -> None:
    with pytest.raises(BoundaryError) as error:
        load(level, detail)  # type: ignore[arg-type]
    assert "没有这种边界" in error.value.message


def test_a_missing_file_is_named(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(boundaries, "BOUNDARIES", tmp_path)
    boundaries._read.cache_clear()
    try:
        with pytest.raises(BoundaryError, match="county_fine"):
            load("county", "fine")
    finally:
        boundaries._read.cache_clear()


def test_web_geometry_names_files_that_exist() -> None:
    files = web_geometry()
    assert {"gansu", "context"} <= set(files)
    for path in files.values():
        assert (STATIC / path).is_file()
        assert path.startswith("geo/")

"""The shipped outline of the plan's hour is the one that the grid computes."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from data.errors import AtlasError
from geo.places import units
from geo.travel import isochrones, plan_ring
from geo.travel.journeys import reach
from geo.travel.origins import LANZHOU_CORE
from geo.travel.ring_document import PLAN_MINUTES


def shipped() -> shapely.MultiPolygon:
    return shapely.MultiPolygon([shapely.Polygon(r[0], r[1:]) for r in plan_ring.polygons()])


def test_the_shipped_outline_is_the_computed_one_thinned() -> None:
    computed = isochrones.rings((PLAN_MINUTES,), LANZHOU_CORE.id, band_of=None).geometry.iloc[0]
    assert shipped().is_valid
    apart = shapely.symmetric_difference(shipped(), computed).area / computed.area
    assert apart < 0.02, "run: python -m data.build.ring_outline"
    assert shapely.hausdorff_distance(shipped(), computed) < 0.02  # degrees: about 2 km


def test_seats_lie_on_the_side_that_their_minutes_say() -> None:
    journey, area = reach(LANZHOU_CORE.id), shipped()
    for unit in units.counties():
        minutes = journey.arrival(unit.adcode).minutes
        # within five minutes of the line the grid and the network may differ
        if abs(minutes - PLAN_MINUTES) > 5:
            inside = shapely.contains_xy(area, unit.seat_lon, unit.seat_lat)
            assert inside == (minutes < PLAN_MINUTES), (unit.name, minutes)


def test_a_missing_or_broken_file_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for content in (None, "minutes,part,ring,lon,lat\n60,0,0,x,36\n", "a,b\n1,2\n"):
        path = tmp_path / "ring.csv"
        if content is not None:
            path.write_text(content, encoding="utf-8")
        monkeypatch.setattr(plan_ring, "RING_CSV", path)
        plan_ring.polygons.cache_clear()
        with pytest.raises(AtlasError, match="一小时"):
            plan_ring.polygons()
    plan_ring.polygons.cache_clear()

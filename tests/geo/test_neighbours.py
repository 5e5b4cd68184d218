"""Who is whose neighbour: symmetric, found again from shared corners, known by name."""

from __future__ import annotations

import itertools
from collections import defaultdict

import numpy as np
import pytest
import shapely

from geo import boundaries, neighbours
from geo.places import units

CODES = [unit.adcode for unit in units.counties()]


def short_names(adcode: str) -> set[str]:
    return {units.unit(code).short for code in neighbours.contiguity()[adcode]}


def test_every_unit_has_neighbours_and_they_agree() -> None:
    found = neighbours.contiguity()
    assert list(found) == CODES
    assert len(found) == 87
    for code, others in found.items():
        assert others
        assert code not in others
        assert list(others) == sorted(set(others))
        assert all(code in found[other] for other in others)


@pytest.mark.parametrize("detail", boundaries.DETAILS)
def test_neighbours_are_the_units_that_share_a_corner(detail: boundaries.Detail) -> None:
    """In a valid coverage units that touch have a vertex in common: no geometry needed."""
    frame = boundaries.load("county", detail)
    holders: dict[tuple[float, float], set[str]] = defaultdict(set)
    for code, shape in zip(frame["adcode"], frame.geometry, strict=True):
        if code in CODES:
            for x, y in shapely.get_coordinates(shape):
                holders[x, y].add(code)
    pairs = {
        pair for codes in holders.values() for pair in itertools.combinations(sorted(codes), 2)
    }
    found = neighbours.contiguity(detail)
    assert {(a, b) for a, others in found.items() for b in others if a < b} == pairs
    assert found == neighbours.contiguity("fine")
    assert len(pairs) == 197


def test_known_neighbours() -> None:
    """城关 lies between three districts' and two counties' borders; 灵台 meets 泾川 and 崇信."""
    assert short_names("620102") == {"七里河", "安宁", "皋兰", "榆中"}
    assert short_names("620982") == {"瓜州", "肃北", "阿克塞"}
    assert "城关" not in short_names("620104")


def test_both_parts_of_subei_count() -> None:
    """肃北's northern part meets 玉门 and 瓜州, its southern one 阿克塞 and 肃南."""
    frame = boundaries.load("county", "medium").set_index("adcode")
    parts = list(frame.geometry["620923"].geoms)
    assert len(parts) == 2
    assert parts[0].distance(parts[1]) > 0.9  # degrees: no speck across a line
    south, north = sorted(parts, key=lambda part: part.centroid.y)
    aksay, sunan = frame.geometry["620924"], frame.geometry["620721"]
    assert south.touches(aksay)
    assert south.touches(sunan)
    assert not north.touches(aksay)
    assert not north.touches(sunan)
    guazhou = frame.geometry["620922"]
    assert north.touches(guazhou)
    assert short_names("620923") == {"玉门", "瓜州", "敦煌", "阿克塞", "肃南"}


def test_special_areas_are_nobody_s_neighbour() -> None:
    special = {area.adcode for area in units.special_areas()}
    assert len(special) == 3
    found = neighbours.contiguity()
    assert not special & (set(found) | {code for others in found.values() for code in others})


def test_weights_are_row_standardised() -> None:
    found = neighbours.weights(CODES)
    assert found.codes == tuple(CODES)
    assert found.isolated == ()
    assert found.pairs == 197
    assert found.matrix.sum(axis=1) == pytest.approx(np.ones(87))
    assert np.array_equal(found.matrix > 0, (found.matrix > 0).T)
    assert not found.matrix.diagonal().any()
    with pytest.raises(ValueError, match="read-only"):
        found.matrix[0, 0] = 1


def test_a_unit_whose_neighbours_are_left_out_is_named() -> None:
    gone = set(neighbours.contiguity()["620822"])
    left = [code for code in CODES if code not in gone]
    found = neighbours.weights(left)
    assert "620822" in found.isolated
    assert set(found.codes) | set(found.isolated) == set(left)
    assert found.matrix.shape == (len(found.codes),) * 2
    assert found.matrix.sum(axis=1) == pytest.approx(np.ones(len(found.codes)))


@pytest.mark.parametrize(
    ("codes", "isolated"), [([], 0), (["620102"], 1), (["620102", "620982"], 2)]
)
def test_few_units(codes: list[str], isolated: int) -> None:
    found = neighbours.weights(codes)
    assert found.codes == ()
    assert len(found.isolated) == isolated
    assert found.pairs == 0


@pytest.mark.parametrize("code", ["629700", "620200x", "{{7*7}}", ""])
def test_what_is_no_unit_is_refused(code: str) -> None:
    with pytest.raises(units.UnknownUnit):
        neighbours.weights(["620102", code])

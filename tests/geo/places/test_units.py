from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places import units
from geo.places.units import UnknownUnit

# Numbers of counties, districts and county-level cities of each prefecture in 2020: the division
# table of the 2020 census (86 in all) and 嘉峪关市 itself.
SIZES = {
    "兰州市": 8, "嘉峪关市": 1, "金昌市": 2, "白银市": 5, "天水市": 7, "武威市": 4, "张掖市": 6,
    "平凉市": 7, "酒泉市": 7, "庆阳市": 8, "定西市": 7, "陇南市": 9, "临夏回族自治州": 8,
    "甘南藏族自治州": 8,
}  # fmt: skip


def test_numbers_of_units() -> None:
    assert len(units.counties()) == 87
    assert {u.adcode for u in units.special_areas()} == {"629700", "629800", "629900"}
    assert {p.name: len(p.members) for p in units.prefectures()} == SIZES
    assert Counter(u.kind for u in units.counties()) == {"county": 86, "city": 1}


def test_every_county_is_in_the_prefecture_that_lists_it() -> None:
    members = [code for p in units.prefectures() for code in p.members]
    assert sorted(members) == [u.adcode for u in units.counties()]
    for unit in units.counties():
        owner = units.prefecture(unit.prefecture)
        assert unit.adcode in owner.members
        assert unit.prefecture_name == owner.name
        assert unit.prefecture == unit.adcode[:4] + "00"


def test_short_names_are_unique_and_what_people_say() -> None:
    shorts = Counter(u.short for u in (*units.counties(), *units.special_areas()))
    assert max(shorts.values()) == 1
    for code, short in (
        ("622927", "积石山"), ("622926", "东乡"), ("620525", "张家川"), ("620721", "肃南"),
        ("620923", "肃北"), ("620924", "阿克塞"), ("620623", "天祝"), ("622901", "临夏市"),
        ("622921", "临夏县"), ("620402", "白银区"), ("621026", "宁县"), ("620881", "华亭"),
    ):  # fmt: skip
        assert units.unit(code).short == short


def test_no_short_name_of_a_county_is_the_name_of_another_prefecture() -> None:
    prefectures = {p.short: p.adcode for p in units.prefectures()}
    for unit in units.counties():
        assert prefectures.get(unit.short, unit.prefecture) == unit.prefecture
        if unit.short in prefectures:
            assert unit.kind == "city"


def test_seats_carry_their_source() -> None:
    sources = Counter(u.seat_source.split(" ")[0] for u in units.counties())
    assert sources == {"GeoNames": 81, "CMA": 4, "China-region": 2}
    assert all(u.seat_lon is None and not u.seat_source for u in units.special_areas())


def test_lanzhou_new_area_is_a_zone_and_no_unit() -> None:
    (zone,) = units.zones()
    assert (zone.adcode, zone.lies_in) == ("620171", ("620121", "620122"))
    with pytest.raises(UnknownUnit):
        units.unit("620171")


@given(st.text())
def test_unknown_codes_are_refused_with_a_short_sentence(code: str) -> None:
    known = {u.adcode for u in (*units.counties(), *units.special_areas())}
    if code in known:
        assert units.unit(code).adcode == code
        return
    with pytest.raises(UnknownUnit) as error:
        units.unit(code)
    assert len(error.value.message) < 60


def test_unknown_prefecture() -> None:
    with pytest.raises(UnknownUnit):
        units.prefecture("620000")

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places import gazetteer, units
from geo.places.lookup import find_places, place_names, resolve


def names(text: str) -> list[str]:
    return [f.name for f in find_places(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("以兰州、白银为中心", ["兰州"]),
        ("发挥酒泉、嘉峪关两市丰富的风光资源", ["酒泉", "嘉峪关"]),
        ("加强产学研合作，保持社会安定", []),
        ("形成县域创新格局", []),
        ("健康县区建设", []),
        ("成县、康县和文县", ["成县", "康县", "文县"]),
        ("静宁县与宁县", ["静宁县", "宁县"]),
        ("东乡族自治县", ["东乡族自治县"]),
        ("少数民族有东乡族、保安族", []),
        ("东乡经济开发区", ["东乡"]),
        ("广河经济开发区、永靖工业园区", ["广河", "永靖"]),
        ("沿太子山麓食用菌产业带", []),
        ("兰州新区管委会", ["兰州新区"]),
        ("临夏回族自治州临夏市", ["临夏回族自治州", "临夏市"]),
        ("积石山县等地", ["积石山县"]),
        ("综合水利设施", []),
        ("决定西部的格局", []),
    ],
)
def test_what_is_found(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_the_list_of_names_is_unambiguous_and_longest_first() -> None:
    listed = place_names()
    lengths = [len(name) for name, _code, _level in listed]
    assert lengths == sorted(lengths, reverse=True)
    assert "临夏" not in {name for name, _code, _level in listed}
    for name, code, level in listed:
        match = resolve(name)
        assert (match.adcode, match.level) == (code, level)


def test_every_county_and_prefecture_can_be_found_by_its_full_name() -> None:
    for place in gazetteer.places().values():
        assert names(f"在{place.name}，") == [place.name]


def test_rules_are_for_forms_that_exist_and_give_reasons() -> None:
    for row in units.rows("running_text.csv"):
        assert row["name"] in gazetteer.index()
        assert row["reason"]
        assert (row["never"] == "yes") != bool(row["not_after"] or row["not_before"])


@given(st.text(alphabet="兰州市临夏县康乐和东乡族成形、。永靖", max_size=80))
def test_hits_are_in_order_apart_and_verbatim(text: str) -> None:
    end = 0
    for hit in find_places(text):
        assert hit.start >= end
        assert text[hit.start : hit.end] == hit.name
        end = hit.end

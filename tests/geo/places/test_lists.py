from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places import units
from geo.places.lookup import resolve, resolve_list

COUNTIES = st.sampled_from(units.counties())


def codes(text: str) -> list[str]:
    matches = resolve_list(text)
    assert all(m.status == "ok" for m in matches), matches
    return [m.adcode for m in matches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("酒泉、嘉峪关两市", ["620900", "620200"]),
        ("酒泉、嘉峪关两市丰富的", None),
        ("临夏市、东乡县和康乐县", ["622901", "622926", "622922"]),
        ("西和县和和政县", ["621225", "622925"]),
        ("和政县与西和县", ["622925", "621225"]),
        ("白银、兰州两市", ["620400", "620100"]),
        ("白银、金川两区", ["620402", "620302"]),
        ("临夏、康乐两县", ["622921", "622922"]),
        ("临夏、甘南两州", ["622900", "623000"]),
        ("兰州、白银两市和临夏州", ["620100", "620400", "622900"]),
        ("临夏县、康乐县等4个县（市、区）", ["622921", "622922"]),
        ("兰州、武威等地", ["620100", "620600"]),
        ("兰州、武威、张掖、酒泉等市", ["620100", "620600", "620700", "620900"]),
        ("城关区 七里河区\n安宁", ["620102", "620103", "620105"]),
        ("620102,620824；肃南县", ["620102", "620881", "620721"]),
        ("城关区", ["620102"]),
        ("，、\n；", []),
        ("", []),
    ],
)
def test_lists_as_written(text: str, expected: list[str] | None) -> None:
    if expected is None:
        assert resolve_list(text)[-1].status == "unknown"
    else:
        assert codes(text) == expected


def test_a_shared_name_without_a_count_stays_ambiguous() -> None:
    assert [m.status for m in resolve_list("兰州和白银")] == ["ok", "ambiguous"]


def test_the_count_that_settled_a_name_is_said() -> None:
    assert "两市" in resolve_list("白银、兰州两市")[0].note


def test_a_count_does_not_reach_behind_the_one_before() -> None:
    first, second, third, fourth = resolve_list("兰州、白银两市，临夏、康乐两县")
    assert (second.adcode, third.adcode) == ("620400", "622921")
    assert first.level == "prefecture"
    assert fourth.level == "county"


@given(
    st.lists(COUNTIES, min_size=1, max_size=12),
    st.sampled_from(["、", "，", ",", "；", "\n", " ", "和", "与", "、 "]),
)
def test_full_names_come_back_in_order(chosen: list[units.Unit], separator: str) -> None:
    assert codes(separator.join(u.name for u in chosen)) == [u.adcode for u in chosen]


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    for match in resolve_list(text):
        assert match.status in {"ok", "ambiguous", "unknown"}
        assert len(match.text) <= 40


@given(COUNTIES)
def test_a_list_of_one_is_the_place_itself(unit: units.Unit) -> None:
    assert resolve_list(unit.name) == (resolve(unit.name),)


@pytest.mark.parametrize("text", ["和" * 2000, "临夏" * 1000, "和政和" * 600, "等" * 1999])
def test_long_nonsense_is_answered_quickly(text: str) -> None:
    assert [m.status for m in resolve_list(text)] == ["unknown"]


def test_too_long_a_text_is_refused_whole() -> None:
    (match,) = resolve_list("城关区、" * 1000)
    assert match.status == "unknown"
    assert "过长" in match.note

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import AtlasError
from geo.places import gazetteer, units
from geo.places.lookup import AmbiguousPlace, UnknownPlace, county, resolve
from geo.places.match import distance

COUNTIES = units.counties()
ANY_UNIT = st.sampled_from((*COUNTIES, *units.special_areas()))
ANY_COUNTY = st.sampled_from(COUNTIES)


def ok(text: str) -> tuple[str, str]:
    match = resolve(text)
    assert match.status == "ok", match
    return match.level, match.adcode


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        ("城关区", "county", "620102"),
        ("积石山", "county", "622927"),
        ("积石山县", "county", "622927"),
        ("东乡县", "county", "622926"),
        ("张家川", "county", "620525"),
        ("肃南县", "county", "620721"),
        ("阿克塞", "county", "620924"),
        ("天祝", "county", "620623"),
        ("肃北", "county", "620923"),
        ("合作", "county", "623001"),
        ("金川", "county", "620302"),
        ("金昌", "prefecture", "620300"),
        ("酒泉", "prefecture", "620900"),
        ("兰州", "prefecture", "620100"),
        ("临夏州", "prefecture", "622900"),
        ("临夏回族自治州", "prefecture", "622900"),
        ("甘南", "prefecture", "623000"),
        ("平凉市", "prefecture", "620800"),
        ("嘉峪关", "county", "620200"),
        ("嘉峪关市", "county", "620200"),
        ("620200", "county", "620200"),
        ("620100", "prefecture", "620100"),
        ("兰州新区", "zone", "620171"),
        ("620171", "zone", "620171"),
        ("甘肃", "province", "620000"),
        ("甘肃省", "province", "620000"),
        ("山丹", "county", "620725"),
        ("山丹马场", "special", "629700"),
    ],
)
def test_names_that_people_write(text: str, level: str, code: str) -> None:
    assert ok(text) == (level, code)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("华亭县", "620881", "华亭市"),
        ("620824", "620881", "620881"),
        ("安西县", "620922", "瓜州县"),
        ("北道区", "620503", "麦积区"),
        ("秦城区", "620502", "秦州区"),
        ("622421", "621102", "定西县"),
        ("622626", "621222", "文县"),
        ("620201", "620200", "嘉峪关"),
    ],
)
def test_former_names_and_codes_are_translated_and_said(text: str, code: str, said: str) -> None:
    assert ok(text) == ("county", code)
    assert said in resolve(text).note


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" 城 关 区 ", "620102"),
        ("\u3000城关区\ufeff", "620102"),
        ("城\u200b关区", "620102"),
        ("６２０１０２", "620102"),
        ("156620102", "620102"),
        ("620102000", "620102"),
        ("620102000000", "620102"),
        ("620102.0", "620102"),
        ("甘肃省兰州市城关区", "620102"),
        ("兰州城关", "620102"),
        ("甘肃省临夏回族自治州积石山保安族东乡族撒拉族自治县", "622927"),
        ("白银市白银", "620402"),
        ("临夏州临夏县", "622921"),
        ("平凉市华亭县", "620881"),
    ],
)
def test_spaces_widths_codes_and_places_in_front(text: str, code: str) -> None:
    assert ok(text) == ("county", code)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("临夏", {"622900", "622901", "622921"}),
        ("白银", {"620400", "620402"}),
        ("临夏州临夏", {"622901", "622921"}),
        ("甘肃临夏", {"622900", "622901", "622921"}),
    ],
)
def test_shared_names_are_ambiguous_with_all_candidates(text: str, codes: set[str]) -> None:
    match = resolve(text)
    assert match.status == "ambiguous"
    assert {code for code, _name in match.candidates} == codes
    assert (match.adcode, match.members) == ("", ())


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("临桃县", "临洮县"),
        ("兰洲", "兰州市"),
        ("陇西市", "陇西县"),
        ("兰州市武都区", "武都区"),
        ("620199", "兰州市"),
        ("620112", "红古区"),
        ("积石山保安族自治县", "积石山保安族东乡族撒拉族自治县"),
    ],
)
def test_near_misses_are_unknown_with_suggestions(text: str, suggestion: str) -> None:
    match = resolve(text)
    assert match.status == "unknown"
    assert suggestion in match.suggestions
    assert len(match.suggestions) <= 3


@pytest.mark.parametrize("text", ["110000", "530102", "156110000"])
def test_codes_of_other_provinces_say_so(text: str) -> None:
    match = resolve(text)
    assert (match.status, match.suggestions) == ("unknown", ())


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\x00", "城关区\x00", "\x1b[31m城关区", "城" * 100_000, "\ud800", "\ufdfa" * 199,
     "县", "市", "{{7*7}}", "${x}", "<script>", "=1+1", "-1", "62010２a", "None", "nan"],
)  # fmt: skip
def test_hostile_text_is_unknown_and_short(text: str) -> None:
    match = resolve(text)
    assert match.status == "unknown"
    assert len(match.text) <= 40
    assert match.text.isprintable()


@given(ANY_UNIT)
def test_every_unit_resolves_from_name_and_code_and_from_its_short_name(unit: units.Unit) -> None:
    for text in (unit.name, unit.adcode, f"156{unit.adcode}", f"{unit.adcode}000000"):
        assert resolve(text).adcode == unit.adcode
    match = resolve(unit.short)
    if match.status == "ambiguous":
        assert (unit.adcode, unit.name) in match.candidates
    else:
        assert match.adcode == unit.adcode


@given(ANY_COUNTY)
def test_every_county_resolves_with_its_prefecture_in_front(unit: units.Unit) -> None:
    if unit.kind == "city":
        return
    assert ok(f"甘肃省{unit.prefecture_name}{unit.name}") == ("county", unit.adcode)
    other = next(p for p in units.prefectures() if p.adcode != unit.prefecture)
    assert resolve(f"{other.name}{unit.name}").status == "unknown"


@given(ANY_COUNTY, st.sampled_from([" ", "\u3000", "\u200b", "\ufeff", "\t"]), st.data())
def test_spaces_anywhere_change_nothing(unit: units.Unit, space: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(unit.name)))
    assert resolve(unit.name[:at] + space + unit.name[at:]).adcode == unit.adcode


@given(st.sampled_from(units.prefectures()))
def test_every_prefecture_resolves_with_its_counties(prefecture: units.Prefecture) -> None:
    for text in (prefecture.name, prefecture.adcode):
        match = resolve(text)
        assert match.adcode == prefecture.adcode
        assert match.members == prefecture.members


@given(st.text(max_size=60))
def test_any_text_gets_an_answer_that_is_consistent(text: str) -> None:
    match = resolve(text)
    assert match.status in {"ok", "ambiguous", "unknown"}
    assert (match.status == "ok") == bool(match.adcode) == bool(match.name) == bool(match.level)
    assert (match.status == "ambiguous") == (len(match.candidates) > 1)
    assert match.status == "unknown" or not match.suggestions
    # Suggestions can be used as they are.
    assert all(resolve(name).status == "ok" for name in match.suggestions)


def test_members_of_zone_special_area_and_province() -> None:
    assert resolve("兰州新区").members == ("620121", "620122")
    assert "不是县级行政区" in resolve("兰州新区").note
    assert resolve("太子山").members == ()
    assert len(resolve("甘肃").members) == 87


def test_no_alias_hides_a_current_name_and_each_has_a_reason() -> None:
    current = {p.name: p.adcode for p in gazetteer.places().values()}
    current |= {code: code for code in gazetteer.places()}
    for row in units.rows("aliases.csv"):
        assert row["alias"] not in current
        assert row["adcode"] in gazetteer.places()
        assert row["reason"]
        assert row["source"]
        assert resolve(row["alias"]).adcode == row["adcode"]


def test_county_returns_the_unit() -> None:
    assert county("620102").name == "城关区"
    assert county("嘉峪关").kind == "city"


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("临夏", AmbiguousPlace, ["临夏市（622901）", "临夏县（622921）", "临夏回族自治州"]),
        ("兰州", AmbiguousPlace, ["兰州市", "城关区", "榆中县"]),
        ("甘肃", AmbiguousPlace, ["甘肃省"]),
        ("临桃县", UnknownPlace, ["临桃县", "临洮县"]),
        ("兰州新区", UnknownPlace, ["永登县", "皋兰县"]),
        ("山丹马场", UnknownPlace, ["没有统计数据"]),
        ("zzz", UnknownPlace, ["zzz", "六位代码"]),
    ],
)
def test_county_says_what_is_wrong(text: str, error: type[AtlasError], words: list[str]) -> None:
    with pytest.raises(error) as caught:
        county(text)
    assert all(word in caught.value.message for word in words)
    assert caught.value.message.endswith("。")
    assert "\n" not in caught.value.message
    assert caught.value.detail.startswith("county(")


@given(st.text(max_size=12), st.text(max_size=12))
def test_edit_distance_is_a_metric_on_small_texts(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) <= max(len(one), len(other))


def test_edit_distance_known_numbers() -> None:
    assert distance("kitten", "sitting") == 3
    assert distance("", "abc") == 3

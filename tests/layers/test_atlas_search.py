"""One search finds what people type: names, parts, former names, pinyin, first letters, sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.paths import ROOT
from geo.places import units
from layers import atlas_search, pinyin_forms
from layers.atlas_search import HitKind


@pytest.mark.parametrize(
    ("text", "kind", "identifier"),
    [
        ("榆中", HitKind.COUNTY, "620123"),
        ("620123", HitKind.COUNTY, "620123"),
        ("620824", HitKind.COUNTY, "620881"),  # 华亭's code as a county
        ("华亭县", HitKind.COUNTY, "620881"),
        ("yuzhong", HitKind.COUNTY, "620123"),
        ("yzx", HitKind.COUNTY, "620123"),
        ("tanchang", HitKind.COUNTY, "621223"),
        ("dang chang", HitKind.COUNTY, "621223"),
        ("ＧＤＰ", HitKind.INDICATOR, "gdp"),
        ("城镇化率", HitKind.INDICATOR, "urbanization_rate"),
        ("czrkczhl", HitKind.INDICATOR, "urbanization_rate"),
        ("兰州白银国家自主创新示范区", HitKind.SYSTEM, "lanbai-innovation-zone"),
        ("兰白自创区", HitKind.SYSTEM, "lanbai-innovation-zone"),
        ("lanbaizichuangqu", HitKind.SYSTEM, "lanbai-innovation-zone"),
    ],
)
def test_it_is_found_among_the_first(text: str, kind: HitKind, identifier: str) -> None:
    found = atlas_search.find(text)
    assert (kind, identifier) in [(hit.kind, hit.id) for hit in found[:3]]


def test_every_county_is_found_by_name_pinyin_and_initials() -> None:
    for unit in units.counties():
        forms = pinyin_forms.of(unit.name)
        for text in (unit.name, min(forms.whole), min(forms.initials)):
            found = atlas_search.find(text, 40)
            assert unit.adcode in [hit.id for hit in found], (unit.name, text)


def test_a_sentence_is_found_with_its_chapter() -> None:
    hits = atlas_search.find("生物医药")
    assert hits
    assert all(hit.kind is HitKind.SENTENCE and "生物医药" in hit.title for hit in hits)
    assert hits[0].id.startswith("gansu-145:")
    assert "〔2021〕90号" in hits[0].detail


def test_sentences_never_push_names_out() -> None:
    hits = atlas_search.find("兰州", 12)
    assert sum(hit.kind is HitKind.SENTENCE for hit in hits) == 4
    assert sum(hit.kind is not HitKind.SENTENCE for hit in hits) == 8


@pytest.mark.parametrize("text", ["", "  ", "zzzz", "火星", "(", "[a", "\x00"])
def test_what_names_nothing_finds_nothing(text: str) -> None:
    assert atlas_search.find(text) == ()


@given(st.text(max_size=12))
def test_whatever_is_typed_is_answered(text: str) -> None:
    hits = atlas_search.find(text)
    assert len(hits) <= 12
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)


def test_both_readings_of_a_name_count() -> None:
    assert {"dangchangxian", "tanchangxian"} <= pinyin_forms.of("宕昌县").whole
    assert "pypinyin" in (ROOT / "requirements.txt").read_text(encoding="utf-8")

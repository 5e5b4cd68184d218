"""What the plans name without a place is found on 数据与出处, by search and by link."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data.paths import ROOT
from layers import catalogue, sentences


def _page(find: str = "") -> AppTest:
    test = AppTest.from_file(str(ROOT / "views" / "sources.py"), default_timeout=60)
    if find:
        test.query_params["find"] = find
    test.run()
    assert not test.exception
    return test


def _tables(test: AppTest) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    frames = [item.value for item in test.dataframe]
    named = next((f for f in frames if "为什么没有落地" in f), None)
    rows = next((f for f in frames if "归类" in f), None)
    return (
        [] if named is None else named.to_dict("records"),
        [] if rows is None else rows.to_dict("records"),
    )


def test_both_lists_are_whole_without_a_search() -> None:
    named, rows = _tables(_page())
    assert [row["名称"] for row in named] == [s.name for s in catalogue.unplaced()]
    assert all(row["为什么没有落地"].endswith("。") for row in named)
    assert [row["句子"] for row in rows] == [row.sentence for row in sentences.table()]


@pytest.mark.parametrize(
    ("sought", "name"),
    [
        ("数字经济产业园", "数字经济产业园"),
        ("科技人才", "科技人才试验区"),
        ("夏菜", "高原夏菜生产基地"),
    ],
)
def test_a_search_finds_the_name_and_its_sentence(sought: str, name: str) -> None:
    test = _page()
    next(box for box in test.text_input if box.label == "查找").set_value(sought).run()
    named, rows = _tables(test)
    assert name in [row["名称"] for row in named]
    assert rows
    assert all(any(sought in cell for cell in row.values()) for row in [*named, *rows])


def test_a_search_comes_back_by_link_and_hostile_words_find_nothing() -> None:
    named, _rows = _tables(_page("科技创新城"))
    assert [row["名称"] for row in named] == ["科技创新城"]
    named, rows = _tables(_page("<script>alert(1)</script>{{7*7}}"))
    assert (named, rows) == ([], [])

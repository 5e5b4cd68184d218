"""Policy lists: which are layers, what they say of themselves, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.paths import LISTS
from layers import catalogue, list_wording, policy_lists, styles
from layers.policy_list import Coverage, Status
from layers.policy_lists import PolicyListError
from layers.system import System

TEXT_ONLY = [item for item in policy_lists.load().values() if not item.drawable]
DRAWN = list(policy_lists.drawn().values())


def test_only_complete_lists_are_layers() -> None:
    assert len(DRAWN) == 19
    assert len(TEXT_ONLY) == 11
    assert all(item.coverage is Coverage.COMPLETE for item in DRAWN)
    assert set(policy_lists.drawn()) <= set(catalogue.layers())
    assert not set(policy_lists.drawn()) & set(catalogue.load())


@pytest.mark.parametrize("item", TEXT_ONLY, ids=lambda item: item.id)
def test_a_list_that_is_not_complete_is_no_layer_and_says_so(item: policy_lists.PolicyList) -> None:
    with pytest.raises(catalogue.UnknownSystem, match="不完整"):
        catalogue.get(item.id)
    assert item.id not in catalogue.layers()
    for code in item.counties:
        line = list_wording.entry(item, item.of(code))
        assert list_wording.coverage(item) in line
    if item.coverage is not Coverage.UNCONFIRMED:
        assert "不完整" in list_wording.coverage(item)


@pytest.mark.parametrize("item", DRAWN, ids=lambda item: item.id)
def test_a_layer_is_a_system_with_publisher_document_year_and_status(
    item: policy_lists.PolicyList,
) -> None:
    system: System = catalogue.get(item.id)
    assert system is item
    assert not set(item.members) & set(item.partial)
    assert item.publishers and item.documents and item.years and item.statuses
    said = list_wording.sentence(item)
    assert item.publishers[0] in said
    assert str(item.years[-1]) in said


def test_parks_and_towns_make_a_county_partial() -> None:
    for key in ("list-strong-town", "list-agri-park", "list-agri-park-affirmed"):
        assert catalogue.get(key).members == ()
    assert len(catalogue.get("list-strong-town").partial) == 47
    assert catalogue.get("list-cold-chain").partial == ()  # 整县推进


def test_what_a_county_is_on() -> None:
    tongwei = {item.id for item in policy_lists.of("621121")}
    assert {"list-science-team", "list-poverty-exit-2020", "list-relics-area"} <= tongwei
    team = policy_lists.load()["list-science-team"]
    assert "不完整：甘肃共23个，只读到7个" in list_wording.entry(team, team.of("621121"))
    town = policy_lists.load()["list-strong-town"]
    assert "县内：夏官营镇" in list_wording.entry(town, town.of("620123"))


def test_runs_of_years_are_written_short() -> None:
    assert list_wording.years(policy_lists.load()["list-mechanisation"]) == "2016—2022、2024年"
    assert list_wording.years(policy_lists.load()["list-innovative-county"]) == "2018、2023年"


def test_public_notices_are_told_from_decisions() -> None:
    zone = policy_lists.load()["list-modern-agriculture-zone"]
    assert {e.year for e in zone.entries if e.status is Status.PROPOSED} == {2022, 2023}
    assert "2022、2023年为公示稿" in list_wording.caution(zone)


def test_lists_on_one_map_differ_in_colour() -> None:
    for start in range(len(DRAWN) - 7):
        shown = tuple(DRAWN[start : start + 8])
        assert len(set(styles.list_colours(shown).values())) == 8


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("entries.csv", ",designated,", ",honoured,"),
        ("entries.csv", ",620724,", ",629999,"),
        ("entries.csv", ",2018,", ",zwei,"),
        ("entries.csv", ",whole,", ",somewhere,"),
        ("entries.csv", "list-innovative-county,", "list-unknown,"),
        ("lists.csv", ",complete,", ",almost,"),
        ("lists.csv", ",national,", ",magazine,"),
        ("lists.csv", "list-tourism,", "list-tourism-2,"),
    ],
)
def test_a_damaged_table_is_refused(tmp_path: Path, file: str, old: str, new: str) -> None:
    shutil.copytree(LISTS, tmp_path / "lists")
    path = tmp_path / "lists" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicyListError, match="政策名单"):
        policy_lists.read(tmp_path / "lists")


def test_a_missing_table_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PolicyListError, match="读不出来"):
        policy_lists.read(tmp_path)

"""The policy lists as shipped: what the sources say is there, and what is no government list is not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data.build import csv_tables
from data.build import policy_list_tables as build
from data.errors import AtlasError
from data.paths import LISTS


def rows(name: str) -> list[dict[str, str]]:
    with (LISTS / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# Counties on each list that the gatherers found complete for Gansu (SOURCES.md, section 5).
COMPLETE = {
    "list-innovative-county": 4,
    "list-science-popularisation-2016": 12,
    "list-strong-county-2021": 10,
    "list-advanced-county-2021": 10,
    "list-contiguous-poor-area": 58,
    "list-poverty-exit-2017": 18,
    "list-poverty-exit-2019": 31,
    "list-poverty-exit-2020": 8,
    "list-old-area": 16,
    "list-relics-area": 39,
    "list-autonomous-county": 7,
    "list-ethnic-area": 21,
    "list-tourism": 3,
    "list-mechanisation": 27,
    "list-modern-agriculture-zone": 9,
    "list-agri-park": 11,
    "list-agri-park-affirmed": 5,
    "list-cold-chain": 8,
    "list-strong-town": 47,
}
# What was read of those that are not, and how many the sources say there are.
INCOMPLETE = {
    "list-science-team": ("7", "23"),
    "list-ecommerce": ("5", "28"),
    "list-tianjin-pairing": ("10", "34"),
    "list-advanced-county-2022": ("1", "10"),
    "list-science-popularisation-2023": ("1", ""),
    "list-representative-park-2022": ("4", "12"),
    "list-provincial-hightech-zone": ("5", "9"),
}


def test_the_build_writes_what_is_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "LISTS", tmp_path)
    build.main()
    for name in ("lists.csv", "entries.csv"):
        assert (tmp_path / name).read_bytes() == (LISTS / name).read_bytes()


def test_complete_lists_have_the_counties_that_the_sources_count() -> None:
    shipped = {row["id"]: int(row["read"]) for row in rows("lists.csv")}
    complete = {row["id"] for row in rows("lists.csv") if row["coverage"] == "complete"}
    assert {key: shipped[key] for key in complete} == COMPLETE


def test_incomplete_lists_say_how_little_was_read() -> None:
    found = {
        row["id"]: (row["read"], row["total"])
        for row in rows("lists.csv")
        if row["coverage"] == "incomplete"
    }
    assert found == INCOMPLETE


def test_the_58_hold_the_poor_area_counties_of_the_exit_notices_and_none_of_the_scattered() -> None:
    entries = rows("entries.csv")
    poor_area = {r["adcode"] for r in entries if r["list"] == "list-contiguous-poor-area"}
    exits = [r for r in entries if r["list"].startswith("list-poverty-exit-")]
    scattered = {r["adcode"] for r in exits if r["detail"] == "插花型贫困县"}
    assert len(scattered) == 12
    assert not scattered & poor_area
    # of the others only 秦州区 lies outside: 6 + 30 + 8 are in
    others = {r["adcode"] for r in exits} - scattered
    assert others - poor_area == {"620502"}
    assert len(others & poor_area) == 44


def test_media_rankings_and_research_classes_are_not_shipped() -> None:
    text = (LISTS / "lists.csv").read_text(encoding="utf-8")
    text += (LISTS / "entries.csv").read_text(encoding="utf-8")
    for word in ("小康", "蓝皮书", "媒体榜单", "社会科学院"):
        assert word not in text
    assert {row["level"] for row in rows("lists.csv")} == {"national", "provincial"}


def test_every_entry_names_publisher_document_year_and_where_it_was_read() -> None:
    for row in rows("entries.csv"):
        assert row["publisher"] and row["document"] and row["source"], row
        assert 2010 <= int(row["year"]) <= 2026
        assert "同上" not in row["document"] + row["source"]


def test_a_list_that_calls_itself_complete_must_add_up() -> None:
    heads, entries = csv_tables.read(build.HEADS), csv_tables.read(build.ROWS)
    short = [r for r in entries if (r["list"], r["adcode"]) != ("list-innovative-county", "620123")]
    with pytest.raises(AtlasError, match="应有 4 个县区，实有 3 个"):
        build.lists(heads, short)


@pytest.mark.parametrize(("column", "value"), [("name", "榆中区"), ("list", "list-unknown")])
def test_a_row_that_names_another_county_or_list_is_refused(column: str, value: str) -> None:
    heads, entries = csv_tables.read(build.HEADS), csv_tables.read(build.ROWS)
    wrong = next(r for r in entries if r["adcode"] == "620123")
    with pytest.raises(AtlasError, match="620123"):
        build.entries(heads, [wrong | {column: value}])

"""The data package: valid by the standard, complete, the same however the files are checked out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from frictionless import Package, system

from data import records
from data.build import datapackage as build
from data.files import content_bytes, data_files, sha256
from data.paths import DATAPACKAGE, ROOT

DESCRIPTOR = json.loads(DATAPACKAGE.read_text(encoding="utf-8"))
RESOURCES = DESCRIPTOR["resources"] + DESCRIPTOR["web_files"]


def test_frictionless_finds_nothing_wrong() -> None:
    with system.use_context(trusted=False):
        report = Package(str(DATAPACKAGE)).validate()
    errors = report.flatten(["name", "type", "note"])
    assert errors == []


def test_every_shipped_data_file_has_a_record() -> None:
    covered = {resource["root_path"] for resource in RESOURCES}
    assert set(data_files()) <= covered


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda r: r["name"])
def test_a_record_says_all_that_it_must(resource: dict[str, object]) -> None:
    for key in ("title", "short", "period", "table", "digitised_by", "coverage", "kind"):
        assert resource[key], key
    assert resource["sources"] and resource["licenses"]
    assert resource["processing"]
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", str(resource["hash"]))
    assert re.fullmatch(r"[-a-zA-Z0-9._/]+", str(resource["name"]))


def test_figures_from_repositories_are_pinned_to_a_commit() -> None:
    for resource in DESCRIPTOR["resources"]:
        if resource["kind"] == "figures" and "/data/" not in resource["digitised_short"]:
            pinned = re.findall(r"github\.com/\S+ @([0-9a-f]{8})", resource["digitised_short"])
            if pinned and resource["commit"]:
                assert resource["commit"].startswith(pinned[0]), resource["name"]
                assert len(resource["commit"]) == 40


def test_the_descriptor_is_what_the_build_makes() -> None:
    assert build.package() == DESCRIPTOR


def test_nothing_names_a_machine() -> None:
    text = DATAPACKAGE.read_text(encoding="utf-8")
    assert not re.search(r"/(?:work|tmp|home|root|usr)/", text)


def test_hashes_do_not_see_line_ends(tmp_path: Path) -> None:
    unix, windows = tmp_path / "a.csv", tmp_path / "b.csv"
    unix.write_bytes(b"x,y\n1,2\n")
    windows.write_bytes(b"x,y\r\n1,2\r\n")
    assert sha256(content_bytes(unix)) == sha256(content_bytes(windows))
    binary = tmp_path / "c.parquet"
    binary.write_bytes(b"1\r\n")
    assert content_bytes(binary) == b"1\r\n"


def test_records_are_read_without_loss() -> None:
    loaded = records.load()
    assert list(loaded) == [resource["name"] for resource in RESOURCES]
    census = records.record("census2020-county")
    assert census.publisher == "国家统计局"
    assert census.rows == 88
    assert census.commit.startswith("0ba0f1ef")
    assert (ROOT / census.path).is_file()


def test_source_lines_are_short_and_complete() -> None:
    line = records.source_line("census2020-county")
    assert line == (
        "数据：第七次全国人口普查分县资料（国家统计局，2022）；"
        "数字化：github.com/leiii/census @0ba0f1ef"
    )
    both = records.source_line("census2010-county;census2020-county")
    assert both.count("leiii/census") == 1
    assert "第六次" in both
    assert "第七次" in both
    with pytest.raises(records.UnknownRecordError, match="没有编号"):
        records.source_line("nothing")

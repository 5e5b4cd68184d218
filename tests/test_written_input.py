"""What people type and paste: lists, former codes, printed names, links, suffixes, marks of editors."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefing import manifest, manifest_pairs
from cli import app
from data import text_lists
from geo.places import lookup, units
from layers import wording
from layers.spec import MapSpec
from layers.spec_reading import from_query
from layers.spec_rules import vocabulary

# Codes and names before the 地区 became cities (GB/T 2260 before 2002), and what they are today.
FORMER = {
    "622301": "620602", "622322": "620621", "622102": "620902", "622101": "620981",
    "622103": "620982", "622201": "620702", "622222": "620721", "622701": "620802",
    "622727": "620826", "622801": "621002", "622825": "621025", "武威地区": "620600",
    "张掖地区": "620700", "酒泉地区": "620900", "平凉地区": "620800", "庆阳地区": "621000",
    "西峰市": "621002",
}  # fmt: skip
PLAIN = ["gdp", "pop_resident"]


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, arguments)
    # the door of the command line turns the refusal into a sentence on stderr
    return done.exit_code, done.output + getattr(done.exception, "message", "")


@pytest.mark.parametrize("mark", [",", "，", "、", ";", "；", " ", "\u3000", " ， "])
def test_a_list_is_a_list_whatever_parts_it(mark: str, tmp_path: Path) -> None:
    assert text_lists.parts(mark.join(PLAIN)) == PLAIN
    target = tmp_path / "t.csv"
    assert run("table", "--indicators", mark.join(PLAIN), "-o", str(target))[0] == 0
    assert {"gdp", "pop_resident"} <= set(target.read_text("utf-8-sig").splitlines()[0].split(","))
    query = {"ind": "gdp", "sel": mark.join(["620102", "622921"])}
    spec, refused = from_query(query, MapSpec(), vocabulary())
    assert spec.selected == ("620102", "622921")
    assert not refused


@pytest.mark.parametrize(("written", "today"), FORMER.items())
def test_former_codes_and_names_are_known(written: str, today: str) -> None:
    assert lookup.resolve(written).adcode == today


def test_a_wrong_code_is_told_of_its_own_prefecture_only() -> None:
    for unit in units.counties():
        for last in "0123456789":
            wrong = lookup.resolve(unit.adcode[:5] + last)
            if wrong.status != "unknown":
                continue
            homes = {lookup.resolve(name).adcode[:4] for name in wrong.suggestions}
            assert homes <= {unit.adcode[:4]}, (wrong.text, wrong.suggestions)


@pytest.mark.parametrize("unit", units.counties(), ids=lambda unit: unit.adcode)
def test_what_the_atlas_prints_is_understood(unit: units.Unit) -> None:
    for printed in (
        f"{unit.name}（{unit.prefecture_name}，{unit.adcode}）",
        f"{unit.name}（{unit.adcode}）",
        f"{unit.name}（{unit.prefecture_name}）",
    ):
        assert lookup.county(printed).adcode == unit.adcode
        assert text_lists.parts(f"{printed}，{printed}") == text_lists.parts(printed) * 2


def test_a_name_with_another_county_s_code_is_no_place() -> None:
    for printed in ("榆中县（620102）", "榆中县（天水市）", "榆中县（）", "（620123）"):
        assert lookup.resolve(printed).status == "unknown", printed


@pytest.mark.parametrize("written", ["榆中县", "榆中", "620123", "榆中县（兰州市，620123）"])
def test_a_link_knows_the_places_a_command_knows(written: str) -> None:
    spec, refused = from_query({"sel": written}, MapSpec(), vocabulary())
    assert spec.selected == ("620123",)
    assert not refused
    # 华亭 was a county until 2018
    assert from_query({"sel": "620824"}, MapSpec(), vocabulary())[0].selected == ("620881",)
    assert from_query({"sel": "临夏"}, MapSpec(), vocabulary())[1], "two places bear that name"


def test_the_suffix_decides_and_a_contradiction_is_refused(tmp_path: Path) -> None:
    book = tmp_path / "t.xlsx"
    assert run("table", "--indicators", "gdp", "-o", str(book))[0] == 0
    assert book.read_bytes()[:2] == b"PK"
    status, said = run(
        "table", "--indicators", "gdp", "-o", str(tmp_path / "t.csv"), "--format", "xlsx"
    )
    assert status == 1
    assert "t.csv" in said
    assert not (tmp_path / "t.csv").exists()


def test_an_editor_s_mark_does_not_break_a_manifest(tmp_path: Path) -> None:
    picture = tmp_path / "m.png"
    assert run("map", "--indicator", "gdp", "-o", str(picture))[0] == 0
    beside = manifest_pairs.path_for(picture)
    beside.write_bytes(b"\xef\xbb\xbf" + beside.read_bytes())
    assert manifest.matches(manifest.verify(picture))


def test_a_recipe_saved_by_an_editor_is_read(tmp_path: Path) -> None:
    recipe = tmp_path / "r.toml"
    shutil.copy(Path("data/recipes/talent_conditions.toml"), recipe)
    recipe.write_bytes(b"\xef\xbb\xbf" + recipe.read_bytes())
    assert run("index", str(recipe), "--json")[0] == 0


def test_nothing_has_no_sign() -> None:
    assert wording.number(-0.04, 1) == "0.0"
    assert wording.number(-0.0) == "0"
    assert wording.number(-0.06, 1) == "-0.1"
    assert next(csv.reader(io.StringIO(wording.number(-1234.5, 1)))) == ["-1", "234.5"]

"""The command face: JSON by contract, one Chinese sentence and exit 1 when input is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parent.parent


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "cli.py", *args],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def document(*args: str) -> Any:
    result = run(*args, "--json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_systems_have_the_contract_s_fields() -> None:
    systems = document("systems")
    fields = {"id", "name", "kind", "plan", "members", "partial", "sources", "tasks", "method"}
    assert all(fields <= set(system) for system in systems)
    by_name = {system["name"]: system for system in systems}
    jiujia = by_name["酒嘉新能源产业创新集群"]
    assert "620200" in jiujia["members"]
    assert "620902" in jiujia["members"]
    assert "酒泉、嘉峪关两市" in jiujia["sources"][0]["quote"]


def test_county_tells_everything_about_one_county() -> None:
    yuzhong = document("county", "榆中县")
    assert yuzhong == document("county", "620123")
    assert set(yuzhong) == {
        *("adcode", "name", "prefecture", "systems", "lists", "indicators", "mentions")
    }
    people = [i for i in yuzhong["indicators"] if (i["id"], i["year"]) == ("pop_resident", 2020)]
    assert people[0]["value"] == 473882
    assert people[0]["status"] == "ok"
    assert 1 <= people[0]["rank"] <= people[0]["of"] == 87


def test_lists_stand_beside_the_systems_with_publisher_document_and_year() -> None:
    systems = document("systems")
    lists = {system["id"]: system for system in systems if system["kind"] == "list"}
    assert len(lists) == 19
    assert all(item["publisher"] and item["document"] and item["year"] for item in lists.values())
    innovative = lists["list-innovative-county"]
    assert innovative["members"] == ["620123", "620724", "620981", "621122"]
    assert innovative["publisher"] == "科学技术部"
    assert "国科发农〔2023〕76号" in innovative["document"]
    assert innovative["year"] == 2023
    assert lists["list-strong-town"]["members"] == []
    assert len(lists["list-strong-town"]["partial"]) == 47
    # what is not complete is no system
    assert "list-science-team" not in lists


def test_a_county_tells_its_lists_the_incomplete_with_the_word() -> None:
    lists = {item["id"]: item for item in document("county", "通渭县")["lists"]}
    assert lists["list-science-team"]["coverage"] == "incomplete"
    assert "不完整" in lists["list-science-team"]["note"]
    assert lists["list-poverty-exit-2020"]["year"] == 2020
    assert lists["list-poverty-exit-2020"]["whole"] is True


def test_missing_is_null_and_unranked() -> None:
    chengguan = document("county", "城关区")
    gdp = next(i for i in chengguan["indicators"] if i["id"] == "gdp")
    assert (gdp["value"], gdp["rank"]) == (None, None)
    assert gdp["status"] in {"missing", "merged"}
    assert gdp["note"]


def test_indicators_have_the_contract_s_fields() -> None:
    fields = {
        "id", "name", "unit", "kind", "level", "years", "coverage",
        "definition", "source", "licence", "caveats",
        "comparable", "year_breaks", "direction", "direction_why",
    }  # fmt: skip
    rows = document("indicators")
    assert all(set(row) == fields for row in rows)
    assert {row["kind"] for row in rows} == {"ratio", "count", "index"}
    assert {row["level"] for row in rows} == {"county", "prefecture", "province"}
    assert all(row["source"] and row["definition"] for row in rows)


def test_autocorrelation_has_the_contract_s_fields() -> None:
    found = document("autocorrelation", "--indicator", "gdp_per_capita_census", "--year", "2020")
    assert list(found) == [
        "indicator", "year", "n", "missing", "global", "local", "weights", "seed", "method"
    ]  # fmt: skip
    assert (found["indicator"], found["year"], found["n"]) == ("gdp_per_capita_census", 2020, 76)
    assert set(found["global"]) == {"I", "expected", "p", "permutations"}
    assert found["global"]["I"] == pytest.approx(0.641, abs=0.001)
    assert found["global"]["expected"] == pytest.approx(-1 / 75)
    assert found["global"]["permutations"] >= 9_999
    assert len(found["local"]) == 76
    assert len(found["missing"]) == 11
    assert {"adcode": "620102", "name": "城关区", "status": "merged"} in found["missing"]
    labels = {"高-高", "低-低", "高-低", "低-高", "不显著"}
    for row in found["local"]:
        assert set(row) == {"adcode", "name", "I", "p", "fdr", "label", "critical"}
        assert isinstance(row["critical"], bool)
        assert row["label"] in labels
        assert (row["label"] == "不显著") is not row["fdr"]
    by_name = {row["name"]: row for row in found["local"]}
    assert by_name["玉门市"]["label"] == "高-高"
    assert by_name["广河县"]["label"] == "低-低"
    assert found["weights"]["contiguity"] == "queen"
    assert found["weights"]["standardised"] == "row"
    assert found["weights"]["isolated"] == []
    assert isinstance(found["seed"], int)
    assert "Benjamini" in found["method"]


def test_autocorrelation_without_json_is_a_table() -> None:
    result = run("autocorrelation", "--indicator", "tertiary_per_100k")
    assert result.returncode == 0, result.stderr
    rows = [line.split("\t") for line in result.stdout.splitlines() if "\t" in line]
    assert len(rows) == 87
    assert {len(row) for row in rows} == {6}
    assert rows[0][2] != "不显著"
    assert rows[-1][2] == "不显著"
    assert {row[5] for row in rows} == {"通过（临界）", "未通过"}
    assert "莫兰指数0.40" in result.stdout


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["pop_resident"], "总量"),
        (["pref_urbanization_rate"], "县级"),
        (["access_people_60"], "行程模型"),
        (["no_such_indicator"], "没有编号"),
        (["{{7*7}}"], "没有编号"),
        (["tertiary_per_100k", "--year", "1999"], "1999"),
    ],
)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_autocorrelation_refuses_in_one_sentence(
    args: list[str], word: str, form: list[str]
) -> None:
    result = run("autocorrelation", "--indicator", *args, *form)
    assert result.returncode == 1
    assert result.stdout == ""
    assert word in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.stderr


def test_compare_gives_values_ranks_median_and_wording() -> None:
    rows = document("compare", "620102", "临夏县", "敦煌市")
    row = next(r for r in rows if r["id"] == "tertiary_per_100k")
    assert set(row["values"]) == {"620102", "622921", "620982"}
    assert row["values"]["620102"] == pytest.approx(34204.08)
    assert row["ranks"]["620102"] < row["ranks"]["620982"] < row["ranks"]["622921"]
    assert row["median"] > row["values"]["622921"]
    assert "中位数" in row["wording"]["620102"]
    count = next(r for r in rows if r["id"] == "pop_resident")
    assert not any("倍" in text or "一半" in text for text in count["wording"].values())


def test_compare_as_text_has_a_head_and_whole_numbers() -> None:
    head, *lines = run("compare", "城关区", "临夏县").stdout.splitlines()
    heads = [
        "指标",
        "年份",
        "单位",
        "中位数",
        "有数单元",
        "城关区",
        "城关区位次",
        "临夏县",
        "临夏县位次",
    ]
    assert head.split("\t") == heads
    people = next(line for line in lines if line.startswith("常住人口\t")).split("\t")
    assert people[5:7] == ["1,484,016", "1"]
    assert "e+" not in "".join(lines)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_table_writes_one_row_a_county_with_status(tmp_path: Path, form: str) -> None:
    target = tmp_path / f"t.{form}"
    ids = "pop_resident,gdp"
    result = run(
        "table", "--indicators", ids, "--year", "2020", "--format", form, "-o", str(target)
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout == ""
    if form == "xlsx":
        rows = list(load_workbook(target).active.values)
        assert len(rows) == 88
        head = [str(cell) for cell in rows[0]]
        assert any("status" in cell for cell in head)
    elif form == "csv":
        assert len(target.read_text(encoding="utf-8-sig").splitlines()) == 88
    else:
        assert len(json.loads(target.read_text(encoding="utf-8"))) == 87


REFUSED = [
    (("county", "临夏"), "临夏"),
    (("county", "不存在的县"), "不存在的县"),
    (("county", "110101"), "110101"),
    (("county", ""), ""),
    (("county", "{{7*7}}"), "7*7"),
    (("compare", "620102"), "2"),
    (("compare", "620102", "城关区"), "2"),
    (("compare", *[f"62010{i}" for i in range(2, 6)], "火星"), "火星"),
]


@pytest.mark.parametrize(("args", "names"), REFUSED, ids=lambda v: str(v)[:40])
def test_refused_input_is_one_chinese_sentence(args: tuple[str, ...], names: str) -> None:
    result = run(*args, "--json")
    assert result.returncode == 1
    assert result.stdout == ""
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1
    assert names in lines[0]
    assert any("\u4e00" <= c <= "\u9fff" for c in lines[0])


def test_a_refused_table_writes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "t.csv"
    for ids, year in (("pop_resident,没有", "2020"), ("pop_resident", "1999"), (",", "2020")):
        result = run("table", "--indicators", ids, "--year", year, "-o", str(target))
        assert result.returncode == 1, ids
        assert len(result.stderr.strip().splitlines()) == 1
        assert not target.exists()


def test_a_table_for_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = run("table", "--indicators", "gdp", "-o", str(tmp_path / "no" / "t.csv"))
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_usage_errors_exit_with_two() -> None:
    assert run("county").returncode == 2
    assert run("nonsense").returncode == 2


def test_data_verify_passes_on_the_shipped_data() -> None:
    findings = document("data", "verify")
    assert [f for f in findings if not f["ok"]] == []
    assert {"sha256", "schema", "quotes"} <= {f["check"] for f in findings}


def test_the_ring_starts_at_the_core_unless_a_county_is_asked_for() -> None:
    found = document("ring")
    assert found["origin"] == "lanzhou-core"
    minutes = {row["adcode"]: row["minutes"] for row in found["counties"]}
    assert minutes["620104"] == 0
    assert minutes["622923"] == pytest.approx(67, abs=0.6)
    alone = document("ring", "--origin", "城关区")
    assert alone["origin"] == "620102"
    assert {row["adcode"]: row["minutes"] for row in alone["counties"]}["620104"] == 43
    refused = run("ring", "--origin", "lanzhou")
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1


def test_peers_as_json_and_as_text() -> None:
    found = document("peers", "临夏县", "--for", "tertiary_per_100k")
    assert len(found["peers"]) == 5
    assert {"share_age_65plus"} <= {item["id"] for item in found["variables"]}
    for peer in found["peers"]:
        assert sum(peer["shares"].values()) == pytest.approx(1)
    (gap,) = found["gaps"]
    assert gap["indicator"] == "tertiary_per_100k"
    assert gap["gap_low"] <= gap["gap"] <= gap["gap_high"]
    text = run("peers", "临夏县", "--among", "china", "-n", "10").stdout
    assert "全国里结构上和临夏县最接近的10个县区" in text
    for wrong in (("--among", "europe"), ("-n", "21"), ("--for", "nothing")):
        refused = run("peers", "临夏县", *wrong)
        assert refused.returncode == 1
        assert wrong[1] in refused.stdout + refused.stderr

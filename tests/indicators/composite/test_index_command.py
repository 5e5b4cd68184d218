"""`index` and `verify` on recipes: the same numbers, scriptable."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
RECIPE = ROOT / "data/recipes/innovation_conditions.toml"


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "cli.py", *args],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_index_tells_everything_in_json() -> None:
    result = run("index", str(RECIPE), "--json")
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["name"] == "创新基础条件"
    assert found["seal"]["holds"] is True
    first = found["counties"][0]
    assert (first["name"], first["rank"], first["of"]) == ("安宁区", 1, 87)
    assert abs(sum(first["parts"].values()) - first["score"]) < 1e-3
    codes = {row["adcode"] for row in found["counties"]}
    for row in found["counties"]:
        assert row["low"] <= row["median_rank"] <= row["high"]
        assert not set(row["above"]) & set(row["level"])
        assert set(row["above"]) | set(row["level"]) <= codes - {row["adcode"]}
    assert {row["choice"] for row in found["influences"]} == set(found["recipe"]["vary"])
    assert set(found["sources"]) == {i["id"] for p in found["pillars"] for i in p["indicators"]}


def test_verify_works_the_recipe_out_again(tmp_path: Path) -> None:
    good = run("verify", str(RECIPE))
    assert good.returncode == 0, good.stderr
    text = RECIPE.read_text(encoding="utf-8")
    changed = tmp_path / "other.toml"
    changed.write_text(text.replace("seed = 2021", "seed = 2022"), encoding="utf-8")
    bad = run("verify", str(changed))
    assert bad.returncode == 1
    assert bad.stderr.strip() == "“other.toml”用现有数据重算的结果与校验和不符。"
    assert run("index", str(changed), "--seal").returncode == 0
    assert run("verify", str(changed)).returncode == 0


def test_a_recipe_that_cannot_be_followed_is_one_chinese_line(tmp_path: Path) -> None:
    text = RECIPE.read_text(encoding="utf-8").replace("share_ict_services", "share_manufacturing")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(text, encoding="utf-8")
    result = run("index", str(wrong))
    assert result.returncode == 1
    assert "制造业就业比重" in result.stderr
    assert "不分好坏" in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1

"""The how-tos work: each is followed in a copy of the project, from its own code blocks."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    "data", "geo", "indicators", "layers", "maps", "briefing", "views", "commands", "static",
)  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project that a how-to may change."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("app.py", "cli.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def blocks(name: str, language: str) -> list[str]:
    text = (ROOT / "docs" / "howto" / name).read_text(encoding="utf-8")
    found = re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert found, f"{name} has no {language} block"
    return found


def run(copy: Path, *args: str) -> str:
    result = subprocess.run(
        [sys.executable, *args],
        cwd=copy,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def follow_shell(copy: Path, block: str) -> None:
    for line in block.splitlines():
        match = re.fullmatch(r'python -c "(.*)"', line)
        args = ["-c", match[1]] if match else line.removeprefix("python ").split()
        run(copy, *args)


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8", newline="\n")


def test_an_indicator_can_be_added_as_described(copy: Path) -> None:
    append(copy / "data/indicators/registry.toml", blocks("add-an-indicator.md", "toml")[0])
    follow_shell(copy, blocks("add-an-indicator.md", "sh")[0])
    county = json.loads(run(copy, "cli.py", "county", "620102", "--json"))
    figures = {i["id"]: i for i in county["indicators"]}
    new = figures["bachelor_share_of_tertiary"]
    whole = figures["edu_tertiary_persons"]["value"]
    assert new["value"] == pytest.approx(
        figures["edu_bachelor_plus_persons"]["value"] / whole * 100, abs=0.06
    )
    assert (new["status"], new["of"]) == ("derived", 87)
    run(copy, "cli.py", "data", "verify")


def test_a_layout_system_can_be_added_as_described(copy: Path) -> None:
    append(copy / "data/layout/60_zones.toml", blocks("add-a-layout-system.md", "toml")[0])
    quote, missing, checksums = blocks("add-a-layout-system.md", "sh")
    follow_shell(copy, quote)
    asked = re.fullmatch(r'python -c "(.*)"\n', missing)
    assert asked is not None
    assert "example-zone" in run(copy, "-c", asked[1])
    table = copy / "data/layout/sentences.csv"
    rows = table.read_text(encoding="utf-8")
    assert rows.count("system,zone-zhangye,zone-gannan") == 1  # the sentence that is quoted
    rows = rows.replace("zone-zhangye,zone-gannan", "zone-zhangye example-zone,zone-gannan")
    table.write_text(rows, encoding="utf-8", newline="\n")
    assert run(copy, "-c", asked[1]).strip() == ""
    follow_shell(copy, checksums)
    systems = json.loads(run(copy, "cli.py", "systems", "--json"))
    assert next(s for s in systems if s["id"] == "example-zone")["members"] == ["620123"]
    county = json.loads(run(copy, "cli.py", "county", "榆中县", "--json"))
    own = {"id": "example-zone", "whole": True, "reading": True}
    assert own in county["systems"]
    run(copy, "cli.py", "data", "verify")


def test_a_policy_list_can_be_added_as_described(copy: Path) -> None:
    head, entries = blocks("add-a-policy-list.md", "csv")
    for name, text in (("policy_list_heads.csv", head), ("policy_lists.csv", entries)):
        path = copy / "data/figures" / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8", newline="\n")
    follow_shell(copy, blocks("add-a-policy-list.md", "sh")[0])
    systems = json.loads(run(copy, "cli.py", "systems", "--json"))
    new = next(s for s in systems if s["id"] == "list-example")
    assert (new["kind"], new["members"], new["partial"]) == ("list", ["620102"], ["620123"])
    county = json.loads(run(copy, "cli.py", "county", "榆中县", "--json"))
    assert any(item["id"] == "list-example" and not item["whole"] for item in county["lists"])
    run(copy, "cli.py", "data", "verify")


def test_a_page_can_be_added_as_described(copy: Path) -> None:
    (page,) = blocks("add-a-page.md", "python")
    (entry,) = blocks("add-a-page.md", "text")
    (copy / "views/example.py").write_text(page, encoding="utf-8")
    app = (copy / "app.py").read_text(encoding="utf-8")
    anchor = '        st.Page("views/indicator_map.py"'
    assert anchor in app
    (copy / "app.py").write_text(app.replace(anchor, entry + anchor), encoding="utf-8")
    script = (
        "from streamlit.testing.v1 import AppTest;"
        "t = AppTest.from_file('views/example.py', default_timeout=60).run();"
        "assert not t.exception, t.exception;"
        "assert any('资料来源' in c.value for c in t.caption)"
    )
    run(copy, "-c", script)

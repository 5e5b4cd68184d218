"""The house keeps its one direction, and its light commands stay light."""

from __future__ import annotations

import ast
import itertools
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("views", "commands", "briefing", "maps", "layers", "indicators", "geo", "data")


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *args],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_imports_run_one_way() -> None:
    result = run("-c", "from importlinter.cli import lint_imports_command as c; c()")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "3 kept" in result.stdout


@pytest.mark.parametrize(
    "module",
    [
        "geo.places.units",
        "geo.places.lookup",
        "indicators.registry",
        "layers.catalogue",
        "layers.plan_quotes",
        "data.records",
    ],
)
def test_light_modules_import_no_heavy_library(module: str) -> None:
    heavy = "{'pandas','numpy','geopandas','shapely','folium','streamlit','mapclassify','pyarrow'}"
    result = run("-c", f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))")
    assert result.stdout.strip() == "[]", result.stdout + result.stderr


def test_no_outside_host_is_named_in_our_code() -> None:
    hosts = ("cdn.jsdelivr", "unpkg.com", "cdnjs", "code.jquery", "netdna", "googleapis.com")
    ours = [
        path
        for room in (*ROOMS, "static/geo")
        for path in (ROOT / room).rglob("*")
        if path.suffix in {".py", ".js", ".css", ".html", ".toml", ".json"}
    ]
    assert len(ours) > 50
    for path in ours:
        text = path.read_text(encoding="utf-8")
        assert not [host for host in hosts if host in text], path


def test_every_module_is_short_enough_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 450
    }
    assert long == {}


def sources() -> list[Path]:
    """Return the house's own modules."""
    return [path for room in (*ROOMS, "bench") for path in sorted((ROOT / room).rglob("*.py"))]


def test_no_two_modules_share_a_name() -> None:
    """A name that stands in two rooms says in neither what it is."""
    found: dict[str, list[str]] = {}
    for path in sources():
        if path.name != "__init__.py":
            found.setdefault(path.name, []).append(str(path.relative_to(ROOT)))
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


def test_no_two_classes_share_a_name() -> None:
    found: dict[str, list[str]] = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


def test_packages_import_nothing_by_themselves() -> None:
    """An `__init__` that imports makes every module of its room as slow as the slowest."""
    for path in sources():
        if path.name == "__init__.py":
            body = ast.parse(path.read_text(encoding="utf-8")).body
            assert len(body) == 1, path


def test_no_value_is_compared_with_itself() -> None:
    """Whether a value is missing is asked by `data.missing.is_missing`, not by `x != x`."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (*sources(), ROOT / "cli.py", ROOT / "app.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare)
        for one, two in itertools.pairwise([node.left, *node.comparators])
        if ast.dump(one) == ast.dump(two)
    ]
    assert found == []

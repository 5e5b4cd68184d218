"""The packed browser file is what the modules give, and is served only when it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.paths import STATIC
from maps.screen import bundle, component


def test_shipped_bundle_is_made_of_the_modules_as_they_are() -> None:
    assert bundle.is_fresh(), "run: python -m data.build.map_script"
    assert bundle.PACKED.read_text(encoding="utf-8") == bundle.packed()


def test_every_module_beside_the_loader_is_packed() -> None:
    there = {path.stem for path in bundle.FOLDER.glob("*.js")} - {"loader", "atlas.bundle"}
    assert there == set(bundle.modules())
    loader = (bundle.FOLDER / "loader.js").read_text(encoding="utf-8")
    listed = re.search(r"const OWN = \[(.*?)\]", loader, re.DOTALL)
    assert listed is not None
    assert set(re.findall(r'"(\w+)"', listed[1])) == set(bundle.modules())


def test_no_module_imports_another() -> None:
    for name in bundle.modules():
        text = (bundle.FOLDER / f"{name}.js").read_text(encoding="utf-8")
        assert not re.search(r"^import\b", text, re.MULTILINE), name


def test_exported_names_do_not_collide() -> None:
    names: list[str] = []
    for name in bundle.modules():
        text = (bundle.FOLDER / f"{name}.js").read_text(encoding="utf-8")
        exported = re.findall(r"^export (?:async )?(?:function|class|const) (\w+)", text, re.M)
        assert len(re.findall(r"^export\b", text, re.M)) == len(exported), name
        names += exported
    assert len(names) == len(set(names))


def test_browser_code_never_writes_markup() -> None:
    for path in (STATIC / "map").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert word not in text, f"{path.name}: {word}"


def test_stale_bundle_is_left_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "atlas.bundle.js"
    old.write_text("// sources 0000\n", encoding="utf-8", newline="\n")
    monkeypatch.setattr(bundle, "PACKED", old)
    component.scripts.cache_clear()
    try:
        assert component.scripts()[0].startswith("map/loader.js?v=")
    finally:
        component.scripts.cache_clear()
    monkeypatch.undo()
    assert component.scripts()[0].startswith("map/atlas.bundle.js?v=")

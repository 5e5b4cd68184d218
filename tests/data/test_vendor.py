"""The vendored browser libraries: as recorded, complete, licensed, and asking no one else."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from data.build.vendor import as_es_module, without_source_map
from data.paths import ROOT, STATIC

VENDOR = STATIC / "vendor"
RECORDED = json.loads((VENDOR / "checksums.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("package", sorted(RECORDED))
def test_files_are_those_recorded_and_no_others(package: str) -> None:
    folder = VENDOR / package
    present = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    recorded = RECORDED[package]["files"]
    assert set(present) == set(recorded)
    for name, path in present.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == recorded[name], name


@pytest.mark.parametrize("package", sorted(RECORDED))
def test_the_licence_is_beside_the_files_and_in_the_folder_of_licences(package: str) -> None:
    licence = (VENDOR / package / "LICENSE").read_bytes()
    assert (ROOT / "LICENSES" / f"{package}-{RECORDED[package]['licence']}.txt").read_bytes() == (
        licence
    )
    assert package in (ROOT / "NOTICE").read_text(encoding="utf-8").lower()


def test_modules_export_what_the_map_imports() -> None:
    leaflet = (VENDOR / "leaflet/leaflet.js").read_text(encoding="utf-8")
    # the published script leaves its names on one object, `globalThis.leaflet`
    assert ".leaflet={}" in leaflet
    for name in ("map", "geoJSON", "svg", "canvas", "control", "DomUtil", "DomEvent"):
        assert re.search(rf"\b\w+\.{name}=", leaflet), name
    topojson = (VENDOR / "topojson-client/topojson-client.mjs").read_text(encoding="utf-8")
    last = topojson.rstrip().rsplit("\n", 1)[1]
    assert last.startswith("export const {")
    assert {"feature", "merge", "mesh"} <= set(re.findall(r"\w+", last))


def test_no_file_asks_for_one_that_is_not_shipped() -> None:
    css = (VENDOR / "leaflet/leaflet.css").read_text(encoding="utf-8")
    for target in re.findall(r"url\(([^)#]+)\)", css):
        assert (VENDOR / "leaflet" / target.strip("\"'")).is_file(), target
    for script in VENDOR.rglob("*.*js"):
        assert "sourceMappingURL" not in script.read_text(encoding="utf-8")


def test_wrapping_leaves_the_script_as_it_is() -> None:
    wrapped = as_es_module(b"exports.a = 1;\n", ("a",)).decode()
    assert "\nexports.a = 1;\n" in wrapped
    assert wrapped.endswith("export const { a } = module.exports;\n")
    assert without_source_map(b"a\n//# sourceMappingURL=a.map\n") == b"a\n"

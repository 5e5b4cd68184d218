"""`data verify` finds what is wrong, not only that all is well."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data import schemas, verify
from data.build.cells import units_of
from data.paths import DATAPACKAGE, INDICATORS, ROOT


def failed(findings: list[verify.Finding]) -> set[tuple[str, str]]:
    return {(finding.dataset, finding.check) for finding in findings if not finding.ok}


def test_the_shipped_data_are_sound() -> None:
    findings = verify.verify()
    assert failed(findings) == set()
    checks = {finding.check for finding in findings}
    assert checks >= {
        "exists", "sha256", "rows", "columns", "schema", "units", "coverage", "sources",
        "quotes", "recorded",
    }  # fmt: skip


Damage = Callable[[Path], None]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data of the project in a folder that a test may damage."""
    ignore = shutil.ignore_patterns("__pycache__", "build", "local", "fonts")
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=ignore)
    shutil.copytree(ROOT / "static/geo", tmp_path / "static/geo")
    monkeypatch.setattr(verify, "ROOT", tmp_path)
    monkeypatch.setattr(verify, "INDICATORS", tmp_path / "data/indicators")
    monkeypatch.setattr(verify, "LAYOUT", tmp_path / "data/layout")
    monkeypatch.setattr(verify, "DATAPACKAGE", tmp_path / "data/datapackage.json")
    return tmp_path


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


DAMAGES: list[tuple[str, str, str, tuple[str, str]]] = [
    # file, old, new, the check that must fail
    (
        "figures/census2020_county.csv",
        "620102,城关区,1484016,753592",
        "620102,城关区,1484016,753593",
        ("census2020-county", "schema"),
    ),
    (
        "indicators/county.csv",
        "pop_resident,620102,2020,1484016,ok",
        "pop_resident,620102,2020,1484016,missing",
        ("indicators-county", "schema"),
    ),
    (
        "indicators/county.csv",
        "pop_resident,620102,2020,1484016,ok,,census2020-county",
        "pop_resident,620102,2020,1484016,ok,,census1066-county",
        ("indicators-county", "sources"),
    ),
    (
        "indicators/coverage.csv",
        "gdp,2020,87,78,77",
        "gdp,2020,87,79,78",
        ("indicators-county", "coverage"),
    ),
    (
        "indicators/prefecture.csv",
        "pref_gdp,622900,2020,331.3",
        "pref_gdp,629999,2020,331.3",
        ("indicators-prefecture", "units"),
    ),
    (
        "figures/plan_goals.csv",
        "2025,1.5,预期性",
        "2025,0.15,预期性",
        ("plan-goals", "schema"),
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "expected"), DAMAGES, ids=lambda v: str(v)[:30])
def test_damage_is_found(
    copy: Path, file: str, old: str, new: str, expected: tuple[str, str]
) -> None:
    replaced(copy / "data" / file, old, new)
    found = failed(verify.verify())
    assert expected in found
    assert any(check == "sha256" for _dataset, check in found)


def test_a_lost_row_a_lost_file_and_a_lost_column_are_found(copy: Path) -> None:
    facilities = copy / "data/indicators/facilities.csv"
    lines = facilities.read_text(encoding="utf-8").splitlines(keepends=True)
    facilities.write_text("".join(lines[:-1]), encoding="utf-8", newline="\n")
    (copy / "data/figures/gdp2020.csv").unlink()
    replaced(copy / "data/figures/area_county.csv", "area_polygon_geodesic", "area")
    found = failed(verify.verify())
    assert ("indicators-facilities", "rows") in found
    assert ("gdp2020", "exists") in found
    assert ("area-county", "columns") in found


def test_a_quote_that_the_plan_does_not_have_is_found(copy: Path) -> None:
    path = sorted((copy / "data/layout").glob("*.toml"))[0]
    text = path.read_text(encoding="utf-8")
    start = text.index('quote = "') + len('quote = "')
    path.write_text(text[:start] + "并无此句" + text[start:], encoding="utf-8", newline="\n")
    lost = [f for f in verify.quotes() if not f.ok]
    assert len(lost) == 1
    assert "并无此句" in lost[0].detail


def test_a_layout_file_that_is_no_toml_is_a_finding(copy: Path) -> None:
    (copy / "data/layout/99_broken.toml").write_text("[[", encoding="utf-8")
    assert any(not f.ok and "99-broken" in f.dataset for f in verify.quotes())


def test_unreadable_descriptions_are_a_finding_not_a_crash(copy: Path) -> None:
    (copy / "data/datapackage.json").write_text("{", encoding="utf-8")
    assert failed(verify.verify()) == {("datapackage", "exists")}


def test_a_garbled_table_is_a_finding_not_a_crash(copy: Path) -> None:
    (copy / "data/indicators/county.csv").write_bytes(b"\xff\xfe\x00garbage")
    assert ("indicators-county", "schema") in failed(verify.verify())


def test_restored_figures_are_read_as_the_reader_sees_them() -> None:
    text = verify.visible_text("gansu-145")
    assert text is not None
    assert "⟦" not in text
    assert "55.1%" in text
    for wrong in ("../records", "gansu-145/../x", "", "GANSU"):
        assert verify.visible_text(wrong) is None


def descriptor() -> Any:
    return json.loads(DATAPACKAGE.read_text(encoding="utf-8"))


def test_every_tidy_table_and_table_of_indicator_figures_has_a_schema() -> None:
    for resource in descriptor()["resources"]:
        if resource["path"].startswith("indicators/") and resource["path"].endswith(".csv"):
            assert resource["name"] in schemas.SCHEMAS
    names = {resource["name"] for resource in descriptor()["resources"]}
    assert set(schemas.SCHEMAS) <= names


def test_claimed_units_are_the_real_ones() -> None:
    assert len(units_of("county")) == 87
    assert len(units_of("prefecture")) == 14
    claims = {r["name"]: r["units"] for r in descriptor()["resources"] if "units" in r}
    assert claims["census2020-county"] == 88
    assert claims["county-economy2020"] == 76
    assert claims["city-yearbook"] == 12
    assert (INDICATORS / "county.csv").is_file()

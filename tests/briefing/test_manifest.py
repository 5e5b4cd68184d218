"""The manifest: it says what was drawn from what, and notices when picture or data change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefing import exports, manifest, manifest_pairs
from briefing.exhibit import Exhibit
from briefing.manifest import NoManifest
from data import records
from data.paths import ROOT
from layers.prepared import prepare
from layers.readings import Reading
from layers.spec import MapSpec

VIEW = Exhibit(
    MapSpec(indicator="gdp_per_capita_census", systems=("cluster-jiujia",)), author="某处"
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("m") / "map.svg"
    exports.write([VIEW], target)
    return target


def read(target: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(manifest_pairs.path_for(target).read_text(encoding="utf-8"))
    return found


def test_it_names_file_specification_records_and_address(written: Path) -> None:
    raw = read(written)
    assert raw["file"] == "map.svg"
    assert raw["sha256"] == hashlib.sha256(written.read_bytes()).hexdigest()
    (view,) = raw["views"]
    assert view["spec"]["indicator"] == "gdp_per_capita_census"
    assert view["spec"]["year"] == 2020
    assert view["author"] == "某处"
    assert view["path"].startswith("indicators?")
    assert view["review"] == "审图号：待送审"
    ids = {row["id"] for row in raw["records"]}
    assert {
        "census2020-county", "indicators-county", "boundaries-county-medium",
        "layout-50-clusters", "boundaries-dashes",
    } <= ids  # fmt: skip
    for row in raw["records"]:
        shipped = (ROOT / records.record(row["id"]).path).read_bytes()
        if not row["path"].endswith(".parquet"):
            shipped = shipped.replace(b"\r\n", b"\n")
        assert row["sha256"] == hashlib.sha256(shipped).hexdigest()
    assert raw["versions"]["matplotlib"]


def test_no_machine_path_is_in_it(written: Path) -> None:
    text = manifest_pairs.path_for(written).read_text(encoding="utf-8")
    assert str(ROOT) not in text
    assert str(written.parent) not in text


def test_a_fresh_picture_matches(written: Path) -> None:
    for path in (written, manifest_pairs.path_for(written)):
        found = manifest.verify(path)
        assert manifest.matches(found)
        assert {verdict.state for verdict in found} == {"same"}


def copy(written: Path, folder: Path) -> Path:
    target = folder / written.name
    target.write_bytes(written.read_bytes())
    manifest_pairs.path_for(target).write_bytes(manifest_pairs.path_for(written).read_bytes())
    return target


def test_a_changed_picture_is_noticed(written: Path, tmp_path: Path) -> None:
    target = copy(written, tmp_path)
    target.write_bytes(target.read_bytes().replace(b"</svg>", b"<!-- --></svg>"))
    found = manifest.verify(target)
    assert not manifest.matches(found)
    assert found[0].state == "changed"


def test_a_lost_picture_is_noticed(written: Path, tmp_path: Path) -> None:
    target = copy(written, tmp_path)
    target.unlink()
    found = manifest.verify(manifest_pairs.path_for(target))
    assert found[0].state == "gone"
    assert not manifest.matches(found)


def test_changed_values_are_noticed(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One county's value moves: the picture no longer matches, and the sentence says which."""

    def moved(spec: MapSpec) -> Any:
        prepared = prepare(spec)
        return replace(prepared, values=prepared.values | {"620123": Reading(1.0, "1", "1 元/人")})

    monkeypatch.setattr(manifest, "prepare", moved)
    found = manifest.verify(written)
    assert not manifest.matches(found)
    assert [v.check for v in found if v.state == "changed"] == [
        "第1幅：人均地区生产总值（按普查人口）（2020年）"
    ]


def test_an_updated_dataset_alone_does_not_condemn_the_picture(
    written: Path, tmp_path: Path
) -> None:
    target = copy(written, tmp_path)
    raw = read(target)
    raw["records"][0]["sha256"] = "0" * 64
    manifest_pairs.path_for(target).write_text(json.dumps(raw), encoding="utf-8")
    found = manifest.verify(target)
    assert [v.state for v in found].count("changed") == 1
    assert manifest.matches(found)


@pytest.mark.parametrize(
    "change",
    [
        {"fills": {"620102": 0}},
        {"colours": ("#000000",)},
        {"level": "prefecture"},
        {"values": {}},
        {"legend": ()},
        {"areas": ()},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_figure_s_checksum_sees_every_part(change: dict[str, Any]) -> None:
    prepared = VIEW.prepared
    assert manifest.figure_sha256(replace(prepared, **change)) != manifest.figure_sha256(prepared)
    assert manifest.figure_sha256(replace(prepared, title="别的")) == manifest.figure_sha256(
        prepared
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"\xff", b'{"format": 1}', b"[" * 50_000,
     b'{"format":1,"sha256":"x","views":[{"spec":3,"figure_sha256":"y"}],"records":[]}'],
)  # fmt: skip
def test_a_broken_manifest_is_refused(tmp_path: Path, content: bytes) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"x")
    manifest_pairs.path_for(picture).write_bytes(content)
    with pytest.raises(NoManifest):
        manifest.verify(picture)


def test_without_a_manifest_or_a_file_there_is_nothing_to_verify(tmp_path: Path) -> None:
    with pytest.raises(NoManifest, match=r"没有文件"):
        manifest.verify(tmp_path / "a.png")
    (tmp_path / "a.png").write_bytes(b"x")
    with pytest.raises(NoManifest, match=r"无从核对"):
        manifest.verify(tmp_path / "a.png")


def test_a_hostile_record_id_stays_text(written: Path, tmp_path: Path) -> None:
    target = copy(written, tmp_path)
    raw = read(target)
    raw["records"].append({"id": "../../etc/passwd", "sha256": "x"})
    raw["views"][0]["spec"]["indicator"] = "{{7*7}}"
    manifest_pairs.path_for(target).write_text(json.dumps(raw), encoding="utf-8")
    found = manifest.verify(target)
    assert [v.state for v in found][-1] == "gone"
    assert not manifest.matches(found)


@pytest.mark.parametrize(
    ("picture", "beside"),
    [
        ("m (1).png", "m.png.manifest (1).json"),
        ("m(2).png", "m.png.manifest(2).json"),
        ("m (1).png", "m.png.manifest.json"),
        ("m.png", "m.png.manifest (1).json"),
    ],
)
def test_numbered_downloads_are_verified_as_a_pair(
    written: Path, tmp_path: Path, picture: str, beside: str
) -> None:
    """A browser numbers what is downloaded twice."""
    (tmp_path / picture).write_bytes(written.read_bytes())
    (tmp_path / beside).write_bytes(manifest_pairs.path_for(written).read_bytes())
    ways = [tmp_path / beside] if picture == "m.png" else [tmp_path / picture]
    for way in ways:
        assert manifest.matches(manifest.verify(way)), way.name


def test_a_numbered_manifest_finds_its_numbered_picture(written: Path, tmp_path: Path) -> None:
    (tmp_path / "m.png").write_bytes(b"another picture")
    (tmp_path / "m (1).png").write_bytes(written.read_bytes())
    beside = tmp_path / "m.png.manifest (1).json"
    beside.write_bytes(manifest_pairs.path_for(written).read_bytes())
    assert manifest.matches(manifest.verify(beside))

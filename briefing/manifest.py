"""The manifest that travels with an export: what it shows, from which data, and how to check it.

`verify` says later whether the file is still the one that was written, and whether the data would
still give the same figure.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any, Final, Literal

from briefing import exhibit_texts, manifest_pairs
from briefing.exhibit import Exhibit
from briefing.spec_requests import spec_from_object
from data import files, records
from data.errors import AtlasError
from data.i18n import _
from data.paths import DATAPACKAGE, ROOT
from indicators import registry
from layers import catalogue, list_wording, policy_lists
from layers.prepared import PreparedMap, prepare

FORMAT: Final = 1
MAX_MANIFEST_BYTES: Final = 4_000_000
# What every map is drawn from, besides the figures of its indicator.
_BASE: Final = (
    "boundaries-county-medium",
    "boundaries-prefecture-medium",
    "boundaries-province-medium",
    "boundaries-china-coarse",
    "boundaries-dashes",
    "places-units",
)
_ABSENT_NUMBER: Final = -1
_SPECIAL_NUMBER: Final = -2
_LIBRARIES: Final = ("matplotlib", "geopandas", "shapely", "pyproj", "python-pptx", "python-docx")


class NoManifest(AtlasError):
    """The picture has no manifest beside it, or the manifest cannot be read."""


@dataclass(frozen=True)
class Verdict:
    """One thing that was compared.

    Attributes
    ----------
    check : str
        What was compared, in Chinese.
    state : {"same", "changed", "gone"}
        "gone" when there is nothing left to compare with.
    detail : str
        What was found, in Chinese.
    decisive : bool
        Whether a difference means that the picture no longer matches the data.
    """

    check: str
    state: Literal["same", "changed", "gone"]
    detail: str
    decisive: bool


def record_ids(shown: Iterable[PreparedMap]) -> tuple[str, ...]:
    """Return the datasets that maps are made from, in the order of the data package."""
    wanted = set(_BASE)
    for prepared in shown:
        if prepared.spec.indicator is not None:
            item = registry.get(prepared.spec.indicator)
            wanted |= {*item.records, f"indicators-{item.level}", "indicators-registry"}
        if prepared.spec.systems:
            wanted |= {key for key in records.load() if key.startswith("layout-")}
        if policy_lists.among(catalogue.get(item) for item in prepared.spec.systems):
            wanted |= {"policy-lists", "policy-list-entries"}
    return tuple(key for key in records.load() if key in wanted)


def figure_sha256(prepared: PreparedMap) -> str:
    """Return a checksum over what a figure says: classes, values, legend, layers.

    The title is left out, because the user may choose it.
    """
    said: dict[str, Any] = {
        "level": prepared.level,
        "colours": prepared.colours,
        "fills": sorted((prepared.fills | _unclassed(prepared)).items()),
        "values": sorted((code, reading.line) for code, reading in prepared.values.items()),
        "legend": [(r.label, r.colour, r.count, r.hatched) for r in prepared.legend],
        "areas": [
            (a.id, a.colour, a.members, a.partial, *(["reading"] if a.reading else []))
            for a in prepared.areas
        ],
        "points": [(p.id, p.colour, round(p.lon, 6), round(p.lat, 6)) for p in prepared.points],
        "lines": [(line.id, line.colour, line.coords) for line in prepared.lines],
        "circles": [(c.adcode, round(c.radius_px, 6)) for c in prepared.circles],
    }
    if prepared.polygons:
        said["polygons"] = [(p.id, p.colour, p.polygons) for p in prepared.polygons]
    return files.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode())


def _unclassed(prepared: PreparedMap) -> dict[str, int]:
    """Return the units without a class by the numbers that format 1 writes for them."""
    absent = dict.fromkeys(prepared.absent, _ABSENT_NUMBER)
    return absent | dict.fromkeys(prepared.special, _SPECIAL_NUMBER)


def describe(views: Sequence[Exhibit], content: bytes, name: str) -> dict[str, Any]:
    """Return the manifest of an export as JSON types.

    Parameters
    ----------
    views : sequence of Exhibit
        What the file shows, in its order.
    content : bytes
        The exported file.
    name : str
        Its file name.
    """
    used = dict.fromkeys(key for view in views for key in record_ids(view.prepared_all))
    return {
        "product": _("陇上创新图志"),
        "format": FORMAT,
        "file": name,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "created": datetime.now().astimezone().isoformat(timespec="seconds"),
        "versions": _versions(),
        "views": [_view(view) for view in views],
        "records": record_rows(used),
    }


def record_rows(ids: Iterable[str]) -> list[dict[str, str]]:
    """Return datasets as the manifest lists them: id, title, path, checksum, period."""
    return [
        {
            "id": item.id,
            "title": item.title,
            "path": item.path,
            "sha256": _shipped_sha256(item.path),
            "period": item.period,
        }
        for item in (records.record(key) for key in ids)
    ]


def system_rows(prepared: PreparedMap) -> list[dict[str, Any]]:
    """Return the layout systems of a map, and whether their counties are named or read."""
    return [
        {
            "id": system.id,
            "name": system.name,
            "members": list(system.members),
            "partial": list(system.partial),
            "reading": system.reading,
        }
        for system in map(catalogue.get, prepared.spec.systems)
    ]


def _shipped_sha256(path: str) -> str:
    """Return the checksum of a shipped file as it lies there, not as its record says."""
    return files.sha256(files.content_bytes(ROOT / path))


def encode(manifest: dict[str, Any]) -> bytes:
    """Return a manifest as the bytes of its file."""
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()


def _view(view: Exhibit) -> dict[str, Any]:
    first, *others = view.prepared_all
    said = view.as_dict()
    if view.grouped:
        said["beside"] = [
            {
                "title": item.title,
                "spec": spec,
                "figure_sha256": figure_sha256(item),
                "systems": system_rows(item),
            }
            for item, spec in zip(others, said["beside"], strict=True)
        ]
        said["first_title"] = first.title
    return {
        **said,
        "title": view.heading,
        "review": view.review_line,
        "source": exhibit_texts.source(view),
        "notes": list(exhibit_texts.notes(view)),
        "path": view.path,
        "url": view.url,
        "figure_sha256": figure_sha256(first),
        "lists": _lists(view),
        "systems": system_rows(first),
        "caption": exhibit_texts.caption(view),
        "alt": exhibit_texts.alt_text(view),
    }


def _lists(view: Exhibit) -> list[dict[str, Any]]:
    """Return the policy lists on the maps of a view, each once, with publisher, document, year."""
    ids = dict.fromkeys(key for item in view.prepared_all for key in item.spec.systems)
    return [list_wording.as_dict(item) for item in policy_lists.among(map(catalogue.get, ids))]


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version(), "data": _data_version()}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _data_version() -> str:
    package = json.loads(DATAPACKAGE.read_text(encoding="utf-8-sig"))
    return str(package["version"])


def read(path: Path) -> tuple[Path, dict[str, Any]]:
    """Read the manifest of a picture, or the manifest itself.

    Returns
    -------
    tuple of (Path, dict)
        The picture and its manifest.

    Raises
    ------
    NoManifest
        When there is none, or it is not one of ours.
    """
    given = manifest_pairs.is_manifest(path)
    source = path if given else manifest_pairs.manifest_of(path)
    picture = manifest_pairs.picture_of(path) if given else path
    if not given and not path.is_file():
        raise NoManifest(_("没有文件“{name}”。").format(name=path.name), detail=f"no file {path}")
    if not source.is_file():
        raise NoManifest(
            _("“{name}”旁边没有 {manifest}，无从核对。").format(
                name=picture.name, manifest=source.name
            ),
            detail=f"no manifest {source}",
        )
    try:
        if source.stat().st_size > MAX_MANIFEST_BYTES:
            raise ValueError("too large")
        raw = json.loads(source.read_text(encoding="utf-8-sig"))
        complete = (
            raw["format"] == FORMAT
            and isinstance(raw["sha256"], str)
            and all(_says_a_figure(v) for view in raw["views"] for v in _maps(view))
            and all(r["id"] and r["sha256"] for r in raw["records"])
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise _broken(source) from error
    if not complete:
        raise _broken(source)
    return picture, raw


def _maps(view: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the entries of a view's maps: the view itself, and what stands beside it."""
    beside = view.get("beside", [])
    if not isinstance(beside, list):
        raise TypeError("beside is no list")
    return [view, *beside]


def _says_a_figure(entry: dict[str, Any]) -> bool:
    return isinstance(entry["spec"], dict) and bool(entry["figure_sha256"])


def _broken(source: Path) -> NoManifest:
    return NoManifest(
        _("“{name}”不是图志的导出清单，或已损坏。").format(name=source.name),
        detail=f"broken manifest {source}",
    )


def verify(path: Path) -> tuple[Verdict, ...]:
    """Compare an export with its manifest and with the data as they are now.

    Parameters
    ----------
    path : Path
        The picture, or its manifest.

    Raises
    ------
    NoManifest
        When there is nothing to compare with.
    """
    picture, manifest = read(path)
    found = [_same_file(picture, manifest["sha256"])]
    for number, view in enumerate(manifest["views"], start=1):
        found.extend(_same_figures(number, view))
    # a document without single views (the atlas) can only be judged by its datasets
    alone = not manifest["views"]
    found.extend(_same_record(entry, decisive=alone) for entry in manifest["records"])
    return tuple(found)


def matches(verdicts: Sequence[Verdict]) -> bool:
    """Return whether the picture still matches the data."""
    return all(verdict.state == "same" for verdict in verdicts if verdict.decisive)


def _same_file(picture: Path, expected: str) -> Verdict:
    check = _("文件 {name}").format(name=picture.name)
    if not picture.is_file():
        return Verdict(check, "gone", _("找不到文件"), decisive=True)
    if files.sha256(picture.read_bytes()) == expected:
        return Verdict(check, "same", _("与导出时逐字节相同"), decisive=True)
    return Verdict(check, "changed", _("导出之后被改过"), decisive=True)


def _same_figures(number: int, view: dict[str, Any]) -> list[Verdict]:
    """Recompute every map of a view."""
    maps = _maps(view)
    if len(maps) == 1:
        title = str(view.get("title", ""))[:60]
        return [_same_figure(_("第{n}幅：{title}").format(n=number, title=title), view)]
    titles = [view.get("first_title", ""), *(entry.get("title", "") for entry in maps[1:])]
    return [
        _same_figure(
            _("第{n}幅之{place}：{title}").format(n=number, place=place, title=str(title)[:60]),
            entry,
        )
        for place, (title, entry) in enumerate(zip(titles, maps, strict=True), start=1)
    ]


def _same_figure(check: str, view: dict[str, Any]) -> Verdict:
    try:
        now = figure_sha256(prepare(spec_from_object(view["spec"])))
    except AtlasError as error:
        return Verdict(check, "gone", error.message, decisive=True)
    if now == view["figure_sha256"]:
        return Verdict(check, "same", _("用现有数据重算，分级、数值、图例一致"), decisive=True)
    return Verdict(check, "changed", _("用现有数据重算，结果已不同，请重新出图"), decisive=True)


def _same_record(entry: dict[str, Any], *, decisive: bool) -> Verdict:
    check = _("数据集 {id}").format(id=str(entry["id"])[:80])
    try:
        item = records.record(str(entry["id"]))
    except AtlasError:
        return Verdict(check, "gone", _("数据包里已没有它"), decisive=decisive)
    if not (ROOT / item.path).is_file():
        return Verdict(check, "gone", _("文件缺失"), decisive=decisive)
    if _shipped_sha256(item.path) == entry["sha256"]:
        return Verdict(check, "same", _("校验和相同"), decisive=decisive)
    return Verdict(check, "changed", _("导出之后已更新"), decisive=decisive)

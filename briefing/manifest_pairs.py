"""Which manifest belongs to which export, also after a browser has numbered its downloads.

A second download of `m.png` and `m.png.manifest.json` is called `m (1).png` and
`m.png.manifest (1).json`; some browsers write the number without a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SUFFIX: Final = ".manifest.json"
_MANIFEST: Final = re.compile(r"(?P<name>.+)\.manifest(?P<copy> ?\(\d+\))?\.json")
_COPY: Final = re.compile(r"(?P<stem>.+?)(?P<copy> ?\(\d+\))(?P<suffix>\.[^.]+)")


def path_for(target: Path) -> Path:
    """Return where the manifest of an export is written: `map.png` → `map.png.manifest.json`."""
    return target.with_name(target.name + SUFFIX)


def is_manifest(path: Path) -> bool:
    """Return whether a file's name is a manifest's."""
    return _MANIFEST.fullmatch(path.name) is not None


def manifest_of(picture: Path) -> Path:
    """Return the manifest of an export; where none is, the place where it should be."""
    return _first_there(_manifests(picture), path_for(picture))


def picture_of(manifest: Path) -> Path:
    """Return the export of a manifest; where none is, the place where it should be."""
    found = _MANIFEST.fullmatch(manifest.name)
    name = found["name"] if found else manifest.name
    plain = manifest.with_name(name)
    copy = found["copy"] if found else None
    if copy is None:
        return plain
    return _first_there([plain.with_name(f"{plain.stem}{copy}{plain.suffix}"), plain], plain)


def _manifests(picture: Path) -> Iterator[Path]:
    yield path_for(picture)
    numbered = _COPY.fullmatch(picture.name)
    if numbered:
        name = f"{numbered['stem']}{numbered['suffix']}"
        yield picture.with_name(f"{name}.manifest{numbered['copy']}.json")
        # the picture was fetched twice, its manifest once: the checksum inside tells
        yield picture.with_name(f"{name}{SUFFIX}")


def _first_there(places: Iterator[Path] | list[Path], otherwise: Path) -> Path:
    return next((place for place in places if place.is_file()), otherwise)

"""The bytes of shipped files, the same on every system, and which files are data."""

from __future__ import annotations

import hashlib
from pathlib import Path

from data.paths import DATA, ROOT

TEXT = frozenset({".csv", ".json", ".toml", ".txt", ".md", ".geojson"})
# programs, type faces, and what a running atlas keeps for itself
NOT_DATA = frozenset({"build", "fonts", "local", "__pycache__"})
# the descriptions themselves
DESCRIPTIONS = frozenset({"data/datapackage.json", "data/records.toml"})


def content_bytes(path: Path) -> bytes:
    """Return a file's bytes; of a text file with LF line ends, however it was checked out."""
    content = path.read_bytes()
    return content.replace(b"\r\n", b"\n") if path.suffix in TEXT else content


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def data_files() -> list[str]:
    """Return every data file under `data/`, relative to the root, sorted."""
    found = []
    for path in DATA.rglob("*"):
        inside = path.relative_to(DATA).parts
        name = path.relative_to(ROOT).as_posix()
        if not path.is_file() or path.suffix == ".py" or name in DESCRIPTIONS:
            continue
        if NOT_DATA.isdisjoint(inside) and not path.name.startswith("."):
            found.append(name)
    return sorted(found)

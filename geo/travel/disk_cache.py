"""Results kept on disk between runs: in `data/local/cache/`, which is never committed.

A cache that cannot be read or written is as good as none: everything can be computed again.
`ATLAS_CACHE` names another folder, or `off`.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from data.paths import DATA

if TYPE_CHECKING:
    import geopandas as gpd

log = logging.getLogger("atlas")

VERSION = "1"  # of the method: raised when the same inputs give other results
KEEP = 200  # files

_Broken = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)


def folder() -> Path | None:
    """Return the cache folder, or None when caching is switched off."""
    chosen = os.environ.get("ATLAS_CACHE", "")
    if chosen == "off":
        return None
    return Path(chosen) if chosen else DATA / "local" / "cache"


def key(kind: str, *parts: object) -> str:
    """Return the file stem for a result that depends on `parts` alone."""
    text = "|".join((VERSION, *map(str, parts)))
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:24]}"


def load_arrays(stem: str) -> dict[str, NDArray[Any]] | None:
    """Return stored arrays by name, or None."""
    where = folder()
    path = where / f"{stem}.npz" if where else None
    if path is None or not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except _Broken as error:
        log.warning("cache %s unreadable: %s", path.name, error)
        return None


def save_arrays(stem: str, **arrays: NDArray[Any]) -> None:
    """Store arrays by name."""

    def write(path: Path) -> None:
        with path.open("wb") as stream:
            np.savez_compressed(stream, **arrays)  # type: ignore[arg-type]

    _save(f"{stem}.npz", write)


def load_frame(stem: str) -> gpd.GeoDataFrame | None:
    """Return a stored frame, or None."""
    import geopandas as gpd

    where = folder()
    path = where / f"{stem}.parquet" if where else None
    if path is None or not path.is_file():
        return None
    try:
        return gpd.read_parquet(path)
    except _Broken as error:
        log.warning("cache %s unreadable: %s", path.name, error)
        return None


def save_frame(stem: str, frame: gpd.GeoDataFrame) -> None:
    """Store a frame."""
    _save(f"{stem}.parquet", frame.to_parquet)


def _save(name: str, write: Callable[[Path], object]) -> None:
    where = folder()
    if where is None:
        return
    try:
        where.mkdir(parents=True, exist_ok=True)
        # Written aside and moved, so that no other process ever reads half a file.
        handle, temporary = tempfile.mkstemp(dir=where, suffix=".part")
        os.close(handle)
        part = Path(temporary)
        try:
            write(part)
            part.replace(where / name)
        finally:
            part.unlink(missing_ok=True)
        _prune(where)
    except OSError as error:
        log.warning("cache not written: %s", error)


def _prune(where: Path) -> None:
    kept = sorted(
        (p for p in where.iterdir() if p.suffix in (".npz", ".parquet")),
        key=lambda p: p.stat().st_mtime,
        reverse=True,
    )
    for old in kept[KEEP:]:
        old.unlink(missing_ok=True)

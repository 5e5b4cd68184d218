"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import AtlasError
from data.i18n import _


class CannotWrite(AtlasError):
    """A file cannot be written where it was asked for."""


@contextmanager
def drafts(*targets: Path) -> Iterator[tuple[Path, ...]]:
    """Yield a draft beside each target; when all are written they take the targets' places.

    Parameters
    ----------
    targets : Path
        Files of the same export. Their folders must exist.

    Raises
    ------
    CannotWrite
        When a folder is missing or a file is locked; nothing is left behind.
    """
    made: list[Path] = []
    try:
        for target in targets:
            made.append(_draft(target))
        yield tuple(made)
        _take_places(made, targets)
    finally:
        for draft in made:
            draft.unlink(missing_ok=True)


def check_writable(*targets: Path) -> None:
    """Raise before a long job rather than after it when a target cannot be written.

    Raises
    ------
    CannotWrite
        When a folder is missing or refuses a file; nothing is left behind.
    """
    for target in targets:
        _draft(target).unlink(missing_ok=True)


def _draft(target: Path) -> Path:
    """Return a new empty file beside a target."""
    if target.is_dir():
        raise CannotWrite(
            _("“{path}”是一个文件夹，请写出文件名。").format(path=target), detail="is a folder"
        )
    if not target.parent.is_dir():
        raise CannotWrite(
            _("文件夹“{folder}”不存在，请先建立。").format(folder=target.parent),
            detail=f"no folder {target.parent}",
        )
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{target.stem[:40]}.", suffix=f".part{target.suffix}", dir=target.parent
        )
    except OSError as error:
        raise _refused(target, error) from error
    os.close(handle)
    return Path(name)


def _take_places(made: list[Path], targets: tuple[Path, ...]) -> None:
    for draft, target in zip(made, targets, strict=True):
        try:
            # mkstemp makes files for the owner alone; an export is an ordinary file
            draft.chmod(0o644)
            draft.replace(target)
        except OSError as error:
            raise _refused(target, error) from error


def _refused(target: Path, error: OSError) -> CannotWrite:
    return CannotWrite(
        _("写不了文件“{path}”：它可能正被别的程序打开，或没有权限。").format(path=target),
        detail=str(error),
    )

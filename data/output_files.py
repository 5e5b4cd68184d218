"""Writing to where users say: files whole or not at all, through links, to pipes and to stdout.

A target is one of three: a regular file (or a link to one, or nothing yet), which is written beside
its place and takes it when it is whole; a pipe or a device, which is written to as it stands; or
`-`, which is the standard output.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from data.errors import AtlasError
from data.i18n import _

STDOUT: Final = Path("-")
# POSIX: a write of so many bytes to a pipe is never cut
_PIPE_BYTES: Final = 4096


class CannotWrite(AtlasError):
    """A file cannot be written where it was asked for."""


def reason(error: OSError) -> str:
    """Return why the system refused, as the end of a sentence."""
    return {
        errno.ENOSPC: _("磁盘已满"),
        errno.EDQUOT: _("磁盘配额已用完"),
        errno.EACCES: _("没有权限"),
        errno.EPERM: _("没有权限"),
        errno.EROFS: _("所在的磁盘是只读的"),
        errno.ENAMETOOLONG: _("文件名太长"),
        errno.ENOENT: _("文件或文件夹不存在"),
        errno.EISDIR: _("它是一个文件夹"),
        errno.ENOTDIR: _("路径中有一段不是文件夹"),
        errno.EPIPE: _("读取的一方已经关闭"),
        errno.ELOOP: _("链接绕成了圈"),
        errno.EFBIG: _("文件太大"),
        errno.ETXTBSY: _("它正被别的程序使用"),
        errno.EBUSY: _("它正被别的程序使用"),
        errno.EIO: _("磁盘读写出错"),
    }.get(error.errno or 0, _("它可能正被别的程序打开，或没有权限"))


def is_stream(target: Path) -> bool:
    """Return whether a target is written to as it stands: stdout, a pipe, a device."""
    if target == STDOUT:
        return True
    try:
        return target.exists() and not target.is_file() and not target.is_dir()
    except OSError:
        return False


def suffix_of(target: Path) -> str:
    """Return the format that a target's name says, such as "csv"; "" for a stream."""
    return "" if is_stream(target) else target.suffix.lower().removeprefix(".")


def require_suffix(target: Path, form: str) -> None:
    """Raise when a file's name says another format than the one that is written.

    Raises
    ------
    CannotWrite
        The suffix is neither missing nor the format's; streams have none.
    """
    said = suffix_of(target)
    if said and said != form:
        raise CannotWrite(
            _("这里写出的是 {form}，“{name}”应以 .{suffix} 结尾。").format(
                form=form.upper(), name=target.name, suffix=form
            ),
            detail=f"suffix {target.suffix!r}",
        )


@contextmanager
def drafts(*targets: Path) -> Iterator[tuple[Path, ...]]:
    """Yield a draft for each target; when all are written they take the targets' places.

    Parameters
    ----------
    targets : Path
        Files of the same export. Their folders must exist.

    Raises
    ------
    CannotWrite
        When a folder is missing, the disk is full or a file is locked; nothing is left behind.
    """
    made: list[Path] = []
    places = [_real(target) for target in targets]
    try:
        for place in places:
            made.append(_draft(place))
        yield tuple(made)
        for draft, place in zip(made, places, strict=True):
            _take_place(draft, place)
    except BrokenPipeError:
        # whoever read has had enough: the command ends as Unix expects, without a complaint
        raise
    except OSError as error:
        if error.filename is None or str(error.filename) in {str(draft) for draft in made}:
            raise _refused(targets[0], error) from error
        raise
    finally:
        for draft in made:
            draft.unlink(missing_ok=True)


def write_whole(target: Path, content: bytes) -> None:
    """Write one file, whole or not at all; a stream as it stands.

    Raises
    ------
    CannotWrite
        As `drafts`.
    """
    with drafts(target) as (draft,):
        draft.write_bytes(content)


def write_stdout(content: bytes) -> None:
    """Write to the standard output, in pieces that a pipe takes whole or refuses.

    An unbuffered output takes a part of a long piece when its reader goes, and tells nobody.
    """
    sys.stdout.flush()
    for start in range(0, len(content), _PIPE_BYTES):
        sys.stdout.buffer.write(content[start : start + _PIPE_BYTES])
    sys.stdout.buffer.flush()


def check_writable(*targets: Path) -> None:
    """Raise before a long job rather than after it when a target cannot be written.

    Raises
    ------
    CannotWrite
        When a folder is missing or refuses a file; nothing is left behind.
    """
    for target in targets:
        _draft(_real(target)).unlink(missing_ok=True)


def _real(target: Path) -> Path:
    """Return the file that a link leads to: the link stays, what it names is written."""
    try:
        return target.resolve() if target.is_symlink() and not is_stream(target) else target
    except OSError as error:
        raise _refused(target, error) from error
    except RuntimeError as error:  # how Python up to 3.12 tells of links in a circle
        raise _refused(target, OSError(errno.ELOOP, str(error))) from error


def _draft(target: Path) -> Path:
    """Return a new empty file: beside a regular target, elsewhere for a stream."""
    if is_stream(target):
        handle, name = tempfile.mkstemp(prefix="gansu-atlas-")
        os.close(handle)
        return Path(name)
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
            prefix=f".{target.stem[:40]}.", suffix=f".part{target.suffix[:16]}", dir=target.parent
        )
    except OSError as error:
        raise _refused(target, error) from error
    os.close(handle)
    return Path(name)


def _take_place(draft: Path, target: Path) -> None:
    try:
        if target == STDOUT:
            write_stdout(draft.read_bytes())
        elif is_stream(target):
            with target.open("wb") as stream:
                stream.write(draft.read_bytes())
        else:
            # mkstemp makes files for the owner alone; an export is an ordinary file
            draft.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            draft.replace(target)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _refused(target, error) from error


def _refused(target: Path, error: OSError) -> CannotWrite:
    return CannotWrite(
        _("写不了文件“{path}”：{why}。").format(
            path=_("标准输出") if target == STDOUT else target, why=reason(error)
        ),
        detail=str(error),
    )

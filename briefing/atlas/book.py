"""The PDF atlas: cover, contents, province pages, one page for each of the 87 counties.

The parts are drawn by two processes and kept beside the output until the atlas is whole, so that
an interrupted run goes on where it stopped. Parts are named by a checksum over data, code and
words: nothing out of date is ever used.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from briefing import manifest, manifest_pairs
from briefing.atlas import county_facts
from briefing.atlas import parts as atlas_parts
from briefing.atlas.parts import Part, Words
from briefing.exhibit import Exhibit, clean
from data.errors import AtlasError
from data.i18n import _
from data.output_files import CannotWrite, check_writable, drafts, is_stream, write_whole
from geo.places import units

Progress = Callable[[int, int, str], None]
MM: Final = 72 / 25.4
MOST_JOBS: Final = 8


@dataclass(frozen=True)
class WrittenAtlas:
    """What a run did.

    Attributes
    ----------
    path : Path
        The atlas.
    manifest : Path or None
        Its manifest; a stream has none.
    pages : int
        In the atlas.
    reused : int
        Pages taken over from an interrupted run.
    """

    path: Path
    manifest: Path | None
    pages: int
    reused: int


def words(*, author: str = "", date: str = "", review_number: str = "") -> Words:
    """Return the user's words, cleaned; an empty date is today."""
    today = datetime.now().astimezone().date().isoformat()
    view = Exhibit(atlas_parts.sheets()[0][1], review_number=review_number)
    return Words(clean(author), clean(date) or today, view.review_line)


def write(
    target: Path, text: Words, *, jobs: int | None = None, progress: Progress | None = None
) -> WrittenAtlas:
    """Write the atlas and its manifest.

    Parameters
    ----------
    target : Path
        Ends with .pdf; its folder must exist.
    text : Words
        Author, date and review number.
    jobs : int, optional
        Processes; by default as many as there are cores, at most two.
    progress : callable, optional
        Called with (pages done, pages of all, what) after each part.

    Raises
    ------
    AtlasError
        When the place cannot be written, or a page cannot be drawn.
    """
    if not is_stream(target) and target.suffix.lower() != ".pdf":
        raise AtlasError(
            _("图册写成 PDF，“{name}”应以 .pdf 结尾。").format(name=target.name),
            detail=f"suffix {target.suffix!r}",
        )
    beside = None if is_stream(target) else manifest_pairs.path_for(target)
    check_writable(target, *([beside] if beside else ()))
    folder = _folder(target)
    files = _draw_all(folder, text, jobs, progress)
    reused = sum(part.pages for part in atlas_parts.plan() if part.id in files.kept)
    content = _bind([files.paths[part.id] for part in atlas_parts.plan()], text)
    # not before: a run that is killed while it draws leaves no drafts behind
    if beside is None:
        write_whole(target, content)
    else:
        described = manifest.describe([], content, target.name)
        described["records"] = manifest.record_rows(
            county_facts.records_used(unit.adcode for unit in units.counties())
        )
        with drafts(target, beside) as (atlas_draft, manifest_draft):
            atlas_draft.write_bytes(content)
            manifest_draft.write_bytes(manifest.encode(described))
    shutil.rmtree(folder, ignore_errors=True)
    return WrittenAtlas(target, beside, sum(part.pages for part in atlas_parts.plan()), reused)


@dataclass(frozen=True)
class _Files:
    paths: dict[str, Path]
    kept: frozenset[str]


def _folder(target: Path) -> Path:
    """Return the folder of the parts, beside the output; it survives an interruption."""
    place = Path("atlas") if is_stream(target) else target
    folder = place.with_name(f".{place.stem}.parts")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise CannotWrite(
            _("建不了存放分册的文件夹“{path}”。").format(path=folder), detail=str(error)
        ) from error
    return folder


def _draw_all(folder: Path, text: Words, jobs: int | None, progress: Progress | None) -> _Files:
    mark = atlas_parts.key(text)
    parts = atlas_parts.plan()
    paths = {part.id: folder / f"{part.id}.{mark}.pdf" for part in parts}
    for old in folder.iterdir():
        if old not in paths.values():
            old.unlink(missing_ok=True)
    kept = frozenset(part.id for part in parts if _whole(paths[part.id], part))
    total = sum(part.pages for part in parts)
    done = sum(part.pages for part in parts if part.id in kept)
    if progress is not None:
        progress(done, total, _("已有 {n} 页").format(n=done) if done else _("开始"))
    # the longest first, so that no process waits at the end
    todo = sorted((part for part in parts if part.id not in kept), key=lambda part: -part.pages)
    by_id = {part.id: part for part in parts}
    for finished in _run(todo, paths, text, jobs):
        done += by_id[finished].pages
        if progress is not None:
            progress(done, total, finished)
    return _Files(paths, kept)


def _whole(path: Path, part: Part) -> bool:
    """Return whether a kept part is there and can be read."""
    if not path.is_file():
        return False
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return len(PdfReader(path).pages) == part.pages
    except (PyPdfError, OSError, ValueError, KeyError):
        return False


def _run(todo: Sequence[Part], paths: dict[str, Path], text: Words, jobs: int | None) -> Any:
    """Draw parts and yield their ids as they are finished."""
    count = min(jobs or min(os.cpu_count() or 1, 2), MOST_JOBS, len(todo) or 1)
    if count <= 1:
        for part in todo:
            yield atlas_parts.draw_to_file(part, text, str(paths[part.id]))
        return
    import multiprocessing

    # spawn is the only way on Windows, and the same everywhere
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context, initializer=_end_with_parent) as pool:
        waiting = {
            pool.submit(atlas_parts.draw_to_file, part, text, str(paths[part.id])) for part in todo
        }
        try:
            while waiting:
                finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in finished:
                    yield future.result()
        except BaseException:
            # A page takes seconds; whoever stops the atlas does not wait for one. Nothing is
            # cancelled: Python 3.11's pool that loses its workers fails on a cancelled future.
            for worker in multiprocessing.active_children():
                worker.terminate()
            raise


def _end_with_parent() -> None:
    """End this process when the one that started it is killed; a pool would wait for ever."""
    import multiprocessing
    import signal
    import threading
    from multiprocessing.connection import wait as wait_for

    # Ctrl-C reaches every process of a terminal: the one that started these answers it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait_for([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _bind(paths: Sequence[Path], text: Words) -> bytes:
    """Join the parts, with bookmarks and a contents page that leads somewhere."""
    from pypdf import PdfWriter
    from pypdf.annotations import Link
    from pypdf.generic import Fit, NameObject, TextStringObject

    writer = PdfWriter()
    for path in paths:
        writer.append(str(path), import_outline=False)
    writer.add_outline_item(title=_("封面"), page_number=0)
    writer.add_outline_item(title=_("目录"), page_number=1)
    parent = None
    for entry in atlas_parts.entries():
        item = writer.add_outline_item(
            title=entry.title, page_number=entry.page - 1, parent=parent if entry.level else None
        )
        parent = parent if entry.level else item
    for link in _contents_links():
        box = tuple(side * MM for side in link.box)
        writer.add_annotation(
            1, Link(rect=box, target_page_index=link.page - 1, fit=Fit.fit(), border=[0, 0, 0])
        )
    writer.add_metadata(
        {
            "/Title": _("陇上创新图志：一县一页"),
            "/Author": text.author or _("陇上创新图志"),
            "/Subject": _("甘肃省87个县级单元的创新布局、指标与规划原文"),
        }
    )
    writer.page_mode = "/UseOutlines"
    # a screen reader must know that it reads Chinese, a viewer that the title is the title
    writer.root_object[NameObject("/Lang")] = TextStringObject("zh-CN")
    writer.create_viewer_preferences().display_doctitle = True
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _contents_links() -> Any:
    from briefing.atlas import front_matter

    _sheet, links = front_matter.contents(atlas_parts.entries())
    return links

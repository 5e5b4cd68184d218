"""The one door for exports: a view or several, written in one of the formats with its manifest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from briefing import manifest, manifest_pairs
from briefing.exhibit import Exhibit
from briefing.sheet_files import PRINT_DPI, Pictures
from data.errors import AtlasError
from data.i18n import _
from data.output_files import drafts, is_stream, write_whole

Progress = Callable[[int, int, str], None]
FORMATS: Final[dict[str, str]] = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
SINGLE: Final = frozenset({"png", "svg", "pdf"})


@dataclass(frozen=True)
class Export:
    """A finished file and what travels with it.

    Attributes
    ----------
    content : bytes
        The file.
    form : str
        A key of `FORMATS`.
    manifest : dict
        As `manifest.describe` makes it.
    """

    content: bytes
    form: str
    manifest: dict[str, Any]

    @property
    def manifest_bytes(self) -> bytes:
        """The manifest as a file."""
        return manifest.encode(self.manifest)


def format_of(target: Path) -> str:
    """Return the format that a file name asks for.

    Raises
    ------
    AtlasError
        When the ending is none of ours.
    """
    form = target.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        known = "、".join(f".{key}" for key in FORMATS)
        raise AtlasError(
            _("不能写成“{name}”，文件名应以 {known} 结尾。").format(name=target.name, known=known),
            detail=f"unknown suffix {target.suffix!r}",
        )
    return form


def make(
    views: Sequence[Exhibit],
    form: str,
    name: str,
    *,
    title: str = "",
    author: str = "",
    dpi: int = PRINT_DPI,
    progress: Progress | None = None,
) -> Export:
    """Return an export in memory.

    Parameters
    ----------
    views : sequence of Exhibit
        One for pictures; one or more for slides and Word.
    form : str
        A key of `FORMATS`.
    name : str
        File name, for the manifest.
    title, author : str
        Of a document with several views.
    dpi : int
        Of PNG.
    progress : callable, optional
        Called with (done, of, what).

    Raises
    ------
    AtlasError
        When nothing is given, a view cannot be drawn, or the format holds one view only.
    """
    if form not in FORMATS:
        format_of(Path(f"x.{form}"))
    if not views:
        raise AtlasError(_("没有可以导出的图。"), detail="no views")
    if form in SINGLE and len(views) > 1:
        raise AtlasError(
            _("{form} 一次只放一幅图；多幅图请导出 PPTX 或 DOCX。").format(form=form.upper()),
            detail=f"{len(views)} views as {form}",
        )
    if form == "pptx":
        from briefing.office import deck

        content = deck.deck(views, title=title, author=author, progress=progress)
    elif form == "docx":
        from briefing.office import word_report

        content = word_report.document(views, title=title, author=author, progress=progress)
    else:
        with Pictures(views[0]) as pictures:
            content = pictures.write(form, dpi)  # type: ignore[arg-type]
        if progress is not None:
            progress(1, 1, views[0].heading)
    return Export(content, form, manifest.describe(views, content, name))


def write(
    views: Sequence[Exhibit],
    target: Path,
    *,
    form: str | None = None,
    title: str = "",
    author: str = "",
    dpi: int = PRINT_DPI,
    progress: Progress | None = None,
) -> tuple[Path, Path | None]:
    """Write an export and its manifest, both or neither.

    Parameters
    ----------
    form : str, optional
        A key of `FORMATS`; by default what the file's name says. A stream needs it.

    Returns
    -------
    tuple of (Path, Path or None)
        The file and its manifest; a stream has no place beside it for one.

    Raises
    ------
    AtlasError
        When a view cannot be drawn or the place cannot be written; nothing is left behind.
    """
    form = form or format_of(target)
    if is_stream(target):
        export = make(
            views, form, f"{file_stem(title)}.{form}", title=title, author=author, dpi=dpi,
            progress=progress,
        )  # fmt: skip
        write_whole(target, export.content)
        return target, None
    beside = manifest_pairs.path_for(target)
    with drafts(target, beside) as (picture_draft, manifest_draft):
        export = make(
            views, form, target.name, title=title, author=author, dpi=dpi, progress=progress
        )
        picture_draft.write_bytes(export.content)
        manifest_draft.write_bytes(export.manifest_bytes)
    return target, beside


def file_stem(title: str) -> str:
    """Return a title as the stem of a file name that every system takes."""
    kept = "".join("_" if c in '\\/:*?"<>|' or ord(c) < 32 else c for c in title)
    kept = kept.strip(" .")[:60]
    return kept or _("图")

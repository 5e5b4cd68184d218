"""The option `-o`: a file whose suffix says the format, a pipe, or `-` for the standard output."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from data import output_files
from data.errors import AtlasError

Output = Annotated[Path, typer.Option("--output", "-o", help="写到哪个文件；写 - 则送到标准输出。")]


def chosen_format(
    output: Path, asked: str | None, known: Sequence[str], default: str | None = None
) -> str:
    """Return the format that is written: the suffix decides, and what is asked for must agree.

    Parameters
    ----------
    output : Path
        Where to; a stream has no suffix.
    asked : str, optional
        The option `--format`.
    known : sequence of str
        The formats of the command, such as "csv".
    default : str, optional
        For a name that says nothing; without it the name must say one.

    Raises
    ------
    AtlasError
        The suffix is none of the command's, or says another format than the option.
    """
    said = output_files.suffix_of(output)
    endings = "、".join(f".{form}" for form in known)
    if said and said not in known:
        raise AtlasError(f"不能写成“{output.name}”，文件名应以 {endings} 结尾。")
    if said and asked and said != asked:
        raise AtlasError(f"文件名“{output.name}”的后缀与 --format {asked} 不一致：请改其中一个。")
    form = asked or said or default
    if form is None:
        raise AtlasError(
            f"看不出“{output}”要写成哪种格式：请写 --format，可选 {'、'.join(known)}。"
        )
    return form

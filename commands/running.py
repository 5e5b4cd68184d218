"""Run the command face and end as a command should: one Chinese sentence, the exit code Unix expects.

Codes: 0 done, 1 refused, 2 usage, 130 stopped by Ctrl-C, 141 the reader closed the pipe.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Final

import typer
from typer._click import exceptions

from commands import usage_wording
from data import output_files
from data.errors import AtlasError

REFUSED: Final = 1
STOPPED: Final = 130
PIPE_CLOSED: Final = 141


def run(app: typer.Typer) -> int:
    """Run the command that the arguments name and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A redirected Windows console may not be UTF-8; the contract is UTF-8. A file name may hold
        # bytes that are no text: they are shown as escapes, never as a traceback after the work.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = _ended(app)
        sys.stdout.flush()
    except BrokenPipeError:
        _close_quietly()
        return PIPE_CLOSED
    except OSError as error:
        what = "标准输出" if error.filename is None else error.filename
        _say(f"文件无法读写：{what}（{output_files.reason(error)}）。")
        _close_quietly()
        return REFUSED
    return code


def _ended(app: typer.Typer) -> int:
    try:
        found = app(standalone_mode=False)
    except AtlasError as error:
        _say(error.message)
        return REFUSED
    except exceptions.ClickException as error:
        _say(usage_wording.sentence(error))
        return error.exit_code
    except KeyboardInterrupt:
        found = STOPPED
    except SystemExit as ended:
        # the command library has swallowed a closed pipe and ends with 1
        if isinstance(ended.__context__, BrokenPipeError):
            raise BrokenPipeError from ended
        raise
    if found == STOPPED:
        _say("已停止。")
    return found if isinstance(found, int) else 0


def _say(sentence: str) -> None:
    # when nobody reads what is said, the exit code still tells
    with contextlib.suppress(OSError):
        typer.echo(sentence, err=True)


def _close_quietly() -> None:
    """Let what is still in the buffer go: at its own end Python would try again and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]

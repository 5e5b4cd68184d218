"""The atlas drawn in a process of its own, so that a page can watch it and may die meanwhile.

`python -m briefing.atlas.job TARGET AUTHOR DATE REVIEW` draws and tells its progress, one JSON
object a line. It stops when its standard input ends, that is when whoever started it is gone; the
finished pages stay beside the target, and the next run goes on from there.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import json
import logging
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from data.errors import AtlasError
from data.i18n import _
from data.paths import ROOT

if TYPE_CHECKING:
    from briefing.atlas.parts import Words

_LOG: Final = logging.getLogger(__name__)
_LAST_WORDS_S: Final = 2.0
_FAILED: Final = _("图册没有画完，已画好的页留着；请再点一次接着画。")
COMMAND: Final = (sys.executable, "-m", "briefing.atlas.job")


@dataclass(frozen=True)
class State:
    """How far a run is.

    Attributes
    ----------
    done, total : int
        Pages; `total` is 0 before the first word of the run.
    running : bool
        Whether it is still drawing.
    error : str
        A Chinese sentence when it stopped short, or "".
    """

    done: int = 0
    total: int = 0
    running: bool = False
    error: str = ""


class Job:
    """One atlas: its target, and the process that draws it.

    Parameters
    ----------
    target : Path
        The PDF; its manifest stands beside it when both are whole.
    words : sequence of str
        Author, date and review line.
    command : sequence of str
        What is run; target and words are appended.
    """

    def __init__(self, target: Path, words: Sequence[str], command: Sequence[str]) -> None:
        self.target = target
        self._words, self._command = tuple(words), tuple(command)
        self._state = State()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    @property
    def state(self) -> State:
        """How far it is."""
        with self._lock:
            return self._state

    @property
    def manifest(self) -> Path:
        """The manifest of the target."""
        from briefing import manifest_pairs

        return manifest_pairs.path_for(self.target)

    @property
    def finished(self) -> bool:
        """Whether the atlas and its manifest are there."""
        return self.target.is_file() and self.manifest.is_file() and not self.state.running

    def start(self) -> None:
        """Draw, or go on drawing; a run that is under way or done is left alone."""
        with self._lock:
            if self._state.running or (self.target.is_file() and self.manifest.is_file()):
                return
            try:
                self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                    [*self._command, str(self.target), *self._words],
                    cwd=ROOT,
                    env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                    encoding="utf-8",
                )
            except OSError:
                _LOG.exception("the atlas cannot be started")
                self._state = State(error=_FAILED)
                return
            self._state = State(running=True)
        threading.Thread(target=self._watch, args=(self._process,), daemon=True).start()

    def _watch(self, process: subprocess.Popen[str]) -> None:
        """Follow a run to its end."""
        reader = threading.Thread(target=self._listen, args=(process,), daemon=True)
        reader.start()
        code = process.wait()
        # helpers of a killed run may hold its output open: what was said until now is enough
        reader.join(_LAST_WORDS_S)
        with self._lock:
            error = self._state.error
            if code and not error:
                _LOG.error("the atlas ended with code %s", code)
                error = _FAILED
            self._state = State(self._state.done, self._state.total, error=error)

    def _listen(self, process: subprocess.Popen[str]) -> None:
        for line in process.stdout or ():
            try:
                said = json.loads(line)
                error = str(said.get("error", ""))
                done, total = int(said.get("done", 0)), int(said.get("total", 0))
            except (ValueError, AttributeError, TypeError):
                continue
            with self._lock:
                if self._process is not process or not self._state.running:
                    return
                if error:
                    self._state = replace(self._state, error=error)
                elif total:
                    self._state = State(done, total, running=True)

    def stop(self, seconds: float = 0.0) -> None:
        """Tell the process to end; finished pages stay.

        Parameters
        ----------
        seconds : float
            How long to wait for it before it is killed; 0 leaves it to itself.
        """
        process = self._process
        if process is None or process.poll() is not None:
            return
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()
        if not seconds:
            return
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()


class Jobs:
    """The atlases of one server process, in a folder of their own that goes when it ends."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = tuple(command)
        self._jobs: dict[str, Job] = {}
        self._folder: Path | None = None
        self._lock = threading.Lock()
        atexit.register(self.close)

    def of(self, words: Words) -> Job:
        """Return the job of an author, a date and a review number; it is not started yet."""
        said = (words.author, words.date, words.review)
        key = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]
        with self._lock:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="gansu-atlas-"))
            if key not in self._jobs:
                self._jobs[key] = Job(self._folder / f"atlas-{key}.pdf", said, self._command)
            return self._jobs[key]

    def busy_with(self, job: Job) -> bool:
        """Return whether another atlas is being drawn; two at once would only be slower."""
        with self._lock:
            others = [other for other in self._jobs.values() if other is not job]
        return any(other.state.running for other in others)

    def close(self) -> None:
        """Stop what runs and remove the folder; nobody waits for a page that is half drawn."""
        with self._lock:
            jobs, self._jobs = list(self._jobs.values()), {}
            folder, self._folder = self._folder, None
        for job in jobs:
            job.stop()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def main(arguments: Sequence[str]) -> int:
    """Draw an atlas and tell how far it is; return the exit code."""
    from briefing.atlas import book
    from briefing.atlas.parts import Words

    target, author, date, review = arguments

    def told(done: int, total: int, _what: str) -> None:
        _say({"done": done, "total": total})

    try:
        book.write(Path(target), Words(author, date, review), progress=told)
    except AtlasError as error:
        _say({"error": error.message})
        return 1
    return 0


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _end_with_the_starter() -> None:
    """Interrupt this process when its standard input ends; its helpers do not finish first."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdin.read()
    for helper in multiprocessing.active_children():
        helper.terminate()
    if sys.platform == "win32":
        import _thread

        _thread.interrupt_main()
    else:
        os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    threading.Thread(target=_end_with_the_starter, daemon=True).start()
    sys.exit(main(sys.argv[1:]))

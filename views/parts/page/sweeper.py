"""Free what only a full garbage collection frees, once in a while instead of after every run.

Streamlit's own collection after each run is off (`runner.postScriptGC` in `.streamlit/config.toml`):
it walked every long-lived object, and was nine tenths of what a change cost. What a run leaves in
cycles is little, and waits for the next sweep (docs/decisions/013).
"""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable
from typing import Final

INTERVAL_S: Final = 60.0

log = logging.getLogger("atlas")


class Sweeper:
    """Sweeps some time after a run, and never without one: a server at rest is left alone.

    Parameters
    ----------
    interval_s : float
        Seconds from the first run since the last sweep to the next sweep.
    collect : callable
        Frees the cycles of the whole process.
    """

    def __init__(
        self, interval_s: float = INTERVAL_S, collect: Callable[[], object] = gc.collect
    ) -> None:
        self._interval_s = interval_s
        self._collect = collect
        self._ran = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def note_run(self) -> None:
        """Have a sweep made after this run; costs next to nothing and returns at once."""
        self._ran.set()
        if self._thread is None:
            with self._lock:
                if self._thread is None:
                    self._thread = threading.Thread(
                        target=self._sweep_on, name="atlas-sweeper", daemon=True
                    )
                    self._thread.start()

    def _sweep_on(self) -> None:
        pause = threading.Event()
        while True:
            self._ran.wait()
            pause.wait(self._interval_s)
            # a run that begins during the sweep asks for another one
            self._ran.clear()
            try:
                self._collect()
            except Exception:
                log.exception("a sweep failed")


_of_this_process = Sweeper()


def note_run() -> None:
    """Have this process swept after a run."""
    _of_this_process.note_run()

"""Garbage is swept after runs, at intervals, and the setting that allows it holds everywhere."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import pytest

from data.paths import ROOT
from views.parts.page.sweeper import Sweeper

PATIENCE_S = 20.0

OPTIONS = """
import json, sys
from streamlit import config
# what `streamlit run` does with the script it is given
config._main_script_path = sys.argv[1]
config.get_config_options(force_reparse=True)
names = ("runner.postScriptGC", "server.fileWatcherType")
print(json.dumps({name: config.get_option(name) for name in names}))
"""


class Node:
    """An object that holds itself."""

    def __init__(self) -> None:
        self.own = self


class Counted:
    """A collection that counts itself and lets a test wait for it."""

    def __init__(self) -> None:
        self.times = 0
        self.done = threading.Semaphore(0)

    def __call__(self) -> None:
        """Count."""
        self.times += 1
        self.done.release()


def test_a_cycle_that_a_run_left_is_freed() -> None:
    gone = threading.Event()
    node = Node()
    weakref.finalize(node, gone.set)
    gc.collect()
    gc.disable()
    try:
        del node
        assert not gone.is_set()
        Sweeper(interval_s=0.01).note_run()
        assert gone.wait(PATIENCE_S)
    finally:
        gc.enable()


def test_every_interval_with_runs_is_followed_by_one_sweep() -> None:
    counted = Counted()
    sweeper = Sweeper(interval_s=0.01, collect=counted)
    for number in range(1, 4):
        sweeper.note_run()
        assert counted.done.acquire(timeout=PATIENCE_S)
        assert counted.times == number


def test_many_runs_in_one_interval_make_one_sweep_and_one_thread() -> None:
    counted = Counted()
    sweeper = Sweeper(interval_s=0.5, collect=counted)
    before = sum(thread.name == "atlas-sweeper" for thread in threading.enumerate())
    for _run in range(200):
        sweeper.note_run()
    after = sum(thread.name == "atlas-sweeper" for thread in threading.enumerate())
    assert after == before + 1
    assert counted.done.acquire(timeout=PATIENCE_S)
    # without another run no other sweep comes
    assert not counted.done.acquire(timeout=1.5)
    assert counted.times == 1


def test_a_sweep_that_fails_is_not_the_last_one() -> None:
    counted = Counted()

    def collect() -> None:
        counted()
        if counted.times == 1:
            raise RuntimeError("a finalizer failed")

    sweeper = Sweeper(interval_s=0.01, collect=collect)
    for _number in range(2):
        sweeper.note_run()
        assert counted.done.acquire(timeout=PATIENCE_S)
    assert counted.times == 2


def test_each_page_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    from streamlit.testing.v1 import AppTest

    from views.parts.page import sweeper

    runs: list[int] = []
    monkeypatch.setattr(sweeper, "note_run", lambda: runs.append(1))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not page.exception
    assert len(runs) == 1
    page.run()
    assert len(runs) == 2


@pytest.mark.parametrize("start", ["here", "elsewhere", "elsewhere with settings"])
def test_the_setting_holds_wherever_the_app_is_started(start: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    folder = ROOT if start == "here" else tmp_path
    if start == "elsewhere with settings":
        for place in (home, tmp_path):
            (place / ".streamlit").mkdir()
            text = '[runner]\npostScriptGC = true\n[server]\nfileWatcherType = "poll"\n'
            (place / ".streamlit" / "config.toml").write_text(text, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    result = subprocess.run(
        [sys.executable, "-c", OPTIONS, str(ROOT / "app.py")],
        cwd=folder,
        env={**kept, "HOME": str(home), "USERPROFILE": str(home)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    told = json.loads(result.stdout.splitlines()[-1])
    assert told == {"runner.postScriptGC": False, "server.fileWatcherType": "none"}

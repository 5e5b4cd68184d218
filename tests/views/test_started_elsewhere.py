"""The app is started by a shortcut or a service from a folder that is not its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.paths import ROOT


def test_the_app_runs_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90).run()
    assert not run.exception
    assert any("总览" in element.proto.body for element in run.get("html"))

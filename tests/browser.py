"""A real browser for the tests: find Chromium, serve an app on a free port, let nothing outside in.

Tests take the fixtures `browser` and `new_page` (tests/conftest.py) and use `serve` themselves.
Without a Chromium the tests are skipped with a sentence; with `CI=true` they fail instead.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from data.paths import ROOT, STATIC

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
WINDOWS_PATHS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
)
NO_BROWSER = (
    "没有找到 Chromium、Chrome 或 Edge，浏览器测试略过；"
    "可用环境变量 ATLAS_CHROMIUM 指明可执行文件的位置。"
)
# On a deep link Streamlit's page tries these below the page's own path before it finds its root.
PROBES = ("/_stcore/health", "/_stcore/host-config")
NewPage = Callable[..., "tuple[Page, Watch]"]
"""The fixture `new_page`: opens a page of a given size and the watch over it."""
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1", ""})


def chromium_path() -> str | None:
    """Return the executable of a Chromium-like browser, or None when the machine has none."""
    named = os.environ.get("ATLAS_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        folder = os.environ.get(variable)
        for path in WINDOWS_PATHS if folder else ():
            candidate = Path(str(folder)) / path
            if candidate.is_file():
                return str(candidate)
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    return str(mac) if mac.is_file() else None


@dataclass
class Watch:
    """What a page did while it was watched.

    Attributes
    ----------
    refused : list of str
        Hosts outside this machine that were asked for (and not reached).
    failed : list of str
        Requests to our own server that were not answered with success.
    errors : list of str
        Errors on the console and exceptions that nobody caught.
    """

    refused: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def assert_clean(self) -> None:
        """Fail when the page asked for anything outside, or complained."""
        assert self.refused == [], f"outside hosts were asked for: {self.refused}"
        assert self.failed == [], f"requests failed: {self.failed}"
        assert self.errors == [], f"errors in the browser: {self.errors}"


def block_outside(page: Page) -> Watch:
    """Refuse every request that leaves this machine; record those, failures and errors."""
    watch = Watch()

    def decide(route: Any) -> None:
        parts = urlsplit(route.request.url)
        if parts.scheme in {"data", "blob", "file", "about"} or parts.hostname in LOCAL_HOSTS:
            route.continue_()
        else:
            watch.refused.append(str(parts.hostname))
            route.abort()

    page.route("**/*", decide)

    def answered(answer: Any) -> None:
        if answer.status >= 400 and not answer.url.endswith(PROBES):
            watch.failed.append(f"{answer.status} {answer.url}")

    def said(message: Any) -> None:
        if message.type == "error" and not message.location.get("url", "").endswith(PROBES):
            watch.errors.append(message.text)

    page.on("response", answered)
    page.on("console", said)
    page.on("pageerror", lambda error: watch.errors.append(str(error)))
    return watch


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(
    app: Path,
    *,
    base_path: str = "",
    extra: Mapping[str, bytes] | None = None,
    seconds: float = 60.0,
) -> Iterator[str]:
    """Run a Streamlit app on a free port and yield its address.

    Parameters
    ----------
    app : Path
        The atlas's own `app.py`, or a small app of a test. Streamlit serves `static/` from beside
        the script, so an app elsewhere is started from a folder that holds the same files.
    base_path : str
        `server.baseUrlPath`.
    extra : mapping of str to bytes, optional
        Further files, by their path below `static/`; only for an app that lies elsewhere.
    seconds : float
        How long to wait for the server.
    """
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        script = app if app.parent == ROOT else _beside_static(app, Path(folder), extra or {})
        log_path = Path(folder) / "server.log"
        with log_path.open("w", encoding="utf-8") as log:
            server = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "streamlit",
                    "run",
                    str(script),
                    f"--server.port={port}",
                    "--server.address=127.0.0.1",
                    "--server.headless=true",
                    "--server.fileWatcherType=none",
                    "--server.enableStaticServing=true",
                    "--browser.gatherUsageStats=false",
                    f"--server.baseUrlPath={base_path}",
                ],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            try:
                prefix = f"/{base_path.strip('/')}" if base_path else ""
                address = f"http://127.0.0.1:{port}{prefix}"
                _wait(address, server, log_path, seconds)
                yield address
            finally:
                server.terminate()
                try:
                    server.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    server.kill()
                    server.wait(timeout=10)


def _beside_static(app: Path, folder: Path, extra: Mapping[str, bytes]) -> Path:
    """Put a starter for `app` beside a copy (hard links where possible) of `static/`."""
    shutil.copytree(STATIC, folder / "static", copy_function=_link_or_copy)
    for name, content in extra.items():
        (folder / "static" / name).write_bytes(content)
    starter = folder / "app.py"
    starter.write_text(
        "import runpy, sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        f"runpy.run_path({str(app)!r}, run_name='__main__')\n",
        encoding="utf-8",
        newline="\n",
    )
    return starter


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _wait(address: str, server: subprocess.Popen[bytes], log: Path, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"Streamlit did not start: {log.read_text(encoding='utf-8')[-2000:]}")

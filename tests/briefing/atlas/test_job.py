"""The atlas beside the page: progress is told, a run that stopped goes on, none is done twice."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.atlas import book
from briefing.atlas import job as atlas_job
from briefing.atlas.job import Job, Jobs
from briefing.atlas.parts import Words
from data.errors import AtlasError
from data.paths import ROOT

WORDS = ("某处", "2026-11-22", "审图号：待送审")
# Stands for the real thing: pages are files beside the target, four of them, one drawn at a time.
FAKE = """
import json, sys, time
from pathlib import Path
target = Path(sys.argv[1])
pages = target.with_suffix(".parts"); pages.mkdir(exist_ok=True)
log = target.with_suffix(".log")
for i in range(4):
    page = pages / str(i)
    if not page.exists():
        if i == 2 and not (pages / "died").exists() and DIES:
            (pages / "died").write_text(""); sys.exit(7)
        time.sleep(0.05); page.write_text("x")
        log.open("a").write(f"{i} ")
    print(json.dumps({"done": i + 1, "total": 4}), flush=True)
print("no json at all", flush=True)
target.write_text("pdf"); target.with_name(target.name + ".manifest.json").write_text("{}")
"""


def command(*, dies: bool = False) -> tuple[str, ...]:
    return (sys.executable, "-c", FAKE.replace("DIES", str(dies)))


def wait(job: Job, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while job.state.running and time.monotonic() < end:
        time.sleep(0.02)
    assert not job.state.running


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(tmp_path / "a.pdf", WORDS, command())


def test_a_run_tells_its_pages_and_ends_with_file_and_manifest(job: Job) -> None:
    assert (job.state.total, job.finished) == (0, False)
    job.start()
    seen = set()
    while job.state.running:
        seen.add(job.state.done)
        time.sleep(0.01)
    assert job.finished
    assert job.state.error == ""
    assert (job.state.done, job.state.total) == (4, 4)
    assert len(seen) > 1, "the bar has moved"


def test_a_second_click_draws_nothing_again(job: Job) -> None:
    job.start()
    job.start()
    wait(job)
    job.start()
    wait(job)
    assert job.target.with_suffix(".log").read_text() == "0 1 2 3 "


def test_a_run_that_dies_says_so_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    job = Job(tmp_path / "a.pdf", WORDS, command(dies=True))
    job.start()
    wait(job)
    assert not job.finished
    assert "接着画" in job.state.error
    assert job.state.done == 2
    job.start()
    wait(job)
    assert job.finished
    assert job.state.error == ""
    assert job.target.with_suffix(".log").read_text() == "0 1 2 3 "


def test_a_program_that_cannot_start_is_a_sentence(tmp_path: Path) -> None:
    job = Job(tmp_path / "a.pdf", WORDS, (str(tmp_path / "none"),))
    job.start()
    assert "没有画完" in job.state.error
    assert not job.state.running


def test_a_helper_that_outlives_a_killed_run_does_not_keep_it_running(tmp_path: Path) -> None:
    """The helper has inherited the run's output, so the pipe stays open after the run's end."""
    program = (
        "import subprocess, sys, json\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(8)'])\n"
        "print(json.dumps({'done': 1, 'total': 4}), flush=True)\n"
        "sys.exit(9)\n"
    )
    job = Job(tmp_path / "a.pdf", WORDS, (sys.executable, "-c", program))
    job.start()
    wait(job, 7.0)
    assert (job.state.done, job.state.total) == (1, 4)
    assert "接着画" in job.state.error


def test_what_the_program_refuses_is_said_in_its_own_words(tmp_path: Path) -> None:
    program = "import json, sys; print(json.dumps({'error': '写不了文件。'})); sys.exit(1)"
    job = Job(tmp_path / "a.pdf", WORDS, (sys.executable, "-c", program))
    job.start()
    wait(job)
    assert job.state.error == "写不了文件。"


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs((sys.executable, "-c", "import sys; sys.stdin.read()"))
    yield made
    made.close()


def test_the_same_words_are_the_same_atlas(jobs: Jobs) -> None:
    first = jobs.of(Words(*WORDS))
    assert jobs.of(Words(*WORDS)) is first
    other = jobs.of(Words("别处", *WORDS[1:]))
    assert other.target != first.target
    assert other.target.parent == first.target.parent
    first.start()
    assert jobs.busy_with(other)
    assert not jobs.busy_with(first)


def test_closing_ends_what_runs_and_leaves_no_folder(jobs: Jobs) -> None:
    job = jobs.of(Words(*WORDS))
    job.start()
    jobs.close()
    wait(job)
    assert not job.target.parent.exists()


def test_hostile_words_name_no_file(jobs: Jobs) -> None:
    job = jobs.of(Words("../../etc/passwd; rm -rf", "a/b", "--help"))
    assert job.target.name.startswith("atlas-")
    assert "/" not in job.target.name


def test_the_program_tells_progress_and_errors_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    told: dict[str, Any] = {}

    def drawn(target: Path, text: Words, *, progress: Any) -> None:
        told.update(target=target, text=text)
        progress(3, 94, "x")
        raise AtlasError("画不了。", detail="y")

    monkeypatch.setattr(book, "write", drawn)
    assert atlas_job.main([str(tmp_path / "a.pdf"), *WORDS]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [{"done": 3, "total": 94}, {"error": "画不了。"}]
    assert told["text"] == Words(*WORDS)


def test_it_stops_when_its_starter_is_gone_and_keeps_nothing_half(tmp_path: Path) -> None:
    """The real program, interrupted at once: no atlas, no manifest, no draft is left."""
    target = tmp_path / "a.pdf"
    with subprocess.Popen(
        [*atlas_job.COMMAND, str(target), *WORDS],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdin is not None
        first = json.loads(process.stdout.readline())
        assert first["done"] == 0
        assert first["total"] > 87
        process.stdin.close()
        assert process.wait(120) != 0
    assert [p.name for p in tmp_path.iterdir() if not p.name.endswith(".parts")] == []

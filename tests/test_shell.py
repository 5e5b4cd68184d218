"""The command face as a shell uses it: pipes, links, full disks, suffixes, interruption."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import cli
from commands import usage_wording
from data import output_files
from data.output_files import CannotWrite

ROOT = Path(__file__).resolve().parent.parent


def run(*args: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": ROOT, **options}
    return subprocess.run([sys.executable, str(ROOT / "cli.py"), *args], check=False, **given)


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "args", [("systems", "--json"), ("systems",), ("matrix", "-o", "-")], ids=" ".join
)
def test_a_closed_pipe_ends_without_a_complaint(args: tuple[str, ...], unbuffered: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "cli.py", *args],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.read(1)
    process.stdout.close()
    complaint = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 141
    assert complaint == b""


def test_a_full_disk_is_told_with_its_reason() -> None:
    with Path("/dev/full").open("wb") as full:
        result = run("systems", "--json", stdout=full)
    assert result.returncode == 1
    assert result.stderr.decode() == "文件无法读写：标准输出（磁盘已满）。\n"
    result = run("table", "--indicators", "gdp", "-o", "/dev/full")
    assert result.returncode == 1
    assert result.stderr.decode() == "写不了文件“/dev/full”：磁盘已满。\n"


def test_a_name_that_is_no_text_is_shown_with_escapes(tmp_path: Path) -> None:
    target = os.fsencode(tmp_path) + b"/\xff.csv"
    result = run("table", "--indicators", "gdp", "-o", os.fsdecode(target))
    assert result.returncode == 0
    assert b"Traceback" not in result.stderr
    assert "\\udcff.csv" in result.stderr.decode()
    assert Path(os.fsdecode(target)).is_file()


def test_a_name_that_is_too_long_leaves_nothing(tmp_path: Path) -> None:
    result = run("table", "--indicators", "gdp", "-o", str(tmp_path / f"{'a' * 300}.csv"))
    assert result.returncode == 1
    assert result.stderr.decode().endswith("：文件名太长。\n")
    assert not list(tmp_path.iterdir())


def test_a_link_stays_and_its_file_is_written(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (share / "r.csv").write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to("share/r.csv")
    assert run("table", "--indicators", "gdp", "-o", str(link)).returncode == 0
    assert link.is_symlink()
    assert (share / "r.csv").read_bytes().startswith(b"\xef\xbb\xbfadcode")
    assert [path.name for path in share.iterdir()] == ["r.csv"]


def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.symlink_to(second)
    second.symlink_to(first)
    with pytest.raises(CannotWrite, match="链接绕成了圈"):
        output_files.write_whole(first, b"x")


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "p.csv"
    os.mkfifo(pipe)
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert run("table", "--indicators", "gdp", "-o", str(pipe)).returncode == 0
    reader.join(30)
    assert found[0].startswith(b"\xef\xbb\xbfadcode")
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["p.csv"]


@pytest.mark.parametrize("target", ["-", "/dev/stdout"])
def test_a_dash_and_dev_stdout_are_the_standard_output(target: str) -> None:
    result = run("table", "--indicators", "gdp", "--format", "json", "-o", target)
    assert result.returncode == 0, result.stderr.decode()
    assert result.stdout.startswith(b"[\n")


def test_a_picture_on_the_standard_output_needs_a_format_and_has_no_manifest() -> None:
    asked = ("map", "--indicator", "tertiary_per_100k", "--dpi", "72", "-o", "-")
    result = run(*asked)
    assert result.returncode == 1
    assert "请写 --format" in result.stderr.decode()
    result = run(*asked, "--format", "png")
    assert result.stdout.startswith(b"\x89PNG")
    assert "没有清单" in result.stderr.decode()


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("matrix", "-o", "t.xlsx"), "不能写成“t.xlsx”，文件名应以 .csv 结尾。"),
        (("table", "--indicators", "gdp", "-o", "t.txt"), "文件名应以 .csv、.xlsx、.json 结尾"),
        (("table", "--indicators", "gdp", "-o", "t.xlsx", "--format", "csv"), "不一致"),
        (("map", "-o", "t.csv"), "文件名应以 .png、.svg、.pdf、.pptx、.docx 结尾"),
        (("map", "-o", "t.png", "--format", "pdf"), "不一致"),
        (("atlas", "-o", "t.docx"), "应以 .pdf 结尾"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_suffix_decides_and_a_contradiction_is_refused(
    args: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    result = run(*args, cwd=tmp_path)
    assert result.returncode == 1
    assert sentence in result.stderr.decode()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("foo",), "没有这个命令；可用的有：map、atlas"),
        (("map",), "缺少 选项 --output、-o（写到哪个文件"),
        (("map", "-o"), "选项 -o 后面要有一个值"),
        (("map", "-o", "x.png", "--year", "abc"), "选项 --year 的值“abc”不对，应是整数。"),
        (("map", "-o", "x.png", "--dpi", "9"), "选项 --dpi 的值“9”不对，应在 72—600 之间。"),
        (("table", "--format", "pdf"), "选项 --format 的值“pdf”不对，可选 csv、xlsx、json。"),
        (("systems", "--jsn"), "没有选项“--jsn”，是不是 --json。"),
        (("belt", "x"), "多写了参数。"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_usage_is_told_in_chinese_with_exit_code_2(args: tuple[str, ...], sentence: str) -> None:
    result = CliRunner().invoke(cli.app, args, standalone_mode=False)
    assert result.exception is not None
    assert usage_wording.sentence(result.exception).startswith(sentence)  # type: ignore[arg-type]


def test_a_wrong_command_line_ends_with_2_and_says_where_to_look() -> None:
    result = run("systems", "--bogus")
    assert result.returncode == 2
    assert result.stderr.decode() == "没有选项“--bogus”。用法见：cli.py systems --help\n"


def test_an_interrupted_atlas_says_so_and_leaves_no_worker(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "cli.py", "atlas", "-o", str(tmp_path / "a.pdf")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    parts = tmp_path / ".a.parts"
    try:
        while not list(parts.glob("*.pdf")):
            assert process.poll() is None, process.communicate()[1].decode()
            time.sleep(0.1)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=20)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 130
    assert "再运行同一条命令接着画" in said.decode()
    assert b"Traceback" not in said
    assert _group_ends_within(process.pid, seconds=3), "a worker outlives the command"
    assert list(parts.glob("*.pdf"))
    assert not (tmp_path / "a.pdf").exists()


def _group_ends_within(group: int, seconds: float) -> bool:
    """Return whether the last process of a group is gone after so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False

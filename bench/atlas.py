"""How long the PDF atlas takes: `python -m bench.atlas`.

The atlas is written twice in one run, each time by a fresh Python: with one process and with two.
The ratio of the two says how well the work is shared, whatever the machine; the seconds are from
the start of Python to the finished file and its manifest. Memory is the peak of the process that
binds the pages and of the largest one that draws them. Both files must hold the same pages.
Targets: 45 s on two idle cores, 20 MB.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

JOBS = (1, 2)


def peak_mb(whose: str) -> float:
    """Return the peak memory in MB of this process or of its largest child; NaN if not told."""
    try:
        import resource
    except ImportError:
        return float("nan")
    who = resource.RUSAGE_SELF if whose == "self" else resource.RUSAGE_CHILDREN
    return resource.getrusage(who).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def page_marks(path: Path) -> list[str]:
    """Return a checksum of the drawing on each page."""
    from pypdf import PdfReader

    found = []
    for page in PdfReader(path).pages:
        content = page.get_contents()
        found.append(hashlib.sha256(content.get_data() if content else b"").hexdigest())
    return found


def measure(jobs: int, target: Path) -> dict[str, float]:
    """Write the atlas in this process and return what it took."""
    from briefing.atlas import book

    made = book.write(target, book.words(date="2026-01-01"), jobs=jobs)
    seconds = time.time() - float(os.environ["BENCH_STARTED"])
    used = os.times()
    return {
        "seconds": seconds,
        "cpu": used.user + used.system + used.children_user + used.children_system,
        "binding": peak_mb("self"),
        "drawing": peak_mb("children") if jobs > 1 else peak_mb("self"),
        "pages": made.pages,
        "size": target.stat().st_size / 1e6,
    }


def main() -> None:
    """Print the table, the ratio, and whether the pages are the same."""
    parser = argparse.ArgumentParser(description="Time the PDF atlas.")
    parser.add_argument("--one", nargs=2, metavar=("JOBS", "FILE"), help="for the child process")
    arguments = parser.parse_args()
    if arguments.one:
        jobs, target = arguments.one
        print(json.dumps(measure(int(jobs), Path(target))))
        return
    print("processes  seconds  CPU s  MB binding  MB drawing  pages  MB file")
    rows, marks = [], []
    with tempfile.TemporaryDirectory() as folder:
        for jobs in JOBS:
            target = Path(folder) / f"atlas-{jobs}.pdf"
            environment = {**os.environ, "BENCH_STARTED": str(time.time())}
            run = subprocess.run(
                [sys.executable, "-m", "bench.atlas", "--one", str(jobs), str(target)],
                capture_output=True, check=True, text=True, encoding="utf-8", env=environment,
            )  # fmt: skip
            row = json.loads(run.stdout.splitlines()[-1])
            rows.append(row)
            marks.append(page_marks(target))
            print(
                f"{jobs:9} {row['seconds']:8.1f} {row['cpu']:6.1f} {row['binding']:11.0f}"
                f" {row['drawing']:11.0f} {row['pages']:6.0f} {row['size']:8.1f}"
            )
    same = sum(one == two for one, two in zip(*marks, strict=True))
    print(
        f"two processes take {rows[1]['seconds'] / rows[0]['seconds']:.2f} of the time of one;"
        f" {same} of {len(marks[0])} pages are the same"
    )


if __name__ == "__main__":
    main()

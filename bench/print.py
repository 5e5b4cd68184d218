"""How long a sheet takes: `python -m bench.print`.

Each layout is drawn in a process of its own: cold is from the start of Python to the PNG at
300 dpi, warm the median of three further drawings (compose and PNG). Beside it stands a plain
geopandas plot of the same classes at the same size, warm: no names, legend, inset or window.
Targets: warm 1.5 s, cold 5 s, 400 MB.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import time
from typing import Any

LAYOUTS = ("slide", "corridor", "a4l", "a4p", "hex")
KINDS = ("indicator", "overview")
MULTIPLES = ("years 3", "years 7", "clusters 5")
REPEATS = 3
DPI = 300


def peak_mb() -> float:
    """Return the peak memory of this process in MB; NaN where the system does not tell."""
    try:
        import resource
    except ImportError:
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 if sys.platform != "darwin" else 1024 * 1024)


def prepared_map(kind: str) -> Any:
    """Return the map that is drawn, or the maps of a sheet of several."""
    from layers import catalogue
    from layers.prepared import prepare
    from layers.spec import MapSpec

    if kind.startswith("years"):
        years = (2017, 2020, 2023) if kind.endswith("3") else tuple(range(2017, 2024))
        name = "pref_gdp_per_capita"
        return [prepare(MapSpec(indicator=name, year=year, pooled=years)) for year in years]
    if kind.startswith("clusters"):
        found = catalogue.load().values()
        return [prepare(MapSpec(systems=(s.id,))) for s in found if s.kind == "cluster"]
    if kind == "indicator":
        return prepare(MapSpec(indicator="tertiary_per_100k", year=2020))
    kinds = {"cluster", "demonstration_zone", "belt", "ring"}
    systems = catalogue.load().values()
    ids = tuple(s.id for s in systems if s.kind in kinds and s.plan == "gansu-145")
    return prepare(MapSpec(systems=ids))


def draw(layout: str, prepared: Any) -> tuple[float, float]:
    """Return the seconds of composing and of writing a PNG."""
    from maps.sheet.compose import compose
    from maps.sheet.multiples.compose_many import compose_many

    start = time.perf_counter()
    sheet = compose_many(prepared) if layout == "multiples" else compose(prepared, layout)
    middle = time.perf_counter()
    sheet.save(io.BytesIO(), "png", dpi=DPI)
    sheet.close()
    return middle - start, time.perf_counter() - middle


def plain(prepared: Any) -> float:
    """Return the seconds of a plain geopandas plot of the same classes at slide size."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from geo import boundaries

    start = time.perf_counter()
    counties = boundaries.load("county").set_index("adcode")
    colours = [
        prepared.colours[prepared.fills[code]] if code in prepared.fills else "#eeeeee"
        for code in counties.index
    ]
    figure = Figure(figsize=(338.67 / 25.4, 190.5 / 25.4))
    FigureCanvasAgg(figure)
    counties.plot(ax=figure.add_subplot(), color=colours, edgecolor="white", linewidth=0.4)
    figure.savefig(io.BytesIO(), dpi=DPI, format="png")
    return time.perf_counter() - start


def measure(layout: str, kind: str) -> dict[str, float]:
    """Measure one layout in this process."""
    prepared = prepared_map(kind)
    draw(layout, prepared)
    # of the first picture alone: a server that draws one sheet at a time
    cold, memory = time.time() - float(os.environ["BENCH_STARTED"]), peak_mb()
    runs = [draw(layout, prepared) for _ in range(REPEATS)]
    after = peak_mb()
    baseline = prepared_map("indicator")
    plain(baseline)
    beside = statistics.median(plain(baseline) for _ in range(REPEATS))
    return {
        "cold": cold,
        "compose": statistics.median(run[0] for run in runs),
        "png": statistics.median(run[1] for run in runs),
        "memory": memory,
        "after": after,
        "plain": beside,
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time the printed sheets.")
    parser.add_argument("--one", nargs=2, metavar=("LAYOUT", "MAP"), help="for the child process")
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(*arguments.one)))
        return
    print(
        "layout    map        cold s  compose s  PNG s  warm s  MB first  MB after  plain s  ratio"
    )
    drawn = [(layout, kind) for kind in KINDS for layout in LAYOUTS]
    for layout, kind in (*drawn, *(("multiples", kind) for kind in MULTIPLES)):
        environment = {**os.environ, "BENCH_STARTED": str(time.time())}
        run = subprocess.run(
            [sys.executable, "-m", "bench.print", "--one", layout, kind],
            capture_output=True, check=True, text=True, encoding="utf-8", env=environment,
        )  # fmt: skip
        row = json.loads(run.stdout.splitlines()[-1])
        warm = row["compose"] + row["png"]
        print(
            f"{layout:9} {kind:10} {row['cold']:6.2f} {row['compose']:10.2f} {row['png']:6.2f}"
            f" {warm:7.2f} {row['memory']:9.0f} {row['after']:9.0f} {row['plain']:8.2f}"
            f" {warm / row['plain']:6.1f}"
        )


if __name__ == "__main__":
    main()

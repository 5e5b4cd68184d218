"""Write `data/rivers/belt.csv` and `frontage.csv`: every county measured against the rivers.

Run `python -m data.build.belt_tables` after `data.build.river_lines`, `data.build.boundary_files` and
`data.build.place_tables`. Lengths in km to the metre, shares to four decimals; see `geo.rivers.stretches` for
the rule that credits shared stretches and `geo.rivers.frontage` for the rule of the positions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.build import csv_tables
from geo.places import units
from geo.rivers import lines
from geo.rivers.frontage import STANDARD_KM, classify
from geo.rivers.measures import (
    basin_shares,
    credited,
    nearest_rivers,
    river_frontages,
    seat_distances,
    shares_within,
)

HEAD = (
    "adcode", "name", "position", "frontage_km", "touched_km", "start_km", "end_km", "seat_km",
    "seat_chainage_km", *(f"share_{km}km" for km in STANDARD_KM), "basin_share", "seat_river",
)  # fmt: skip


def belt_rows() -> list[list[object]]:
    """Return one row a unit, by code."""
    stem = credited(lines.stem_reaches())
    shares = {km: shares_within(km) for km in STANDARD_KM}
    distances, nearest, basin = seat_distances(), nearest_rivers(), basin_shares()
    rows: list[list[object]] = []
    for unit in units.counties():
        code = unit.adcode
        frontage, touched, *ends = stem.get(code, (0.0, 0.0))
        position = classify(frontage, basin[code])
        rows.append(
            [
                *(code, unit.name, position, f"{frontage:.3f}", f"{touched:.3f}"),
                *([f"{end:.3f}" for end in ends] or ["", ""]),
                *(f"{value:.3f}" for value in distances[code]),
                *(f"{shares[km][code]:.4f}" for km in STANDARD_KM),
                *(f"{basin[code]:.4f}", "" if position == "outside" else nearest[code]),
            ]
        )
    return rows


def _write(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    csv_tables.write(lines.RIVERS / name, head, rows)


def main() -> None:
    """Write both tables."""
    _write("belt.csv", HEAD, belt_rows())
    rows = [("yellow", code, *values[:2], 1.0) for code, values in
            sorted(credited(lines.stem_reaches()).items())]  # fmt: skip
    _write(
        "frontage.csv",
        ("river", "adcode", "frontage_km", "touched_km", "along_km"),
        (
            (river, code, f"{share:.3f}", f"{touched:.3f}", f"{along:g}")
            for river, code, share, touched, along in [*rows, *river_frontages()]
        ),
    )


if __name__ == "__main__":
    csv_tables.run(main)

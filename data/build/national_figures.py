"""Write the census of every county of the country, `data/national/census2020.parquet`.

Run `python -m data.build.national_figures`. The figures are those of
`data/figures/national/census2020_national.csv`, column for column: nothing is computed here. As
Parquet the whole table is read in some ten milliseconds, when a page first asks for it.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from data.build import csv_tables
from data.paths import FIGURES, NATIONAL

WORDS: Final = ("adcode", "name", "province", "prefecture", "unit_kind", "note")


def census() -> pd.DataFrame:
    """Return the figures: words as text, every indicator as a float, an empty cell as NaN."""
    path = FIGURES / "national" / "census2020_national.csv"
    table = pd.read_csv(path, dtype=dict.fromkeys(WORDS, str), encoding="utf-8")
    table[list(WORDS)] = table[list(WORDS)].fillna("")
    figures = [name for name in table.columns if name not in WORDS]
    table[figures] = table[figures].astype(float)
    return table


def main() -> None:
    """Write the table."""
    NATIONAL.mkdir(parents=True, exist_ok=True)
    path = NATIONAL / "census2020.parquet"
    census().to_parquet(path, index=False, compression="zstd", compression_level=19)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    csv_tables.run(main)

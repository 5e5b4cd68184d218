"""The shipped table of the country is the table of figures, cell for cell."""

from __future__ import annotations

import pandas as pd

from data.build.national_figures import WORDS, census
from data.paths import NATIONAL


def test_the_parquet_file_holds_the_figures_unchanged() -> None:
    shipped = pd.read_parquet(NATIONAL / "census2020.parquet")
    made = census()
    pd.testing.assert_frame_equal(shipped, made, check_dtype=False)
    assert len(made.columns) - len(WORDS) == 45


def test_filled_cells_say_so() -> None:
    """A blank cell that was proved to be zero has a note in its row; none is filled in silently."""
    made = census()
    noted = made[made["note"].str.contains("blank in the digitisation")]
    assert len(noted) >= 90
    for row in noted.itertuples():
        for part in str(row.note).split(";"):
            if "=0 (blank" in part:
                column = "longform_" + part.strip().split("=")[0]
                assert made.at[row.Index, column] == 0

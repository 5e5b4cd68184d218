"""What the city yearbook's tables and the single readings must look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.schema_parts import column, matches, schema, within

if TYPE_CHECKING:
    import pandera.pandas as pa


def city_series(rows: int) -> pa.DataFrameSchema:
    """Return the schema of the city yearbook's tables: each row names its edition.

    Parameters
    ----------
    rows : int
        Units times the years 2018 to 2023.
    """
    import pandera.pandas as pa

    edition = matches(r"中国城市统计年鉴20\d\d（国家统计局）.*20\d\d年.*数据")
    return schema(
        {
            "name": column(str, pa.Check.str_length(2, 20)),
            "year": column(int, within(2018, 2023)),
            "source": column(str, edition),
        },
        checks=[
            pa.Check(lambda frame: len(frame) == rows, error=f"{rows} rows"),
            pa.Check(
                lambda frame: frame["source"].str.slice(8, 12).astype(int) == frame["year"] + 1,
                error="the edition is of the year after",
            ),
        ],
        unique=["name", "year"],
    )


def single_figures() -> pa.DataFrameSchema:
    """Return the schema of the single figures: each has a date, a standing and a source."""
    import pandera.pandas as pa

    return schema(
        {
            "adcode": column(str, matches(r"62\d{4}")),
            "subject": column(str, pa.Check.str_length(2, 20)),
            "system": column(str, matches(r"[-a-z0-9]*")),
            "date": column(str, matches(r"20\d\d(-\d\d)?")),
            "label": column(str, pa.Check.str_length(min_value=3)),
            "unit": column(str, pa.Check.str_length(min_value=1)),
            "status": column(str, pa.Check.isin(["preliminary", "expected", "reported"])),
            "source": column(str, pa.Check.str_length(min_value=8)),
        },
        unique=["adcode", "subject", "date", "quantity"],
    )

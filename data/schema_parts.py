"""What the schemas of tables are built of: columns and the checks that many share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandera.pandas as pa


def column(*args: Any, **kwargs: Any) -> pa.Column:
    """Return a column; pandera is imported when it is needed."""
    import pandera.pandas as pa

    return pa.Column(*args, **kwargs)


def schema(columns: dict[str, Any], **kwargs: Any) -> pa.DataFrameSchema:
    """Return the schema of a table that may have more columns than are checked."""
    import pandera.pandas as pa

    return pa.DataFrameSchema(columns, strict=False, coerce=True, **kwargs)


def matches(pattern: str) -> pa.Check:
    """Return the check that a whole cell matches a regular expression."""
    import pandera.pandas as pa

    return pa.Check.str_matches(rf"^{pattern}$")


def within(low: float, high: float) -> pa.Check:
    """Return the check that a number lies between two others, both allowed."""
    import pandera.pandas as pa

    return pa.Check.in_range(low, high)

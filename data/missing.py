"""The one question whether a value is missing."""

from __future__ import annotations

import math


def is_missing(value: object) -> bool:
    """Return whether a table's cell holds nothing: None, or a number that is not a number."""
    return value is None or (isinstance(value, float) and math.isnan(value))

"""Which ways of classifying a table of values allows, for the tests that try them all."""

from __future__ import annotations

import pandas as pd

from indicators.classify import METHODS


def methods_for(values: pd.Series) -> tuple[str, ...]:
    """Return the methods that these values allow: geometric needs all of them positive."""
    present = values.dropna()
    positive = len(present) > 0 and bool((present > 0).all())
    return tuple(method for method in METHODS if method != "geometric" or positive)

"""Names beside a chart's rows that leave room for the figure, also in the width of a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict

if TYPE_CHECKING:
    import altair as alt

# As in views/parts/page/devices.css.
NARROW_PX: Final = 640
# Chinese characters a line, and the pixels that they take at 12–13 px.
_COLUMNS: Final = 9
_LABEL_PX: Final = 122
_NARROW: Final = f"windowSize()[0] <= {NARROW_PX}"


class RowLabels(TypedDict):
    """Arguments of an `alt.Axis`."""

    labelLimit: alt.ExprRef
    labelExpr: str


def row_labels(limit_px: int, wide: str = "datum.label") -> RowLabels:
    """Return an axis's label limit and text: up to three short lines in a narrow window.

    Parameters
    ----------
    limit_px : int
        Widest name in a wide window, pixels.
    wide : str
        Vega expression of the text there.
    """
    import altair as alt

    text, n = "datum.label", _COLUMNS
    two = f"[slice({text}, 0, {n}), slice({text}, {n})]"
    three = f"[slice({text}, 0, {n}), slice({text}, {n}, {2 * n}), slice({text}, {2 * n})]"
    lines = f"length({text}) > {2 * n} ? {three} : length({text}) > {n} ? {two} : {text}"
    return {
        "labelLimit": alt.ExprRef(f"{_NARROW} ? {_LABEL_PX} : {limit_px}"),
        "labelExpr": f"{_NARROW} ? ({lines}) : ({wide})",
    }

"""Cut values into classes for a choropleth map.

References: Slocum et al., *Thematic Cartography and Geovisualization* (3rd ed., ch. 5);
Fisher (1958), “On grouping for maximum homogeneity”; mapclassify (PySAL).
"""

from __future__ import annotations

import math
import warnings
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from data.errors import AtlasError
from data.i18n import _
from indicators import natural_breaks

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

METHODS = {
    "quantiles": _("分位数"),
    "fisher_jenks": _("自然断点"),
    "equal_interval": _("等间距"),
    "geometric": _("几何级数"),
}
MAX_K = 9
# More values than a province has counties; mapclassify would take minutes without a compiler.
MANY = 400


class ClassifyError(AtlasError):
    """The values cannot be cut this way."""


@dataclass(frozen=True)
class Classes:
    """Values in classes; class i holds breaks[i] < value <= breaks[i + 1] (the first its minimum).

    Attributes
    ----------
    breaks : tuple of float
        k + 1 ascending edges, short to read, which divide the values just as the exact edges do;
        all values lie between first and last.
    counts : tuple of int
        Units in each class.
    digits : int
        Decimals that the edges need in print.
    index : dict
        Unit -> class; units without a value are left out.
    note : str
        Why there are fewer classes than asked for, or "".
    """

    method: str
    k: int
    breaks: tuple[float, ...]
    counts: tuple[int, ...]
    index: dict[str, int]
    digits: int
    note: str

    def printed_digits(self, of_values: int) -> int:
        """Return the decimals to print the edges with, beside values with so many of their own.

        Edges and values rounded alike keep their order, so no printed value seems to lie in another
        class. Two edges may become equal: then all values between them are printed alike too.
        """
        return min(self.digits, of_values)


def classify(
    values: pd.Series, method: str = "quantiles", k: int = 5, *, centre: float | None = None
) -> Classes:
    """Cut values into at most k classes.

    Parameters
    ----------
    values : Series
        Index unit, values float; NaN are dropped first.
    method : str
        A key of `METHODS`.
    k : int
        Number of classes wanted, 1-9; never more are made than there are distinct values.
    centre : float, optional
        A meaningful middle (0 for changes) that must be an edge when values lie on both sides.

    Raises
    ------
    ClassifyError
        When the method is unknown, k is out of range, a value is infinite, or a geometric
        series is asked for values that are not positive.
    """
    if method not in METHODS:
        known = "、".join(METHODS)
        raise ClassifyError(
            _("不认识的分级方法“{method}”，可选：{known}。").format(method=method, known=known),
            detail=f"method {method!r}",
        )
    if not 1 <= k <= MAX_K:
        raise ClassifyError(
            _("分级数须在1到{most}之间，现在是{k}。").format(most=MAX_K, k=k), detail=f"k={k}"
        )
    present = values.dropna().astype(float)
    numbers = sorted(present.tolist())
    if any(math.isinf(number) for number in numbers):
        raise ClassifyError(_("数值中有无穷大，不能分级。"), detail="infinite value")
    if method == "geometric" and numbers and numbers[0] <= 0:
        raise ClassifyError(
            _("几何级数只用于全部为正的数值，请换一种分级方法。"), detail="value <= 0"
        )
    if not numbers:
        return Classes(method, 0, (), (), {}, 0, _("没有可以分级的数值"))
    wanted = min(k, len(set(numbers)))
    inner = _inner(numbers, method, wanted, centre)
    breaks = _edges(numbers, inner)
    if method in ("quantiles", "fisher_jenks"):
        breaks = _without_empty(numbers, breaks, centre)
    return _counted(present, method, breaks, k)


def _inner(numbers: Sequence[float], method: str, k: int, centre: float | None) -> list[float]:
    """Return the inner edges, with the centre among them when values lie on both sides."""
    if centre is None or not numbers[0] < centre < numbers[-1] or k < 2:
        return _rounded(numbers, _cut(numbers, method, k), method, numbers[0], numbers[-1])
    low = [number for number in numbers if number <= centre]
    high = [number for number in numbers if number > centre]
    # classes go to each side by its share of the values, at least one
    below = min(max(round(k * len(low) / len(numbers)), 1), k - 1)
    below = max(min(below, len(set(low))), k - len(set(high)), 1)
    left = _cut(low, method, min(below, len(set(low))), stop=centre)
    right = _cut(high, method, min(k - below, len(set(high))), start=centre)
    return [
        *_rounded(low, left, method, numbers[0], centre),
        centre,
        *_rounded(high, right, method, centre, numbers[-1]),
    ]


def _cut(
    numbers: Sequence[float],
    method: str,
    k: int,
    *,
    start: float | None = None,
    stop: float | None = None,
) -> list[float]:
    """Return k - 1 edges inside the numbers' range (or from `start`, up to `stop`)."""
    if k < 2:
        return []
    first = numbers[0] if start is None else start
    last = numbers[-1] if stop is None else stop
    if method == "equal_interval":
        return _on_values(numbers, [first + (last - first) * i / k for i in range(1, k)])
    if method == "geometric":
        ratio = numbers[-1] / numbers[0]
        return _on_values(numbers, [numbers[0] * ratio ** (i / k) for i in range(1, k)])
    if method == "fisher_jenks" and len(numbers) > MANY:
        return sorted(
            {edge for edge in natural_breaks.upper_edges(numbers, k) if edge < numbers[-1]}
        )
    import numpy as np
    from mapclassify import FisherJenks, Quantiles

    scheme = Quantiles if method == "quantiles" else FisherJenks
    with warnings.catch_warnings():
        # it recommends a compiler; 87 values need none
        warnings.simplefilter("ignore", UserWarning)
        upper = scheme(np.asarray(numbers, dtype=float), k=k).bins
    return sorted({float(edge) for edge in upper if edge < numbers[-1]})


def _rounded(
    numbers: Sequence[float], inner: Sequence[float], method: str, low: float, high: float
) -> list[float]:
    """Return inner edges that are short to read, all between `low` and `high`.

    Every edge may move within the gap between two values, which changes no class. Edges with a
    meaning of their own (equal steps, a series) stay as near as three significant figures or more.
    """
    span = high - low
    if not inner or not 0 < span < math.inf:
        return list(inner)
    if method in ("quantiles", "fisher_jenks"):
        short = [_in_gap(numbers, edge, span) for edge in inner]
    elif method == "geometric":
        short = [_near(numbers, edge, edge) for edge in inner]
    else:
        short = [_near(numbers, edge, span) for edge in inner]
    distinct = all(left < right for left, right in pairwise([low, *short, high]))
    return short if distinct else list(inner)


def _near(numbers: Sequence[float], edge: float, size: float) -> float:
    """Return the edge, rounded from the third significant figure of a size on, its class kept."""
    place = bisect_right(numbers, edge)
    below = numbers[place - 1] if place else -math.inf
    above = numbers[place] if place < len(numbers) else math.inf
    first = 2 - math.floor(math.log10(size))
    for digits in range(first, first + 14):
        step = 10.0**-digits
        near = round(edge, digits)
        for short in (near, round(near - step, digits), round(near + step, digits)):
            # a neighbour of the rounded edge only where it is no further than one step
            if below <= short < above and abs(short - edge) < step:
                return short
    return edge


def _on_values(numbers: Sequence[float], edges: Sequence[float]) -> list[float]:
    """Return edges that meet a value exactly where only the last digits of a sum keep them off."""
    span = numbers[-1] - numbers[0]
    return [
        next((n for n in numbers if math.isclose(n, edge, rel_tol=0, abs_tol=1e-12 * span)), edge)
        for edge in edges
    ]


def _in_gap(numbers: Sequence[float], edge: float, span: float) -> float:
    """Return a short number that divides the values just as the edge does."""
    place = bisect_right(numbers, edge)
    below, above = numbers[place - 1], numbers[place]
    # an edge that is itself a value stands for the whole gap above it
    aim = (below + above) / 2 if edge == below else edge
    first = 1 - math.floor(math.log10(span))
    for digits in range(first, first + 14):
        step = 10.0**-digits
        near = round(aim, digits)
        for short in (near, round(near - step, digits), round(near + step, digits)):
            if max(below, numbers[0]) <= short < above and short > numbers[0]:
                return short
    return edge


def _decimals(number: float) -> int:
    """Return how many decimals a number needs in print, 12 at most."""
    return next((digits for digits in range(13) if round(number, digits) == number), 12)


def _edges(numbers: Sequence[float], inner: Sequence[float]) -> list[float]:
    """Return all edges, the outer ones rounded outwards so that every value lies between."""
    low, high = numbers[0], numbers[-1]
    span = high - low
    if 0 < span < math.inf:
        step = 10.0 ** (math.floor(math.log10(span)) - 2)
        digits = 2 - math.floor(math.log10(span))
        down, up = math.floor(low / step), math.ceil(high / step)
        low = min(low, round(down * step, digits))
        high = max(high, round(up * step, digits))
        # nothing below zero is suggested where no value is
        low = max(low, 0.0) if numbers[0] >= 0 else low
    middle = sorted(edge for edge in set(inner) if low < edge < high)
    return [low, *middle, high]


def _class_of(number: float, breaks: Sequence[float]) -> int:
    """Return the class of a number: upper edges belong to their class."""
    for place, upper in enumerate(breaks[1:-1]):
        if number <= upper:
            return place
    return max(len(breaks) - 2, 0)


def _without_empty(
    numbers: Sequence[float], breaks: list[float], centre: float | None
) -> list[float]:
    """Drop inner edges that close an empty class, but never the centre."""
    kept = list(breaks)
    while len(kept) > 2:
        counts = [0] * (len(kept) - 1)
        for number in numbers:
            counts[_class_of(number, kept)] += 1
        empty = next((i for i, count in enumerate(counts) if count == 0), None)
        if empty is None:
            break
        edges = [i for i in (empty + 1, empty) if 0 < i < len(kept) - 1 and kept[i] != centre]
        if not edges:
            break
        del kept[edges[0]]
    return kept


def _counted(present: pd.Series, method: str, breaks: list[float], wanted: int) -> Classes:
    k = len(breaks) - 1
    index = {str(unit): _class_of(float(value), breaks) for unit, value in present.items()}
    counts = [0] * k
    for place in index.values():
        counts[place] += 1
    digits = max(_decimals(edge) for edge in breaks)
    note = ""
    if k < wanted:
        note = _("不同的数值不够多，实际分为{k}级").format(k=k)
    return Classes(method, k, tuple(breaks), tuple(counts), index, digits, note)

"""Natural breaks of thousands of values in a moment (Fisher's exact partition).

Reference: Fisher (1958), “On grouping for maximum homogeneity”, JASA 53. mapclassify computes the
same partition value by value, which takes minutes for every county of the country unless a compiler
is at hand; here a row of the recurrence is one array.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def upper_edges(numbers: Sequence[float], k: int) -> list[float]:
    """Return the highest value of each of k classes with the least sum of squared deviations.

    Parameters
    ----------
    numbers : sequence of float
        In ascending order.
    k : int
        Number of classes, at most the number of values.
    """
    import numpy as np

    values = np.asarray(numbers, dtype=float)
    n = len(values)
    # deviations from the mean keep the sums small, and with them the rounding
    centred = values - values.mean()
    sums = np.concatenate([[0.0], np.cumsum(centred)])
    squares = np.concatenate([[0.0], np.cumsum(centred**2)])
    count = np.arange(n + 1)
    # best[i]: the least sum of the first i values in the classes so far
    best = squares - np.divide(sums**2, count, out=np.zeros(n + 1), where=count > 0)
    starts = []
    for _class in range(1, k):
        found = np.full(n + 1, np.inf)
        start = np.zeros(n + 1, dtype=int)
        for i in range(_class + 1, n + 1):
            first = np.arange(_class, i)
            inside = squares[i] - squares[first] - (sums[i] - sums[first]) ** 2 / (i - first)
            total = best[first] + inside
            place = int(total.argmin())
            found[i], start[i] = total[place], first[place]
        best = found
        starts.append(start)
    edges, end = [], n
    for start in reversed(starts):
        edges.append(float(values[end - 1]))
        end = int(start[end])
    return [float(values[end - 1]), *reversed(edges)]

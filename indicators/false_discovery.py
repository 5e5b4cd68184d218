"""Which of many p stand together, and which of those verdicts the number of shuffles leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RATE: Final = 0.05
# How sure the interval of a p that was counted from shuffles is.
CONFIDENCE: Final = 0.99


def discoveries(p: Floats, rate: float = RATE) -> NDArray[np.bool_]:
    """Return which p stand when the share of false ones among them is held to `rate`.

    Benjamini and Hochberg's step-up procedure: the k smallest stand, k the largest rank with
    p ≤ rate · k / n.
    """
    order = np.argsort(p, kind="stable")
    below = np.flatnonzero(p[order] <= rate * np.arange(1, len(p) + 1) / len(p))
    found = np.zeros(len(p), dtype=bool)
    if len(below):
        found[order[: below[-1] + 1]] = True
    return found


def interval(p: Floats, permutations: int, confidence: float = CONFIDENCE) -> tuple[Floats, Floats]:
    """Return where the p of endless shuffles lie: Clopper and Pearson's interval, both ends.

    Parameters
    ----------
    p : ndarray
        Two-sided: twice (M + 1) / (R + 1), M the shuffles in the smaller tail.
    permutations : int
        R.
    confidence : float
        Of each interval by itself.
    """
    from scipy.special import betaincinv

    tail = np.clip(np.rint(p / 2 * (permutations + 1)) - 1, 0, permutations - 1)
    outside = (1 - confidence) / 2
    # with no shuffle in the tail the lower end is nought, which the inverse does not know
    low = np.where(tail > 0, betaincinv(np.maximum(tail, 1), permutations - tail + 1, outside), 0.0)
    high = betaincinv(tail + 1, permutations - tail, 1 - outside)
    return np.minimum(1.0, 2 * low), np.minimum(1.0, 2 * high)


def critical(p: Floats, permutations: int, rate: float = RATE) -> NDArray[np.bool_]:
    """Return which verdicts of `discoveries` other shuffles might turn.

    The bound that a p must keep depends on how many others stand, so all p are moved together: a
    verdict is certain when it is the same with every p at the lower end of its interval and with
    every p at the upper end. Lower p never make fewer stand; what differs lies between.
    """
    low, high = interval(p, permutations)
    turned: NDArray[np.bool_] = discoveries(low, rate) & ~discoveries(high, rate)
    return turned

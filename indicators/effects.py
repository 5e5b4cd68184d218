"""How far two groups of counties lie apart: medians, Cliff's delta, and their uncertainty.

All units are measured, none is sampled. The bootstrap interval says how far a difference rests on
which counties happen to be in a group (each group is redrawn from itself); the permutation p says
how often counties dealt to the groups by chance would lie as far apart. They answer different
questions and may disagree. Seeds are fixed, so the same question gets the same answer.

References
----------
.. [1] N. Cliff (1993), "Dominance statistics: ordinal analyses to answer ordinal questions",
   Psychological Bulletin 114(3), 494-509.
.. [2] B. Efron and R. J. Tibshirani (1993), An Introduction to the Bootstrap, ch. 13 and 15.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEED = 20210927
RESAMPLES = 4000
PERMUTATIONS = 9999
LEVEL = 0.95


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval; NaN where it cannot be made."""

    value: float
    low: float
    high: float

    @property
    def told(self) -> bool:
        """Whether the interval leaves out 0, that is, whether a difference can be told."""
        return self.low > 0 or self.high < 0


def cliffs_delta(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Return P(first > second) - P(first < second) over all pairs, from -1 to 1 [1]_."""
    import numpy as np

    if not len(first) or not len(second):
        return float("nan")
    return float(np.sign(first[:, None] - second[None, :]).mean())


def _interval(draws: NDArray[np.float64]) -> tuple[float, float]:
    import numpy as np

    tail = (1 - LEVEL) / 2
    low, high = np.quantile(draws, [tail, 1 - tail])
    return float(low), float(high)


def two_groups(
    first: NDArray[np.float64], second: NDArray[np.float64]
) -> tuple[Estimate, Estimate, float]:
    """Compare two groups.

    Parameters
    ----------
    first, second : arrays (n,) and (m,)
        Values without gaps.

    Returns
    -------
    median difference, Cliff's delta : Estimate
        First less second, with percentile bootstrap intervals (each group redrawn).
    p : float
        Two-sided permutation p of Cliff's delta: the share of random deals of the labels with a
        delta at least as far from 0. NaN with fewer than two values in a group.
    """
    import numpy as np

    nan = Estimate(float("nan"), float("nan"), float("nan"))
    if len(first) < 2 or len(second) < 2:
        return nan, nan, float("nan")
    rng = np.random.default_rng(SEED)
    a = rng.choice(first, (RESAMPLES, len(first)))
    b = rng.choice(second, (RESAMPLES, len(second)))
    difference = Estimate(
        float(np.median(first) - np.median(second)),
        *_interval(np.median(a, axis=1) - np.median(b, axis=1)),
    )
    deltas = np.asarray([cliffs_delta(x, y) for x, y in zip(a, b, strict=True)])
    delta = Estimate(cliffs_delta(first, second), *_interval(deltas))
    return difference, delta, _permutation(first, second, rng)


def _permutation(
    first: NDArray[np.float64], second: NDArray[np.float64], rng: np.random.Generator
) -> float:
    import numpy as np

    # Cliff's delta is a linear function of the rank sum of the first group.
    pooled = np.concatenate([first, second])
    _values, inverse, counts = np.unique(pooled, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    centre = len(first) * (len(pooled) + 1) / 2
    observed = abs(ranks[: len(first)].sum() - centre)
    deals = rng.permuted(np.tile(ranks, (PERMUTATIONS, 1)), axis=1)[:, : len(first)]
    extreme = int((np.abs(deals.sum(axis=1) - centre) >= observed - 1e-9).sum())
    return (extreme + 1) / (PERMUTATIONS + 1)


def paired(differences: NDArray[np.float64]) -> Estimate:
    """Return the median of paired differences with its bootstrap interval (pairs redrawn)."""
    import numpy as np

    if len(differences) < 2:
        return Estimate(float("nan"), float("nan"), float("nan"))
    rng = np.random.default_rng(SEED)
    draws = np.median(rng.choice(differences, (RESAMPLES, len(differences))), axis=1)
    return Estimate(float(np.median(differences)), *_interval(draws))

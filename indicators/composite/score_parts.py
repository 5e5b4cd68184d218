"""What a county's score is made of, and which strengths and weaknesses the draws leave standing."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.composite import aggregation
from indicators.composite.aggregation import Design
from indicators.composite.recipe import Aggregation

Floats = NDArray[np.float64]
HOLDS = 0.9
LOOKED_AT = 1000  # draws; a share of 0.9 is then known to ± 0.019


@dataclass(frozen=True)
class StrengthsWeaknesses:
    """Indicators (by number) that are among a county's strengths or weaknesses in ≥ 90 % of draws."""

    strengths: tuple[int, ...]
    weaknesses: tuple[int, ...]


def parts(scaled: Floats, design: Design, pillar_of: tuple[int, ...]) -> Floats:
    """Return n × k parts of the nominal index.

    Under an arithmetic mean they add up to the score; under a geometric one (`scaled` are
    logarithms) they are factors whose product is the score.

    Parameters
    ----------
    scaled : array, n × k
    design : Design
        With the nominal choices as its only row.
    pillar_of : tuple of int, k
    """
    weights = _effective(scaled, design.pillars[0], design.within[0], np.array(pillar_of))
    found = weights * np.nan_to_num(scaled)
    if design.scales[0][2] is Aggregation.GEOMETRIC:
        found = np.exp(found)
    return np.asarray(np.where(np.isfinite(scaled), found, np.nan))


def _effective(scaled: Floats, pillars: Floats, within: Floats, owner: NDArray[np.int64]) -> Floats:
    """Return n × k weights over what is there, each row summing to one."""
    there = np.isfinite(scaled) * within
    sums = np.stack([there[:, owner == p].sum(axis=1) for p in range(len(pillars))], axis=1)
    outer = np.where(sums > 0, pillars, 0.0)
    outer /= outer.sum(axis=1, keepdims=True)
    return np.asarray(there * (outer / np.where(sums > 0, sums, 1.0))[:, owner])


def standings(
    values: Floats, signs: Floats, design: Design, pillar_of: tuple[int, ...]
) -> tuple[StrengthsWeaknesses, ...]:
    """Return each county's strengths and weaknesses that hold in at least 90 % of the draws.

    In one draw an indicator is a strength where the county lies above the mean of the counties in
    it, and would stand lower without it: its score's distance from the counties' mean score, in
    standard deviations, would fall.  A weakness is the reverse.  Draws that leave the indicator
    out anyway say nothing about it.

    Parameters
    ----------
    values : array, n × k
    signs : array, k
    design : Design
        The draws; the first 1,000 are looked at.
    pillar_of : tuple of int, k
    """
    first = slice(0, LOOKED_AT)
    looked = replace(
        design,
        pillars=design.pillars[first],
        within=design.within[first],
        scale_of=design.scale_of[first],
    )
    ready = aggregation.tables(values, signs, looked.scales)
    above = np.stack([table > np.nanmean(table, axis=0) for table in ready])
    below = np.stack([table < np.nanmean(table, axis=0) for table in ready])
    whole = _distance(ready, looked, pillar_of)
    strong, weak = np.zeros(values.shape), np.zeros(values.shape)
    for j in range(values.shape[1]):
        used = looked.within[:, j] > 0
        without = looked.within.copy()
        without[:, j] = 0.0
        gain = whole - _distance(ready, replace(looked, within=without), pillar_of)
        high, low = above[looked.scale_of, :, j].T, below[looked.scale_of, :, j].T
        strong[:, j] = ((gain > 0) & high)[:, used].mean(axis=1)
        weak[:, j] = ((gain < 0) & low)[:, used].mean(axis=1)
    return tuple(
        StrengthsWeaknesses(_holding(s), _holding(w)) for s, w in zip(strong, weak, strict=True)
    )


def _distance(ready: tuple[Floats, ...], design: Design, pillar_of: tuple[int, ...]) -> Floats:
    """Return n × D distances of the scores from their mean, in standard deviations."""
    index = aggregation.aggregate(ready, design, pillar_of).index
    return np.asarray((index - index.mean(axis=0)) / index.std(axis=0))


def _holding(share: Floats) -> tuple[int, ...]:
    """Return the indicators whose share of the draws is enough, the surest first."""
    order = np.argsort(-share, kind="stable")
    return tuple(int(j) for j in order if share[j] >= HOLDS)

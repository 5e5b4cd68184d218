"""From normalised indicators to pillars to the index, for one set of choices or many at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.composite.normalising import normalised, positive
from indicators.composite.outlier_treatment import winsorised
from indicators.composite.recipe import Aggregation, Normalisation, Outliers

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Scale = tuple[Outliers, Normalisation, Aggregation]
# two scores nearer than this are one score: only the order of additions tells them apart
DIGITS = 9


@dataclass(frozen=True)
class Design:
    """Sets of choices, one a row (D of them).

    Attributes
    ----------
    pillars : array, D × p
        Weights of the pillars, of any sum.
    within : array, D × k
        Weights of the indicators in their pillar, of any sum; 0 leaves one out.
    scales : tuple of Scale
        The different (outliers, normalisation, aggregation).
    scale_of : array of int, D
        Which of them a row uses.
    """

    pillars: Floats
    within: Floats
    scales: tuple[Scale, ...]
    scale_of: Ints


@dataclass(frozen=True)
class Aggregated:
    """Scores of n units under D sets of choices: n × D, and of p pillars: p × n × D or empty."""

    index: Floats
    pillars: Floats


def scaled(values: Floats, signs: Floats, scale: Scale) -> Floats:
    """Return n × k values ready to be averaged; for a geometric mean these are logarithms."""
    outliers, kind, aggregation = scale
    treated = winsorised(values) if outliers is Outliers.WINSORISED else values
    found = normalised(treated, signs, kind)
    if aggregation is Aggregation.GEOMETRIC:
        return np.asarray(np.log(positive(found, kind)))
    return found


def tables(values: Floats, signs: Floats, scales: tuple[Scale, ...]) -> tuple[Floats, ...]:
    """Return one table of n × k for each scale."""
    return tuple(scaled(values, signs, scale) for scale in scales)


def aggregate(
    ready: tuple[Floats, ...], design: Design, pillar_of: tuple[int, ...], *, parts: bool = False
) -> Aggregated:
    """Return the scores of every unit under every set of choices.

    A figure that is not there takes its weight with it: the weights of the others in the pillar
    are brought to one again, and so are those of the pillars.

    Parameters
    ----------
    ready : tuple of arrays, n × k
        The tables of `design.scales`.
    design : Design
    pillar_of : tuple of int, k
    parts : bool
        Whether the pillars' scores are kept.
    """
    units, sets, count = len(ready[0]), len(design.scale_of), design.pillars.shape[1]
    index = np.empty((units, sets))
    kept = np.empty((count, units, sets) if parts else (0, units, sets))
    owner = np.array(pillar_of)
    for number, table in enumerate(ready):
        chosen = np.nonzero(design.scale_of == number)[0]
        if not len(chosen):
            continue
        known, filled = np.isfinite(table).astype(float), np.nan_to_num(table)
        total, weight = np.zeros((units, len(chosen))), np.zeros((units, len(chosen)))
        for pillar in range(count):
            columns = np.nonzero(owner == pillar)[0]
            inner = design.within[np.ix_(chosen, columns)].T
            there = known[:, columns] @ inner
            score = filled[:, columns] @ inner / np.where(there > 0, there, 1.0)
            outer = np.where(there > 0, design.pillars[chosen, pillar], 0.0)
            total += outer * score
            weight += outer
            if parts:
                kept[pillar][:, chosen] = _back(score, design.scales[number])
        index[:, chosen] = _back(total / weight, design.scales[number])
    return Aggregated(np.round(index, DIGITS), kept)


def _back(score: Floats, scale: Scale) -> Floats:
    return np.asarray(np.exp(score)) if scale[2] is Aggregation.GEOMETRIC else score


def ranks(index: Floats) -> Ints:
    """Return ranks of n × D scores, by column: 1 is the highest, ties share the smallest rank."""
    return np.stack([1 + (index > own).sum(axis=0) for own in index])

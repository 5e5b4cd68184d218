"""Whether the parts of an index belong together: looked at before its ranks are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.composite.weighting import NominalWeights

Floats = NDArray[np.float64]
# |r| above this and two indicators say nearly the same (COINr's flag)
REDUNDANT = 0.9


@dataclass(frozen=True)
class Component:
    """Principal components of one pillar.

    Attributes
    ----------
    shares : tuple of float
        Share of the variance of each component.
    loadings : tuple of float
        Of the first component; signs turned so that most are positive.
    """

    pillar: int
    shares: tuple[float, ...]
    loadings: tuple[float, ...]


@dataclass(frozen=True)
class Importance:
    """What a part weighs in name and in effect.

    Attributes
    ----------
    nominal : float
        Its share of the weights.
    effective : float
        Its share of the sum of squared correlations with the index (Paruolo, Saisana & Saltelli
        2013, doi:10.1111/j.1467-985X.2012.01059.x, in its linear form).
    correlation : float
        With the index; below zero the part works against the whole.
    """

    nominal: float
    effective: float
    correlation: float


@dataclass(frozen=True)
class Coherence:
    """What the correlations say.

    Attributes
    ----------
    correlations : array, k × k
        Between the turned indicators, pairwise complete.
    pillar_correlations : array, p × p
    rest_correlations : array, k
        Of each indicator with the mean of the others of its pillar; NaN where it is alone.
    against : tuple of int
        Indicators that work against their pillar: `rest_correlations` below zero.
    redundant : tuple of (int, int)
        Pairs with a correlation above 0.9.
    components : tuple of Component
        Of the pillars with at least two indicators.
    indicators, pillars : tuple of Importance
    """

    correlations: Floats
    pillar_correlations: Floats
    rest_correlations: Floats
    against: tuple[int, ...]
    redundant: tuple[tuple[int, int], ...]
    components: tuple[Component, ...]
    indicators: tuple[Importance, ...]
    pillars: tuple[Importance, ...]


def coherence(
    scaled: Floats, pillar_scores: Floats, index: Floats, weights: NominalWeights
) -> Coherence:
    """Return the correlations within and between pillars and what follows from them.

    Parameters
    ----------
    scaled : array, n × k
        Normalised and turned, higher the better.
    pillar_scores : array, p × n
    index : array, n
    weights : NominalWeights
    """
    owner = np.array(weights.pillar_of)
    correlations = _pairwise(scaled)
    rest = _with_rest(scaled, owner, weights)
    upper = np.argwhere(np.triu(np.abs(correlations) > REDUNDANT, 1))
    return Coherence(
        correlations=correlations,
        pillar_correlations=_pairwise(pillar_scores.T),
        rest_correlations=rest,
        against=tuple(int(i) for i in np.nonzero(rest < 0)[0]),
        redundant=tuple((int(i), int(j)) for i, j in upper),
        components=tuple(
            components(scaled[:, owner == p], p)
            for p in range(len(weights.pillars))
            if (owner == p).sum() > 1
        ),
        indicators=_importance(scaled, index, weights.flat),
        pillars=_importance(pillar_scores.T, index, weights.pillars),
    )


def _pairwise(columns: Floats) -> Floats:
    """Return Pearson correlations of the columns, each pair over the rows that have both."""
    import pandas as pd

    return np.asarray(pd.DataFrame(columns).corr().to_numpy())


def _correlation(a: Floats, b: Floats) -> float:
    both = np.isfinite(a) & np.isfinite(b)
    if both.sum() < 3 or np.ptp(a[both]) == 0 or np.ptp(b[both]) == 0:
        return float("nan")
    return float(np.corrcoef(a[both], b[both])[0, 1])


def _with_rest(scaled: Floats, owner: NDArray[np.int64], weights: NominalWeights) -> Floats:
    found = np.full(scaled.shape[1], np.nan)
    standard = (scaled - np.nanmean(scaled, axis=0)) / np.nanstd(scaled, axis=0)
    for j in range(scaled.shape[1]):
        others = np.nonzero((owner == owner[j]) & (np.arange(len(owner)) != j))[0]
        if len(others):
            known = np.isfinite(standard[:, others])
            total = known @ weights.within[others]
            rest = np.nan_to_num(standard[:, others]) @ weights.within[others]
            rest = np.where(total > 0, rest / np.where(total > 0, total, 1.0), np.nan)
            found[j] = _correlation(scaled[:, j], rest)
    return found


def components(columns: Floats, pillar: int = 0) -> Component:
    """Return the principal components of the columns' correlations, over complete rows."""
    complete = columns[np.isfinite(columns).all(axis=1)]
    values, vectors = np.linalg.eigh(np.corrcoef(complete, rowvar=False))
    first = vectors[:, -1] * (1 if vectors[:, -1].sum() >= 0 else -1)
    shares = values[::-1] / values.sum()
    return Component(pillar, tuple(map(float, shares)), tuple(map(float, first)))


def _importance(parts: Floats, index: Floats, nominal: Floats) -> tuple[Importance, ...]:
    found = np.array([_correlation(column, index) for column in parts.T])
    squared = np.nan_to_num(found) ** 2
    effective = squared / squared.sum()
    rows = zip(nominal, effective, found, strict=True)
    return tuple(Importance(float(n), float(e), float(c)) for n, e, c in rows)

"""Nominal weights: equal, by hand, or read from the figures themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.composite.recipe import IndexRecipe, Normalisation, Weighting

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class NominalWeights:
    """Weights of the pillars (they sum to 1) and of the indicators within theirs (likewise)."""

    pillars: Floats
    within: Floats
    pillar_of: tuple[int, ...]

    @property
    def flat(self) -> Floats:
        """Return each indicator's share of the whole."""
        return np.asarray(self.pillars[list(self.pillar_of)] * self.within)


def nominal(recipe: IndexRecipe, values: Floats, signs: Floats) -> NominalWeights:
    """Return the weights of a recipe.

    Entropy and CRITIC weigh the indicators over all pillars, from the counties that have every
    figure, on the min–max scale; a pillar's weight is the sum of its indicators'.

    Parameters
    ----------
    recipe : IndexRecipe
    values : array, n × k
        After the treatment of outliers.
    signs : array, k
    """
    owner = recipe.pillar_of
    if recipe.weighting in (Weighting.ENTROPY, Weighting.CRITIC):
        from indicators.composite.normalising import normalised

        scaled = normalised(values, signs, Normalisation.MIN_MAX) / 100
        scaled = scaled[np.isfinite(scaled).all(axis=1)]
        return nested(
            entropy(scaled) if recipe.weighting is Weighting.ENTROPY else critic(scaled), owner
        )
    by_hand = recipe.weighting is Weighting.BY_HAND
    pillars = np.array([p.weight if by_hand else 1.0 for p in recipe.pillars])
    within = np.array([m.weight if by_hand else 1.0 for m in recipe.members])
    sums = np.bincount(owner, within)
    return NominalWeights(pillars / pillars.sum(), within / sums[list(owner)], owner)


def nested(flat: Floats, pillar_of: tuple[int, ...]) -> NominalWeights:
    """Return weights of pillars and within pillars whose product is `flat` (summing to 1)."""
    sums = np.bincount(pillar_of, flat)
    return NominalWeights(sums / sums.sum(), flat / sums[list(pillar_of)], pillar_of)


def entropy(scaled: Floats) -> Floats:
    """Return the entropy weights of n × k values not below zero (Hwang & Yoon 1981)."""
    shares = scaled / scaled.sum(axis=0)
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    spread = 1 + (shares * logs).sum(axis=0) / np.log(len(scaled))
    return np.asarray(spread / spread.sum())


def critic(scaled: Floats) -> Floats:
    """Return the CRITIC weights of n × k values from 0 to 1.

    Diakoulaki, Mavrotas & Papayannakis 1995, doi:10.1016/0305-0548(94)00059-H: the standard
    deviation times how little the indicator is correlated with the others.
    """
    apart = (1 - np.corrcoef(scaled, rowvar=False)).sum(axis=0)
    found = scaled.std(axis=0) * apart
    return np.asarray(found / found.sum())

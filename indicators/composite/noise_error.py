"""How often a recipe would tell counties apart where there is nothing but noise.

The draws vary the maker's choices, not the world: on figures without any meaning a county that
happens to be high in most columns still stays ahead.  So every recipe is run on noise of its own
shape (as many counties, indicators and pillars, the same choices varied), and the share of pairs
that it then tells apart is stated beside its own.  Over the whole simplex the weights are a
Bayesian bootstrap of the indicators (Rubin 1981, doi:10.1214/aos/1176345338), and the error nears
10 % as the indicators become many; with few indicators, or weights that hardly move, it is larger.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from indicators.composite import uncertainty
from indicators.composite.recipe import IndexRecipe
from indicators.composite.weighting import NominalWeights, nominal

DATA_SETS = 12
DRAWS = 2000


@dataclass(frozen=True)
class NoiseError:
    """Share of pairs told apart on noise: the mean over data sets and its standard error."""

    share: float
    standard_error: float


@lru_cache(maxsize=16)
def noise_error(recipe: IndexRecipe, units: int, seed: int = 0) -> NoiseError:
    """Return the share of pairs that a recipe tells apart on independent normal noise.

    Parameters
    ----------
    recipe : IndexRecipe
    units : int
        Counties that are ranked.
    seed : int
        Of the noise.
    """
    count = len(recipe.members)
    generator = np.random.default_rng([seed, count, units])
    fewer, signs = replace(recipe, draws=DRAWS), np.ones(count)
    shares = [
        _share(fewer, generator.normal(size=(units, count)), signs) for _set in range(DATA_SETS)
    ]
    return NoiseError(float(np.mean(shares)), float(np.std(shares, ddof=1) / np.sqrt(DATA_SETS)))


def _share(recipe: IndexRecipe, values: uncertainty.Floats, signs: uncertainty.Floats) -> float:
    weights: NominalWeights = nominal(recipe, values, signs)
    draws = uncertainty.drawn(recipe, weights)
    return uncertainty.spans(uncertainty.scores(recipe, values, signs, draws)).share_apart

"""How far the ranks move when the maker's choices do: draws over all of them at once.

After Saisana, Saltelli & Tarantola 2005 (doi:10.1111/j.1467-985X.2005.00350.x).  Every choice is
made from uniform numbers, so the same design serves plain draws and Sobol's samples.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.composite import aggregation
from indicators.composite.aggregation import Design, Scale
from indicators.composite.recipe import (
    Aggregation,
    IndexRecipe,
    MakersChoice,
    Normalisation,
    Outliers,
    Spread,
)
from indicators.composite.weighting import NominalWeights

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# A pair is told apart when one lies above in this share of the draws.
CERTAIN = 0.95
QUARTER = 0.25


@dataclass(frozen=True)
class Spans:
    """Ranks of n counties over all draws.

    Attributes
    ----------
    median, low, high : array of int, n
        Median and the 5–95 % interval, widened to whole ranks.
    above : array, n × n
        Share of the draws in which the row's county lies above the column's.
    """

    median: Ints
    low: Ints
    high: Ints
    above: Floats

    def apart(self, i: int, j: int) -> bool:
        """Return whether county i may be said to stand above county j."""
        return bool(self.above[i, j] >= CERTAIN)

    @property
    def share_apart(self) -> float:
        """Return the share of all pairs that are told apart."""
        n = len(self.above)
        return float((self.above >= CERTAIN).sum() / (n * (n - 1) / 2))


def dimensions(recipe: IndexRecipe) -> int:
    """Return how many uniform numbers a set of choices takes."""
    return len(recipe.pillars) + len(recipe.members) + 4


def dimension_choices(recipe: IndexRecipe) -> tuple[MakersChoice, ...]:
    """Return which choice each uniform number is for."""
    weights = len(recipe.pillars) + len(recipe.members)
    rest = (
        MakersChoice.NORMALISATION,
        MakersChoice.AGGREGATION,
        MakersChoice.OUTLIERS,
        MakersChoice.LEAVE_ONE_OUT,
    )
    return (MakersChoice.WEIGHTS,) * weights + rest


def nominal_scale(recipe: IndexRecipe) -> Scale:
    """Return the recipe's own treatment, scale and mean."""
    return recipe.outliers, recipe.normalisation, recipe.aggregation


def design(recipe: IndexRecipe, weights: NominalWeights, uniform: Floats) -> Design:
    """Return the sets of choices that rows of uniform numbers stand for.

    Parameters
    ----------
    recipe : IndexRecipe
        What does not vary stays as it has it.
    weights : NominalWeights
        Its nominal weights.
    uniform : array, D × `dimensions(recipe)`
        Numbers from 0 to 1.
    """
    count, total = len(weights.pillars), len(weights.within)
    drawn = uniform[:, : count + total]
    pillars = _weights(recipe, weights.pillars, drawn[:, :count])
    within = _weights(recipe, weights.within, drawn[:, count:])
    normalisation, mean, outliers, left_out = uniform[:, count + total :].T
    if MakersChoice.LEAVE_ONE_OUT in recipe.vary:
        which = np.minimum((left_out * (total + 1)).astype(int), total)  # 0 leaves none out
        rows = np.nonzero(which)[0]
        within[rows, which[rows] - 1] = 0.0
    scales = _scales(recipe)
    picked = [
        _pick(outliers, len({s[0] for s in scales})),
        _pick(normalisation, len({s[1] for s in scales})),
        _pick(mean, len({s[2] for s in scales})),
    ]
    sizes = tuple(len({s[axis] for s in scales}) for axis in range(3))
    return Design(pillars, within, scales, np.ravel_multi_index(tuple(picked), sizes))


def _weights(recipe: IndexRecipe, nominal: Floats, uniform: Floats) -> Floats:
    """Return drawn weights; on the simplex every mixture is as likely as any other."""
    if MakersChoice.WEIGHTS not in recipe.vary:
        return np.repeat(nominal[None], len(uniform), axis=0)
    if recipe.spread is Spread.SIMPLEX:
        return np.asarray(-np.log(np.clip(uniform, 1e-12, 1 - 1e-12)))
    return np.asarray(nominal * (1 - QUARTER + 2 * QUARTER * uniform))


def _scales(recipe: IndexRecipe) -> tuple[Scale, ...]:
    """Return the product of what varies, in one fixed order."""
    vary = recipe.vary
    outliers = tuple(Outliers) if MakersChoice.OUTLIERS in vary else (recipe.outliers,)
    kinds = tuple(Normalisation) if MakersChoice.NORMALISATION in vary else (recipe.normalisation,)
    means = tuple(Aggregation) if MakersChoice.AGGREGATION in vary else (recipe.aggregation,)
    return tuple((o, k, m) for o in outliers for k in kinds for m in means)


def _pick(uniform: Floats, alternatives: int) -> Ints:
    return np.asarray(np.minimum((uniform * alternatives).astype(int), alternatives - 1))


def drawn(recipe: IndexRecipe, weights: NominalWeights) -> Design:
    """Return the recipe's own draws; the same seed gives the same."""
    generator = np.random.default_rng(recipe.seed)
    return design(recipe, weights, generator.random((recipe.draws, dimensions(recipe))))


def scores(recipe: IndexRecipe, values: Floats, signs: Floats, sets: Design) -> Floats:
    """Return n × D scores of the index; comparable within a column only."""
    ready = aggregation.tables(values, signs, sets.scales)
    return aggregation.aggregate(ready, sets, recipe.pillar_of).index


def spans(index: Floats) -> Spans:
    """Return what the ranks of n × D scores can bear."""
    units, sets = index.shape
    above = np.empty((units, units))
    ranks = np.empty((units, sets), dtype=np.int16)
    for j, own in enumerate(index):
        higher = index > own
        above[:, j] = np.count_nonzero(higher, axis=1) / sets
        ranks[j] = 1 + np.add.reduce(higher, axis=0, dtype=np.int16)
    ranks.sort(axis=1)
    return Spans(
        median=ranks[:, (sets - 1) // 2].astype(np.int64),
        low=ranks[:, int(0.05 * (sets - 1))].astype(np.int64),
        high=ranks[:, int(np.ceil(0.95 * (sets - 1)))].astype(np.int64),
        above=above,
    )

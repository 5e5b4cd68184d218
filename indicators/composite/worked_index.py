"""A recipe worked out: scores and ranks, what the ranks can bear, and what the index is made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from indicators.composite import aggregation, coverage_rule, score_parts, uncertainty, weighting
from indicators.composite.aggregation import Design
from indicators.composite.choice_sensitivity import Influence, influences
from indicators.composite.coherence import Coherence, coherence
from indicators.composite.coverage_rule import Inputs
from indicators.composite.outlier_treatment import Treated, changes, winsorised
from indicators.composite.recipe import IndexRecipe, Outliers
from indicators.composite.score_parts import StrengthsWeaknesses
from indicators.composite.uncertainty import Spans
from indicators.composite.weighting import NominalWeights

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class CompositeIndex:
    """A composite index of n ranked counties.

    Attributes
    ----------
    inputs : Inputs
    weights : NominalWeights
        Nominal.
    treated : tuple of Treated
        Which values the treatment of outliers changed.
    scores : array, n
    ranks : array of int, n
        1 is the highest; ties share the smallest rank.
    pillar_scores : array, p × n
    parts : array, n × k
        Terms (arithmetic) or factors (geometric) of the score.
    coherence : Coherence
    spans : Spans
    standings : tuple of StrengthsWeaknesses
    """

    recipe: IndexRecipe
    inputs: Inputs
    weights: NominalWeights
    treated: tuple[Treated, ...]
    scores: Floats
    ranks: Ints
    pillar_scores: Floats
    parts: Floats
    coherence: Coherence
    spans: Spans
    standings: tuple[StrengthsWeaknesses, ...]

    @property
    def seal(self) -> str:
        """Return the SHA-256 of the results: scores to four decimals, ranks and their intervals."""
        rows = zip(
            self.inputs.adcodes, self.ranks, self.scores, self.spans.median, self.spans.low,
            self.spans.high, strict=True,
        )  # fmt: skip
        text = "\n".join(f"{a} {r} {s:.4f} {m} {lo} {hi}" for a, r, s, m, lo, hi in rows)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def holds(self) -> bool | None:
        """Return whether the results are those the recipe is sealed with; None without a seal."""
        return self.recipe.sealed == self.seal if self.recipe.sealed else None

    def order(self) -> list[int]:
        """Return the counties' numbers, the first rank first."""
        return sorted(range(len(self.ranks)), key=lambda i: (self.ranks[i], i))


@lru_cache(maxsize=8)
def composite(recipe: IndexRecipe) -> CompositeIndex:
    """Work out a recipe.

    Raises
    ------
    BadRecipeError, TooFewCountiesError, NoDifferenceError
        When it cannot be followed.
    """
    found = coverage_rule.inputs(recipe.checked())
    treat = recipe.outliers is Outliers.WINSORISED
    treated = winsorised(found.values) if treat else found.values
    weights = weighting.nominal(recipe, treated, found.signs)
    plain = nominal_design(recipe, weights)
    ready = aggregation.tables(found.values, found.signs, plain.scales)
    result = aggregation.aggregate(ready, plain, recipe.pillar_of, parts=True)
    index, pillars = result.index[:, 0], result.pillars[:, :, 0]
    draws = uncertainty.drawn(recipe, weights)
    return CompositeIndex(
        recipe=recipe,
        inputs=found,
        weights=weights,
        treated=changes(found.values, treated),
        scores=index,
        ranks=aggregation.ranks(result.index)[:, 0],
        pillar_scores=pillars,
        parts=score_parts.parts(ready[0], plain, recipe.pillar_of),
        coherence=coherence(ready[0], pillars, index, weights),
        spans=uncertainty.spans(uncertainty.scores(recipe, found.values, found.signs, draws)),
        standings=score_parts.standings(found.values, found.signs, draws, recipe.pillar_of),
    )


def nominal_design(recipe: IndexRecipe, weights: NominalWeights) -> Design:
    """Return the recipe's own choices as a design of one row."""
    scale = uncertainty.nominal_scale(recipe)
    return Design(weights.pillars[None], weights.within[None], (scale,), np.zeros(1, dtype=int))


@lru_cache(maxsize=8)
def choice_influences(recipe: IndexRecipe) -> tuple[Influence, ...]:
    """Return which choice moves the ranks most; apart because it takes a second or so."""
    found = composite(recipe)
    data = found.inputs
    return influences(
        recipe, found.weights, data.values, data.signs, found.ranks.astype(np.float64)
    )

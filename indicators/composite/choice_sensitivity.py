"""Which choice moves the ranks most: Sobol indices of the mean shift in rank (SALib).

Sobol 2001 (doi:10.1016/S0378-4754(00)00270-6), Saltelli et al. 2010
(doi:10.1016/j.cpc.2009.09.018); the output is the handbook's average shift in rank against the
nominal index.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.composite import aggregation, uncertainty
from indicators.composite.recipe import IndexRecipe, MakersChoice
from indicators.composite.weighting import NominalWeights

Floats = NDArray[np.float64]
BASE = 1024  # a power of two, as Sobol's sequence asks; (choices + 2) times as many indices


@dataclass(frozen=True)
class Influence:
    """How much of the variance of the mean rank shift one choice makes.

    Attributes
    ----------
    first, first_margin : float
        Alone; half the width of its 95 % interval.
    total, total_margin : float
        With all its interactions.
    """

    choice: MakersChoice
    first: float
    first_margin: float
    total: float
    total_margin: float


def influences(
    recipe: IndexRecipe,
    weights: NominalWeights,
    values: Floats,
    signs: Floats,
    nominal_ranks: Floats,
) -> tuple[Influence, ...]:
    """Return the Sobol indices of every choice that varies, the greatest total first.

    Empty when fewer than two choices vary, or when the ranks do not move at all.

    Parameters
    ----------
    recipe, weights
    values : array, n × k
    signs : array, k
    nominal_ranks : array, n
    """
    from SALib.analyze import sobol as analyser
    from SALib.sample import sobol as sampler

    owners = uncertainty.dimension_choices(recipe)
    varied = [choice for choice in MakersChoice if choice in recipe.vary]
    if len(varied) < 2:
        return ()
    used = [i for i, owner in enumerate(owners) if owner in varied]
    problem: dict[str, Any] = {
        "num_vars": len(used),
        "names": [f"u{i}" for i in used],
        "groups": [owners[i].value for i in used],
        "bounds": [[0.0, 1.0]] * len(used),
    }
    sample = sampler.sample(problem, BASE, calc_second_order=False, seed=recipe.seed)
    uniform = np.full((len(sample), len(owners)), 0.5)
    uniform[:, used] = sample
    sets = uncertainty.design(recipe, weights, uniform)
    ranks = aggregation.ranks(uncertainty.scores(recipe, values, signs, sets))
    shift = np.abs(ranks - nominal_ranks[:, None]).mean(axis=0)
    if np.ptp(shift) == 0:
        return ()
    found = analyser.analyze(problem, shift, calc_second_order=False, seed=recipe.seed)
    names = list(dict.fromkeys(problem["groups"]))
    rows = [
        Influence(
            MakersChoice(name),
            *(float(found[key][i]) for key in ("S1", "S1_conf", "ST", "ST_conf")),
        )
        for i, name in enumerate(names)
    ]
    return tuple(sorted(rows, key=lambda row: -row.total))

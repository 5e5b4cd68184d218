"""Rank draws beside a plain loop, in one run: `python -m bench.composite_ranks`.

10,000 draws of all choices over 20 indicators and the 87 counties, up to the median ranks, the
intervals and the pairs.  Plain: one draw at a time, the mean of one county at a time with the
standard library's arithmetic, timed over fewer draws and counted up.  Both are checked to give the
same ranks before they are timed; each time is the best of the runs.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from indicators.composite import aggregation, uncertainty, weighting
from indicators.composite.aggregation import Design
from indicators.composite.recipe import Aggregation, IndexRecipe, Pillar, PillarIndicator

RUNS = 3
COUNTIES, INDICATORS, PILLARS, DRAWS, PLAIN_DRAWS = 87, 20, 4, 10_000, 100
LIMIT = 1.0  # seconds


def best_of(work: Callable[[], Any], runs: int = RUNS) -> float:
    """Return the shortest of several runs, in seconds."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def example() -> tuple[IndexRecipe, np.ndarray, np.ndarray, weighting.NominalWeights]:
    """Return a recipe of 20 indicators in four pillars and skewed figures for it."""
    each = INDICATORS // PILLARS
    pillars = tuple(
        Pillar(f"p{p}", tuple(PillarIndicator(f"i{p}-{j}", 2020) for j in range(each)))
        for p in range(PILLARS)
    )
    recipe = IndexRecipe("bench", "", pillars, draws=DRAWS)
    values = np.random.default_rng(1).lognormal(size=(COUNTIES, INDICATORS))
    signs = np.ones(INDICATORS)
    return recipe, values, signs, weighting.nominal(recipe, values, signs)


def fast(
    recipe: IndexRecipe, values: np.ndarray, signs: np.ndarray, weights: weighting.NominalWeights
) -> uncertainty.Spans:
    """Return what the atlas works out, from the drawing to the pairs."""
    design = uncertainty.drawn(recipe, weights)
    return uncertainty.spans(uncertainty.scores(recipe, values, signs, design))


def plain_ranks(
    recipe: IndexRecipe, ready: list[list[list[float]]], design: Design, draws: range
) -> list[list[int]]:
    """Return the ranks draw by draw, county by county."""
    owner, found = recipe.pillar_of, []
    for draw in draws:
        number = int(design.scale_of[draw])
        scores = []
        for row in ready[number]:
            sums, weights = [0.0] * PILLARS, [0.0] * PILLARS
            for j, value in enumerate(row):
                weight = float(design.within[draw, j])
                sums[owner[j]] += weight * value
                weights[owner[j]] += weight
            outer = [float(w) if weights[p] else 0.0 for p, w in enumerate(design.pillars[draw])]
            score = sum(outer[p] * sums[p] / weights[p] for p in range(PILLARS) if weights[p])
            score /= sum(outer)
            if design.scales[number][2] is Aggregation.GEOMETRIC:
                score = math.exp(score)
            scores.append(round(score, aggregation.DIGITS))
        found.append([1 + sum(other > own for other in scores) for own in scores])
    return found


def main() -> None:
    """Check that both agree, time them and say it."""
    recipe, values, signs, weights = example()
    design = uncertainty.drawn(recipe, weights)
    ready = [table.tolist() for table in aggregation.tables(values, signs, design.scales)]
    draws = range(PLAIN_DRAWS)
    ours = aggregation.ranks(uncertainty.scores(recipe, values, signs, design))[:, :PLAIN_DRAWS]
    if (ours != np.array(plain_ranks(recipe, ready, design, draws)).T).any():
        raise SystemExit("the two ways do not give the same ranks")
    quick = best_of(lambda: fast(recipe, values, signs, weights))
    slow = best_of(lambda: plain_ranks(recipe, ready, design, draws)) * DRAWS / PLAIN_DRAWS
    print(f"cores {os.cpu_count()}, best of {RUNS}; {DRAWS:,} draws, {INDICATORS} indicators")
    print(f"ranks, intervals and pairs   {quick:.2f} s (limit {LIMIT:g} s)")
    print(f"plain loop, ranks only       {slow:.1f} s ({slow / quick:.0f} times as long)")
    if quick > LIMIT:
        raise SystemExit("slower than the limit")


if __name__ == "__main__":
    main()

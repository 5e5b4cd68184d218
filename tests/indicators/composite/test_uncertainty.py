"""What the draws say, on figures where the answer is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from indicators.composite import aggregation, recipe_toml, uncertainty, weighting
from indicators.composite.choice_sensitivity import influences
from indicators.composite.noise_error import noise_error
from indicators.composite.recipe import (
    Aggregation,
    IndexRecipe,
    MakersChoice,
    Normalisation,
    Outliers,
    Pillar,
    PillarIndicator,
    Spread,
)
from indicators.composite.worked_index import composite, nominal_design

CONDITIONS = recipe_toml.SHIPPED / "innovation_conditions.toml"


def one_pillar(indicators: int, **changes: object) -> IndexRecipe:
    members = tuple(PillarIndicator(f"noise{i}", 2020) for i in range(indicators))
    return replace(IndexRecipe("噪声", "", (Pillar("噪声", members),)), **changes)


def drawn_spans(recipe: IndexRecipe, values: np.ndarray) -> uncertainty.Spans:
    signs = np.ones(values.shape[1])
    weights = weighting.nominal(recipe, values, signs)
    design = uncertainty.drawn(recipe, weights)
    return uncertainty.spans(uncertainty.scores(recipe, values, signs, design))


@pytest.mark.parametrize("spread", list(Spread))
@pytest.mark.parametrize("indicators", [6, 20])
@pytest.mark.parametrize("pillars", [1, 2])
def test_noise_separates_no_more_pairs_than_stated(
    indicators: int, pillars: int, spread: Spread
) -> None:
    """Noise of another seed and shape, full draws, beside the error that the recipe states."""
    recipe = one_pillar(indicators, spread=spread)
    if pillars == 2:
        half = indicators // 2
        parts = (Pillar("甲", recipe.members[:half]), Pillar("乙", recipe.members[half:]))
        recipe = replace(recipe, pillars=parts)
    stated = noise_error(recipe, 60)
    generator = np.random.default_rng(7)
    shares = [
        drawn_spans(recipe, generator.uniform(size=(60, indicators))).share_apart
        for _i in range(12)
    ]
    error = np.std(shares, ddof=1) / np.sqrt(len(shares))
    assert np.mean(shares) <= stated.share + 3 * np.hypot(error, stated.standard_error)


def test_the_error_falls_as_the_weights_move_further_and_the_indicators_become_many() -> None:
    few, many = one_pillar(6), one_pillar(20)
    assert noise_error(many, 60).share < noise_error(few, 60).share < 0.25
    assert noise_error(many, 60).share < 0.12
    narrow = replace(few, spread=Spread.QUARTER)
    assert noise_error(narrow, 60).share > noise_error(few, 60).share


def test_the_shipped_indices_tell_more_than_noise() -> None:
    for path in recipe_toml.shipped():
        found = composite(recipe_toml.read(path))
        noise = noise_error(found.recipe, len(found.ranks))
        assert found.spans.share_apart > noise.share + 3 * noise.standard_error


def test_a_county_ahead_in_everything_is_first_in_every_draw() -> None:
    values = np.random.default_rng(1).normal(size=(40, 8))
    values[17] = values.max(axis=0) + 1
    found = drawn_spans(one_pillar(8), values)
    assert (found.low[17], found.median[17], found.high[17]) == (1, 1, 1)
    assert (np.delete(found.above[17], 17) == 1).all()
    assert (found.above[:, 17] == 0).all()


def test_equal_counties_are_never_told_apart() -> None:
    values = np.random.default_rng(1).normal(size=(30, 8))
    values[3] = values[4]
    found = drawn_spans(one_pillar(8), values)
    assert found.above[3, 4] == found.above[4, 3] == 0
    assert not found.apart(3, 4)
    assert not found.apart(4, 3)


def test_simplex_weights_are_flat() -> None:
    """The first of k flat Dirichlet weights is Beta(1, k - 1)."""
    recipe = one_pillar(5, vary=(MakersChoice.WEIGHTS,), draws=20_000)
    weights = weighting.NominalWeights(np.ones(1), np.full(5, 0.2), (0,) * 5)
    within = uncertainty.drawn(recipe, weights).within
    shares = within / within.sum(axis=1, keepdims=True)
    assert stats.kstest(shares[:, 0], stats.beta(1, 4).cdf).pvalue > 0.01


def test_quarter_weights_stay_within_a_quarter() -> None:
    recipe = one_pillar(5, vary=(MakersChoice.WEIGHTS,), spread=Spread.QUARTER)
    nominal = np.array([0.4, 0.3, 0.1, 0.1, 0.1])
    within = uncertainty.drawn(
        recipe, weighting.NominalWeights(np.ones(1), nominal, (0,) * 5)
    ).within
    ratio = within / nominal
    assert ratio.min() >= 0.75
    assert ratio.max() <= 1.25
    assert ratio.min() < 0.76
    assert ratio.max() > 1.24


def test_every_choice_is_drawn_equally_often() -> None:
    recipe = one_pillar(5, draws=30_000)
    design = uncertainty.drawn(
        recipe, weighting.NominalWeights(np.ones(1), np.full(5, 0.2), (0,) * 5)
    )
    kinds = len(Outliers) * len(Normalisation) * len(Aggregation)
    assert len(set(design.scales)) == kinds == 12
    counts = np.bincount(design.scale_of, minlength=kinds)
    assert stats.chisquare(counts).pvalue > 0.01
    left_out = np.append((design.within == 0).sum(axis=0), (design.within > 0).all(axis=1).sum())
    assert left_out.sum() == 30_000
    assert stats.chisquare(left_out).pvalue > 0.01


def test_spans_are_those_of_a_plain_loop() -> None:
    scores = np.random.default_rng(3).normal(size=(15, 400))
    found = uncertainty.spans(scores)
    ranks = np.column_stack([stats.rankdata(-column, method="min") for column in scores.T])
    assert (aggregation.ranks(scores) == ranks).all()
    assert (found.low == np.quantile(ranks, 0.05, axis=1, method="lower")).all()
    assert (found.high == np.quantile(ranks, 0.95, axis=1, method="higher")).all()
    for i in range(15):
        for j in range(15):
            assert found.above[i, j] == (scores[i] > scores[j]).mean()


def test_without_variation_every_draw_is_the_nominal_index() -> None:
    recipe = replace(recipe_toml.read(CONDITIONS), vary=())
    found = composite(recipe)
    assert (found.spans.low == found.ranks).all()
    assert (found.spans.high == found.ranks).all()


def test_sobol_gives_all_to_the_only_choice_that_matters() -> None:
    """Columns without outliers, whose scales agree: only the weights can move ranks."""
    values = np.random.default_rng(5).permuted(np.tile(np.arange(40.0), (6, 1)), axis=1).T.copy()
    recipe = one_pillar(6, vary=(MakersChoice.WEIGHTS, MakersChoice.OUTLIERS))
    signs = np.ones(6)
    weights = weighting.nominal(recipe, values, signs)
    plain = nominal_design(recipe, weights)
    ready = aggregation.tables(values, signs, plain.scales)
    ranks = aggregation.ranks(aggregation.aggregate(ready, plain, recipe.pillar_of).index)[:, 0]
    rows = influences(recipe, weights, values, signs, ranks.astype(float))
    assert [row.choice for row in rows] == [MakersChoice.WEIGHTS, MakersChoice.OUTLIERS]
    assert rows[0].first == pytest.approx(1, abs=0.1)
    assert rows[1].total == pytest.approx(0, abs=1e-9)


def test_shipped_recipes_replay_to_their_seal() -> None:
    files = recipe_toml.shipped()
    assert len(files) == 3
    for path in files:
        assert composite(recipe_toml.read(Path(path))).holds is True, path

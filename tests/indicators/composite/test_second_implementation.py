"""NominalWeights, scales and means beside pymcdm, a second implementation."""

from __future__ import annotations

import numpy as np
import pytest
from pymcdm import weights as theirs
from pymcdm.methods import WPM, WSM
from pymcdm.normalizations import minmax_normalization

from indicators import registry, tables
from indicators.composite import aggregation, normalising, weighting
from indicators.composite.aggregation import Design
from indicators.composite.recipe import Aggregation, Normalisation, Outliers

IDS = (
    "tertiary_per_100k",
    "mean_years_schooling_15plus",
    "share_professional_technical",
    "share_manufacturing",
    "access_people_120",
)


def as_it_is(column: np.ndarray, cost: bool = False) -> np.ndarray:
    return column


def figures() -> np.ndarray:
    columns = [tables.values(i, registry.get(i).years[-1])["value"].to_numpy(float) for i in IDS]
    return np.column_stack(columns)


def test_critic_weights_agree() -> None:
    scaled = normalising.normalised(figures(), np.ones(5), Normalisation.MIN_MAX) / 100
    assert weighting.critic(scaled) == pytest.approx(theirs.critic_weights(figures()), abs=1e-9)


def test_entropy_weights_agree() -> None:
    values = figures() / figures().max(axis=0)
    assert weighting.entropy(values) == pytest.approx(theirs.entropy_weights(values), abs=1e-9)


@pytest.mark.parametrize("mean", list(Aggregation))
def test_scores_agree(mean: Aggregation) -> None:
    signs = np.array([1.0, 1.0, 1.0, -1.0, 1.0])
    weights = np.array([0.3, 0.2, 0.1, 0.25, 0.15])
    scale = (Outliers.NONE, Normalisation.MIN_MAX, mean)
    design = Design(np.ones((1, 1)), weights[None], (scale,), np.zeros(1, dtype=int))
    ready = aggregation.tables(figures(), signs, (scale,))
    own = aggregation.aggregate(ready, design, (0,) * 5).index[:, 0]
    scaled = np.column_stack(
        [
            minmax_normalization(column, cost=sign < 0)
            for column, sign in zip(figures().T, signs, strict=True)
        ]
    )
    assert scaled * 100 == pytest.approx(
        normalising.normalised(figures(), signs, Normalisation.MIN_MAX), abs=1e-9
    )
    if mean is Aggregation.ARITHMETIC:
        other = WSM(normalization_function=as_it_is)(scaled * 100, weights, np.ones(5))
    else:
        other = WPM(normalization_function=as_it_is)(1 + 99 * scaled, weights, np.ones(5))
    assert own == pytest.approx(other, rel=1e-7)

"""The fast natural breaks are mapclassify's own."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from indicators import classify, national_standing, registry, tables
from indicators.natural_breaks import upper_edges

RATIOS = [item.id for item in registry.of_level("county") if item.mappable]


@pytest.mark.parametrize("indicator", RATIOS[::4])
@pytest.mark.parametrize("k", [2, 5, 7])
def test_same_partition_as_mapclassify_on_the_province(indicator: str, k: int) -> None:
    from mapclassify import FisherJenks

    numbers = sorted(tables.values(indicator)["value"].dropna().tolist())
    assert len(set(numbers)) >= k
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        expected = FisherJenks(np.asarray(numbers), k=k).bins
    ours = upper_edges(numbers, k)
    assert _spread(numbers, ours) <= _spread(numbers, list(expected)) * (1 + 1e-9)
    assert ours == pytest.approx(list(expected))


def _spread(numbers: list[float], edges: list[float]) -> float:
    values = np.asarray(numbers)
    place = np.searchsorted(edges, values, side="left")
    return float(
        sum(
            ((values[place == i] - values[place == i].mean()) ** 2).sum()
            for i in set(place.tolist())
        )
    )


def test_the_country_is_cut_exactly() -> None:
    numbers = sorted(national_standing.values("tertiary_per_100k").dropna().tolist())
    assert len(numbers) > classify.MANY
    edges = upper_edges(numbers, 5)
    best = _spread(numbers, edges)
    # moving any inner edge by one value makes it worse
    for place in range(4):
        at = numbers.index(edges[place])
        for step in (-1, 1):
            moved = [*edges[:place], numbers[at + step], *edges[place + 1 :]]
            assert _spread(numbers, moved) >= best - 1e-6

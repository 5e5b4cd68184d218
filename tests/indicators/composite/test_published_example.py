"""The ASEM example of COINr, from its indicators to its published results.

Figures: tests/indicators/composite/asem.csv (see NOTICE).  Expected numbers: COINr's own articles
“Presenting Results”, “Weights”, “Analysis” and “Sensitivity analysis”
(https://bluefoxr.github.io/COINr/articles/, github.com/bluefoxr/COINr @b9682034).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from indicators.composite import aggregation, coherence, outlier_treatment
from indicators.composite.aggregation import Design
from indicators.composite.recipe import Aggregation, Normalisation, Outliers
from indicators.composite.weighting import NominalWeights

PILLARS = {
    "Physical": "LPI Flights Ship Bord Elec Gas ConSpeed Cov4G",
    "ConEcFin": "Goods Services FDI PRemit ForPort",
    "Political": "Embs IGOs UNVote",
    "Instit": "CostImpEx Tariff TBTs TIRcon RTAs Visa",
    "P2P": "StMob Research Pat CultServ CultGood Tourist MigStock Lang",
    "Environ": "Renew PrimEner CO2 MatCon Forest",
    "Social": "Poverty Palma TertGrad FreePress TolMin NGOs CPI FemLab WomParl",
    "SusEcFin": "PubDebt PrivDebt GDPGrow RDExp NEET",
}
NAMES = [name for text in PILLARS.values() for name in text.split()]
OWNER = tuple(i for i, text in enumerate(PILLARS.values()) for _name in text.split())
LOWER = {
    "CostImpEx",
    "Tariff",
    "TBTs",
    "PrimEner",
    "CO2",
    "MatCon",
    "Forest",
    "Poverty",
    "Palma",
    "FreePress",
    "TolMin",
    "PubDebt",
    "PrivDebt",
    "NEET",
}
PER = {
    "Population": "Flights StMob Tourist MigStock NGOs",
    "Area": "Bord",
    "Energy": "Elec Gas",
    "GDP": "Goods Services FDI PRemit ForPort Research Pat CultServ CultGood",
}
SIGNS = np.array([-1.0 if name in LOWER else 1.0 for name in NAMES])
# two sub-indices of five and three pillars weigh the same
NOMINAL = np.array([1 / 10] * 5 + [1 / 6] * 3)


@cache
def raw() -> pd.DataFrame:
    return pd.read_csv(Path(__file__).with_name("asem.csv"), index_col="uCode", na_values=[""])


@cache
def prepared() -> np.ndarray:
    """Denominate and fill the gaps with the group's mean, as the example does (the atlas never)."""
    table = raw()[NAMES].astype(float).copy()
    for denominator, names in PER.items():
        table[names.split()] = table[names.split()].div(raw()[denominator], axis=0)
    filled = table.fillna(table.groupby(raw()["EurAsia_group"]).transform("mean"))
    return np.asarray(filled.to_numpy())


def built(pillars: np.ndarray) -> aggregation.Aggregated:
    scale = (Outliers.WINSORISED, Normalisation.MIN_MAX, Aggregation.ARITHMETIC)
    sizes = np.bincount(OWNER)
    design = Design(pillars[None], (1 / sizes[list(OWNER)])[None], (scale,), np.zeros(1, dtype=int))
    ready = aggregation.tables(prepared(), SIGNS, design.scales)
    return aggregation.aggregate(ready, design, OWNER, parts=True)


# country: index, then the eight pillars, as “Presenting Results” prints them
PRINTED = {
    "CHE": (68.38, 63.41, 32.87, 74.78, 85.94, 56.93, 77.21, 87.85, 56.88),
    "NLD": (64.82, 64.87, 46.62, 84.55, 71.74, 41.92, 58.73, 86.58, 57.78),
    "DNK": (64.80, 50.52, 30.43, 78.13, 75.35, 51.04, 69.83, 86.40, 61.29),
    "NOR": (64.47, 58.18, 25.70, 80.03, 89.46, 33.80, 70.90, 87.00, 56.59),
    "BEL": (63.54, 71.97, 48.22, 80.84, 75.60, 43.32, 53.01, 86.17, 50.09),
    "SWE": (63.00, 51.51, 23.87, 80.98, 74.51, 38.50, 66.37, 87.74, 62.27),
    "IND": (39.79, 18.78, 6.38, 51.90, 59.84, 6.07, 75.34, 22.74, 54.88),
}


def test_index_and_pillars_are_the_published_ones() -> None:
    result = built(NOMINAL)
    places = {code: i for i, code in enumerate(raw().index)}
    for code, (index, *pillars) in PRINTED.items():
        assert round(result.index[places[code], 0], 2) == index, code
        assert np.round(result.pillars[:, places[code], 0], 2).tolist() == pillars, code


def test_ranks_are_the_published_ones() -> None:
    ranks = dict(zip(raw().index, aggregation.ranks(built(NOMINAL).index)[:, 0], strict=True))
    published = {"CHE": 1, "NLD": 2, "DNK": 3, "NOR": 4, "BEL": 5, "SWE": 6, "IND": 45}
    published |= {"AUS": 35, "AUT": 7, "BGD": 46, "BGR": 30, "BRN": 40}
    assert {code: ranks[code] for code in published} == published


def test_leaving_a_pillar_out_shifts_the_ranks_as_published() -> None:
    """“Removing elements”: mean absolute change of rank without each pillar."""
    published = (1.529412, 2.627451, 2.901961, 1.176471, 1.686275, 3.098039, 3.960784, 2.627451)
    nominal = aggregation.ranks(built(NOMINAL).index)[:, 0]
    for pillar, expected in enumerate(published):
        weights = NOMINAL.copy()
        half = slice(0, 5) if pillar < 5 else slice(5, 8)
        weights[pillar] = 0
        weights[half] *= 0.5 / weights[half].sum()
        ranks = aggregation.ranks(built(weights).index)[:, 0]
        assert np.abs(ranks - nominal).mean() == pytest.approx(expected, abs=1e-6)


def test_index_correlates_with_its_parts_as_published() -> None:
    """“Weights”: the index with the sub-index Connectivity 0.9397805, Sustainability 0.8382873."""
    result = built(NOMINAL)
    halves = np.stack(
        [result.pillars[:5, :, 0].mean(axis=0), result.pillars[5:, :, 0].mean(axis=0)]
    )
    weights = NominalWeights(np.array([0.5, 0.5]), np.array([1.0, 1.0]), (0, 1))
    found = coherence.coherence(halves.T, halves, result.index[:, 0], weights)
    assert found.pillars[0].correlation == pytest.approx(0.9397805, abs=1e-6)
    assert found.pillars[1].correlation == pytest.approx(0.8382873, abs=1e-6)
    effective = 0.9397805**2 / (0.9397805**2 + 0.8382873**2)
    assert found.pillars[0].effective == pytest.approx(effective, abs=1e-6)


def test_principal_components_are_the_published_ones() -> None:
    """“Analysis”: proportions of variance of the pillar Social, raw figures, complete rows."""
    published = [0.5398, 0.1408, 0.1065, 0.06905, 0.06614, 0.03589, 0.02003, 0.01445, 0.00737]
    social = raw()[PILLARS["Social"].split()].astype(float).to_numpy()
    assert coherence.components(social).shares == pytest.approx(published, abs=6e-5)


def test_outliers_are_those_the_example_flags() -> None:
    """“Analysis”, raw figures: Flights, Bord and Elec are flagged, LPI and Ship pass."""
    for name, passes in (("LPI", True), ("Flights", False), ("Ship", True), ("Bord", False)):
        column = raw()[name].astype(float).to_numpy()
        assert outlier_treatment.passes(column) is passes, name
        treated = outlier_treatment.winsorised_column(column)
        assert outlier_treatment.passes(treated)
        assert (treated == column).all() == passes

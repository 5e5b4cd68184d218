"""A control group of peers: each county of one group paired with the most alike of the other.

Counties are compared by how urban and how populous they are (2020 census; area does not enter),
both as deviations from the mean of all units in standard deviations. Pairs are chosen together so
that the sum of squared distances is least (optimal matching without replacement [1]_): no county
serves twice, and nothing is left to chance. Pairs further apart than the caliper are no peers and
are dropped, with their names kept.

References
----------
.. [1] P. R. Rosenbaum (1989), "Optimal matching for observational studies", JASA 84(408),
   1024-1032.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from data.i18n import _
from indicators import tables

if TYPE_CHECKING:
    import pandas as pd

COVARIATE_YEAR = 2020
CALIPER = 1.0  # standard deviations
BALANCED = 0.25  # standardised mean difference up to which groups count as alike
# Indicator -> whether its logarithm is taken, and its name in a sentence.
COVARIATES = {
    "urbanization_rate": (False, _("城镇化率")),
    "pop_resident": (True, _("人口规模")),
}


@dataclass(frozen=True)
class Pair:
    """Two counties that are alike; `distance` in standard deviations."""

    first: str
    second: str
    distance: float


@dataclass(frozen=True)
class Matching:
    """The pairs, who found no peer, and how alike the groups are before and after.

    Parameters
    ----------
    unmatched : tuple of str
        Counties of the smaller group without a peer within the caliper.
    before, after : dict of str to float
        Standardised mean difference of each covariate between the groups.
    """

    pairs: tuple[Pair, ...]
    unmatched: tuple[str, ...]
    covariates: tuple[str, ...]
    before: dict[str, float]
    after: dict[str, float]

    @property
    def balanced(self) -> bool:
        """Whether the matched groups are alike in every covariate."""
        return all(abs(value) <= BALANCED for value in self.after.values())


@lru_cache(maxsize=1)
def scores() -> pd.DataFrame:
    """Return the covariates of the 87 units in standard deviations from their mean."""
    import numpy as np
    import pandas as pd

    columns = {}
    for name, (logarithm, _word) in COVARIATES.items():
        value = tables.values(name, COVARIATE_YEAR)["value"]
        value = np.log10(value) if logarithm else value
        columns[name] = (value - value.mean()) / value.std(ddof=0)
    return pd.DataFrame(columns)


def match(first: Sequence[str], second: Sequence[str], *, without: str = "") -> Matching:
    """Pair the counties of the smaller group with their peers in the other.

    Parameters
    ----------
    first, second : sequence of str
        Codes; units without a covariate are left out.
    without : str
        A covariate that is itself the question, and so may not choose the peers.

    Returns
    -------
    Matching
        Pairs ordered by the first group's code; each pair's `first` is of the first group.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    names = tuple(name for name in COVARIATES if name != without)
    table = scores()[list(names)].dropna()
    ones = [code for code in sorted(first) if code in table.index]
    others = [code for code in sorted(second) if code in table.index]
    gaps = table.loc[ones].to_numpy()[:, None, :] - table.loc[others].to_numpy()[None, :, :]
    distances = np.sqrt((gaps**2).sum(axis=2))
    rows, columns = linear_sum_assignment(distances**2)
    chosen = [
        Pair(ones[r], others[c], float(distances[r, c])) for r, c in zip(rows, columns, strict=True)
    ]
    kept = tuple(pair for pair in chosen if pair.distance <= CALIPER)
    smaller_first = len(ones) <= len(others)
    matched = {pair.first if smaller_first else pair.second for pair in kept}
    return Matching(
        pairs=kept,
        unmatched=tuple(c for c in (ones if smaller_first else others) if c not in matched),
        covariates=names,
        before=_imbalance(table, ones, others),
        after=_imbalance(table, [p.first for p in kept], [p.second for p in kept]),
    )


def _imbalance(table: pd.DataFrame, ones: list[str], others: list[str]) -> dict[str, float]:
    """Return the difference of means in standard deviations of all units."""
    if not ones or not others:
        return {}
    gap = table.loc[ones].mean() - table.loc[others].mean()
    return {str(name): round(float(value), 4) for name, value in gap.items()}

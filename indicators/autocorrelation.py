"""Are neighbouring counties alike? Moran's I of an indicator, for the province and county by county.

Global I (Moran 1950) is held against 9,999 shuffles of the values over the units. Local I (Anselin
1995, "Local indicators of spatial association") is held, for each unit, against 9,999 draws of
other values for its neighbours, its own value kept. All p are two-sided: twice the smaller tail,
(M + 1) / (R + 1) each (the common one-sided local p picks its tail after looking and marks about
nine of 87 counties in pure noise). The local p are then corrected together by the false discovery
rate (Benjamini and Hochberg 1995; for local statistics: Caldas de Castro and Singer 2006). A verdict
that another seed might turn is marked as critical.

Written here rather than taken from esda, which takes 0.6 s and more to import and gives local p of
the one-sided kind; the tests hold these numbers against esda's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from data.errors import AtlasError
from data.i18n import _
from geo import neighbours
from geo.neighbours import Weights
from indicators import false_discovery, registry, tables
from indicators.false_discovery import discoveries as discoveries  # noqa: PLC0414 - of this test

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.registry import Indicator

    Floats = NDArray[np.float64]

PERMUTATIONS: Final = 9_999
SEED: Final = 620_000
# Both the level of the global test and the false discovery rate of the local ones.
ALPHA: Final = false_discovery.RATE
LEAST_UNITS: Final = 30

Label = Literal["高-高", "低-低", "高-低", "低-高", "不显著"]
LABELS: Final[tuple[Label, ...]] = ("高-高", "低-低", "高-低", "低-高", "不显著")

# Sums in another order differ in the last digits: values this close are equal.
_EQUAL: Final = 1e-12


class NoPatternError(AtlasError):
    """The spatial pattern of this indicator would say nothing, or something false."""


@dataclass(frozen=True)
class Moran:
    """Global Moran's I: its value, its mean under chance −1/(n−1), and the two-sided p."""

    value: float
    expected: float
    p: float

    @property
    def significant(self) -> bool:
        """Return whether chance is a poor account of it."""
        return self.p <= ALPHA


@dataclass(frozen=True)
class Local:
    """Local Moran's I of one unit.

    Attributes
    ----------
    value : float
        Positive when the unit and the mean of its neighbours lie on the same side of the mean.
    p : float
        Two-sided, before correction.
    fdr : bool
        Whether it stands after the correction.
    label : str
        The unit, then its neighbours: above (高) or below (低) the mean; 不显著 unless `fdr`.
    critical : bool
        Whether other shuffles might turn `fdr` (`false_discovery.critical`).
    """

    adcode: str
    value: float
    p: float
    fdr: bool
    label: Label
    critical: bool = False


@dataclass(frozen=True)
class Pattern:
    """The spatial pattern of one indicator in one year.

    Attributes
    ----------
    missing : tuple of str
        Units without a value; they are in no sum.
    weights : Weights
        Between the units that count; `weights.isolated` have a value but no neighbour with one.
    local : tuple of Local
        One a unit, in the order of `weights.codes`.
    """

    indicator: str
    year: int
    missing: tuple[str, ...]
    weights: Weights
    moran: Moran
    local: tuple[Local, ...]

    @property
    def n(self) -> int:
        """Return how many units count."""
        return len(self.weights.codes)

    def labelled(self, label: Label) -> tuple[str, ...]:
        """Return the units with a label, the strongest first."""
        found = [row for row in self.local if row.label == label]
        return tuple(row.adcode for row in sorted(found, key=lambda row: -abs(row.value)))

    def in_doubt(self, *, fdr: bool) -> tuple[str, ...]:
        """Return the critical units among those that stand, or that do not, the smallest p first."""
        found = [row for row in self.local if row.critical and row.fdr is fdr]
        return tuple(row.adcode for row in sorted(found, key=lambda row: row.p))


def global_moran(
    values: Floats, matrix: Floats, *, permutations: int = PERMUTATIONS, seed: int = SEED
) -> Moran:
    """Return global Moran's I with a permutation test.

    Parameters
    ----------
    values : ndarray, shape (n,)
        No NaN, not all equal.
    matrix : ndarray, shape (n, n)
        Row-standardised weights, every row with a neighbour.
    permutations, seed : int
        Shuffles, and where their random numbers start.
    """
    z = _standardised(values)
    n = len(z)
    observed = float(z @ matrix @ z / n)
    draws = np.random.default_rng(seed).permuted(np.tile(z, (permutations, 1)), axis=1)
    chance = np.einsum("ri,ri->r", draws, draws @ matrix.T) / n
    return Moran(observed, -1 / (n - 1), float(_two_sided(np.array([observed]), chance[None])[0]))


def local_moran(
    values: Floats, matrix: Floats, *, permutations: int = PERMUTATIONS, seed: int = SEED
) -> tuple[Floats, Floats]:
    """Return local Moran's I and its two-sided p, both of shape (n,).

    I_i = (n − 1) z_i Σ_j w_ij z_j / Σ z², as esda has it. The draws of one unit serve all others
    too: each p is as good, and they err together.

    Parameters
    ----------
    values, matrix, permutations, seed
        As for `global_moran`.
    """
    z = _standardised(values)
    n = len(z)
    scale = (n - 1) / n
    observed = scale * z * (matrix @ z)
    counts = (matrix > 0).sum(axis=1)
    drawn = _draws(n - 1, int(counts.max()), permutations, seed)
    chance = np.empty((n, permutations))
    for i, k in enumerate(counts):
        others = np.delete(z, i)
        chance[i] = scale * z[i] * others[drawn[:k]].mean(axis=0)
    return observed, _two_sided(observed, chance)


def refusal(item: Indicator) -> str:
    """Return why an indicator has no spatial pattern to tell, as one sentence; "" when it has."""
    if item.level != "county":
        return _("空间格局只对县级指标检验：{level}的单元太少。").format(
            level=registry.LEVEL_NAMES[item.level]
        )
    if item.kind == "count" or not item.mappable:
        return _("“{name}”是总量，随县区大小而变，不检验空间格局；请用比率或指数。").format(
            name=item.name
        )
    if item.modelled:
        return _("“{name}”由行程模型推算，相邻县区必然相近，检验空间格局没有意义。").format(
            name=item.name
        )
    return ""


@lru_cache(maxsize=128)
def _pattern(indicator: str, year: int) -> Pattern:
    item = registry.get(indicator)
    reason = refusal(item)
    if reason:
        raise NoPatternError(reason, detail=f"no spatial pattern for {indicator}")
    known = tables.values(indicator, year)["value"]
    known = known[np.isfinite(known)]
    weights = neighbours.weights([str(code) for code in known.index])
    values = known.loc[list(weights.codes)].to_numpy(dtype=float)
    if len(values) < LEAST_UNITS:
        raise NoPatternError(
            _(
                "“{name}”{year}年只有{n}个县区有数且有相邻的有数县区，不足{least}个，不检验空间格局。"
            ).format(name=item.name, year=year, n=len(values), least=LEAST_UNITS),
            detail=f"{indicator} {year}: {len(values)} units with a value and a neighbour",
        )
    if np.ptp(values) <= _EQUAL * np.abs(values).max():
        raise NoPatternError(
            _("“{name}”{year}年各县区数值相同，没有空间格局可言。").format(
                name=item.name, year=year
            ),
            detail=f"{indicator} {year} is constant",
        )
    size, p = local_moran(values, weights.matrix)
    stands = discoveries(p)
    open_to_chance = false_discovery.critical(p, PERMUTATIONS)
    labels = _labels(values, weights.matrix, stands)
    return Pattern(
        indicator,
        year,
        tuple(u for u in tables.unit_names("county") if u not in known.index),
        weights,
        global_moran(values, weights.matrix),
        tuple(
            Local(
                code,
                float(size[i]),
                float(p[i]),
                bool(stands[i]),
                labels[i],
                critical=bool(open_to_chance[i]),
            )
            for i, code in enumerate(weights.codes)
        ),
    )


def pattern(indicator: str, year: int | None = None) -> Pattern:
    """Return the spatial pattern of a county-level ratio or index; cached.

    Parameters
    ----------
    indicator : str
        Indicator id.
    year : int, optional
        Data year; the latest by default.

    Raises
    ------
    NoPatternError
        The indicator is no county-level ratio or index, is smooth by construction, is constant,
        or fewer than 30 units have a value and a neighbour with one.
    UnknownIndicatorError, UnknownYearError
        There is no such indicator, or no figures for the year.
    """
    return _pattern(indicator, tables.resolve_year(indicator, year))


def _standardised(values: Floats) -> Floats:
    z: Floats = (values - values.mean()) / values.std()
    return z


@lru_cache(maxsize=8)
def _draws(others: int, most: int, permutations: int, seed: int) -> NDArray[np.intp]:
    """Return places of `most` different others, shape (most, permutations).

    The first k rows are a fair draw of k without replacement (Fisher–Yates, stopped early).
    """
    rng = np.random.default_rng(seed)
    deck = np.tile(np.arange(others), (permutations, 1)).T.copy()
    column = np.arange(permutations)
    for row in range(most):
        pick = rng.integers(row, others, permutations)
        deck[row], deck[pick, column] = deck[pick, column], deck[row].copy()
    drawn = deck[:most].copy()
    drawn.flags.writeable = False
    return drawn


def _two_sided(observed: Floats, chance: Floats) -> Floats:
    """Return p of each row: twice the smaller tail, the observed one counted in."""
    at = observed[:, None]
    above = (chance >= at - _EQUAL).sum(axis=1)
    below = (chance <= at + _EQUAL).sum(axis=1)
    p: Floats = np.minimum(1.0, 2 * (np.minimum(above, below) + 1) / (chance.shape[1] + 1))
    return p


def _labels(values: Floats, matrix: Floats, stands: NDArray[np.bool_]) -> tuple[Label, ...]:
    z = _standardised(values)
    words: dict[tuple[bool, bool], Label] = {
        (True, True): "高-高", (False, False): "低-低",
        (True, False): "高-低", (False, True): "低-高",
    }  # fmt: skip
    around = matrix @ z
    return tuple(
        words[bool(z[i] > 0), bool(around[i] > 0)] if stands[i] else "不显著" for i in range(len(z))
    )

"""Indicators of different units on one scale, higher always the better."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.errors import AtlasError
from data.i18n import _
from indicators.composite.recipe import Normalisation

Floats = NDArray[np.float64]


class NoDifferenceError(AtlasError):
    """An indicator is the same everywhere, or nearly nowhere known."""


def normalised(values: Floats, signs: Floats, kind: Normalisation) -> Floats:
    """Return n × k values on one scale, by indicator.

    Parameters
    ----------
    values : array, n × k
        NaN stays NaN.
    signs : array, k
        -1 turns an indicator round.
    kind : Normalisation
        min–max: 0 to 100; z: mean 0, sample standard deviation 1; rank: 0 to 100 in equal steps,
        ties share the middle.

    Raises
    ------
    NoDifferenceError
        When an indicator does not differ between the counties.
    """
    turned = values * signs
    low, high = np.nanmin(turned, axis=0), np.nanmax(turned, axis=0)
    if (low == high).any():
        raise NoDifferenceError(
            _("有指标在参加排名的县区之间没有差别，请从配方里去掉。"),
            detail=f"constant columns {np.nonzero(low == high)[0].tolist()}",
        )
    if kind is Normalisation.MIN_MAX:
        return np.asarray((turned - low) / (high - low) * 100)
    if kind is Normalisation.Z:
        return np.asarray((turned - np.nanmean(turned, axis=0)) / np.nanstd(turned, axis=0, ddof=1))
    return _ranks(turned)


def _ranks(turned: Floats) -> Floats:
    from scipy import stats

    ranks = stats.rankdata(turned, axis=0, nan_policy="omit")
    return np.asarray((ranks - 1) / (np.isfinite(turned).sum(axis=0) - 1) * 100)


def positive(scaled: Floats, kind: Normalisation) -> Floats:
    """Return the scale for a geometric mean, which needs values above zero.

    min–max and rank run from 1 to 100 (the OECD handbook's remedy); z becomes 100 + 10 z
    (Mazziotta & Pareto 2016, doi:10.1007/s11205-015-0998-2).
    """
    if kind is Normalisation.Z:
        return np.asarray(np.maximum(100 + 10 * scaled, 1.0))
    return np.asarray(1 + 0.99 * scaled)

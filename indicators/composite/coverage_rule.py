"""The figures that a recipe asks for, and which counties have enough of them to be ranked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from data.errors import AtlasError
from data.i18n import _
from indicators import registry, tables
from indicators.composite.recipe import IndexRecipe

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
FEWEST = 10  # counties; fewer cannot be normalised and correlated in earnest


class TooFewCountiesError(AtlasError):
    """Hardly a county has what the recipe asks for."""


@dataclass(frozen=True)
class CoverageGap:
    """A figure that a county does not have, and why."""

    indicator: str
    year: int
    status: str
    note: str


@dataclass(frozen=True)
class Unranked:
    """A county below the coverage rule."""

    adcode: str
    gaps: tuple[CoverageGap, ...]

    @property
    def sentence(self) -> str:
        """Return why the county has no rank."""
        parts = []
        for gap in self.gaps:
            why = registry.STATUS_NAMES[gap.status]
            why = f"{why}：{gap.note}" if gap.note else why
            parts.append(f"{registry.get(gap.indicator).name}（{gap.year}年，{why.rstrip('。')}）")
        return _("不排名：缺{gaps}。").format(gaps="、".join(parts))


@dataclass(frozen=True)
class Inputs:
    """Figures of the counties that are ranked.

    Attributes
    ----------
    adcodes : tuple of str, length n
    values : array, n × k
        As published; NaN only where the coverage rule allows it.
    signs : array, k
        1 where higher is better, -1 where lower is.
    unranked : tuple of Unranked
        The other counties.
    """

    adcodes: tuple[str, ...]
    values: Floats
    signs: Floats
    unranked: tuple[Unranked, ...]


def inputs(recipe: IndexRecipe) -> Inputs:
    """Read the figures of a recipe and apply its coverage rule; nothing is imputed.

    A county is ranked when it has at least the share `recipe.coverage` of the indicators of every
    pillar.

    Raises
    ------
    TooFewCountiesError
        When fewer than ten counties are left.
    BadRecipeError
        When an indicator has no direction.
    """
    columns = [tables.values(m.indicator, m.year) for m in recipe.members]
    adcodes = tuple(str(code) for code in columns[0].index)
    values = np.column_stack([column["value"].to_numpy(dtype=float) for column in columns])
    enough = covered(np.isfinite(values), recipe.pillar_of, recipe.coverage)
    if enough.sum() < FEWEST:
        raise TooFewCountiesError(
            _("照这个覆盖要求只有{n}个县区可排，少于{least}个；请换指标或放宽覆盖。").format(
                n=int(enough.sum()), least=FEWEST
            )
        )
    unranked = tuple(
        Unranked(code, _gaps(recipe, columns, code))
        for code, good in zip(adcodes, enough, strict=True)
        if not good
    )
    return Inputs(
        adcodes=tuple(code for code, good in zip(adcodes, enough, strict=True) if good),
        values=values[enough],
        signs=np.array([m.sign for m in recipe.members]),
        unranked=unranked,
    )


def covered(
    present: NDArray[np.bool_], pillar_of: tuple[int, ...], share: float
) -> NDArray[np.bool_]:
    """Return which rows have at least `share` of the columns of every pillar."""
    numbers = np.array(pillar_of)
    found = [present[:, numbers == p].mean(axis=1) >= share - 1e-12 for p in sorted(set(pillar_of))]
    return np.asarray(np.logical_and.reduce(found))


def _gaps(recipe: IndexRecipe, columns: list[pd.DataFrame], code: str) -> tuple[CoverageGap, ...]:
    rows = [(m, column.loc[code]) for m, column in zip(recipe.members, columns, strict=True)]
    return tuple(
        CoverageGap(m.indicator, m.year, str(row["status"]), str(row["note"] or ""))
        for m, row in rows
        if not np.isfinite(row["value"])
    )

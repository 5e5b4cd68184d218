"""Which of the 87 units are neighbours, and the weights that spatial statistics make of it.

Units are neighbours when they share an edge or a point ("queen" contiguity), read from the shipped
boundaries, which are a valid coverage. The three special areas are no units: they are nobody's
neighbour, and counties that only meet through one of them are none. Gansu has no pair that meets
in a mere point, so the 197 pairs are the same for "rook" and "queen", at every level of detail.

A unit in several parts (肃北 has two, some 100 km apart) is one unit: the neighbours of all
its parts are its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from data.i18n import _
from geo import boundaries
from geo.places import units

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CONTIGUITY: Final = "queen"


@dataclass(frozen=True)
class Weights:
    """Row-standardised contiguity weights between some of the units.

    Attributes
    ----------
    codes : tuple of str
        The n units that have a neighbour among those asked for, in the order asked.
    matrix : ndarray of float, shape (n, n)
        Row i holds 1/k in the columns of the k neighbours of unit i: every row sums to 1.
    isolated : tuple of str
        Units asked for that have no neighbour among the others. They are in no row.
    """

    codes: tuple[str, ...]
    matrix: NDArray[np.float64]
    isolated: tuple[str, ...]

    @property
    def pairs(self) -> int:
        """Return how many pairs of units are neighbours."""
        return int((self.matrix > 0).sum()) // 2


@lru_cache(maxsize=3)
def contiguity(detail: boundaries.Detail = "medium") -> dict[str, tuple[str, ...]]:
    """Return the neighbours of each of the 87 units, codes ascending.

    Parameters
    ----------
    detail : str
        Level of detail of the boundaries; the answer is the same for all.

    Raises
    ------
    BoundaryError
        The boundary file is missing.
    """
    import shapely

    frame = boundaries.load("county", detail)
    shape_of = dict(zip(frame["adcode"], frame.geometry, strict=True))
    codes = [unit.adcode for unit in units.counties()]
    shapes = [shape_of[code] for code in codes]
    found: dict[str, list[str]] = {code: [] for code in codes}
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    for i, j in zip(left.tolist(), right.tolist(), strict=True):
        if i != j:
            found[codes[i]].append(codes[j])
    return {code: tuple(sorted(others)) for code, others in found.items()}


def weights(codes: Sequence[str]) -> Weights:
    """Return the weights between some of the units.

    Parameters
    ----------
    codes : sequence of str
        Adcodes, each once. Neighbours outside this selection do not count.

    Raises
    ------
    UnknownUnit
        A code is not one of the 87 units.
    """
    import numpy as np

    among = set(codes)
    around = contiguity()
    near = {}
    for code in codes:
        if code not in around:
            raise units.UnknownUnit(
                _("“{code}”不是有统计数的县级单元。").format(code=code[:20]),
                detail=f"no contiguity for {code[:80]!r}",
            )
        near[code] = [other for other in around[code] if other in among]
    used = tuple(code for code in codes if near[code])
    place = {code: i for i, code in enumerate(used)}
    matrix = np.zeros((len(used), len(used)))
    for code in used:
        matrix[place[code], [place[other] for other in near[code]]] = 1 / len(near[code])
    matrix.flags.writeable = False
    return Weights(used, matrix, tuple(code for code in codes if not near[code]))

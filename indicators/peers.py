"""同类县: the counties that are most like one county in structure, and how sure that is.

Statistical nearest neighbours [1]_: each variable (`indicators.structure`) is transformed where it
is skewed, set in standard deviations from the pool's mean, and counties are as far apart as the
Euclidean distance of their rows. Nothing is imputed. A variable that the county itself lacks is
left out of its comparison; a county that lacks one of the variables in use is no candidate. Both
are told. What is being compared never chooses its own peers: variables that are the same matter
as the outcome are left out.

References
----------
.. [1] Office for National Statistics, "Clustering similar local authorities and statistical nearest
   neighbours in the UK, methodology" (the neighbours of Explore Local Statistics); the same
   distance in NHS England's ASC LA Peer Groups and CIPFA's Nearest Neighbours Model.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from data.errors import AtlasError
from data.i18n import _
from indicators import registry, structure
from indicators.structure import PeerPool, StructuralVariable, Transform

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

USUAL: Final = 5
MOST: Final = 20
# Of all counties of a pool, one in twenty has its nearest peer farther off than the calibre.
CALIBRE_QUANTILE: Final = 0.95
_DIGITS: Final = 9  # distances that differ by less are equal, and the codes decide


class PeerError(AtlasError):
    """Peers cannot be sought as asked."""


@dataclass(frozen=True)
class Peer:
    """One peer.

    Attributes
    ----------
    distance : float
        In standard deviations, over all variables together.
    shares : dict of str to float
        What each variable has of the squared distance; together 1, or all 0 for a twin.
    beyond : bool
        The distance lies beyond the calibre.
    """

    adcode: str
    distance: float
    shares: dict[str, float]
    beyond: bool


@dataclass(frozen=True)
class LeftOut:
    """A variable that was not used, and why: 'pool', 'outcome' or 'missing'."""

    variable: StructuralVariable
    reason: str


@dataclass(frozen=True)
class PeerSet:
    """The peers of one county.

    Attributes
    ----------
    outcome : str
        The indicator that is compared, or "".
    variables : tuple of StructuralVariable
        Those in use.
    transforms : dict of str to Transform
        Of the variables in use.
    left_out : tuple of LeftOut
        Variables that are not used.
    peers : tuple of Peer
        The nearest first.
    candidates : int
        How many counties could be peers.
    unusable : tuple of str
        Counties of the pool that lack a variable in use.
    calibre : float
        `CALIBRE_QUANTILE` of the distances from each county of the pool to its nearest.
    changes : dict of str to int
        For each variable in use how many of the peers are others without it.
    """

    adcode: str
    among: PeerPool
    outcome: str
    variables: tuple[StructuralVariable, ...]
    transforms: dict[str, Transform]
    left_out: tuple[LeftOut, ...]
    peers: tuple[Peer, ...]
    candidates: int
    unusable: tuple[str, ...]
    calibre: float
    changes: dict[str, int]

    @property
    def codes(self) -> tuple[str, ...]:
        """The peers' codes, the nearest first."""
        return tuple(peer.adcode for peer in self.peers)

    @property
    def far(self) -> bool:
        """Whether even the nearest is beyond the calibre (最近的也不近)."""
        return self.peers[0].beyond


def find(
    adcode: str, among: PeerPool = PeerPool.GANSU, n: int = USUAL, *, outcome: str = ""
) -> PeerSet:
    """Return the peers of one of Gansu's 87 units.

    Parameters
    ----------
    adcode : str
        The county.
    among : PeerPool
        Where peers are sought.
    n : int
        How many, 1 to `MOST`.
    outcome : str
        A county-level indicator that is to be compared, or "".

    Raises
    ------
    PeerError
        The number is out of range, or the code is no county of the pool.
    UnknownIndicatorError
        The outcome does not exist.
    """
    import numpy as np

    if isinstance(n, bool) or not 1 <= n <= MOST:
        raise PeerError(
            _("同类县的个数应在1到{most}之间，现在是“{n}”。").format(most=MOST, n=n),
            detail=f"n={n!r}",
        )
    if outcome:
        registry.get(outcome)
    scores = structure.pool(among).scores
    if adcode not in scores.index:
        raise PeerError(
            _("代码“{code}”不是甘肃的县级单元，找不了同类县。").format(code=adcode),
            detail=f"{adcode!r} is not in the pool {among.value}",
        )
    used, left_out = _chosen(adcode, among, scores, outcome)
    whole = _complete(among, used)
    own = whole.codes.index(adcode)
    squares = (whole.scores - whole.scores[own]) ** 2
    totals = squares.sum(axis=1)
    order = nearest(totals, whole.codes, own, n)
    calibre = calibre_of(among, used)
    chosen = set(order)
    return PeerSet(
        adcode=adcode,
        among=among,
        outcome=outcome,
        variables=tuple(structure.BY_ID[name] for name in used),
        transforms={name: structure.pool(among).transforms[name] for name in used},
        left_out=left_out,
        peers=tuple(
            Peer(
                whole.codes[i],
                float(np.sqrt(totals[i])),
                _shares(used, squares[i]),
                bool(np.sqrt(totals[i]) > calibre),
            )
            for i in order
        ),
        candidates=len(whole.codes) - 1,
        unusable=whole.unusable,
        calibre=calibre,
        changes={
            name: len(chosen - set(nearest(totals - squares[:, j], whole.codes, own, n)))
            for j, name in enumerate(used)
        },
    )


@dataclass(frozen=True)
class _Complete:
    """The counties of a pool that have all of some variables, and those that do not."""

    codes: tuple[str, ...]
    scores: NDArray[np.float64]
    unusable: tuple[str, ...]


@lru_cache(maxsize=64)
def _complete(among: PeerPool, used: tuple[str, ...]) -> _Complete:
    table = structure.pool(among).scores[list(used)]
    whole = table.notna().all(axis=1)
    return _Complete(
        tuple(str(code) for code in table.index[whole]),
        table.loc[whole].to_numpy(dtype=float),
        tuple(str(code) for code in table.index[~whole]),
    )


def _chosen(
    adcode: str, among: PeerPool, scores: pd.DataFrame, outcome: str
) -> tuple[tuple[str, ...], tuple[LeftOut, ...]]:
    """Return the variables in use, and those left out with the reason."""
    left = [LeftOut(item, "pool") for item in structure.lacking(among)]
    used = []
    for item in structure.variables(among):
        if outcome in item.kin:
            left.append(LeftOut(item, "outcome"))
        elif scores[item.id].isna()[adcode]:
            left.append(LeftOut(item, "missing"))
        else:
            used.append(item.id)
    return tuple(used), tuple(left)


def nearest(
    totals: NDArray[np.float64], codes: tuple[str, ...], own: int, n: int
) -> tuple[int, ...]:
    """Return the places of the n smallest totals, the county itself never among them.

    Parameters
    ----------
    totals : array (m,)
        Squared distances.
    codes : tuple of str
        Of the m counties; of two at the same distance the smaller code comes first.
    own : int
        The county's own place.
    n : int
        How many; fewer where the pool has no more.
    """
    import numpy as np

    distances = np.sqrt(np.maximum(totals, 0.0)).round(_DIGITS)
    distances[own] = np.inf
    n = min(n, len(codes) - 1)
    # ties at the edge are kept, so that the codes decide and not the order of the rows
    edge = np.partition(distances, n - 1)[n - 1]
    close = np.flatnonzero(distances <= edge)
    return tuple(int(i) for i in sorted(close, key=lambda i: (distances[i], codes[i])))[:n]


def _shares(used: tuple[str, ...], squares: NDArray[np.float64]) -> dict[str, float]:
    total = float(squares.sum())
    return {
        name: float(square) / total if total > 0 else 0.0
        for name, square in zip(used, squares, strict=True)
    }


@lru_cache(maxsize=64)
def calibre_of(among: PeerPool, used: tuple[str, ...]) -> float:
    """Return the distance beyond which a nearest peer is not near.

    Parameters
    ----------
    among : PeerPool
        The pool.
    used : tuple of str
        The variables that make the distance.
    """
    import numpy as np
    from scipy.spatial import cKDTree

    scores = _complete(among, used).scores
    distances, _places = cKDTree(scores).query(scores, k=2)
    return float(np.quantile(distances[:, 1], CALIBRE_QUANTILE))

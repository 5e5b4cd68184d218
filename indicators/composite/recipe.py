"""The recipe of a composite index: everything that decides its numbers, the seed included."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from data.errors import AtlasError
from data.i18n import _
from indicators import registry
from indicators.facets import Direction

MIN_DRAWS = 10_000
# No county figure of the atlas is an output of innovation (patents stop at the cities), so an index
# that calls itself innovation may only claim its conditions.
CLAIM, ALLOWED = "创新", "创新基础条件"


class BadRecipeError(AtlasError):
    """A recipe cannot be followed as it is written."""


class Outliers(StrEnum):
    """What happens to values far from the others."""

    NONE = "none"
    WINSORISED = "winsorised"


class Normalisation(StrEnum):
    """How indicators of different units are laid on one scale."""

    MIN_MAX = "min-max"
    Z = "z"
    RANK = "rank"


class Weighting(StrEnum):
    """Where the nominal weights come from."""

    EQUAL = "equal"
    BY_HAND = "by-hand"
    ENTROPY = "entropy"
    CRITIC = "critic"


class Aggregation(StrEnum):
    """Whether a low part can be made good by a high one."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"


class Spread(StrEnum):
    """How far the weights are drawn from the nominal ones."""

    SIMPLEX = "simplex"
    QUARTER = "25"


class MakersChoice(StrEnum):
    """A choice of the maker that the draws may vary."""

    WEIGHTS = "weights"
    NORMALISATION = "normalisation"
    AGGREGATION = "aggregation"
    OUTLIERS = "outliers"
    LEAVE_ONE_OUT = "leave-one-out"


@dataclass(frozen=True)
class PillarIndicator:
    """One indicator of a pillar.

    Attributes
    ----------
    direction, direction_why : Direction or None, str
        Only where the registry says neither: the recipe's own direction with its reason.
    """

    indicator: str
    year: int
    weight: float = 1.0
    direction: Direction | None = None
    direction_why: str = ""

    @property
    def sign(self) -> float:
        """Return 1 where higher is better, -1 where lower is.

        Raises
        ------
        BadRecipeError
            When neither the registry nor the recipe says which way is better, or they disagree.
        """
        item = registry.get(self.indicator)
        known = item.direction
        if known is Direction.NEITHER:
            if self.direction not in (Direction.HIGHER, Direction.LOWER) or not self.direction_why:
                raise BadRecipeError(
                    _(
                        "指标“{name}”的高低不分好坏（{why}），不能放进综合指数；"
                        "要用，须在配方里写明 direction 和理由 direction_why。"
                    ).format(name=item.name, why=item.direction_why.rstrip("。")),
                    detail=f"{self.indicator} has no direction",
                )
            known = self.direction
        elif self.direction not in (None, known):
            raise BadRecipeError(
                _("指标“{name}”的方向登记表已写明，配方不能改反。").format(name=item.name),
                detail=f"{self.indicator}: recipe {self.direction}, registry {known}",
            )
        return 1.0 if known is Direction.HIGHER else -1.0


@dataclass(frozen=True)
class Pillar:
    """A part of the concept, with its indicators."""

    name: str
    members: tuple[PillarIndicator, ...]
    weight: float = 1.0


@dataclass(frozen=True)
class IndexRecipe:
    """How a composite index is made.

    Attributes
    ----------
    coverage : float
        Share of each pillar's indicators that a county must have to be ranked, in (0, 1].
    vary : tuple of MakersChoice
        What the draws vary; the rest stays as the recipe has it.
    draws : int
        At least 10,000.
    sealed : str
        SHA-256 of the results, or "" before the first run; it takes no part in the results.
    """

    name: str
    concept: str
    pillars: tuple[Pillar, ...]
    outliers: Outliers = Outliers.NONE
    normalisation: Normalisation = Normalisation.MIN_MAX
    weighting: Weighting = Weighting.EQUAL
    aggregation: Aggregation = Aggregation.ARITHMETIC
    spread: Spread = Spread.SIMPLEX
    coverage: float = 1.0
    vary: tuple[MakersChoice, ...] = tuple(MakersChoice)
    draws: int = MIN_DRAWS
    seed: int = 2021
    sealed: str = ""

    @property
    def members(self) -> tuple[PillarIndicator, ...]:
        """Return all indicators in the order of the pillars."""
        return tuple(member for pillar in self.pillars for member in pillar.members)

    @property
    def pillar_of(self) -> tuple[int, ...]:
        """Return the pillar's number of every indicator."""
        return tuple(i for i, pillar in enumerate(self.pillars) for _member in pillar.members)

    def checked(self) -> IndexRecipe:
        """Return the recipe itself if it can be followed.

        Raises
        ------
        BadRecipeError
            Otherwise, with a sentence on what to change.
        """
        for wrong, sentence in _faults(self):
            if wrong:
                raise BadRecipeError(sentence)
        for member in self.members:
            _known(member)
        return self


def _faults(recipe: IndexRecipe) -> list[tuple[bool, str]]:
    members = recipe.members
    weights = [*(p.weight for p in recipe.pillars), *(m.weight for m in members)]
    ids = [m.indicator for m in members]
    return [
        (not recipe.name.strip(), _("配方要有名称（name）。")),
        (
            CLAIM in recipe.name and ALLOWED not in recipe.name,
            _("县级指标都是条件，不是创新产出，名称里说到创新的只能称“{name}”。").format(
                name=ALLOWED
            ),
        ),
        (not all(p.members for p in recipe.pillars), _("每个分项至少要有一个指标。")),
        (len(members) < 3, _("综合指数至少要三个指标。")),
        (len(set(ids)) < len(ids), _("同一个指标在配方里只能出现一次。")),
        (not all(0 < w < float("inf") for w in weights), _("权重须是大于零的数。")),
        (not 0 < recipe.coverage <= 1, _("覆盖要求（coverage）须在0与1之间，可以等于1。")),
        (
            not MIN_DRAWS <= recipe.draws <= 200_000,
            _("抽样次数（draws）须在10000与200000之间。"),
        ),
        (recipe.seed < 0, _("随机种子（seed）须是不小于零的整数。")),
    ]


def _known(member: PillarIndicator) -> None:
    from indicators import tables

    item = registry.get(member.indicator)
    if item.level != "county":
        raise BadRecipeError(_("综合指数只收县级指标，“{name}”不是。").format(name=item.name))
    if item.kind == "count":
        raise BadRecipeError(
            _("“{name}”是总量，大县自然多；综合指数只收比率和指数。").format(name=item.name),
            detail=f"{item.id} is a count",
        )
    tables.resolve_year(member.indicator, member.year)
    _sign = member.sign


Kind = TypeVar("Kind", bound=StrEnum)


def word(kind: type[Kind], text: object, key: str) -> Kind:
    """Return one of the words a recipe may use.

    Raises
    ------
    BadRecipeError
        When it is none of them; the sentence lists them.
    """
    try:
        return kind(str(text))
    except ValueError as error:
        known = "、".join(kind)
        raise BadRecipeError(
            _("配方里 {key} 写作“{text}”，可选：{known}。").format(key=key, text=text, known=known),
            detail=f"{key}={text!r}",
        ) from error

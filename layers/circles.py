"""Proportional circles for counts: area ~ value, and a legend of round values.

Areas are true to the values (no correction for how areas are perceived), so that a circle twice as
large stands for twice as much; the legend gives three circles to compare with.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from data.i18n import _
from geo.places import units
from indicators.combined import Combined
from layers import palettes, wording
from layers.drawables import CircleLayer, CircleStep, LegendRow, RowKind


@dataclass(frozen=True)
class CircleStyle:
    """How a circle is drawn, and what it is called for it."""

    opacity: float
    dashed: bool

    @property
    def word(self) -> str:
        """What the legend calls the circle."""
        return _("虚线圆") if self.dashed else _("圆")


ALONE: Final = CircleStyle(opacity=0.55, dashed=False)
TOGETHER: Final = CircleStyle(opacity=0.22, dashed=True)


def style_of(circle: CircleLayer) -> CircleStyle:
    """Return how a circle is drawn: paler and broken where it stands for several units."""
    return TOGETHER if circle.members else ALONE


# Radius in screen pixels of the circle for the largest value.
MAX_RADIUS_PX: Final = 30.0
# Each circle of the legend stands for at most this share of the largest value.
_SHARES: Final = (1.0, 0.35, 0.08)
_ROUND: Final = (5, 3, 2, 1)


def placed(
    level: str,
    values: Mapping[str, float],
    biggest: float,
    groups: Mapping[Combined, str] = MappingProxyType({}),
) -> tuple[CircleLayer, ...]:
    """Return circles whose area is proportional to the value, largest first.

    Units that are only known together have one circle, on the one in their midst: without it they
    would look as if they had nothing.

    Parameters
    ----------
    level : {"county", "prefecture"}
        What `values` is keyed by.
    biggest : float
        The value that a circle of `MAX_RADIUS_PX` stands for, in whatever year.
    groups : mapping of Combined to str
        Figures of several units, as `drawn_together` gives them, each in words.
    """
    if not biggest > 0:
        return ()
    at = _label_points(level)
    found = [
        CircleLayer(adcode, *at[adcode], MAX_RADIUS_PX * math.sqrt(value / biggest))
        for adcode, value in values.items()
        if value > 0 and adcode in at
    ]
    found += [_together(g, words, at, biggest) for g, words in groups.items() if g.total > 0]
    return tuple(sorted(found, key=lambda c: -c.radius_px))


def drawn_together(groups: Sequence[Combined]) -> tuple[Combined, ...]:
    """Return the combined figures that a circle may stand for: an upper limit is no figure."""
    return tuple(group for group in groups if group.exact)


def _together(
    group: Combined, words: str, at: Mapping[str, tuple[float, float]], biggest: float
) -> CircleLayer:
    spots = [at[code] for code in group.members]
    lon, lat = spots[midst(spots)]
    return CircleLayer(
        "+".join(group.members),
        lon,
        lat,
        MAX_RADIUS_PX * math.sqrt(group.total / biggest),
        group.members,
        words,
        tuple(spot for spot in spots if spot != (lon, lat)),
    )


def midst(spots: Sequence[tuple[float, float]]) -> int:
    """Return which spot is nearest to the middle of all: the middle may lie in another's land."""
    x, y = (sum(axis) / len(spots) for axis in zip(*spots, strict=True))
    far = [(a - x) ** 2 + (b - y) ** 2 for a, b in spots]
    # two are equally far from their middle: the first one, whatever the rounding
    return min(range(len(spots)), key=lambda i: round(far[i], 9))


def _label_points(level: str) -> dict[str, tuple[float, float]]:
    """Return where circles stand: the label point, which lies inside the polygon."""
    if level == "county":
        return {u.adcode: (u.label_lon, u.label_lat) for u in units.counties()}
    return {p.adcode: (p.label_lon, p.label_lat) for p in units.prefectures()}


def rounded_down(value: float) -> float:
    """Return the largest of 1, 2, 3, 5 times a power of ten that is not above `value` (> 0)."""
    power = 10.0 ** math.floor(math.log10(value))
    return next((n * power for n in _ROUND if n * power <= value * (1 + 1e-9)), power)


def steps(biggest: float, digits: int) -> tuple[CircleStep, ...]:
    """Return the legend's circles, largest first: at most three round values, none twice.

    Parameters
    ----------
    biggest : float
        The value of the largest circle.
    digits : int
        Decimal places of the indicator; nothing smaller than its last digit is shown.
    """
    if not biggest > 0:
        return ()
    smallest = 10.0**-digits
    tops = [rounded_down(share * biggest) for share in _SHARES]
    shown = dict.fromkeys(top for top in tops if top >= smallest)
    return tuple(
        CircleStep(
            wording.number(value, digits if value < 1 else 0),
            MAX_RADIUS_PX * math.sqrt(value / biggest),
        )
        for value in shown
    )


def legend_rows(values: Mapping[str, float], digits: int, *, whole: bool) -> list[LegendRow]:
    """Return the legend's rows: the largest value with how many have circles, and the zeros.

    Parameters
    ----------
    whole : bool
        Whether every unit has a value, so that the largest is the largest of all.
    """
    positive = [v for v in values.values() if v > 0]
    zeros = len(values) - len(positive)
    rows = []
    if positive:
        label = _("最大 {value}") if whole else _("单列的最大 {value}")
        label = label.format(value=wording.number(max(positive), digits))
        rows.append(LegendRow(RowKind.CIRCLE, label, palettes.OCHRE, len(positive)))
    if zeros:
        rows.append(LegendRow(RowKind.ZERO, _("数值为 0（不画圆）"), palettes.PAPER, zeros))
    return rows

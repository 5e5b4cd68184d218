"""The one painter of trends: a small line as SVG, cut where two years do not stand together."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from data.i18n import _
from indicators import registry
from indicators.trends import Cut, Trend, TrendPoint
from layers import palettes, wording

WIDTH: Final = 168
HEIGHT: Final = 40
_MARGIN: Final = 5.0
_CUT_INK: Final = "#a79d8b"


@dataclass(frozen=True)
class Sparkline:
    """A small line with its words.

    Attributes
    ----------
    svg : str
        A whole SVG document without scripts, `WIDTH` × `HEIGHT` px.
    text : str
        What the line says, for those who do not see it and for the table beside it.
    """

    svg: str
    text: str

    @property
    def uri(self) -> str:
        """Return the picture as a data address, to be shown as an image."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode("ascii")


def paint(trend: Trend) -> Sparkline:
    """Return the line of a trend: dots at the years that exist, a dashed mark at every cut."""
    text = words(trend)
    place = _scale(trend)
    parts = [_segment([place(r) for r in run]) for run in trend.segments]
    parts += [_cut(cut, trend, place) for cut in trend.cuts]
    last = place(trend.readings[-1])
    parts.append(f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="3" fill="{palettes.OCHRE}"/>')
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img"><title>{escape(text)}</title>'
        f"{''.join(parts)}</svg>"
    )
    return Sparkline(svg, text)


def words(trend: Trend) -> str:
    """Return the latest run in words, what it is cut from, and the years without a value."""
    item = registry.get(trend.indicator)
    run = trend.latest_run
    said = [_said(item, run[0])] + ([_said(item, run[-1])] if len(run) > 1 else [])
    earlier = [_said(item, r) for segment in trend.segments[:-1] for r in segment]
    parts = [_("，").join(said)]
    for cut in trend.cuts:
        parts.append(
            _("{before}年与{after}年不相连：{why}").format(
                before=cut.before, after=cut.after, why=cut.text
            )
        )
    if earlier:
        parts.append(_("此前：{said}").format(said="、".join(earlier)))
    if trend.gaps:
        years = "、".join(str(gap.year) for gap in trend.gaps)
        parts.append(_("{years}年缺数").format(years=years))
    return "；".join(parts)


def _said(item: registry.Indicator, reading: TrendPoint) -> str:
    return _("{year}年{amount}").format(
        year=reading.year, amount=wording.amount(reading.value, item)
    )


def _scale(trend: Trend) -> Callable[[TrendPoint], tuple[float, float]]:
    """Return the function that places a reading: years to the right, values upwards."""
    readings = trend.readings
    first, last = readings[0].year, readings[-1].year
    values = [reading.value for reading in readings]
    low, span = min(values), (max(values) - min(values))
    wide, high = WIDTH - 2 * _MARGIN, HEIGHT - 2 * _MARGIN

    def place(reading: TrendPoint) -> tuple[float, float]:
        x = _MARGIN + wide * (reading.year - first) / (last - first)
        share = (reading.value - low) / span if span else 0.5
        return x, HEIGHT - _MARGIN - high * share

    return place


def _segment(points: Sequence[tuple[float, float]]) -> str:
    """Return one run: a line through it, and a dot for every year."""
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.8" fill="{palettes.CELADON}"/>' for x, y in points
    )
    if len(points) < 2:
        return dots
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return (
        f'<polyline points="{path}" fill="none" stroke="{palettes.CELADON}" stroke-width="1.6"/>'
        f"{dots}"
    )


def _cut(cut: Cut, trend: Trend, place: Callable[[TrendPoint], tuple[float, float]]) -> str:
    """Return the mark of a cut, halfway between its two years."""
    by_year = {reading.year: reading for reading in trend.readings}
    x = (place(by_year[cut.before])[0] + place(by_year[cut.after])[0]) / 2
    return (
        f'<line x1="{x:.1f}" y1="2" x2="{x:.1f}" y2="{HEIGHT - 2}" stroke="{_CUT_INK}" '
        f'stroke-width="1" stroke-dasharray="2 2"/>'
    )

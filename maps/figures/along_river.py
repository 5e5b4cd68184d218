"""The belt's two figures as sheets in millimetres: PNG, SVG or PDF, with title, source and notes.

They show what `layers.belt_profile` and `layers.belt_sides` hold, as the charts of the page do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from data.i18n import _
from layers import palettes, wording
from layers.belt_profile import Profile
from layers.belt_sides import Sides
from layers.strokes import RIVER_STEM

if TYPE_CHECKING:
    from maps.sheet.canvas.page import Page
    from maps.sheet.finished import Sheet

WIDTH: Final = 290.0
MARGIN: Final = 10.0
ROW: Final = 7.4
BAND: Final = 20.0  # height of a group of dots
GAP_SHOWN_KM: Final = 90.0
GREY: Final = "#5f666d"
GRID: Final = "#e4dccb"
MUTED: Final = "#8f8672"
SHARED: Final = 0.45
NOTE: Final = 8.0
TEXT: Final = 9.5

AWAY: Final = ""  # the row where the river is in Qinghai

Scale = Callable[[float], float]


def profile(figure: Profile) -> Sheet:
    """Return the profile: where each county lies on the stem, and its figure beside it."""
    rows = len(figure.bars) + 1
    page, top = _page(figure.title, figure.notes, figure.source, rows * ROW + 16)
    bottom = top - rows * ROW
    places = [*range(figure.gap), *range(figure.gap + 1, rows)]
    middles = {
        bar.adcode: top - (place + 0.5) * ROW
        for bar, place in zip(figure.bars, places, strict=True)
    }
    left, middle, right = MARGIN + 36, 150.0, WIDTH - MARGIN
    for bar in figure.bars:
        page.text(left - 2, middles[bar.adcode], bar.short, TEXT, align="right")
    middles[AWAY] = top - (figure.gap + 0.5) * ROW
    _chainage(page, figure, middles, (left, middle - 6), bottom)
    _bars(page, figure, middles, (middle, right), (bottom, top))
    return _sheet(page, figure.title, "river-profile")


def _chainage(
    page: Page,
    figure: Profile,
    middles: dict[str, float],
    span: tuple[float, float],
    bottom: float,
) -> None:
    """Draw each county's stretches; shared ones are pale, the way through Qinghai is dashed."""
    import numpy as np

    from maps.sheet.canvas import shapes

    leaves, returns = figure.gap_km
    folded = returns - leaves - GAP_SHOWN_KM
    last = max(item.end_km for item in figure.stretches) - folded

    def at(km: float) -> float:
        drawn = km if km <= leaves else km - folded
        return span[0] + (span[1] - span[0]) * drawn / last

    kilometres = [*range(0, int(leaves), 100), *range(1000, int(last + folded), 100)]
    _grid(page, [(at(km), str(km)) for km in kilometres], bottom, max(middles.values()) + ROW / 2)
    for item in figure.stretches:
        y = middles[item.adcode]
        colour = shapes.mix(RIVER_STEM, SHARED) if item.others else RIVER_STEM
        page.rectangle((at(item.start_km), y - 1.7, at(item.end_km), y + 1.7), colour, line=0.0)
    away, dash = middles[AWAY], (0, (3, 2))
    page.lines([np.array([(at(leaves), away), (at(returns), away)])], MUTED, 1.2, dash=dash)
    words = _("青海境内{km}公里").format(km=wording.number(returns - leaves))
    page.text(at(leaves) - 1.5, away, words, NOTE, colour=GREY, align="right")
    title = _("干流里程（km，自入甘肃处起；青海段缩短）")
    page.text((span[0] + span[1]) / 2, bottom - 8.5, title, NOTE, colour=GREY, align="center")


def _bars(
    page: Page,
    figure: Profile,
    middles: dict[str, float],
    span: tuple[float, float],
    ends: tuple[float, float],
) -> None:
    """Draw the figures as bars from zero, with their labels, and the median where there is one."""
    import numpy as np

    from maps.sheet.canvas import fonts, shapes

    values = [bar.value or 0.0 for bar in figure.bars] + [figure.median or 0.0]
    low, high = min(*values, 0.0), max(*values, 0.0)
    # The longest label stands beside the longest bar.
    room = max(fonts.width(bar.label, TEXT) for bar in figure.bars) + 4
    start = span[0] + (room if low < 0 else 0.0)
    end = span[1] - (room if high > 0 else 0.0)
    reach = (high - low) or 1.0

    def at(value: float) -> float:
        return start + (end - start) * (value - low) / reach

    _grid(page, _ticks(low, high, at), *ends)
    for bar in figure.bars:
        y, value = middles[bar.adcode], bar.value
        if value is not None:
            colour = shapes.mix(palettes.OCHRE, SHARED) if bar.muted else palettes.OCHRE
            box = (at(min(value, 0.0)), y - 2.1, at(max(value, 0.0)), y + 2.1)
            page.rectangle(box, colour, line=0.0, z=3.0)
        below = (value or 0.0) < 0
        ink = GREY if value is None else palettes.INK
        page.text(
            at(value or 0.0) + (-1.5 if below else 1.5), y, bar.label, TEXT, colour=ink,
            align="right" if below else "left", halo="#ffffff", halo_width=2.4, z=8.0,
        )  # fmt: skip
    page.lines([np.array([(at(0.0), ends[0]), (at(0.0), ends[1])])], GREY, 0.8)
    if figure.median is not None:
        x = at(figure.median)
        page.lines([np.array([(x, ends[0]), (x, ends[1])])], palettes.INK, 0.9, dash=(0, (4, 3)))
    page.text((start + end) / 2, ends[0] - 8.5, figure.axis, NOTE, colour=GREY, align="center")


def sides(figure: Sides) -> Sheet:
    """Return both groups and the peers: a dot a county over the box of quartiles."""
    import numpy as np

    from maps.sheet.canvas import shapes

    notes = (figure.contrast.sentence.rstrip("。"), *figure.notes)
    page, top = _page(figure.title, notes, figure.source, len(figure.groups) * BAND + 16)
    bottom = top - len(figure.groups) * BAND
    left, right = MARGIN + 52, WIDTH - MARGIN - 8
    values = [value for _name, members in figure.groups for _county, value in members]
    low, high = min(values, default=0.0), max(values, default=1.0)
    reach = (high - low) or 1.0

    def at(value: float) -> float:
        return left + (right - left) * (value - low) / reach

    _grid(page, _ticks(low, high, at), bottom, top)
    colours = (RIVER_STEM, MUTED, palettes.AMBER)
    for place, ((name, members), colour) in enumerate(zip(figure.groups, colours, strict=True)):
        y = top - (place + 0.5) * BAND
        label = _("{name}（{n}个）").format(name=name, n=len(members))
        page.text(left - 3, y, label, TEXT, align="right")
        found = np.sort([value for _county, value in members])
        if not len(found):
            continue
        first, half, third = (at(float(q)) for q in np.quantile(found, (0.25, 0.5, 0.75)))
        page.rectangle((first, y - 4.5, third, y + 4.5), shapes.mix(colour, 0.35), line=0.0)
        page.lines([np.array([(half, y - 4.5), (half, y + 4.5)])], palettes.INK, 1.4, z=6.0)
        for value in found:
            page.circle(at(float(value)), y, 1.05, colour, edge="#ffffff", line=0.4)
    page.text((left + right) / 2, bottom - 8.5, figure.axis, NOTE, colour=GREY, align="center")
    return _sheet(page, figure.title, "river-sides")


def _page(title: str, notes: Sequence[str], source: str, body: float) -> tuple[Page, float]:
    """Return a page with heading and credits, and the y where its body begins.

    Parameters
    ----------
    body : float
        Height of what is drawn between, in mm.
    """
    from maps.sheet.canvas import fonts
    from maps.sheet.canvas.page import Page

    wide = WIDTH - 2 * MARGIN
    lines = fonts.wrap(_("资料来源：{line}").format(line=source), NOTE, wide)
    lines += fonts.wrap(_("说明：{notes}").format(notes="；".join(notes)), NOTE, wide)
    lines.append(_("制图：陇上创新图志"))
    step = NOTE * fonts.POINT_MM * 1.5
    credits_height = step * len(lines)
    height = MARGIN + 14 + body + credits_height + MARGIN
    page = Page(WIDTH, height, ground="#ffffff")
    page.text(MARGIN, height - MARGIN - 4, title, 16, face="title")
    for place, line in enumerate(lines):
        y = MARGIN + credits_height - step * (place + 0.5)
        page.text(MARGIN, y, line, NOTE, colour=GREY)
    return page, height - MARGIN - 14


def _grid(page: Page, ticks: list[tuple[float, str]], bottom: float, top: float) -> None:
    import numpy as np

    for x, label in ticks:
        page.lines([np.array([(x, bottom), (x, top)])], GRID, 0.6, z=0.5)
        page.text(x, bottom - 3, label, NOTE, colour=GREY, align="center")


def _ticks(low: float, high: float, at: Scale) -> list[tuple[float, str]]:
    """Return places and labels of round figures between two values."""
    from matplotlib.ticker import MaxNLocator

    marks = [float(v) for v in MaxNLocator(nbins=6).tick_values(low, high) if low <= v <= high]
    step = min((b - a for a, b in pairwise(marks)), default=1.0)
    digits = 0 if step >= 1 else 1 if step >= 0.1 else 2
    return [(at(mark), wording.number(mark, digits)) for mark in marks]


def _sheet(page: Page, title: str, layout: str) -> Sheet:
    from maps.sheet.finished import Sheet

    return Sheet(page, layout, title=title, author=_("陇上创新图志"))

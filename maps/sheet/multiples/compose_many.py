"""Several maps on one sheet at one scale, for what changes with time or from theme to theme."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Final

from data.errors import AtlasError
from data.i18n import _
from geo.places import units
from layers.palettes import INK
from layers.prepared import PreparedMap
from maps.sheet.canvas import fonts, frames
from maps.sheet.canvas.frames import Box
from maps.sheet.canvas.page import Page
from maps.sheet.compose import note
from maps.sheet.finished import Sheet
from maps.sheet.furniture import cartographic, texts
from maps.sheet.ground import basemap, fills, overlays
from maps.sheet.ground.scene import Body, body
from maps.sheet.labels import system_marks
from maps.sheet.layouts import GROUP, MOST_MAPS, SLIDE
from maps.sheet.multiples import joint_heading, legends, prefecture_names
from maps.sheet.multiples.grid import HEAD_MM, TITLE_MM, Grid, bounds, grid
from maps.sheet.options import SheetOptions
from maps.sheet.windows import china_inset

# Radius in mm of a circle of one pixel on the screen, by how many maps share the sheet.
_CIRCLE: Final = {2: 0.14, 3: 0.125, 4: 0.125, 5: 0.105, 6: 0.09}
_LEAST_CIRCLE: Final = 0.075
# Points: largest, smallest; below the third the notes are cut instead.
_CREDITS: Final = (5.4, 3.6)
_LEAST_NOTES: Final = 4.6
_Z: Final = 100.0


class TooManyMaps(AtlasError):
    """A sheet of small maps holds two to nine."""


def compose_many(prepared: Sequence[PreparedMap], options: SheetOptions | None = None) -> Sheet:
    """Draw two to nine prepared maps on one sheet, each with its title and legend.

    Parameters
    ----------
    prepared : sequence of PreparedMap
        In reading order.
    options : SheetOptions, optional
        `title` heads the sheet; the small maps carry their own titles.

    Raises
    ------
    TooManyMaps
        Fewer than two or more than nine.
    """
    if not 2 <= len(prepared) <= MOST_MAPS:
        raise TooManyMaps(
            _("一张组图可放 2—{most} 幅地图，现有 {n} 幅。").format(most=MOST_MAPS, n=len(prepared))
        )
    options = options or SheetOptions()
    page = Page(*SLIDE)
    mm_per_px = _CIRCLE.get(len(prepared), _LEAST_CIRCLE)
    plan = plan_for(prepared)
    titles = joint_heading.small_titles(prepared, headed=not options.title)
    origin = _body(plan.map_box(0), plan.rotation)
    unnamed: set[str] = set()
    for i, item in enumerate(prepared):
        page.record.open_map()
        window = _body(plan.map_box(i), plan.rotation)
        _small(
            page, window, item, plan.cells[i],
            title=titles[i], legend_mm=plan.legend_mm, mm_per_px=mm_per_px,
        )  # fmt: skip
        if options.labels and item.spec.labels and not item.circles:
            named = prefecture_names.draw(page, window, origin, fills.of(item))
            unnamed |= {p.adcode for p in units.prefectures()} - named
        note(page, item, fills.of(item))
    whole = " ".join((options.title or joint_heading.heading(prepared)).split())
    _head(page, whole, " ".join((options.subtitle or joint_heading.subtitle(prepared)).split()))
    _furniture(page, plan, prepared, options, origin, names_left=bool(unnamed))
    page.record.source = _source(prepared, options)
    page.record.names_wanted = False
    return Sheet(page, GROUP, title=whole, author=options.author)


def plan_for(prepared: Sequence[PreparedMap]) -> Grid:
    """Return where the maps of a sheet go."""
    mm_per_px = _CIRCLE.get(len(prepared), _LEAST_CIRCLE)

    def legend(width: float) -> float:
        return max(legends.height(item, width, mm_per_px) for item in prepared)

    return grid(len(prepared), legend)


@lru_cache(maxsize=32)
def _body(box: Box, rotation: float) -> Body:
    target = (box[0] + 3, box[1] + 3, box[2] - 3, box[3] - 3)
    return body(frames.fit(bounds(rotation), target, rotation=rotation, box=box))


def _small(
    page: Page,
    window: Body,
    prepared: PreparedMap,
    cell: Box,
    *,
    title: str,
    legend_mm: float,
    mm_per_px: float,
) -> None:  # fmt: skip
    looked = fills.of(prepared)
    x0, y0, x1, y1 = cell
    page.rectangle(cell, "#ffffff", edge="#d8d3c7", line=0.5, z=0)
    basemap.draw(page, window, looked, weight=0.55, water=prepared.rivers, spine=prepared.rivers)
    overlays.draw(page, window, prepared, looked)
    _circles(page, window, prepared, mm_per_px)
    system_marks.draw(page, window, prepared, windowless=True)
    unit = prepared.legend_title if prepared.legend else ""
    room = x1 - x0 - 6
    size = _fitting(title, 9.0, 5.6, room, "bold")
    box = page.text(x0 + 3, y1 - 3.4, title, size, face="bold", z=_Z)
    words = prepared.subtitle
    below = page.text(
        x0 + 3, y1 - 7.0, words, _fitting(words, 5.4, 3.6, room), colour=cartographic.GREY, z=_Z
    )
    left = x1 - 3 - fonts.width(unit, 5.4) - 3
    row = next((y for y, line in ((y1 - 3.4, box), (y1 - 7.0, below)) if line[2] < left), None)
    if unit and row is not None:
        page.text(x1 - 3, row, unit, 5.4, colour=cartographic.GREY, align="right", z=_Z)
    legends.draw(page, prepared, (x0, y0, x1, y0 + legend_mm), mm_per_px, z=_Z)
    page.rectangle((x0, y0 + legend_mm, x1, y1 - TITLE_MM), edge="#d8d3c7", line=0.4, z=_Z - 1)


def _fitting(
    text: str, largest: float, smallest: float, width: float, face: fonts.Face = "sans"
) -> float:
    """Return the largest size in points at which a line fits a width."""
    size = largest
    while size > smallest and fonts.width(text, size, face) > width:
        size -= 0.2
    return size


def _circles(page: Page, window: Body, prepared: PreparedMap, mm_per_px: float) -> None:
    """Draw proportional circles, smaller than on a sheet of one map; areas stay true."""
    for circle in prepared.circles:
        x, y = window.frame.points([circle.lon], [circle.lat])[0]
        radius = circle.radius_px * mm_per_px
        overlays.proportional(
            page,
            (x, y),
            radius,
            circle,
            z=12.0,
            line=0.35,
            within=window.frame.box,
            spokes=overlays.spokes_of(window, circle),
        )


def _head(page: Page, title: str, words: str) -> None:
    head = page.height - HEAD_MM
    page.rectangle((0, head, page.width, page.height), "#ffffff", z=_Z - 2, line=0)
    right = page.width - 10
    long = fonts.width(words, 7)
    beside = fonts.width(title, 22, "title") + long + 12 < right - 10
    size = texts.title_size(title, 22, 12, right - 10 - (long + 12 if beside else 0), 1)
    middle = head + (9.5 if beside else 12.5)
    step = size * fonts.POINT_MM * 1.28
    texts.title(page, 10, middle + step / 2, title, right - 10, largest=size, lines=1, z=_Z)
    page.lines([[(10, head), (right, head)]], INK, 1.1, z=_Z)
    y = head + (5.2 if beside else 3.6)
    page.text(
        right if beside else 10, y, words, 7, colour=cartographic.GREY,
        align="right" if beside else "left", z=_Z,
    )  # fmt: skip


def _source(prepared: Sequence[PreparedMap], options: SheetOptions) -> str:
    return texts.source_of(options, *prepared)


def _furniture(
    page: Page, plan: Grid, prepared: Sequence[PreparedMap], options: SheetOptions, shown: Body, *,
    names_left: bool,
) -> None:  # fmt: skip
    """Draw inset, keys, scale bar, QR code and sources into a strip or a cell of their own."""
    x0, y0, x1, y1 = plan.furniture
    strip = x1 - x0 < 60
    wide = x1 - x0 if strip else min(44.0, 0.44 * (x1 - x0))
    china_inset.draw(page, (x0, y1 - 1.1 * wide, x0 + wide, y1), z=_Z)
    key_x, top = (x0, y1 - 1.1 * wide - 4) if strip else (x0 + wide + 5, y1)
    county = next((item for item in prepared if item.level == "county"), prepared[0])
    low = cartographic.border_key(
        page, key_x, top, fills.of(county), columns=1, step=4.2, size=6, width=30, z=_Z
    )
    arrow = (key_x + 33, low + 5) if strip or x1 - key_x > 40 else (key_x + 6, low - 19)
    cartographic.north_arrow(page, *arrow, plan.rotation, size=8, z=_Z)
    cartographic.scale_bar(page, key_x, low - 7.5, shown.frame, 20, size=5.4, z=_Z)
    floor = y0
    width = x1 - x0
    if options.qr:
        side = cartographic.QR_MM
        at = x0 if strip else x1 - side
        cartographic.qr_code(page, options.qr, (at, y0, at + side, y0 + side), z=_Z)
        floor, width = (y0 + side + 2, width) if strip else (y0, width - side - 3)
    ceiling = (low - 13) if strip else min(y1 - 1.1 * wide, low - 13) - 2
    _credits(
        page, prepared, options, shown, (x0, floor, x0 + width, ceiling), names_left=names_left
    )


def _credits(
    page: Page, prepared: Sequence[PreparedMap], options: SheetOptions, shown: Body, box: Box, *,
    names_left: bool,
) -> None:  # fmt: skip
    """Write notes, sources, projection and imprint; what does not fit is cut from the notes."""
    x0, y0, x1, y1 = box
    found = dict.fromkeys((*options.notes, *(n for item in prepared for n in item.notes)))
    if names_left:
        found = dict.fromkeys((_("图幅小，放不下的市州名未写"), *found))
    notes = "；".join(n.strip().rstrip("。；") for n in found if n.strip())
    fixed = (
        _source(prepared, options),
        f"{texts.PROJECTION}；{cartographic.scale_words(shown.frame)}",
        options.review_line,
        options.imprint,
    )
    wrap = partial(fonts.wrap, width_mm=x1 - x0)
    size, smallest = _CREDITS
    while True:
        step = size * fonts.POINT_MM * texts.LEADING
        most = int((y1 - y0) / step)
        must = [line for text in fixed for line in wrap(text, size)]
        said = wrap(_("注：{text}。").format(text=notes), size) if notes else []
        if len(must) + len(said) <= most or size - 0.2 < smallest:
            break
        if len(must) <= most and size < _LEAST_NOTES:
            break
        size -= 0.2
    room = max(most - len(must), 0)
    if len(said) > room:
        # what is cut is cut from the end, and a revision may not be among it
        first = dict.fromkeys(item.revised for item in prepared if item.revised)
        notes = "；".join(n.strip().rstrip("。；") for n in (first | found) if n.strip())
        said = wrap(_("注：{text}。").format(text=notes), size) if notes else []
        said = [*said[: room - 1], said[room - 1][:-1] + "…"] if room else []
    texts.write_credits(page, [*said, *must], x0, y0, size=size, z=_Z)

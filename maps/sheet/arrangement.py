"""Where words, legends and keys go on each geographic sheet. Millimetres from the lower left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from layers.palettes import INK
from layers.prepared import PreparedMap
from maps.sheet.canvas import fonts
from maps.sheet.canvas.page import Page
from maps.sheet.furniture import cartographic, class_legend, ranking_table, systems_key, texts
from maps.sheet.ground.fills import Look
from maps.sheet.ground.scene import Scene
from maps.sheet.options import SheetOptions

Z: Final = 100.0
WHITE: Final = "#ffffff"
# The credits of a slide are as large as the panel allows, points; and at most so high, mm.
_CREDIT_SIZES: Final = (7.0, 6.6, 6.2, 5.8, texts.SMALL)
_CREDITS_MM: Final = 27.0

Arrange = Callable[[Page, Scene, PreparedMap, Look, SheetOptions], None]


def slide(
    page: Page, scene: Scene, prepared: PreparedMap, look: Look, options: SheetOptions
) -> None:
    """Arrange the north-up slide: everything in a panel on the right."""
    left = scene.layout.map_box[2]
    x, right = left + 8.0, page.width - 8.0
    width = right - x
    page.rectangle((left, 0, page.width, page.height), WHITE, z=Z - 2, line=0)
    page.lines([[(left, 0), (left, page.height)]], INK, 0.6, z=Z - 1)
    y = texts.title(page, x, page.height - 9, texts.title_of(prepared, options), width,
                    largest=20, lines=3, z=Z)  # fmt: skip
    y = page.paragraph(x, y - 1.6, texts.subtitle_of(prepared, options), 6.8, width,
                       colour=cartographic.GREY, z=Z)  # fmt: skip
    y -= 2.4
    page.lines([[(x, y), (right, y)]], INK, 0.9, z=Z)
    room = width - (cartographic.QR_MM + 2 if options.qr else 0)
    for size in _CREDIT_SIZES:
        lines = texts.credits_lines(prepared, options, scene, room, size=size,
                                    water=prepared.rivers, most_notes=5)  # fmt: skip
        if len(lines) * size * fonts.POINT_MM * texts.LEADING <= _CREDITS_MM:
            break
    bottom = texts.write_credits(page, lines, x, 7.0, size=size, z=Z)
    if options.qr:
        bottom = max(bottom, 7.0 + cartographic.QR_MM)
        cartographic.qr_code(
            page,
            options.qr,
            (right - cartographic.QR_MM, 6.5, right, 6.5 + cartographic.QR_MM),
            z=Z,
        )
    page.lines([[(x, bottom + 2), (right, bottom + 2)]], cartographic.RULE, 0.5, z=Z)
    floor = cartographic.border_key(page, x, bottom + 13.6, look, z=Z) + 10.5
    top = y - 5.0
    rows = len(systems_key.items(prepared))
    share = (
        min(0.58, class_legend.height(class_legend.rows(prepared), 6.2) / (top - floor))
        if rows
        else 1.0
    )
    if prepared.legend:
        step = class_legend.step_for(prepared, (top - floor) * (share if rows else 1.0), 6.6)
        top = class_legend.draw(
            page, prepared, x, top, width, step=step, size=min(7.4, step * 1.25), z=Z
        )
        top -= 5.0
    if rows:
        systems_key.draw(page, prepared, x, top, width=width, height=top - floor - 2, z=Z)
    else:
        table = ranking_table.rows(prepared)
        ranking_table.draw(page, table, x, top - 3, width=width, height=top - floor - 5, z=Z)


def corridor(
    page: Page, scene: Scene, prepared: PreparedMap, look: Look, options: SheetOptions
) -> None:
    """Arrange the turned slide: title above, legends in the corners the province leaves free."""
    x, right, head = 10.0, page.width - 10.0, scene.layout.map_box[3]
    page.rectangle((0, head, page.width, page.height), WHITE, z=Z - 2, line=0)
    page.lines([[(x, head), (right, head)]], INK, 1.1, z=Z)
    edge = right - (cartographic.QR_MM + 3 if options.qr else 0)
    if options.qr:
        cartographic.qr_code(
            page,
            options.qr,
            (right - cartographic.QR_MM, head + 3, right, head + 3 + cartographic.QR_MM),
            z=Z,
        )
    words = texts.title_of(prepared, options)
    size = texts.title_size(words, 22, 13, 205, 1)
    texts.title(page, x, head + 4 + size * 0.353 * 1.28, words, 205, largest=size, lines=1, z=Z)
    subtitle = texts.subtitle_of(prepared, options)
    room = edge - x - fonts.width(words, size, "title") - 8
    wrapped = fonts.wrap(subtitle, 7.0, max(room, 60))
    for i, line in enumerate(reversed(wrapped)):
        page.text(
            edge, head + 5.2 + 3.8 * i, line, 7.0, colour=cartographic.GREY, align="right", z=Z
        )
    lines = texts.credits_lines(prepared, options, scene, 74, size=4.9,
                                water=prepared.rivers, most_notes=5)  # fmt: skip
    texts.write_credits(page, lines, right, 2.6, size=4.9, align="right", z=Z, halo="#f4f1ea")
    bare = not systems_key.items(prepared)
    if prepared.legend:
        room = 41.0 if bare else 39.0
        step = class_legend.step_for(prepared, room, 4.9)
        high = class_legend.height(class_legend.rows(prepared), step)
        class_legend.draw(
            page, prepared, x, 5.0 + high, 58, step=step, size=min(6.8, step * 1.42), z=24
        )
    if not bare:
        left = x + 63 if prepared.legend else x
        systems_key.draw(page, prepared, left, 45.0, width=105 - left, height=41, z=24)
    cartographic.border_key(page, x, head - 2.5, look, columns=1, step=3.9, size=5.8, z=24)


def a4l(page: Page, scene: Scene, prepared: PreparedMap, look: Look, options: SheetOptions) -> None:
    """Arrange the framed landscape sheet: legend in the column the province leaves free."""
    x0, y0, x1, y1 = scene.layout.map_box
    _sheet_frame(page, scene)
    words = texts.title_of(prepared, options)
    size = texts.title_size(words, 19, 12, x1 - x0, 1)
    texts.title(page, x0, page.height - 4.6, words, x1 - x0, largest=size, lines=1, z=Z)
    subtitle = texts.subtitle_of(prepared, options)
    both = fonts.width(words, size, "title") + fonts.width(subtitle, 6.4)
    if both + 8 < x1 - x0:
        page.text(
            x1, page.height - 13.8, subtitle, 6.4, colour=cartographic.GREY, align="right", z=Z
        )
    else:
        page.text(x0, y1 + 5.0, subtitle, 5.8, colour=cartographic.GREY, z=Z)
    left, right = x1 - 61, x1 - 3.5
    keyed = bool(systems_key.items(prepared))
    top, floor = y1 - 5.0, scene.layout.inset[3] + 16.0
    _card(page, (left - 3, scene.layout.inset[3] + 3.0, x1, y1), z=Z - 3)
    if prepared.legend:
        room = (top - floor) * (0.55 if keyed else 1.0)
        step = class_legend.step_for(prepared, room, 6.2)
        top = class_legend.draw(page, prepared, left, top, right - left, step=step,
                          size=min(6.8, step * 1.25), z=Z) - 4  # fmt: skip
    if keyed:
        systems_key.draw(page, prepared, left, top, width=right - left, height=top - floor, z=Z)
    else:
        table = ranking_table.rows(prepared)
        ranking_table.draw(
            page, table, left, top - 3, width=right - left, height=top - floor - 4, z=Z
        )
    cartographic.border_key(page, left, floor - 2, look, width=29, step=4.2, size=5.8, z=Z)
    _foot(page, scene, prepared, options, y0 - 3.2)


def a4p(page: Page, scene: Scene, prepared: PreparedMap, look: Look, options: SheetOptions) -> None:
    """Arrange the portrait sheet: map above, window, legend and ranking below."""
    x0, _y0, x1, y1 = scene.layout.map_box
    words = texts.title_of(prepared, options)
    y = texts.title(page, x0, page.height - 8, words, x1 - x0, largest=21, lines=1, z=Z)
    page.paragraph(x0, y - 0.6, texts.subtitle_of(prepared, options), 6.8, x1 - x0,
                   colour=cartographic.GREY, z=Z)  # fmt: skip
    page.lines([[(x0, y1 + 2.6), (x1, y1 + 2.6)]], INK, 0.9, z=Z)
    page.rectangle(scene.layout.map_box, edge="#3c4650", line=0.7, z=Z - 1)
    zoom = scene.layout.zoom.box
    x, right, top, floor = zoom[2] + 5.5, x1, zoom[3] + 1, zoom[1]
    keyed = bool(systems_key.items(prepared))
    low = (
        cartographic.border_key(page, x, floor + 8.6, look, width=36, step=4.2, size=5.9, z=Z) + 11
    )
    if prepared.legend:
        room = (top - low) * (0.5 if keyed else 0.55)
        step = class_legend.step_for(prepared, room, 6.0)
        top = (
            class_legend.draw(
                page, prepared, x, top, right - x, step=step, size=min(6.8, step * 1.25), z=Z
            )
            - 4
        )
    if keyed:
        systems_key.draw(page, prepared, x, top, width=right - x, height=top - low, z=Z)
    else:
        table = ranking_table.rows(prepared)
        ranking_table.draw(page, table, x, top, width=right - x, height=top - low, z=Z)
    _foot(page, scene, prepared, options, zoom[1] - 4.0)


def _sheet_frame(page: Page, scene: Scene) -> None:
    x0, y0, x1, y1 = scene.layout.map_box
    page.rectangle((0, 0, x0, page.height), WHITE, z=Z - 5, line=0)
    page.rectangle((x1, 0, page.width, page.height), WHITE, z=Z - 5, line=0)
    page.rectangle((0, 0, page.width, y0), WHITE, z=Z - 5, line=0)
    page.rectangle((0, y1, page.width, page.height), WHITE, z=Z - 5, line=0)
    page.rectangle((x0, y0, x1, y1), edge="#3c4650", line=0.8, z=Z)
    page.rectangle((x0 - 2.6, y0 - 2.6, x1 + 2.6, y1 + 2.6), edge="#3c4650", line=0.35, z=Z)
    cartographic.degree_ticks(page, scene.main.frame, z=Z)


def _card(page: Page, box: tuple[float, float, float, float], *, z: float) -> None:
    page.rectangle(box, WHITE, edge="#8a949c", line=0.5, alpha=0.96, z=z)


def _foot(
    page: Page, scene: Scene, prepared: PreparedMap, options: SheetOptions, top: float
) -> None:
    """Write the credits below the map, the QR code beside them."""
    x0, _y0, x1, _y1 = scene.layout.map_box
    width = x1 - x0 - (cartographic.QR_MM + 3 if options.qr else 0)
    size = 5.2
    lines = texts.credits_lines(prepared, options, scene, width, size=size,
                                water=prepared.rivers, most_notes=2)  # fmt: skip
    step = size * fonts.POINT_MM * texts.LEADING
    texts.write_credits(page, lines, x0, max(2.0, top - step * len(lines)), size=size, z=Z)
    if options.qr:
        cartographic.qr_code(
            page,
            options.qr,
            (
                x1 - cartographic.QR_MM,
                max(1.5, top - cartographic.QR_MM),
                x1,
                max(1.5, top - cartographic.QR_MM) + cartographic.QR_MM,
            ),
            z=Z,
        )


ARRANGE: Final[dict[str, Arrange]] = {"slide": slide, "corridor": corridor, "a4l": a4l, "a4p": a4p}

"""The legends of small maps: one run of classes with counts, or the key of the layout systems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from layers.prepared import PreparedMap
from maps.sheet.canvas import fonts
from maps.sheet.canvas.frames import Box
from maps.sheet.canvas.page import Page
from maps.sheet.furniture import class_legend, systems_key
from maps.sheet.furniture.class_legend import PrintedRow

SIZES: Final = (6.2, 5.8, 5.4, 5.0)
# Millimetres a point of size.
_SWATCH: Final = 0.74
_GAP: Final = 0.42
_STEP: Final = 0.62
_PAD: Final = 2.8
_KEY_HEIGHTS: Final = (5.0, 9.0, 13.0, 17.0, 21.0, 25.0)


@dataclass(frozen=True)
class Run:
    """Legend rows broken into lines that fit a width."""

    size: float
    lines: tuple[tuple[PrintedRow, ...], ...]

    @property
    def height(self) -> float:
        """Height of all lines, mm."""
        return sum(_deep(line, self.size) for line in self.lines)


def _deep(line: tuple[PrintedRow, ...], size: float) -> float:
    return max(_STEP * size, *(2 * row.radius + 0.8 for row in line))


def _text(row: PrintedRow) -> str:
    return f"{row.label} ({row.count})"


def _length(row: PrintedRow, size: float) -> float:
    return max(_SWATCH * size, 2 * row.radius) + 1.0 + fonts.width(_text(row), size)


def run(prepared: PreparedMap, width: float, mm_per_px: float) -> Run:
    """Return the classes in rising order, then what is hatched, on as few lines as possible."""
    rows = class_legend.rows(prepared, mm_per_px=mm_per_px)
    ordered = [r for r in reversed(rows) if not r.hatch] + [r for r in rows if r.hatch]
    if prepared.circles:
        ordered = list(rows)
    found = Run(SIZES[0], ())
    for size in SIZES:
        lines: list[list[PrintedRow]] = [[]]
        left = width
        for row in ordered:
            long = _length(row, size)
            if lines[-1] and long > left:
                lines.append([])
                left = width
            lines[-1].append(row)
            left -= long + _GAP * size
        found = Run(size, tuple(tuple(line) for line in lines if line))
        if len(found.lines) <= 2:
            break
    return found


def height(prepared: PreparedMap, width: float, mm_per_px: float) -> float:
    """Return the height in mm that the legend of a map needs in a cell of a width in mm."""
    return _body_height(prepared, width, mm_per_px) + _PAD


def _body_height(prepared: PreparedMap, width: float, mm_per_px: float) -> float:
    high = 0.0
    inner = width - 6.0
    if prepared.legend:
        high += run(prepared, inner, mm_per_px).height
    rows = systems_key.items(prepared)
    if rows and not prepared.legend:
        texts = [row.text for row in rows]
        high += next(
            (
                h
                for h in _KEY_HEIGHTS
                if systems_key.fit(len(rows), inner, h, texts)[2] >= SIZES[-1]
            ),
            _KEY_HEIGHTS[-1],
        )
    return high


def draw(page: Page, prepared: PreparedMap, box: Box, mm_per_px: float, *, z: float) -> None:
    """Draw a map's legend into the foot of its cell."""
    x0, y0, x1, y1 = box
    x, width = x0 + 3.0, x1 - x0 - 6.0
    if not prepared.legend:
        high = y1 - y0 - _PAD
        systems_key.draw(page, prepared, x, y1 - _PAD / 2, width=width, height=high, z=z)
        return
    found = run(prepared, width, mm_per_px)
    y = (y0 + y1) / 2 + found.height / 2
    gap = _GAP * found.size
    for line in found.lines:
        deep = _deep(line, found.size)
        at = x
        for row in line:
            wide = max(_SWATCH * found.size, 2 * row.radius)
            class_legend.swatch(
                page, row, at, y - deep / 2, width=wide, high=0.44 * found.size, z=z
            )
            page.text(at + wide + 1.0, y - deep / 2, _text(row), found.size, z=z)
            at += _length(row, found.size) + gap
        y -= deep
    rows = class_legend.rows(prepared, mm_per_px=mm_per_px)
    end = x + max(sum(_length(r, found.size) + gap for r in line) - gap for line in found.lines)
    page.record.map.legend = class_legend.as_drawn(rows, (x, y0, end, y1))

"""A short table beside the map: the highest and the lowest units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geo.places import units
from layers.prepared import PreparedMap
from maps.sheet.canvas import fonts
from maps.sheet.canvas.page import Page
from maps.sheet.drawn import RankingDrawn
from maps.sheet.furniture.cartographic import GREY, RULE

FEW: Final = 5

Row = tuple[str, str, int]
_NOTE_PT: Final = 5.2
_NOTE_LEADING: Final = 1.45
_MOST_NOTE: Final = 4


@dataclass(frozen=True)
class Ranking:
    """The highest and the lowest units as (short name, value, rank), their heads and a note.

    The heads name what was ranked where some units have no value; the note has the figures that
    several units share, which no list holds.
    """

    first: tuple[Row, ...]
    last: tuple[Row, ...]
    heads: tuple[str, str]
    note: str = ""


def rows(prepared: PreparedMap) -> Ranking | None:
    """Return the highest and the lowest units, or nothing where there are too few.

    Ranks are those of `indicators.standing`: ties share the best rank.
    """
    from indicators import registry, standing, standing_words
    from layers import combined_words

    spec = prepared.spec
    if spec.indicator is None or spec.year is None:
        return None
    found = standing.lists(spec.indicator, spec.year, FEW, FEW)
    if found.base.ranked < 2 * FEW:
        return None

    def row(code: str, own: standing.Standing) -> Row:
        name = (
            units.unit(code).short if prepared.level == "county" else units.prefecture(code).short
        )
        return name, prepared.values[code].text, own.rank

    heads = (
        standing_words.heading(found.base, FEW, high=True, contested=found.first_contested),
        standing_words.heading(found.base, FEW, high=False, contested=found.last_contested),
    )
    item = registry.get(spec.indicator)
    return Ranking(
        first=tuple(row(*pair) for pair in found.first),
        last=tuple(row(*pair) for pair in found.last),
        heads=heads,
        note=combined_words.left_out(found.base, item, short=True),
    )


def draw(
    page: Page, table: Ranking | None, x: float, top: float, *, width: float,
    height: float, z: float,
) -> None:  # fmt: skip
    """Draw both lists side by side, if there are any and there is room; the note below them."""
    if table is None:
        return
    lines = fonts.wrap(table.note, _NOTE_PT, width - 4) if table.note else []
    if len(lines) > _MOST_NOTE:
        lines = [*lines[: _MOST_NOTE - 1], lines[_MOST_NOTE - 1][:-1] + "…"]
    leading = _NOTE_PT * fonts.POINT_MM * _NOTE_LEADING
    pitch = width / 2
    step = min(5.2, (height - leading * len(lines)) / (FEW + 1.6))
    if step < 2.6:
        return
    for i, (heading, part) in enumerate(zip(table.heads, (table.first, table.last), strict=True)):
        x0 = x + i * pitch
        x1 = x0 + pitch - 4
        page.text(x0, top - step * 0.5, heading, 6.4, face="medium", z=z)
        page.lines([[(x0, top - step * 1.15), (x1, top - step * 1.15)]], RULE, 0.5, z=z)
        for k, (name, value, rank) in enumerate(part):
            y = top - step * (k + 1.85)
            page.text(x0, y, str(rank), 5.6, colour=GREY, z=z)
            page.text(x0 + 5.0, y, name, 6.2, z=z)
            page.text(x1, y, value, 6.2, align="right", z=z)
    below = top - step * (FEW + 1.6)
    for k, line in enumerate(lines):
        page.text(x, below - leading * (k + 0.5), line, _NOTE_PT, colour=GREY, z=z)
    page.record.map.ranking = RankingDrawn(table.heads, table.note)

"""A short table beside the map: the highest and the lowest units."""

from __future__ import annotations

from typing import Final

from data.i18n import _
from geo.places import units
from layers.prepared import PreparedMap
from maps.sheet.canvas.page import Page
from maps.sheet.furniture.cartographic import GREY, RULE
from maps.sheet.furniture.texts import value_text

FEW: Final = 5

Row = tuple[str, str, int]
Table = tuple[tuple[Row, ...], tuple[Row, ...]]


def rows(prepared: PreparedMap) -> Table | None:
    """Return the highest and the lowest units as (short name, value, rank), or nothing.

    Ranks are those of `indicators.ranks`: ties share the best rank.
    """
    from indicators import ranks

    spec = prepared.spec
    if spec.indicator is None or spec.year is None:
        return None
    table = ranks.standing(spec.indicator, spec.year)
    ordered = table[table["rank"].notna()].sort_values("rank", kind="stable")
    if len(ordered) < 2 * FEW:
        return None

    def row(code: str, rank: float) -> Row:
        name = (
            units.unit(code).short if prepared.level == "county" else units.prefecture(code).short
        )
        return name, value_text(prepared.values[code]), int(rank)

    made = [row(str(code), rank) for code, rank in ordered["rank"].items()]
    return tuple(made[:FEW]), tuple(made[: -FEW - 1 : -1])


def draw(
    page: Page, table: Table | None, x: float, top: float, *, width: float,
    height: float, z: float,
) -> None:  # fmt: skip
    """Draw both lists side by side, if there are any and there is room."""
    if table is None:
        return
    pitch = width / 2
    step = min(5.2, height / (FEW + 1.6))
    if step < 2.6:
        return
    for i, (heading, part) in enumerate(zip((_("最高五位"), _("最低五位")), table, strict=True)):
        x0 = x + i * pitch
        x1 = x0 + pitch - 4
        page.text(x0, top - step * 0.5, heading, 6.4, face="medium", z=z)
        page.lines([[(x0, top - step * 1.15), (x1, top - step * 1.15)]], RULE, 0.5, z=z)
        for k, (name, value, rank) in enumerate(part):
            y = top - step * (k + 1.85)
            page.text(x0, y, str(rank), 5.6, colour=GREY, z=z)
            page.text(x0 + 5.0, y, name, 6.2, z=z)
            page.text(x1, y, value, 6.2, align="right", z=z)

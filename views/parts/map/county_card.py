"""The card of a clicked county: name, key figures, the systems it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.i18n import _
from geo.places import units
from indicators import ranks, registry
from layers import catalogue, membership, styles, wording
from layers.catalogue import System
from maps.screen.payload import Card

KEY_FIGURES: Final = (
    "pop_resident",
    "urbanization_rate",
    "tertiary_per_100k",
    "share_professional_technical",
    "gdp_per_capita_census",
)


def card(adcode: str) -> Card:
    """Return the card of a county; the map writes it as text, never as HTML.

    Parameters
    ----------
    adcode : str
        One of the 87 units.
    """
    unit = units.unit(adcode)
    rows = []
    for indicator in KEY_FIGURES:
        item = registry.get(indicator)
        row = ranks.standing(indicator, max(item.years)).loc[adcode]
        value = wording.with_unit(row["value"], item.unit, item.digits)
        if value == "—":
            value = wording.status_word(str(row["status"]))
        rank = ""
        if row["rank"] == row["rank"]:
            rank = _("第{rank}/{of}").format(rank=int(row["rank"]), of=int(row["of"]))
        rows.append((f"{item.short} {max(item.years)}", value, rank))
    systems = tuple(s for s in catalogue.systems_of(adcode) if s.parent is None)
    return Card(
        adcode=adcode,
        title=unit.name,
        subtitle=f"{unit.prefecture_name} · {adcode}",
        rows=rows,
        chips=chips(adcode, systems),
        actions=(
            ("county", _("一县一页")),
            ("plans", _("规划原文")),
            ("compare", _("加入比较")),
        ),
    )


def chips(adcode: str, systems: Sequence[System]) -> list[tuple[str, str]]:
    """Return name and colour of each system; words say that it is so in part, or by our reading."""
    return [
        (system.short + membership.of(system, adcode).suffix, styles.colour(system))
        for system in systems
    ]

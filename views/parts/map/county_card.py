"""The card of a clicked county: name, key figures, the systems it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.i18n import _
from geo.places import units
from indicators import national_standing, registry, standing, standing_words, tables
from layers import catalogue, list_wording, membership, policy_lists, styles, wording
from layers.catalogue import System
from maps.screen.payload import Card
from views.parts.figures import trend_table

KEY_FIGURES: Final = (
    "pop_resident",
    "urbanization_rate",
    "tertiary_per_100k",
    "share_professional_technical",
    "gdp_per_capita_census",
)


def card(adcode: str, shown: str | None = None) -> Card:
    """Return the card of a county; the map writes it as text, never as HTML.

    Parameters
    ----------
    adcode : str
        One of the 87 units.
    shown : str, optional
        The indicator that the map shows; its line through the years stands on the card.
    """
    unit = units.unit(adcode)
    rows = []
    for indicator in KEY_FIGURES:
        item = registry.get(indicator)
        own = standing.of(indicator, None, adcode)
        if own is None:
            status = str(tables.values(indicator).loc[adcode, "status"])
            value, rank = wording.status_word(status), ""
        else:
            value = wording.amount(own.value, item)
            place = standing_words.place(own, standing_words.PlaceForm.CARD)
            country = national_standing.words(
                national_standing.percentile(indicator, max(item.years), adcode)
            )
            # two lines of a narrow cell: in the province, in the country
            rank = "\n".join(part for part in (place, country) if part)
        rows.append((f"{item.short} {max(item.years)}", value, rank))
    systems = tuple(s for s in catalogue.systems_of(adcode) if s.parent is None)
    return Card(
        adcode=adcode,
        title=unit.name,
        subtitle=f"{unit.prefecture_name} · {adcode}",
        rows=rows,
        chips=[*chips(adcode, systems), *list_chips(adcode)],
        actions=(
            ("county", _("一县一页")),
            ("plans", _("规划原文")),
            ("compare", _("加入比较")),
        ),
        trends=trend_table.on_card(adcode, shown),
    )


def chips(adcode: str, systems: Sequence[System]) -> list[tuple[str, str]]:
    """Return name and colour of each system; words say that it is so in part, or by our reading."""
    return [
        (system.short + membership.of(system, adcode).suffix, styles.colour(system))
        for system in systems
    ]


def list_chips(adcode: str) -> list[tuple[str, str]]:
    """Return name and colour of each of the government's lists that a county is on."""
    return [
        (list_wording.named(item, adcode), styles.colour(item)) for item in policy_lists.of(adcode)
    ]

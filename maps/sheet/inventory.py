"""What a sheet shows of what a published map must show, read from what was really drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from geo.places import units
from maps.sheet.canvas import fonts
from maps.sheet.canvas.page import Page
from maps.sheet.drawn import MapRecord, SheetRecord
from maps.sheet.options import REVIEW_LABEL, UNREVIEWED


@dataclass(frozen=True)
class SheetChecks:
    """What a sheet shows of what a published map must show.

    Attributes
    ----------
    inset_complete : bool
        The whole country with its islands, ten dashes and 钓鱼岛.
    national_border_drawn, north_shown, scale_bar_true : bool
        As they are; a cartogram needs none of them.
    no_data_shown, special_shown : bool
        Hatched on the map and listed in the legend whenever there is such a unit.
    all_units_drawn, counts_add_up, labels_complete : bool
        Of every map on the sheet.
    source_shown, review_shown, review_number_given, glyphs_complete : bool
        Of the words.
    """

    inset_complete: bool
    national_border_drawn: bool
    no_data_shown: bool
    special_shown: bool
    all_units_drawn: bool
    counts_add_up: bool
    labels_complete: bool
    scale_bar_true: bool
    north_shown: bool
    source_shown: bool
    review_shown: bool
    review_number_given: bool
    glyphs_complete: bool

    @property
    def failing(self) -> tuple[str, ...]:
        """The names of what does not hold."""
        return tuple(item.name for item in fields(self) if not getattr(self, item.name))


def checks(page: Page) -> SheetChecks:
    """Return the compliance list of a page.

    Raises
    ------
    UnwrittenFactError
        A painter that the list asks about was left out.
    """
    record = page.record
    # on a sheet of several maps, each must hold by itself
    maps = record.maps
    words = "\n".join(record.credits.lines)
    return SheetChecks(
        inset_complete=record.inset_complete,
        national_border_drawn=record.cartogram or record.national_border,
        no_data_shown=all(_hatched(item, kind) for item in maps for kind in _reasons(item)),
        # a cartogram of the 87 units names the special areas in a note
        special_shown=record.cartogram or all(_hatched(item, "special") for item in maps),
        all_units_drawn=all(_codes(item) <= set(item.fills) for item in maps),
        counts_add_up=all(_counts(item, cartogram=record.cartogram) for item in maps),
        labels_complete=not record.names_wanted
        or all(_codes(item) <= item.labelled for item in maps),
        scale_bar_true=record.cartogram or _bars(record),
        north_shown=record.cartogram or math.isfinite(record.north_degrees),
        source_shown=bool(record.source),
        review_shown=REVIEW_LABEL in words,
        review_number_given=REVIEW_LABEL in words and UNREVIEWED not in words,
        glyphs_complete=not missing_glyphs(page),
    )


def _reasons(item: MapRecord) -> set[str]:
    """Return the reasons why units have no value, as statuses."""
    return set(item.to_hatch.values()) - {"special"}


def _hatched(item: MapRecord, kind: str) -> bool:
    """Whether every unit of a kind is hatched on the map and the legend says so."""
    wanted = {c for c, k in item.to_hatch.items() if k == kind}
    if not wanted:
        return True
    listed = item.legend.hatches if item.has_classes else item.key.samples
    return wanted <= item.hatched and kind in listed


def _codes(item: MapRecord) -> set[str]:
    """Return the codes of the units a map must show."""
    if item.level == "prefecture":
        return {p.adcode for p in units.prefectures()}
    return {u.adcode for u in units.counties()}


def _counts(item: MapRecord, *, cartogram: bool) -> bool:
    if not item.has_classes:
        return True
    whole = len(_codes(item)) + (0 if cartogram else len(units.special_areas()))
    return sum(item.legend.counts) == whole


def _bars(record: SheetRecord) -> bool:
    return all(
        math.isclose(bar.length_mm * bar.scale / 1e6, bar.km, rel_tol=1e-6) for bar in record.bars
    )


def missing_glyphs(page: Page) -> str:
    """Return the characters on a page that its fonts cannot draw."""
    return "".join(sorted({c for text, face in page.written for c in fonts.lacking(text, face)}))

"""What a sheet shows of what a published map must show, read from what was really drawn."""

from __future__ import annotations

import math
from typing import Any

from geo.places import units
from maps.sheet.canvas import fonts
from maps.sheet.canvas.page import Page
from maps.sheet.options import REVIEW_LABEL, UNREVIEWED


def checks(page: Page) -> dict[str, bool]:
    """Return the compliance list of a page; see `Sheet.checks` for the keys."""
    facts = page.facts
    # on a sheet of several maps, each must hold by itself
    maps = facts.get("maps", (facts,))
    words = "\n".join(facts.get("credits", ()))
    return {
        "inset_complete": bool(facts.get("inset_complete")),
        "national_border_drawn": bool(facts.get("national_border")) or bool(facts.get("cartogram")),
        "no_data_shown": all(_hatched(item, kind) for item in maps for kind in _reasons(item)),
        "special_shown": all(map(_special, maps)),
        "all_units_drawn": all(map(_all_drawn, maps)),
        "counts_add_up": all(map(_counts, maps)),
        "labels_complete": _labels(facts),
        "scale_bar_true": _bars(facts),
        "north_shown": "north_degrees" in facts or bool(facts.get("cartogram")),
        "source_shown": bool(facts.get("source")),
        "review_shown": REVIEW_LABEL in words,
        "review_number_given": REVIEW_LABEL in words and UNREVIEWED not in words,
        "glyphs_complete": not missing_glyphs(page),
    }


def _reasons(facts: dict[str, Any]) -> set[str]:
    """Return the reasons why units have no value, as statuses."""
    return set(facts.get("look_hatched", {}).values()) - {"special"}


def _hatched(facts: dict[str, Any], kind: str) -> bool:
    """Whether every unit of a kind is hatched on the map and the legend says so."""
    wanted = {c for c, k in facts.get("look_hatched", {}).items() if k == kind}
    if not wanted:
        return True
    listed = facts.get("legend_hatches", set()) | facts.get("key_samples", set())
    return bool(wanted <= facts.get("hatched", set()) and kind in listed)


def _special(facts: dict[str, Any]) -> bool:
    """Whether the special areas are hatched; a cartogram of the 87 units names them in a note."""
    return bool(facts.get("cartogram")) or _hatched(facts, "special")


def _all_drawn(facts: dict[str, Any]) -> bool:
    if facts.get("level") == "prefecture":
        wanted = {p.adcode for p in units.prefectures()}
    else:
        wanted = {u.adcode for u in units.counties()}
    return wanted <= set(facts.get("drawn", {}))


def _counts(facts: dict[str, Any]) -> bool:
    if not facts.get("has_legend"):
        return True
    whole = (
        len(units.prefectures()) if facts.get("level") == "prefecture" else len(units.counties())
    )
    if not facts.get("cartogram"):
        whole += len(units.special_areas())
    return bool(sum(facts.get("legend_counts", ())) == whole)


def _labels(facts: dict[str, Any]) -> bool:
    if not facts.get("labels_wanted"):
        return True
    if facts.get("level") == "prefecture":
        wanted = {p.adcode for p in units.prefectures()}
    else:
        wanted = {u.adcode for u in units.counties()}
    return bool(wanted <= facts.get("labelled", set()))


def _bars(facts: dict[str, Any]) -> bool:
    bars = facts.get("scale_bars", ())
    true = all(math.isclose(mm * scale / 1e6, km, rel_tol=1e-6) for km, mm, scale in bars)
    return true and (bool(bars) or bool(facts.get("cartogram")))


def missing_glyphs(page: Page) -> str:
    """Return the characters on a page that its fonts cannot draw."""
    return "".join(sorted({c for text, face in page.written for c in fonts.lacking(text, face)}))

"""合规检查: the ticks follow from the view and from what was really drawn; nothing is blocked."""

from __future__ import annotations

from dataclasses import fields, replace

from briefing import compliance
from briefing.exhibit import Exhibit
from briefing.sheet_files import Pictures
from layers.spec import MapSpec
from maps.sheet.inventory import SheetChecks


def states(view: Exhibit, drawn: SheetChecks | None = None) -> dict[str, str]:
    return {check.id: check.state for check in compliance.checks(view, drawn)}


ALL = SheetChecks(**dict.fromkeys((item.name for item in fields(SheetChecks)), True))
VIEW = Exhibit(MapSpec(indicator="gdp_per_capita_census"))


def test_a_plain_view_leaves_review_and_author_to_the_user() -> None:
    found = states(VIEW, ALL)
    assert {key for key, state in found.items() if state == "open"} == {"review", "author"}
    assert found["altered"] == "told"


def test_filled_fields_are_ticked() -> None:
    view = Exhibit(VIEW.spec, review_number="甘S（2026）12号", author="某处")
    found = states(view, ALL)
    assert found["review"] == found["author"] == "done"


def test_pending_is_not_a_number() -> None:
    for text in ("", "待送审", "审图号：待送审", "  "):
        assert states(Exhibit(VIEW.spec, review_number=text), ALL)["review"] == "open"


def test_what_is_not_drawn_is_open() -> None:
    for key, check in (
        ("inset_complete", "inset"), ("national_border_drawn", "drawing"),
        ("labels_complete", "drawing"), ("scale_bar_true", "drawing"),
        ("no_data_shown", "no_data"), ("glyphs_complete", "glyphs"),
    ):  # fmt: skip
        assert states(VIEW, replace(ALL, **{key: False}))[check] == "open", key


def test_an_own_source_line_is_told() -> None:
    assert states(Exhibit(VIEW.spec, source="我自己写的"), ALL)["source"] == "told"


def test_the_count_without_data_is_the_table_s() -> None:
    (check,) = [c for c in compliance.checks(VIEW, ALL) if c.id == "no_data"]
    assert "11个单元没有数值" in check.detail


def test_the_slide_itself_passes_what_it_can() -> None:
    with Pictures(VIEW) as pictures:
        found = states(VIEW, pictures.sheet.checks)
    assert {key for key, state in found.items() if state == "open"} == {"review", "author"}


def test_a_title_outside_the_fonts_is_told_and_printed_with_a_mark() -> None:
    view = Exhibit(VIEW.spec, title="𠮷野家 🗺 的图", author="甘肃")
    assert set(view.unprintable) == {"𠮷", "🗺"}
    assert view.sheet_options().title == "〓野家 〓 的图"
    with Pictures(view) as pictures:
        checks = compliance.checks(view, pictures.sheet.checks)
    (check,) = [c for c in checks if c.id == "glyphs"]
    assert check.state == "open"
    assert "𠮷" in check.detail
    assert "🗺" in check.detail

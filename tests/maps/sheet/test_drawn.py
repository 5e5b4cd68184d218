"""A sheet on which a painter was left out says so at once; it does not pass for one with nothing to draw."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from layers.prepared import prepare
from layers.spec import MapSpec
from maps.sheet.compose import compose
from maps.sheet.drawn import MapRecord, SheetRecord, UnwrittenFactError
from maps.sheet.furniture import cartographic, class_legend, systems_key, texts
from maps.sheet.ground import basemap
from maps.sheet.labels import lettering
from maps.sheet.multiples import legends
from maps.sheet.multiples.compose_many import compose_many
from maps.sheet.options import SheetOptions
from maps.sheet.windows import china_inset

FIGURE = MapSpec(indicator="tertiary_per_100k", year=2020)
LAYOUT = MapSpec(systems=("zone-dingxi", "cluster-jinwu"))


def nothing(*_args: object, **_options: object) -> float:
    """Stand in for a painter that does not paint."""
    return 90.0


@pytest.mark.parametrize("layout", ["slide", "corridor", "a4l", "a4p"])
@pytest.mark.parametrize(
    ("painter", "spec", "missing"),
    [
        ((china_inset, "draw"), FIGURE, "inset_complete"),
        ((cartographic, "north_arrow"), FIGURE, "north_degrees"),
        ((cartographic, "scale_bar"), FIGURE, "bars"),
        ((basemap, "draw"), FIGURE, "national_border"),
        ((basemap, "_units"), FIGURE, "hatched"),
        ((texts, "write_credits"), FIGURE, "credits"),
        ((lettering, "draw"), FIGURE, "labelled"),
        ((class_legend, "draw"), FIGURE, "legend"),
        ((systems_key, "draw"), LAYOUT, "key"),
    ],
    ids=lambda item: item if isinstance(item, str) else "",
)
def test_a_painter_that_is_left_out_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
    layout: str,
    painter: tuple[object, str],
    spec: MapSpec,
    missing: str,
) -> None:
    prepared = prepare(spec)
    assert compose(prepared, layout, SheetOptions()).checks.failing == ("review_number_given",)
    monkeypatch.setattr(*painter, nothing)
    sheet = compose(prepared, layout, SheetOptions())
    with pytest.raises(UnwrittenFactError, match=rf"\.{missing}\b"):
        _ = sheet.checks


@pytest.mark.parametrize(
    ("painter", "missing"),
    [((legends, "draw"), "legend"), ((basemap, "_units"), "hatched"), ((china_inset, "draw"), "inset_complete")],
    ids=["legend", "units", "inset"],
)  # fmt: skip
def test_of_several_maps_each_must_have_its_painter(
    monkeypatch: pytest.MonkeyPatch, painter: tuple[object, str], missing: str
) -> None:
    """The second map's painter alone is left out: what the first one wrote does not cover for it."""
    module, name = painter
    real: Callable[..., object] = getattr(module, name)
    calls: list[int] = []

    def second_left_out(*args: object, **options: object) -> object:
        calls.append(1)
        if len(calls) == 2 or missing == "inset_complete":
            return None
        return real(*args, **options)

    monkeypatch.setattr(module, name, second_left_out)
    maps = [prepare(FIGURE), prepare(MapSpec(indicator="pop_resident", year=2020))]
    with pytest.raises(UnwrittenFactError, match=rf"\.{missing}\b"):
        _ = compose_many(maps, SheetOptions()).checks


def test_none_drawn_is_not_the_same_as_nobody_wrote() -> None:
    record = SheetRecord().open_map()
    with pytest.raises(UnwrittenFactError, match=r"MapRecord\.labelled"):
        _ = record.labelled
    record.note_names(())
    assert record.labelled == set()
    record.note_names(["620102"])
    record.note_names(["620103"])
    assert record.labelled == {"620102", "620103"}
    assert not MapRecord.circles.written(record)


def test_each_map_begins_with_nothing_written() -> None:
    sheet = SheetRecord()
    with pytest.raises(UnwrittenFactError):
        _ = sheet.map
    sheet.open_map().note_units({"620102": "#ffffff"}, [])
    assert not MapRecord.fills.written(sheet.open_map())

"""Several maps on one sheet: one scale, each its own title and legend."""

from __future__ import annotations

import io

import pytest

from layers.prepared import prepare
from layers.spec import MapSpec
from maps.print import SheetOptions, compose_many
from maps.print.multiples import TooManyMaps, grid

YEARS = [prepare(MapSpec(indicator="tertiary_per_100k", year=year)) for year in (2010, 2020)]
OPTIONS = SheetOptions(title="大专及以上人口，两次普查", date="2026-11-22")


@pytest.mark.parametrize("count", range(2, 10))
def test_the_grid_holds_every_map(count: int) -> None:
    columns, rows = grid(count)
    assert columns * rows >= count > (columns * (rows - 1))


@pytest.mark.parametrize("count", [2, 3, 9])
def test_a_sheet_of_small_maps_is_complete(count: int) -> None:
    maps = [YEARS[i % 2] for i in range(count)]
    sheet = compose_many(maps, OPTIONS)
    checks = sheet.checks
    checks.pop("review_number_given")
    assert [key for key, good in checks.items() if not good] == []
    written = {text for text, _face in sheet.page.written}
    assert {item.title for item in maps} <= written
    out = io.BytesIO()
    sheet.save(out, "png", dpi=40)
    assert out.getvalue().startswith(b"\x89PNG")


@pytest.mark.parametrize("count", [0, 1, 10])
def test_too_few_or_too_many_are_refused(count: int) -> None:
    with pytest.raises(TooManyMaps, match="2—9"):
        compose_many([YEARS[0]] * count, OPTIONS)

"""What a map says of one unit: fields first, the sentence of them once."""

from __future__ import annotations

import math

import pytest

from geo.extents import Extent
from indicators import registry, standing, tables
from layers.drawables import RowKind
from layers.prepared import prepare
from layers.readings import Reading
from layers.spec import MapSpec

ITEMS = [item for item in registry.load().values() if item.level in ("county", "prefecture")]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_reading_is_its_value_in_the_table(item: registry.Indicator) -> None:
    year = item.years[-1]
    figure = prepare(MapSpec(indicator=item.id, year=year))
    table = tables.values(item.id, year)
    assert set(figure.values) == set(map(str, table.index))
    for code, value, status in zip(table.index, table["value"], table["status"], strict=True):
        reading = figure.values[str(code)]
        assert reading.status == status
        assert reading.standing == standing.of(item.id, year, str(code))
        if math.isnan(value):
            assert (reading.value, reading.rank, reading.of, reading.place) == (None,) * 3 + ("",)
            assert figure.absent[str(code)] == status
            continue
        assert reading.value == value
        number = float(reading.text.removesuffix("%").replace(",", ""))
        assert number == pytest.approx(value, abs=0.5000001 * 10**-item.digits)
        assert reading.text.endswith("%") == item.percent
        assert reading.line.startswith(f"{reading.amount} · {reading.place}")


@pytest.mark.parametrize(
    ("reading", "line"),
    [
        (
            Reading(34204.1, "34,204", "34,204 人/10万人", place="第2/87位", remark="推算"),
            "34,204 人/10万人 · 第2/87位（推算）",
        ),
        (Reading(64.2, "64.20%", "64.20%", place="第4/14位"), "64.20% · 第4/14位"),
        (Reading(12.3, "12.3", "12.3", remark="推算"), "12.3（推算）"),
        (Reading(None, "缺失", "缺失", "missing"), "缺失"),
    ],
)
def test_the_line_is_made_of_the_fields(reading: Reading, line: str) -> None:
    assert reading.line == line


def test_the_country_and_the_stack_are_read_alike() -> None:
    country = prepare(MapSpec(indicator="tertiary_per_100k", year=2020, extent=Extent.CHINA))
    own = prepare(MapSpec(indicator="tertiary_per_100k", year=2020))
    here = country.values["620102"]
    same = own.values["620102"]
    assert here.value == pytest.approx(same.value, abs=0.01)
    assert (here.text, here.amount) == (same.text, same.amount)
    assert (here.standing, same.rank, same.of) == (None, 2, 87)
    stacked = prepare(MapSpec(systems=("cluster-jinwu",), stacked=True))
    assert {reading.value for reading in stacked.values.values()} <= {0.0, 1.0}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_row_of_a_legend_says_what_it_is(item: registry.Indicator) -> None:
    """Circles are rows of circles whatever their colour, and classes are never taken for them."""
    figure = prepare(MapSpec(indicator=item.id))
    kinds = {row.kind for row in figure.legend if row.kind is not RowKind.ABSENT}
    assert kinds <= ({RowKind.CLASS} if item.mappable else {RowKind.CIRCLE, RowKind.ZERO})
    for row in figure.legend:
        if row.kind is RowKind.ABSENT:
            assert row.count == sum(1 for status in figure.absent.values() if status == row.status)
        if row.kind is RowKind.CIRCLE:
            values = [r.value for r in figure.values.values() if r.value is not None]
            assert row.count == sum(1 for value in values if value > 0)

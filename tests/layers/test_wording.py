"""Words for numbers and names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicators import registry
from layers import wording
from layers.prepared import prepare
from layers.spec import MapSpec


@pytest.mark.parametrize(
    ("name", "year", "said"),
    [
        ("常住人口", 2020, "常住人口（2020年）"),
        ("2010—2020年常住人口变化率", 2020, "2010—2020年常住人口变化率"),
        ("研发经费内部支出（2017年）", 2017, "研发经费内部支出（2017年）"),
        ("研发经费内部支出（2017年）", 2018, "研发经费内部支出（2017年）（2018年）"),
    ],
)
def test_the_year_is_said_once(name: str, year: int, said: str) -> None:
    assert wording.in_year(name, year) == said


def test_no_title_says_its_year_twice() -> None:
    title = prepare(MapSpec(indicator="pop_change_2010_2020")).title
    assert title.count("2020年") == 1


@pytest.mark.parametrize(
    ("value", "unit", "percent", "digits", "short", "said"),
    [
        (21.284, "占长表就业人口%", True, 2, "21.28%", "21.28%"),
        (-0.5, "%", True, 1, "-0.5%", "-0.5%"),
        (34204.0, "人/10万人", False, 0, "34,204", "34,204 人/10万人"),
        (3.0, "", False, 1, "3.0", "3.0"),
        (None, "占长表家庭户%", True, 2, "—", "—"),
    ],
)
def test_a_number_stands_with_its_unit(
    value: float | None, unit: str, *, percent: bool, digits: int, short: str, said: str
) -> None:
    known = registry.get("tertiary_per_100k")
    item = replace(known, unit=unit, percent=percent, digits=digits)
    assert wording.short(value, item) == short
    assert wording.amount(value, item) == said

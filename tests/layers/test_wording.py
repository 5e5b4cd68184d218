"""Words for numbers and names."""

from __future__ import annotations

import pytest

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
    ("value", "unit", "digits", "said"),
    [
        (21.284, "占长表就业人口%", 2, "21.28%"),
        (-0.5, "%", 1, "-0.5%"),
        (34204.0, "人/10万人", 0, "34,204 人/10万人"),
        (3.0, "", 1, "3.0"),
        (None, "占长表家庭户%", 2, "—"),
    ],
)
def test_a_number_stands_with_its_unit(
    value: float | None, unit: str, digits: int, said: str
) -> None:
    assert wording.with_unit(value, unit, digits) == said

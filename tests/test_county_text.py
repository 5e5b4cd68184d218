"""The lines of `county`: figures as they are written elsewhere, and what is missing in sentences."""

from __future__ import annotations

import re

import pytest

from commands import county_text
from geo.places import units
from indicators import registry
from layers import catalogue, policy_lists


@pytest.mark.parametrize("adcode", ["620123", "620102", "620302", "620200"])
def test_every_indicator_is_a_line_or_named_as_missing(adcode: str) -> None:
    written = list(county_text.lines(units.unit(adcode)))
    figures = [line.split("\t") for line in written if line.count("\t") == 3][1:]
    sentences = "".join(line for line in written if "\t" not in line)
    for item in registry.of_level("county"):
        told = [row for row in figures if row[0] == item.name]
        assert len(told) in (0, len(item.years))
        assert told or item.short in sentences, item.id
    for _name, _year, value, place in figures:
        assert "e+" not in value and "—" not in value and "nan" not in value
        assert not place or re.fullmatch(r"\d+/\d+\*?", place), place


def test_systems_and_lists_come_first() -> None:
    adcode = "620123"
    written = list(county_text.lines(units.unit(adcode)))
    ids = [line.split("\t")[2] for line in written if line.count("\t") == 2]
    expected = [system.id for system in catalogue.systems_of(adcode)]
    assert ids == expected + [item.id for item in policy_lists.of(adcode)]
    assert any("判读" in line for line in written)

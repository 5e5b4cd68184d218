"""The government's lists stand on the atlas's page of a county and on the map's card, with their marks."""

from __future__ import annotations

from typing import Any

import pytest

from briefing.atlas import county_facts, county_map, county_page
from geo.places import units
from layers import policy_lists
from layers.policy_list import Coverage
from maps.sheet.canvas.page import Page
from views.parts.map import county_card

COUNTIES = [unit.adcode for unit in units.counties()]


@pytest.mark.parametrize("adcode", COUNTIES)
def test_the_card_and_the_page_name_every_list_a_county_is_on(adcode: str) -> None:
    names = [item.short for item in policy_lists.of(adcode)]
    told = county_facts.county(adcode).lists
    assert len(told) == len(names)
    assert all(line.startswith(name) for line, name in zip(told, names, strict=True))
    card = [name for name, _colour in county_card.card(adcode).chips]
    assert card[len(card) - len(told) :] == list(told)


def test_what_is_not_whole_or_not_certain_says_so() -> None:
    for adcode in COUNTIES:
        for item, line in zip(
            policy_lists.of(adcode), county_facts.county(adcode).lists, strict=True
        ):
            assert ("县内" in line) is (adcode not in item.members)
            assert (item.coverage is Coverage.COMPLETE) or ("完整" in line or "未核实" in line)


@pytest.mark.parametrize("adcode", COUNTIES)
def test_the_page_has_room_for_every_list(adcode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    lowest: list[float] = []
    write = Page.text

    def recorded(self: Page, x: float, y: float, text: str, size: float, **more: Any) -> Any:
        drawn.append(text)
        box = write(self, x, y, text, size, **more)
        if x < county_map.BOX[2] and y > county_page.FOOT - 1:
            lowest.append(box[1])
        return box

    monkeypatch.setattr(Page, "text", recorded)
    facts = county_facts.county(adcode)
    county_page.page(facts, 1, "", "").figure.clear()
    assert min(lowest) > county_page.FOOT
    said = "".join(drawn)
    assert "国家级与省级名单" in said
    for line in facts.lists or ("都没有列出这个县区",):
        assert line in said, line

"""Groups: what is compared comes back from the address, and what cannot be compared is told."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing import comparable_years, exhibit, side_by_side
from briefing.comparable_years import NotComparable
from briefing.exhibit import Exhibit
from briefing.side_by_side import Group
from data.errors import AtlasError
from indicators import registry
from layers import spec_reading, spec_rules
from layers.spec import MapSpec

WORDS = spec_rules.vocabulary()
DRAWN = [item for level in ("county", "prefecture") for item in registry.of_level(level)]
COMPARABLE = [item for item in DRAWN if not comparable_years.refusal(item)]
EACH = [f"{item.id}@{year}" for item in DRAWN for year in item.years]
SYSTEMS = [system.id for family in side_by_side.families().values() for system in family]
FAMILIES = [kind for kind, family in side_by_side.families().items() if len(family) > 1]


@st.composite
def chosen(draw: st.DrawFn) -> tuple[Group, MapSpec]:
    over = draw(st.sampled_from(sorted(side_by_side.OVER)))
    base = MapSpec(
        indicator="gdp",
        k=draw(st.integers(2, 7)),
        labels=draw(st.booleans()),
        palette=draw(st.sampled_from([None, "ochre", "prgn"])),
        selected=tuple(draw(st.sets(st.sampled_from(sorted(WORDS.adcodes)), max_size=3))),
    )
    if over == "systems":
        pool = SYSTEMS + FAMILIES
        items = draw(st.lists(st.sampled_from(pool), unique=True, min_size=2, max_size=9))
        return Group("systems", tuple(items)), replace(base, palette=None)
    if over == "indicators":
        items = draw(st.lists(st.sampled_from(EACH), unique=True, min_size=2, max_size=9))
        return Group("indicators", tuple(items)), base
    item = draw(st.sampled_from(COMPARABLE))
    some = draw(st.sets(st.sampled_from(item.years), min_size=2))
    return Group("years", tuple(map(str, sorted(some)))), replace(base, indicator=item.id)


@settings(deadline=None, max_examples=150)
@given(chosen())
@example(
    (
        Group("indicators", ("pop_change_2010_2020@2020", "pop_resident@2010")),
        MapSpec(indicator="gdp", palette="ochre"),
    )
)
def test_a_sheet_comes_back_from_its_live_address(given_: tuple[Group, MapSpec]) -> None:
    group, base = given_
    maps = side_by_side.maps(group, base)
    path = Exhibit(maps[0], "multiples", beside=maps[1:]).path
    assert path.startswith("export?")
    query = dict(parse_qsl(urlsplit(path).query))
    assert query["layout"] == "multiples"
    spec, problems = spec_reading.from_query(query, MapSpec(indicator="tertiary_per_100k"), WORDS)
    again, refused = side_by_side.from_query(query, spec)
    assert (problems, refused) == ((), ())
    assert again is not None
    assert side_by_side.maps(again, spec) == maps


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_either_understood_or_told(over: str, items: str) -> None:
    group, problems = side_by_side.from_query(
        {"over": over, "with": items}, MapSpec(indicator="gdp")
    )
    assert group is None or group.over in side_by_side.OVER
    assert problems or side_by_side.to_query(group)["over"] == over  # type: ignore[arg-type]
    assert all(len(sentence) < 400 for sentence in problems)


@pytest.mark.parametrize(
    ("over", "items", "why"),
    [
        ("maps", "", "没有这一种比法"),
        ("{{7*7}}", "a", "没有这一种比法"),
        ("years", "2010,<b>", "不是年份"),
        ("years", "2010,1999", "1999"),
        ("years", "2010,2010", "两次"),
        ("indicators", "gdp@2020,nope@2020", "nope"),
        ("indicators", "gdp@1999", "1999"),
        ("indicators", "gdp@", "没有"),
        ("indicators", "prov_rd_expenditure", "全省"),
        ("systems", "cluster,../../etc", "etc"),
        ("systems", ",".join(SYSTEMS[:10]), "最多 9 幅"),
    ],
)
def test_a_bad_value_is_told_in_a_sentence(over: str, items: str, why: str) -> None:
    spec = MapSpec(indicator="pop_resident")
    group, problems = side_by_side.from_query({"over": over, "with": items}, spec)
    assert group is None or group.items == ()
    assert len(problems) == 1
    assert why in problems[0]


def test_years_are_pooled_and_the_indicators_are_not() -> None:
    maps = side_by_side.maps(
        Group("years", ("2023", "2017")), MapSpec(indicator="pref_gdp_per_capita")
    )
    assert [spec.year for spec in maps] == [2017, 2023]
    assert {spec.pooled for spec in maps} == {(2017, 2023)}
    two = side_by_side.maps(
        Group("indicators", ("gdp@2020", "gdp_per_capita_census@2020")), MapSpec()
    )
    assert {spec.pooled for spec in two} == {()}


def test_a_palette_goes_only_where_it_fits() -> None:
    items = ("tertiary_per_100k@2020", "pop_change_2010_2020@2020")
    first, second = side_by_side.maps(Group("indicators", items), MapSpec(palette="ochre"))
    assert (first.palette, second.palette) == ("ochre", None)


@pytest.mark.parametrize(
    ("indicator", "why"),
    [
        ("share_manufacturing", "职业分类标准版本不同"),
        ("longform_employed_total", "抽样"),
        ("gdp", "只有2020年"),
    ],
)
def test_years_of_other_definitions_are_refused_with_the_reason(indicator: str, why: str) -> None:
    item = registry.get(indicator)
    assert why in comparable_years.refusal(item)
    with pytest.raises(NotComparable, match=why):
        side_by_side.maps(Group("years", tuple(map(str, item.years))), MapSpec(indicator=indicator))


def test_prices_of_the_day_and_revisions_are_said_but_not_refused() -> None:
    item = registry.get("pref_gdp")
    assert comparable_years.refusal(item) == ""
    assert "当年价格" in comparable_years.remark(item)
    assert "普查修订" in comparable_years.remark(item)
    assert comparable_years.remark(registry.get("urbanization_rate")) == ""


def test_every_item_has_a_name() -> None:
    for item in (*EACH, *SYSTEMS, *FAMILIES, "2020", "cluster-jiujia+zone-zhangye"):
        assert side_by_side.name(item)
    assert side_by_side.name("gdp@2020") == "地区生产总值（2020年）"
    assert side_by_side.name("pref_gdp@2020") == "地区生产总值（2020年·市州）"
    assert side_by_side.name("cluster") == "现代产业创新集群"


def test_maps_that_are_no_group_lead_to_the_first_of_them() -> None:
    first = MapSpec(indicator="gdp", year=2020, k=3)
    view = Exhibit(first, "multiples", beside=(MapSpec(indicator="pop_resident", k=7),))
    assert view.path == exhibit.live_path(first)


def test_a_sheet_of_one_map_takes_no_second() -> None:
    with pytest.raises(AtlasError, match="组图"):
        Exhibit(MapSpec(indicator="gdp"), "slide", beside=(MapSpec(indicator="gdp"),))

"""The belt's figures before they are drawn: order, missing values, counts, samples, words."""

from __future__ import annotations

import math

import pytest

from geo.rivers import frontage as belt_geo
from geo.rivers import lines
from indicators import inside_outside, ranks, registry, tables
from layers import belt_profile, belt_sides

COUNTY = registry.of_level("county")


@pytest.mark.parametrize("item", COUNTY, ids=lambda item: item.id)
def test_any_indicator_and_any_year_makes_a_profile(item: registry.Indicator) -> None:
    for year in item.years:
        figure = belt_profile.make(item.id, year)
        assert [bar.adcode for bar in figure.bars] == list(belt_geo.along_stem())
        values = tables.values(item.id, year)["value"]
        for bar in figure.bars:
            if math.isnan(values[bar.adcode]):
                assert bar.value is None
                assert bar.label == bar.status
            else:
                assert bar.value == pytest.approx(values[bar.adcode])
        assert (figure.median is None) == (item.kind == "count")
        assert str(year) in figure.title and str(year) in figure.axis
        assert "数据：" not in figure.source and len(figure.source) > 20
        assert all(note and not note.endswith("。") for note in figure.notes)
        assert "nan" not in "".join(figure.notes)


def test_the_source_is_that_of_the_year() -> None:
    assert "第六次全国人口普查" in belt_profile.make("pop_resident", 2010).source
    assert "第七次全国人口普查" in belt_profile.make("pop_resident", 2020).source


def test_a_count_tells_its_sum_and_its_part_of_the_province() -> None:
    """By hand: 2010 census, 15 counties 5,309,986 of 25,575,254 people."""
    note = next(n for n in belt_profile.make("pop_resident", 2010).notes if "合计" in n)
    assert note == "沿干流15个县区合计5,309,986 人，占全省87个单元合计的20.8%"
    assert round(5_309_986 / 25_575_254 * 100, 1) == 20.8


def test_a_count_with_gaps_is_not_summed() -> None:
    notes = "；".join(belt_profile.make("gdp").notes)
    assert "沿干流15个县区中6个缺数，不合计" in notes
    assert "占全省" not in notes


def test_a_small_sample_steps_back_and_shows_its_interval() -> None:
    bars = {
        b.short: b for b in belt_profile.make("share_scientific_research_technical_services").bars
    }
    assert bars["玛曲"].muted
    assert bars["玛曲"].label.startswith("0.28%（0.1–0.6")
    assert not bars["城关"].muted
    assert bars["城关"].interval and "（" not in bars["城关"].label


def test_the_way_through_qinghai_lies_after_maqu() -> None:
    figure = belt_profile.make("pop_resident")
    assert figure.gap == 1
    assert figure.gap_km == pytest.approx((407.7, 986.4), abs=0.1)
    shared = [s for s in figure.stretches if s.others]
    total = sum((s.end_km - s.start_km) / (len(s.others) + 1) for s in figure.stretches)
    assert total == pytest.approx(lines.stem_km(), abs=0.01)
    assert shared


def test_the_table_has_a_row_a_county_with_status_and_source() -> None:
    table = belt_profile.table(belt_profile.make("share_primary"))
    assert len(table) == 15
    assert list(table["次序"]) == list(range(1, 16))
    assert set(table.loc[table["县（市、区）"] == "城关区", "状态"]) == {"缺失"}
    assert table["资料来源"].str.contains("中国县域统计年鉴").all()
    assert table["干流岸长（平分，km）"].sum() == pytest.approx(lines.stem_km(), abs=0.5)


@pytest.mark.parametrize("grouping", list(inside_outside.GROUPINGS))
def test_sides_hold_every_county_once_and_peers_of_the_larger_group(grouping: str) -> None:
    figure = belt_sides.make(inside_outside.contrast("tertiary_per_100k", grouping=grouping))
    (_one, inner), (_other, outer), (name, peers) = figure.groups
    assert len(inner) == len(inside_outside.members(grouping))
    assert len({county for county, _value in inner + outer}) == len(inner) + len(outer)
    larger = outer if len(inner) <= len(outer) else inner
    assert set(peers) <= set(larger)
    assert name.startswith(
        (inside_outside.GROUPINGS if larger is inner else inside_outside.OTHERS)[grouping]
    )
    assert len(peers) == len(figure.contrast.matching.pairs)
    table = belt_sides.table(figure)
    assert len(table) == len(inner) + len(outer) + len(peers)


def test_only_the_two_courses_are_explained() -> None:
    for grouping in inside_outside.GROUPINGS:
        notes = "".join(
            belt_sides.make(inside_outside.contrast("tertiary_per_100k", grouping=grouping)).notes
        )
        assert ("中游为渭河" in notes) == (grouping == "course")


def test_the_median_is_the_provinces() -> None:
    figure = belt_profile.make("urbanization_rate", 2010)
    assert figure.median == ranks.median("urbanization_rate", 2010)


@pytest.mark.parametrize(
    ("indicator", "year", "said"),
    [("urbanization_rate", 2020, True), ("tertiary_per_100k", 2020, False)],
)
def test_medians_and_delta_that_disagree_say_so(indicator: str, year: int, said: bool) -> None:
    """城镇化率: the interval of the medians leaves out 0, that of Cliff's delta does not."""
    found = inside_outside.contrast(indicator, year, grouping="stem")
    assert (found.difference.told != found.delta.told) is said
    assert any("结论不一致" in note for note in belt_sides.make(found).notes) is said

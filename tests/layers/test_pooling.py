"""Several years classified together: one colour is one range, whatever the year."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import AtlasError
from indicators import classify, combined, registry, tables
from layers import pooling
from layers.circles import MAX_RADIUS_PX
from layers.prepared import prepare
from layers.spec import MapSpec

SEVERAL = [
    item
    for level in ("county", "prefecture")
    for item in registry.of_level(level)
    if len(item.years) > 1
]
RATIOS = [item for item in SEVERAL if item.mappable]
COUNTS = [item for item in SEVERAL if not item.mappable]


@st.composite
def sheets(draw: st.DrawFn) -> tuple[MapSpec, ...]:
    item = draw(st.sampled_from(RATIOS))
    years = tuple(sorted(draw(st.sets(st.sampled_from(item.years), min_size=2))))
    method = draw(st.sampled_from(sorted(set(classify.METHODS) - {"geometric"})))
    k = draw(st.integers(2, 7))
    return tuple(
        MapSpec(indicator=item.id, year=year, pooled=years, method=method, k=k) for year in years
    )


@settings(max_examples=60, deadline=None)
@given(sheets())
def test_the_same_value_has_the_same_colour_in_every_year(specs: tuple[MapSpec, ...]) -> None:
    seen: dict[float, str] = {}
    pairs: list[tuple[float, int]] = []
    for spec in specs:
        figure = prepare(spec)
        assert figure.colours == prepare(specs[0]).colours
        values = tables.values(str(spec.indicator), spec.year)["value"].dropna()
        for code, value in values.items():
            place = figure.fills[str(code)]
            assert seen.setdefault(float(value), figure.colours[place]) == figure.colours[place]
            pairs.append((float(value), place))
        classes = [row for row in figure.legend if not row.hatched]
        assert sum(row.count for row in classes) == len(values), "counts are of the year shown"
        for i, row in enumerate(classes):
            assert row.count == sum(1 for fill in figure.fills.values() if fill == i)
    places = [place for _value, place in sorted(pairs)]
    assert places == sorted(places), "a higher value of any year never has a lower class"


def test_a_known_sheet() -> None:
    """人均GDP: 嘉峪关 84,677 (2017) and 121,271 (2023), 兰州 67,269 and 78,894 yuan a head."""
    years = (2017, 2020, 2023)
    figures = {
        year: prepare(MapSpec(indicator="pref_gdp_per_capita", year=year, pooled=years))
        for year in years
    }
    labels = {tuple(row.label for row in f.legend if not row.hatched) for f in figures.values()}
    assert len(labels) == 1
    top = len(figures[2017].colours) - 1
    assert [figures[year].fills["620200"] for year in years] == [top, top, top]
    assert figures[2017].fills["620100"] < figures[2023].fills["620100"]
    counts = [figures[year].legend[0].count for year in years]
    edge = float(figures[2017].legend[0].label.replace(",", "").split("–")[1])
    assert counts == [
        int((tables.values("pref_gdp_per_capita", year)["value"] <= edge).sum()) for year in years
    ]
    assert counts[0] > counts[-1] == 0, "nobody of 2023 is where the poorest of 2017 were"
    alone = prepare(MapSpec(indicator="pref_gdp_per_capita", year=2017))
    assert alone.fills != figures[2017].fills
    assert "2017、2020、2023年共用分级" in figures[2017].subtitle
    assert "2017、2020、2023年共用分级" in figures[2017].alt
    assert "共用" not in alone.subtitle


@pytest.mark.parametrize("item", COUNTS, ids=lambda i: i.id)
def test_circles_of_all_years_share_one_scale(item: registry.Indicator) -> None:
    ratios: list[float] = []
    largest = 0.0
    for year in item.years:
        figure = prepare(MapSpec(indicator=item.id, year=year, pooled=item.years))
        values = tables.values(item.id, year)["value"]
        shown = values.to_dict() | {
            "+".join(group.members): group.total for group in combined.groups(item.id, year)
        }
        ratios += [circle.radius_px**2 / shown[circle.adcode] for circle in figure.circles]
        largest = max([largest, *(circle.radius_px for circle in figure.circles)])
    assert max(ratios) == pytest.approx(min(ratios))
    assert largest == pytest.approx(MAX_RADIUS_PX)


def test_the_largest_circle_of_the_legend_is_the_one_that_is_drawn() -> None:
    years = (2010, 2020)
    for year in years:
        figure = prepare(MapSpec(indicator="pop_resident", year=year, pooled=years))
        values = tables.values("pop_resident", year)["value"]
        assert f"{values.max():,.0f}" in figure.legend[0].label
        whole = max(float(tables.values("pop_resident", y)["value"].max()) for y in years)
        wanted = MAX_RADIUS_PX * math.sqrt(float(values.max()) / whole)
        assert max(c.radius_px for c in figure.circles) == pytest.approx(wanted)


def test_a_diverging_run_keeps_its_neutral_over_years() -> None:
    for item in RATIOS:
        if item.diverging_at is None:
            continue
        for year in item.years:
            figure = prepare(MapSpec(indicator=item.id, year=year, pooled=item.years))
            values = tables.values(item.id, year)["value"].dropna()
            low = {figure.fills[str(c)] for c in values.index[values < item.diverging_at]}
            high = {figure.fills[str(c)] for c in values.index[values > item.diverging_at]}
            assert not low & high


def test_a_year_without_data_is_refused() -> None:
    with pytest.raises(AtlasError, match="没有2015年的数据"):
        prepare(MapSpec(indicator="pop_resident", year=2020, pooled=(2015, 2020)))


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ((2010, 2020), "2010、2020年"),
        ((2017, 2018, 2019), "2017—2019年"),
        ((2017, 2018), "2017、2018年"),
        ((2017, 2019, 2020), "2017、2019、2020年"),
    ],
)
def test_years_are_named_as_a_run_only_when_none_is_left_out(
    years: tuple[int, ...], words: str
) -> None:
    assert pooling.words(years) == words

"""MapSpec ↔ URL: nothing is lost, nothing hostile gets through, every refusal is told."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import spec_requests
from data.errors import AtlasError
from layers import spec as specs
from layers import spec_reading, spec_rules
from layers.spec import MapSpec, MapWindow

WORDS = spec_rules.vocabulary()

views = st.builds(
    MapWindow,
    st.floats(*specs.LAT_RANGE).map(lambda v: round(v, 4)),
    st.floats(*specs.LON_RANGE).map(lambda v: round(v, 4)),
    st.floats(*specs.ZOOM_RANGE).map(lambda v: round(v, 2)),
)


@st.composite
def map_specs(draw: st.DrawFn) -> MapSpec:
    indicator = draw(st.none() | st.sampled_from(sorted(WORDS.indicators)))
    years = WORDS.indicators.get(indicator or "", ())
    year = draw(st.sampled_from(sorted(years))) if years else None
    others = draw(st.sets(st.sampled_from(sorted(years)))) if years else set()
    pooled = tuple(sorted(others | {year})) if others - {year} else ()
    return MapSpec(
        systems=tuple(
            draw(st.lists(st.sampled_from(sorted(WORDS.systems)), unique=True, max_size=5))
        ),
        indicator=indicator,
        year=year,
        method=draw(st.sampled_from(sorted(WORDS.methods))),
        k=draw(st.integers(*specs.K_RANGE)),
        palette=draw(st.none() | st.sampled_from(sorted(WORDS.palettes))),
        selected=tuple(
            draw(st.lists(st.sampled_from(sorted(WORDS.adcodes)), unique=True, max_size=8))
        ),
        view=draw(st.none() | views),
        labels=draw(st.booleans()),
        pooled=pooled,
    )


@given(map_specs())
def test_a_spec_comes_back_from_its_url(spec: MapSpec) -> None:
    query = spec_reading.to_query(spec, MapSpec())
    again, problems = spec_reading.from_query(query, MapSpec(), WORDS)
    assert problems == ()
    assert again == spec


@given(map_specs(), map_specs())
def test_a_spec_comes_back_over_any_default(spec: MapSpec, default: MapSpec) -> None:
    default = replace(default, view=None, palette=None, year=None, pooled=())
    again, problems = spec_reading.from_query(spec_reading.to_query(spec, default), default, WORDS)
    assert problems == ()
    assert replace(again, year=None) == replace(spec, year=None)
    assert again.year == spec.year or spec.year is None


@given(map_specs())
def test_a_spec_comes_back_from_json(spec: MapSpec) -> None:
    assert spec_reading.from_object(json.loads(spec.to_json())) == spec


@given(st.dictionaries(st.sampled_from(sorted(spec_reading.QUERY_NAMES)), st.text(max_size=60)))
def test_any_text_in_the_url_is_either_understood_or_told(query: dict[str, str]) -> None:
    spec, problems = spec_reading.from_query(query, MapSpec(), WORDS)
    assert set(spec.systems) <= WORDS.systems
    assert spec.indicator is None or spec.indicator in WORDS.indicators
    assert set(spec.selected) <= WORDS.adcodes
    assert len(spec.selected) <= specs.MAX_SELECTED
    for name, value in query.items():
        told = any(f"{name}=" in sentence for sentence in problems)
        again, _none = spec_reading.from_query({name: value}, spec, WORDS)
        assert told or again == spec


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ind", "不存在"),
        ("ind", "{{7*7}}"),
        ("k", "99"),
        ("k", "²"),
        ("at", "nan,103,7"),
        ("at", "36,103"),
        ("at", "36,1e9,7"),
        ("sel", "110101"),
        ("sel", ""),
        ("sys", "<script>alert(1)</script>"),
        ("pal", "jet"),
        ("by", "../../etc"),
        ("names", "yes"),
        ("year", "٢٠٢٠"),
        ("pool", "2010,2020"),
    ],
)
def test_a_bad_value_is_named_and_the_default_stays(name: str, value: str) -> None:
    spec, problems = spec_reading.from_query({name: value}, MapSpec(), WORDS)
    assert spec == MapSpec()
    assert len(problems) == 1
    assert name in problems[0]


def test_a_year_is_read_for_the_indicator_beside_it() -> None:
    spec, problems = spec_reading.from_query(
        {"ind": "pop_resident", "year": "2010"}, MapSpec(), WORDS
    )
    assert (spec.indicator, spec.year, problems) == ("pop_resident", 2010, ())
    _spec, problems = spec_reading.from_query(
        {"ind": "pop_resident", "year": "2015"}, MapSpec(), WORDS
    )
    assert "2010、2020" in problems[0]


@pytest.mark.parametrize(
    ("pool", "why"),
    [
        ("2010", "两个以上"),
        ("2010,2010", "两个以上"),
        ("2010,2015", "没有这一年"),
        ("2010,{{7*7}}", "没有这一年"),
        ("", "没有这一年"),
        ("2017,2018", "所示的2023年"),
    ],
)
def test_years_that_cannot_share_classes_are_told(pool: str, why: str) -> None:
    ind = "pref_gdp_per_capita" if "2017" in pool else "tertiary_per_100k"
    spec, problems = spec_reading.from_query({"ind": ind, "pool": pool}, MapSpec(), WORDS)
    assert spec == MapSpec(indicator=ind)
    assert len(problems) == 1
    assert "pool=" in problems[0]
    assert why in problems[0]


def test_shared_years_are_never_taken_over_by_another_indicator_or_year() -> None:
    default = MapSpec(indicator="pref_gdp", year=2020, pooled=(2017, 2020))
    for query in ({"ind": "pref_gdp_per_capita"}, {"year": "2023"}):
        spec, problems = spec_reading.from_query(query, default, WORDS)
        assert problems == ()
        assert spec.pooled == ()
    other = MapSpec(indicator="pref_gdp_per_capita", year=2020, pooled=(2017, 2020))
    again, _none = spec_reading.from_query(spec_reading.to_query(other, default), default, WORDS)
    assert again == replace(other, year=again.year)
    assert again.pooled == other.pooled


def test_where_a_page_stands_by_itself_is_not_in_its_address() -> None:
    default = MapSpec(view=MapWindow(35.95, 103.55, 8.0))
    assert spec_reading.to_query(default, default) == {}
    moved = replace(default, view=MapWindow(36.5, 103.55, 8.0))
    query = spec_reading.to_query(moved, default)
    assert query == {"at": "36.5000,103.5500,8"}
    assert spec_reading.from_query(query, default, WORDS)[0] == moved


def test_a_long_value_is_cut_in_the_sentence() -> None:
    _spec, problems = spec_reading.from_query({"ind": "x" * 5000}, MapSpec(), WORDS)
    assert len(problems[0]) < 120


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"pooled": ["2010"]}',
        '{"pooled": [true]}',
        '{"colour": "red"}',
        '{"view": [1]}',
        "{",
    ],
)
def test_bad_json_is_refused_in_chinese(text: str, tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AtlasError, match="地图说明"):
        spec_requests.spec_from_file(path)


def test_the_counting_of_layers_lives_in_the_address() -> None:
    spec = MapSpec(systems=("list-strong-town",), stacked=True)
    query = spec_reading.to_query(spec, MapSpec())
    assert query == {"sys": "list-strong-town", "stack": "1"}
    assert spec_reading.from_query(query, MapSpec(), spec_rules.vocabulary()) == (spec, ())
    assert spec_reading.from_object(json.loads(spec.to_json())) == spec


def test_counting_beside_an_indicator_and_incomplete_lists_are_refused() -> None:
    query = {"ind": "gdp", "stack": "1"}
    found, problems = spec_reading.from_query(query, MapSpec(), spec_rules.vocabulary())
    assert (found.indicator, found.stacked) == ("gdp", False)
    assert "stack=1" in problems[0]
    found, problems = spec_reading.from_query(
        {"sys": "list-science-team"}, MapSpec(), spec_rules.vocabulary()
    )
    assert found.systems == ()
    assert "list-science-team" in problems[0]


def test_every_field_has_one_rule() -> None:
    """A field that the table does not know would be lost in the address, in JSON and in commands."""
    fields = [field.name for field in dataclasses.fields(MapSpec)]
    assert sorted(rule.field for rule in spec_rules.RULES) == sorted(fields)
    assert len(spec_reading.QUERY_NAMES) == len(fields)


@pytest.mark.parametrize(
    ("name", "query", "value"),
    [("k", "k", 99), ("selected", "sel", ["110101"]), ("palette", "pal", "jet"),
     ("method", "by", "magic"), ("view", "at", [999.0, 103.0, 7.0])],
)  # fmt: skip
def test_an_address_and_a_file_are_refused_alike(name: str, query: str, value: object) -> None:
    text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    _spec, problems = spec_reading.from_query({query: text}, MapSpec(), WORDS)
    with pytest.raises(AtlasError) as caught:
        spec_requests.spec_from_object({name: value})
    assert caught.value.message.rpartition("未采用：")[2] == problems[0].rpartition("未采用：")[2]
    assert caught.value.message.startswith("地图说明的 ")

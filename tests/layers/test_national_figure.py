"""A map of more than the province: classes over what is shown, reasons, and where it may go."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from briefing import spec_requests
from briefing.exhibit import Exhibit
from data.errors import AtlasError
from geo.extents import Extent
from indicators import national_standing
from layers import national_figure, spec_reading, spec_rules
from layers.prepared import prepare
from layers.spec import MapSpec
from maps.saved import web_map
from maps.screen import payload

BEYOND = [Extent.NORTHWEST, Extent.AROUND, Extent.CHINA]
ITEM = "share_professional_technical"
WORDS = replace(
    spec_rules.vocabulary(),
    extents=frozenset(Extent),
    national=dict.fromkeys(
        (item for item in national_standing.indicators() if national_standing.mappable(item)),
        national_standing.YEAR,
    ),
)


def spec(extent: Extent, **changes: object) -> MapSpec:
    return replace(MapSpec(indicator=ITEM, year=2020, extent=extent), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("extent", BEYOND)
def test_classes_are_made_over_the_counties_shown(extent: Extent) -> None:
    figure = prepare(spec(extent))
    table = national_standing.drawn(ITEM, extent)
    assert set(figure.fills) | set(figure.absent) | figure.special == set(table.index)
    present = table["value"].dropna()
    classed = figure.fills
    assert set(classed) == set(present.index)
    sizes = [row.count for row in figure.legend if not row.hatched]
    assert sum(sizes) == len(present)
    assert max(sizes) - min(sizes) <= 0.02 * len(present) + 2  # quantiles
    # a class never reaches over another one
    order = present.sort_values().index
    assert [classed[str(code)] for code in order] == sorted(classed.values())
    assert figure.colours == tuple(row.colour for row in figure.legend if not row.hatched)


@pytest.mark.parametrize("extent", BEYOND)
def test_what_has_no_value_says_why_and_the_legend_counts_it(extent: Extent) -> None:
    figure = prepare(spec(extent))
    missing = list(figure.absent)
    assert not set(missing) & set(figure.fills)
    assert all(figure.values[code].value is None for code in missing)
    assert all(figure.values[code].status == figure.absent[code] for code in missing)
    assert all(figure.values[code].line for code in (*figure.fills, *missing, *figure.special))
    assert sum(row.count for row in figure.legend if row.hatched) == len(missing)
    assert figure.special == {"629700", "629800", "629900"}


def test_thin_samples_are_muted_and_said() -> None:
    figure = prepare(spec(Extent.CHINA))
    assert len(figure.muted) == 129
    assert "620924" in figure.muted
    assert "长表样本小" in figure.values["620924"].line
    assert "界线有调整" in figure.values["620105"].line
    assert "合算" in prepare(spec(Extent.CHINA)).values["330105"].line


def test_the_place_in_the_country_is_the_same_on_every_extent() -> None:
    said = {prepare(spec(extent)).values["620102"].line for extent in BEYOND}
    percentile = national_standing.percentile(ITEM, 2020, "620102")
    assert len(said) == 1
    assert national_standing.words(percentile) in said.pop()


@pytest.mark.parametrize("method", ["quantiles", "fisher_jenks", "equal_interval"])
def test_every_ratio_can_be_drawn(method: str) -> None:
    for item in national_standing.indicators():
        if national_standing.mappable(item):
            figure = prepare(MapSpec(indicator=item, extent=Extent.CHINA, method=method))
            assert len(figure.colours) == sum(1 for row in figure.legend if not row.hatched)


@pytest.mark.parametrize(
    ("item", "year"), [("pop_resident", 2020), ("urbanization_rate", 2010), ("pref_gdp", None)]
)
def test_what_the_country_lacks_is_refused_in_words(item: str, year: int | None) -> None:
    with pytest.raises(AtlasError, match=r"只画甘肃|指标"):
        national_figure.figure(MapSpec(indicator=item, year=year, extent=Extent.CHINA))


def test_the_payload_names_the_countrys_files_and_the_provinces_own_stays_as_it_was() -> None:
    wide = payload.payload(prepare(spec(Extent.CHINA)))
    own = payload.payload(prepare(MapSpec(indicator=ITEM, year=2020)))
    assert wide["renderer"] == "canvas"
    assert "national/" in wide["geometry"]["gansu"]
    assert wide["words"]["whole"] == "全国"
    assert own["renderer"] == "svg"
    assert not any("national" in path for path in own["geometry"].values())
    assert "muted" not in own
    assert wide["base"]["bounds"] != own["base"]["bounds"]


@pytest.mark.parametrize("extent", BEYOND)
def test_the_address_keeps_the_extent(extent: Extent) -> None:
    default = MapSpec(indicator="tertiary_per_100k", year=2020)
    query = spec_reading.to_query(spec(extent), default)
    assert query["ext"] == extent.value
    assert spec_reading.from_query(query, default, WORDS) == (spec(extent), ())
    assert spec_reading.from_object(json.loads(spec(extent).to_json())) == spec(extent)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ({"ext": "mars"}, "没有这样的范围"),
        ({"ext": "china", "ind": "pop_resident"}, "没有可以设色的全国分县数"),
        ({"ext": "china", "ind": "urbanization_rate", "year": "2010"}, "没有可以设色的全国分县数"),
        ({"ext": "china", "ind": "none"}, "没有可以设色的全国分县数"),
    ],
)
def test_an_extent_that_cannot_be_is_told(query: dict[str, str], why: str) -> None:
    found, problems = spec_reading.from_query(query, MapSpec(indicator=ITEM), WORDS)
    assert found.extent is Extent.GANSU
    assert any(why in sentence for sentence in problems)


def test_a_page_that_draws_the_province_says_so() -> None:
    found, problems = spec_reading.from_query(
        {"ext": "china"}, MapSpec(indicator=ITEM), spec_rules.vocabulary()
    )
    assert found.extent is Extent.GANSU
    assert "这里只画甘肃一省" in problems[0]


@pytest.mark.parametrize("extent", BEYOND)
def test_no_document_shows_another_map_than_the_screen(extent: Extent) -> None:
    with pytest.raises(AtlasError, match="只出甘肃一省"):
        Exhibit(spec(extent))
    with pytest.raises(AtlasError, match="只出甘肃一省"):
        Exhibit(MapSpec(indicator=ITEM), layout="multiples", beside=(spec(extent),))
    with pytest.raises(AtlasError, match="只出甘肃一省"):
        web_map.save_html(prepare(spec(extent)), io.BytesIO())
    with pytest.raises(AtlasError, match="只画甘肃"):
        spec_requests.checked(spec(extent))


@pytest.mark.parametrize("word", ["china", "mars", ""])
def test_a_written_specification_beyond_the_province_is_refused_in_a_sentence(word: str) -> None:
    with pytest.raises(AtlasError) as refusal:
        spec_requests.spec_from_object({"indicator": ITEM, "extent": word})
    assert str(refusal.value)
    assert (
        spec_requests.spec_from_object({"indicator": ITEM, "extent": "gansu"}).extent
        is Extent.GANSU
    )

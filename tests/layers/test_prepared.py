"""PreparedMap: one computation; every drawing shows the same class for the same county."""

from __future__ import annotations

import io
import json
from collections import Counter

import pytest

from data.errors import AtlasError
from geo.places import units
from indicators import ranks, registry, tables
from layers import prepared as prep
from layers.prepared import prepare
from layers.spec import MapSpec
from maps.saved import web_map
from maps.screen import payload as screen

RATIOS = [i for i in registry.of_level("county") if i.mappable]
COUNTS = [i for i in registry.of_level("county") if not i.mappable]
COUNTIES = {unit.adcode for unit in units.counties()}


@pytest.mark.parametrize("item", RATIOS, ids=lambda i: i.id)
def test_every_county_ratio_is_drawn_whole(item: registry.Indicator) -> None:
    figure = prepare(MapSpec(indicator=item.id))
    table = tables.values(item.id, item.years[-1])
    assert figure.special == {a.adcode for a in units.special_areas()}
    assert set(figure.fills) | set(figure.absent) == COUNTIES
    assert not set(figure.fills) & set(figure.absent)
    assert set(figure.absent) == set(table.index[table["value"].isna()])
    counts = Counter(figure.fills.values())
    classes = [row for row in figure.legend if not row.hatched]
    assert [counts[i] for i in range(len(classes))] == [row.count for row in classes]
    assert len(figure.colours) == len(classes) <= 5
    hatched = sum(row.count for row in figure.legend if row.hatched)
    assert sum(counts.values()) + hatched == 87
    assert figure.source_line
    assert figure.alt.startswith(figure.title)


@pytest.mark.parametrize("item", RATIOS, ids=lambda i: i.id)
def test_a_higher_value_never_has_a_lower_class(item: registry.Indicator) -> None:
    figure = prepare(MapSpec(indicator=item.id))
    table = ranks.standing(item.id, item.years[-1]).dropna(subset=["value"]).sort_values("value")
    fills = [figure.fills[str(code)] for code in table.index]
    assert fills == sorted(fills)


@pytest.mark.parametrize("item", COUNTS, ids=lambda i: i.id)
def test_a_count_is_never_a_choropleth(item: registry.Indicator) -> None:
    figure = prepare(MapSpec(indicator=item.id))
    assert figure.colours == ()
    assert figure.fills == {}
    values = tables.values(item.id, item.years[-1])["value"]
    alone = {c.adcode for c in figure.circles if not c.members}
    assert alone == set(values.index[values > 0])
    together = [code for c in figure.circles for code in c.members]
    assert len(set(together)) == len(together)
    assert values[together].isna().all()


def test_circles_have_areas_in_proportion() -> None:
    figure = prepare(MapSpec(indicator="pop_resident", year=2020))
    values = tables.values("pop_resident", 2020)["value"]
    big, small = figure.circles[0], figure.circles[-1]
    assert (big.radius_px / small.radius_px) ** 2 == pytest.approx(
        values[big.adcode] / values[small.adcode]
    )
    assert big.adcode == "620102"


def test_a_diverging_indicator_has_its_neutral_at_the_centre() -> None:
    figure = prepare(MapSpec(indicator="pop_change_2010_2020"))
    values = tables.values("pop_change_2010_2020", 2020)["value"].dropna()
    lost = {figure.fills[str(code)] for code in values.index[values < 0]}
    gained = {figure.fills[str(code)] for code in values.index[values > 0]}
    assert max(lost) < min(gained)
    assert figure.absent["620121"] == "not_applicable"  # 永登: 2020 is without 兰州新区


@pytest.mark.parametrize("indicator", ["tertiary_per_100k", "gdp_per_capita_census"])
def test_screen_web_page_and_table_agree(indicator: str) -> None:
    figure = prepare(MapSpec(indicator=indicator))
    sent = json.loads(json.dumps(screen.payload(figure)))
    assert sent["fills"] == figure.fills
    assert sent["colours"] == list(figure.colours)
    assert [row["count"] for row in sent["legend"]["rows"]] == [r.count for r in figure.legend]
    buffer = io.BytesIO()
    web_map.save_html(figure, buffer)
    page = buffer.getvalue().decode("utf-8")
    for row in figure.legend:
        assert row.label in page
    for colour in figure.colours:
        assert colour in page


def test_a_change_of_indicator_is_a_few_kilobytes() -> None:
    from maps.screen import component

    for item in RATIOS[:12]:
        payload = screen.payload(prepare(MapSpec(indicator=item.id)))
        assert len(component.packed(payload)) <= 10_000


def test_special_areas_have_no_statistics() -> None:
    figure = prepare(MapSpec(indicator="urbanization_rate"))
    for area in units.special_areas():
        assert area.adcode in figure.special
        assert area.adcode not in figure.values


def test_a_prefecture_indicator_is_never_spread_over_counties() -> None:
    item = next(i for i in registry.of_level("prefecture") if i.mappable)
    figure = prepare(MapSpec(indicator=item.id))
    assert figure.level == "prefecture"
    assert not COUNTIES - {"620200"} & set(figure.fills)


def test_clusters_go_by_name_beside_the_numbered_zones() -> None:
    from layers import catalogue

    both = tuple(
        s.id for s in catalogue.load().values() if s.kind in {"cluster", "demonstration_zone"}
    )
    areas = {layer.id: layer for layer in prepare(MapSpec(systems=both)).areas}
    for system_id in both:
        layer, system = areas[system_id], catalogue.get(system_id)
        zone = system.kind == "demonstration_zone"
        assert layer.number == (system.number if zone else None)
        assert layer.style == ("outline" if zone else "tint")


def test_over_an_indicator_layout_is_outlined_only() -> None:
    from layers import catalogue

    ids = tuple(s.id for s in catalogue.load().values() if s.members)
    figure = prepare(MapSpec(indicator="urbanization_rate", systems=ids))
    assert {layer.style for layer in figure.areas} == {"outline"}


@pytest.mark.parametrize(
    "spec",
    [
        MapSpec(indicator="nothing"),
        MapSpec(indicator="prov_pop_resident"),
        MapSpec(systems=("nothing",)),
    ],
    ids=str,
)
def test_an_unknown_id_is_refused(spec: MapSpec) -> None:
    with pytest.raises(AtlasError):
        prep.prepare(spec)

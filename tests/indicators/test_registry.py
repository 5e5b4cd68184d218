"""The registry: every indicator is fully described, cheap to load, honest about its coverage."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from data import records
from indicators import registry

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"pandas", "numpy", "geopandas", "mapclassify", "pandera", "streamlit", "folium"}


def test_loading_needs_only_the_standard_library() -> None:
    code = (
        "import sys; import indicators.registry as r; r.load();"
        f"print(sorted({HEAVY!r} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_every_indicator_is_described_in_chinese() -> None:
    for item in registry.load().values():
        assert item.name, item.id
        assert item.unit, item.id
        assert item.group, item.id
        assert len(item.definition) >= 8, item.id
        assert item.source.startswith("数据："), item.id
        assert item.licence, item.id
        assert item.kind in registry.KIND_NAMES
        assert item.level in registry.LEVEL_NAMES
        assert not any(text.startswith("@") for text in (item.definition, *item.caveats))


def test_computed_indicators_state_their_formula() -> None:
    from indicators import tables

    for item in registry.load().values():
        for year in item.years:
            if (tables.values(item.id, year)["status"] == "derived").any():
                assert item.formula, item.id


def test_ids_carry_their_level() -> None:
    for item in registry.load().values():
        assert item.id.startswith("pref_") == (item.level == "prefecture")
        assert item.id.startswith("prov_") == (item.level == "province")


def test_counts_never_colour_areas() -> None:
    assert all(item.mappable == (item.kind != "count") for item in registry.load().values())


CENSUS_2020 = """
pop_resident pop_male pop_female pop_urban pop_rural ethnic_minority_share share_age_0_14
share_age_15_64 share_age_65plus mean_years_schooling_15plus illiteracy_rate_15plus
migrants_reg_elsewhere_same_county migrants_reg_other_county_in_province
migrants_reg_other_province housing_floor_area_per_capita longform_employed_total
longform_professional_technical longform_agriculture longform_mining longform_manufacturing
longform_utilities longform_ict_services longform_finance longform_leasing_business
longform_scientific_research_technical_services longform_education longform_health
longform_culture longform_households longform_households_with_car edu_junior_college_persons
edu_bachelor_plus_persons edu_tertiary_persons urbanization_rate tertiary_per_100k
bachelor_plus_per_100k interprovincial_migrant_share share_professional_technical
share_scientific_research_technical_services share_ict_services
share_knowledge_intensive_services share_manufacturing share_agriculture share_education
share_households_with_car
""".split()  # noqa: SIM905 - a list of 45 quoted words reads worse


def test_the_whole_census_is_there_for_every_unit() -> None:
    assert len(CENSUS_2020) == 45
    for name in CENSUS_2020:
        assert registry.get(name).coverage[2020] == 87, name
        assert registry.get(f"pref_{name}").coverage[2020] == 14, name


def test_schooling_of_2010_is_kept_apart() -> None:
    assert registry.get("mean_years_schooling_15plus").years == (2020,)
    assert registry.get("mean_years_schooling_2010").years == (2010,)


def test_county_economy_covers_76_of_87() -> None:
    assert registry.get("gdp_secondary").coverage == {2020: 76}
    assert registry.get("gdp").coverage == {2020: 78}
    assert registry.get("n_industrial_firms_above_scale").coverage == {2020: 75}
    assert registry.get("gdp_per_capita_census").coverage == {2020: 76}
    assert registry.get("pop_change_2010_2020").coverage == {2020: 85}


def test_prefecture_innovation_covers_the_yearbook_s_twelve() -> None:
    for name in ("patents_granted", "invention_patents_granted"):
        assert registry.get(f"pref_{name}").coverage == {2022: 12, 2023: 12}
    assert registry.get("pref_technology_contract_value").coverage == {2023: 12}
    assert registry.get("pref_hightech_enterprises").coverage == {2023: 11}
    assert registry.get("pref_st_fiscal_share_general_budget").years == tuple(range(2017, 2024))
    assert registry.get("pref_gdp").coverage[2020] == 14
    assert registry.get("pref_rd_internal_expenditure").years == (2017,)


def test_province_series_reach_from_2010_to_2024() -> None:
    assert registry.get("prov_patents_in_force_invention").years == tuple(range(2010, 2024))
    assert registry.get("prov_hightech_enterprises_recognized_in_year").years[-1] == 2024


def test_records_of_every_year_exist() -> None:
    known = records.load()
    for item in registry.load().values():
        assert set(item.records) <= set(known), item.id
        assert item.record in item.records
        assert set(item.sources) == set(item.years)
    people = registry.get("pop_resident")
    assert "第六次" in people.sources[2010]
    assert "第七次" in people.sources[2020]
    assert people.source == people.sources[2020]


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [("pop_residnt", "pop_resident"), ("城镇化", "urbanization_rate"), ("gdpp", "gdp")],
)
def test_an_unknown_id_is_refused_with_suggestions(wrong: str, hint: str) -> None:
    with pytest.raises(registry.UnknownIndicatorError) as caught:
        registry.get(wrong)
    assert wrong in caught.value.message
    assert hint in caught.value.message


@pytest.mark.parametrize("wrong", ["", "{{7*7}}", "zzzzzzzz", "../../etc", "POP_RESIDENT" * 50])
def test_nonsense_ids_are_refused(wrong: str) -> None:
    with pytest.raises(registry.UnknownIndicatorError):
        registry.get(wrong)


def test_groups_hold_every_indicator_of_a_level_once() -> None:
    for level in registry.LEVEL_NAMES:
        grouped = [item.id for items in registry.groups(level).values() for item in items]
        assert sorted(grouped) == sorted(item.id for item in registry.of_level(level))


def test_tables_older_than_the_registry_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_extents", dict)
    with pytest.raises(registry.StaleTablesError, match=r"data\.build\.indicators"):
        registry.load.__wrapped__()

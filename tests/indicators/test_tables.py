"""Values against the sources' own totals, and honest rows where there is none."""

from __future__ import annotations

import math

import pytest

from data.errors import AtlasError
from indicators import registry, tables

PROVINCE_2020 = 25_019_831
PROVINCE_2010 = 25_575_263
NEW_AREA = 288_200


def value(indicator: str, year: int, adcode: str) -> float:
    return float(tables.values(indicator, year).loc[adcode, "value"])


def row(indicator: str, year: int, adcode: str) -> dict[str, str]:
    return dict(tables.values(indicator, year).loc[adcode][["status", "note", "source"]])


def test_census_2020_makes_the_province_with_the_new_area_apart() -> None:
    counties = tables.values("pop_resident", 2020)["value"]
    assert len(counties) == 87
    assert tables.outside("pop_resident", 2020) == {"620171": NEW_AREA}
    assert counties.sum() + NEW_AREA == PROVINCE_2020
    assert value("prov_pop_resident", 2020, "620000") == PROVINCE_2020


def test_census_2010_makes_the_province_by_itself() -> None:
    assert tables.values("pop_resident", 2010)["value"].sum() == PROVINCE_2010
    assert value("prov_pop_resident", 2010, "620000") == PROVINCE_2010
    assert tables.outside("pop_resident", 2010) == {}


@pytest.mark.parametrize(
    "name",
    [
        "pop_male",
        "pop_urban",
        "edu_bachelor_plus_persons",
        "longform_employed_total",
        "longform_professional_technical",
        "longform_scientific_research_technical_services",
        "migrants_reg_other_province",
    ],
)
def test_counts_add_up_to_prefectures_and_province(name: str) -> None:
    counties = tables.values(name, 2020)["value"]
    apart = tables.outside(name, 2020)["620171"]
    prefectures = tables.values(f"pref_{name}", 2020)["value"]
    assert counties.sum() + apart == value(f"prov_{name}", 2020, "620000")
    assert prefectures.sum() == value(f"prov_{name}", 2020, "620000")
    for code, total in prefectures.items():
        inside = counties[counties.index.str.startswith(str(code)[:4])].sum()
        assert inside + (apart if code == "620100" else 0) == total, code


# read in the census tables
@pytest.mark.parametrize(
    ("indicator", "adcode", "expected"),
    [
        ("pop_resident", "620102", 1_484_016),
        ("pop_resident", "620121", 285_549),
        ("pop_resident", "620122", 125_157),
        ("pop_resident", "620200", 312_663),
        ("mean_years_schooling_15plus", "620200", 11.14),
        ("longform_employed_total", "620924", 572),
        ("longform_employed_total", "623026", 952),
        ("longform_employed_total", "620923", 1_027),
        ("longform_scientific_research_technical_services", "620923", 1),
    ],
)
def test_known_figures_of_2020(indicator: str, adcode: str, expected: float) -> None:
    assert value(indicator, 2020, adcode) == expected


def test_the_province_s_tertiary_rate_is_the_communique_s() -> None:
    assert value("prov_tertiary_per_100k", 2020, "620000") == pytest.approx(14_505.9, abs=0.05)


def test_ratios_are_made_from_their_parts() -> None:
    for name, top, below, factor in [
        ("urbanization_rate", "pop_urban", "pop_resident", 100),
        ("tertiary_per_100k", "edu_tertiary_persons", "pop_resident", 100_000),
        ("share_manufacturing", "longform_manufacturing", "longform_employed_total", 100),
    ]:
        for year in (2010, 2020):
            parts = tables.values(top, year)["value"] / tables.values(below, year)["value"] * factor
            gap = (tables.values(name, year)["value"] - parts).abs().max()
            assert gap < 0.00006, name


def test_knowledge_services_are_four_sectors() -> None:
    four = ["ict_services", "finance", "leasing_business", "scientific_research_technical_services"]
    total = sum(value(f"longform_{name}", 2020, "620102") for name in four)
    share = total / value("longform_employed_total", 2020, "620102") * 100
    assert value("share_knowledge_intensive_services", 2020, "620102") == pytest.approx(
        share, abs=1e-4
    )
    assert share == pytest.approx(17.4456, abs=1e-4)


COMPLETE = {
    "620600": (526.41, 0.005),
    "620700": (467.05, 0.005),
    "620800": (476.16, 0.005),
    "620900": (657.70, 0.055),
    "621000": (754.70, 0.155),
    "621100": (441.36, 0.005),
    "621200": (451.80, 0.015),
    "622900": (331.30, 0.025),
    "623000": (219.06, 0.005),
}


@pytest.mark.parametrize("prefecture", COMPLETE)
def test_counties_make_the_prefecture_s_gdp(prefecture: str) -> None:
    printed, margin = COMPLETE[prefecture]
    gdp = tables.values("gdp", 2020)
    inside = gdp[gdp.index.str.startswith(prefecture[:4])]
    assert inside["status"].eq("ok").all()
    assert abs(inside["value"].sum() - printed) <= margin
    assert value("pref_gdp", 2020, prefecture) == printed


def test_three_sectors_make_the_gdp() -> None:
    parts = sum(
        tables.values(f"gdp_{name}", 2020)["value"] for name in ("primary", "secondary", "tertiary")
    )
    gap = (tables.values("gdp", 2020)["value"] - parts).dropna()
    assert len(gap) == 76
    assert gap.abs().max() <= 0.0002 + 1e-9


def test_prefecture_gdp_makes_the_province_s_9016_67() -> None:
    assert tables.values("pref_gdp", 2020)["value"].sum() == pytest.approx(9016.67, abs=0.005)


MISSING_ELEVEN = {
    "620102", "620103", "620104", "620105", "620111", "620200", "620302", "620402", "620403",
    "620502", "620503",
}  # fmt: skip


def test_the_eleven_outside_the_county_yearbook_stay_missing() -> None:
    for name in ("gdp_tertiary", "household_savings_deposits", "primary_students", "land_area"):
        table = tables.values(name, 2020)
        without = table[table["value"].isna()]
        assert set(without.index) == MISSING_ELEVEN, name
        assert without["status"].eq("missing").all()
        assert without["note"].str.contains("县域统计年鉴").all()


def test_jiayuguan_and_jinchuan_gdp_are_labelled() -> None:
    assert value("gdp", 2020, "620200") == 281.6
    assert row("gdp", 2020, "620200")["note"] == "嘉峪关市不设县区，取全市数"
    assert row("gdp", 2020, "620200")["source"] == "gdp2020"
    assert value("gdp", 2020, "620302") == pytest.approx(271.42)
    jinchuan = row("gdp", 2020, "620302")
    assert jinchuan["status"] == "derived"
    assert "358.62 − 永昌县87.2036" in jinchuan["note"]


@pytest.mark.parametrize(
    ("codes", "left"),
    [
        (("620402", "620403"), "287.11"),
        (("620502", "620503"), "375.04"),
        (("620102", "620103", "620104", "620105", "620111"), "2521.39"),
    ],
)
def test_residuals_of_several_districts_are_notes_never_values(
    codes: tuple[str, ...], left: str
) -> None:
    for code in codes:
        assert math.isnan(value("gdp", 2020, code))
        found = row("gdp", 2020, code)
        assert found["status"] == "merged"
        assert f"合计{left}亿元" in found["note"]
        assert row("gdp_per_capita_census", 2020, code)["status"] == "merged"


def test_nothing_is_divided_across_the_new_area() -> None:
    """A ratio whose parts treat 兰州新区 differently is not given for 永登 and 皋兰."""
    mixed = [
        item.id
        for item in registry.of_level("county")
        if len(set(item.records)) > 1 and item.kind == "ratio" and item.years == (2020,)
    ]
    assert {"pop_density_polygon", "gdp_per_capita_census", "pop_change_2010_2020"} <= set(mixed)
    for name in mixed:
        if name.startswith("share_"):  # both parts come from the yearbook
            continue
        for code in ("620121", "620122"):
            assert row(name, 2020, code)["status"] == "not_applicable", name
            assert row(name, 2020, code)["note"], name
            assert math.isnan(value(name, 2020, code))


def test_the_new_area_is_noted_on_the_census_of_both_years() -> None:
    for code in ("620121", "620122"):
        assert "不含兰州新区" in row("pop_resident", 2020, code)["note"]
        assert "不可直接比较" in row("pop_resident", 2010, code)["note"]
        assert "不含兰州新区" in row("tertiary_per_100k", 2020, code)["note"]


def test_population_change_of_comparable_counties() -> None:
    assert value("pop_change_2010_2020", 2020, "620102") == pytest.approx(16.0525, abs=5e-5)
    assert value("pop_change_2010_2020", 2020, "620103") == pytest.approx(26.96, abs=5e-5)


def test_small_samples_are_noted() -> None:
    table = tables.values("share_professional_technical", 2020)
    sizes = tables.values("longform_employed_total", 2020)["value"]
    small = table["note"].str.contains("抽样误差较大")
    assert set(table.index[small]) == set(sizes.index[sizes < 2000])
    assert {"620924", "623026", "620923", "621228", "620721"} <= set(table.index[small])


def test_doubtful_deposits_of_linxia_city_are_noted() -> None:
    assert value("household_savings_deposits", 2020, "622901") == pytest.approx(524.1)
    assert "存疑" in row("household_savings_deposits", 2020, "622901")["note"]
    assert "存疑" in row("bank_loans_outstanding", 2020, "622901")["note"]


def test_doubtful_land_areas_are_noted() -> None:
    notes = tables.values("land_area", 2020)["note"]
    noted = set(notes.index[notes.str.contains("底图多边形")])
    # the twelve counties where yearbook and map differ by more than a tenth
    assert noted == {
        "620121", "620422", "620982", "620721", "622921", "620923",
        "623026", "620321", "622922", "620725", "622925", "620722",
    }  # fmt: skip


def test_counts_of_facilities() -> None:
    undergraduate = tables.values("count_university_undergraduate", 2025)["value"]
    junior = tables.values("count_college_junior", 2025)["value"]
    assert (undergraduate["620102"], undergraduate["620105"]) == (5, 5)
    # 49 institutions; of three colleges only the prefecture is known, so that the counties of
    # 兰州, 白银 and 定西 have no count of colleges, while the other eleven have their 7
    assert undergraduate.sum() == 28
    assert junior.sum() == 7
    assert junior.isna().sum() == 8 + 5 + 7
    assert tables.values("pref_count_university", 2025)["value"].sum() == 49
    innovative = tables.values("count_national_innovative_county", 2023)["value"]
    assert set(innovative.index[innovative == 1]) == {"620724", "621122", "620981", "620123"}
    assert (innovative == 0).sum() == 83
    assert tables.values("count_full_mechanization_demo_county", 2024)["value"].sum() == 27
    assert tables.values("pref_count_state_key_laboratory", 2023)["value"].sum() == 11
    assert tables.values("pref_count_national_agri_sci_tech_park", 2023)["value"].sum() == 10
    assert tables.values("pref_count_hightech_zone", 2022)["value"].sum() == 12


def test_the_yearbook_has_no_autonomous_prefectures() -> None:
    residuals = {
        ("pref_patents_granted", 2022): "564件",
        ("pref_patents_granted", 2023): "451件",
        ("pref_invention_patents_granted", 2022): "25件",
        ("pref_invention_patents_granted", 2023): "30件",
        ("pref_technology_contract_value", 2023): "1.76亿元",
    }
    for (name, year), left in residuals.items():
        for code in ("622900", "623000"):
            found = row(name, year, code)
            assert math.isnan(value(name, year, code))
            assert found["status"] == "missing"
            assert "不在《中国城市统计年鉴》地级市表内" in found["note"]
            assert f"两州合计{left}" in found["note"]


def test_twelve_cities_against_the_province() -> None:
    for year, sum_ in ((2022, 21_926), (2023, 20_452)):
        assert tables.values("pref_patents_granted", year)["value"].sum() == sum_
    for year, sum_ in ((2022, 2_447), (2023, 3_538)):
        assert tables.values("pref_invention_patents_granted", year)["value"].sum() == sum_
    assert tables.values("pref_hightech_enterprises", 2023)["value"].sum() == 2_034 - 22
    assert tables.values("pref_technology_contract_value", 2023)["value"].sum() == pytest.approx(
        463.048
    )


def test_jiayuguan_high_tech_firms_are_missing_with_the_reason() -> None:
    found = row("pref_hightech_enterprises", 2023, "620200")
    assert math.isnan(value("pref_hightech_enterprises", 2023, "620200"))
    assert found["status"] == "missing"
    assert "76.3%" in found["note"]
    assert row("pref_hightech_enterprises_per_10k", 2023, "620200")["status"] == "missing"


@pytest.mark.parametrize(
    ("indicator", "year", "adcode", "expected"),
    [
        ("pref_st_fiscal_share_general_budget", 2022, "620700", 1.114),
        ("pref_st_fiscal_share_general_budget", 2023, "620300", 1.071),
        ("pref_st_fiscal_share_general_budget", 2017, "620100", 1.58),
        ("pref_rd_intensity_gdp", 2017, "620100", 1.876),
        ("pref_rd_intensity_gdp", 2017, "620200", 4.966),
        ("pref_invention_patents_granted_per_10k", 2023, "620100", 6.056),
        ("pref_technology_contract_value_share_of_gdp", 2023, "620100", 3.250),
        ("pref_gdp_per_capita_census", 2020, "620200", 90_065),
        ("prov_rd_intensity_gdp", 2022, "620000", 1.29),
        ("prov_technology_market_output_value", 2020, "620000", 233.1559),
    ],
)
def test_known_figures_of_prefectures_and_province(
    indicator: str, year: int, adcode: str, expected: float
) -> None:
    assert value(indicator, year, adcode) == pytest.approx(expected, rel=5e-4)


def test_every_row_says_why_it_has_no_value() -> None:
    for item in registry.load().values():
        for year in item.years:
            table = tables.values(item.id, year)
            assert (
                len(table)
                == item.units
                == {"county": 87, "prefecture": 14, "province": 1}[item.level]
            )
            assert table.index.is_unique
            assert int(table["value"].notna().sum()) == item.coverage[year]
            empty = table[table["value"].isna()]
            assert empty["note"].ne("").all(), (item.id, year)
            assert empty["status"].isin(["missing", "merged", "not_applicable"]).all()
            assert table["status"].isin(registry.STATUS_NAMES).all()


def test_joined_has_one_row_a_unit_and_keeps_the_statuses() -> None:
    table = tables.joined(["gdp", "tertiary_per_100k", "gdp"], 2020)
    assert list(table.columns) == [
        "name", "gdp", "gdp_year", "gdp_status", "gdp_note",
        "tertiary_per_100k", "tertiary_per_100k_year",
        "tertiary_per_100k_status", "tertiary_per_100k_note",
    ]  # fmt: skip
    assert len(table) == 87
    assert table.loc["620402", "gdp_status"] == "merged"
    assert table.loc["620102", "name"] == "城关区"


def test_levels_are_never_mixed() -> None:
    with pytest.raises(tables.MixedLevelsError):
        tables.joined(["gdp", "pref_gdp"], 2020)


def test_a_year_without_figures_is_refused_with_the_years_there_are() -> None:
    with pytest.raises(tables.UnknownYearError, match="2010、2020"):
        tables.values("pop_resident", 2015)
    with pytest.raises(tables.UnknownYearError):
        tables.joined(["pop_resident", "gdp"], 2010)
    with pytest.raises(AtlasError):
        tables.joined([])


def test_tables_are_copies() -> None:
    first = tables.values("gdp", 2020)
    first["value"] = -1.0
    assert tables.values("gdp", 2020)["value"].max() > 0

"""The tables of small lines on the county's page and in the comparison, and the line on the card."""

from __future__ import annotations

import base64

from streamlit.testing.v1 import AppTest

from data.paths import ROOT
from views.parts.figures import trend_table


def test_the_card_shows_the_map_s_series_or_the_people() -> None:
    ((label, picture, text),) = trend_table.on_card("620321", "city_gdp")
    assert label == "GDP（城市年鉴）"
    svg = base64.b64decode(picture.removeprefix("data:image/svg+xml;base64,")).decode()
    assert svg.startswith("<svg")
    assert "<script" not in svg
    assert "2023年121 亿元" in text
    ((label, _picture, _text),) = trend_table.on_card("620321", "pref_city_pm25")
    assert label == "金昌市：PM2.5"
    ((label, _picture, _text),) = trend_table.on_card("620321", "gdp")
    assert label == "常住人口"


def lines_of(page: AppTest) -> list[dict[str, str]]:
    assert not page.exception
    tables = [frame.value for frame in page.dataframe if "逐年" in frame.value.columns]
    return [row for table in tables for row in table.to_dict("records")]


def test_the_county_s_page_has_its_series_and_its_prefecture_s() -> None:
    page = AppTest.from_file(str(ROOT / "views/county.py"), default_timeout=120)
    page.query_params["sel"] = "620321"
    rows = lines_of(page.run())
    names = [row["指标"] for row in rows]
    assert names[0] == "地区生产总值（城市年鉴）"
    assert "细颗粒物（PM2.5）年平均浓度（城市年鉴）" in names
    assert rows[0]["年份"] == "2018｜2019—2023"
    assert "中国城市统计年鉴" in rows[0]["出处"]
    assert all(row["逐年"].startswith("data:image/svg+xml;base64,") for row in rows)


def test_the_comparison_has_one_line_an_indicator_and_county() -> None:
    page = AppTest.from_file(str(ROOT / "views/compare.py"), default_timeout=120)
    page.query_params["sel"] = "620321,620602"
    rows = lines_of(page.run())
    assert {row["县区"] for row in rows} == {"永昌县", "凉州区"}
    # classes of occupations changed between the censuses: two runs
    split = [row["年份"] for row in rows if row["指标"].startswith("专业技术人员")]
    assert split == ["2010｜2020", "2010｜2020"]


def test_a_map_of_ten_counties_says_so_above_the_map() -> None:
    page = AppTest.from_file(str(ROOT / "views/indicator_map.py"), default_timeout=120)
    page.query_params["ind"] = "city_technology_contract_value"
    page.run()
    assert not page.exception
    assert any("只有10/87 个县级单元有数据" in text.value for text in page.markdown)
    (year,) = [box for box in page.selectbox if box.label == "年份"]
    assert year.options == ["2023"]


def test_the_slider_has_the_years_that_exist() -> None:
    page = AppTest.from_file(str(ROOT / "views/indicator_map.py"), default_timeout=120)
    page.query_params["ind"] = "city_pop_registered"
    page.run()
    (year,) = [slider for slider in page.select_slider if slider.label == "年份"]
    assert year.options == ["2018", "2019", "2021", "2022"]
    assert year.value == 2022

"""县域比较: the answer before the map, and the whole choice in the address."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from geo.places import units
from indicators import comparison, correlation
from indicators.comparison import Side
from views.parts.figures import charts, comparison_table

ROOT = Path(__file__).resolve().parents[2]


def opened(**query: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "views/compare.py"), default_timeout=120)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def test_the_first_table_says_who_leads_and_carries_the_letters_of_the_map() -> None:
    opened(sel="622901,620102,620123")
    order = ["622901", "620102", "620123"]
    sides = [Side(code, units.unit(code).name, (code,)) for code in order]
    found = comparison.compare("tertiary_per_100k", 2020, sides)
    first = comparison_table.table(found, order)
    assert first["名称"].tolist() == ["城关区", "榆中县", "临夏市"]
    assert first["图上"].tolist() == ["B", "C", "A"]
    assert first["位次（有数87个中）"].tolist() == [2, 12, 19]
    assert first["与最高者"].tolist()[0] == "最高"


def test_groups_and_indicators_live_in_the_address() -> None:
    page = opened(sel="620123", ind="urbanization_rate", groups="620100", figs="gdp,pop_resident")
    (chosen,) = [box for box in page.multiselect if box.label == "比较的指标"]
    assert chosen.value == ["gdp", "pop_resident"]
    chosen.set_value(["gdp"]).run()
    assert page.query_params["figs"] == "gdp"
    assert page.query_params["groups"] == "620100"


def test_what_the_address_does_not_know_is_told() -> None:
    page = opened(sel="620123,620102", figs="gdp,nonsense")
    assert any("nonsense" in text.value for text in [*page.warning, *page.info])


def test_a_click_on_the_map_adds_the_county() -> None:
    page = opened(sel="620123,620102")
    page.session_state["compare:open"] = "622901"
    page.run()
    (chosen,) = [box for box in page.multiselect if box.label.startswith("县区")]
    assert chosen.value == ["620123", "620102", "622901"]
    chosen.set_value(["620123", "620102"]).run()
    (chosen,) = [box for box in page.multiselect if box.label.startswith("县区")]
    assert chosen.value == ["620123", "620102"], "what was let go stays away"


def test_two_indicators_come_with_both_coefficients_and_their_intervals() -> None:
    page = opened(sel="620123,620102", ind="tertiary_per_100k", y="mean_years_schooling_15plus")
    found = correlation.together("tertiary_per_100k", "mean_years_schooling_15plus")
    assert found is not None
    said = next(text.value for text in page.caption if "皮尔逊" in text.value)
    for one in (found.pearson, found.spearman):
        assert f"{one.value:.2f}（95%区间{one.low:.2f}至{one.high:.2f}）" in said
    assert "87个" in said
    assert page.query_params["y"] == "mean_years_schooling_15plus"
    (shown,) = [box for box in page.selectbox if box.label == "地图上的指标"]
    shown.set_value("mean_years_schooling_15plus").run()
    assert not page.exception
    (second,) = [box for box in page.selectbox if box.label == "纵轴的指标"]
    assert second.value == "urbanization_rate", "an indicator is never set against itself"


def test_the_chosen_are_told_apart_without_colour() -> None:
    drawn = charts.strips(["gdp"], ["620123", "622901"]).to_dict()
    shapes = [layer.get("encoding", {}).get("shape") for layer in drawn["layer"]]
    (scale,) = [shape["scale"]["range"] for shape in shapes if shape]
    assert len(set(scale)) == 2

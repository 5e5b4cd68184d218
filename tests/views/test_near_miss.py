"""A parameter whose name is nearly right is told above the page."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data.paths import ROOT
from views.parts.page.near_miss import AskedQuery, near_misses

VIEWS = ROOT / "views"


@pytest.mark.parametrize(
    ("name", "meant"),
    [("extent", "ext"), ("Ind", "ind"), ("indicator", "ind"), ("yaer", "year"), ("systems", "sys"),
     ("selected", "sel"), ("names_", "names"), ("K", "k"), ("fnd", "find")],
)  # fmt: skip
def test_a_near_name_is_told_with_the_right_one(name: str, meant: str) -> None:
    query = AskedQuery({name: "x"})
    query.get("find")
    (sentence,) = near_misses(query)
    assert f"网址参数 {name} 没有读：是不是 {meant}？" in sentence


@pytest.mark.parametrize("name", ["utm_source", "x", "from_mail", "q", "ext", "find"])
def test_right_names_and_those_of_others_are_left_alone(name: str) -> None:
    query = AskedQuery({name: "x"})
    query.get("find")
    assert not list(near_misses(query))


def test_a_link_with_a_near_name_says_so_once() -> None:
    test = AppTest.from_file(str(VIEWS / "indicator_map.py"), default_timeout=60)
    test.query_params["extent"] = "china"
    test.query_params["ind"] = "urbanization_rate"
    test.run()
    assert not test.exception
    (warning,) = test.warning
    assert "extent" in warning.value
    assert "是不是 ext" in warning.value
    test.run()
    assert not test.warning

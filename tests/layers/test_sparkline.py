"""The small line: dots at the years that exist, runs apart, and the same in words."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from indicators import tables, trends
from layers import sparkline

SVG = "{http://www.w3.org/2000/svg}"


def test_every_run_is_one_line_and_every_cut_one_mark() -> None:
    for level in ("county", "prefecture"):
        for item in trends.of_level(level):
            for unit in tables.unit_names(level):
                found = trends.trend(item.id, unit)
                if found is None:
                    continue
                drawn = ET.fromstring(sparkline.paint(found).svg)  # noqa: S314 - our own
                lines = drawn.findall(f"{SVG}polyline")
                assert len(lines) == sum(len(run) > 1 for run in found.segments)
                assert len(drawn.findall(f"{SVG}line")) == len(found.cuts)
                dots = drawn.findall(f"{SVG}circle")
                # one a year, and the last one again, larger
                assert len(dots) == len(found.readings) + 1
                for dot in dots:
                    assert 0 < float(dot.get("cx", "")) < sparkline.WIDTH
                    assert 0 < float(dot.get("cy", "")) < sparkline.HEIGHT


def test_places_follow_the_figures() -> None:
    found = trends.trend("city_gdp", "620321")
    assert found is not None
    drawn = ET.fromstring(sparkline.paint(found).svg)  # noqa: S314 - our own
    line = drawn.find(f"{SVG}polyline")
    assert line is not None
    points = [tuple(map(float, p.split(","))) for p in line.get("points", "").split()]
    assert [x for x, _y in points] == sorted(x for x, _y in points)
    # 78, 87, 101, 113, 121: upwards
    assert [y for _x, y in points] == sorted((y for _x, y in points), reverse=True)


def test_words_say_both_ends_and_why_the_line_is_cut() -> None:
    found = trends.trend("city_gdp", "620321")
    assert found is not None
    text = sparkline.paint(found).text
    assert text.startswith("2019年78 亿元，2023年121 亿元；2018年与2019年不相连：")
    assert "此前：2018年73 亿元" in text
    loans = trends.trend("city_loans", "620702")
    assert loans is not None
    assert "2020年缺数" in sparkline.words(loans)

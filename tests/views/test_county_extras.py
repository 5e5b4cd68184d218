"""What a county's page says besides indicators: single figures, and the user's research index."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.paths import ROOT
from indicators import research_index


def opened(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "views" / page), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.markdown, *app.caption, *app.header))


def test_the_county_s_page_tells_its_single_figures_with_year_and_standing() -> None:
    said = text(opened("county.py", sel="620981"))
    assert "零星数（不上图、不排位）" in said
    assert "玉门市 2022年（预计数，不是结果）" in said
    assert "地区生产总值255 亿元" in said
    assert "政府工作报告" in said
    assert "零星数" not in text(opened("county.py", sel="620102"))


def test_a_system_tells_its_zones_figures() -> None:
    said = text(opened("zones.py", sys="lanbai-innovation-zone"))
    assert "兰州高新区 2020年（预计数，不是结果）" in said
    assert "园区生产总值292 亿元" in said
    assert "白银高新区 2020年（报道所载）" in said


def test_the_research_index_shows_only_with_a_file_and_never_without_its_label(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pandas as pd

    assert "普惠金融" not in text(opened("county.py", sel="620123"))
    # PKU-DFIIC, county index 2020 (郭峰等，经济学（季刊）2020, 19(4), 1401-1418)
    row = {"year": 2020, "county_code": 620123, "index_aggregate": 112.78, "usage_depth": 133.15}
    pd.DataFrame([row]).to_csv(tmp_path / "dfiic.csv", index=False)
    given = research_index.paths(tmp_path)
    monkeypatch.setattr(research_index, "paths", lambda *_folder: given)
    app = opened("county.py", sel="620123")
    said = text(app)
    assert "研究指数：北京大学数字普惠金融指数（不是官方统计）" in said
    assert "研究指数 · 榆中县（以2014年为基期）" in said
    assert "第1401—1418页" in said
    tables = [frame.value for frame in app.dataframe if "总指数" in frame.value.columns]
    assert [table["总指数"].tolist() for table in tables] == [[112.78]]
    official = [f.value for f in app.dataframe if "总指数" not in f.value.columns]
    assert not any("普惠" in str(table.to_numpy()) for table in official)

"""The digital finance index: read from the user's file in the publisher's layout, never shipped.

The rows are PKU-DFIIC's (北京大学数字金融研究中心; 郭峰等，经济学（季刊）2020, 19(4), 1401-1418), a few
of the county index 2014 and 2020 and of the prefecture index 2023.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data.files import data_files
from data.paths import DATA, ROOT
from indicators import registry, research_index
from indicators.research_index import IndexFileError, IndexLevel, IndexPart

if TYPE_CHECKING:
    import pandas as pd

HEADS = ["year", "county_code", "county_name", "index_aggregate", "coverage_breadth",
         "usage_depth", "digitization_level", "money_fund"]  # fmt: skip
COUNTIES = [
    (2014, 620123, "榆中县", 59.65, 82.4, 22.11, 52.76, 1.0),
    (2020, 620123, "榆中县", 112.78, 101.57, 133.15, 112.81, None),
    (2020, 620102, "城关区", 124.68, 107.41, 160.38, 116.83, None),
    (2020, 110101, "东城区", 130.0, 110.0, 165.0, 118.0, None),
]


def counties() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(COUNTIES, columns=HEADS)


def write(table: pd.DataFrame, path: Path) -> None:
    if path.suffix == ".xlsx":
        table.to_excel(path, index=False)
    elif path.suffix == ".dta":
        table.to_stata(path, write_index=False, version=118)
    else:
        table.to_csv(path, index=False, encoding="gb18030")


@pytest.mark.parametrize("ending", [".xlsx", ".dta", ".csv"])
def test_the_publisher_s_files_are_read(tmp_path: Path, ending: str) -> None:
    write(counties(), tmp_path / f"PKU_DFIIC_county{ending}")
    found = research_index.load(tmp_path)
    assert set(found) == {IndexLevel.COUNTY}
    values = found[IndexLevel.COUNTY].values
    assert set(values) == {"620123", "620102"}, "other provinces are not read"
    assert values["620123"][2014][IndexPart.TOTAL] == pytest.approx(59.65)
    assert values["620102"][2020][IndexPart.DEPTH] == pytest.approx(160.38)
    assert found[IndexLevel.COUNTY].level.base == 2014


def test_chinese_heads_and_the_prefecture_s_own_base(tmp_path: Path) -> None:
    import pandas as pd

    heads = ["年份", "城市代码", "城市", "数字普惠金融指数", "覆盖广度", "使用深度", "数字化程度"]
    rows = [(2023, "6201", "兰州市", 314.26, 351.4, 250.28, 307.9)]
    pd.DataFrame(rows, columns=heads).to_excel(tmp_path / "数字普惠金融指数.xlsx", index=False)
    write(counties(), tmp_path / "2020数字普惠金融指数.csv")
    found = research_index.load(tmp_path)
    city = found[IndexLevel.PREFECTURE]
    assert city.values["620100"][2023][IndexPart.TOTAL] == pytest.approx(314.26)
    # the two have different bases and stay apart
    assert (city.level.base, found[IndexLevel.COUNTY].level.base) == (2011, 2014)
    assert not set(city.values) & set(found[IndexLevel.COUNTY].values)


def test_two_releases_are_not_mixed(tmp_path: Path) -> None:
    write(counties(), tmp_path / "dfiic_1.csv")
    other = counties()
    other.loc[0, "index_aggregate"] = 61.0
    write(other, tmp_path / "dfiic_2.csv")
    with pytest.raises(IndexFileError, match="不同版本的指数不能放在一起"):
        research_index.load(tmp_path)


def test_the_same_figures_twice_are_no_contradiction(tmp_path: Path) -> None:
    write(counties(), tmp_path / "dfiic_1.csv")
    write(counties(), tmp_path / "dfiic_2.csv")
    assert len(research_index.load(tmp_path)[IndexLevel.COUNTY].files) == 2


@pytest.mark.parametrize("ending", [".xlsx", ".dta", ".csv"])
def test_a_broken_or_foreign_file_is_refused_with_a_sentence(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"dfiic{ending}"
    path.write_bytes(b"a,b\n1,2\n")
    with pytest.raises(IndexFileError) as caught:
        research_index.load(tmp_path)
    assert caught.value.message.startswith("“dfiic")
    assert caught.value.message.endswith("。")


def test_nothing_is_there_without_a_file(tmp_path: Path) -> None:
    assert research_index.load(tmp_path) == {}
    assert research_index.load(tmp_path / "nowhere") == {}
    (tmp_path / "other.xlsx").write_bytes(b"")
    assert research_index.paths(tmp_path) == ()


def test_nothing_of_the_index_is_shipped_nor_an_official_indicator() -> None:
    assert not [path for path in data_files() if "dfi" in path.lower() or "普惠" in path]
    assert not [item for item in registry.load().values() if "普惠" in item.name]
    for path in (DATA / "figures").glob("*.csv"):
        assert "普惠金融" not in path.read_text(encoding="utf-8"), path.name
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert "data/local/*" in ignored


def test_the_citation_is_whole() -> None:
    for word in ("郭峰", "《经济学（季刊）》", "2020", "第19卷第4期", "1401—1418"):
        assert word in research_index.CITATION

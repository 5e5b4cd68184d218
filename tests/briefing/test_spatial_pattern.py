"""The pattern in words: what chance explains is told as such, and nobody is named without cause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing import captions, spatial_pattern
from geo import neighbours
from geo.places import units
from indicators import autocorrelation
from indicators.autocorrelation import Label, Local, Moran, Pattern
from layers.prepared import prepare
from layers.spec import MapSpec

CODES = [unit.adcode for unit in units.counties()]


def made(value: float, p: float, labels: dict[str, Label], codes: list[str] = CODES) -> Pattern:
    """A pattern with these clusters and nothing else."""
    weights = neighbours.weights(codes)
    local = tuple(
        Local(code, 1.0 - i / 100, 0.0002, code in labels, labels.get(code, "不显著"))
        for i, code in enumerate(weights.codes)
    )
    moran = Moran(value, -1 / (len(weights.codes) - 1), p)
    missing = tuple(code for code in CODES if code not in codes)
    return Pattern("tertiary_per_100k", 2020, missing, weights, moran, local)


@pytest.mark.parametrize(
    ("value", "p", "words"),
    [
        (0.31, 0.0002, "相邻县区的数值总体相近（全局莫兰指数0.31，p=0.0002，"),
        (0.12, 0.05, "相邻县区的数值总体相近"),
        (0.12, 0.0502, "相邻县区的数值是否相近，与随机分布难以区分（全局莫兰指数0.12，p=0.0502，"),
        (-0.001, 0.9, "难以区分（全局莫兰指数0.00，p=0.9000，"),
        (-0.4, 0.0002, "相邻县区的数值高低相间（全局莫兰指数-0.40，p=0.0002，"),
    ],
)
def test_the_global_result_is_said_with_its_p(value: float, p: float, words: str) -> None:
    found = made(value, p, {})
    text = spatial_pattern.sentence(found)
    assert words in text
    assert text.endswith("没有哪个县级单元单独突出。")
    assert "集聚" not in text
    assert spatial_pattern.short(found).count("。") == 1


def test_clusters_are_named_three_at_most_the_strongest_first() -> None:
    labels: dict[str, Label] = dict.fromkeys(CODES[:5], "高-高")
    labels |= {CODES[10]: "低-低", CODES[11]: "高-低", CODES[12]: "低-高"}
    text = spatial_pattern.sentence(made(0.3, 0.0002, labels))
    first = "、".join(units.unit(code).name for code in CODES[:3])
    assert f"高值集聚的有{first}等5个，低值集聚的有{units.unit(CODES[10]).name}，" in text
    assert f"自身高而四邻低的有{units.unit(CODES[11]).name}，" in text
    assert text.endswith(f"自身低而四邻高的有{units.unit(CODES[12]).name}。")
    assert "没有哪个" not in text


def test_a_county_may_stand_out_where_the_whole_does_not() -> None:
    text = spatial_pattern.sentence(made(0.01, 0.6, {CODES[0]: "高-高"}))
    assert "难以区分" in text
    assert f"高值集聚的有{units.unit(CODES[0]).name}" in text


def test_islands_are_named_in_the_sentence_and_in_the_method() -> None:
    gone = set(neighbours.contiguity()["620822"])
    found = made(0.3, 0.0002, {}, [code for code in CODES if code not in gone])
    assert "灵台县没有有数的邻县，未参与" in spatial_pattern.sentence(found)
    assert "灵台县有数值而邻县都没有，也不参与" in spatial_pattern.method(found)
    assert f"没有数值的{len(gone)}个单元不参与" in spatial_pattern.method(found)
    assert (
        f"（全局莫兰指数0.30，p=0.0002，9,999次置换，{87 - len(gone) - 1}个"
        in spatial_pattern.sentence(found)
    )


def test_critical_verdicts_are_marked_in_sentence_table_and_document() -> None:
    """What another seed may turn is said wherever the verdicts are, in those words."""
    found = autocorrelation.pattern("urbanization_rate", 2020)
    doubt = {row.adcode for row in found.local if row.critical}
    text = spatial_pattern.sentence(found)
    assert "判断为临界（换一组随机置换可能改变）的有已通过的" in text
    assert "未通过的" in text
    table = spatial_pattern.table(found)
    assert set(table.loc[table["临界"] == "临界", "代码"]) == doubt
    assert {row.adcode for row in found.local if "临界" in spatial_pattern.verdict(row)} == doubt
    written = spatial_pattern.document("urbanization_rate", 2020)["local"]
    assert {row["adcode"] for row in written if row["critical"]} == doubt
    assert "Clopper–Pearson" in spatial_pattern.method(found)
    figure = captions.sentences(prepare(MapSpec(indicator="urbanization_rate", year=2020)))
    assert next(s.text for s in figure if s.kind == "pattern") == text


def test_nothing_is_said_of_doubt_where_there_is_none() -> None:
    assert "临界" not in spatial_pattern.sentence(made(0.3, 0.0002, {CODES[0]: "高-高"}))


def test_the_table_has_clusters_first_and_every_unit() -> None:
    found = autocorrelation.pattern("tertiary_per_100k", 2020)
    table = spatial_pattern.table(found)
    assert len(table) == found.n == 87
    places = [autocorrelation.LABELS.index(label) for label in table["本县-四邻"]]
    assert places == sorted(places)
    assert set(table.loc[table["校正后"] == "未通过", "本县-四邻"]) == {"不显著"}
    assert list(table["代码"]) != CODES
    assert set(table["代码"]) == set(CODES)


def test_the_method_says_every_choice() -> None:
    found = autocorrelation.pattern("tertiary_per_100k", 2020)
    text = spatial_pattern.method(found)
    for part in ("197对", "按行标准化", "特殊区域", "肃北", "9,999次", "双侧", "620000", "5%"):
        assert part in text
    assert "不参与" not in text
    assert "长表" not in text
    muted = autocorrelation.pattern("share_professional_technical", 2020)
    assert "其中7个单元的长表样本不足2,000" in spatial_pattern.method(muted)
    assert "不参与" in spatial_pattern.method(replace(found, missing=("620102",)))

"""Every sentence of a caption, held against the shipped table itself, read with the csv module."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from dataclasses import replace
from functools import lru_cache
from statistics import median

import numpy as np
import pytest

from briefing import captions, comparable_years
from data.paths import INDICATORS
from geo import neighbours
from geo.places import units
from indicators import autocorrelation, registry
from layers import catalogue
from layers.prepared import prepare
from layers.spec import MapSpec

Row = dict[str, str]


@lru_cache(maxsize=1)
def raw() -> dict[tuple[str, int], dict[str, Row]]:
    """The county and prefecture tables as they are shipped, past all our own readers."""
    found: dict[tuple[str, int], dict[str, Row]] = defaultdict(dict)
    for level in ("county", "prefecture"):
        with (INDICATORS / f"{level}.csv").open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                found[row["indicator"], int(row["year"])][row["adcode"]] = row
    return found


def values(indicator: str, year: int) -> dict[str, float]:
    return {
        code: float(row["value"]) for code, row in raw()[indicator, year].items() if row["value"]
    }


EVERY = [
    (item.id, year)
    for item in registry.load().values()
    if item.level != "province"
    for year in item.years
]


def said(indicator: str, year: int, **more: object) -> dict[str, str]:
    prepared = prepare(replace(MapSpec(indicator=indicator, year=year), **more))  # type: ignore[arg-type]
    return {s.kind: s.text for s in captions.sentences(prepared)}


def number_in(text: str) -> float:
    return float(re.sub(r"[^\d.\-]", "", text.split("%", maxsplit=1)[0].split(" ", maxsplit=1)[0]))


@pytest.mark.parametrize(("indicator", "year"), EVERY)
def test_every_sentence_follows_from_the_table(indicator: str, year: int) -> None:
    item = registry.get(indicator)
    found, table = values(indicator, year), raw()[indicator, year]
    text = said(indicator, year)
    high, low = max(found.values()), min(found.values())
    if high > low:
        ends = text["extremes"].rstrip("。").split("；")[0].split("中，")[-1]
        top, bottom = re.split("，(?:最低|居末)的是", ends)
        for part, extreme in ((top, high), (bottom, low)):
            holders = [c for c, value in found.items() if value == extreme]
            for code in holders[:3]:
                assert captions.unit_name(code) in part
            assert (f"等{len(holders)}个" in part) == (len(holders) > 3)
            assert ("并列" in part) == (len(holders) > 1)
            shown = number_in(part.split("（", 1)[1].replace("并列", ""))
            assert shown == pytest.approx(extreme, abs=0.51 * 10**-item.digits)
    else:
        assert "extremes" not in text
    middle = text["median"]
    assert f"{len(found)}个有数单元" in middle
    shown = number_in(middle.split("中位数为")[1])
    assert shown == pytest.approx(median(found.values()), abs=0.51 * 10**-item.digits)
    absent = [row["status"] for row in table.values() if not row["value"]]
    assert ("absent" in text) == bool(absent)
    if absent:
        assert f"没有数值的单元{len(absent)}个" in text["absent"]
        assert f"占{len(absent) / len(table) * 100:.1f}%" in text["absent"]
        lines = {"missing": "斜线", "merged": "横线", "not_applicable": "竖线"}
        for status, n in Counter(absent).items():
            assert f"{registry.STATUS_NAMES[status]}{n}个，画{lines[status]}" in text["absent"]


@pytest.mark.parametrize(("indicator", "year"), EVERY)
def test_multiples_are_said_of_plain_ratios_only(indicator: str, year: int) -> None:
    item = registry.get(indicator)
    everything = "".join(said(indicator, year).values())
    allowed = item.kind == "ratio" and item.diverging_at is None
    claimed = re.search(r"约为中位数的([\d.]+)倍", everything)
    if claimed:
        found = values(indicator, year)
        assert allowed
        assert min(found.values()) >= 0
        assert float(claimed[1]) == pytest.approx(
            max(found.values()) / median(found.values()), abs=0.051
        )
    assert "一半" not in everything
    assert everything.count("倍") == bool(claimed)


@pytest.mark.parametrize(("indicator", "year"), EVERY)
def test_the_top_class_lies_where_the_sentence_says(indicator: str, year: int) -> None:
    item = registry.get(indicator)
    text = said(indicator, year)
    if "top_class" not in text:
        assert item.level == "prefecture" or not item.mappable
        return
    low = float(text["top_class"].split("（")[1].split("–")[0].replace(",", ""))
    above = [code for code, value in values(indicator, year).items() if value > low]
    assert f"有{len(above)}个县级单元" in text["top_class"]
    homes = Counter(units.unit(code).prefecture_name for code in above)
    for name, n in re.findall(r"[：、]([^\d：、]+?)(\d+)个", text["top_class"]):
        assert homes[name] == int(n)
    rest = re.search(r"其余分布在(\d+)个市州", text["top_class"])
    assert len(homes) == min(len(homes), 3) + (int(rest[1]) if rest else 0)


def neighbours_mean(found: dict[str, float], code: str) -> float:
    near = [found[other] for other in neighbours.contiguity()[code] if other in found]
    return sum(near) / len(near)


@pytest.mark.parametrize(("indicator", "year"), EVERY)
def test_the_spatial_pattern_follows_from_the_table(indicator: str, year: int) -> None:
    """Moran's I by its definition from the raw values; who stands out lies on the side it says."""
    item = registry.get(indicator)
    text = said(indicator, year)
    told = item.level == "county" and item.mappable and not indicator.startswith("access_")
    # a pattern among a handful of counties would say nothing
    told = told and item.coverage[year] >= autocorrelation.LEAST_UNITS
    assert ("pattern" in text) == told
    if not told:
        return
    pattern = text["pattern"]
    found = values(indicator, year)
    assert list(text).index("pattern") == list(text).index("top_class") + 1
    assert f"{len(found)}个县级单元" in pattern
    middle = sum(found.values()) / len(found)
    spread = sum((value - middle) ** 2 for value in found.values())
    both = sum((found[c] - middle) * (neighbours_mean(found, c) - middle) for c in found)
    shown = re.search(r"莫兰指数(-?[\d.]+)，p=([\d.]+)，9,999次置换", pattern)
    assert shown
    assert float(shown[1]) == pytest.approx(both / spread, abs=0.00501)
    alike = "总体相近" if both > 0 else "高低相间"
    assert (alike in pattern) == (float(shown[2]) <= 0.05)
    assert ("难以区分" in pattern) == (float(shown[2]) > 0.05)
    groups = re.findall(
        r"(高值集聚|低值集聚|自身高而四邻低|自身低而四邻高)的有([^，；。]+)", pattern
    )
    assert bool(groups) != ("没有哪个县级单元单独突出" in pattern)
    sides = {
        "高值集聚": (True, True), "低值集聚": (False, False),
        "自身高而四邻低": (True, False), "自身低而四邻高": (False, True),
    }  # fmt: skip
    codes = {unit.name: unit.adcode for unit in units.counties()}
    for word, listed in groups:
        names = re.sub(r"等\d+个$", "", listed).split("、")
        assert len(names) <= 3
        for name in names:
            code = codes[name]
            high, around = found[code] > middle, neighbours_mean(found, code) > middle
            assert (high, around) == sides[word], name


@pytest.mark.parametrize("indicator", ["tertiary_per_100k", "gdp_per_capita_census"])
def test_the_spatial_pattern_stands_with_other_random_numbers(indicator: str) -> None:
    """The p and the counties named, tried again with shuffles of our own."""
    found = values(indicator, 2020)
    codes = list(found)
    z = np.array([found[code] for code in codes]) - np.mean(list(found.values()))
    near = [[codes.index(o) for o in neighbours.contiguity()[code] if o in found] for code in codes]
    rng = np.random.default_rng(4)
    p = []
    for i, places in enumerate(near):
        others = np.delete(z, i)
        lags = np.array(
            [rng.choice(others, len(places), replace=False).mean() for _ in range(4_000)]
        )
        seen = z[places].mean()
        p.append(2 * (min((lags >= seen - 1e-9).sum(), (lags <= seen + 1e-9).sum()) + 1) / 4_001)
    ordered = sorted(p)
    bound = max((k for k in range(len(p)) if ordered[k] <= 0.05 * (k + 1) / len(p)), default=-1)
    stands = {codes[i] for i in range(len(p)) if bound >= 0 and p[i] <= ordered[bound]}
    ours = {row.adcode for row in autocorrelation.pattern(indicator, 2020).local if row.fdr}
    # at the edge chance decides, not far from it
    assert len(ours ^ stands) <= 2
    assert len(ours & stands) >= 4


CHANGES = [(i, y) for i, y in EVERY if "change" in said(i, y)]


@pytest.mark.parametrize(("indicator", "year"), CHANGES)
def test_change_counts_only_units_that_may_be_compared(indicator: str, year: int) -> None:
    text = said(indicator, year)["change"]
    before = int(text[1:5])
    assert before == max(y for i, y in raw() if i == indicator and y < year)
    pairs = {
        code: (float(raw()[indicator, before][code]["value"]), float(row["value"]))
        for code, row in raw()[indicator, year].items()
        if row["value"]
        and raw()[indicator, before][code]["value"]
        and not row["note"]
        and not raw()[indicator, before][code]["note"]
    }
    up = sum(now > then for then, now in pairs.values())
    down = sum(now < then for then, now in pairs.values())
    assert f"{len(pairs)}个可比单元中{up}个" in text
    assert re.search(rf"、{down}个(下降|减少)", text)
    told = re.search(r"中位数由(.+?)变为(.+?)(（|。)", text)
    assert told
    for shown, side in ((told[1], 0), (told[2], 1)):
        middle = median(pair[side] for pair in pairs.values())
        digits = registry.get(indicator).digits
        assert number_in(shown) == pytest.approx(middle, abs=0.51 * 10**-digits)


def test_yongdeng_and_gaolan_are_never_compared_across_the_censuses() -> None:
    """永登 and 皋兰 lost 兰州新区 between 2010 and 2020."""
    compared = 0
    for item in registry.of_level("county"):
        found = comparable_years.comparable(item, max(item.years))
        if found is not None:
            compared += 1
            assert not {"620121", "620122"} & set(found[1].index), item.id
            assert len(found[1]) == 85
            text = said(item.id, max(item.years))["change"]
            assert "不含缺数或不可比的永登县、皋兰县" in text
    assert compared >= 5


@pytest.mark.parametrize(
    ("indicator", "why"),
    [
        ("share_professional_technical", "the two censuses classify occupations differently"),
        ("longform_manufacturing", "the two censuses classify industries differently"),
        ("longform_employed_total", "the size of a sample is no figure of the county"),
        ("pref_gdp", "2018 and 2021-2023 stand on other accounts"),
        ("pref_gdp_per_capita", "money at the prices of its own year"),
        ("pref_st_fiscal_expenditure", "money at the prices of its own year"),
    ],
)
def test_what_is_not_comparable_has_no_sentence_on_change(indicator: str, why: str) -> None:
    item = registry.get(indicator)
    assert len(item.years) > 1
    assert "change" not in said(indicator, max(item.years)), why


def test_known_figures_of_the_census() -> None:
    """七普：城关区 1,484,016 persons is the most populous, 阿克塞 10,970 the least; 古浪 −35.6 %."""
    people = said("pop_resident", 2020)
    assert (
        people["extremes"]
        == "最高的是城关区（1,484,016 人），最低的是阿克塞哈萨克族自治县（10,970 人）。"
    )
    change = said("pop_change_2010_2020", 2020)
    assert "安宁区（52.4%）" in change["extremes"]
    assert "古浪县（-35.6%）" in change["extremes"]
    assert change["sign"] == "85个有数单元中，30个上升、55个下降。"
    assert "2个（不适用2个，画竖线），占2.3%" in change["absent"]


def test_small_samples_are_told() -> None:
    text = said("share_professional_technical", 2020)["sample"]
    sizes = values("longform_employed_total", 2020)
    small = [code for code, size in sizes.items() if size < 2000]
    assert len(small) == 7
    assert "等7个" in text
    assert "sample" not in said("tertiary_per_100k", 2020)


def test_selected_counties_are_told_with_value_and_rank() -> None:
    text = said("tertiary_per_100k", 2020, selected=("620102", "620123"))["selected"]
    assert "城关区为34,204 人/10万人，居第2位" in text
    assert "榆中县为20,140 人/10万人，居第12位" in text
    merged = said("gdp", 2020, selected=("620102",))["selected"]
    assert merged == "标出的城关区与他区合并统计。"


def test_a_layout_map_counts_its_counties() -> None:
    prepared = prepare(MapSpec(systems=("cluster-jiujia", "cluster-jinwu")))
    (sentence,) = captions.sentences(prepared)
    members = {code for key in prepared.spec.systems for code in catalogue.get(key).members}
    assert f"整县纳入的共{len(members)}个县级单元" in sentence.text
    assert "酒嘉新能源、金武新材料" in sentence.text


def test_alt_text_says_what_it_is_the_classes_and_the_extremes() -> None:
    prepared = prepare(MapSpec(indicator="gdp_per_capita_census"))
    text = captions.alt_text(prepared)
    for part in (prepared.title, prepared.legend[0].label, "玉门市", "广河县", "与他区合并统计"):
        assert part in text
    assert "相邻县区的数值总体相近（莫兰指数0.64，p=0.0002）。" in text
    assert "集聚" not in text
    assert "莫兰" not in captions.alt_text(prepare(MapSpec(indicator="pop_resident")))


def test_no_caption_holds_a_nan_or_an_empty_bracket() -> None:
    for indicator, year in EVERY:
        text = captions.caption(prepare(MapSpec(indicator=indicator, year=year)))
        assert not re.search(r"nan|None|（）|：。|，。|—（", text), text

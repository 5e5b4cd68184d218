"""No sink says a superlative that units without a figure could overturn, and every rank has a base.

The walk takes every indicator in every year through everything that speaks of ranks: captions,
alternative text, tooltips, legends, lists on sheets, charts of slides, tables of Word, the pages'
tables, the county's card and page, and the commands.
"""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest
from typer.testing import CliRunner

from briefing import captions
from briefing.atlas import county_facts
from briefing.office import panels, word_report
from cli import app
from geo.places import units
from indicators import national_standing, registry, standing, standing_words
from indicators.standing import RankBase
from layers import combined_words
from layers.prepared import PreparedMap, prepare
from layers.spec import MapSpec
from maps.sheet.furniture import ranking_table
from views.parts.figures import data_tables
from views.parts.map import county_card

EVERY = [
    (item.id, year)
    for item in registry.load().values()
    if item.level != "province"
    for year in item.years
]
WITH_GAPS = [(i, y) for i, y in EVERY if not standing.base(i, y).whole]
HIGH = re.compile("最高(?!一级)|最大|最多")
LOW = re.compile("最低|最小|最少")
RANK = re.compile(r"第\d+位|第\d+/\d+位")
GDP = ("gdp", 2020)


def drawn(indicator: str, year: int) -> PreparedMap:
    item = registry.get(indicator)
    marked = ("620602", "620102", "622901") if item.level == "county" else ()
    return prepare(MapSpec(indicator=indicator, year=year, selected=marked))


def texts(indicator: str, year: int) -> dict[str, str]:
    """Return what each sink that speaks of the whole map says, by its name."""
    prepared = drawn(indicator, year)
    said = {
        "caption": captions.caption(prepared),
        "alternative text": captions.alt_text(prepared),
        "tooltips": "\n".join(reading.line for reading in prepared.values.values()),
        "legend": "\n".join(row.label for row in prepared.legend),
    }
    listed = ranking_table.rows(prepared)
    if listed is not None:
        said["sheet"] = "\n".join((*listed.heads, listed.note))
    chart = panels.bars(prepared)
    assert chart is not None
    said["slide chart"] = f"{chart.title}\n{chart.unit}"
    grid = panels.grid(prepared)
    assert grid is not None
    said["slide table"] = "\n".join("".join(row) for row in grid.rows)
    _head, _rows, said["word table"] = word_report.table_rows(prepared)
    return said


@pytest.mark.parametrize(("indicator", "year"), WITH_GAPS)
def test_no_superlative_that_could_be_overturned(indicator: str, year: int) -> None:
    for sink, text in texts(indicator, year).items():
        first, last = {"sheet": (5, 5), "slide chart": (10, 0), "word table": (10, 5)}.get(
            sink, (1, 1)
        )
        found = standing.lists(indicator, year, first, last)
        # the largest figure that is given for one unit alone is called just that
        plain = text.replace("单列的最大", "")
        assert not (found.first_contested and HIGH.search(plain)), (sink, text)
        assert not (found.last_contested and LOW.search(plain)), (sink, text)


@pytest.mark.parametrize(("indicator", "year"), WITH_GAPS)
def test_the_base_is_named_and_the_shared_figures_are_printed(indicator: str, year: int) -> None:
    base = standing.base(indicator, year)
    item = registry.get(indicator)
    said = texts(indicator, year)
    assert f"有数的{base.ranked}个" in said["caption"]
    assert f"有数的{base.ranked}个" in said["alternative text"]
    assert f"有数{base.ranked}个中" in said["tooltips"]
    if "sheet" in said:
        assert f"另有{base.units - base.ranked}个" in said["sheet"]
    assert f"另有{base.units - base.ranked}个" in said["word table"]
    for group in base.groups:
        amount = f"{group.total:,.{item.digits}f}"
        for sink in ("caption", "alternative text", "tooltips", "slide chart", "word table"):
            assert amount in said[sink], sink
        if "sheet" in said:
            assert amount in said["sheet"]
        tips = drawn(indicator, year).values
        for code in group.members:
            assert combined_words.named(group) in tips[code].line


@pytest.mark.parametrize(("indicator", "year"), EVERY)
def test_every_rank_names_what_it_was_counted_in(indicator: str, year: int) -> None:
    base = standing.base(indicator, year)
    for sink, text in texts(indicator, year).items():
        for found in RANK.finditer(text):
            clause = text[max(0, found.start() - 24) : found.end()]
            if base.whole:
                continue
            assert f"{base.ranked}个" in clause, (sink, clause)


@pytest.mark.parametrize(("indicator", "year"), [x for x in EVERY if x not in WITH_GAPS])
def test_with_every_unit_the_superlatives_stand(indicator: str, year: int) -> None:
    said = texts(indicator, year)
    assert "有数的" not in said["caption"]
    if standing.extremes(indicator, year) is not None:
        assert "最高的是" in said["caption"]
        assert "，最低的是" in said["caption"]
    if "sheet" in said:
        assert said["sheet"].split("\n")[:2] == ["最高5位", "最低5位"]
        assert said["sheet"].split("\n")[2] == ""
    assert "最高的" in said["slide chart"]


def test_the_gdp_map_of_2020() -> None:
    said = texts(*GDP)
    for sink in ("caption", "alternative text"):
        assert "有数的78个县级单元中，居首的是凉州区（335.11 亿元）" in said[sink]
        assert "城关区、七里河区、西固区、安宁区、红古区和兰州新区合计2,521.39 亿元" in said[sink]
        # 2,521.39 over six areas is 420.23, more than 凉州's 335.11
        assert "（平均每处420.23 亿元，必有大于335.11 亿元的）" in said[sink]
        assert "不判断全省的首位和末位" in said[sink]
    assert said["sheet"].startswith("有数78个中前5位\n有数78个中后5位\n另有9个县级单元没有单列的数")
    assert said["slide chart"].startswith("GDP：有数的78个县级单元中的前10位\n2020年，亿元；")
    assert drawn(*GDP).values["620602"].line == "335.11 亿元 · 有数78个中第1位"
    assert "全省在第1至7位之间" in said["caption"]


@pytest.mark.parametrize("adcode", ["620102", "620121", "620602", "620822", "622901"])
def test_a_county_s_own_page_card_and_table(adcode: str) -> None:
    card = {row[0]: row for row in county_card.card(adcode).rows}
    for label, _value, rank in card.values():
        item = next(i for i in registry.of_level("county") if label.startswith(i.short + " "))
        own = standing.of(item.id, None, adcode)
        base = "" if own is None or own.base.whole else "有数"
        place, _line, country = rank.partition("\n")
        assert place == ("" if own is None else f"第{own.rank}/{base}{own.of}")
        assert country == (
            ""
            if own is None
            else national_standing.words(
                national_standing.percentile(item.id, max(item.years), adcode)
            )
        )
    page = data_tables.county(adcode)
    names = {item.name: item for item in registry.of_level("county")}
    for row in page.to_dict("records"):
        item = names[row["指标"]]
        year = max(item.years)
        own = standing.of(item.id, year, adcode)
        heads = ("位次", "有数单元", "全省可能位次自", "全省可能位次至")
        if own is not None:
            assert [row[head] for head in heads] == [own.rank, own.of, own.best, own.worst]
        else:
            assert all(pd.isna(row[head]) for head in heads)
        group = next((g for g in standing.base(item.id, year).groups if adcode in g.members), None)
        assert (row.get("合计数", "") != "") == (group is not None)
    for item, figure in zip(
        county_facts.indicators(), county_facts.county(adcode).figures, strict=True
    ):
        assert figure.standing == standing.of(item.id, max(item.years), adcode)


def assert_place(indicator: str, year: int, adcode: str, text: str) -> None:
    own = standing.of(indicator, year, adcode)
    if own is None:
        assert text == ""
    elif own.base.whole:
        assert text == f"第{own.rank}/{own.of}位"
    else:
        assert text == f"有数{own.of}个中第{own.rank}位"


@pytest.mark.parametrize(("indicator", "year"), EVERY)
def test_the_table_beside_a_map_heads_its_ranks(indicator: str, year: int) -> None:
    base = standing.base(indicator, year)
    table = data_tables.values(indicator, year)
    assert standing_words.column(base) in table.columns
    for head in ("全省可能位次自", "全省可能位次至"):
        assert (head in table.columns) == (not base.whole)
        assert base.whole or str(table[head].dtype) == "Int64"
    assert ("合计数" in table.columns) == bool(base.groups)


def test_the_comparison_names_bases_and_shared_figures() -> None:
    everything = [item.id for item in registry.of_level("county")]
    table = data_tables.comparison(everything, ["620102", "620602"])
    for row, name in zip(table.to_dict("records"), everything, strict=True):
        base = standing.base(name, registry.get(name).years[-1])
        assert row["有数单元"] == base.ranked
        for place, code in (("城关区", "620102"), ("凉州区", "620602")):
            own = standing.of(name, registry.get(name).years[-1], code)
            assert pd.isna(row[f"{place}位次"]) if own is None else row[f"{place}位次"] == own.rank
            assert pd.isna(row[place]) == (own is None)
        if name == "gdp":
            assert "合计2,521.39 亿元" in row["没有数的"]


def test_the_commands_say_base_range_and_group() -> None:
    run = CliRunner().invoke(app, ["county", "凉州区", "--json"])
    rows = {(r["id"], r["year"]): r for r in json.loads(run.stdout)["indicators"]}
    for (name, year), row in rows.items():
        base: RankBase = standing.base(name, year)
        assert row["units"] == base.units == 87
        if row["rank"] is None:
            assert row["rank_among_all"] is None
            continue
        assert row["of"] == base.ranked
        best, worst = row["rank_among_all"]
        assert row["rank"] <= best <= worst
        assert row["contested"] == ([best, worst] != [row["rank"], row["rank"]])
    assert rows[GDP]["rank_among_all"] == [1, 7]
    run = CliRunner().invoke(app, ["compare", "城关区", "凉州区", "--json"])
    (gdp,) = [row for row in json.loads(run.stdout) if row["id"] == "gdp"]
    assert gdp["standing"]["620102"]["combined"]["total"] == 2521.39
    assert gdp["wording"]["620602"] == "在78个有数的单元中居第1位（全省在第1至7位之间）"


def test_no_median_is_the_province_s_where_units_are_left_out() -> None:
    for item in registry.of_level("county"):
        base = standing.base(item.id, max(item.years))
        for reading in (r for c in ("620602", "620982") for r in county_facts.county(c).readings):
            if reading.startswith(item.short + "在") and not base.whole:
                assert "全省中位数" not in reading


def test_a_group_of_prefectures_has_its_names() -> None:
    (group,) = standing.base("pref_patents_granted", 2023).groups
    assert combined_words.named(group, short=True) == "、".join(
        units.prefecture(code).short for code in ("622900", "623000")
    )
    item = registry.get("pref_patents_granted")
    assert "合计至多451 件" in combined_words.figure(group, item)

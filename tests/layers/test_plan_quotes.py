from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.build import documents as build
from data.errors import AtlasError
from data.paths import DOCUMENTS, FIGURES
from geo.places import units
from layers import catalogue, plan_quotes

PARAGRAPHS = [p for plan in plan_quotes.documents().values() for p in plan.paragraphs]
RESTORED = plan_quotes.restored()


def marked(quote: str, document: str = "gansu-145") -> dict[str, tuple[str, str]]:
    paragraph = plan_quotes.find(document, quote)
    assert paragraph is not None, quote
    return {paragraph.text[s.start : s.end]: (s.kind, s.ref) for s in plan_quotes.spans(paragraph)}


def test_both_plans_are_there_with_their_heads() -> None:
    province, linxia = plan_quotes.documents()["gansu-145"], plan_quotes.documents()["linxia-145"]
    assert (province.number, province.date) == ("甘政办发〔2021〕90号", "2021-09-27")
    assert (linxia.number, linxia.date) == ("临州办发〔2022〕56号", "2022-06-16")
    for plan in (province, linxia):
        assert "整理说明" in plan.note
        assert [p.index for p in plan.paragraphs] == list(range(len(plan.paragraphs)))


def test_the_chapters_and_boxes_are_complete() -> None:
    def headings(document: str, level: int) -> list[str]:
        return [p.text for p in plan_quotes.documents()[document].paragraphs if p.level == level]

    chapters = [text[0:1] if text[1] == "、" else text[:2] for text in headings("gansu-145", 1)[2:]]
    assert chapters == ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    boxes = [text.split(" ")[0] for text in headings("gansu-145", 3)]
    assert [b for b in boxes if b.startswith("专栏")] == [f"专栏{n}" for n in range(1, 33)]
    assert [text[0] for text in headings("linxia-145", 1)[2:]] == list("一二三四五六七")
    linxia = [text.split(" ")[0] for text in headings("linxia-145", 3)]
    expected = [f"专栏4-{n}" for n in range(1, 8)] + [f"专栏5-{n}" for n in range(1, 4)]
    assert [b for b in linxia if b.startswith("专栏")] == expected + [
        f"专栏6-{n}" for n in range(1, 7)
    ]


def test_items_of_a_box_count_up() -> None:
    last: dict[tuple[str, str], int] = {}
    for paragraph in PARAGRAPHS:
        if paragraph.kind == "box" and (match := re.match(r"(\d+)\. ", paragraph.text)):
            key = (paragraph.document, paragraph.section)
            number = int(match[1])
            assert number == last.get(key, 0) + 1 or number == 1, paragraph.text[:30]
            last[key] = number
    assert last[("gansu-145", "三(五) 专栏5")] == 5
    assert last[("gansu-145", "三(六) 专栏6")] == 6
    assert last[("gansu-145", "四(二)1 专栏8")] == 3
    assert last[("gansu-145", "七(一)1 专栏16")] == 5


def test_nothing_of_the_printed_page_is_left() -> None:
    for paragraph in PARAGRAPHS:
        text = paragraph.text
        assert not re.search(r"[\f\r\t　０-９％«»⟦⟧#*]", text), text[:40]
        assert not re.search(r"—\d+—", text)
        if paragraph.document == "gansu-145" and paragraph.kind in {"body", "box"}:
            assert not re.search(r"[,;:()]", text), text[:40]
            assert not re.search(r"(?<!\d)\.|\.(?![\d ])", text), text[:40]
            assert " " not in re.sub(r"^\d+\. ", "", text), text[:40]
        if paragraph.kind in {"body", "box"} and paragraph.section != "印发通知":
            assert text.endswith(("。", "：")), text[-20:]


def _letters(text: str) -> str:
    return re.sub(r"[^㐀-鿿A-Za-z0-9α]", "", text)


@pytest.mark.parametrize("document", list(plan_quotes.documents()))
def test_no_word_of_the_plan_is_lost_or_added(document: str) -> None:
    """The readable text and the original hold the same characters, but for what the notes say."""
    raw = (DOCUMENTS / "source" / f"{document}.txt").read_text(encoding="utf-8")
    ours = ""
    for paragraph in plan_quotes.documents()[document].paragraphs:
        text = paragraph.text
        for mark in reversed(paragraph.marks):
            text = text[: mark.start] + RESTORED[mark.ref].printed + text[mark.end :]
        ours += text
    full_width = str.maketrans({chr(c): chr(c - 0xFEE0) for c in range(0xFF10, 0xFF1A)})
    if document == "gansu-145":
        start = raw.index("甘肃省人民政府办公厅关于印发")
        theirs = raw[start : raw.index("抄送:")]
        theirs = re.sub(r"—[０-９]+—", "", theirs).translate(full_width)
        table_from, table_to = theirs.index("表1　 “"), theirs.index("三、打造")
        theirs = theirs[:table_from] + theirs[table_to:]  # the table is laid out anew
        ours_from = ours.index("表1 “")
        ours = ours[:ours_from] + ours[ours.index("三、打造") :]
    else:
        theirs = raw[raw.index("临夏回族自治州人民政府办公室关于") :]
        front, _, rest = theirs.partition("# 临夏州“十四五”科技创新规划\n")
        front = front.replace("办公室\n\n（此件", "（此件", 1)
        body = "为深入实施" + rest.split("为深入实施", 1)[1]
        theirs = front + "临夏州“十四五”科技创新规划" + body
    assert _letters(ours) == _letters(theirs)


def test_the_texts_are_what_the_build_writes() -> None:
    for document in plan_quotes.documents():
        path = DOCUMENTS / f"{document}.txt"
        assert path.read_text(encoding="utf-8") == build.readable(document)
        assert b"\r" not in path.read_bytes()


# The plan's own table of targets: base year 2020 and target year 2025 as they must read.
TARGETS = {
    "1": ("1.26", "1.5"),
    "2": ("0.67", "1.0"),
    "3": ("16.75", "20"),
    "4": ("0.986", "1.32"),
    "5": ("233", "388"),
    "6": ("1229", "1500"),
    "7": ("7.28", "15"),
    "8": ("3.66", "5"),
    "9": ("7.14", "10"),
}


def test_the_provincial_table_of_targets() -> None:
    table = next(p for p in PARAGRAPHS if p.kind == "table" and p.document == "gansu-145")
    assert table.section == "二(三) 表1"
    head, *rows = table.rows
    assert head == ("类型", "序号", "指标", "2020年", "2025年", "属性")
    assert {row[1]: (row[3], row[4]) for row in rows} == TARGETS
    assert [row[0] for row in rows] == ["投入指标"] * 3 + ["产出指标"] * 6
    assert [row[1] for row in rows if row[5] == "约束性"] == ["6"]


def test_the_linxia_table_of_targets() -> None:
    table = next(p for p in PARAGRAPHS if p.kind == "table" and p.document == "linxia-145")
    assert table.section == "二(三) 主要指标表"
    assert [row[2:] for row in table.rows[1:]] == [
        ("0.28", "0.3"), ("0.84", "0.9"), ("0.3", "0.35"), ("1.53", "2.15"), ("15", "25"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "section"),
    [
        ("全社会研发经费支出占国内生产总值的比重达到2.4%", "一(一)"),
        ("全省科技进步贡献率达到55.1%", "一(二)"),
        ("全省财政科技支出31.9亿元", "一(二)"),
        ("全社会研发经费支出110.2亿元，占地区生产总值的比重达到1.26%", "一(二)"),
        ("增长20.27%，兰白试验区生产总值较2014年设立之初增长78.75%", "一(二)"),
        ("投入十大绿色生态产业的科研资金达到73.1%", "一(二)"),
        ("占地区生产总值的比重达到12.42%", "一(二)"),
        ("全省专业技术人员59.09万人，研发人员4.6万人", "一(二)"),
        ("每万人口发明专利拥有量3.14件", "一(二)"),
        ("投入指数为38.99%，科技活动产出指数为50.44%，产出投入系数1.29，高于全国1.08", "一(二)"),
        ("年均增速29.57%", "一(二)"),
        ("占地区生产总值的比重达到1.5%", "二(三)1"),
        ("比重分别达到2.5%、2%、1%", "二(三)1"),
        ("每万人口高价值发明专利拥有量超过1.32件", "二(三)1"),
        ("技术市场成交合同金额233亿元", "一(二)"),
        ("全省高新技术企业1229家", "一(二)"),
    ],
)
def test_figures_read_with_their_decimal_points(quote: str, section: str) -> None:
    paragraph = plan_quotes.find("gansu-145", quote)
    assert paragraph is not None
    assert paragraph.section == section


def test_every_restored_figure_is_marked_once_and_explained() -> None:
    marks = [mark.ref for p in PARAGRAPHS for mark in p.marks]
    assert len(set(marks)) == len(marks)
    assert set(marks) == {r.id for r in RESTORED.values() if r.kind in {"decimal", "word"}}
    for paragraph in PARAGRAPHS:
        for mark in paragraph.marks:
            row = RESTORED[mark.ref]
            assert paragraph.text[mark.start : mark.end] == row.restored
            assert (paragraph.document, paragraph.section) == (row.document, row.section)
    for row in RESTORED.values():
        assert row.basis
        if row.kind == "decimal":  # only a point was put in, no digit changed
            assert row.restored.replace(".", "") == row.printed
            assert "." in row.restored
        elif row.kind != "word":
            assert row.restored == row.printed


def test_no_measured_figure_of_the_provincial_plan_was_passed_over() -> None:
    """Each percentage and each figure with a unit was restored or looked at and kept."""
    kept = {(r.section, r.restored) for r in RESTORED.values() if r.document == "gansu-145"}
    figure = re.compile(r"(\d+(?:\.\d+)?)(?:%|亿元|万人|件)")
    found = 0
    for paragraph in plan_quotes.documents()["gansu-145"].paragraphs:
        for match in figure.finditer(paragraph.text):
            found += 1
            assert (paragraph.section, match[1]) in kept, match[0]
    assert found >= 25


def test_spans_never_overlap_and_stay_inside() -> None:
    for paragraph in PARAGRAPHS:
        end = 0
        for span in plan_quotes.spans(paragraph):
            assert end <= span.start < span.end <= len(paragraph.text)
            end = span.end
            if span.kind == "system":
                assert catalogue.get(span.ref)
            elif span.kind == "restored":
                assert span.ref in RESTORED


def test_everyday_words_are_no_places() -> None:
    wrong = {"合作", "安定", "和政", "安宁", "清水", "康乐", "民乐", "高台", "平川", "西和"}
    hits = {
        paragraph.text[s.start : s.end]
        for paragraph in PARAGRAPHS
        for s in plan_quotes.spans(paragraph)
        if s.kind == "place"
    }
    assert not hits & wrong
    assert any("合作" in p.text for p in PARAGRAPHS)  # the word does occur
    assert plan_quotes.mentions("623001")  # 合作市 is spoken of through its prefecture,
    assert not [m for m in plan_quotes.mentions("623001") if m.via == "county"]  # never by name


def test_the_three_linxias_are_told_apart() -> None:
    box = marked("助推以广河县、东乡县、临夏县、积石山县、临夏市为主的牛羊产业集群", "linxia-145")
    assert box["临夏县"] == ("place", "622921")
    assert box["临夏市"] == ("place", "622901")
    ring = marked("建设兰州市至兰州新区、白银市、定西市、临洮县、临夏州")
    assert ring["临夏州"] == ("place", "622900")
    assert ring["白银市"] == ("place", "620400")
    assert ring["兰州新区"] == ("place", "620171")
    assert ring["包兰铁路"] == ("system", "axis-baolan-rail")
    bare = marked("努力建设山川秀美新临夏", "linxia-145")
    assert bare["临夏"] == ("place", "622900")


def test_a_systems_name_wins_over_the_place_in_it() -> None:
    box = marked("推进敦煌文物保护研究中心建设")
    assert box["敦煌文物保护研究中心"] == ("system", "dunhuang-heritage-centre")
    assert "敦煌" not in box
    bases = marked("推进兰州、敦煌等国家文化和科技融合示范基地建设")
    assert bases["敦煌"] == ("place", "620982")
    prefectures = marked("以酒泉、嘉峪关两市丰富的风光热")
    assert prefectures["酒泉"] == ("place", "620900")
    assert prefectures["嘉峪关"] == ("place", "620200")


def test_find_is_word_for_word() -> None:
    assert plan_quotes.find("gansu-145", "“中强西高东低南弱”") is not None
    assert plan_quotes.find("gansu-145", "中强 西高") is None
    assert plan_quotes.find("gansu-145", "") is None
    assert plan_quotes.find("nowhere", "甘肃") is None
    assert plan_quotes.find("linxia-145", "“中强西高东低南弱”") is None


def test_mentions_of_a_county() -> None:
    guanghe = plan_quotes.mentions("622924")
    named = [m for m in guanghe if m.via == "county"]
    assert any("青贮饲草产业带" in m.quote for m in named)
    assert any("广河经济开发区" in m.quote for m in named)
    assert all("广河" in m.quote for m in named)
    zone = next(m for m in guanghe if "临夏特色制品产业" in m.quote and "专栏6" in m.section)
    assert (zone.via, zone.ref) == ("prefecture", "622900")
    assert zone.quote.startswith("3. 临夏特色制品产业科技创新示范区。加大肉制品")


def test_mentions_by_system_and_for_a_city_without_counties() -> None:
    dunhuang = {m.quote: m for m in plan_quotes.mentions("620982")}
    wind = next(m for quote, m in dunhuang.items() if "河西走廊风电" in quote)
    assert (wind.via, wind.ref) == ("system", "hexi-wind-base")
    jiayuguan = [m for m in plan_quotes.mentions("620200") if m.via == "county"]
    assert any("酒泉、嘉峪关两市" in m.quote for m in jiayuguan)


@pytest.mark.parametrize("unit", units.counties(), ids=lambda unit: unit.adcode)
def test_mentions_are_verbatim_in_order_and_said_once(unit: units.Unit) -> None:
    mentions = plan_quotes.mentions(unit.adcode)
    assert mentions, "each prefecture is named at least once or lies in a system"
    order = list(plan_quotes.documents())
    keys = [(order.index(m.document), m.paragraph) for m in mentions]
    assert keys == sorted(keys)
    assert len({(m.document, m.paragraph, m.quote) for m in mentions}) == len(mentions)
    for mention in mentions:
        paragraph = plan_quotes.documents()[mention.document].paragraphs[mention.paragraph]
        assert mention.quote in paragraph.text
        assert mention.section == paragraph.section
        assert mention.via in {"county", "prefecture", "system"}


@pytest.mark.parametrize("code", ["", "62010", "999999", "../../etc", "<b>"])
def test_mentions_of_no_county_are_refused(code: str) -> None:
    with pytest.raises(AtlasError):
        plan_quotes.mentions(code)


@settings(deadline=None)
@given(st.text(alphabet="临夏州县市兰白银合作敦煌的与。；1. ”（）\n", max_size=60))
def test_any_text_is_marked_without_overlap(text: str) -> None:
    paragraph = plan_quotes.Paragraph("gansu-145", 0, "", text, "body")
    end = 0
    for span in plan_quotes.spans(paragraph):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@given(st.sampled_from(PARAGRAPHS), st.data())
def test_any_piece_of_a_paragraph_is_found(
    paragraph: plan_quotes.Paragraph, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(paragraph.text) - 1))
    end = data.draw(st.integers(start + 1, len(paragraph.text)))
    found = plan_quotes.find(paragraph.document, paragraph.text[start:end])
    assert found is not None
    assert found.index <= paragraph.index


def test_a_restored_row_that_fits_nowhere_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = "id,document,section,kind,printed,restored,unit,before,after,basis\n"
    row += "g99,gansu-145,一,decimal,77,7.7,%,没有这句话,。,试验\n"
    (tmp_path / "restored.csv").write_text(row, encoding="utf-8")
    monkeypatch.setattr(build, "DOCUMENTS", tmp_path)
    with pytest.raises(ValueError, match="g99"):
        build.restore("正文。", "gansu-145")


def _table(name: str) -> list[dict[str, str]]:
    with (FIGURES / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["plan"] == "gansu-145"]


def test_the_tables_of_figures_agree_with_the_restored_text() -> None:
    """The plan's goals and facts, digitised apart, say what the restored text says."""
    table = next(p for p in PARAGRAPHS if p.kind == "table" and p.document == "gansu-145")
    rows = {re.sub(r"（.*", "", row[2]): row for row in table.rows[1:]}
    goals = _table("plan_goals.csv")
    assert len(goals) == 9
    for goal in goals:
        row = rows[goal["indicator"]]
        assert float(row[3]) == float(goal["base"])
        assert float(row[4]) == float(goal["target"])
    body = "".join(p.text for p in PARAGRAPHS if p.section == "一(二)" and p.kind == "body")
    mended = {float(r.restored) for r in RESTORED.values() if r.kind == "decimal"}
    facts = _table("plan_facts.csv")
    assert len(facts) >= 20
    for fact in facts:
        value = fact["value"]
        assert re.search(rf"(?<![\d.]){re.escape(value)}(?![\d.])", body), fact["fact"]
        assert (float(value) in mended) == ("." in value), fact["fact"]

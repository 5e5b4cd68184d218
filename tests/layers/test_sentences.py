from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import AtlasError
from layers import catalogue, plan_quotes, sentences
from layers.sentences import NamedSentence, Outcome, SentenceRow

SYSTEMS = catalogue.load()
ALL = list(sentences.sentences())
TITLE = "临夏州“十四五”科技创新规划"  # stands in the notice of issue first
NAMING = [s for s in ALL if sentences.names(s.text)]


def test_every_sentence_with_a_place_or_a_base_is_kept_somewhere() -> None:
    assert sentences.problems() == []
    assert len(sentences.table()) == len(NAMING) == 199
    kept = Counter(row.outcome for row in sentences.table())
    assert kept == {Outcome.SYSTEM: 110, Outcome.PART: 24, Outcome.ASIDE: 65}


def test_the_sentences_are_the_whole_text() -> None:
    for plan in plan_quotes.documents().values():
        for paragraph in plan.paragraphs:
            if paragraph.kind != "table" and paragraph.section != "印发通知":
                mine = [s for s in ALL if (s.document, s.paragraph) == (plan.id, paragraph.index)]
                assert "".join(s.text for s in mine) == paragraph.text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("推进食用菌产业园建设", "产业园"), ("在兰白沿黄地区布局", "兰白"), ("向国家争取科技人才试验区", "试验区"),
        ("支持永靖昌盛铸钢公司", "永靖"), ("在临设立食品研发中心", "中心"), ("沿太子山麓", "太子山"),
        ("建设综合配套的科技创新城", "创新城"), ("建立青年人才驿站", "驿站"),
    ],
)  # fmt: skip
def test_the_rule_notices(text: str, word: str) -> None:
    assert word in sentences.names(text)


@pytest.mark.parametrize(
    "text", ["加强科技合作。", "社会安定", "尽力扩大市场占有率", "带动区域发展"]
)
def test_the_rule_lets_everyday_words_pass(text: str) -> None:
    assert sentences.names(text) == ()


@pytest.mark.parametrize("sentence", NAMING, ids=lambda s: f"{s.document[0]}{s.paragraph}")
def test_a_sentence_without_its_row_is_noticed(sentence: NamedSentence) -> None:
    rows = [r for r in sentences.table() if r.sentence != sentence.text]
    assert any("no row for" in word for word in sentences.problems(rows=rows, found=[sentence]))


@pytest.mark.parametrize("system", SYSTEMS.values(), ids=list(SYSTEMS))
def test_a_quote_that_is_taken_out_or_moved_is_noticed(system: catalogue.System) -> None:
    """The table fails with any one system's quotes gone, and with any one put elsewhere."""
    touched = [s for s in NAMING if any(_touches(s, q) for q in system.sources)]
    assert touched, "every quote stands in a sentence of the table"
    gone = {**SYSTEMS, system.id: replace(system, sources=())}
    assert any(system.id in w for w in sentences.problems(found=touched, systems=gone))
    others = (s for s in NAMING if s.document == system.plan and s not in touched)
    cited = {q.section for q in system.sources}
    elsewhere = next(s for s in others if s.section not in cited and s.text != TITLE)
    added = catalogue.Source(elsewhere.document, elsewhere.section, elsewhere.text)
    assert _touches(elsewhere, added)
    more = {**SYSTEMS, system.id: replace(system, sources=(*system.sources, added))}
    assert any(system.id in w for w in sentences.problems(found=[elsewhere], systems=more))


def _touches(sentence: NamedSentence, source: catalogue.Source) -> bool:
    paragraph = plan_quotes.find(source.document, source.quote)
    if paragraph is None or (paragraph.document, paragraph.index) != (
        sentence.document,
        sentence.paragraph,
    ):
        return False
    start = paragraph.text.index(source.quote)
    return start < sentence.end and sentence.start < start + len(source.quote)


def test_a_new_sentence_is_noticed() -> None:
    new = NamedSentence("gansu-145", "三(六)", 0, 0, 14, "在永登县建设示范基地。")
    found = sentences.problems(found=[*NAMING, new])
    assert len(found) == 1
    assert "永登县" in found[0]


def test_a_row_without_a_sentence_and_a_row_that_stands_twice_are_noticed() -> None:
    rows = sentences.table()
    extra = SentenceRow("gansu-145", "三", "没有这一句。", Outcome.ASIDE, (), (), "试验")
    assert any("没有这一句" in word for word in sentences.problems(rows=[*rows, extra]))
    assert any("twice" in word for word in sentences.problems(rows=[*rows, rows[0]]))


@pytest.mark.parametrize("row", [r for r in sentences.table() if r.outcome is not Outcome.SYSTEM])
def test_what_is_set_aside_or_called_a_part_is_so_for_a_reason(row: SentenceRow) -> None:
    sentence = next(
        s
        for s in NAMING
        if (s.document, s.section, s.text) == (row.document, row.section, row.sentence)
    )
    if row.outcome is Outcome.ASIDE:
        wrong = replace(row, reason="")
    else:  # a system of elsewhere is no part of it
        wrong = replace(row, named=("lx-flowers",))
    rows = [wrong if r == row else r for r in sentences.table()]
    assert any(row.sentence in word for word in sentences.problems(rows=rows, found=[sentence]))


def test_base_words_that_no_name_covers_need_a_reason() -> None:
    for row in sentences.table():
        if sentences.unnamed(row.sentence, row.document):
            assert row.reason, row.sentence
    text = "推进食用菌产业园建设"
    assert sentences.unnamed(text, "linxia-145") == ()
    assert sentences.unnamed("建设某某示范区", "gansu-145") == ("示范区",)


@pytest.mark.parametrize("system", SYSTEMS.values(), ids=list(SYSTEMS))
def test_nothing_is_named_in_a_task_only(system: catalogue.System) -> None:
    """A base in a task is a system too, or the sentence that the task is from says why not."""
    near = {system.id, *(part.id for part in catalogue.children(system.id))}
    explained = "".join(
        row.sentence
        for row in sentences.table()
        if row.reason and row.document == system.plan and near & {*row.quoted_by, *row.named}
    )
    for task in system.tasks:
        for word in sentences.unnamed(task, system.plan):
            assert word in explained, task


@given(st.text(alphabet="基地园区示范兰州临夏在的、。；1. ”", max_size=40))
def test_any_text_is_looked_through(text: str) -> None:
    for word in sentences.names(text):
        assert word in text
    assert set(sentences.unnamed(text, "linxia-145")) <= set(sentences.names(text))


def test_a_broken_table_is_told_in_a_sentence(
    tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentences.table.cache_clear()
    monkeypatch.setattr(sentences, "TABLE", tmp_path / "sentences.csv")  # type: ignore[operator]
    with pytest.raises(AtlasError, match="逐句对照表"):
        sentences.table()
    monkeypatch.undo()
    sentences.table.cache_clear()
    assert sentences.table()

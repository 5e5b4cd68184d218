"""The table of the paper: every row or a sentence, numbers as numbers, nothing from data as markup."""

from __future__ import annotations

import pandas as pd

from views.parts.figures import paper_table


def test_a_cell_is_text_never_markup() -> None:
    table = pd.DataFrame({"名称": ["<img src=x onerror=1>", "城关区"], "<b>数</b>": [1234.5, None]})
    text = paper_table.markup(table)
    assert "<img" not in text
    assert "<b>" not in text
    assert "1,234.5<" in text
    assert ">—</td>" in text


def test_a_long_table_says_that_it_goes_on() -> None:
    table = pd.DataFrame({"行": range(300)})
    text = paper_table.markup(table)
    assert text.count("<tr>") == paper_table.MAX_ROWS + 1
    assert "表共 300 行，这里印了前 120 行" in text
    assert "goes on" not in paper_table.markup(table.head(120))
    assert "表共" not in paper_table.markup(table.head(120))


def test_a_table_of_sentences_ends_before_it_is_too_heavy() -> None:
    table = pd.DataFrame({"一": [f"{i} " + "字" * 900 for i in range(100)]})
    text = paper_table.markup(table)
    assert len(text) < paper_table.MAX_CHARACTERS + 1000
    assert "表共 100 行" in text


def test_a_sentence_of_every_row_is_printed_once() -> None:
    note = "这些数在修订之前，不可与修订后的数直接相比，见数据与出处。"
    table = pd.DataFrame({"名称": ["甲", "乙", "丙"], "注意": [note] * 3})
    assert paper_table.markup(table).count(note) == 1

"""A table as it is printed: the grid on the screen is a canvas that holds only what is in sight."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

import streamlit as st

from data.i18n import _
from data.missing import is_missing

if TYPE_CHECKING:
    import pandas as pd

MAX_ROWS: Final = 120
# A table of sentences ends earlier: what is printed travels with each page.
MAX_CHARACTERS: Final = 40_000
# Characters of a name, and columns that need smaller type.
SHORT: Final = 12
MANY: Final = 8
SENTENCE: Final = 20


def show(table: pd.DataFrame) -> None:
    """Send the table for the paper; on the screen it is not seen (`devices.css`)."""
    st.html(markup(table))


def markup(table: pd.DataFrame, *, kind: str = "atlas-paper") -> str:
    """Return the table as HTML, every cell escaped, and a sentence where it goes on.

    Parameters
    ----------
    table : DataFrame
        Chinese column heads; the index is not written.
    kind : str
        Class of the frame: what styles see it by.
    """
    if (year := _("年份")) in table:
        # a year has no thousands
        table = table.assign(**{year: table[year].astype(str)})
    table, below = _without_refrain(table)
    rows: list[str] = []
    length = 0
    # every way in which a table says that there is nothing becomes one
    printed = table.head(MAX_ROWS).astype(object)
    for line in printed.where(printed.notna(), None).itertuples(index=False):
        row = "".join(_cell(value) for value in line)
        length += len(row)
        if length > MAX_CHARACTERS:
            break
        rows.append(f"<tr>{row}</tr>")
    heads = "".join(f'<th scope="col">{html.escape(str(head))}</th>' for head in table.columns)
    many = ' class="many"' if len(table.columns) > MANY else ""
    rest = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in below)
    if len(rows) < len(table):
        text = _("表共 {all} 行，这里印了前 {n} 行；全表请下载 CSV 或 Excel。")
        rest += f"<p>{html.escape(text.format(all=len(table), n=len(rows)))}</p>"
    return (
        f'<div class="{kind}"><table{many}><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>{rest}</div>"
    )


def _without_refrain(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the table without columns that say one sentence in every row, and those sentences."""
    below: dict[str, str] = {}
    for head in table.columns if len(table) > 1 else ():
        said = set(map(str, table[head]))
        if len(said) == 1 and len(text := next(iter(said))) > SENTENCE:
            below[str(head)] = text
    return table.drop(columns=list(below)), [f"{head}：{text}" for head, text in below.items()]


def _cell(value: object) -> str:
    """Return one cell; a number stands right, what is missing is a dash."""
    if is_missing(value) or value == "":
        return "<td>—</td>"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f'<td class="n">{html.escape(_number(value))}</td>'
    text = str(value)
    # names stay on one line; sentences take the room that is left
    kind = ' class="s"' if len(text) <= SHORT else ""
    return f"<td{kind}>{html.escape(text)}</td>"


def _number(value: float) -> str:
    """Return a number with its thousands apart, without zeros that say nothing."""
    text = f"{value:,.4f}" if isinstance(value, float) else f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text

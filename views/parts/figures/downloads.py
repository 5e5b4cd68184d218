"""A figure's downloads in one row: as a picture that carries its title and source, and as a table."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from data.i18n import _
from views.parts.figures import data_tables

if TYPE_CHECKING:
    import pandas as pd

    from maps.sheet.finished import Format, Sheet

_PICTURES: Final[tuple[tuple[Format, str], ...]] = (
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("pdf", "application/pdf"),
)
_TABLES: Final[tuple[tuple[str, str, str | None], ...]] = (
    ("csv", _("数据 CSV"), "text/csv"),
    ("xlsx", _("数据 Excel"), None),
)
DPI: Final = 200


def offer(
    draw: Callable[[], Sheet], tabulate: Callable[[], pd.DataFrame], name: str, *, key: str
) -> None:
    """Offer a figure as PNG, SVG and PDF, and its numbers as CSV and XLSX.

    Nothing is drawn before a button is pressed.

    Parameters
    ----------
    draw, tabulate : callable
        Make the sheet and the table.
    name : str
        Stem of the downloaded files.
    key : str
        Prefix of the buttons' keys.
    """
    row = st.container(horizontal=True)
    for form, mime in _PICTURES:
        row.download_button(
            _("图片 {form}").format(form=form.upper()),
            partial(content, draw, form),
            f"{name}.{form}",
            mime,
            key=f"{key}:{form}",
            on_click="ignore",
        )
    for ending, label, kind in _TABLES:
        row.download_button(
            label,
            partial(_table, tabulate, ending),
            f"{name}.{ending}",
            kind,
            key=f"{key}:{ending}",
            on_click="ignore",
        )


def _table(tabulate: Callable[[], pd.DataFrame], form: str) -> bytes:
    return data_tables.content(tabulate(), form)


def content(draw: Callable[[], Sheet], form: Format) -> bytes:
    """Draw a sheet and return it as a file."""
    out = io.BytesIO()
    sheet = draw()
    sheet.save(out, form, DPI)
    sheet.close()
    return out.getvalue()

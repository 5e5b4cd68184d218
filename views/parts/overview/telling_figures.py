"""The province in five figures, each with its year, what it was in the plan's base year, and its source."""

from __future__ import annotations

import html
from dataclasses import dataclass

import streamlit as st

from data.i18n import _
from indicators import registry, tables
from layers import wording

# What the plan itself steers by: input, people, output, and their share of the economy.
FIGURES = (
    "prov_rd_intensity_gdp",
    "prov_rd_expenditure",
    "prov_rd_personnel_fte_total",
    "prov_patents_in_force_invention",
    "prov_technology_market_output_value",
)
BASE_YEAR = 2020


@dataclass(frozen=True)
class TellingFigure:
    """One figure of the province.

    Attributes
    ----------
    name : str
        The indicator's.
    now, then : str
        Value and unit in its latest year and in the plan's base year.
    year : int
        The latest year.
    """

    name: str
    now: str
    then: str
    year: int


def figures() -> tuple[TellingFigure, ...]:
    """Return the five figures, newest year first beside the base year's."""
    found = []
    for identifier in FIGURES:
        item = registry.get(identifier)
        year = max(item.years)
        now, then = (
            wording.amount(float(tables.values(identifier, y)["value"].iloc[0]), item)
            for y in (year, BASE_YEAR)
        )
        found.append(TellingFigure(item.name, now, then, year))
    return tuple(found)


def show() -> None:
    """Write the figures as a list of names and values, with their sources."""
    rows = "".join(
        f"<div><dt>{html.escape(figure.name)}</dt>"
        f"<dd><b>{html.escape(figure.now)}</b>"
        f"<span>{figure.year}{_('年')}　{BASE_YEAR}{_('年')} {html.escape(figure.then)}</span></dd></div>"
        for figure in figures()
    )
    st.html(f'<dl class="atlas-figures">{rows}</dl>')
    sources = dict.fromkeys(
        registry.get(item).source.removeprefix(_("数据：")).partition("；")[0] for item in FIGURES
    )
    st.caption(_("全省。资料来源：{sources}").format(sources="；".join(sources)))

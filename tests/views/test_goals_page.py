"""The goals' page in a browser: every caveat is read on the chart, under it and in the table."""

from __future__ import annotations

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from data.paths import ROOT
from indicators import plan_goals
from tests.browser import NewPage
from views.parts.figures import data_tables

OF_GANSU = [goal for goal in plan_goals.goals() if goal.plan == "gansu-145"]


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_the_notes_are_drawn_and_written(
    server: str, new_page: NewPage, size: tuple[int, int]
) -> None:
    """A title that Vega-Lite does not draw is in the specification all the same."""
    page, watch = new_page(width=size[0], height=size[1])
    page.goto(f"{server}/goals")
    chart = page.locator(".st-key-goals-chart svg.marks")
    chart.wait_for(timeout=60_000)
    foot = (chart.text_content() or "").replace("\n", "")
    told = page.locator("[data-testid=stCaptionContainer]").filter(has_text="资料来源")
    told.wait_for()
    text = told.inner_text()
    for goal in OF_GANSU:
        for note in goal.notes:
            assert note in foot, goal.id
            assert note in text, goal.id
    for rate in ("以1.26%为基期是25%", "以1.22%为基期是36%"):
        assert rate in foot
        assert rate in text
    # on a narrow screen the chart is pushed sideways, not squeezed
    box = chart.bounding_box()
    assert box is not None and box["width"] >= 880
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    watch.assert_clean()


def test_the_files_of_the_table_carry_notes_and_both_rates() -> None:
    run = AppTest.from_file(str(ROOT / "views/goals.py"), default_timeout=60).run()
    assert not run.exception
    table = run.dataframe[0].value
    for form in ("csv", "xlsx"):
        content = data_tables.content(table, form)
        if form == "csv":
            said = content.decode("utf-8-sig")
        else:
            sheet = openpyxl.load_workbook(io.BytesIO(content)).active
            said = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
        for note in {note for goal in OF_GANSU for note in goal.notes}:
            assert note in said
        assert "2023年25%（以1.26%为基期）；2023年36%（以1.22%为基期）" in said

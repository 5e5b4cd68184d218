"""The note on the revised GDP goes wherever the figures go: every sink is walked."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from pptx import Presentation
from typer.testing import CliRunner

from briefing import captions, exhibit_texts, exports
from briefing.atlas import county_facts
from briefing.exhibit import Exhibit
from cli import app
from indicators import inside_outside, registry, revised, table_files, tables
from layers import belt_profile, belt_sides, catalogue
from layers.prepared import prepare
from layers.spec import MapSpec
from maps.saved import web_map
from maps.sheet.compose import compose
from maps.sheet.layouts import LAYOUTS
from maps.sheet.multiples.compose_many import compose_many
from views.parts.belt import belt_panel
from views.parts.figures import data_tables as shown
from views.parts.systems import family

REVISED = [item.id for item in registry.load().values() if item.revision]
MAPPED = [key for key in REVISED if registry.get(key).level != "province"]
COUNTY = "gdp_per_capita_census"
PLACE = "620721"
OTHERS = ("620721", "620982")
VIEW = Exhibit(MapSpec(indicator=COUNTY, year=2020), date="2026-11-26")


def cli(*args: str) -> str:
    result = CliRunner().invoke(app, args)
    assert result.exit_code == 0, result.output
    return result.stdout


def file_of(frame: object, form: str) -> str:
    """The text of a CSV or a workbook as a reader of the file has it."""
    content = table_files.encode(frame, form)  # type: ignore[arg-type]
    if form == "csv":
        return content.decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


def page_html() -> str:
    out = io.BytesIO()
    web_map.save_html(prepare(VIEW.spec), out)
    return out.getvalue().decode("utf-8")


def deck() -> str:
    made = Presentation(io.BytesIO(exports.make([VIEW], "pptx", "x.pptx").content))
    return "\n".join(
        slide.notes_slide.notes_text_frame.text for slide in made.slides if slide.has_notes_slide
    )


def report() -> str:
    made = docx.Document(io.BytesIO(exports.make([VIEW], "docx", "x.docx").content))
    return "\n".join(paragraph.text for paragraph in made.paragraphs)


def manifest() -> str:
    view = exports.make([VIEW], "svg", "x.svg").manifest["views"][0]
    assert registry.get(COUNTY).revised in view["notes"]
    return str(view["caption"])


def several() -> str:
    maps = [
        prepare(MapSpec(indicator="pref_gdp", year=year, pooled=(2020, 2023)))
        for year in (2020, 2023)
    ]
    return "".join(compose_many(maps).page.record.credits.lines)


def contrast() -> inside_outside.Contrast:
    return inside_outside.contrast(COUNTY, 2020, grouping="stem")


def area() -> catalogue.System:
    return next(s for s in catalogue.load().values() if s.members)


SINKS: dict[str, Callable[[], str]] = {
    "list of the indicators": lambda: cli("indicators", "--json"),
    "county, JSON": lambda: cli("county", PLACE, "--json"),
    "county, lines": lambda: cli("county", PLACE),
    "comparison, JSON": lambda: cli("compare", *OTHERS, "--json"),
    "comparison, lines": lambda: cli("compare", *OTHERS),
    "joined table, CSV": lambda: file_of(tables.joined([COUNTY]), "csv"),
    "joined table, XLSX": lambda: file_of(tables.joined([COUNTY]), "xlsx"),
    "table of the map, CSV": lambda: file_of(shown.values(COUNTY, 2020), "csv"),
    "table of the map, XLSX": lambda: file_of(shown.values(COUNTY, 2020), "xlsx"),
    "table of a county": lambda: file_of(shown.county(PLACE), "csv"),
    "table of the comparison": lambda: file_of(shown.comparison([COUNTY], OTHERS), "xlsx"),
    "table of members": lambda: file_of(shown.members([area()], [COUNTY]), "csv"),
    "sums of a system": lambda: file_of(family._summary([area()]), "csv"),
    "profile of the river": lambda: file_of(
        belt_profile.table(belt_profile.make(COUNTY, 2020)), "csv"
    ),
    "two sides of the river": lambda: file_of(belt_sides.table(belt_sides.make(contrast())), "csv"),
    "groups of the river": lambda: file_of(
        belt_panel._groups(contrast(), registry.get(COUNTY)), "csv"
    ),
    "pairs of the river": lambda: file_of(
        belt_panel._pairs(contrast(), registry.get(COUNTY)), "csv"
    ),
    "caption": lambda: captions.caption(prepare(VIEW.spec)),
    "notes of a view": lambda: "".join(exhibit_texts.notes(VIEW)),
    "notes under the map": lambda: "".join(prepare(VIEW.spec).notes),
    "manifest": manifest,
    "slides": deck,
    "Word": report,
    "saved page": page_html,
    "several maps on a sheet": several,
    "page of a county in the atlas": lambda: "".join(
        text for _names, text in county_facts.notes(county_facts.county(PLACE).figures)
    ),
}


@pytest.mark.parametrize("sink", SINKS)
def test_every_sink_says_that_2020_was_revised(sink: str) -> None:
    """9,016.7 became 9,323.1 亿元 on 2026-01-28 (report of the provincial government)."""
    said = SINKS[sink]()
    for part in ("9,016.7", "9,323.1", "2026-01-28"):
        assert part in said, sink


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("indicator", MAPPED)
def test_every_printed_sheet_says_it_even_where_notes_are_cut(layout: str, indicator: str) -> None:
    found = compose(prepare(MapSpec(indicator=indicator)), layout).page.record.credits.lines
    assert "9,323.1" in "".join(found)


def test_the_command_table_writes_it_beside_every_value(tmp_path: Path) -> None:
    target = tmp_path / "t.json"
    cli("table", "--indicators", f"{COUNTY},pop_resident", "--format", "json", "-o", str(target))
    for row in json.loads(target.read_text(encoding="utf-8")):
        assert ("9,323.1" in row[f"{COUNTY}_note"]) == (row[COUNTY] is not None)
        assert "9,323.1" not in row["pop_resident_note"]


def test_figures_that_were_not_revised_say_nothing_of_it() -> None:
    assert not revised.notes(["pop_resident", "tertiary_per_100k"])
    assert "注意" not in shown.values("pop_resident", 2020).columns
    assert "注意" not in shown.comparison(["pop_resident"], OTHERS).columns
    assert "9,323.1" not in captions.caption(prepare(MapSpec(indicator="tertiary_per_100k")))
    assert len(revised.notes(REVISED)) == 1

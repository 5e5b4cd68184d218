"""What a deck's charts, tables and names say: the shipped numbers, every marked county, nothing hidden."""

from __future__ import annotations

import csv
import io

import pytest
from pptx import Presentation

from briefing.exhibit import Exhibit
from briefing.office import deck, native_names, panels
from briefing.office.drawingml import A, C, P
from briefing.office.native_layers import selected_colour
from data.paths import INDICATORS
from geo.places import units
from indicators import registry
from layers import catalogue
from layers.spec import MapSpec
from tests.briefing.decks import LAYOUTS, MARKED


def raw(indicator: str) -> tuple[dict[str, float], list[str]]:
    """Return the values of the latest year by adcode and all statuses, past our own readers."""
    item = registry.get(indicator)
    values, statuses = {}, []
    path = INDICATORS / f"{item.level}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["indicator"] == indicator and int(row["year"]) == max(item.years):
                statuses.append(row["status"])
                if row["value"]:
                    values[row["adcode"]] = float(row["value"])
    return values, statuses


@pytest.mark.parametrize(
    "indicator", ["gdp", "pop_change_2010_2020", "pref_patents_granted_per_10k"]
)
def test_chart_and_table_hold_the_numbers_of_the_shipped_table(indicator: str) -> None:
    made = Presentation(io.BytesIO(deck.deck([Exhibit(MapSpec(indicator=indicator))])))
    (chart,) = [s.chart for s in made.slides[1].shapes if s.has_chart]
    (table,) = [s.table for s in made.slides[1].shapes if s.has_table]
    values, statuses = raw(indicator)
    digits = registry.get(indicator).digits
    wanted = sorted((round(v, digits) for v in values.values()), reverse=True)[:10]
    assert list(chart.plots[0].series[0].values) == pytest.approx(wanted)
    places = {p.name: p.adcode for p in units.prefectures()}
    places |= {u.name: u.adcode for u in units.counties()} if "pref" not in indicator else {}
    for name, value in zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True):
        assert round(values[places[name]], digits) == pytest.approx(value)
    counts = [int(row.cells[1].text) for row in list(table.rows)[1:]]
    special = 3 if any("非县级政区" in c.text for c in table.iter_cells()) else 0
    assert sum(counts) == len(statuses) + special
    without = sum(c for c, row in zip(counts, list(table.rows)[1:], strict=True)
                  if row.cells[0].text.split("（")[0] in {"缺失", "不适用", "与他区合并统计"})  # fmt: skip
    assert without == len(statuses) - len(values)


def test_marked_counties_wear_their_colour_in_the_chart_and_their_name_on_the_map() -> None:
    view = Exhibit(MapSpec(indicator="tertiary_per_100k", selected=MARKED))
    made = Presentation(io.BytesIO(deck.deck([view])))
    (chart,) = [s.chart for s in made.slides[1].shapes if s.has_chart]
    own = {}
    for point in chart._chartSpace.iter(f"{{{C}}}dPt"):
        colour = point.find(f".//{{{A}}}srgbClr").get("val")
        own[chart.plots[0].categories[int(point.find(f"{{{C}}}idx").get("val"))]] = colour
    marked = {units.unit(code).name: selected_colour(i) for i, code in enumerate(MARKED)}
    assert own["安宁区"] == marked["安宁区"][1:].upper()
    assert set(own) == set(chart.plots[0].categories) & set(marked)
    names = {
        e.get("name")
        for e in made.slides[1].shapes._spTree.iter(f"{{{P}}}cNvPr")
        if e.get("name").startswith("注记 选中 ")
    }
    assert names == {f"注记 选中 {name}" for name in marked}


def test_names_on_the_map_do_not_lie_on_another() -> None:
    for view in (LAYOUTS[0], LAYOUTS[1], Exhibit(MapSpec(indicator="gdp", selected=MARKED))):
        made = Presentation(io.BytesIO(deck.deck([view])))
        boxes = []
        for shape in made.slides[1].shapes._spTree.iter(f"{{{P}}}sp"):
            if shape.find(f".//{{{P}}}cNvPr").get("name").startswith("注记 "):
                off, ext = shape.find(f".//{{{A}}}off"), shape.find(f".//{{{A}}}ext")
                x, y = int(off.get("x")), int(off.get("y"))
                boxes.append((x, y, x + int(ext.get("cx")), y + int(ext.get("cy"))))
        assert len(boxes) >= 14
        for i, one in enumerate(boxes):
            for two in boxes[:i]:
                assert native_names.overlap(one, two) <= 40_000 * 40_000


def test_a_sheet_that_leaves_room_hides_no_title_half() -> None:
    """The slide's own title is either quite behind the sheet or quite beside it."""
    for layout in ("slide", "a4l", "a4p", "hex", "corridor"):
        view = Exhibit(MapSpec(indicator="tertiary_per_100k"), layout=layout)
        made = Presentation(io.BytesIO(deck.deck([view])))
        head = made.slides[0].shapes.title
        (sheet,) = [s for s in made.slides[0].shapes if s.shape_type == 13]
        behind = (
            head.left >= sheet.left - 1
            and head.left + head.width <= sheet.left + sheet.width + 1
            and head.top >= sheet.top
            and head.top + head.height <= sheet.top + sheet.height
        )
        assert behind or head.left + head.width <= sheet.left, layout


def test_many_systems_are_counted_where_the_table_ends() -> None:
    """Twenty layers: the chart says that it shows the largest, the table how many are left."""
    spec = MapSpec(systems=tuple(s.id for s in catalogue.load().values() if s.members)[:20])
    prepared = Exhibit(spec).prepared
    bars, grid = panels.bars(prepared), panels.grid(prepared)
    assert bars is not None
    assert grid is not None
    assert len(bars.values) <= panels.MOST_BARS
    assert list(bars.values) == sorted(bars.values, reverse=True)
    layers = len(prepared.areas) + len(prepared.points) + len(prepared.lines)
    assert layers > panels.MOST_ROWS
    shown = len(grid.rows) - 2
    assert grid.rows[-1][0] == f"另有{layers - shown}个布局"
    assert len(grid.rows) == 1 + panels.MOST_ROWS

"""One table of strokes and one list of legend rows for the live map, the saved map, sheet and slide."""

from __future__ import annotations

import ast
import html
import io
import json
import re

import pytest

from data.paths import ROOT, STATIC
from layers import catalogue, strokes
from layers.prepared import PreparedMap, prepare
from layers.spec import MapSpec
from maps import legend_entries
from maps.saved import web_map
from maps.screen.payload import payload

PAINTERS = [
    *sorted((ROOT / "maps" / "saved").glob("*.py")),
    ROOT / "maps/sheet/ground/overlays.py",
    ROOT / "maps/sheet/ground/basemap.py",
    ROOT / "maps/sheet/ground/fills.py",
    ROOT / "briefing/office/native_layers.py",
]
CASES = {
    "classes": MapSpec(indicator="tertiary_per_100k", year=2020),
    "circles": MapSpec(indicator="gdp", year=2020),
    "prefectures": MapSpec(indicator="pref_gdp_per_capita", year=2023),
    "systems": MapSpec(
        systems=tuple(s.id for s in catalogue.load().values() if s.page == "clusters")
    ),
    "soft": MapSpec(systems=("yellow-river-belt", "lanbai-innovation-zone", "lanzhou-1h-ring")),
    "both": MapSpec(indicator="urbanization_rate", year=2020, systems=("yellow-river-belt",)),
    "sites": MapSpec(
        systems=tuple(s.id for s in catalogue.load().values() if s.shape in ("point", "line"))[:6]
    ),
}


@pytest.mark.parametrize("path", PAINTERS, ids=lambda path: path.name)
def test_no_painter_has_widths_dashes_or_blues_of_its_own(path: object) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in {"weight", "width_pt", "dash_array"}:
            own = isinstance(node.value, ast.Constant) and node.value.value not in (None, 1.0, 1)
            assert not own, (node.arg, node.value.lineno)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert node.value not in {"#1f5f8b", "#5f9abf", "#5b93b8", "#3d7ea6", "#6f9fbd"}
            assert not re.fullmatch(r"\d+(\.\d+)?( \d+(\.\d+)?)+", node.value), node.value


@pytest.mark.parametrize("name", ["painter.js", "areas.js"])
def test_the_script_takes_its_strokes_from_the_payload(name: str) -> None:
    script = (STATIC / "map" / name).read_text(encoding="utf-8")
    assert not re.search(r'"stroke-dasharray": "', script)
    assert not re.search(r'"stroke-(?:width|opacity)": [\d.]', script)
    used = set(re.findall(r"(?:lineOf|strokes\.lines)\.(\w+)", script))
    assert used <= {role.value for role in strokes.SCREEN}


def test_the_payload_carries_the_screen_s_column() -> None:
    sent = payload(prepare(MapSpec()))["base"]["strokes"]
    assert json.loads(json.dumps(sent)) == json.loads(json.dumps(strokes.for_script()))
    assert set(sent["lines"]) == {role.value for role in strokes.SCREEN}


def test_the_style_sheet_s_own_dashes_are_those_of_the_table() -> None:
    css = (STATIC / "map" / "atlas_map.css").read_text(encoding="utf-8")
    for cls, role in (
        (".atlas-spoke", strokes.Role.SPOKE),
        (".atlas-dashed", strokes.Role.TOGETHER),
    ):
        rule = css[css.index(cls) :].split("}", 1)[0]
        look = strokes.SCREEN[role]
        assert f"stroke-width: {look.width:g};" in rule
        assert f"stroke-dasharray: {look.css_dash};" in rule


def saved(prepared: PreparedMap) -> str:
    buffer = io.BytesIO()
    web_map.save_html(prepared, buffer)
    return buffer.getvalue().decode("utf-8")


@pytest.mark.parametrize("case", CASES)
def test_the_saved_map_is_the_live_one_side_by_side(case: str) -> None:
    prepared = prepare(CASES[case])
    sent, text = payload(prepared), saved(prepared)
    legend = sent["legend"]
    live = [legend["rows"][i]["label"] for i in legend["order"]]
    live += [note["label"] for note in legend["figureNotes"]]
    live += [item.label for item in legend_entries.systems(prepared)]
    live += [note["label"] for note in legend["systemNotes"]]
    rows = re.findall(r'<tr data-row="\w+"><td>.*?</td><td[^>]*>(.*?)</td>', text)
    written = [re.sub(r"^\d+ ", "", html.unescape(row)) for row in rows]
    assert written == live
    # the same systems, in the same order, are sent to the script
    areas = [a for a in sent["areas"] if a["style"] != "reach"]
    order = [item["id"] for item in (*areas, *sent["points"], *sent["lines"], *sent["polygons"])]
    assert order == [item.id for item in legend_entries.systems(prepared)]
    # the same class for every unit, in the same colours
    fills = [sent["colours"][index] for index in sent["fills"].values()]
    found = re.findall(r'"fill": "(#[0-9a-f]{6})"', text)
    for colour in sent["colours"]:
        assert found.count(colour) == fills.count(colour)
    # the same hatching for every unit without a value
    hatched = re.findall(r'"fill": "url\(#atlas-hatch-(\w+)\)"', text)
    absent = list(prepared.absent.values())
    for status in set(absent):
        assert hatched.count(status) == absent.count(status)
    # the same tint and edge for every system
    for area in prepared.outlined:
        assert f'"color": "{area.colour}"' in text
    if any(area.style == "tint" for area in prepared.outlined):
        assert f'"fillOpacity": {sent["base"]["strokes"]["tint"]:g}' in text

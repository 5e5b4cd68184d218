"""The payload says what the prepared map says, and a change stays small."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from typing import Any

import pytest

from data.paths import STATIC
from layers import catalogue
from layers.prepared import PreparedMap, prepare
from layers.spec import MapSpec, MapWindow
from maps import base
from maps.screen import component
from maps.screen import payload as screen

CHANGE_BYTES = 10_000


@pytest.fixture(scope="module")
def full() -> PreparedMap:
    """An indicator with five outlined clusters, six zones and eight marked counties."""
    systems = tuple(s.id for s in catalogue.load().values() if s.page in {"clusters", "zones"})
    selected = (
        "620102", "620982", "620123", "622901", "620721", "620321", "621102", "620802",
    )  # fmt: skip
    spec = MapSpec(systems=systems, indicator="tertiary_per_100k", year=2020, selected=selected)
    return prepare(spec)


def card() -> screen.Card:
    return screen.Card(
        adcode="620102",
        title="城关区",
        subtitle="兰州市",
        rows=[(f"一项较长的指标名称（{i}）", "123,456.7 万元", "12/87") for i in range(8)],
        chips=[(f"布局系统名称之{i}", "#b45a31") for i in range(8)],
        actions=[("county", "一县一页"), ("compare", "加入比较"), ("plans", "规划原文")],
    )


def unpack(data: bytes) -> tuple[list[str], dict[str, Any]]:
    head, body = data.split(b"\n", 1)
    return head.decode().split(" "), json.loads(zlib.decompress(body))


def test_a_change_is_at_most_ten_kilobytes(full: PreparedMap) -> None:
    data = component.packed({**screen.payload(full, card=card()), "height": 640})
    script = component._LOADER.encode()
    assert len(data) + len(script) < CHANGE_BYTES


def test_every_system_of_the_catalogue_still_fits() -> None:
    everything = prepare(MapSpec(systems=tuple(catalogue.load())))
    data = component.packed({**screen.payload(everything, card=card()), "height": 640})
    assert len(data) + len(component._LOADER.encode()) < 1.5 * CHANGE_BYTES


def test_packed_payload_comes_out_as_it_went_in(full: PreparedMap) -> None:
    payload = {**screen.payload(full, card=card()), "height": 640}
    files, back = unpack(component.packed(payload))
    assert back == json.loads(json.dumps(payload))
    for path in files:
        assert (STATIC / path.split("?")[0]).is_file(), path


def test_payload_repeats_the_prepared_map(full: PreparedMap) -> None:
    payload = screen.payload(full)
    assert payload["fills"] == full.fills
    assert len({**payload["fills"], **payload["hatches"]}) == 87
    assert payload["special"] == sorted(full.special)
    assert payload["colours"] == list(full.colours)
    assert payload["values"] == {code: reading.line for code, reading in full.values.items()}
    assert [row["count"] for row in payload["legend"]["rows"]] == [r.count for r in full.legend]
    drawn = {row["colour"]: row["count"] for row in payload["legend"]["rows"] if not row["hatched"]}
    for index, colour in enumerate(full.colours):
        assert drawn[colour] == sum(value == index for value in full.fills.values())
    assert [a["members"] for a in payload["areas"]] == [list(a.members) for a in full.areas]
    assert payload["selected"] == list(full.selected)
    assert payload["source"] == full.source_line
    assert payload["card"] is None


def test_view_is_handed_on(full: PreparedMap) -> None:
    assert screen.payload(full)["view"] is None
    moved = replace(full, spec=replace(full.spec, view=MapWindow(36.06, 103.83, 8.5)))
    assert screen.payload(moved)["view"] == [36.06, 103.83, 8.5]


def test_geometry_is_never_in_the_payload(full: PreparedMap) -> None:
    assert "coordinates" not in json.dumps(screen.payload(full))


def test_bounds_hold_the_whole_province() -> None:
    from geo import boundaries

    west, south, east, north = boundaries.load("province", "medium").total_bounds
    (low_lat, low_lon), (high_lat, high_lon) = base.BOUNDS
    assert low_lat <= south + 0.01 and low_lon <= west + 0.01
    assert high_lat >= north - 0.01 and high_lon >= east - 0.01
    assert high_lat - low_lat < (north - south) + 0.1
    assert high_lon - low_lon < (east - west) + 0.1


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("620102", "620102"),
        ("", ""),
        (None, ""),
        (620102, ""),
        ("62010２", ""),
        ("<b>6201", ""),
        ("6201021", ""),
    ],
)
def test_selected_county_is_checked(sent: object, read: str) -> None:
    assert component._text(sent) == read


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ([36.0, 103.8, 7.5], (36.0, 103.8, 7.5)),
        (None, None),
        ([36.0, 103.8], None),
        (["36", 103.8, 7], None),
        ([36.0, float("nan"), 7], None),
        ([36.0, 1e9, 7], None),
        ("abc", None),
    ],
)
def test_view_of_the_browser_is_checked(sent: object, read: object) -> None:
    assert component._view(sent) == read


def test_action_of_the_browser_is_checked() -> None:
    assert component._action({"id": "county", "adcode": "620102"}) == {
        "id": "county",
        "adcode": "620102",
    }
    assert component._action({"id": "x", "adcode": "<b>"}) == {"id": "x", "adcode": ""}
    assert component._action("x") is None
    assert component._action(None) is None

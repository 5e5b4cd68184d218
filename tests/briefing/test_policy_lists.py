"""Policy lists in every sink of a map: whose list it is and when, with the counties it names."""

from __future__ import annotations

import io
import json

import pytest
from docx import Document
from pptx import Presentation

from briefing import captions, exhibit, exports, manifest
from briefing.exhibit import Exhibit
from briefing.office import word_report
from briefing.spec_requests import spec_from_object
from data import records
from layers import catalogue, policy_lists, stacking
from layers.policy_list import PolicyList
from layers.prepared import prepare
from layers.spec import MapSpec
from maps.saved import web_map
from maps.screen import payload

DRAWN = list(policy_lists.drawn().values())
TWO = MapSpec(systems=("list-innovative-county", "list-strong-town"))
STACKED = MapSpec(systems=tuple(policy_lists.drawn()), stacked=True)


@pytest.mark.parametrize("item", DRAWN, ids=lambda item: item.id)
def test_a_list_alone_says_what_it_is_everywhere(item: PolicyList) -> None:
    spec = MapSpec(systems=(item.id,))
    prepared = prepare(spec)
    assert prepared.title == item.name
    assert item.publishers[0] in prepared.source_line
    assert "甘政办发〔2021〕90号" not in prepared.source_line
    caption = captions.caption(prepared)
    assert item.publishers[0] in caption
    assert item.documents[0] in caption
    assert "布局图层" not in caption
    (area,) = payload.payload(prepared)["areas"]
    assert (area["members"], area["partial"]) == (list(item.members), list(item.partial))
    _head, ((name, kind, counties),), _note = word_report.table_rows(prepared)
    assert name == item.name
    assert item.kind_name in kind
    assert item.publishers[0] in kind
    assert counties != "—"
    said = manifest.describe([Exhibit(spec)], b"", "x.png")
    (entry,) = said["views"][0]["lists"]
    assert entry["id"] == item.id
    assert entry["publisher"] == item.publishers[0]
    assert entry["document"] == item.documents[0]
    assert entry["year"] == item.years[-1]
    used = {row["id"] for row in said["records"]}
    assert {"policy-lists", "policy-list-entries"} <= used
    assert all(key in records.load() for key in used)


@pytest.mark.parametrize("item", DRAWN, ids=lambda item: item.id)
def test_over_an_indicator_the_source_line_names_the_publisher(item: PolicyList) -> None:
    prepared = prepare(MapSpec(systems=(item.id,), indicator="tertiary_per_100k"))
    assert "第七次全国人口普查" in prepared.source_line
    assert item.publishers[0] in prepared.source_line
    assert item.documents[0] in captions.caption(prepared)


def test_a_plans_map_keeps_its_words_and_has_no_lists() -> None:
    spec = MapSpec(systems=("cluster-jiujia",))
    prepared = prepare(spec)
    assert prepared.title == "酒嘉新能源产业创新集群"
    assert prepared.source_line.startswith("布局：甘政办发〔2021〕90号、临州办发〔2022〕56号；底图")
    assert manifest.describe([Exhibit(spec)], b"", "x.png")["views"][0]["lists"] == []


def test_plans_and_lists_together_are_counted_apart() -> None:
    prepared = prepare(MapSpec(systems=("cluster-jiujia", "list-innovative-county")))
    assert prepared.subtitle.startswith("1 个布局图层、1 份名单")
    caption = captions.caption(prepared)
    assert "图上有1个布局图层：酒嘉新能源" in caption
    assert "整县列入4个" in caption


def test_the_slide_draws_lists_as_native_areas() -> None:
    made = exports.make([Exhibit(TWO)], "pptx", "x.pptx")
    deck = Presentation(io.BytesIO(made.content))
    text = json.dumps([names(shape) for shape in deck.slides[1].shapes], ensure_ascii=False)
    assert "国家创新型县市" in text
    assert "农业产业强镇所在县" in text
    notes = deck.slides[1].notes_slide.notes_text_frame.text
    assert "科学技术部" in notes


def names(shape: object) -> list[object]:
    own = [getattr(shape, "name", "")]
    if getattr(shape, "has_text_frame", False):
        own.append(shape.text_frame.text)  # type: ignore[attr-defined]
    if getattr(shape, "has_table", False):
        own += [c.text for row in shape.table.rows for c in row.cells]  # type: ignore[attr-defined]
    return [*own, *(names(inner) for inner in getattr(shape, "shapes", ()))]


def test_the_saved_map_names_lists_and_publishers() -> None:
    buffer = io.BytesIO()
    web_map.save_html(prepare(TWO), buffer)
    page = buffer.getvalue().decode()
    assert "农业产业强镇所在县" in page
    assert "科学技术部" in page


def test_a_stack_is_told_by_caption_word_and_manifest() -> None:
    prepared = prepare(STACKED)
    assert stacking.finding(stacking.stack(STACKED.systems)) in captions.caption(prepared)
    head, rows, _note = word_report.table_rows(prepared)
    assert len(head) == 3
    assert rows[-1] == ("0 项", "1", "红古区")
    assert sum(int(row[1]) for row in rows) == 87
    document = Document(io.BytesIO(word_report.document([Exhibit(STACKED)])))
    assert any(cell.text == "红古区" for row in document.tables[0].rows for cell in row.cells)
    said = manifest.describe([Exhibit(STACKED)], b"", "x.png")
    assert len(said["views"][0]["lists"]) == 19
    assert spec_from_object(said) == STACKED


def test_the_link_of_a_stack_leads_to_its_page() -> None:
    assert exhibit.live_path(STACKED).startswith("overlay?")
    assert exhibit.live_path(TWO).startswith("?")


def test_every_list_is_found_by_the_catalogue() -> None:
    assert all(catalogue.get(item.id) is item for item in DRAWN)

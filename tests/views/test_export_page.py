"""出图: the page shows the sheet, writes it with its manifest, and collects views into a deck."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from briefing import captions
from briefing.exhibit import Exhibit
from layers.prepared import prepare
from layers.spec import MapSpec
from maps.sheet.layouts import SHEETS
from views.parts.deck import basket, readers_address

PAGE = Path(__file__).resolve().parent.parent.parent / "views" / "export.py"
HOSTILE = "# <script>alert(1)</script> {{7*7}} $x$ `a`"


def opened(**query: str) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=120)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def press(page: AppTest, label: str) -> AppTest:
    (button,) = [b for b in page.button if b.label == label]
    button.click()
    page.run()
    assert not page.exception
    return page


@pytest.fixture(scope="module")
def plain() -> AppTest:
    return opened()


def test_it_shows_the_sheet_the_list_and_the_words(plain: AppTest) -> None:
    assert len(plain.get("image")) == 1
    listed = "".join(m.value for m in plain.markdown)
    for wanted in ("审图号", "全国附图", "坐标系与投影", "资料来源"):
        assert wanted in listed
    prepared = prepare(MapSpec(indicator="tertiary_per_100k", year=2020))
    assert plain.code[0].value == captions.caption(prepared)
    assert plain.code[1].value == captions.alt_text(prepared)


def test_the_address_says_what_is_drawn() -> None:
    page = opened(ind="gdp_per_capita_census", sys="cluster-jiujia", layout="a4l", sel="620123")
    assert not page.warning
    assert "人均地区生产总值" in page.code[0].value
    assert "酒嘉新能源" in page.code[0].value
    (layout,) = [s for s in page.selectbox if s.label == "版式"]
    assert layout.value == "a4l"


def test_a_layout_view_comes_in_by_its_address() -> None:
    page = opened(ind="none", sys="cluster-jiujia,cluster-jinwu")
    assert "2个布局图层" in page.code[0].value


@pytest.mark.parametrize(
    "query", [{"ind": "{{7*7}}"}, {"layout": "a0"}, {"ind": "prov_rd_expenditure"}]
)
def test_a_strange_address_leaves_a_working_page(query: dict[str, str]) -> None:
    page = opened(**query)
    assert len(page.get("image")) == 1


def test_every_layout_is_offered(plain: AppTest) -> None:
    (layout,) = [s for s in plain.selectbox if s.label == "版式"]
    assert len(layout.options) == len(SHEETS)
    assert any("组图" in option for option in layout.options)


def group_of(page: AppTest) -> tuple[Any, ...]:
    (view,) = press(page, "加入汇报").session_state["deck:views"]
    return (view.spec, *view.beside)


def test_years_side_by_side_from_the_address() -> None:
    page = opened(layout="multiples", over="years", **{"with": "2017,2020,2023"},
                  ind="pref_gdp_per_capita")  # fmt: skip
    assert not page.warning
    assert len(page.get("image")) == 1
    caption, alt = page.code[0].value, page.code[1].value
    assert caption.startswith("人均地区生产总值（2017、2020、2023年）。共3幅")
    for year in (2017, 2020, 2023):
        shown = prepare(
            MapSpec(indicator="pref_gdp_per_capita", year=year, pooled=(2017, 2020, 2023))
        )
        assert captions.caption(shown) in caption
        assert captions.alt_text(shown) in alt
    assert any("当年价格" in c.value for c in page.caption)
    listed = "".join(m.value for m in page.markdown)
    assert "6个单元没有数值" in listed
    maps = group_of(page)
    assert [spec.year for spec in maps] == [2017, 2020, 2023]
    assert {spec.pooled for spec in maps} == {(2017, 2020, 2023)}
    press(page, "生成")
    export = made(page, "export:made").export
    assert len(export.manifest["views"][0]["beside"]) == 2


def test_indicators_and_layouts_side_by_side_from_the_address() -> None:
    page = opened(layout="multiples", over="indicators", k="4",
                  **{"with": "gdp@2020,urbanization_rate@2010"})  # fmt: skip
    assert not page.warning
    assert [(s.indicator, s.year, s.k) for s in group_of(page)] == [
        ("gdp", 2020, 4), ("urbanization_rate", 2010, 4)
    ]  # fmt: skip
    page = opened(layout="multiples", over="systems", **{"with": "cluster,zone-zhangye"})
    assert not page.warning
    first, second = group_of(page)
    assert len(first.systems) == 5
    assert second.systems == ("zone-zhangye",)


def test_what_is_compared_goes_into_the_address() -> None:
    page = opened(layout="multiples", ind="urbanization_rate")
    assert page.query_params["over"] == "years"
    assert page.query_params["with"] == "2010,2020"
    page.segmented_control(key="export:over").set_value("systems").run()
    assert not page.exception
    assert page.query_params["with"] == "cluster,demonstration_zone"
    page.multiselect(key="export:group-systems").set_value(["cluster", "ring_node"]).run()
    assert page.query_params["with"] == "cluster,ring_node"
    assert page.query_params["layout"] == "multiples"


def test_another_indicator_starts_with_its_own_years() -> None:
    page = opened(layout="multiples", ind="urbanization_rate")
    page.segmented_control(key="export:level").set_value("prefecture").run()
    page.selectbox(key="export:group").set_value("经济").run()
    assert not page.exception
    chosen = page.selectbox(key="export:ind").value
    assert len(page.query_params["with"].split(",")) >= 2, chosen
    assert len(page.get("image")) == 1


def test_one_map_is_a_sentence_and_nothing_is_lost() -> None:
    page = press(opened(), "加入汇报")
    page.selectbox(key="export:layout").set_value("multiples").run()
    page.pills(key="export:years:tertiary_per_100k").set_value(["2020"]).run()
    assert not page.exception
    assert page.get("image") == []
    assert any("至少要两幅，现在选了 1 幅" in i.value for i in page.info)
    assert len(page.session_state["deck:views"]) == 1
    assert any(b.label == "生成汇报" for b in page.button), "what was collected can be written"
    page.selectbox(key="export:layout").set_value("slide").run()
    assert len(page.get("image")) == 1
    page.selectbox(key="export:layout").set_value("multiples").run()
    assert page.pills(key="export:years:tertiary_per_100k").value == ["2020"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"over": "maps"}, "over=maps"),
        ({"over": "indicators", "with": "gdp@2020,{{7*7}}"}, "with="),
        ({"over": "years", "with": "1999,2020"}, "1999"),
        ({"over": "systems", "with": "<b>x</b>,cluster"}, "with="),
    ],
)
def test_a_strange_group_is_told_and_leaves_a_working_page(
    query: dict[str, str], told: str
) -> None:
    page = opened(layout="multiples", **query)
    assert len(page.warning) == 1
    assert told in page.warning[0].value.replace("\\", "")
    assert len(page.get("image")) == 1


def test_years_of_other_definitions_are_told_not_drawn() -> None:
    page = opened(layout="multiples", over="years", ind="share_manufacturing",
                  **{"with": "2010,2020"})  # fmt: skip
    assert not page.warning
    assert page.get("image") == []
    assert any("口径不同" in i.value for i in page.info)


def test_the_atlas_is_offered_watched_and_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The job is another program's; the page shows button, bar, error and downloads."""
    from briefing.atlas.job import Jobs, State
    from views.parts.export import atlas_panel

    jobs = Jobs(("no-such-program",))
    monkeypatch.setattr(atlas_panel, "jobs", lambda: jobs)
    page = press(opened(), "生成图册（PDF）")
    assert any("没有画完" in e.value for e in page.error)
    (job,) = jobs._jobs.values()
    job._state = State(40, 94, running=True)
    page.run()
    assert not page.exception
    assert any("40/94" in str(bar.proto.text) for bar in page.get("progress"))
    assert not [b for b in page.button if "图册" in b.label]
    job._state = State(94, 94)
    job.target.write_bytes(b"%PDF")
    job.manifest.write_bytes(b"{}")
    page.run()
    assert not page.exception
    assert len(page.get("download_button")) == 2
    jobs.close()


def made(page: AppTest, key: str) -> basket.WrittenDeck:
    found: basket.WrittenDeck = page.session_state[key]
    return found


def test_a_picture_comes_with_its_manifest() -> None:
    page = press(opened(), "生成")
    export = made(page, "export:made")
    assert export.export.content.startswith(b"\x89PNG")
    assert export.export.manifest["file"] == f"{export.stem}.png"
    assert len(page.get("download_button")) == 2


def test_what_was_made_is_not_offered_for_another_view() -> None:
    page = press(opened(), "生成")
    (title,) = [t for t in page.text_input if t.label == "图题"]
    title.set_value("另一个题目").run()
    assert not page.exception
    assert page.get("download_button") == []


def test_hostile_words_reach_sheet_and_deck_as_words() -> None:
    page = opened()
    for field in page.text_input:
        if field.label in {"图题", "制图单位", "资料来源"}:
            field.set_value(HOSTILE)
    page.run()
    assert not page.exception
    assert len(page.get("image")) == 1
    for text in page.markdown:
        if "script" in text.value:
            assert "<script>" not in text.value
            assert "\\<script\\>" in text.value
    press(page, "加入汇报")
    press(page, "生成汇报")
    content = made(page, "deck:made").export.content
    read = Presentation(io.BytesIO(content))
    assert read.slides[0].shapes.title.text_frame.text == HOSTILE


def test_views_are_collected_ordered_removed_and_written() -> None:
    page = press(opened(), "加入汇报")
    press(page, "加入汇报")
    assert len(page.session_state["deck:views"]) == 1, "the same view is not put in twice"
    (year,) = [s for s in page.select_slider if s.label == "年份"]
    year.set_value(2010).run()
    press(page, "加入汇报")
    titles = [view.prepared.title for view in page.session_state["deck:views"]]
    assert [t[-6:-2] for t in titles] == ["2020", "2010"]
    page.button(key="deck:down:0").click()
    page.run()
    assert [v.prepared.title for v in page.session_state["deck:views"]] == titles[::-1]
    press(page, "生成汇报")
    export = made(page, "deck:made")
    read = Presentation(io.BytesIO(export.export.content))
    assert len(read.slides) == 5
    assert len(export.export.manifest["views"]) == 2
    page.button(key="deck:out:0").click()
    page.run()
    assert [v.prepared.title for v in page.session_state["deck:views"]] == titles[:1]
    press(page, "清空")
    assert page.session_state["deck:views"] == []


def test_counts_are_drawn_without_classes() -> None:
    page = opened(ind="pop_resident", year="2020")
    assert "比例圆" in page.code[0].value


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://localhost:8501/", True), ("http://127.0.0.1:8501/", True), ("", True),
        ("http://10.0.0.5:8501/", False), ("https://atlas.example/", False),
    ],
)  # fmt: skip
def test_a_code_for_this_machine_alone_is_off_by_default(address: str, local: bool) -> None:
    assert readers_address.is_local(address) is local


def test_the_address_of_the_app_is_the_folder_of_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    class Context:
        url: Any = "http://10.0.0.5:8501/base/export?ind=gdp"

    monkeypatch.setattr(readers_address.st, "context", Context())
    assert readers_address.app_address() == "http://10.0.0.5:8501/base/"
    view = Exhibit(MapSpec(indicator="gdp"), base_url=readers_address.app_address())
    assert view.url.startswith("http://10.0.0.5:8501/base/indicators?")
    for bad in (None, "", "javascript:alert(1)"):
        Context.url = bad
        assert readers_address.app_address() == ""


def test_an_address_that_leads_nowhere_is_never_printed() -> None:
    """localhost is asked about once; what is given holds for the deck, and the switch on all."""
    page = opened(ind="gdp", year="2020")
    press(page, "加入汇报")
    (kept,) = page.session_state["deck:views"]
    assert kept.base_url == ""
    assert page.toggle(key="export:qr").disabled
    page.text_input(key="export:home").set_value("ftp://x").run()
    assert any("不是图志的网址" in warning.value for warning in page.warning)
    page.text_input(key="export:home").set_value("http://10.0.0.5:8501/").run()
    assert not page.toggle(key="export:qr").disabled
    page.toggle(key="export:qr").set_value(False).run()
    press(page, "生成汇报")
    (written,) = made(page, "deck:made").views
    assert written.url.startswith("http://10.0.0.5:8501/")
    assert not written.qr


def test_a_deck_without_a_format_says_what_is_missing() -> None:
    page = opened(ind="gdp", year="2020")
    page.button_group(key="export:form").set_value(None).run()
    press(page, "生成")
    assert any("先在左边选一种格式" in info.value for info in page.info)

"""The belt's page in a real browser: its pickers live in the URL, counts are not compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser import NewPage
from tests.views import pages

if TYPE_CHECKING:
    from playwright.sync_api import Page

OWN = ("prof", "profy", "side", "km")


def settle(page: Page) -> None:
    pages.settle(page)
    page.get_by_text("量算：谁在河边").wait_for()


def own(page: Page) -> dict[str, str]:
    found = pages.query(page)
    return {name: found[name] for name in OWN if name in found}


def test_a_pasted_link_restores_every_picker(server: str, new_page: NewPage) -> None:
    page, watch = new_page(height=2600)
    asked = {"prof": "urbanization_rate", "profy": "2010", "side": "course", "km": "40"}
    page.goto(f"{server}/belt?" + "&".join(f"{k}={v}" for k, v in asked.items()))
    settle(page)
    assert own(page) == asked
    text = page.locator("[data-testid=stMain]").inner_text()
    assert "常住人口城镇化率：上游县区（30个有数）" in text
    assert "第六次全国人口普查" in text
    assert "带宽 40 公里时，17 个县区计入创新带" in text
    watch.assert_clean()


def test_a_changed_picker_is_in_the_url_and_survives_a_reload(
    server: str, new_page: NewPage
) -> None:
    page, watch = new_page(height=2600)
    page.goto(f"{server}/belt")
    settle(page)
    assert own(page) == {}
    page.get_by_role("radio", name="流域内 与 流域外").click()
    page.wait_for_function("location.search.includes('side=basin')")
    page.get_by_label("年份").click()
    page.get_by_role("option", name="2010").click()
    page.wait_for_function("location.search.includes('profy=2010')")
    assert own(page) == {"side": "basin", "profy": "2010"}
    page.reload()
    settle(page)
    assert own(page) == {"side": "basin", "profy": "2010"}
    text = page.locator("[data-testid=stMain]").inner_text()
    assert "流域内县区（55个有数）" in text
    watch.assert_clean()


def test_what_is_not_understood_is_told_and_the_rest_is_kept(
    server: str, new_page: NewPage
) -> None:
    page, watch = new_page(height=2600)
    page.goto(f"{server}/belt?prof=%3Cb%3Ex&profy=1066&side=left&km=21&sys=yellow-river-belt")
    settle(page)
    alerts = page.locator("[data-testid=stAlert]").all_inner_texts()
    assert len(alerts) == 4
    for name, value in (("prof", "<b>x"), ("profy", "1066"), ("side", "left"), ("km", "21")):
        assert any(f"网址参数 {name}={value} 未采用" in text for text in alerts)
    assert own(page) == {}
    watch.assert_clean()


def test_a_count_is_shown_but_not_compared(server: str, new_page: NewPage) -> None:
    page, watch = new_page(height=2600)
    page.goto(f"{server}/belt?prof=pop_resident&side=basin")
    settle(page)
    text = page.locator("[data-testid=stMain]").inner_text()
    assert "“常住人口”是总量" in text
    assert "沿干流15个县区合计" in text
    assert "克里夫" not in text
    # The choice of groups waits in the URL until a ratio is chosen again.
    assert own(page) == {"prof": "pop_resident", "side": "basin"}
    page.get_by_label("剖面与对照所用指标").click()
    page.get_by_role("option", name="常住人口城镇化率").click()
    page.get_by_text("流域内县区（55个有数）").wait_for()
    page.wait_for_function("location.search.includes('prof=urbanization_rate')")
    assert own(page) == {"prof": "urbanization_rate", "side": "basin"}
    watch.assert_clean()


def test_the_figures_can_be_taken_away(server: str, new_page: NewPage) -> None:
    page, watch = new_page(height=2600)
    page.goto(f"{server}/belt")
    settle(page)
    for label, magic in (
        ("图片 PNG", b"\x89PNG"),
        ("图片 SVG", b"<?xml"),
        ("数据 CSV", b"\xef\xbb\xbf"),
    ):
        for place in (0, 1):
            with page.expect_download() as waiting:
                page.get_by_role("button", name=label).nth(place).click()
            content = waiting.value.path().read_bytes()
            assert content.startswith(magic)
            if label == "数据 CSV":
                assert "第七次全国人口普查" in content.decode("utf-8-sig")
    watch.assert_clean()


def test_linxia_and_the_lines_have_their_tabs(server: str, new_page: NewPage) -> None:
    page, watch = new_page(height=2600)
    page.goto(f"{server}/belt")
    settle(page)
    page.get_by_role("tab", name="临夏：沿黄河洮河").click()
    page.get_by_text("永靖、东乡兼临黄河和洮河").wait_for()
    page.get_by_text("围绕打造沿黄河洮河民族团结进步提升带").first.wait_for()
    page.get_by_role("tab", name="河流线有多准").click()
    page.get_by_text("没有独立的线可比的：党河").wait_for()
    watch.assert_clean()

"""政策叠加 and the lists on a county's page: what is said, counted and kept in the address."""

from __future__ import annotations

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from data.paths import ROOT
from geo.places import units
from layers import policy_lists, stacking
from layers.policy_list import Coverage
from tests.browser import NewPage
from tests.views.pages import assert_offline_and_calm, query, settle
from views.parts.overlay import overlay_controls, overlay_tables

INCOMPLETE = [i for i in policy_lists.load().values() if i.coverage is Coverage.INCOMPLETE]


def page(name: str, **parameters: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "views" / name), default_timeout=90)
    for key, value in parameters.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception
    assert not test.error
    return test


def finding_of(test: AppTest) -> str:
    """Return the sentence above the page's map."""
    marked = re.findall(
        r'<p class="atlas-finding">(.*?)</p>', "".join(e.proto.body for e in test.get("html"))
    )
    (found,) = marked
    return html.unescape(found)


def test_the_page_states_its_finding_first() -> None:
    test = page("policy_overlay.py")
    finding = stacking.finding(stacking.stack(stacking.proposed()))
    assert finding_of(test) == finding
    assert any("资料来源" in caption.value for caption in test.caption)
    assert any("不说明政策力度" in caption.value for caption in test.caption)


def test_a_link_says_what_is_counted() -> None:
    test = page("policy_overlay.py", sys="list-tourism,list-innovative-county")
    assert "名单2份里" in finding_of(test)
    assert not test.warning


def test_every_choice_has_a_switch_in_one_row_only() -> None:
    rows = [system.id for systems in overlay_controls.families().values() for system in systems]
    assert sorted(rows) == sorted(stacking.choices())


def test_the_tables_hold_every_county_and_every_membership() -> None:
    found = stacking.stack(stacking.proposed())
    table = overlay_tables.counties(found)
    assert sorted(table["代码"]) == [unit.adcode for unit in units.counties()]
    assert (table["规划布局（项）"] + table["名单（项）"] == table["合计（项）"]).all()
    matrix = overlay_tables.matrix(found)
    assert matrix.shape == (87, 2 + len(found.systems))
    for system in found.systems:
        marks = matrix[system.short].value_counts()
        assert marks.get("整", 0) == len(system.members)
        assert marks.get("部", 0) == len(system.partial)


def test_the_catalogue_of_lists_names_publisher_document_year_and_status() -> None:
    table = overlay_tables.catalogue(policy_lists.load().values())
    assert len(table) == 30
    for column in ("发布单位", "文件", "年份", "状态", "完整程度", "出处"):
        assert table[column].ne("").all()


@pytest.mark.parametrize("item", INCOMPLETE, ids=lambda item: item.id)
def test_an_incomplete_list_stands_on_its_county_s_page_with_the_word(
    item: policy_lists.PolicyList,
) -> None:
    test = page("county.py", sel=item.counties[0])
    texts = [m.value for m in test.markdown]
    assert "**国家级与省级名单**" in texts
    said = "".join(texts).replace("\\", "")
    assert item.name in said
    assert "不完整：" in said.partition(item.name)[2].partition("\n")[0]


def test_a_county_on_no_complete_list_says_what_there_is() -> None:
    assert policy_lists.of("620111") == ()
    test = page("county.py", sel="620111")
    assert any("都没有列出这个县区" in caption.value for caption in test.caption)


def test_what_is_switched_on_lives_in_the_address(server: str, new_page: NewPage) -> None:
    tab, watch = new_page(width=1366, height=768)
    tab.goto(f"{server}/overlay?sys=list-tourism")
    settle(tab)
    assert "名单1份里" in tab.locator("[data-testid=stMain]").inner_text()
    tab.get_by_role("button", name="国家创新型县市").click()
    tab.wait_for_function("location.search.includes('list-innovative-county')")
    settle(tab)
    assert query(tab)["sys"] == "list-innovative-county,list-tourism"
    assert_offline_and_calm(watch)

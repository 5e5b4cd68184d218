from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import AtlasError
from data.paths import DATA, FIGURES, LAYOUT, ROOT
from geo import units
from layers import catalogue, plans

SYSTEMS = catalogue.load()
COUNTIES = {unit.adcode for unit in units.counties()}

# What the issue lists for the two plans, name by name; the catalogue must hold each of them.
PROVINCE = {
    "lanbai-innovation-zone": "兰州白银国家自主创新示范区",
    "lanbai-reform-zone": "兰白科技创新改革试验区",
    "yellow-river-belt": "黄河流域（甘肃段）",
    "yrb-gannan-headwaters": "甘南黄河上游水源涵养",
    "yrb-qilian-barrier": "祁连山生态安全屏障",
    "yrb-loess-plateau": "陇中陇东黄土高原水土保持",
    "yrb-central-riverside": "中部沿黄生态环境综合治理",
    "yrb-quality-zone": "以兰州、白银为中心的高质量发展示范区",
    "yrb-northwest-centre": "面向西北的科技创新中心",
    "yrb-hexi-inland": "河西内陆河流域",
    "silk-road-corridor": "丝绸之路科技走廊",
    "silk-road-string": "“串珠式”高新技术产业带",
    "lanxi-cluster": "兰州—西宁城市群（甘肃部分）",
    "lanzhou-1h-ring": "兰州“1小时”科技创新圈",
    "axis-baolan-rail": "包兰铁路",
    "axis-lanyu-rail": "兰渝铁路",
    "axis-lanbai-expressway": "兰白高速",
    "axis-lanhai-expressway": "兰海高速",
    "axis-lianhuo-expressway": "连霍高速",
    "cluster-jiujia": "酒嘉新能源",
    "cluster-jinwu": "金武新材料",
    "cluster-tianshui": "天水电子信息",
    "cluster-longdong": "陇东能源化工",
    "cluster-central": "中部有色金属",
    "zone-zhangye": "张掖",
    "zone-gannan": "甘南",
    "zone-linxia": "临夏",
    "zone-dingxi": "定西",
    "zone-longnan": "陇南",
    "zone-dunhuang": "敦煌",
    "lanzhou-science-centre": "兰州综合性国家科学中心",
    "dunhuang-heritage-centre": "敦煌文物保护研究中心",
    "culture-tech-bases": "兰州、敦煌文化和科技融合示范基地",
    "big-science-park": "兰州新区大科学装置创新创业园",
    "heavy-ion-base": "重离子应用技术及装备制造产业基地",
    "silk-road-ip-port": "丝绸之路国际知识产权港",
    "gansu-ip-centre": "中国（甘肃）知识产权保护中心",
    "lanzhou-tech-market": "兰州科技大市场",
    "hexi-wind-base": "河西走廊风电智能化整机成套设备产业基地",
    "qilian-cool-irrigation": "沿祁连山冷凉灌区",
    "hexi-sand-belt": "河西走廊风沙带",
    "claim-pattern": "中强西高东低南弱",
}
LINXIA = {
    "lx-lanxi-node": "兰西城市群（兰白定临）节点",
    "lx-unity-belt": "沿黄河洮河民族团结进步提升带",
    "lx-riverside-industry": "沿黄河洮河工业产业",
    "lx-cattle-sheep": "牛羊产业集群",
    "lx-mushroom-belt": "沿太子山麓食用菌产业带",
    "lx-silage-belt": "“粮改饲”青贮饲草产业带",
    "lx-herbs": "中药材产业",
    "lx-vegetables": "兰郎公路沿线川塬灌区蔬菜产业",
    "lx-flowers": "花卉产业",
    "lx-park-linxia": "临夏经济开发区",
    "lx-park-guanghe": "广河经济开发区",
    "lx-park-dongxiang": "东乡经济开发区",
    "lx-park-yongjing": "永靖工业园区",
    "lx-agri-national": "甘肃临夏国家农业科技园区",
    "lx-agri-linxia-county": "临夏县省级农业科技园区",
    "lx-agri-kangle": "康乐县省级农业科技园区",
    "lx-agri-yongjing": "永靖县省级农业科技园区",
    "lx-agri-guanghe": "广河县省级农业科技园区",
    "lx-taizishan-station": "太子山生态系统野外科学观测研究站",
    "lx-huaishuguan-reservoir": "槐树关水库",
    "lx-farm-alpine": "高寒阴湿区",
    "lx-farm-arid": "干旱半干旱区",
    "lx-farm-irrigated": "川塬灌区",
    "lx-east-west": "东西部协作（济南）",
}


@pytest.mark.parametrize(("system_id", "name"), [*PROVINCE.items(), *LINXIA.items()])
def test_every_listed_system_is_there_under_its_plan(system_id: str, name: str) -> None:
    system = catalogue.get(system_id)
    assert name in system.name
    assert system.plan == ("gansu-145" if system_id in PROVINCE else "linxia-145")


@pytest.mark.parametrize("system", SYSTEMS.values(), ids=list(SYSTEMS))
def test_each_quote_stands_in_the_plan_in_the_section_named(system: catalogue.System) -> None:
    assert system.sources
    assert any(source.document == system.plan for source in system.sources)
    for source in system.sources:
        paragraph = plans.find(source.document, source.quote)
        assert paragraph is not None, source.quote
        assert paragraph.section == source.section


@pytest.mark.parametrize("system", SYSTEMS.values(), ids=list(SYSTEMS))
def test_each_system_is_whole(system: catalogue.System) -> None:
    assert set(system.members) <= COUNTIES
    assert set(system.partial) <= COUNTIES
    assert not set(system.members) & set(system.partial)
    assert system.tasks
    assert system.method.endswith("。")
    assert 2 <= len(system.short) <= 12
    assert system.kind_name
    if system.parent is not None:
        assert catalogue.get(system.parent).id == system.parent
    if system.reading:  # a reading says what the plan does and does not say
        assert "规划" in system.method or "原句" in system.method or "判读" in system.method
    if system.point is not None:
        assert system.point_basis
    if system.line:
        assert "示意" in system.line_basis


def test_a_point_that_is_only_a_seat_says_so() -> None:
    for system in SYSTEMS.values():
        if "驻地" in system.point_basis and system.id != "ring-lintao":
            assert system.approximate, system.id


def test_names_and_aliases_are_unambiguous() -> None:
    names = [system.name for system in SYSTEMS.values()]
    assert len(set(names)) == len(names)
    aliases = [alias for system in SYSTEMS.values() for alias in system.aliases]
    assert len(set(aliases)) == len(aliases)


def test_siblings_are_not_numbered_twice() -> None:
    seen = set()
    for system in SYSTEMS.values():
        if system.number is not None:
            key = (system.page, system.kind, system.parent, system.number)
            assert key not in seen, system.id
            seen.add(key)


def test_clusters_have_the_prefectures_that_the_plan_names() -> None:
    def prefectures(system_id: str) -> set[str]:
        return {units.unit(code).prefecture_name for code in catalogue.get(system_id).members}

    assert prefectures("cluster-jiujia") == {"酒泉市", "嘉峪关市"}
    assert prefectures("cluster-jinwu") == {"金昌市", "武威市"}
    assert prefectures("cluster-tianshui") == {"天水市"}
    assert prefectures("cluster-longdong") == {"平凉市", "庆阳市"}
    assert prefectures("cluster-central") == {"兰州市", "金昌市", "白银市", "定西市"}
    assert len(catalogue.get("cluster-jiujia").members) == 8
    assert len(catalogue.get("cluster-longdong").members) == 15
    assert "620302" in catalogue.get("cluster-jinwu").members
    assert "620302" in catalogue.get("cluster-central").members
    assert not any(catalogue.get(i).reading for i in SYSTEMS if i.startswith("cluster-"))


def test_linxia_industries_have_the_counties_that_the_plan_names() -> None:
    def names(system_id: str) -> set[str]:
        system = catalogue.get(system_id)
        return {units.unit(code).short for code in (*system.members, *system.partial)}

    assert names("lx-cattle-sheep") == {"广河", "东乡", "临夏县", "积石山", "临夏市"}
    assert names("lx-mushroom-belt") == {"和政", "康乐", "积石山", "临夏县"}
    assert names("lx-silage-belt") == {"广河"}
    assert names("lx-herbs") == {"康乐", "临夏县", "积石山"}
    assert not catalogue.get("lx-herbs").members  # only parts of the three
    assert names("lx-flowers") == {"临夏市"}


def test_the_belt_follows_its_stated_rule() -> None:
    with (FIGURES / "yellow_basin_share.csv").open(encoding="utf-8", newline="") as file:
        share = {row["adcode"]: float(row["basin_share"]) for row in csv.DictReader(file)}
    assert set(share) >= COUNTIES
    belt = catalogue.get("yellow-river-belt")
    assert set(belt.members) == {code for code in COUNTIES if share[code] >= 0.5}
    assert set(belt.partial) == {code for code in COUNTIES if 0.01 < share[code] < 0.5}
    headwaters = catalogue.get("yrb-gannan-headwaters")
    gannan = set(units.prefecture("623000").members)
    assert set(headwaters.members) == {code for code in gannan if share[code] >= 0.5}
    assert belt.reading


def test_the_pattern_claim_covers_the_province_once() -> None:
    parts = catalogue.children("claim-pattern")
    codes = [code for part in parts for code in part.members]
    assert sorted(codes) == sorted(COUNTIES)
    assert all(part.reading for part in parts)


def test_regions_that_the_plan_does_not_list_are_marked_as_readings() -> None:
    for system_id in (
        "yrb-qilian-barrier", "hexi-wind-base", "hexi-sand-belt", "qilian-cool-irrigation",
        "lx-unity-belt", "lx-vegetables", "lx-farm-alpine", "lx-farm-arid", "lx-farm-irrigated",
        "lanxi-cluster", "lanzhou-1h-ring", "silk-road-corridor", "yellow-river-belt",
    ):  # fmt: skip
        assert catalogue.get(system_id).reading, system_id


def test_what_has_no_place_in_the_plan_is_not_drawn() -> None:
    for system_id in ("computing-hub", "innovative-counties", "claim-pattern"):
        system = catalogue.get(system_id)
        assert system.shape == "none"
        assert not system.members


def test_systems_of_a_county() -> None:
    guanghe = {system.id for system in catalogue.systems_of("622924")}
    assert {"zone-linxia", "lx-silage-belt", "lx-park-guanghe", "lx-agri-guanghe"} <= guanghe
    assert "lx-flowers" not in guanghe
    assert catalogue.systems_of("000000") == ()


@given(st.sampled_from(sorted(COUNTIES)))
def test_a_county_and_its_systems_agree(adcode: str) -> None:
    mine = {system.id for system in catalogue.systems_of(adcode)}
    for system in SYSTEMS.values():
        assert (system.id in mine) == (adcode in system.members or adcode in system.partial)


def test_pages_show_every_system_and_the_overview_the_top_level() -> None:
    shown = {system.id for page in catalogue.PAGES for system in catalogue.of_page(page)}
    assert shown == set(SYSTEMS)
    overview = {system.id for system in catalogue.of_page("overview")}
    assert {system.id for system in SYSTEMS.values() if system.parent is None} <= overview
    assert [s.number for s in catalogue.of_page("clusters")] == [1, 2, 3, 4, 5]
    assert len(catalogue.of_page("zones")) == 6


def test_an_unknown_id_is_refused_with_the_nearest() -> None:
    with pytest.raises(catalogue.UnknownSystem, match="zone-zhangye"):
        catalogue.get("zone-zhangyee")


GOOD = """
[[system]]
id = "test-system"
name = "试验"
short = "试验"
kind = "base"
plan = "gansu-145"
page = "platforms"
members = ["620102"]
shape = "region"
method = "规划点名。"
[[system.source]]
document = "gansu-145"
section = "三"
quote = "因地制宜"
"""


def _write(folder: Path, text: str, name: str = "x.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_good_block_is_read(tmp_path: Path) -> None:
    systems = catalogue.read(_write(tmp_path, GOOD))
    assert systems["test-system"].members == ("620102",)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('["620102"]', '["629999"]', "629999"),
        ('["620102"]', '["629700"]', "629700"),  # a special area is no county
        ('["620102"]', '["620171"]', "620171"),  # 兰州新区 has no county code
        ('["620102"]', "[620102]", "members"),
        ('["620102"]', '["620102", "620100"]', "重复"),
        ('members = ["620102"]', 'members = ["620102"]\npartial = ["620100"]', "既是成员"),
        ('members = ["620102"]', "", "没有成员"),
        ('plan = "gansu-145"', 'plan = "gansu-999"', "gansu-999"),
        ('document = "gansu-145"', 'document = "other"', "other"),
        ('quote = "因地制宜"', 'quote = " "', "不能空"),
        ('quote = "因地制宜"', "", "三项"),
        ('page = "platforms"', 'page = "nowhere"', "nowhere"),
        ('shape = "region"', 'shape = "blob"', "blob"),
        ('shape = "region"', 'shape = "point"', "point"),
        ('shape = "region"', 'shape = "line"\nline = [[103.0, 36.0]]', "line"),
        ('shape = "region"', 'shape = "point"\npoint = [36.0, 103.0]', "point"),
        ('shape = "region"', 'shape = "point"\npoint = [nan, 36.0]', "point"),
        ('kind = "base"', 'kind = "<script>"', "script"),
        ('method = "规划点名。"', 'method = ""', "method"),
        ('method = "规划点名。"', 'method = "x"\nreading = "yes"', "reading"),
        ('method = "规划点名。"', 'method = "x"\nnumber = 0', "number"),
        ('method = "规划点名。"', 'method = "x"\nmember = []', "member"),
        ('id = "test-system"', 'id = "Test System"', "Test System"),
        ('name = "试验"', "", "name"),
        ('page = "platforms"', 'page = "platforms"\nparent = "nobody"', "nobody"),
    ],
)
def test_a_wrong_block_is_refused_by_file_and_reason(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    assert old in GOOD
    with pytest.raises(catalogue.CatalogueError) as caught:
        catalogue.read(_write(tmp_path, GOOD.replace(old, new, 1)))
    assert isinstance(caught.value, AtlasError)
    assert "x.toml" in caught.value.message
    assert reason in caught.value.message
    assert caught.value.message.count("。") >= 1
    assert "x.toml" in caught.value.detail


def test_a_block_without_source_and_one_given_twice_are_refused(tmp_path: Path) -> None:
    with pytest.raises(catalogue.CatalogueError, match="source"):
        catalogue.read(_write(tmp_path, GOOD.split("[[system.source]]", maxsplit=1)[0]))
    _write(tmp_path, GOOD)
    with pytest.raises(catalogue.CatalogueError, match=r"y\.toml · test-system.*重复"):
        catalogue.read(_write(tmp_path, GOOD, "y.toml"))


@given(st.text(max_size=60))
def test_any_text_is_a_catalogue_or_refused(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.toml"
        path.write_text(text, encoding="utf-8", errors="replace")
        try:
            assert catalogue.read(Path(folder)) == {}
        except catalogue.CatalogueError as error:
            assert "x.toml" in error.message


def test_only_toml_files_lie_in_the_layout_folder() -> None:
    assert {path.suffix for path in LAYOUT.iterdir()} == {".toml"}
    assert LAYOUT.parent == DATA


@pytest.mark.parametrize("module", ["layers.catalogue", "layers.plans"])
def test_importing_pulls_in_no_heavy_library(module: str) -> None:
    code = (
        f"import sys, {module}; heavy = {{'pandas', 'geopandas', 'folium', 'streamlit', 'shapely'}}"
        "; print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"

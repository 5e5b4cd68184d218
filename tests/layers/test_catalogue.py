from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import defaultdict
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.paths import DATA, FIGURES, LAYOUT, ROOT
from geo.places import units
from layers import catalogue, plan_quotes

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
        paragraph = plan_quotes.find(source.document, source.quote)
        assert paragraph is not None, source.quote
        assert paragraph.section == source.section


@pytest.mark.parametrize("system", SYSTEMS.values(), ids=list(SYSTEMS))
def test_each_system_is_whole(system: catalogue.System) -> None:
    assert set(system.members) <= COUNTIES
    assert set(system.partial) <= COUNTIES
    assert not set(system.members) & set(system.partial)
    assert system.tasks
    assert system.method.endswith("。")
    assert 2 <= len(system.short) <= 8
    assert system.kind_name
    if system.parent is not None:
        assert catalogue.get(system.parent).id == system.parent
    if system.reading:  # a reading says what the plan does and does not say
        assert "规划" in system.method or "原句" in system.method or "判读" in system.method
    if system.point is not None:
        assert system.point_basis
    if system.line:
        assert "示意" in system.line_basis


def grounds(system: catalogue.System) -> str:
    return f"{system.method}{system.point_basis}{system.line_basis}"


# What no one can find in the two plans: a document's number, something approved, issued, listed or
# reported in a year, a named web page, what is called known, where a body says that a park lies.
OUTSIDE = re.compile(
    r"〔\d{4}〕"
    r"|\d{4}年[^。；]*?(?:批复|印发|公布|发布|名单|规划|报道|会议)"
    r"|批复|报道|公开的|资料列|网站|介绍说|国家公园"
    r"|(?:规划|批复|名单)（\d{4}年"
)


def test_what_is_taken_from_outside_the_plans_has_its_evidence() -> None:
    resting = {s.id for s in SYSTEMS.values() if OUTSIDE.search(grounds(s))}
    assert {"lanbai-innovation-zone", "lanbai-reform-zone", "lanxi-cluster"} <= resting
    assert {"yrb-qilian-barrier", "silk-road-string", "lx-farm-alpine"} <= resting
    without = sorted(i for i in resting if not catalogue.get(i).evidence)
    assert without == []


@pytest.mark.parametrize(
    "method",
    [
        "国函〔2018〕14号批复的是两个高新区。",
        "科技部2014年11月批复试验区。",
        "国家《兰州—西宁城市群发展规划》（2018年）2018年印发，列明甘肃部分。",
        "按祁连山国家公园的七个县区判读。",
        "省科技厅2022年名单。",
        "据州政府网站，园区在达板镇。",
    ],
)
def test_a_ground_from_outside_is_noticed(method: str) -> None:
    assert OUTSIDE.search(method)


@pytest.mark.parametrize(
    "system", [s for s in SYSTEMS.values() if s.evidence], ids=lambda system: system.id
)
def test_evidence_can_be_looked_up(system: catalogue.System) -> None:
    urls = [page.url for page in system.evidence]
    assert len(set(urls)) == len(urls)
    for page in system.evidence:
        assert page.title.strip()
        assert page.publisher.strip()
        assert urlsplit(page.url).scheme in {"http", "https"}
        assert urlsplit(page.url).hostname
        dated = re.fullmatch(r"\d{4}(-\d{2}){0,2}", page.date)
        assert dated or page.date == catalogue.UNDATED
        assert page.says.endswith("。")
        assert 10 <= len(page.says) <= 60  # a paraphrase, no excerpt


def test_the_same_page_is_described_alike() -> None:
    seen = defaultdict(set)
    for system in SYSTEMS.values():
        for page in system.evidence:
            seen[page.url].add((page.title, page.publisher, page.date))
    assert all(len(ways) == 1 for ways in seen.values())


def test_the_science_zones_cover_parks_not_cities() -> None:
    """Only parks were approved, so no county belongs wholly; each is one that a page names."""
    zone, trial = catalogue.get("lanbai-innovation-zone"), catalogue.get("lanbai-reform-zone")
    assert not zone.members
    assert not trial.members
    assert {units.unit(code).short for code in zone.partial} == {"城关", "白银区"}
    assert set(zone.partial) <= set(trial.partial)
    assert {units.unit(code).short for code in trial.partial} == {
        "城关", "西固", "安宁", "红古", "永登", "皋兰", "榆中", "白银区",
    }  # fmt: skip
    with (FIGURES / "area_county.csv").open(encoding="utf-8", newline="") as file:
        area = {row["adcode"]: float(row["area_polygon_geodesic"]) for row in csv.DictReader(file)}
    assert sum(area[code] for code in trial.partial) == pytest.approx(14_000, rel=0.02)


def test_what_has_no_known_site_belongs_to_no_county() -> None:
    for system_id in ("gansu-ip-centre", "ucas-lanzhou", "silk-road-ip-port", "lx-agri-national"):
        system = catalogue.get(system_id)
        assert not system.members, system_id
        assert not system.partial, system_id
    for system_id in ("lanzhou-science-centre", "lx-park-linxia", "lx-vegetables"):
        assert not catalogue.get(system_id).members, system_id
        assert catalogue.get(system_id).partial, system_id


def test_the_city_cluster_is_the_list_of_the_national_plan() -> None:
    named = {units.unit(code).short for code in catalogue.get("lanxi-cluster").members}
    outside_lanzhou = named - {units.unit(c).short for c in units.prefecture("620100").members}
    assert outside_lanzhou == {
        "白银区", "平川", "靖远", "景泰", "安定", "陇西", "渭源", "临洮",
        "临夏市", "东乡", "永靖", "积石山",
    }  # fmt: skip


def test_counties_on_the_yellow_and_the_tao_follow_the_table_of_frontages() -> None:
    with (DATA / "rivers" / "frontage.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    yellow = {r["adcode"]: float(r["frontage_km"]) for r in rows if r["river"] == "yellow"}
    tao = {r["adcode"]: float(r["frontage_km"]) for r in rows if r["river"] == "tao"}
    riverside = catalogue.get("yrb-central-riverside")
    assert set(riverside.members) == set(yellow) - {"623025"}  # 玛曲 lies on the upper reach
    linxia = units.prefecture("622900").members
    both = {code: yellow.get(code, 0.0) + tao.get(code, 0.0) for code in linxia}
    for system_id in ("lx-unity-belt", "lx-riverside-industry"):
        system = catalogue.get(system_id)
        assert set(system.members) == {code for code, km in both.items() if km >= 10}
        assert set(system.partial) == {code for code, km in both.items() if 0 < km < 10}
        for code in system.partial:  # the lengths that the method tells
            assert f"{units.unit(code).name}（约{both[code]:.1f}公里）" in system.method


def test_what_is_named_after_lanzhou_and_baiyin_lies_there() -> None:
    """兰白沿黄地区 held four counties of 临夏; whatever is called 兰白… lies in the two cities."""
    two = {*units.prefecture("620100").members, *units.prefecture("620400").members}
    seen = 0
    for system in SYSTEMS.values():
        if any(name.startswith("兰白") for name in (system.name, *system.aliases)):
            seen += bool(system.members or system.partial)
            assert {*system.members, *system.partial} <= two, system.id
    assert seen >= 3
    riverside = catalogue.get("yrb-lanbai-riverside")
    middle = set(catalogue.get("yrb-central-riverside").members)
    assert set(riverside.members) == middle & two
    assert {units.unit(c).short for c in middle - two} == {"积石山", "临夏县", "永靖", "东乡"}


def test_a_remainder_of_a_prefecture_is_whole() -> None:
    """The ring lacked 红古 and 榆中: where “其余县区” are partial, none of them is left out."""
    told = [s for s in SYSTEMS.values() if re.search(r"其余县区?(?:记为|：|，)", s.method)]
    assert {"lanzhou-1h-ring", "lanxi-cluster", "ring-baiyin", "ring-dingxi"} <= {
        s.id for s in told
    }
    for system in told:
        mine = {*system.members, *system.partial}
        touched = {units.unit(code).prefecture for code in mine}
        siblings = {c for s in SYSTEMS.values() if s.parent == system.parent for c in s.members}
        for prefecture in touched:
            left = set(units.prefecture(prefecture).members) - mine
            assert left <= siblings, (system.id, sorted(left))
    ring = catalogue.get("lanzhou-1h-ring")
    assert {"620111", "620123"} <= set(ring.partial)  # 红古, 榆中
    assert len(ring.members) + len(ring.partial) == 28  # 8 + 5 + 7 + 8: the four prefectures


@pytest.mark.parametrize(
    "system",
    [s for s in SYSTEMS.values() if s.point and (s.members or s.partial)],
    ids=lambda s: s.id,
)
def test_a_point_stands_in_one_of_the_systems_counties(system: catalogue.System) -> None:
    from shapely import Point

    from geo import boundaries

    counties = boundaries.load("county", "fine").to_crs(4326).set_index("adcode").geometry
    at = Point(*system.point)  # type: ignore[misc]
    mine = [*system.members, *system.partial]
    assert any(counties[code].contains(at) for code in mine), system.id


def test_the_reservoir_stands_where_its_river_joins() -> None:
    reservoir = catalogue.get("lx-huaishuguan-reservoir")
    assert reservoir.partial == ("622921",)  # 临夏县, not the seat of the prefecture
    assert reservoir.reading
    assert "双城" in reservoir.method
    assert reservoir.evidence


def test_a_prefectures_system_quotes_the_province_only_where_it_is_meant() -> None:
    """济南–临夏 stood on the province's general sentence about east and west."""
    checked = 0
    for system in SYSTEMS.values():
        if system.plan == "linxia-145":
            for source in system.sources:
                if source.document == "gansu-145":
                    checked += 1
                    named = ("临夏", system.name, *system.aliases)
                    assert any(name in source.quote for name in named), system.id
    for source in catalogue.get("lx-east-west").sources:
        assert source.document == "linxia-145"
        assert "济南" in source.quote
    general = plan_quotes.find("gansu-145", "推动东西部科技合作")
    assert general is not None
    assert not [span for span in plan_quotes.spans(general) if span.ref == "lx-east-west"]
    assert checked == 0


# What the audit looked for and did not find, with where it is now.
FOUND = {
    "高原夏菜生产基地": False, "中药材生产基地": False, "绿色食品原料生产基地": False,
    "食用菌产业园": False, "食品研发中心": True, "产业技术发展基地": True, "创新创业基地": True,
    "军民融合创新示范区和产业园区": False, "现代农业科技引领示范村（镇）": False,
    "科技人才试验区": False, "新材料验证性示范应用研究基地": False, "高端制造基地": False,
    "科技创新城": False, "张掖国家小微企业创业创新基地城市": True,
    "知识产权服务业集聚发展示范区": False, "生态经济产业基地和创新基地": True,
    "特色食品和用品生产加工基地": True, "数字经济产业园": False,
    "国家农业高新技术产业示范区": False,
}  # fmt: skip


@pytest.mark.parametrize(("name", "placed"), FOUND.items())
def test_what_the_plans_name_can_be_found_by_its_name(name: str, placed: bool) -> None:
    found = [s for s in SYSTEMS.values() if any(name in n for n in (s.name, *s.aliases))]
    assert found, name
    assert any(s.placed is placed for s in found)
    assert any(name in source.quote for s in found for source in s.sources)


def test_what_is_named_without_a_place_is_on_its_list_and_on_no_map() -> None:
    unplaced = catalogue.unplaced()
    assert {"talent-pilot-zone", "computing-hub", "lx-digital-park"} <= {s.id for s in unplaced}
    for system in unplaced:
        assert (system.shape, system.members, system.partial) == ("none", (), ())
        assert re.search(r"规划.*(?:没有|只)|不是一块区域|没有写", system.method), system.id
    # a heading over placed parts is no such thing
    assert not {"culture-tech-bases", "claim-pattern"} & {s.id for s in unplaced}
    listed = set(unplaced)
    for system in SYSTEMS.values():
        if system not in listed:
            assert system.placed or any(c.placed for c in catalogue.children(system.id))


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
    for name, percent in re.findall(r"([一-鿿]{2}[县区])(\d+\.\d)%", belt.method):
        code = next(unit.adcode for unit in units.counties() if unit.name.startswith(name[:2]))
        assert f"{share[code]:.1%}" == f"{percent}%"


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


def test_only_the_catalogue_and_the_table_of_sentences_lie_in_the_layout_folder() -> None:
    assert {p.name for p in LAYOUT.iterdir() if p.suffix != ".toml"} == {"sentences.csv"}
    assert LAYOUT.parent == DATA


@pytest.mark.parametrize("module", ["layers.catalogue", "layers.plan_quotes"])
def test_importing_pulls_in_no_heavy_library(module: str) -> None:
    code = (
        f"import sys, {module}; heavy = {{'pandas', 'geopandas', 'folium', 'streamlit', 'shapely'}}"
        "; print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"

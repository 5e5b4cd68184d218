"""Several maps on one sheet: one scale, no empty cell, each its own title, names and legend."""

from __future__ import annotations

import io
import itertools
from functools import lru_cache

import numpy as np
import pytest

from indicators import registry
from layers import catalogue, palettes
from layers.prepared import PreparedMap, prepare
from layers.spec import MapSpec
from maps.sheet.drawn import MapRecord
from maps.sheet.finished import Sheet
from maps.sheet.layouts import SLIDE
from maps.sheet.multiples import joint_heading
from maps.sheet.multiples.compose_many import TooManyMaps, compose_many, plan_for
from maps.sheet.multiples.grid import HEAD_MM, grid
from maps.sheet.options import SheetOptions
from tests.maps.sheet import golden

QR = tuple(tuple((3 * r + 5 * c + r * c) % 7 < 3 for c in range(29)) for r in range(29))
OPTIONS = SheetOptions(date="2026-11-22", qr=QR)
RATIOS = [i.id for i in registry.of_level("county") if i.mappable]


def years(*chosen: int, indicator: str = "pref_gdp_per_capita") -> tuple[PreparedMap, ...]:
    return tuple(prepare(MapSpec(indicator=indicator, year=year, pooled=chosen)) for year in chosen)


def sample(name: str) -> tuple[PreparedMap, ...]:
    if name.startswith("years"):
        return years(*range(2024 - int(name[5:]), 2024))
    if name.startswith("counties"):
        return tuple(prepare(MapSpec(indicator=i)) for i in RATIOS[: int(name[8:])])
    if name == "counts":
        return years(2010, 2020, indicator="pop_resident")
    clusters = [s for s in catalogue.load().values() if s.kind == "cluster"]
    return tuple(prepare(MapSpec(systems=(s.id,)), title=s.name) for s in clusters)


SAMPLES = ("years2", "years3", "years4", "years6", "years7", "counties4", "counties8",
           "counties9", "counts", "clusters")  # fmt: skip
every_sample = pytest.mark.parametrize("name", SAMPLES)


@lru_cache(maxsize=32)
def sheet_of(name: str) -> tuple[tuple[PreparedMap, ...], Sheet]:
    maps = sample(name)
    return maps, compose_many(maps, OPTIONS)


@pytest.mark.parametrize("count", range(2, 10))
@pytest.mark.parametrize("legend", [6.0, 12.0])
def test_the_grid_holds_every_map_and_no_cell_is_empty(count: int, legend: float) -> None:
    plan = grid(count, lambda _width: legend)
    own_cell = plan.furniture[2] - plan.furniture[0] > 60
    assert plan.columns * plan.rows == count + own_cell
    assert len(plan.cells) == count
    for a, b in itertools.combinations([*plan.cells, plan.furniture], 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    for x0, y0, x1, y1 in (*plan.cells, plan.furniture):
        assert 0 < x0 < x1 < SLIDE[0]
        assert 0 < y0 < y1 < SLIDE[1] - HEAD_MM


def test_fewer_maps_are_larger_maps() -> None:
    scales = []
    for count in (2, 4, 6, 9):
        plan = grid(count, lambda _width: 8.0)
        x0, y0, x1, y1 = plan.map_box(0)
        scales.append((x1 - x0) * (y1 - y0))
    assert scales == sorted(scales, reverse=True)


@every_sample
def test_a_sheet_of_small_maps_is_complete(name: str) -> None:
    maps, sheet = sheet_of(name)
    assert sheet.checks.failing == ("review_number_given",)
    assert len(sheet.page.record.maps) == len(maps)
    written = {text for text, _face in sheet.page.written}
    assert joint_heading.heading(maps) in written
    assert joint_heading.subtitle(maps) in written
    assert set(joint_heading.small_titles(maps, headed=True)) <= written
    for item in maps:
        assert {f"{row.label} ({row.count})" for row in item.legend} <= written
    out = io.BytesIO()
    sheet.save(out, "png", dpi=40)
    assert out.getvalue().startswith(b"\x89PNG")


@every_sample
def test_every_unit_wears_its_class_on_every_map(name: str) -> None:
    maps, sheet = sheet_of(name)
    for item, facts in zip(maps, sheet.page.record.maps, strict=True):
        for code, place in item.fills.items():
            if code in facts.fills:
                assert facts.fills[code] == item.colours[place]


def test_a_missing_unit_on_one_map_alone_is_noticed() -> None:
    maps = years(2022, 2023)
    sheet = compose_many(maps, OPTIONS)
    first, second = sheet.page.record.maps
    second.hatched = set()
    assert not sheet.checks.no_data_shown
    first.fills = {}
    assert not sheet.checks.all_units_drawn


@every_sample
def test_legends_and_credits_keep_to_their_places(name: str) -> None:
    maps, sheet = sheet_of(name)
    plan = plan_for(maps)
    ends = [m.legend.box[2] for m in sheet.page.record.maps if m.has_classes]
    coloured = [cell for cell, item in zip(plan.cells, maps, strict=True) if item.legend]
    for end, cell in zip(ends, coloured, strict=True):
        assert end <= cell[2] - 2.5, "a legend leaves its cell"
    x0, y0, x1, y1 = sheet.page.record.credits.box
    left, low, right, high = plan.furniture  # a closing mark may hang over
    assert left - 0.1 <= x0 and x1 <= right + 1.2 and low - 0.1 <= y0 and y1 < high - 30
    said = "".join(sheet.page.record.credits.lines)
    assert "审图号：待送审" in said
    for item in maps:
        assert item.source_line.split("；")[0][:20] in said


@pytest.mark.parametrize("name", ["years3", "years7", "counties4", "counties9"])
def test_names_touch_no_other_name(name: str) -> None:
    _maps, sheet = sheet_of(name)
    labelled = [m.labelled for m in sheet.page.record.maps if MapRecord.labelled.written(m)]
    assert all(len(codes) >= 5 for codes in labelled if codes)
    assert any(labelled)
    boxes = np.array([b for b in sheet.page.occupied if b[3] - b[1] < 6])
    for a, b in itertools.combinations(boxes, 2):
        over = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        assert min(over) < 0.35, "boxes are kept with a margin of 0.3 mm"


def test_without_names_none_is_written() -> None:
    sheet = compose_many(years(2022, 2023), SheetOptions(labels=False))
    assert not any(map(MapRecord.labelled.written, sheet.page.record.maps))


def test_circles_are_true_to_the_values_on_all_maps() -> None:
    from indicators import tables

    _maps, sheet = sheet_of("counts")
    ratios = []
    for year, facts in zip((2010, 2020), sheet.page.record.maps, strict=True):
        values = tables.values("pop_resident", year)["value"]
        ratios += [radius**2 / values[code] for code, radius in facts.circles.items()]
    assert len(ratios) == 174
    assert max(ratios) == pytest.approx(min(ratios))


def test_the_subtitle_says_whether_classes_are_shared() -> None:
    shared = years(2020, 2023)
    assert "共用一套分级（2020、2023年数值合并计算）" in joint_heading.subtitle(shared)
    alone = tuple(prepare(MapSpec(indicator="pref_gdp_per_capita", year=y)) for y in (2020, 2023))
    assert "分级各自计算" in joint_heading.subtitle(alone)
    assert "分级各自计算" in joint_heading.subtitle((shared[0], alone[1]))
    other = prepare(MapSpec(indicator="pref_urbanization_rate"))
    assert "分级各自计算" in joint_heading.subtitle((shared[0], other))
    recoloured = prepare(
        MapSpec(indicator="pref_gdp_per_capita", year=2023, pooled=(2020, 2023), k=3)
    )
    assert "分级各自计算" in joint_heading.subtitle((shared[0], recoloured))
    assert "圆的大小各年可比" in joint_heading.subtitle(sample("counts"))
    assert palettes.get(shared[0].spec.palette or "").family == "sequential"


def test_a_long_title_stays_above_its_line() -> None:
    title = "甘肃省十四个市州人均地区生产总值与每十万人口中大专及以上文化程度人口的逐年变化对比图（测试）"
    sheet = compose_many(years(2022, 2023), SheetOptions(title=title, subtitle="副题" * 40))
    written = {text for text, _face in sheet.page.written}
    assert any(title[:10] in text for text in written)
    assert "人均地区生产总值（2022年）" in written, (
        "with a title of the user's the maps keep theirs"
    )


@pytest.mark.parametrize("count", [0, 1, 10])
def test_too_few_or_too_many_are_refused(count: int) -> None:
    with pytest.raises(TooManyMaps, match="2—9"):
        compose_many([years(2022, 2023)[0]] * count, OPTIONS)


@pytest.mark.parametrize("name", ["years7", "clusters"])
def test_a_sheet_looks_as_it_did(name: str) -> None:
    _maps, sheet = sheet_of(name)
    golden.looks_as_it_did(sheet, f"multiples_{name}")


def test_on_a_small_map_a_family_is_numbered_and_a_sole_area_headed() -> None:
    families = (
        tuple(s.id for s in catalogue.of_page("clusters") if s.kind == "cluster"),
        ("zone-dingxi", "zone-longnan", "zone-dunhuang"),
        ("cluster-jinwu",),
    )
    maps = tuple(prepare(MapSpec(systems=ids)) for ids in families)
    drawn = compose_many(maps, OPTIONS).page.record.maps
    for facts, ids in zip(drawn, families, strict=True):
        assert facts.badges == (set(ids) if len(ids) > 1 else set())
        assert not facts.pills

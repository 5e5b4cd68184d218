"""Prepared maps that the print tests share; drawn sheets are kept for the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import pytest

from layers import catalogue
from layers.prepared import PreparedMap, prepare
from layers.spec import MapSpec
from maps.sheet.compose import compose
from maps.sheet.finished import Sheet
from maps.sheet.options import SheetOptions

QR = tuple(tuple((3 * r + 5 * c + r * c) % 7 < 3 for c in range(25)) for r in range(25))
OPTIONS = SheetOptions(
    title="每10万人口中大专及以上人数",
    subtitle="87 个县级单元 · 分位数五级",
    source="数据：第七次全国人口普查分县资料",
    author="测试处",
    date="2026-11-22",
    qr=QR,
    notes=("测试用注",),
)
LAYOUT_OPTIONS = replace(
    OPTIONS,
    title="甘肃区域创新布局",
    subtitle="规划的创新布局 · 87 个县级单元",
    source="布局：甘政办发〔2021〕90号",
)


def of_kinds(*kinds: str) -> tuple[str, ...]:
    return tuple(
        s.id for s in catalogue.load().values() if s.kind in kinds and s.plan == "gansu-145"
    )


def spec_of(name: str) -> MapSpec:
    return {
        "indicator": MapSpec(indicator="tertiary_per_100k", year=2020),
        "missing": MapSpec(indicator="gdp_per_capita_census", year=2020, k=7, palette="ylgnbu"),
        "diverging": MapSpec(indicator="pop_change_2010_2020"),
        "count": MapSpec(indicator="pop_resident", year=2020),
        "prefectures": MapSpec(indicator="pref_urbanization_rate"),
        "clusters": MapSpec(systems=of_kinds("cluster")),
        "overview": MapSpec(systems=of_kinds("cluster", "demonstration_zone", "belt", "ring")),
        "both": MapSpec(indicator="tertiary_per_100k", year=2020, systems=of_kinds("cluster")),
        "sites": MapSpec(systems=of_kinds("platform", "base", "science_centre", "axis")),
    }[name]


@lru_cache(maxsize=64)
def sheet_of(layout: str, name: str) -> tuple[PreparedMap, Sheet]:
    prepared = prepare(spec_of(name))
    return prepared, compose(prepared, layout, OPTIONS if prepared.legend else LAYOUT_OPTIONS)


@pytest.fixture(scope="session")
def sheets() -> Callable[[str, str], tuple[PreparedMap, Sheet]]:
    """Return a function (layout, map name) → prepared map and sheet."""
    return sheet_of


@pytest.fixture(scope="session")
def options() -> SheetOptions:
    """Return the words of every test sheet."""
    return OPTIONS

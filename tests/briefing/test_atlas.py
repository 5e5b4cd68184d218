"""The atlas: every county has its page, the facts are the tables', an interrupted run goes on."""

from __future__ import annotations

import csv
import json
import time
from collections import Counter
from pathlib import Path

import pytest
from pypdf import PdfReader

from briefing import atlas, atlas_facts, atlas_map, atlas_parts, manifest
from briefing.atlas_front import contents
from data.errors import AtlasError
from data.paths import INDICATORS
from geo import units
from layers import catalogue, plans
from tests.office import pdf_pages, pdf_text

COUNTIES = [unit.adcode for unit in units.counties()]


class Stopped(Exception):
    """A run that is interrupted."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[atlas.Made, dict[str, float]]:
    """Write the atlas once: interrupted after three parts, then taken up again."""
    target = tmp_path_factory.mktemp("atlas") / "图册.pdf"
    text = atlas.words(author="甘肃省某处", date="2026-11-22")
    told: dict[str, float] = {"first": 0, "start": time.perf_counter()}

    def stop(done: int, _total: int, _what: str) -> None:
        told["first"] = done
        if done >= 30:
            raise Stopped

    with pytest.raises(Stopped):
        atlas.write(target, text, progress=stop)
    assert not target.exists()
    assert not manifest.path_for(target).exists()
    assert [p for p in target.parent.iterdir() if p.is_dir()]
    steps: list[tuple[int, int]] = []
    result = atlas.write(target, text, progress=lambda done, of, _what: steps.append((done, of)))
    told["seconds"] = time.perf_counter() - told["start"]
    assert steps[-1] == (result.pages, result.pages)
    assert [done for done, _of in steps] == sorted(done for done, _of in steps)
    return result, told


def test_an_interrupted_run_is_taken_up(made: tuple[atlas.Made, dict[str, float]]) -> None:
    result, told = made
    assert result.reused >= told["first"] >= 30
    assert [p.name for p in result.path.parent.iterdir() if p.is_dir()] == []


def test_it_is_whole_and_small(made: tuple[atlas.Made, dict[str, float]]) -> None:
    result, _told = made
    reader = PdfReader(result.path)
    assert len(reader.pages) == result.pages == 2 + len(atlas_parts.sheets()) + 87
    assert result.path.stat().st_size <= 20e6
    for page in reader.pages:
        assert float(page.mediabox.width) == pytest.approx(297 * 72 / 25.4, abs=0.5)
        assert float(page.mediabox.height) == pytest.approx(210 * 72 / 25.4, abs=0.5)
    assert reader.metadata.author == "甘肃省某处"


def test_every_county_stands_on_the_page_that_the_bookmark_names(
    made: tuple[atlas.Made, dict[str, float]],
) -> None:
    reader = PdfReader(made[0].path)
    marks = {}

    def walk(items: list[object]) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                marks.setdefault(item.title, reader.get_destination_page_number(item))  # type: ignore[attr-defined]

    walk(reader.outline)
    pages = pdf_pages(made[0].path)
    for code in COUNTIES:
        name = units.unit(code).name
        assert marks[name] == atlas_parts.page_of(code) - 1
        assert name in pages[marks[name]], name
        assert f"行政区划代码{code}" in pages[marks[name]], name
    assert {p.name for p in units.prefectures()} <= set(marks)


def test_the_contents_lead_to_the_pages(made: tuple[atlas.Made, dict[str, float]]) -> None:
    reader = PdfReader(made[0].path)
    links = reader.pages[1]["/Annots"]
    assert len(links) == len(atlas_parts.entries())
    _sheet, boxes = contents(atlas_parts.entries())
    for box in boxes:
        x0, y0, x1, y1 = box.box
        assert 0 <= x0 < x1 <= 297
        assert 0 <= y0 < y1 <= 210
    pages = [reader.get_object(link)["/Dest"][0] for link in links]
    assert len(pages) == len(boxes)


def test_poppler_reads_its_chinese(made: tuple[atlas.Made, dict[str, float]]) -> None:
    text = pdf_text(made[0].path)
    for wanted in (
        "陇上创新图志",
        "目录",
        "积石山保安族东乡族撒拉族自治县",
        "审图号：待送审",
        "规划原文",
    ):
        assert wanted in text


def test_the_manifest_can_be_verified(made: tuple[atlas.Made, dict[str, float]]) -> None:
    found = manifest.verify(made[0].path)
    assert manifest.matches(found)
    assert any("indicators-county" in v.check for v in found)
    raw = json.loads(made[0].manifest.read_text(encoding="utf-8"))
    raw["records"][0]["sha256"] = "0" * 64
    made[0].manifest.write_text(json.dumps(raw), encoding="utf-8")
    assert not manifest.matches(manifest.verify(made[0].path))


def test_the_plan_has_every_county_once() -> None:
    parts = atlas_parts.plan()
    drawn = [code for part in parts if part.kind == "counties" for code in part.items]
    assert drawn == COUNTIES
    numbers = [part.first + i for part in parts for i in range(part.pages)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len({part.id for part in parts}) == len(parts)


def test_the_key_changes_with_the_words_and_the_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = atlas_parts.key(atlas.words(author="甲", date="x"))
    assert atlas_parts.key(atlas.words(author="乙", date="x")) != first
    assert atlas_parts.key(atlas.words(author="甲", date="x")) == first
    other = tmp_path / "datapackage.json"
    other.write_text("{}", encoding="utf-8")
    monkeypatch.setattr(atlas_parts, "DATAPACKAGE", other)
    assert atlas_parts.key(atlas.words(author="甲", date="x")) != first


def test_parts_of_another_key_or_broken_ones_are_not_used(tmp_path: Path) -> None:
    part = atlas_parts.plan()[0]
    broken = tmp_path / "x.pdf"
    for content in (b"", b"%PDF-1.7 nothing", b"\x00" * 100):
        broken.write_bytes(content)
        assert not atlas._whole(broken, part)


@pytest.mark.parametrize("code", COUNTIES)
def test_the_facts_are_the_table_s(code: str) -> None:
    facts = atlas_facts.county(code)
    assert facts.name == units.unit(code).name
    table = raw()
    for item, figure in zip(atlas_facts.indicators(), facts.figures, strict=True):
        value = table[item.id, max(item.years)][code]
        ranked = [float(v) for v in table[item.id, max(item.years)].values() if v]
        if not value:
            assert figure.rank is None
            assert figure.percentile is None
            continue
        assert figure.rank == 1 + sum(v > float(value) for v in ranked)
        assert figure.of == len(ranked)
        assert figure.percentile is not None
        assert 0 <= figure.percentile <= 100
    tops = [s for s in catalogue.systems_of(code) if s.parent is None]
    assert [c.name for c in facts.chips] == [s.short for s in tops]
    assert [c.partial for c in facts.chips] == [code not in s.members for s in tops]
    quotes = {m.quote for m in plans.mentions(code)}
    assert {s.quote for s in facts.sentences} == quotes
    ways = [s.via for s in facts.sentences]
    assert ways == sorted(ways, key=["county", "system", "prefecture"].index)
    for reading in facts.readings:
        assert "nan" not in reading


_RAW: dict[tuple[str, int], dict[str, str]] = {}


def raw() -> dict[tuple[str, int], dict[str, str]]:
    if not _RAW:
        with (INDICATORS / "county.csv").open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                _RAW.setdefault((row["indicator"], int(row["year"])), {})[row["adcode"]] = row[
                    "value"
                ]
    return _RAW


def test_neighbours_are_mutual_and_the_known_ones() -> None:
    short = {unit.short: unit.adcode for unit in units.counties()}
    near = {
        code: {n for _head, names in atlas_facts.neighbours(code) for n in names}
        for code in COUNTIES
    }
    for code, names in near.items():
        assert names, code
        for name in names:
            if name in short:
                assert units.unit(code).short in near[short[name]], (code, name)
    assert {"七里河", "安宁", "皋兰", "榆中"} == near["620102"]
    assert "蒙古国" in near["620923"]
    assert sum("蒙古国" in names for names in near.values()) == 1
    assert {"陕西省"} <= near["620802"] | near["621021"] | near["621025"]


def test_restored_decimals_are_marked() -> None:
    marked = [s for code in COUNTIES for s in atlas_facts.county(code).sentences if s.restored]
    assert any("20.27%" in s.quote for s in marked)
    plain = [s for code in COUNTIES for s in atlas_facts.county(code).sentences if not s.restored]
    assert plain


@pytest.mark.parametrize("code", COUNTIES)
def test_the_window_shows_the_whole_county_and_is_never_too_near(code: str) -> None:
    from maps.print import ground

    frame = atlas_map.frame_of(code)
    (shape,) = frame.shapes([ground.load("county", "medium").of(code)])
    x0, y0, x1, y1 = shape.bounds
    bx0, by0, bx1, by1 = atlas_map.BOX
    assert bx0 < x0 < x1 < bx1
    assert by0 < y0 < y1 < by1
    assert (bx1 - bx0) / frame.factor >= 110_000 * 0.999


def test_only_a_pdf_is_an_atlas(tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match=r"\.pdf"):
        atlas.write(tmp_path / "a.png", atlas.words())
    assert list(tmp_path.iterdir()) == []


def test_entries_count_every_page_once() -> None:
    named = Counter(e.page for e in atlas_parts.entries() if e.level)
    assert max(named.values()) == 1

"""The atlas: every county has its page, the facts are the tables', an interrupted run goes on."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from briefing import manifest
from briefing.atlas import book, county_facts, county_map, county_page, front_matter
from briefing.atlas import parts as atlas_parts
from briefing.atlas.front_matter import contents
from briefing.exhibit import Exhibit
from data.errors import AtlasError
from data.paths import INDICATORS, ROOT
from geo.places import units
from indicators import national_standing, registry
from layers import catalogue, plan_quotes
from maps.sheet.canvas.page import Page
from tests.office import pdf_pages, pdf_text, require

COUNTIES = [unit.adcode for unit in units.counties()]


@dataclass(frozen=True)
class Run:
    """An atlas that was killed midway and taken up again."""

    made: book.WrittenAtlas
    kept: dict[str, bytes]
    text: atlas_parts.Words


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Write the atlas once: killed by the system after three parts, then taken up again."""
    target = tmp_path_factory.mktemp("atlas") / "图册.pdf"
    command = [
        sys.executable, "cli.py", "atlas", "-o", str(target),
        "--author", "甘肃省某处", "--date", "2026-11-22", "--jobs", "2",
    ]  # fmt: skip
    folder = target.with_name(".图册.parts")
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 180
    while len(list(folder.glob("*.pdf"))) < 3:
        assert process.poll() is None, "the run ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.2)
    process.kill()
    process.wait()
    assert _quiet(folder), "the drawing processes outlive the one that started them"
    assert [p.name for p in target.parent.iterdir()] == [folder.name], "drafts are left behind"
    kept = {path.name: path.read_bytes() for path in folder.glob("*.pdf")}
    text = book.words(author="甘肃省某处", date="2026-11-22")
    steps: list[tuple[int, int]] = []
    result = book.write(target, text, progress=lambda done, of, _what: steps.append((done, of)))
    assert steps[0][0] == result.reused > 0
    assert steps[-1] == (result.pages, result.pages)
    assert [done for done, _of in steps] == sorted(done for done, _of in steps)
    return Run(result, kept, text)


@pytest.fixture(scope="module")
def made(run: Run) -> book.WrittenAtlas:
    return run.made


def _quiet(folder: Path) -> bool:
    """Return whether nothing is written into a folder for a while, after a moment to settle."""
    time.sleep(2)
    before = sorted((p.name, p.stat().st_mtime_ns) for p in folder.iterdir())
    time.sleep(8)
    return before == sorted((p.name, p.stat().st_mtime_ns) for p in folder.iterdir())


def test_a_killed_run_is_taken_up_and_gives_the_same_pages(run: Run) -> None:
    """What was drawn before the kill is used, and is what an uninterrupted run would draw."""
    pages = {f"{p.id}.{atlas_parts.key(run.text)}.pdf": p for p in atlas_parts.plan()}
    assert len(run.kept) >= 3
    assert set(run.kept) <= set(pages)
    assert run.made.reused == sum(pages[name].pages for name in run.kept)
    assert [p.name for p in run.made.path.parent.iterdir() if p.is_dir()] == []
    bound = PdfReader(run.made.path).pages
    name, part = next((n, pages[n]) for n in run.kept if pages[n].kind == "counties")
    fresh = atlas_parts.draw(part, run.text)
    assert fresh == run.kept[name]
    for offset, page in enumerate(PdfReader(io.BytesIO(fresh)).pages):
        again = bound[part.first - 1 + offset]
        assert again.get_contents().get_data() == page.get_contents().get_data()


def test_it_is_whole_and_small(made: book.WrittenAtlas) -> None:
    result = made
    reader = PdfReader(result.path)
    assert len(reader.pages) == result.pages == 2 + len(atlas_parts.sheets()) + 87
    assert result.path.stat().st_size <= 20e6
    for page in reader.pages:
        assert float(page.mediabox.width) == pytest.approx(297 * 72 / 25.4, abs=0.5)
        assert float(page.mediabox.height) == pytest.approx(210 * 72 / 25.4, abs=0.5)
    assert reader.metadata.author == "甘肃省某处"
    assert reader.root_object["/Lang"] == "zh-CN"
    assert reader.page_mode == "/UseOutlines"


def test_every_county_stands_on_the_page_that_the_bookmark_names(
    made: book.WrittenAtlas,
) -> None:
    reader = PdfReader(made.path)
    marks = {}

    def walk(items: list[object]) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                marks.setdefault(item.title, reader.get_destination_page_number(item))  # type: ignore[attr-defined]

    walk(reader.outline)
    pages = pdf_pages(made.path)
    for code in COUNTIES:
        name = units.unit(code).name
        assert marks[name] == atlas_parts.page_of(code) - 1
        assert name in pages[marks[name]], name
        assert f"行政区划代码{code}" in pages[marks[name]], name
        assert pages[marks[name]].endswith(str(marks[name] + 1)), name
        for _names, note in county_facts.notes(county_facts.county(code).figures):
            assert "".join(note.split()) in pages[marks[name]], name
    assert {p.name for p in units.prefectures()} <= set(marks)


def test_the_contents_lead_to_the_pages(made: book.WrittenAtlas) -> None:
    reader = PdfReader(made.path)
    links = reader.pages[1]["/Annots"]
    assert len(links) == len(atlas_parts.entries())
    _sheet, boxes = contents(atlas_parts.entries())
    for box in boxes:
        x0, y0, x1, y1 = box.box
        assert 0 <= x0 < x1 <= 297
        assert 0 <= y0 < y1 <= 210
    pages = [reader.get_object(link)["/Dest"][0] for link in links]
    assert len(pages) == len(boxes)


def test_poppler_reads_its_chinese(made: book.WrittenAtlas) -> None:
    text = pdf_text(made.path)
    for wanted in (
        "陇上创新图志",
        "目录",
        "积石山保安族东乡族撒拉族自治县",
        "审图号：待送审",
        "规划原文",
    ):
        assert wanted in text


def test_every_page_has_its_printed_number(made: book.WrittenAtlas) -> None:
    program = require("pdftotext")
    done = subprocess.run(
        [program, "-layout", "-enc", "UTF-8", str(made.path), "-"], check=True, capture_output=True
    )
    pages = done.stdout.decode("utf-8").split("\f")
    for number in range(atlas_parts.FIRST_SHEET, made.pages + 1):
        last = pages[number - 1].rstrip().splitlines()[-6:]
        assert any(re.search(rf"(^|\s\s){number}$", line) for line in last), number


def test_the_manifest_can_be_verified(made: book.WrittenAtlas) -> None:
    found = manifest.verify(made.path)
    assert manifest.matches(found)
    assert any("indicators-county" in v.check for v in found)
    raw = json.loads(made.manifest.read_text(encoding="utf-8"))
    raw["records"][0]["sha256"] = "0" * 64
    made.manifest.write_text(json.dumps(raw), encoding="utf-8")
    assert not manifest.matches(manifest.verify(made.path))


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
    first = atlas_parts.key(book.words(author="甲", date="x"))
    assert atlas_parts.key(book.words(author="乙", date="x")) != first
    assert atlas_parts.key(book.words(author="甲", date="x")) == first
    other = tmp_path / "datapackage.json"
    other.write_text("{}", encoding="utf-8")
    monkeypatch.setattr(atlas_parts, "DATAPACKAGE", other)
    assert atlas_parts.key(book.words(author="甲", date="x")) != first


def test_parts_of_another_key_or_broken_ones_are_not_used(tmp_path: Path) -> None:
    part = atlas_parts.plan()[0]
    broken = tmp_path / "x.pdf"
    for content in (b"", b"%PDF-1.7 nothing", b"\x00" * 100):
        broken.write_bytes(content)
        assert not book._whole(broken, part)


@pytest.mark.parametrize("code", COUNTIES)
def test_the_facts_are_the_table_s(code: str) -> None:
    facts = county_facts.county(code)
    assert facts.name == units.unit(code).name
    table = raw()
    for item, figure in zip(county_facts.indicators(), facts.figures, strict=True):
        value = table[item.id, max(item.years)][code]
        ranked = [float(v) for v in table[item.id, max(item.years)].values() if v]
        if not value:
            assert figure.standing is None
            assert figure.percentile is None
            assert figure.country == ""
            continue
        assert figure.standing is not None
        assert figure.standing.rank == 1 + sum(v > float(value) for v in ranked)
        assert figure.standing.of == len(ranked)
        assert figure.percentile is not None
        assert 0 <= figure.percentile <= 100
        place = national_standing.percentile(item.id, max(item.years), code)
        assert (figure.country == "") == (place is None)
        assert place is None or abs(int(figure.country) - place) <= 1
    tops = [s for s in catalogue.systems_of(code) if s.parent is None]
    assert [c.name for c in facts.chips] == [s.short for s in tops]
    assert [c.partial for c in facts.chips] == [code not in s.members for s in tops]
    quotes = {m.quote for m in plan_quotes.mentions(code)}
    assert {s.quote for s in facts.sentences} == quotes
    ways = [s.via for s in facts.sentences]
    assert ways == sorted(ways, key=["county", "system", "prefecture"].index)
    for reading in facts.readings:
        assert "nan" not in reading


def test_single_values_say_what_the_table_says_of_them() -> None:
    """兰州新区 is counted apart, 金川 is a difference, the districts are not told apart."""
    notes = {
        name: " ".join(f"{names}：{note}" for names, note in county_facts.notes(facts.figures))
        for name, facts in (
            (n, county_facts.county(c))
            for n, c in (
                ("永登", "620121"),
                ("金川", "620302"),
                ("城关", "620102"),
                ("两当", "621228"),
            )
        )
    }
    assert "不含兰州新区" in notes["永登"]
    assert "GDP、人均GDP：推算：金昌市358.62 − 永昌县87.2036" in notes["金川"]
    assert "未分列" in notes["城关"]
    # a small sample has its mark beside the value
    assert notes["两当"] == f"GDP、人均GDP：{registry.get('gdp').revised}"


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
        code: {n for _head, names in county_facts.neighbours(code) for n in names}
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
    marked = [s for code in COUNTIES for s in county_facts.county(code).sentences if s.restored]
    assert any("20.27%" in s.quote for s in marked)
    plain = [s for code in COUNTIES for s in county_facts.county(code).sentences if not s.restored]
    assert plain


@pytest.mark.parametrize("code", COUNTIES)
def test_the_window_shows_the_whole_county_and_is_never_too_near(code: str) -> None:
    from maps.sheet.ground import projected

    frame = county_map.frame_of(code)
    (shape,) = frame.shapes([projected.load("county", "medium").of(code)])
    x0, y0, x1, y1 = shape.bounds
    bx0, by0, bx1, by1 = county_map.BOX
    assert bx0 < x0 < x1 < bx1
    assert by0 < y0 < y1 < by1
    assert (bx1 - bx0) / frame.factor >= 110_000 * 0.999


def test_only_a_pdf_is_an_atlas(tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match=r"\.pdf"):
        book.write(tmp_path / "a.png", book.words())
    assert list(tmp_path.iterdir()) == []


def test_entries_count_every_page_once() -> None:
    named = Counter(e.page for e in atlas_parts.entries() if e.level)
    assert max(named.values()) == 1


# smallest, largest, most sentences, fewest, beside 兰州新区, with residual values, longest name
EXTREMES = (
    "620102", "620200", "620923", "620924", "620103", "622901", "622923", "621228", "620121",
    "620122", "620302", "622927", "620502", "620982",
)  # fmt: skip


@pytest.mark.parametrize("author", ["", "某" * 120], ids=["plain", "long"])
@pytest.mark.parametrize("code", ["cover", "contents", *EXTREMES])
def test_no_line_lies_on_another_or_leaves_the_page(
    monkeypatch: pytest.MonkeyPatch, code: str, author: str
) -> None:
    lines: list[tuple[tuple[float, float, float, float], str]] = []
    write = Page.text

    def recorded(self: Page, x: float, y: float, text: str, size: float, **more: Any) -> Any:
        box = write(self, x, y, text, size, **more)
        lines.append((box, text))
        return box

    monkeypatch.setattr(Page, "text", recorded)
    review = Exhibit(atlas_parts.sheets()[0][1], review_number=author).review_line
    if code == "cover":
        sheet = front_matter.cover("2026-11-22", author, review)
    elif code == "contents":
        sheet, _links = contents(atlas_parts.entries())
    else:
        facts = county_facts.county(code)
        sheet = county_page.page(facts, atlas_parts.page_of(code), review, author)
    sheet.figure.clear()
    assert len(lines) >= (4 if code == "cover" else 40)
    for i, (one, text) in enumerate(lines):
        assert 0 < one[0] < one[2] <= 297 - 11.5, text
        assert 4 < one[1] < one[3] < 206, text
        for two, other in lines[:i]:
            wide = min(one[2], two[2]) - max(one[0], two[0])
            high = min(one[3], two[3]) - max(one[1], two[1])
            assert wide <= 0.3 or high <= 0.35, (text, other)


def test_a_page_names_the_tables_that_its_own_values_rest_on() -> None:
    """嘉峪关 is not in the county yearbook: its GDP is the city's, from another table."""
    city = county_facts.county("620200").sources
    assert "2020年各市州地区生产总值" in city
    assert "2020年各市州地区生产总值" in county_facts.county("620302").sources
    assert "2020年各市州地区生产总值" not in county_facts.county("620121").sources

"""What makes PowerPoint and WPS offer a repair although each part keeps to its schema.

Invariants over every slide of real decks: numbers, names, relations, content types, geometry,
tables, charts with their workbooks, notes, themes, the file's own facts, alternative texts.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openxml_audit import validate_pptx
from pptx import Presentation

from briefing.exhibit import Exhibit
from briefing.office import deck as slides
from briefing.office.deck_theme import HEIGHT_EMU, WIDTH_EMU
from briefing.office.drawingml import ASVG, SVG_EXTENSION, A, C, P, R
from tests.briefing.decks import LAYOUTS, NUMBERS

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@dataclass(frozen=True)
class Package:
    """A written deck: its views, its bytes, its parts."""

    views: tuple[Exhibit, ...]
    content: bytes

    @cached_property
    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.content)) as package:
            assert len(package.namelist()) == len(set(package.namelist()))
            assert package.testzip() is None
            return {f"/{name}": package.read(name) for name in package.namelist()}

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return (type, absolute target) by id; an external one's target starts with '!'."""
        folder, name = posixpath.split(part)
        rels = self.parts.get(f"{folder.rstrip('/')}/_rels/{name}.rels")
        if rels is None:
            return {}
        found = {}
        for row in etree.fromstring(rels):
            target = row.get("Target")
            if row.get("TargetMode") == "External":
                target = f"!{target}"
            else:
                target = posixpath.normpath(posixpath.join(folder, target))
            assert row.get("Id") not in found
            found[row.get("Id")] = (row.get("Type").rsplit("/", 1)[1], target)
        return found

    def trees(self, folder: str) -> Iterator[tuple[str, Any]]:
        for name, content in self.parts.items():
            if re.fullmatch(rf"/ppt/{folder}/[a-zA-Z]+\d+\.xml", name):
                yield name, etree.fromstring(content)

    @cached_property
    def slides(self) -> list[tuple[str, Any]]:
        """The slides in the order in which they are shown."""
        root = etree.fromstring(self.parts["/ppt/presentation.xml"])
        relations = self.relations("/ppt/presentation.xml")
        names = [relations[e.get(f"{{{R}}}id")][1] for e in root.iter(f"{{{P}}}sldId")]
        return [(name, etree.fromstring(self.parts[name])) for name in names]


@pytest.fixture(scope="module", params=[LAYOUTS, NUMBERS], ids=["layouts", "numbers"])
def deck(request: pytest.FixtureRequest) -> Package:
    return Package(request.param, slides.deck(request.param, title="区域创新布局"))


def test_it_keeps_to_the_schema(deck: Package, tmp_path: Any) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck.content)
    assert [str(error) for error in validate_pptx(str(path)).errors] == []


def test_every_relation_leads_to_a_part_and_every_part_is_related(deck: Package) -> None:
    reached = {"/[Content_Types].xml"}
    waiting = ["/"]
    while waiting:
        part = waiting.pop()
        for _kind, target in deck.relations(part).values():
            assert not target.startswith("!"), "a deck leads nowhere outside"
            assert target in deck.parts, target
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    assert {name for name in deck.parts if not name.endswith(".rels")} == reached


def test_every_id_in_the_xml_is_a_relation_of_that_part(deck: Package) -> None:
    for name, content in deck.parts.items():
        if not name.endswith(".xml"):
            continue
        used = {
            value
            for element in etree.fromstring(content).iter(etree.Element)
            for key, value in element.attrib.items()
            if key.startswith(f"{{{R}}}")
        }
        assert used <= set(deck.relations(name)), name


def test_every_part_has_one_content_type(deck: Package) -> None:
    root = etree.fromstring(deck.parts["/[Content_Types].xml"])
    own = Counter(e.get("PartName") for e in root.iter(f"{{{TYPES}}}Override"))
    ends = Counter(e.get("Extension").lower() for e in root.iter(f"{{{TYPES}}}Default"))
    assert set((own + ends).values()) == {1}
    assert set(own) <= set(deck.parts)
    kinds = {e.get("PartName"): e.get("ContentType") for e in root.iter(f"{{{TYPES}}}Override")}
    for name in deck.parts:
        if name != "/[Content_Types].xml":
            assert name in own or name.rsplit(".", 1)[1].lower() in ends, name
        if name.endswith(".svg"):
            assert kinds[name] == "image/svg+xml"
    assert {"png", "xlsx", "rels", "xml"} <= set(ends)


def test_numbers_and_names_are_used_once_a_slide(deck: Package) -> None:
    for name, tree in deck.slides:
        named = list(tree.iter(f"{{{P}}}cNvPr"))
        assert max(Counter(e.get("id") for e in named).values()) == 1, name
        assert all(0 < int(e.get("id")) < 2**31 for e in named)
        twice = [n for n, k in Counter(e.get("name") for e in named).items() if k > 1 and n]
        assert twice == [], name


def test_slide_numbers_masters_and_size(deck: Package) -> None:
    root = etree.fromstring(deck.parts["/ppt/presentation.xml"])
    numbers = [int(e.get("id")) for e in root.iter(f"{{{P}}}sldId")]
    assert min(numbers) >= 256
    assert max(numbers) < 2**31
    assert len(set(numbers)) == len(numbers) == 1 + 2 * len(deck.views)
    order = [etree.QName(e).localname for e in root][:4]
    assert order == ["sldMasterIdLst", "notesMasterIdLst", "sldIdLst", "sldSz"]
    (notes,) = root.iter(f"{{{P}}}notesMasterId")
    kind, _target = deck.relations("/ppt/presentation.xml")[notes.get(f"{{{R}}}id")]
    assert kind == "notesMaster"
    size = root.find(f"{{{P}}}sldSz")
    assert (size.get("cx"), size.get("cy"), size.get("type")) == ("12192000", "6858000", None)
    masters = [e.get("id") for e in root.iter(f"{{{P}}}sldMasterId")]
    layouts = [
        e.get("id") for _n, t in deck.trees("slideMasters") for e in t.iter(f"{{{P}}}sldLayoutId")
    ]
    assert all(int(n) >= 2**31 for n in (*masters, *layouts))
    assert len({*masters, *layouts}) == len(masters) + len(layouts)


def test_lengths_are_whole_numbers_and_never_negative(deck: Package) -> None:
    for name, tree in deck.slides:
        for element in tree.iter(f"{{{A}}}ext", f"{{{A}}}chExt"):
            if element.get("cx") is not None:
                assert int(element.get("cx")) >= 0, name
                assert int(element.get("cy")) >= 0, name
        for element in tree.iter(f"{{{A}}}off", f"{{{A}}}chOff", f"{{{A}}}pt"):
            int(element.get("x")), int(element.get("y"))
        for element in tree.iter(f"{{{A}}}ln"):
            assert 0 <= int(element.get("w")) <= 20_116_800


def test_everything_lies_on_the_slide(deck: Package) -> None:
    for name, tree in deck.slides:
        for top in tree.find(f"{{{P}}}cSld/{{{P}}}spTree"):
            off, ext = top.find(f".//{{{A}}}off"), top.find(f".//{{{A}}}ext[@cx]")
            if off is None:
                off, ext = top.find(f"{{{P}}}xfrm/{{{A}}}off"), top.find(f"{{{P}}}xfrm/{{{A}}}ext")
            if off is None:
                continue
            x, y, wide, high = (
                int(off.get("x")), int(off.get("y")), int(ext.get("cx")), int(ext.get("cy")),
            )  # fmt: skip
            label = top.find(f".//{{{P}}}cNvPr").get("name")
            assert x >= -1, (name, label)
            assert x + wide <= WIDTH_EMU + 1, (name, label)
            assert y >= -1, (name, label)
            assert y + high <= HEIGHT_EMU + 1, (name, label)


def test_freeforms_are_closed_small_enough_and_have_a_size(deck: Package) -> None:
    seen = 0
    for name, tree in deck.slides:
        for shape in tree.iter(f"{{{P}}}sp"):
            geometry = shape.find(f"{{{P}}}spPr/{{{A}}}custGeom")
            if geometry is None:
                continue
            seen += 1
            (path,) = geometry.iter(f"{{{A}}}path")
            wide, high = int(path.get("w")), int(path.get("h"))
            ext = shape.find(f"{{{P}}}spPr/{{{A}}}xfrm/{{{A}}}ext")
            assert (str(wide), str(high)) == (ext.get("cx"), ext.get("cy"))
            assert wide > 0
            assert high > 0
            points = [(int(p.get("x")), int(p.get("y"))) for p in path.iter(f"{{{A}}}pt")]
            assert len(points) <= 8_000
            assert all(0 <= x <= wide and 0 <= y <= high for x, y in points)
            steps = [etree.QName(step).localname for step in path]
            runs = " ".join(steps).split("moveTo")[1:]
            label = shape.find(f".//{{{P}}}cNvPr").get("name")
            for run in runs:
                kinds = run.split()
                if path.get("fill") == "none":
                    assert kinds
                    assert set(kinds) == {"lnTo"}, (name, label)
                else:
                    assert kinds[-1] == "close", (name, label)
                    assert kinds[:-1].count("lnTo") >= 2, (name, label)
    assert seen >= 30 * len(deck.views)


def test_groups_enclose_their_members(deck: Package) -> None:
    for _name, tree in deck.slides:
        for group in tree.iter(f"{{{P}}}grpSp"):
            frame = group.find(f"{{{P}}}grpSpPr/{{{A}}}xfrm")
            own = [frame.find(f"{{{A}}}{tag}").attrib for tag in ("off", "chOff", "ext", "chExt")]
            assert dict(own[0]) == dict(own[1])
            assert dict(own[2]) == dict(own[3])
            assert int(own[2]["cx"]) > 0
            assert int(own[2]["cy"]) > 0


def test_tables_have_as_many_cells_as_columns(deck: Package) -> None:
    tables = [table for _n, tree in deck.slides for table in tree.iter(f"{{{A}}}tbl")]
    assert len(tables) == len(deck.views)
    for table in tables:
        columns = table.findall(f"{{{A}}}tblGrid/{{{A}}}gridCol")
        for row in table.findall(f"{{{A}}}tr"):
            cells = row.findall(f"{{{A}}}tc")
            assert sum(int(c.get("gridSpan", 1)) for c in cells) == len(columns)
            assert int(row.get("h")) > 0
            assert all(c.find(f"{{{A}}}txBody/{{{A}}}p") is not None for c in cells)
        assert min(int(c.get("w")) for c in columns) > 0


def test_a_chart_has_its_workbook_and_both_hold_the_same(deck: Package) -> None:
    charts = list(deck.trees("charts"))
    assert len(charts) == len(deck.views)
    for name, root in charts:
        (external,) = root.iter(f"{{{C}}}externalData")
        kind, target = deck.relations(name)[external.get(f"{{{R}}}id")]
        assert kind == "package"
        book = openpyxl.load_workbook(io.BytesIO(deck.parts[target]))
        rows = list(book.active.iter_rows(values_only=True))
        cells = [(row[0], row[1]) for row in rows[1:]]
        names = [v.text for v in root.find(f".//{{{C}}}cat").iter(f"{{{C}}}v")]
        values = [float(v.text) for v in root.find(f".//{{{C}}}val").iter(f"{{{C}}}v")]
        assert [row[0] for row in cells] == names
        assert [float(row[1]) for row in cells] == values
        formulas = [f.text for f in root.iter(f"{{{C}}}f")]
        assert f"Sheet1!$A$2:$A${len(rows)}" in formulas
        assert f"Sheet1!$B$2:$B${len(rows)}" in formulas
        assert book.sheetnames == ["Sheet1"]
        axes = [int(e.get("val")) for e in root.iter(f"{{{C}}}axId")]
        assert min(axes) > 0


def test_a_vector_hangs_on_every_picture(deck: Package) -> None:
    pictures = [(n, b) for n, t in deck.slides for b in t.iter(f"{{{A}}}blip")]
    assert len(pictures) == len(deck.views)
    for name, blip in pictures:
        assert deck.relations(name)[blip.get(f"{{{R}}}embed")][1].endswith(".png")
        (extension,) = blip.iter(f"{{{A}}}ext")
        assert extension.get("uri") == SVG_EXTENSION == "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
        (vector,) = extension.iter(f"{{{ASVG}}}svgBlip")
        assert deck.relations(name)[vector.get(f"{{{R}}}embed")][1].endswith(".svg")
        assert blip.getparent().find(f"{{{A}}}stretch") is not None


def test_alternate_content_has_a_choice_and_a_fallback(deck: Package) -> None:
    for name, content in deck.parts.items():
        if name.endswith(".xml"):
            for element in etree.fromstring(content).iter(f"{{{COMPATIBILITY}}}AlternateContent"):
                kinds = [etree.QName(child).localname for child in element]
                assert kinds[0] == "Choice", name
                assert kinds[-1] == "Fallback", name


def test_every_figure_has_an_alternative_text_and_the_title_is_read_first(deck: Package) -> None:
    for name, tree in deck.slides[1:]:
        shapes = tree.find(f"{{{P}}}cSld/{{{P}}}spTree")
        tops = [e for e in shapes if e.find(f".//{{{P}}}cNvPr") is not None and "nv" not in e.tag]
        assert tops[0].find(f".//{{{P}}}ph").get("type") == "title", name
        figures = [e for e in tops if etree.QName(e).localname in {"pic", "graphicFrame", "grpSp"}]
        assert figures
        for figure in figures:
            named = figure.find(f".//{{{P}}}cNvPr")
            assert len(named.get("descr", "")) > 20, (name, named.get("name"))


def test_every_slide_but_the_cover_has_notes_and_their_way_back(deck: Package) -> None:
    for name, _tree in deck.slides[1:]:
        kinds = dict(deck.relations(name).values())
        notes = kinds["notesSlide"]
        back = dict(deck.relations(notes).values())
        assert back["slide"] == name
        assert back["notesMaster"] == "/ppt/notesMasters/notesMaster1.xml"
    (master,) = [n for n, _t in deck.trees("notesMasters")]
    themes = [
        dict(deck.relations(part).values())["theme"]
        for part in (master, "/ppt/slideMasters/slideMaster1.xml")
    ]
    assert len(set(themes)) == 2


def test_themes_name_a_chinese_typeface(deck: Package) -> None:
    themes = list(deck.trees("theme"))
    assert len(themes) == 2
    for _name, root in themes:
        for family in ("majorFont", "minorFont"):
            assert root.find(f".//{{{A}}}{family}/{{{A}}}ea").get("typeface") == "Microsoft YaHei"


def test_the_file_says_what_it_is(deck: Package) -> None:
    root = etree.fromstring(deck.parts["/docProps/app.xml"])
    titles = [s.shapes.title.text_frame.text for s in Presentation(io.BytesIO(deck.content)).slides]
    assert root.find(f"{{{EXTENDED}}}Slides").text == str(len(titles))
    assert root.find(f"{{{EXTENDED}}}Notes").text == str(2 * len(deck.views))
    assert "4:3" not in "".join(root.itertext())
    pairs = [e.text for e in root.find(f"{{{EXTENDED}}}HeadingPairs").iter() if e.text]
    named = [e.text for e in root.find(f"{{{EXTENDED}}}TitlesOfParts").iter() if e.text]
    assert pairs[1::2] == ["1", str(len(titles))]
    assert named[1:] == titles
    for folder in ("slideMasters", "slideLayouts"):
        for _name, tree in deck.trees(folder):
            assert not re.search("Click to|level", "".join(tree.itertext()))

"""The five formats, each opened by another program; the command writes both files or none."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from briefing import exports, manifest, manifest_pairs
from briefing.exhibit import Exhibit
from data import output_files
from data.errors import AtlasError
from data.output_files import CannotWrite
from layers.spec import MapSpec
from tests.office import pdf_text

ROOT = Path(__file__).resolve().parent.parent.parent
HOSTILE = "$\\frac{}{ <script>alert(1)</script> {{7*7}} ${1+1} &lt; % \\ _^"
VIEW = Exhibit(
    MapSpec(indicator="tertiary_per_100k", systems=("cluster-jiujia",), selected=("620123",)),
    title="一幅图的题目",
    author="某处",
)


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "cli.py", *args],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_pdf_text_can_be_searched(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    exports.write([VIEW], target)
    text = pdf_text(target)
    for wanted in ("一幅图的题目", "审图号：待送审", "榆中", "CGCS2000"):
        assert wanted in text
    assert PdfReader(target).metadata.title == "一幅图的题目"


def test_svg_is_xml_without_anything_that_runs_or_loads() -> None:
    root = etree.fromstring(exports.make([VIEW], "svg", "a.svg").content)
    assert etree.QName(root).localname == "svg"
    for element in root.iter(etree.Element):
        assert etree.QName(element).localname not in {"script", "foreignObject", "iframe", "a"}
        for name, value in element.attrib.items():
            assert not etree.QName(name).localname.lower().startswith("on")
            if etree.QName(name).localname == "href":
                assert value.startswith(("#", "data:image/"))


def test_png_has_the_resolution_asked_for() -> None:
    image = Image.open(BytesIO(exports.make([VIEW], "png", "a.png", dpi=150).content))
    assert image.size == pytest.approx((338.67 / 25.4 * 150, 190.5 / 25.4 * 150), abs=1)
    assert image.info["dpi"][0] == pytest.approx(150, abs=0.1)


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_hostile_words_are_drawn_letter_by_letter(form: str, tmp_path: Path) -> None:
    view = Exhibit(MapSpec(indicator="gdp"), title=HOSTILE, author=HOSTILE, source=HOSTILE)
    content = exports.make([view], form, "a").content
    assert len(content) > 10_000
    if form == "svg":
        assert b"<script" not in content
    if form == "pdf":
        target = tmp_path / "h.pdf"
        target.write_bytes(content)
        assert "{{7*7}}" in pdf_text(target)
        root = PdfReader(target).trailer["/Root"]
        assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(root)


def test_a_picture_holds_one_view() -> None:
    for form in exports.SINGLE:
        with pytest.raises(AtlasError, match="一次只放一幅图"):
            exports.make([VIEW, VIEW], form, "a")
    with pytest.raises(AtlasError):
        exports.make([], "pptx", "a")


def test_file_names_hold_nothing_that_a_system_refuses() -> None:
    assert exports.file_stem('a/b\\c:d*e?f"g<h>i|j\n') == "a_b_c_d_e_f_g_h_i_j_"
    assert exports.file_stem("..  ") == "图"
    assert len(exports.file_stem("长" * 200)) == 60


@pytest.mark.parametrize("suffix", [".png", ".pptx"])
def test_the_command_writes_the_picture_and_its_manifest(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"图{suffix}"
    done = run("map", "--indicator", "gdp_per_capita_census", "--systems", "cluster-jiujia",
               "--select", "榆中县", "-o", str(target))  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        target.name,
        f"{target.name}.manifest.json",
    ]
    raw = json.loads(manifest_pairs.path_for(target).read_text(encoding="utf-8"))
    assert raw["views"][0]["spec"]["selected"] == ["620123"]
    checked = run("verify", str(target), "--json")
    assert checked.returncode == 0, checked.stderr
    assert json.loads(checked.stdout)["matches"] is True


def test_verify_refuses_a_changed_picture(tmp_path: Path) -> None:
    target = tmp_path / "a.svg"
    exports.write([VIEW], target)
    target.write_bytes(target.read_bytes() + b"\n")
    done = run("verify", str(target))
    assert done.returncode == 1
    assert "改过" in done.stdout
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_command_reads_a_specification(tmp_path: Path) -> None:
    spec = tmp_path / "s.json"
    spec.write_text(MapSpec(systems=("cluster-jinwu",)).to_json(), encoding="utf-8")
    target = tmp_path / "a.svg"
    assert run("map", "--spec", str(spec), "--layout", "a4l", "-o", str(target)).returncode == 0
    again = tmp_path / "b.svg"
    of = manifest_pairs.path_for(target)
    assert run("map", "--spec", str(of), "--layout", "a4l", "-o", str(again)).returncode == 0
    assert again.read_bytes() == target.read_bytes()


REFUSED = [
    (("--indicator", "nope"), "a.png", "nope"),
    (("--indicator", "gdp", "--year", "1999"), "a.png", "1999"),
    (("--indicator", "gdp", "--k", "99"), "a.png", "99"),
    (("--indicator", "gdp", "--palette", "jet"), "a.png", "jet"),
    (("--indicator", "gdp", "--layout", "a0"), "a.png", "a0"),
    (("--indicator", "prov_rd_expenditure"), "a.png", "全省"),
    (("--systems", "nowhere"), "a.png", "nowhere"),
    (("--indicator", "gdp", "--select", "火星"), "a.png", "火星"),
    (("--indicator", "gdp", "--url", "javascript:1"), "a.png", "javascript"),
    (("--indicator", "gdp", "--spec", "x.json"), "a.png", "--spec"),
    (("--spec", "none.json"), "a.png", "none.json"),
    ((), "a.png", "--indicator"),
    (("--indicator", "gdp"), "a.bmp", ".png"),
    (("--indicator", "gdp"), "no/a.png", "no"),
]


@pytest.mark.parametrize(("args", "name", "told"), REFUSED, ids=str)
def test_a_refused_map_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, args: tuple[str, ...], name: str, told: str
) -> None:
    done = run("map", *args, "-o", str(tmp_path / name))
    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert told in lines[0]
    assert any("\u4e00" <= c <= "\u9fff" for c in lines[0])
    assert list(tmp_path.iterdir()) == []


def test_a_failure_half_way_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.svg"
    exports.write([VIEW], target)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}

    def broken(*_args: object) -> bytes:
        raise RuntimeError("disk full")

    monkeypatch.setattr(manifest, "encode", broken)
    with pytest.raises(RuntimeError):
        exports.write([Exhibit(VIEW.spec, title="新的题目")], target)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_drafts_refuse_a_folder_and_a_missing_folder(tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "no" / "a.png"):
        with pytest.raises(CannotWrite), output_files.drafts(target):
            raise AssertionError("never reached")
    assert list(tmp_path.iterdir()) == []


def test_the_start_of_the_program_stays_light() -> None:
    code = (
        "import sys, cli; heavy={'matplotlib','pandas','pptx','docx','segno','pypdf','rich.progress'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"

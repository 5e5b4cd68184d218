from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import AtlasError
from layers import catalogue

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


EVIDENCE = """
[[system.evidence]]
title = "标题"
publisher = "发布者"
date = "2018-02-13"
url = "https://example.org/a?id=1"
says = "说了什么。"
"""


def _write(folder: Path, text: str, name: str = "x.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_good_block_is_read(tmp_path: Path) -> None:
    systems = catalogue.read(_write(tmp_path, GOOD))
    assert systems["test-system"].members == ("620102",)
    assert systems["test-system"].evidence == ()


@pytest.mark.parametrize("date", ["2018", "2018-02", "2018-02-13", "未注明"])
def test_evidence_is_read(tmp_path: Path, date: str) -> None:
    text = GOOD + EVIDENCE.replace("2018-02-13", date)
    (page,) = catalogue.read(_write(tmp_path, text))["test-system"].evidence
    assert page == catalogue.Evidence(
        "标题", "发布者", date, "https://example.org/a?id=1", "说了什么。"
    )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("https://example.org/a?id=1", "javascript:alert(1)", "javascript"),
        ("https://example.org/a?id=1", "ftp://example.org/a", "ftp"),
        ("https://example.org/a?id=1", "https://", "网址"),
        ("https://example.org/a?id=1", "https://localhost/a", "localhost"),
        ("https://example.org/a?id=1", "https://example.org/a b", "网址"),
        ("https://example.org/a?id=1", "https://example.org/<b>", "网址"),
        ("https://example.org/a?id=1", "https://example.org/a)(b", "网址"),
        ("https://example.org/a?id=1", "https://[::1/a", "网址"),
        ("https://example.org/a?id=1", "https://example.org/页", "网址"),
        ('date = "2018-02-13"', 'date = "去年"', "去年"),
        ('date = "2018-02-13"', 'date = "2018-13-01"', "2018-13-01"),
        ('date = "2018-02-13"', "date = 2018-02-13", "date"),
        ('says = "说了什么。"', 'says = " "', "says"),
        ('says = "说了什么。"', "", "要有且只有"),
        ('publisher = "发布者"', 'publisher = ""', "publisher"),
        ('title = "标题"', 'title = "标题"\nauthor = "谁"', "要有且只有"),
    ],
)
def test_wrong_evidence_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in EVIDENCE
    with pytest.raises(catalogue.CatalogueError) as caught:
        catalogue.read(_write(tmp_path, GOOD + EVIDENCE.replace(old, new, 1)))
    assert "x.toml · test-system" in caught.value.message
    assert reason in caught.value.message


def test_evidence_that_is_no_table_is_refused(tmp_path: Path) -> None:
    text = GOOD.replace('method = "规划点名。"', 'method = "规划点名。"\nevidence = "网页"')
    with pytest.raises(catalogue.CatalogueError, match="evidence"):
        catalogue.read(_write(tmp_path, text))


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
        ('quote = "因地制宜"', "", "要有且只有"),
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

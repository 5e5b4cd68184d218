"""Specifications from outside: everything unknown is refused in one Chinese sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import spec_requests
from data.errors import AtlasError
from layers import spec as specs
from layers.spec import MapSpec

GOOD = MapSpec(
    systems=("cluster-jiujia",), indicator="gdp", year=2020, k=4, selected=("620123",), labels=False
)


def test_a_written_specification_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text(GOOD.to_json(), encoding="utf-8")
    assert spec_requests.spec_from_file(path) == GOOD


def test_a_manifest_is_read_as_its_first_view() -> None:
    assert spec_requests.spec_from_object({"views": [{"spec": specs.as_dict(GOOD)}]}) == GOOD


BAD: list[Any] = [
    [], "x", 3, None,
    {"surprise": 1},
    {"k": "5"}, {"k": 99}, {"k": True},
    {"year": 1999, "indicator": "gdp"}, {"year": "2020"},
    {"indicator": "{{7*7}}"}, {"indicator": 7},
    {"systems": "cluster-jiujia"}, {"systems": ["没有"]}, {"systems": [{"a": 1}]},
    {"selected": ["110101"]}, {"selected": ["620102"] * 2 + ["620103", "620104", "620105",
     "620111", "620121", "620122", "620123", "620200"]},
    {"method": ["quantiles"]}, {"method": "magic"}, {"palette": "jet"},
    {"view": [999, 999, 999]}, {"view": [1]}, {"view": ["a", "b", "c"]},
    {"labels": "no"}, {"views": [3]},
]  # fmt: skip


@pytest.mark.parametrize("raw", BAD, ids=lambda raw: json.dumps(raw)[:40])
def test_bad_specifications_are_refused_in_one_sentence(raw: Any) -> None:
    with pytest.raises(AtlasError) as caught:
        spec_requests.spec_from_object(raw)
    message = caught.value.message
    assert "\n" not in message
    assert any("\u4e00" <= c <= "\u9fff" for c in message)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        "systems",
        "indicator",
        "year",
        "method",
        "k",
        "palette",
        "selected",
        "view",
        "labels",
        "pooled",
    ]
)


@given(st.dictionaries(KEYS, JSON, max_size=4))
def test_whatever_is_written_there_nothing_but_a_refusal_comes_out(raw: dict[str, Any]) -> None:
    try:
        spec = spec_requests.spec_from_object(raw)
    except AtlasError:
        return
    assert isinstance(spec, MapSpec)
    assert spec_requests.checked(spec) == spec


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000, b"null", "地图".encode("gb18030")]
)
def test_broken_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.json"
    path.write_bytes(content)
    with pytest.raises(AtlasError):
        spec_requests.spec_from_file(path)


def test_a_missing_or_huge_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match="读不了"):
        spec_requests.spec_from_file(tmp_path / "none.json")
    big = tmp_path / "big.json"
    big.write_bytes(b" " * (spec_requests.MAX_SPEC_BYTES + 1))
    with pytest.raises(AtlasError, match="1 MB"):
        spec_requests.spec_from_file(big)


def test_years_that_share_classes_are_checked() -> None:
    good = {"indicator": "tertiary_per_100k", "year": 2020, "pooled": [2020, 2010]}
    assert spec_requests.spec_from_object(good).pooled == (2010, 2020)
    for pooled, why in (
        ([2010], "两个以上"),
        ([2010, 2015], "2015|没有这一年"),
        (["2010", "2020"], "地图说明"),
        ([2010.5, 2020], "地图说明"),
        ([True, 2020], "地图说明"),
        (2020, "pooled"),
    ):
        with pytest.raises(AtlasError, match=why):
            spec_requests.spec_from_object(good | {"pooled": pooled})
    with pytest.raises(AtlasError, match="2010"):
        spec_requests.spec_from_object(
            {"indicator": "pref_gdp", "year": 2023, "pooled": [2010, 2023]}
        )
    with pytest.raises(AtlasError):
        spec_requests.spec_from_object({"systems": [], "pooled": [2010, 2020]})

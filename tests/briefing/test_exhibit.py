"""Views: the user's words made harmless, the live address, and the QR code that leads there."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import parse_qsl, urlsplit

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from briefing import exhibit
from briefing.exhibit import Exhibit
from briefing.sheet_files import Pictures
from data.errors import AtlasError
from layers import catalogue, spec_reading, spec_rules
from layers.spec import MapSpec

HOME = "http://atlas.example:8501"


@given(st.text(max_size=400))
def test_cleaned_words_are_one_printable_line(text: str) -> None:
    words = exhibit.clean(text)
    assert len(words) <= exhibit.MAX_TEXT
    assert "\n" not in words
    assert words == words.strip()
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in words)
    assert not any(c in words for c in "\u202e\u2066\u200b\ufeff")
    assert exhibit.clean(words) == words


def test_cleaning_keeps_what_a_title_needs() -> None:
    assert exhibit.clean(" 甘肃省  R&D <经费>\n（2020年）\u202e ") == "甘肃省 R&D <经费> （2020年）"
    assert exhibit.clean("长" * 500).endswith("…")


SPECS = [
    MapSpec(indicator="tertiary_per_100k", year=2010),
    MapSpec(indicator="gdp", k=3, selected=("620102", "622921"), labels=False),
    MapSpec(indicator="pop_change_2010_2020", method="equal_interval", palette="prgn"),
    MapSpec(systems=("cluster-jiujia", "zone-zhangye")),
    MapSpec(),
]


@pytest.mark.parametrize("spec", SPECS, ids=str)
@pytest.mark.parametrize(
    "page_default",
    [MapSpec(), MapSpec(indicator="gdp", year=2020, systems=("cluster-jinwu",))],
    ids=["empty", "full"],
)
def test_the_live_address_gives_the_view_whatever_the_page_shows_by_default(
    spec: MapSpec, page_default: MapSpec
) -> None:
    query = dict(parse_qsl(urlsplit(exhibit.live_path(spec)).query))
    found, problems = spec_reading.from_query(query, page_default, spec_rules.vocabulary())
    assert problems == ()
    assert found == spec


def test_the_address_fixes_the_year_that_was_drawn() -> None:
    assert "year=2020" in Exhibit(MapSpec(indicator="tertiary_per_100k")).path


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "file:///etc/passwd", "//evil", "http://", "https://a@b.example",
        "ftp://x.example", "http://x.example/“", "not an address", "http://[::1",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(AtlasError) as caught:
        Exhibit(MapSpec(indicator="gdp"), base_url=address)
    assert "http" in caught.value.message


def test_the_printed_code_leads_to_the_view() -> None:
    """Another program reads the QR code from the finished sheet."""
    view = Exhibit(
        MapSpec(indicator="tertiary_per_100k", systems=("cluster-jiujia",)), base_url=HOME
    )
    with Pictures(view) as pictures:
        image = Image.open(BytesIO(pictures.png(200))).convert("L")
    (code,) = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    assert code.text == view.url
    assert code.text.startswith(HOME + "/indicators?")
    found, _problems = spec_reading.from_query(
        dict(parse_qsl(urlsplit(code.text).query)), MapSpec(), spec_rules.vocabulary()
    )
    assert found.systems == ("cluster-jiujia",)


@pytest.mark.parametrize("more", [{"qr": False, "base_url": HOME}, {"base_url": ""}])
def test_no_code_when_switched_off_or_without_an_address(more: dict[str, object]) -> None:
    view = Exhibit(MapSpec(indicator="tertiary_per_100k"), **more)  # type: ignore[arg-type]
    assert view.sheet_options().qr is None


def test_every_system_and_a_long_view_still_fit_a_code() -> None:
    ids = tuple(catalogue.load())[:20]
    url = Exhibit(MapSpec(systems=ids), base_url=HOME).url
    assert len(exhibit.qr_matrix(url)) <= 177


@pytest.mark.parametrize("number", ["甘S（2026）12号", "审图号：甘S（2026）12号"])
def test_the_review_number_is_printed_once(number: str) -> None:
    assert Exhibit(MapSpec(), review_number=number).review_line == "审图号：甘S（2026）12号"


def test_without_a_number_the_review_is_pending() -> None:
    assert Exhibit(MapSpec()).review_line == "审图号：待送审"


def test_a_figure_of_the_whole_province_is_no_map() -> None:
    with pytest.raises(AtlasError, match="只有全省一个数"):
        _prepared = Exhibit(MapSpec(indicator="prov_rd_expenditure")).prepared

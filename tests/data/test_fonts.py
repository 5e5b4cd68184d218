"""The pages' fonts hold every character that the project shows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from fontTools.ttLib import TTFont

from data.paths import DATA, DOCUMENTS, ROOT, STATIC
from geo.places import units

FONTS = STATIC / "fonts"
NAMES = ("NotoSansSC-400", "NotoSansSC-500", "NotoSansSC-700", "NotoSerifSC-400", "NotoSerifSC-700")
MARKS = "⟦⟧"  # mark restored figures in the plans' text files; pages show them as formatting


@cache
def held(name: str) -> frozenset[int]:
    return frozenset(TTFont(FONTS / f"{name}.woff2").getBestCmap())


def texts() -> Iterator[tuple[str, str]]:
    shown = [*DATA.rglob("*.toml"), *DATA.rglob("*.csv"), *DOCUMENTS.glob("*.txt")]
    for path in sorted([*shown, *(ROOT / "views").rglob("*.py")]):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("name", NAMES)
def test_every_character_that_is_shown_is_in_the_font(name: str) -> None:
    missing = {
        path: lacking
        for path, text in texts()
        if (lacking := sorted({c for c in text if c.isprintable() and c not in MARKS
                               and ord(c) not in held(name)}))
    }  # fmt: skip
    assert missing == {}


@pytest.mark.parametrize("name", NAMES)
def test_gb2312_and_every_place_name_are_in_the_font(name: str) -> None:
    # GB 2312's Hanzi fill rows 16 to 87; row 55 ends five cells early: 6,763 characters.
    hanzi = [
        bytes((row + 0xA0, cell + 0xA0)).decode("gb2312", "ignore")
        for row in range(16, 88)
        for cell in range(1, 95)
    ]
    characters = [c for c in hanzi if c]
    assert len(characters) == 6763
    characters += [c for u in units.counties() for c in u.name]
    characters += "宕岷峒崆泾洮湟仫沚瀍猇–—…·‰℃±×÷≤≥−²³①⑳“”《》〔〕％，。：；！？"
    assert [c for c in characters if ord(c) not in held(name)] == []


@pytest.mark.parametrize("name", NAMES)
def test_fonts_are_subsets_for_the_browser(name: str) -> None:
    path = FONTS / f"{name}.woff2"
    assert path.read_bytes()[:4] == b"wOF2"
    assert path.stat().st_size < 1_600_000
    font = TTFont(path)
    assert font["OS/2"].usWeightClass == int(name[-3:])
    assert "Noto" in font["name"].getDebugName(1)
    assert font["OS/2"].fsType == 0  # installable, may be embedded


def test_the_licence_travels_with_the_fonts() -> None:
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert licence.count("SIL OPEN FONT LICENSE Version 1.1") == 2
    assert (ROOT / "LICENSES/Noto-SC-OFL-1.1.txt").read_text(encoding="utf-8") == licence

"""Write the fonts of the pages, `static/fonts/`: subsets of Noto Sans SC and Noto Serif SC.

Run `python -m data.build.font_subsets`; with `--ttf FOLDER` the same subsets are written there as TTF,
for printing. The masters are the static TTFs of the npm packages `@expo-google-fonts/noto-sans-sc`
and `noto-serif-sc` 0.4.3 (SIL Open Font License 1.1).

A subset holds GB 2312 (what users may type into a title), every character of any province, city
or county name of the country, everything that occurs in the project's own text, and the Latin,
punctuation, arrow, mathematical and full-width signs in `SIGNS`. Hinting is dropped, file dates
are not touched, so that the same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from data.build import csv_tables
from data.build.boundary_files import read_source
from data.build.npm import NpmPackage, fetch
from data.paths import ROOT, STATIC

FONTS = STATIC / "fonts"
SANS = NpmPackage(
    "@expo-google-fonts/noto-sans-sc",
    "0.4.3",
    "9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ==",
)
SERIF = NpmPackage(
    "@expo-google-fonts/noto-serif-sc",
    "0.4.3",
    "fSmUpiSFtSeyHV45/2xUOy5SdfExklQwwMKN3cQjAZAujITHDmSbpMHCVdCMhRqMjQtu0ZRgc29u8A+CU3akfw==",
)
MASTERS = {
    "NotoSansSC-400": (SANS, "400Regular/NotoSansSC_400Regular.ttf"),
    "NotoSansSC-500": (SANS, "500Medium/NotoSansSC_500Medium.ttf"),
    "NotoSansSC-700": (SANS, "700Bold/NotoSansSC_700Bold.ttf"),
    "NotoSerifSC-400": (SERIF, "400Regular/NotoSerifSC_400Regular.ttf"),
    "NotoSerifSC-700": (SERIF, "700Bold/NotoSerifSC_700Bold.ttf"),
}
SIGNS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x0391, 0x03C9),  # Greek
    (0x2010, 0x2027),  # dashes, quotes, ellipsis, bullets
    (0x2030, 0x203B),  # per mille, primes, reference mark
    (0x2070, 0x209F),  # superscripts, subscripts
    (0x2103, 0x2103),  # degrees Celsius
    (0x2160, 0x217F),  # Roman numerals
    (0x2190, 0x2199),  # arrows
    (0x2200, 0x22FF),  # mathematical signs, minus, at most, at least
    (0x2460, 0x2473),  # circled numbers
    (0x25A0, 0x25FF),  # squares, triangles, circles of legends
    (0x2605, 0x2606),  # stars
    (0x3000, 0x303F),  # CJK punctuation
    (0x3380, 0x33DF),  # squared units
    (0xFE30, 0xFE4F),  # vertical forms
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE6),  # full-width currency signs
)
TEXT_SUFFIXES = {".py", ".toml", ".csv", ".md", ".txt", ".json"}
SKIPPED_FOLDERS = {"tests", "static", "LICENSES", "node_modules"}


def gb2312() -> set[str]:
    """Return the characters of GB 2312-1980: 6,763 Hanzi and 682 signs."""
    found = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def project_texts() -> Iterator[Path]:
    """Yield the project's own text files, outside tests, vendored and hidden folders."""
    for path in sorted(ROOT.rglob("*")):
        folders = path.relative_to(ROOT).parts[:-1]
        if any(part in SKIPPED_FOLDERS or part.startswith(".") for part in folders):
            continue
        if path.suffix in TEXT_SUFFIXES and path.is_file():
            yield path


def needed() -> set[str]:
    """Return the characters of the country's place names and of the project's own text."""
    characters: set[str] = set()
    for name in ("province", "city", "district"):
        characters.update(*read_source(name)["name"])
    for path in project_texts():
        characters.update(path.read_text(encoding="utf-8"))
    return {character for character in characters if character.isprintable()}


def signs() -> set[str]:
    """Return the Latin letters, punctuation and other signs that are taken where they exist."""
    return {chr(code) for first, last in SIGNS for code in range(first, last + 1)}


def cut(master: bytes, characters: set[str]) -> TTFont:
    """Return the font with these characters only."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "liga", "locl", "tnum", "mark", "mkmk", "ccmp"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 11, 13, 14, 16, 17]
    options.notdef_outline = True
    font = TTFont(io.BytesIO(master), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(character) for character in characters])
    cutter.subset(font)
    return font


def main() -> None:
    """Fetch the masters, cut them and write the subsets with their licence."""
    parser = argparse.ArgumentParser(description="Write the subset fonts.")
    parser.add_argument("--ttf", type=Path, help="also write TTF files into this folder")
    arguments = parser.parse_args()
    names_and_texts = needed()
    characters = names_and_texts | gb2312() | signs()
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        sources = {package: fetch(package, Path(temporary)) for package in (SANS, SERIF)}
    for name, (package, path) in MASTERS.items():
        font = cut(sources[package][path], characters)
        if arguments.ttf:
            arguments.ttf.mkdir(parents=True, exist_ok=True)
            font.save(arguments.ttf / f"{name}.ttf")
        font.flavor = "woff2"
        target = FONTS / f"{name}.woff2"
        font.save(target)
        held = font.getBestCmap()
        lacking = sorted(c for c in names_and_texts if ord(c) not in held)
        print(f"{target.name}: {len(held)} characters, {target.stat().st_size:,} bytes")
        print(f"  used by the project, not in the master: {''.join(lacking) or 'none'}")
    licences = [
        b"%s\n\n%s" % (family, sources[package]["LICENSE_FONT"].replace(b"\r\n", b"\n").strip())
        for family, package in ((b"Noto Sans SC", SANS), (b"Noto Serif SC", SERIF))
    ]
    licence = b"\n\n\n".join(licences) + b"\n"
    (FONTS / "OFL.txt").write_bytes(licence)
    (ROOT / "LICENSES" / "Noto-SC-OFL-1.1.txt").write_bytes(licence)


if __name__ == "__main__":
    csv_tables.run(main)

"""The five shipped fonts, by path: no system font is ever asked for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from data.errors import AtlasError
from data.i18n import _
from data.paths import DATA

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

Face = Literal["sans", "medium", "bold", "serif", "title"]

FOLDER: Final = DATA / "fonts"
FILES: Final[dict[Face, str]] = {
    "sans": "NotoSansSC-400.ttf",
    "medium": "NotoSansSC-500.ttf",
    "bold": "NotoSansSC-700.ttf",
    "serif": "NotoSerifSC-400.ttf",
    "title": "NotoSerifSC-700.ttf",
}
POINT_MM: Final = 25.4 / 72
# Middle of the ideographic em box above the baseline, and the ink height, as shares of the em.
MIDDLE: Final = 0.38
INK_HEIGHT: Final = 0.94
_MEASURE_PX: Final = 100


class FontMissing(AtlasError):
    """A shipped font file is not there."""


@lru_cache(maxsize=8)
def properties(face: Face) -> FontProperties:
    """Return the font of a face.

    Raises
    ------
    FontMissing
        The file is not in `data/fonts/`.
    """
    from matplotlib.font_manager import FontProperties

    path = FOLDER / FILES[face]
    if not path.is_file():
        raise FontMissing(
            _("缺少制图字体 {name}，请重新安装本项目的数据。").format(name=path.name),
            detail=f"no font {path}",
        )
    return FontProperties(fname=str(path))


@lru_cache(maxsize=20_000)
def _advance(face: Face, character: str) -> float:
    from matplotlib.font_manager import get_font
    from matplotlib.ft2font import LoadFlags

    if ord(character) not in _characters(face):
        return 1.0
    font = get_font(str(properties(face).get_file()))
    font.set_size(_MEASURE_PX, 72)
    glyph = font.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / _MEASURE_PX


def width(text: str, size: float, face: Face = "sans", *, tracking: float = 0.0) -> float:
    """Return the width of one line of text in mm.

    Parameters
    ----------
    text : str
        One line.
    size : float
        Points.
    tracking : float
        Extra space between letters, in em.
    """
    em = sum(_advance(face, c) for c in text) + tracking * max(0, len(text) - 1)
    return em * size * POINT_MM


@lru_cache(maxsize=8)
def _characters(face: Face) -> frozenset[int]:
    from matplotlib.font_manager import get_font

    return frozenset(get_font(str(properties(face).get_file())).get_charmap())


def lacking(text: str, face: Face = "sans") -> str:
    """Return the printable characters of `text` that the face cannot draw."""
    held = _characters(face)
    return "".join(sorted({c for c in text if not c.isspace() and ord(c) not in held}))


def drawable(text: str, face: Face = "sans") -> str:
    """Return text with □ for every character that the face lacks."""
    missing = lacking(text, face)
    return text.translate({ord(c): "□" for c in missing}) if missing else text


def wrap(text: str, size: float, width_mm: float, face: Face = "sans") -> list[str]:
    """Break text into lines no wider than `width_mm`; never before closing punctuation.

    Latin words and numbers stay whole unless one alone is wider than the line.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if (
            line
            and width(line + piece.rstrip(), size, face) > width_mm
            and not _stays(line, piece[0])
        ):
            kept = line.rstrip(_OPENING)
            lines.append(kept.rstrip())
            line = line[len(kept) :] + piece.lstrip()
        else:
            line += piece
        while width(line, size, face) > width_mm * 1.04 and len(line) > 1:
            fits = [i for i in range(1, len(line)) if width(line[:i], size, face) <= width_mm]
            # not before a closing mark, nor inside a word, unless half of the line stayed empty
            far = [i for i in fits if 2 * i >= len(fits)]
            whole = [i for i in far if not _stays(line[:i], line[i])]
            good = [i for i in whole if not (_latin(line[i - 1]) and _latin(line[i]))]
            cut = max(good or whole or fits or [1])
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.rstrip()] if line.strip() else lines


_OPENING: Final = "（《“‘〔【"
_CLOSING: Final = "，。；：、！？）》”’〕】%％·"


def _stays(line: str, letter: str) -> bool:
    """Return whether a letter may not start the line after `line`: closing marks, “644 万”."""
    return letter in _CLOSING or (letter in "万亿" and line.rstrip()[-1:].isdigit())


def _latin(c: str) -> bool:
    """Return whether a character belongs to a Latin word or a number, such as 100.5°E."""
    return c.isascii() or c == "°"


def _pieces(text: str) -> list[str]:
    """Cut text where a line may break: around every Chinese character, after a Latin word."""
    pieces: list[str] = []
    for c in re.sub(r"[ \t\r\n]+", " ", text.strip()):
        joins = (
            pieces
            and _latin(c)
            and _latin(pieces[-1][-1])
            and not (pieces[-1][-1] == " " and c != " ")
        )
        if joins:
            pieces[-1] += c
        else:
            pieces.append(c)
    return pieces

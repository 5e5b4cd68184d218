"""How a Chinese name may be typed in Latin letters: whole syllables, or their first letters.

Every reading of a character counts, so that nobody must know which one a name takes.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# Readings of a long name multiply; beyond so many the rarer ones are left out.
_MOST: Final = 64
# Readings that only a place name has, beside those of the dictionary: its county seat's official name.
_LOCAL: Final = {"宕": "tan"}
_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class LatinForms:
    """The Latin forms of a name.

    Attributes
    ----------
    whole : frozenset of str
        “yuzhongxian”.
    initials : frozenset of str
        “yzx”.
    """

    whole: frozenset[str]
    initials: frozenset[str]


@lru_cache(maxsize=2048)
def of(name: str) -> LatinForms:
    """Return the Latin forms of the Chinese characters of a name; other marks are left out."""
    from pypinyin import Style, pinyin

    letters = "".join(_HAN.findall(name))
    known = pinyin(letters, style=Style.NORMAL, heteronym=True)
    readings = [
        [*syllables, *([_LOCAL[letter]] if letter in _LOCAL else [])]
        for letter, syllables in zip(letters, known, strict=True)
    ]
    ways = list(itertools.islice(itertools.product(*readings), _MOST))
    return LatinForms(
        frozenset("".join(way) for way in ways),
        frozenset("".join(syllable[0] for syllable in way) for way in ways),
    )

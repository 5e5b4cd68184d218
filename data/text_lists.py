"""One way to take a list apart that a person has written, in a command, an address or a cell."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Commas and list marks of both widths, and blanks; not those in brackets, as “榆中县（兰州市，620123）” has.
_MARKS: Final = re.compile(r"[,，、;；\s]+(?![^（(]*[）)])")


def parts(text: str) -> list[str]:
    """Return the entries of a list, full-width letters and digits made ordinary, empty ones left out."""
    return [unicodedata.normalize("NFKC", part) for part in _MARKS.split(text) if part]

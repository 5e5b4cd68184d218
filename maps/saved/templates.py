"""The HTML of the saved map comes from templates that escape by themselves.

Jinja escapes what it writes, but folium renders the page as a template once more: a text has to be
inert there too, so each passes `clean`, the one escape function.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from maps import base
from maps.escape import clean

_FOLDER: Final = Path(__file__).parent
_HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")


def render(name: str, /, **values: Any) -> Markup:
    """Return a template of this folder with its values, safe to be written into a page."""
    return Markup(_environment().get_template(name).render(**values))  # noqa: S704 - autoescaped


def style() -> str:
    """Return the style sheet of the furniture."""
    return (_FOLDER / "furniture.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    made.filters |= {"clean": _clean, "hex": _hex, "alpha": _alpha}
    return made


def _clean(text: object) -> Markup:
    return Markup(clean(text))  # noqa: S704 - this is the escape function


def _hex(colour: object) -> str:
    """Return a six-digit colour, or the ground's where it is none."""
    known = isinstance(colour, str) and _HEX.fullmatch(colour)
    return str(colour) if known else base.STYLE["missing"]


def _alpha(opacity: float) -> str:
    """Return an opacity as the two digits behind a hex colour."""
    return f"{round(255 * opacity):02x}"

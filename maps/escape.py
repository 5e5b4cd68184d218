"""The one escape function: text from outside our own code passes here before it reaches folium.

folium and branca render text through Jinja and write much of it into scripts as JavaScript
template literals, so escaping HTML is not enough.
"""

from __future__ import annotations

import html
from typing import Final

_FULL_WIDTH: Final = str.maketrans(
    {
        "{": "｛",
        "}": "｝",
        "`": "｀",
        "\\": "＼",
        "\u2028": " ",
        "\u2029": " ",
        "\x00": "",
    }
)


def clean(text: object) -> str:
    r"""Return text that is inert in HTML, in a Jinja template and in a JavaScript literal.

    HTML characters become entities; the characters ``{ } ` \`` become their full-width
    forms, so that neither ``{{…}}``, ``{%…%}`` nor ``${…}`` is left.

    Parameters
    ----------
    text : object
        Anything that is to be shown; it is turned into text first.
    """
    escaped = html.escape(str(text), quote=True)
    return " ".join(escaped.translate(_FULL_WIDTH).splitlines())

"""The reading panel: a plan's text with its places and systems marked, each of them clickable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from data.i18n import _
from layers import plan_quotes
from layers.plan_quotes import Paragraph

HEIGHT_PX = 640


@lru_cache(maxsize=1)
def _component() -> Any:
    here = Path(__file__).parent
    return st.components.v2.component(
        "atlas_reader",
        css=(here / "reader.css").read_text(encoding="utf-8"),
        js=(here / "reader.js").read_text(encoding="utf-8"),
    )


def show(
    paragraphs: Sequence[Paragraph],
    *,
    text_id: str,
    focus: str,
    key: str,
    on_ref: Callable[[], None],
) -> None:
    """Show paragraphs; a click on a marked word sets the component's state `ref`.

    Parameters
    ----------
    paragraphs : sequence of Paragraph
        What is shown, in order.
    text_id : str
        Names the text, so that the scroll position is kept while it stays the same.
    focus : str
        The marked reference, such as “place:620123”, or an empty string.
    key : str
        Session key of the component.
    on_ref : callable
        Called before the rerun that a click causes.
    """
    data = {
        "id": text_id,
        "focus": focus,
        "height": HEIGHT_PX,
        "paragraphs": [
            {
                "kind": paragraph.kind,
                "text": paragraph.text,
                "spans": [
                    [s.start, s.end, s.kind, s.ref, _hint(s)] for s in plan_quotes.spans(paragraph)
                ],
            }
            for paragraph in paragraphs
        ],
    }
    _component()(data=data, key=key, height="content", on_ref_change=on_ref)


def _hint(span: plan_quotes.Span) -> str:
    """Return what a mended figure or word was printed as, and on what ground it was mended."""
    if span.kind != "restored":
        return ""
    mended = plan_quotes.restored()[span.ref]
    return _("原文印作“{printed}”，此处已还原。依据：{basis}").format(
        printed=mended.printed, basis=mended.basis
    )

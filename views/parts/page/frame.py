"""The frame around every page: headings, source lines, and errors as Chinese sentences."""

from __future__ import annotations

import html
import logging
import re
import uuid
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol

import streamlit as st

from data.errors import AtlasError
from data.i18n import _
from views.parts.page import sweeper, ui_scripts

log = logging.getLogger("atlas")

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~$:{}])")

# Streamlit leaves wide margins for reading; the map is the hero here.
_STYLE: Final = """
[data-testid="stHeader"] { background: #f4efe4; border-bottom: 1px solid #e0d8c8; }
.atlas-head { display: flex; align-items: baseline; gap: 1.2rem; flex-wrap: wrap; }
.atlas-head h1 { font-size: 1.7rem; padding: 0; margin: 0; letter-spacing: .04em; }
.atlas-head p { margin: 0; color: #6b6355; }
[data-testid="stLayoutWrapper"]:has(> .st-key-atlas-words) { display: none; }
.atlas-finding { margin: 0; font-weight: 600; line-height: 1.5; font-variant-numeric: tabular-nums; }
.atlas-figures { margin: 0; padding: 0; display: grid; gap: .5rem; font-variant-numeric: tabular-nums; }
.atlas-figures dt { color: #6b6355; font-size: .85rem; }
.atlas-figures dt, .atlas-figures dd { margin-left: 0 !important; }
.atlas-figures dd { display: flex; flex-wrap: wrap; gap: 0 .6rem; align-items: baseline; }
.atlas-figures b { font-size: 1.15rem; }
.atlas-figures span { color: #5f666d; font-size: .85rem; }
.st-key-hits button { justify-content: flex-start; text-align: left; min-height: 0; padding: .15rem 0; }
.stMarkdown p, .stMarkdown li { line-height: 1.7; }
.stMarkdown blockquote { margin: 0 0 .5rem; padding: 0 0 0 .8rem; color: #3d4a55; opacity: 1; }
.stMarkdown blockquote p { margin: 0; }
[data-testid="stMultiSelect"] [data-tag] { background: #ecdfc8; color: #22303c; }
.atlas-chips { display: flex; flex-wrap: wrap; gap: .4rem; }
.atlas-chips span { padding: .12rem .6rem; border-radius: 3px; border-left: 4px solid; background: #f4efe4;
  font-size: .9rem; }
[data-testid="stCaptionContainer"] { opacity: 1; }
[data-testid="stCaptionContainer"] p { line-height: 1.55; color: #5f666d; }
[data-testid="stButtonGroup"] [data-selected="true"] p, [data-testid="stTab"][aria-selected="true"] p { color: #8a3f1d; }
"""
_DEVICES: Final = Path(__file__).with_name("devices.css")


@lru_cache(maxsize=1)
def _style() -> str:
    """Return the styles of every page, those of screens, hands and paper last."""
    return f"<style>{_STYLE}{_DEVICES.read_text(encoding='utf-8')}</style>"


ENTERED = "atlas:entered"
_OPEN_PAGE = "atlas:page"
_TITLE = "atlas:title"
SITE = _("陇上创新图志")


class NavigationPage(Protocol):
    """What `st.navigation` returns."""

    @property
    def url_path(self) -> str:
        """The page's part of the URL."""

    def run(self) -> None:
        """Run the page's script."""


def run(page: NavigationPage) -> None:
    """Run a page; what goes wrong is logged with an id and told in one Chinese sentence.

    Coming from another page is noted under `ENTERED`, for the page to read its URL.
    """
    if st.session_state.get(_OPEN_PAGE) != page.url_path:
        st.session_state[_OPEN_PAGE] = page.url_path
        st.session_state[ENTERED] = True
    sweeper.note_run()
    st.html(_style())
    ui_scripts.install()
    try:
        page.run()
    except AtlasError as error:
        log.warning("refused: %s", error.detail)
        st.error(error.message)
    except Exception:
        number = uuid.uuid4().hex[:8]
        log.exception("page failed, id %s", number)
        st.error(
            _("这一页出错了，编号 {number}。请刷新重试；若仍出现，请把编号告诉管理员。").format(
                number=number
            )
        )


def header(title: str, question: str) -> None:
    """Write the page's title and the one question it answers."""
    st.session_state[_TITLE] = title
    shows()
    st.html(
        f'<div class="atlas-head"><h1>{html.escape(title)}</h1><p>{html.escape(question)}</p></div>'
    )


def finding(sentence: str) -> None:
    """Write what a view shows in one sentence, above its map; nothing for an empty one.

    Its place is there without it too, so that a map below is not made anew when it comes or goes.
    """
    with st.container():
        if sentence:
            st.html(f'<p class="atlas-finding">{html.escape(sentence)}</p>')


def shows(what: str = "") -> None:
    """Name the window after what the page shows, the page and the atlas.

    Parameters
    ----------
    what : str
        The figure's own title; left out where it is the page's.
    """
    parts = dict.fromkeys([what, st.session_state.get(_TITLE, ""), SITE])
    st.set_page_config(page_title=" · ".join(filter(None, parts)))


def chips(items: Iterable[tuple[str, str]]) -> None:
    """Write names, each with its colour, in a row that wraps.

    Parameters
    ----------
    items : iterable of (name, hex colour)
        Names are escaped.
    """
    marks = "".join(
        f'<span style="border-color:{html.escape(colour)}">{html.escape(name)}</span>'
        for name, colour in items
    )
    st.html(f'<div class="atlas-chips">{marks}</div>')


def on_paper(text: str) -> None:
    """Write a sentence that is seen only where the browser prints a part of what stands above it."""
    st.html(f'<p class="atlas-on-paper">{html.escape(text)}</p>')


def problems(sentences: Iterable[str]) -> None:
    """Show what was refused in the address of the page."""
    for sentence in sentences:
        st.warning(plain(sentence))


def source(line: str, notes: Iterable[str] = ()) -> None:
    """Write the source line, and the caveats, under a figure."""
    text = _("资料来源：{line}").format(line=plain(line.removeprefix(_("数据："))))
    extra = [plain(note.strip().rstrip("。；")) for note in notes]
    if extra:
        text += "  \n" + _("说明：{notes}").format(notes="；".join(extra))
    st.caption(text)


def sources(lines: Iterable[str], notes: Iterable[str] = ()) -> None:
    """Write several source lines as one, each named once, and the caveats."""
    parts = dict.fromkeys(line.removeprefix(_("数据：")) for line in lines)
    source("；".join(parts), notes)


def plain(text: str) -> str:
    """Return text from data so that Streamlit's Markdown shows it letter by letter."""
    return _MARKDOWN.sub(r"\\\1", text)

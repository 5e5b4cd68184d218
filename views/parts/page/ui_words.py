"""Streamlit's own English words in Chinese, where no setting reaches them (`static/ui/words.js`)."""

from __future__ import annotations

import zlib
from functools import lru_cache
from string import Template
from typing import Final

import streamlit as st

from data.paths import STATIC

_SCRIPT: Final = STATIC / "ui" / "words.js"
# Once a window: a page change keeps the window. Streamlit's own script tells where the atlas lives.
_LOADER: Final = Template("""<script>
if (!window.atlasWords) {
  const own = document.querySelector('script[type="module"][src*="static/js/"]');
  const root = own ? new URL('../../', own.src) : document.baseURI;
  window.atlasWords = import(new URL('app/static/ui/words.js?v=$version', root).href)
    .then((module) => module.watch(document.body));
}
</script>""")


def install() -> None:
    """Send the loader with the page; it takes no room."""
    with st.container(key="atlas-words"):
        st.html(_loader(), unsafe_allow_javascript=True)


@lru_cache(maxsize=1)
def _loader() -> str:
    """Return the loader; the version lets a browser keep the file until it changes."""
    return _LOADER.substitute(version=f"{zlib.crc32(_SCRIPT.read_bytes()):08x}")

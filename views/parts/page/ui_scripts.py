"""The scripts of the page's frame.

Streamlit's own words in Chinese are `static/ui/words.js`; what every device, hand and ear needs is
`static/ui/devices.js`.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from string import Template
from typing import Final

import streamlit as st

from data.paths import STATIC

_SCRIPTS: Final = ("words.js", "devices.js")
# Once a window: a page change keeps the window. Streamlit's own script tells where the atlas lives.
_LOADER: Final = Template("""<script>
if (!window.atlasScripts) {
  const own = document.querySelector('script[type="module"][src*="static/js/"]');
  const root = own ? new URL('../../', own.src) : document.baseURI;
  window.atlasScripts = '$files'.split(' ').map((file) =>
    import(new URL('app/static/ui/' + file, root).href)
      .then((module) => module.watch(document.body)));
}
</script>""")


def install() -> None:
    """Send the loader with the page; it takes no room."""
    with st.container(key="atlas-words"):
        st.html(_loader(), unsafe_allow_javascript=True)


@lru_cache(maxsize=1)
def _loader() -> str:
    """Return the loader; the versions let a browser keep the files until they change."""
    return _LOADER.substitute(files=" ".join(_versioned(name) for name in _SCRIPTS))


def _versioned(name: str) -> str:
    return f"{name}?v={zlib.crc32((STATIC / 'ui' / name).read_bytes()):08x}"

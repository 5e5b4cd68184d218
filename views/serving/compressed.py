"""Streamlit's scripts and styles, compressed once and kept: on a slow line they are most of the wait.

Streamlit sends them as they are, because packing them again for each visitor costs more than a fast
line saves. Their names carry their content's hash, so each is packed once for the life of the
server; what is not asked for is never packed.
"""

from __future__ import annotations

import gzip
import mimetypes
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import anyio.to_thread
import streamlit
from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_FOLDER: Final = Path(streamlit.__file__).parent / "static" / "static"
# One folder deep and without a separator in the name: nothing else can be asked for.
_FILE: Final = re.compile(r"/static/(js|css)/([\w-][\w.-]*\.(?:js|css))$")
_HEADERS: Final = {
    "content-encoding": "gzip",
    "vary": "Accept-Encoding",
    "cache-control": "public, immutable, max-age=31536000",
}


class CompressedScripts:
    """ASGI middleware that answers for the scripts where the browser takes gzip."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a script; hand every other one on."""
        found = _FILE.search(scope.get("path", "")) if scope["type"] == "http" else None
        if found is None or scope["method"] != "GET" or not _takes_gzip(scope):
            await self.app(scope, receive, send)
            return
        content = await anyio.to_thread.run_sync(packed, found[1], found[2])
        if content is None:
            await self.app(scope, receive, send)
            return
        kind = mimetypes.guess_type(f"file.{found[1]}")[0]
        await Response(content, headers=_HEADERS, media_type=kind)(scope, receive, send)


@lru_cache(maxsize=512)
def packed(folder: str, name: str) -> bytes | None:
    """Return one of Streamlit's files as gzip, None where there is none.

    Parameters
    ----------
    folder, name : str
        "js" or "css", and the file in it.
    """
    path = _FOLDER / folder / name
    return gzip.compress(path.read_bytes(), 9, mtime=0) if path.is_file() else None


def _takes_gzip(scope: Scope) -> bool:
    """Return whether the request accepts gzip and does not ask for a part of the file."""
    headers = {name: value.lower() for name, value in scope["headers"]}
    return b"gzip" in headers.get(b"accept-encoding", b"") and b"range" not in headers

"""The Streamlit component that shows the screen map.

The component's script travels with every change, so only a small loader is inline; the modules,
styles and geometry are files of ours under `static/`, named with their version.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import streamlit as st

from data.paths import STATIC
from maps.screen import bundle

_LIBRARIES: Final = ("vendor/leaflet/leaflet.js", "vendor/topojson-client/topojson-client.mjs")

# Streamlit's own script tells where the page was served from, also below a baseUrlPath.
_LOADER: Final = """
const own = document.querySelector('script[type="module"][src*="static/js/"]');
const root = own ? new URL('../../app/static/', own.src) : new URL('app/static/', document.baseURI);
let ready;
function early(path) {
  const link = document.createElement('link');
  link.href = new URL(path, root).href;
  if (path.endsWith('.json')) {
    [link.rel, link.as, link.crossOrigin] = ['preload', 'fetch', 'anonymous'];
  } else link.rel = 'modulepreload';
  document.head.appendChild(link);
}
export default async function (component) {
  const bytes = component.data;
  const end = bytes.indexOf(10);
  const paths = new TextDecoder().decode(bytes.subarray(0, end)).split(' ');
  if (!ready) for (const path of paths.slice(1)) early(path);
  ready ??= import(new URL(paths[0], root).href);
  ready.catch(() => { ready = undefined; });
  return (await ready).draw(component, bytes.subarray(end + 1), root);
}
"""

# Windows may have text/plain registered for scripts; modules need the right type.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/javascript", ".mjs")

_component = st.components.v2.component("atlas_map", js=_LOADER, isolate_styles=True)


@dataclass(frozen=True)
class MapResult:
    """What the user did in the map.

    Attributes
    ----------
    selected : str
        Adcode of the clicked county, "" for none.
    view : tuple of (latitude, longitude, zoom) or None
        Where the user has moved the map.
    action : dict or None
        A pressed button of the card, {"id": …, "adcode": …}, for one run only.
    """

    selected: str
    view: tuple[float, float, float] | None
    action: dict[str, str] | None


@lru_cache(maxsize=1)
def scripts() -> tuple[str, ...]:
    """Return the scripts' paths below the static folder: the loader, then what it will ask for.

    Each carries a version made of our modules and of the libraries, so that a browser may keep
    it; without a fresh packed file the loader fetches the modules one by one.
    """
    digest = hashlib.sha256(bundle.digest().encode())
    for path in _LIBRARIES:
        digest.update((STATIC / path).read_bytes())
    main = "map/atlas.bundle.js" if bundle.is_fresh() else "map/loader.js"
    return tuple(f"{path}?v={digest.hexdigest()[:12]}" for path in (main, *_LIBRARIES))


def mount(
    payload: dict[str, Any],
    *,
    key: str,
    height: int | None = None,
    on_selected: Callable[[], None] | None = None,
    on_view: Callable[[], None] | None = None,
    on_action: Callable[[], None] | None = None,
) -> MapResult:
    """Show the map, or paint what has changed in it.

    Parameters
    ----------
    payload : dict
        From `maps.screen.payload`.
    key : str
        Streamlit key; the same key keeps zoom, position and hidden layers.
    height : int, optional
        Pixels; by default the map fills the window below the page's head.
    on_selected, on_view, on_action : callable, optional
        Called before the script runs again.
    """
    result = _component(
        key=key,
        data=packed({**payload, "height": height or 0}),
        height="content",
        on_selected_change=on_selected or _nothing,
        on_view_change=on_view or _nothing,
        on_action_change=on_action or _nothing,
    )
    return MapResult(
        selected=_text(result.get("selected")),
        view=_view(result.get("view")),
        action=_action(result.get("action")),
    )


def packed(payload: dict[str, Any]) -> bytes:
    """Return a line with the files that the browser needs, then the payload as deflated JSON.

    Streamlit would write each Chinese character of a dictionary as six ASCII ones; packed, a
    change is about a third of the JSON.
    """
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    geometry = payload["geometry"]
    files = [*scripts(), geometry["gansu"], geometry["context"]]
    return " ".join(files).encode() + b"\n" + zlib.compress(text.encode("utf-8"))


def _nothing() -> None:
    """Stand in for a callback that the page did not give."""


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) != 6 or not value.isascii():
        return ""
    return value if value.isdigit() else ""


def _view(value: object) -> tuple[float, float, float] | None:
    """Read the view; the browser may send anything, so it is checked."""
    if not isinstance(value, (list, tuple)) or len(value) != 3:
        return None
    if not all(isinstance(part, (int, float)) and abs(part) <= 360 for part in value):
        return None
    lat, lon, zoom = (float(part) for part in value)
    return lat, lon, zoom


def _action(value: object) -> dict[str, str] | None:
    if not isinstance(value, dict) or "id" not in value:
        return None
    return {"id": str(value["id"]), "adcode": _text(value.get("adcode"))}

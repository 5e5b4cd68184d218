"""The screen map's browser modules, and the one file that they are packed into.

A browser fetches one file sooner than a dozen. The modules under `static/map/` stay the source;
`python -m data.build.map_script` packs them. When the packed file is older than a module, the
modules themselves are served, so that an edit is seen at once.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from data.paths import STATIC

FOLDER: Final = STATIC / "map"
PACKED: Final = FOLDER / "atlas.bundle.js"
LEAFLET: Final = STATIC / "vendor" / "leaflet"

# The order in which they hold: the later ones rule.
STYLES: Final = (
    LEAFLET / "leaflet.css",
    FOLDER / "atlas_map.css",
    FOLDER / "atlas_devices.css",
)
_EXPORT: Final = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)


@lru_cache(maxsize=1)
def modules() -> tuple[str, ...]:
    """Return every module that the loader hands on to the others, from the loader's own list."""
    listed = re.search(r"const OWN = (\[.*?\]);", _text(FOLDER / "loader.js"), re.DOTALL)
    if listed is None:
        raise ValueError("static/map/loader.js lists no modules")
    return tuple(json.loads(listed[1]))


def sources() -> tuple[Path, ...]:
    """Return the files that the packed one is made of."""
    packed = (FOLDER / f"{name}.js" for name in (*modules(), "loader"))
    return (*packed, *STYLES)


def digest() -> str:
    """Return the hash of all sources, whatever line ends the checkout has."""
    total = hashlib.sha256()
    for path in sources():
        total.update(_text(path).encode("utf-8"))
    return total.hexdigest()


def packed() -> str:
    """Return the packed module: each source in a scope of its own, then the loader."""
    parts = [f"// Made by data/build/map_script.py from static/map; sources {digest()}\n"]
    for name in modules():
        text = _text(FOLDER / f"{name}.js")
        names = ", ".join(_EXPORT.findall(text))
        body = re.sub(r"^export ", "", text, flags=re.MULTILINE)
        parts.append(f"const {name} = (() => {{\n{body}\nreturn {{ {names} }};\n}})();\n")
    styles = [_text(path) for path in STYLES]
    parts.append(_text(FOLDER / "loader.js"))
    together = ", ".join(f"...{name}" for name in modules())
    parts.append(f"provide({{ {together} }}, {json.dumps(styles, ensure_ascii=False)});\n")
    return "\n".join(parts)


def is_fresh() -> bool:
    """Return whether the packed file was made of the modules as they are now."""
    if not PACKED.is_file():
        return False
    with PACKED.open(encoding="utf-8") as file:
        return digest() in file.readline()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")

"""The screen map's browser modules, and the one file that they are packed into.

A browser fetches one file sooner than a dozen. The modules under `static/map/` stay the source;
`python -m data.build.map_script` packs them. When the packed file is older than a module, the
modules themselves are served, so that an edit is seen at once.
"""

from __future__ import annotations

import hashlib
import json
import re
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
# Every module that the loader hands on to the others; none imports another one.
MODULES: Final = (
    "geometry",
    "sheet",
    "areas",
    "labels",
    "legend",
    "furniture",
    "canvas",
    "camera",
    "detail",
    "painter",
    "touch",
    "keyboard",
    "paper",
    "presentation",
    "atlas_map",
)
_EXPORT: Final = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)


def sources() -> tuple[Path, ...]:
    """Return the files that the packed one is made of."""
    modules = (FOLDER / f"{name}.js" for name in (*MODULES, "loader"))
    return (*modules, *STYLES)


def digest() -> str:
    """Return the hash of all sources, whatever line ends the checkout has."""
    total = hashlib.sha256()
    for path in sources():
        total.update(_text(path).encode("utf-8"))
    return total.hexdigest()


def packed() -> str:
    """Return the packed module: each source in a scope of its own, then the loader."""
    parts = [f"// Made by data/build/map_script.py from static/map; sources {digest()}\n"]
    for name in MODULES:
        text = _text(FOLDER / f"{name}.js")
        names = ", ".join(_EXPORT.findall(text))
        body = re.sub(r"^export ", "", text, flags=re.MULTILINE)
        parts.append(f"const {name} = (() => {{\n{body}\nreturn {{ {names} }};\n}})();\n")
    styles = [_text(path) for path in STYLES]
    parts.append(_text(FOLDER / "loader.js"))
    together = ", ".join(f"...{name}" for name in MODULES)
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

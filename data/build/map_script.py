"""Pack the screen map's browser modules into one file: `static/map/atlas.bundle.js`.

Run `python -m data.build.map_script` after a module under `static/map/` was changed.
"""

from __future__ import annotations

from data.build import csv_tables
from maps.screen import bundle


def main() -> None:
    """Write the packed file."""
    bundle.PACKED.write_text(bundle.packed(), encoding="utf-8", newline="\n")
    print(f"{bundle.PACKED.name}: {bundle.PACKED.stat().st_size} bytes")


if __name__ == "__main__":
    csv_tables.run(main)

"""Write the browser libraries that the pages load from our own server: `static/vendor/`.

Run `python -m data.build.vendor`. Leaflet is taken twice: the ES module for the screen map and
the classic script for folium's own pages. topojson-client publishes no single-file ES module, so
its published minified script is wrapped, unchanged, between two lines that turn it into one.
`static/vendor/checksums.json` records the archive's integrity value and each file's SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from data.build import csv_tables
from data.build.npm import NpmPackage, fetch
from data.paths import ROOT, STATIC

VENDOR = STATIC / "vendor"
LICENSES = ROOT / "LICENSES"

LEAFLET = NpmPackage(
    "leaflet",
    "1.9.4",
    "nxS1ynzJOmOlHp+iL3FyWqK89GtNL8U8rvlMOsQdTTssxZwCXh8N2NB3GDQOL+YR3XnWyZAxwQixURb+FA74PA==",
)
TOPOJSON_CLIENT = NpmPackage(
    "topojson-client",
    "3.1.0",
    "605uxS6bcYxGXw9qi62XyrV6Q3xwbndjachmNxu8HWTtVPxZfEJN9fd/SZS1Q54Sn2y0TMyMxFj/cJINqGHrKw==",
)

# The five pictures are those that leaflet.css and the default marker ask for, nothing else.
LEAFLET_FILES = {
    "dist/leaflet.js": "leaflet.js",
    "dist/leaflet.css": "leaflet.css",
    "dist/images/layers.png": "images/layers.png",
    "dist/images/layers-2x.png": "images/layers-2x.png",
    "dist/images/marker-icon.png": "images/marker-icon.png",
    "dist/images/marker-icon-2x.png": "images/marker-icon-2x.png",
    "dist/images/marker-shadow.png": "images/marker-shadow.png",
    "LICENSE": "LICENSE",
}
TOPOJSON_NAMES = ("bbox", "feature", "merge", "mergeArcs", "mesh", "meshArcs", "neighbors",
                  "quantize", "transform", "untransform")  # fmt: skip


def without_source_map(script: bytes) -> bytes:
    """Drop the last line that names a source map, which is not shipped."""
    lines = script.split(b"\n")
    return b"\n".join(line for line in lines if not line.startswith(b"//# sourceMappingURL="))


def as_es_module(umd: bytes, names: tuple[str, ...]) -> bytes:
    """Wrap a UMD script so that it can be imported; the script itself stays as published."""
    head = b"const module = { exports: {} };\nconst exports = module.exports;\n"
    tail = f"\nexport const {{ {', '.join(names)} }} = module.exports;\n".encode()
    return head + umd.rstrip(b"\n") + tail


def leaflet_files(source: dict[str, bytes]) -> dict[str, bytes]:
    """Return the shipped files of Leaflet by their path under `static/vendor/leaflet`."""
    return {
        target: without_source_map(source[path]) if path.endswith(".js") else source[path]
        for path, target in LEAFLET_FILES.items()
    }


def topojson_files(source: dict[str, bytes]) -> dict[str, bytes]:
    """Return the shipped files of topojson-client."""
    script = source["dist/topojson-client.min.js"]
    return {
        "topojson-client.mjs": as_es_module(script, TOPOJSON_NAMES),
        "LICENSE": source["LICENSE"],
    }


def write(folder: Path, files: dict[str, bytes]) -> dict[str, str]:
    """Replace the folder's content and return the SHA-256 of each file."""
    if folder.exists():
        shutil.rmtree(folder)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}


def main() -> None:
    """Fetch both packages and write files, licences and checksums."""
    LICENSES.mkdir(exist_ok=True)
    checksums = {}
    for package, pick, spdx in (
        (LEAFLET, leaflet_files, "BSD-2-Clause"),
        (TOPOJSON_CLIENT, topojson_files, "ISC"),
    ):
        with tempfile.TemporaryDirectory() as temporary:
            source = fetch(package, Path(temporary))
        files = pick(source)
        checksums[package.name] = {
            "version": package.version,
            "licence": spdx,
            "archive_sha512": package.sha512,
            "files": write(VENDOR / package.name, files),
        }
        (LICENSES / f"{package.name}-{spdx}.txt").write_bytes(source["LICENSE"])
        print(f"{package.name} {package.version}: {len(files)} files")
    text = json.dumps(checksums, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (VENDOR / "checksums.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    csv_tables.run(main)

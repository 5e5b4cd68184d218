"""Make `data/datapackage.json` (Frictionless Data Package) from the records and the files.

Run `python -m data.build.datapackage` after any change under `data/`.  What no program can know is
written by hand in `data/records.toml`; hashes, sizes, row counts and columns are read from the
files.  Hashes of text files are taken over LF line ends, so that every checkout agrees.
"""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data import output_files
from data.build import csv_tables
from data.entries import entries
from data.files import content_bytes, data_files, sha256
from data.paths import DATA, DATAPACKAGE, ROOT

RECORDS = DATA / "records.toml"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TEXTS = (
    *("title", "kind", "short", "publisher", "table", "period", "published", "accessed"),
    *("licence", "digitised_by", "commit", "digitised_short", "coverage", "absent", "blank"),
)
PINNED = "以提交号为准"
# columns of digits that are names, not numbers
IDENTIFIERS = {"adcode", "prefecture", "members", "lies_in"}
MEDIA = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".toml": "application/toml",
    ".txt": "text/plain",
}


def _members(name: str, record: dict[str, Any]) -> Iterator[tuple[str, Path, str]]:
    """Yield id, file and title of the resources that one record stands for."""
    pattern: str = record["path"]
    if "*" not in pattern:
        yield name, ROOT / pattern, record["title"]
        return
    titles: dict[str, str] = record.get("titles", {})
    for path in sorted(ROOT.glob(pattern)):
        stem = path.stem.split(".")[0]
        yield (
            f"{name}-{stem.replace('_', '-')}",
            path,
            titles.get(stem, f"{record['title']}（{stem}）"),
        )


def _fields(path: Path) -> list[dict[str, str]]:
    """Return the columns of a CSV file with the narrowest type that all their cells have."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
        names = list(rows[0]) if rows else []
    words = {entry.column: entry.table["name"] for entry in entries().values()}
    found = []
    for name in names:
        cells = [row[name] for row in rows if row[name]]
        field = {"name": name, "type": "string" if name in IDENTIFIERS else _type(cells)}
        if name in words:
            field["title"] = words[name]
        found.append(field)
    return found


def _type(cells: list[str]) -> str:
    if not cells:
        return "string"
    try:
        if all(str(int(cell)) == cell for cell in cells):
            return "integer"
    except ValueError:
        pass
    plain = all(cell.removeprefix("-").replace(".", "", 1).isascii() for cell in cells)
    digits = all(cell.removeprefix("-").replace(".", "", 1).isdigit() for cell in cells)
    return "number" if plain and digits else "string"


def _rows(path: Path) -> int | None:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return sum(1 for _ in csv.reader(handle)) - 1
    if path.suffix == ".parquet":
        from pyarrow.parquet import read_metadata

        return int(read_metadata(path).num_rows)
    return None


def resource(name: str, record: dict[str, Any], path: Path, title: str) -> dict[str, Any]:
    """Return one resource of the data package.

    Parameters
    ----------
    name : str
        Record id.
    record : dict
        The hand-written record.
    path : Path
        The file.
    title : str
        Chinese title of this file.
    """
    root_path = path.relative_to(ROOT).as_posix()
    words = {key: str(record.get(key, "")) for key in TEXTS}
    if not words["accessed"] and words["commit"]:
        words["accessed"] = PINNED
    content = content_bytes(path)
    table = path.suffix == ".csv"
    found: dict[str, Any] = {
        "name": name,
        "type": "table" if table else "file",
        "title": title,
        "path": root_path.removeprefix("data/"),
        "root_path": root_path,
        "format": path.suffix.removeprefix("."),
        "mediatype": MEDIA.get(path.suffix, "application/octet-stream"),
        "bytes": len(content),
        "hash": f"sha256:{sha256(content)}",
    }
    if path.suffix != ".parquet":
        found["encoding"] = "utf-8"
    rows = _rows(path)
    if rows is not None:
        # the standard keeps `rows` for tables
        found["rows" if table else "features"] = rows
    if table:
        found["schema"] = {"fields": _fields(path), "missingValues": [""]}
    if "units" in record:
        found["units"] = record["units"]
    found["sources"] = [{"title": words["publisher"]}]
    found["licenses"] = [{"name": "other-open", "title": words["licence"]}]
    for key in TEXTS:
        if key not in ("title", "publisher", "licence"):
            found[key] = words[key]
    found["processing"] = record.get("processing", [])
    found["caveats"] = record.get("caveats", [])
    return found


def package() -> dict[str, Any]:
    """Return the whole descriptor."""
    with RECORDS.open("rb") as handle:
        written: dict[str, dict[str, Any]] = tomllib.load(handle)
    head = written.pop("package")
    inside: list[dict[str, Any]] = []
    web: list[dict[str, Any]] = []
    for name, record in written.items():
        for identifier, path, title in _members(name, record):
            found = resource(identifier, record, path, title)
            # a data package may not point outside its own folder
            (inside if found["root_path"].startswith("data/") else web).append(found)
    return {"$schema": PROFILE, **head, "resources": inside, "web_files": web}


def main() -> None:
    """Write the descriptor and name the files that no record covers."""
    described = package()
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    output_files.write_whole(DATAPACKAGE, text.encode())
    covered = {item["root_path"] for item in described["resources"]}
    print(f"{DATAPACKAGE.name}: {len(covered)} + {len(described['web_files'])} resources")
    for path in data_files():
        if path not in covered:
            print(f"no record in records.toml: {path}")


if __name__ == "__main__":
    csv_tables.run(main)

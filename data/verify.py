"""Check every shipped dataset against its record: present, unchanged, well formed, as claimed."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.entries import entries
from data.files import content_bytes, data_files, sha256
from data.paths import DATAPACKAGE, DOCUMENTS, INDICATORS, LAYOUT, ROOT
from data.schemas import LEVEL_UNITS, SCHEMAS

if TYPE_CHECKING:
    import pandas as pd

# a restored figure or word is written ⟦id|figure⟧; the reader sees the figure
_MARK = re.compile(r"⟦[a-z]\d+\|([^⟧]+)⟧")


@dataclass(frozen=True)
class Finding:
    """The outcome of one check of one dataset; `detail` says what was found."""

    dataset: str
    check: str
    ok: bool
    detail: str


def verify() -> list[Finding]:
    """Return the findings of every check, dataset by dataset."""
    try:
        package = json.loads(DATAPACKAGE.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        return [Finding("datapackage", "exists", False, str(error))]
    findings: list[Finding] = []
    for resource in [*package["resources"], *package.get("web_files", [])]:
        findings.extend(_resource(resource))
    names = {item["name"] for item in package["resources"]}
    findings.extend(_recorded({item["root_path"] for item in package["resources"]}))
    for level in LEVEL_UNITS:
        name = f"indicators-{level}"
        findings.extend(_guarded(name, "coverage", partial(_coverage, level)))
        findings.extend(_guarded(name, "sources", partial(_sources, level, names)))
    findings.extend(quotes())
    return findings


def _guarded(name: str, check: str, run: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """Run a check; a file that cannot be read is a finding, not a crash."""
    try:
        return list(run())
    except (OSError, ValueError, KeyError) as error:
        return [Finding(name, check, False, f"{type(error).__name__}: {error}")]


def _resource(resource: dict[str, Any]) -> Iterator[Finding]:
    name, path = resource["name"], ROOT / resource["root_path"]
    if not path.is_file():
        yield Finding(name, "exists", False, f"{resource['root_path']} is not there")
        return
    yield Finding(name, "exists", True, resource["root_path"])
    content = content_bytes(path)
    same = f"sha256:{sha256(content)}" == resource["hash"] and len(content) == resource["bytes"]
    detail = f"{len(content)} bytes" if same else "the file differs from its record"
    yield Finding(name, "sha256", same, detail)
    if path.suffix == ".csv":
        yield from _guarded(name, "schema", partial(_table, name, path, resource))
    elif "features" in resource:
        yield from _guarded(name, "rows", partial(_parquet, name, path, resource))


def _parquet(name: str, path: Path, resource: dict[str, Any]) -> Iterator[Finding]:
    from pyarrow.parquet import read_metadata

    rows = read_metadata(path).num_rows
    yield Finding(name, "rows", rows == resource["features"], f"{rows} features")


def _table(name: str, path: Path, resource: dict[str, Any]) -> Iterator[Finding]:
    frame = _read(path)
    yield Finding(name, "rows", len(frame) == resource["rows"], f"{len(frame)} rows")
    recorded = [field["name"] for field in resource["schema"]["fields"]]
    columns = list(frame.columns)
    yield Finding(name, "columns", columns == recorded, f"{len(columns)} columns")
    if "units" in resource:
        units = frame["adcode"].nunique()
        claim = f"{units} of {resource['units']} units"
        yield Finding(name, "units", units == resource["units"], claim)
    if name in SCHEMAS:
        yield _valid(name, frame)


def _read(path: Path) -> pd.DataFrame:
    """Read every cell as text, so that a schema sees what the file says."""
    import pandas as pd

    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    if "value" in frame:
        frame["value"] = pd.to_numeric(frame["value"].replace("", None))
    return frame


def _valid(name: str, frame: pd.DataFrame) -> Finding:
    import warnings

    from pandera.errors import SchemaError, SchemaErrors

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            SCHEMAS[name]().validate(frame, lazy=True)
    except (SchemaError, SchemaErrors) as error:
        cases: Any = error.failure_cases
        said = str(cases.iloc[0].to_dict()) if hasattr(cases, "iloc") else str(error)
        return Finding(name, "schema", False, said[:300])
    return Finding(name, "schema", True, "as its schema says")


def _recorded(covered: set[str]) -> Iterator[Finding]:
    """Every file under data/ has a record."""
    for path in data_files():
        if path not in covered:
            yield Finding("datapackage", "recorded", False, f"{path} has no record")
    yield Finding("datapackage", "recorded", True, f"{len(covered)} files have records")


def _coverage(level: str) -> Iterator[Finding]:
    """Compare the claimed coverage with the tables, and the registry with both."""
    table, claims = _read(INDICATORS / f"{level}.csv"), _read(INDICATORS / "coverage.csv")
    valued = table[table["value"].notna()].groupby(["indicator", "year"]).size()
    units = table.groupby(["indicator", "year"]).size()
    known = {entry.id for entry in entries().values() if entry.level == level}
    name, wrong = f"indicators-{level}", []
    mine = claims[claims["indicator"].isin(known)]
    for row in mine.itertuples():
        key = (row.indicator, row.year)
        if valued.get(key, 0) != int(row.with_value) or units.get(key, 0) != int(row.units):
            wrong.append(f"{row.indicator} {row.year}")
    wrong += sorted(known - set(table["indicator"]))
    if len(mine) != len(units):
        wrong.append(f"{len(mine)} claims for {len(units)} columns")
    detail = "; ".join(wrong[:5]) if wrong else f"{len(units)} indicator years as claimed"
    yield Finding(name, "coverage", not wrong, detail)


def _sources(level: str, known: set[str]) -> Iterator[Finding]:
    """Every source named in a row is a recorded dataset."""
    sources = _read(INDICATORS / f"{level}.csv")["source"].unique()
    used = {part for text in sources for part in text.split(";")}
    unknown = sorted(used - known)
    detail = "unknown: " + ", ".join(unknown) if unknown else f"{len(used)} datasets"
    yield Finding(f"indicators-{level}", "sources", not unknown, detail)


@cache
def visible_text(document: str) -> str | None:
    """Return a plan's text as the reader sees it, marks of restored figures taken off.

    Parameters
    ----------
    document : str
        Plan id; None is returned for an unknown one.
    """
    path = DOCUMENTS / f"{document}.txt"
    if not re.fullmatch(r"[a-z0-9-]+", document) or not path.is_file():
        return None
    return _MARK.sub(r"\1", path.read_text(encoding="utf-8-sig"))


def _cited(node: Any) -> Iterator[tuple[str, str]]:
    """Yield every (document, quote) anywhere in a layout file."""
    if isinstance(node, dict):
        if "quote" in node and "document" in node:
            yield str(node["document"]), str(node["quote"])
        for value in node.values():
            yield from _cited(value)
    elif isinstance(node, list):
        for value in node:
            yield from _cited(value)


def quotes() -> list[Finding]:
    """Check that every quote of the layout catalogue stands word for word in its plan."""
    findings = []
    for path in sorted(LAYOUT.glob("*.toml")):
        name = f"layout-{path.stem.replace('_', '-')}"
        try:
            cited = list(_cited(tomllib.loads(path.read_text(encoding="utf-8-sig"))))
        except (OSError, ValueError) as error:
            findings.append(Finding(name, "quotes", False, str(error)))
            continue
        lost = [
            quote
            for document, quote in cited
            if not quote or quote not in (visible_text(document) or "")
        ]
        detail = f"not found: {lost[0][:60]}" if lost else f"{len(cited)} quotes found"
        findings.append(Finding(name, "quotes", not lost and bool(cited), detail))
    findings.extend(_guarded("layout-sentences", "quotes", _sentences))
    return findings


def _sentences() -> Iterator[Finding]:
    """Every sentence of the table of sentences stands word for word in its plan."""
    rows = _read(LAYOUT / "sentences.csv")
    pairs = zip(rows["document"], rows["sentence"], strict=True)
    lost = [text for document, text in pairs if text not in (visible_text(document) or "")]
    detail = f"not found: {lost[0][:60]}" if lost else f"{len(rows)} sentences found"
    yield Finding("layout-sentences", "quotes", not lost and len(rows) > 0, detail)

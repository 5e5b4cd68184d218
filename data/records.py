"""The record of every shipped dataset, read from `data/datapackage.json` (standard library only)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from data.errors import AtlasError
from data.i18n import _
from data.paths import DATAPACKAGE


class UnknownRecordError(AtlasError):
    """No dataset has this id."""


@dataclass(frozen=True)
class Record:
    """One shipped dataset: what it is, whose it is, how it was made.

    Attributes
    ----------
    id : str
        The resource's name in the data package.
    path : str
        Relative to the project's root, with forward slashes.
    short, digitised_short : str
        The parts of the short source line.
    sha256 : str
        Over the bytes of the file; of text files over the bytes with LF line ends.
    rows : int or None
        Data rows of a table, features of a layer; None for other files.
    """

    id: str
    path: str
    title: str
    kind: str
    short: str
    publisher: str
    table: str
    period: str
    published: str
    accessed: str
    licence: str
    digitised_by: str
    digitised_short: str
    commit: str
    coverage: str
    processing: tuple[str, ...]
    caveats: tuple[str, ...]
    sha256: str
    bytes: int
    rows: int | None


def _record(resource: dict[str, Any]) -> Record:
    source = resource["sources"][0] if resource.get("sources") else {}
    licence = resource["licenses"][0] if resource.get("licenses") else {}
    return Record(
        id=resource["name"],
        path=resource["root_path"],
        title=resource["title"],
        kind=resource["kind"],
        short=resource["short"],
        publisher=source.get("title", ""),
        table=resource["table"],
        period=resource["period"],
        published=resource["published"],
        accessed=resource["accessed"],
        licence=licence.get("title", ""),
        digitised_by=resource["digitised_by"],
        digitised_short=resource["digitised_short"],
        commit=resource["commit"],
        coverage=resource["coverage"],
        processing=tuple(resource["processing"]),
        caveats=tuple(resource["caveats"]),
        sha256=resource["hash"].removeprefix("sha256:"),
        bytes=resource["bytes"],
        rows=resource.get("rows", resource.get("features")),
    )


@cache
def load() -> dict[str, Record]:
    """Return every record by id, in the data package's order."""
    package = json.loads(DATAPACKAGE.read_text(encoding="utf-8-sig"))
    resources = [*package["resources"], *package.get("web_files", [])]
    return {resource["name"]: _record(resource) for resource in resources}


def record(identifier: str) -> Record:
    """Return one record.

    Raises
    ------
    UnknownRecordError
        When no dataset has this id.
    """
    try:
        return load()[identifier]
    except KeyError:
        raise UnknownRecordError(
            _("没有编号为“{id}”的数据集。").format(id=identifier),
            detail=f"no record {identifier!r}",
        ) from None


def source_line(*identifiers: str) -> str:
    """Return the short Chinese source line printed under a figure.

    Parameters
    ----------
    identifiers : str
        Record ids; one may hold several joined with ";" as in the tables' source column.
    """
    wanted = dict.fromkeys(part for text in identifiers for part in text.split(";") if part)
    records = [record(identifier) for identifier in wanted]
    shorts = list(dict.fromkeys(item.short for item in records if item.short))
    digitised = list(
        dict.fromkeys(item.digitised_short for item in records if item.digitised_short)
    )
    line = "数据：" + "、".join(shorts)
    return f"{line}；数字化：{'、'.join(digitised)}" if digitised else line

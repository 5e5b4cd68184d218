"""The digital finance index of Peking University, read only from files that the user has put there.

Guo Feng et al. (郭峰等), 经济学（季刊）2020, 19(4), 1401-1418. Whether its tables may be published again
is not stated, so none is shipped: put the publisher's files into `data/local/`. It is a research
index made from one company's users, not official statistics; the county index (base 2014) and the
prefecture index (base 2011) have different bases and are never set against each other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from data.errors import AtlasError
from data.i18n import _
from data.paths import DATA

if TYPE_CHECKING:
    import pandas as pd

LOCAL: Final = DATA / "local"
LABEL: Final = _("研究指数")
NAME: Final = _("北京大学数字普惠金融指数")
CITATION: Final = _(
    "郭峰、王靖一、王芳、孔涛、张勋、程志云：《测度中国数字普惠金融发展：指数编制与空间特征》，"
    "《经济学（季刊）》2020年第19卷第4期，第1401—1418页"
)
MAX_BYTES: Final = 60_000_000
NAMED: Final = ("数字普惠金融", "dfiic")
ENDINGS: Final = (".xlsx", ".dta", ".csv")


class IndexFileError(AtlasError):
    """A file that should hold the index cannot be used."""


class IndexLevel(StrEnum):
    """Which of the two indices; their bases differ."""

    COUNTY = "county"
    PREFECTURE = "prefecture"

    @property
    def base(self) -> int:
        """Return the base year of the index."""
        return 2014 if self is IndexLevel.COUNTY else 2011


class IndexPart(StrEnum):
    """The index and its three sides."""

    TOTAL = "index_aggregate"
    BREADTH = "coverage_breadth"
    DEPTH = "usage_depth"
    DIGITAL = "digitization_level"

    @property
    def word(self) -> str:
        """Return what it is called."""
        return _WORDS[self][0]


# the names that the publisher's releases have used
_WORDS: dict[IndexPart, tuple[str, ...]] = {
    IndexPart.TOTAL: (_("总指数"), "index_aggregate", "数字普惠金融指数", "总指数"),
    IndexPart.BREADTH: (_("覆盖广度"), "coverage_breadth", "覆盖广度"),
    IndexPart.DEPTH: (_("使用深度"), "usage_depth", "使用深度"),
    IndexPart.DIGITAL: (_("数字化程度"), "digitization_level", "数字化程度"),
}
_CODES = {
    IndexLevel.COUNTY: ("county_code", "code_county", "县域代码", "县级代码", "区县代码"),
    IndexLevel.PREFECTURE: ("city_code", "code_city", "城市代码", "地级市代码", "市级代码"),
}
_YEARS = ("year", "年份")


@dataclass(frozen=True)
class ResearchIndex:
    """One of the two indices for Gansu.

    Attributes
    ----------
    values : dict
        Unit -> year -> part -> value; a year or part that is not there is not in the files.
    files : tuple of str
        Names of the files it was read from.
    """

    level: IndexLevel
    values: dict[str, dict[int, dict[IndexPart, float]]]
    files: tuple[str, ...]


def paths(folder: Path = LOCAL) -> tuple[Path, ...]:
    """Return the user's files of the index, by name; none is normal."""
    if not folder.is_dir():
        return ()
    return tuple(
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in ENDINGS and any(word in path.name.lower() for word in NAMED)
    )


def load(folder: Path = LOCAL) -> dict[IndexLevel, ResearchIndex]:
    """Return the indices that the user's files hold; empty where there is no file.

    Raises
    ------
    IndexFileError
        A file is too large, has another layout, or two files have different values for one unit
        and year (levels of different releases do not compare).
    """
    return _load(tuple((path, path.stat().st_mtime_ns) for path in paths(folder)))


@lru_cache(maxsize=2)
def _load(files: tuple[tuple[Path, int], ...]) -> dict[IndexLevel, ResearchIndex]:
    found: dict[IndexLevel, dict[str, dict[int, dict[IndexPart, float]]]] = {}
    names: dict[IndexLevel, list[str]] = {}
    for path, _changed in files:
        level, rows = _rows(path)
        names.setdefault(level, []).append(path.name)
        for unit, year, parts in rows:
            known = found.setdefault(level, {}).setdefault(unit, {}).setdefault(year, parts)
            if known != parts:
                raise IndexFileError(
                    _(
                        "“{file}”中{unit}{year}年的指数与另一文件不同：不同版本的指数不能放在一起。"
                    ).format(file=path.name, unit=unit, year=year),
                    detail=f"{path.name}: {unit} {year} differs between files",
                )
    return {
        level: ResearchIndex(level, values, tuple(names[level])) for level, values in found.items()
    }


def _rows(path: Path) -> tuple[IndexLevel, list[tuple[str, int, dict[IndexPart, float]]]]:
    """Read one file: its level, and unit, year and parts of every row of Gansu."""
    if path.stat().st_size > MAX_BYTES:
        raise IndexFileError(
            _("“{file}”太大，不像是指数文件。").format(file=path.name),
            detail=f"{path.name}: {path.stat().st_size} bytes",
        )
    table = _table(path)
    heads = {str(name).strip().lower(): name for name in table.columns}
    level, code = _code_column(path, heads)
    year = next((heads[word] for word in _YEARS if word in heads), None)
    columns = {
        part: heads[word] for part, words in _WORDS.items() for word in words if word in heads
    }
    if year is None or IndexPart.TOTAL not in columns:
        raise _layout(path, list(heads))
    rows = []
    for line in table.to_dict("records"):
        unit, when = _unit(line[code]), _number(line[year])
        if unit.startswith("62") and when is not None:
            values = {part: _number(line[column]) for part, column in columns.items()}
            rows.append((unit, int(when), {p: v for p, v in values.items() if v is not None}))
    return level, rows


def _table(path: Path) -> pd.DataFrame:
    import pandas as pd

    try:
        if path.suffix.lower() == ".xlsx":
            return pd.read_excel(path, engine="openpyxl")
        if path.suffix.lower() == ".dta":
            return pd.read_stata(path, convert_categoricals=False)
        try:
            return pd.read_csv(path, encoding="utf-8-sig")
        except UnicodeDecodeError:
            return pd.read_csv(path, encoding="gb18030")
    except (ValueError, OSError, KeyError, BadZipFile) as error:
        raise IndexFileError(
            _("“{file}”读不出来，请放入发布者的原文件（XLSX、DTA 或 CSV）。").format(
                file=path.name
            ),
            detail=f"{path.name}: {type(error).__name__}: {error}",
        ) from error


def _code_column(path: Path, heads: dict[str, Any]) -> tuple[IndexLevel, Any]:
    for level, words in _CODES.items():
        for word in words:
            if word in heads:
                return level, heads[word]
    raise _layout(path, list(heads))


def _layout(path: Path, heads: list[str]) -> IndexFileError:
    return IndexFileError(
        _("“{file}”的表头不是发布者的样式：要有年份、县级或市级代码和指数各栏。").format(
            file=path.name
        ),
        detail=f"{path.name}: columns {heads[:20]}",
    )


def _unit(code: Any) -> str:
    """Return an adcode; prefectures are written with four digits or six."""
    text = str(code).strip().removesuffix(".0")
    return text + "00" if len(text) == 4 else text


def _number(cell: Any) -> float | None:
    try:
        value = float(cell)
    except (TypeError, ValueError):
        return None
    return None if math.isnan(value) else value

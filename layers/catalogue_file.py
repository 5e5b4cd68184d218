"""The files of the layout catalogue: what a `[[system]]` block may hold, and reading it strictly.

Every block is checked: a catalogue with a wrong county code or without a source is refused whole,
with the file and the system in the message, rather than drawn.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from data.errors import AtlasError
from data.i18n import _
from geo.places import units
from layers.system import KINDS, PAGES, PLANS, SHAPES, UNDATED, Evidence, Source, System

_REQUIRED: Final = ("id", "name", "short", "kind", "plan", "page", "shape", "method", "source")
_OPTIONAL: Final = (
    "parent", "number", "members", "partial", "point", "point_basis", "approximate",
    "line", "line_basis", "tasks", "reading", "aliases", "evidence",
)  # fmt: skip
_SOURCE: Final = ("document", "section", "quote")
_EVIDENCE: Final = ("title", "publisher", "date", "url", "says")
_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DATE: Final = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_WEST, _EAST, _SOUTH, _NORTH = 92.0, 109.0, 32.0, 43.0  # Gansu with a margin, degrees


class CatalogueError(AtlasError):
    """A file of the layout catalogue cannot be used."""


def read(folder: Path) -> dict[str, System]:
    """Read and check a folder of catalogue files.

    Raises
    ------
    CatalogueError
        Naming the file and the system, when a rule of the catalogue is broken.
    """
    systems: dict[str, System] = {}
    origin: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        for block in _blocks(path):
            system = _Reader(path.name, block).system()
            if system.id in systems:
                reason = _("编号与 {file} 中的重复").format(file=origin[system.id])
                raise _refuse(path.name, system.id, reason)
            systems[system.id] = system
            origin[system.id] = path.name
    for system in systems.values():
        if system.parent is not None and system.parent not in systems:
            raise _refuse(
                origin[system.id], system.id, _("上级“{id}”不存在").format(id=system.parent)
            )
    return systems


def _blocks(path: Path) -> list[dict[str, Any]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refuse(path.name, "", _("不是有效的 UTF-8 TOML 文件"), str(error)) from error
    blocks = content.get("system")
    if set(content) != {"system"} or not isinstance(blocks, list):
        raise _refuse(path.name, "", _("只能由 [[system]] 组成"))
    return [block if isinstance(block, dict) else {} for block in blocks]


def _refuse(file: str, system_id: str, reason: str, detail: str = "") -> CatalogueError:
    where = f"{file} · {system_id}" if system_id else file
    return CatalogueError(
        _("布局目录 {where}：{reason}。").format(where=where, reason=reason),
        detail=f"layout catalogue, {where}: {detail or reason}",
    )


class _Reader:
    """One `[[system]]` block on its way to a System; every wrong entry is refused."""

    def __init__(self, file: str, block: Mapping[str, Any]) -> None:
        self.file = file
        self.block = block
        found = block.get("id")
        self.id = found if isinstance(found, str) else ""

    def system(self) -> System:
        """Return the system.

        Raises
        ------
        CatalogueError
            When a rule is broken.
        """
        for key in _REQUIRED:
            if key not in self.block:
                raise self.refuse(_("缺少“{key}”").format(key=key))
        for key in self.block:
            if key not in _REQUIRED + _OPTIONAL:
                raise self.refuse(_("不认识的项“{key}”").format(key=key))
        if not _ID.fullmatch(self.id):
            raise self.refuse(_("编号“{id}”只能用小写字母、数字和连字符").format(id=self.id))
        members, partial = self.counties("members"), self.counties("partial")
        if both := set(members) & set(partial):
            raise self.refuse(
                _("{codes} 既是成员又是部分涉及").format(codes="、".join(sorted(both)))
            )
        shape = self.choice("shape", SHAPES)
        point, line = self.point(), self.line()
        self.check_shape(shape, bool(members or partial), point, line)
        return System(
            id=self.id,
            name=self.text("name"),
            short=self.text("short"),
            kind=self.choice("kind", tuple(KINDS)),
            plan=self.choice("plan", PLANS),
            page=self.choice("page", PAGES),
            parent=self.text("parent") if "parent" in self.block else None,
            number=self.number(),
            members=members,
            partial=partial,
            shape=shape,
            point=point,
            line=line,
            sources=self.sources(),
            tasks=self.texts("tasks"),
            method=self.text("method"),
            reading=self.flag("reading"),
            aliases=self.texts("aliases"),
            point_basis=self.text("point_basis") if point else "",
            line_basis=self.text("line_basis") if line else "",
            approximate=self.flag("approximate"),
            evidence=self.evidence(),
        )

    def refuse(self, reason: str) -> CatalogueError:
        return _refuse(self.file, self.id, reason)

    def text(self, key: str) -> str:
        value = self.block.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(_("“{key}”应是一段非空的文字").format(key=key))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.block.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
            raise self.refuse(_("“{key}”应是文字的列表").format(key=key))
        return tuple(values)

    def flag(self, key: str) -> bool:
        value = self.block.get(key, False)
        if not isinstance(value, bool):
            raise self.refuse(_("“{key}”应是 true 或 false").format(key=key))
        return value

    def number(self) -> int | None:
        value = self.block.get("number")
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.refuse(_("“number”应是正整数"))
        return value

    def choice(self, key: str, known: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in known:
            raise self.refuse(
                _("“{key}”不能是“{value}”，只能是：{known}").format(
                    key=key, value=value, known="、".join(known)
                )
            )
        return value

    def counties(self, key: str) -> tuple[str, ...]:
        codes: list[str] = []
        for code in self.texts(key):
            codes.extend(_expansion().get(code, ()))
            if code not in _expansion():
                raise self.refuse(
                    _("“{key}”中的 {code} 不是县级或地市级代码").format(key=key, code=code)
                )
        if len(set(codes)) != len(codes):
            raise self.refuse(_("“{key}”中有重复的县区").format(key=key))
        return tuple(sorted(codes))

    def coordinates(self, key: str, value: object) -> tuple[float, float]:
        if (
            isinstance(value, list)
            and len(value) == 2
            and all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in value)
            and _WEST <= value[0] <= _EAST
            and _SOUTH <= value[1] <= _NORTH
        ):
            return float(value[0]), float(value[1])
        raise self.refuse(_("“{key}”应是甘肃附近的 [经度, 纬度]").format(key=key))

    def point(self) -> tuple[float, float] | None:
        if "point" not in self.block:
            return None
        return self.coordinates("point", self.block["point"])

    def line(self) -> tuple[tuple[float, float], ...]:
        value = self.block.get("line", [])
        if not isinstance(value, list) or len(value) == 1:
            raise self.refuse(_("“line”应是两个以上的 [经度, 纬度]"))
        return tuple(self.coordinates("line", vertex) for vertex in value)

    def check_shape(
        self,
        shape: str,
        has_counties: bool,
        point: tuple[float, float] | None,
        line: tuple[tuple[float, float], ...],
    ) -> None:
        if shape in {"dissolve", "region"} and not has_counties:
            raise self.refuse(_("按县区画的系统没有成员县区"))
        if (shape == "point") != (point is not None):
            raise self.refuse(_("“point”与“shape”不相符"))
        if (shape == "line") != bool(line):
            raise self.refuse(_("“line”与“shape”不相符"))

    def sources(self) -> tuple[Source, ...]:
        out = tuple(Source(**block) for block in self.blocks("source", _SOURCE))
        if not out:
            raise self.refuse(_("至少要有一个 [[system.source]]"))
        for source in out:
            if source.document not in PLANS:
                raise self.refuse(_("来源文件“{id}”不是已收录的规划").format(id=source.document))
        return out

    def evidence(self) -> tuple[Evidence, ...]:
        out = tuple(Evidence(**block) for block in self.blocks("evidence", _EVIDENCE))
        for page in out:
            if page.date != UNDATED and not _DATE.fullmatch(page.date):
                raise self.refuse(
                    _("依据的日期“{date}”应是 2018-02-13 这样的日期或“{undated}”").format(
                        date=page.date, undated=UNDATED
                    )
                )
            if not _is_web_address(page.url):
                raise self.refuse(_("依据的网址“{url}”不是完整的网址").format(url=page.url))
        return out

    def blocks(self, key: str, keys: tuple[str, ...]) -> list[dict[str, str]]:
        """Return the blocks of an array of tables, each with just these keys, none empty."""
        blocks = self.block.get(key, [])
        if not isinstance(blocks, list):
            raise self.refuse(_("“{key}”应写成 [[system.{key}]]").format(key=key))
        for block in blocks:
            if not isinstance(block, dict) or set(block) != set(keys):
                raise self.refuse(
                    _("[[system.{key}]] 要有且只有 {keys}").format(key=key, keys="、".join(keys))
                )
            for name, value in block.items():
                if not isinstance(value, str) or not value.strip():
                    raise self.refuse(
                        _("[[system.{key}]] 的“{name}”不能空").format(key=key, name=name)
                    )
        return blocks


def _is_web_address(url: str) -> bool:
    """Say whether a text is an http or https address without spaces or brackets."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = url.isascii() and not re.search(r"[\s<>\"'()\[\]{}`\\]", url)
    return plain and parts.scheme in {"http", "https"} and "." in host


@lru_cache(maxsize=1)
def _expansion() -> dict[str, tuple[str, ...]]:
    """Return the counties that each county or prefecture code stands for."""
    codes = {unit.adcode: (unit.adcode,) for unit in units.counties()}
    return codes | {p.adcode: p.members for p in units.prefectures()}

"""Where every name stands on a sheet: read from `data/print/`, placed once by `data/build/labels.py`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from data.errors import AtlasError
from data.i18n import _
from data.paths import DATA
from maps.sheet.canvas.fonts import INK_HEIGHT, POINT_MM

FOLDER: Final = DATA / "print"
LEADING: Final = 1.06
TRACKING: Final = 0.10
"""Extra space between the letters of a prefecture's name, in em."""
VALUE_SIZE: Final = 0.74
"""Size of the value under a prefecture's name, as a share of the name's."""
VALUE_EMS: Final = 4.3
"""Room kept for such a value, in em of its own size."""

Box = tuple[float, float, float, float]
Point = tuple[float, float]


class LabelsMissing(AtlasError):
    """The label positions of a layout are not shipped."""


@dataclass(frozen=True)
class Label:
    """A name and its place.

    Attributes
    ----------
    code : str
        County or prefecture.
    lines : tuple of str
        One or two lines.
    x, y : float
        Middle of the text block, page mm.
    size : float
        Points.
    kind : {"county", "prefecture", "figure"}
        A county's name, a prefecture's name over its counties, or a prefecture's name with room
        for a value below it.
    leader : tuple of Point or None
        From the unit to the text; None when the text stands inside the unit.
    """

    code: str
    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    kind: str = "county"
    leader: tuple[Point, Point] | None = None

    @property
    def box(self) -> Box:
        """The rectangle of the ink, page mm."""
        wide, high = block(self.lines, self.size, self.kind)
        return (
            self.x - wide / 2, self.y - high / 2, self.x + wide / 2, self.y + high / 2
        )  # fmt: skip


@dataclass(frozen=True)
class Names:
    """The labels of one window: over counties, and alone on a map of prefectures."""

    labels: tuple[Label, ...]
    figures: tuple[Label, ...]


def block(lines: tuple[str, ...], size: float, kind: str = "county") -> tuple[float, float]:
    """Return width and height of a text block in mm; Chinese letters are one em wide."""
    em = size * POINT_MM
    longest = max(len(line) for line in lines)
    wide = longest * em
    high = em * (INK_HEIGHT + LEADING * (len(lines) - 1))
    if kind == "prefecture":
        wide += TRACKING * em * (longest - 1)
    if kind == "figure":
        wide = max(wide, VALUE_EMS * VALUE_SIZE * em)
        high += LEADING * VALUE_SIZE * em
    return wide, high


@lru_cache(maxsize=8)
def load(layout_id: str) -> tuple[Names, Names]:
    """Return the names of the main map and of the zoom window.

    Raises
    ------
    LabelsMissing
        No positions are shipped for the layout.
    """
    path = FOLDER / f"labels_{layout_id}.json"
    if not path.is_file():
        raise LabelsMissing(
            _("缺少版式“{name}”的注记位置，请重新安装本项目的数据。").format(name=layout_id),
            detail=f"no file {path}",
        )
    table = json.loads(path.read_text(encoding="utf-8"))
    return _names(table["main"]), _names(table["zoom"])


def _names(table: dict[str, Any]) -> Names:
    return Names(
        tuple(_label(row) for row in table["labels"]),
        tuple(_label(row) for row in table["figures"]),
    )


def _label(row: dict[str, Any]) -> Label:
    leader = row.get("leader")
    return Label(
        row["code"],
        tuple(row["lines"]),
        row["x"],
        row["y"],
        row["size"],
        row["kind"],
        ((leader[0][0], leader[0][1]), (leader[1][0], leader[1][1])) if leader else None,
    )


def as_row(label: Label) -> dict[str, Any]:
    """Return a label as plain JSON types."""
    row: dict[str, Any] = {
        "code": label.code,
        "lines": list(label.lines),
        "x": round(label.x, 2),
        "y": round(label.y, 2),
        "size": round(label.size, 1),
        "kind": label.kind,
    }
    if label.leader is not None:
        row["leader"] = [[round(v, 2) for v in point] for point in label.leader]
    return row

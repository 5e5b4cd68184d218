"""What a user may change about travelling: speeds, waits, openings. Standard library only.

The settings travel in the URL; a value out of range is refused with a sentence, never bent.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace

from data.errors import AtlasError
from data.i18n import _


class SettingsError(AtlasError):
    """A setting is out of its range or not understood."""


@dataclass(frozen=True)
class Range:
    """The name, unit and limits of one setting."""

    name: str
    unit: str
    low: float
    high: float


RANGES: dict[str, Range] = {
    "urban": Range(_("城市道路"), "km/h", 10, 80),
    "expressway": Range(_("高速公路"), "km/h", 40, 120),
    "first": Range(_("一级公路、快速路"), "km/h", 30, 100),
    "trunk": Range(_("国省干线"), "km/h", 20, 100),
    "local": Range(_("一般公路"), "km/h", 15, 80),
    "mountain": Range(_("山路"), "km/h", 10, 60),
    "link": Range(_("推算联络线"), "km/h", 15, 80),
    "access": Range(_("车站接驳"), "km/h", 5, 80),
    "spread": Range(_("路网以外（直线）"), "km/h", 3, 60),
    "wait": Range(_("候车"), "min", 0, 120),
    "egress": Range(_("出站"), "min", 0, 60),
    "dwell": Range(_("中途停站"), "min", 0, 30),
    "margin": Range(_("速度误差"), "%", 0, 40),
}
ROAD_CLASSES = ("urban", "expressway", "first", "trunk", "local", "mountain", "link", "access")


@dataclass(frozen=True)
class Settings:
    """Speeds in km/h, times in minutes, the margin of speeds in per cent.

    Parameters
    ----------
    urban, expressway, first, trunk, local, mountain, link, access : float
        Speed of each class of road. Where a design speed or a driving time was read, it is scaled
        by the ratio of the class's speed to its default.
    spread : float
        Straight-line speed over land between the listed roads.
    wait, egress, dwell : float
        Before boarding, after alighting, at a stop on the way.
    margin : float
        Uncertainty of a speed that was read; an assumed one has five points more.
    rail : bool
        Whether trains may be used.
    opened : tuple of str
        Names of lines under construction that are taken as open, sorted.

    Raises
    ------
    SettingsError
        A value is out of its range.
    """

    urban: float = 35.0
    expressway: float = 80.0
    first: float = 60.0
    trunk: float = 60.0
    local: float = 50.0
    mountain: float = 35.0
    link: float = 50.0
    access: float = 30.0
    spread: float = 20.0
    wait: float = 20.0
    egress: float = 5.0
    dwell: float = 2.0
    margin: float = 10.0
    rail: bool = True
    opened: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for key, limits in RANGES.items():
            object.__setattr__(self, key, _checked(key, getattr(self, key), limits))
        if not isinstance(self.rail, bool):
            raise SettingsError(_("“是否用铁路”只能是是或否。"), detail=f"rail={self.rail!r}")
        if isinstance(self.opened, str) or not all(isinstance(n, str) for n in self.opened):
            raise SettingsError(_("待开通线路应是一组名称。"), detail=f"opened={self.opened!r}")
        object.__setattr__(self, "opened", tuple(sorted(set(self.opened))))

    def with_open(self, names: Iterable[str]) -> Settings:
        """Return these settings with more lines taken as open."""
        return replace(self, opened=(*self.opened, *names))

    def to_query(self) -> dict[str, str]:
        """Return what differs from the defaults as URL parameters."""
        default = Settings()
        query: dict[str, str] = {}
        for key in RANGES:
            value = getattr(self, key)
            if value != getattr(default, key):
                query[f"t_{key}"] = f"{value:g}"
        if not self.rail:
            query["t_rail"] = "0"
        if self.opened:
            query["t_open"] = ",".join(self.opened)
        return query

    @classmethod
    def from_query(
        cls, query: Mapping[str, str], lines: Iterable[str] | None = None
    ) -> tuple[Settings, tuple[str, ...]]:
        """Return the settings of a URL and a sentence for each parameter that was refused.

        Parameters
        ----------
        query : mapping
            URL parameters; those that are not settings are left alone.
        lines : iterable of str, optional
            Names of the lines that exist; others are refused.
        """
        found: dict[str, object] = {}
        refused: list[str] = []
        for key, limits in RANGES.items():
            text = query.get(f"t_{key}")
            if text is None:
                continue
            try:
                found[key] = _checked(key, text, limits)
            except SettingsError as error:
                refused.append(error.message)
        if query.get("t_rail") == "0":
            found["rail"] = False
        elif query.get("t_rail") not in (None, "1"):
            refused.append(_("网址参数 t_rail 未采用：只能是 0 或 1。"))
        known = None if lines is None else set(lines)
        names = [name for name in query.get("t_open", "").split(",") if name]
        for name in names:
            if known is not None and name not in known:
                refused.append(_("没有待开通线路“{name}”，未采用。").format(name=name[:20]))
        found["opened"] = tuple(n for n in names if known is None or n in known)
        return cls(**found), tuple(refused)  # type: ignore[arg-type]

    def digest(self) -> str:
        """Return a short hash of all values, for cache keys."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _checked(key: str, value: object, limits: Range) -> float:
    text = str(value)[:20]
    number = math.nan
    if not isinstance(value, bool):
        try:
            number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            number = math.nan
    if not limits.low <= number <= limits.high:  # also refuses NaN
        raise SettingsError(
            _("{name}应在{low:g}到{high:g} {unit} 之间，现在是“{text}”。").format(
                name=limits.name, low=limits.low, high=limits.high, unit=limits.unit, text=text
            ),
            detail=f"{key}={text!r}",
        )
    return number


DEFAULT = Settings()
DEFAULT_SPEEDS = {
    field.name: float(getattr(DEFAULT, field.name))
    for field in fields(Settings)
    if field.name in ROAD_CLASSES
}

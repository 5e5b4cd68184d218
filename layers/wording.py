"""Numbers and short sentences as they are written on maps, tables and captions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeGuard

from data.i18n import _
from indicators import registry

if TYPE_CHECKING:
    from indicators.registry import Indicator

_DIGITS = "零一二三四五六七八九"


def is_number(value: float | None) -> TypeGuard[float]:
    """Return whether there is a value to write."""
    return value is not None and math.isfinite(value)


def number(value: float | None, digits: int = 0) -> str:
    """Return a number with thousands separators, or an em dash when there is none.

    Parameters
    ----------
    value : float or None
        NaN counts as none.
    digits : int
        Decimal places.

    A value that rounds to nothing has no sign.
    """
    if not is_number(value):
        return "—"
    return f"{value:z,.{digits}f}"


def span(low: float, high: float, digits: int = 0) -> str:
    """Return a class's range; with a negative end “至” is clearer than a dash."""
    mark = _(" 至 ") if low < 0 or high < 0 else "–"
    return f"{number(low, digits)}{mark}{number(high, digits)}"


def short(value: float | None, item: Indicator) -> str:
    """Return an indicator's value as a label has room for it: “34,204”, “3.06%”.

    What a percentage is of (“占长表就业人口%”) is said by the indicator's name and definition.
    """
    text = number(value, item.digits)
    return f"{text}%" if item.percent and is_number(value) else text


def amount(value: float | None, item: Indicator) -> str:
    """Return an indicator's value with its unit, as running text says it: “9,742 件”, “3.06%”."""
    text = short(value, item)
    return f"{text} {item.unit}" if item.unit and not item.percent and is_number(value) else text


def in_year(name: str, year: int) -> str:
    """Return an indicator's name with its year, unless the name itself says the year."""
    if _("{year}年").format(year=year) in name:
        return name
    return _("{name}（{year}年）").format(name=name, year=year)


def level_count(k: int) -> str:
    """Return “五级” for 5."""
    return _("{n}级").format(n=_DIGITS[k] if 0 <= k < len(_DIGITS) else k)


def status_word(status: str) -> str:
    """Return the Chinese word for a value's status."""
    return registry.STATUS_NAMES.get(status, status)


def coverage(present: int, units: int, unit_word: str) -> str:
    """Return how many units have a figure: “10/87 个县级单元有数据”, with “只有” below a half."""
    words = (
        _("{n}/{units} {unit_word}有数据")
        if 2 * present >= units
        else _("只有{n}/{units} {unit_word}有数据")
    )
    return words.format(n=present, units=units, unit_word=unit_word)

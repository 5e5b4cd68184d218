"""How much of the country a map shows (standard library only)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from data.i18n import _


class Extent(StrEnum):
    """What part of the country is drawn."""

    GANSU = "gansu"
    NORTHWEST = "northwest"
    AROUND = "around"
    CHINA = "china"


NAMES: Final[dict[Extent, str]] = {
    Extent.GANSU: _("全省"),
    Extent.NORTHWEST: _("西北五省区"),
    Extent.AROUND: _("周边"),
    Extent.CHINA: _("全国"),
}

# The first two digits of the codes: 陕西, 甘肃, 青海, 宁夏, 新疆.
NORTHWEST: Final = frozenset({"61", "62", "63", "64", "65"})
# 甘肃 and the three provinces shown whole around it; of 内蒙古, 四川 and 新疆 only the counties
# whose border is Gansu's (`data/build/national_geometry.py`).
AROUND_WHOLE: Final = frozenset({"61", "62", "63", "64"})

# (latitude, longitude) corners of the window, degrees. The country's reaches from the southernmost
# of the ten dashes to the Amur, so that nothing of it needs an inset.
WINDOWS: Final[dict[Extent, tuple[tuple[float, float], tuple[float, float]]]] = {
    Extent.NORTHWEST: ((31.4, 73.4), (49.3, 111.4)),
    Extent.AROUND: ((31.3, 86.5), (44.9, 111.4)),
    Extent.CHINA: ((3.2, 73.3), (53.7, 135.3)),
}

"""What every drawing of the screen map starts from: window, zoom levels, panes and ground colours.

`describe` (folium) and `screen` (the component) both read it, so that the two agree.
"""

from __future__ import annotations

from typing import Any, Final

from data.i18n import _
from layers import membership, palettes, strokes

# (latitude, longitude) corners in degrees.
BOUNDS: Final = ((32.59, 92.33), (42.80, 108.72))
MAX_BOUNDS: Final = ((22.0, 78.0), (51.0, 123.0))
# Small enough for the whole province in the width of a phone.
MIN_ZOOM: Final = 4.2
# The outlines are drawn for about 1:1,000,000; larger than that they would pretend precision.
MAX_ZOOM: Final = 10.5
ZOOM_SNAP: Final = 0.1
ZOOM_DELTA: Final = 0.75

# Pane names and their z-index, from the ground up.
PANES: Final[dict[str, int]] = {
    "atlas-ground": 350,
    "atlas-sheet": 400,
    "atlas-lines": 420,
    "atlas-lettering": 450,
}

STYLE: Final[dict[str, str]] = {
    "paper": palettes.PAPER,
    "ink": palettes.INK,
    "neighbour": "#f1efe9",
    "neighbourLine": "#dcd6c9",
    "border": "#6b6560",
    "base": "#fdfcf8",
    "missing": "#f7f4ec",
    "missingLine": "#bdb6a7",
    "special": "#f4f1e8",
    "specialLine": "#cdc6b6",
    "shadow": "#57506a",
    "outline": "#59616a",
    "hairlineLight": "#ffffff",
    "hairlineDark": "#c3bcae",
    "prefectureLine": "#4a525a",
    "prefecturePale": "#8f969c",
}

# Direction of the hatching, degrees from east, by the reason why there is no value.
HATCH_DEGREES: Final[dict[str, int]] = {
    "missing": 45,
    "merged": 0,
    "not_applicable": 90,
    "special": -45,
}
# What lines of a direction are called. Words about the hatching come from here, so that they say
# what is drawn.
_LINE_WORDS: Final[dict[int, str]] = {
    45: _("斜线"),
    0: _("横线"),
    90: _("竖线"),
    -45: _("反斜线"),
}


def hatch_word(status: str) -> str:
    """Return what the hatching of a status is called: 斜线, 横线, 竖线."""
    return _LINE_WORDS[hatch_degrees(status)]


def hatch_degrees(status: str) -> int:
    """Return the direction of the hatching for a status."""
    return HATCH_DEGREES.get(status, HATCH_DEGREES["missing"])


# Where the names of the surroundings stand (longitude, latitude): our placing, not data.
NEIGHBOURS: Final = (
    ("新疆维吾尔自治区", 92.9, 42.3),
    ("西藏自治区", 93.0, 31.6),
    ("青海省", 97.3, 36.3),
    ("内蒙古自治区", 104.6, 40.9),
    ("宁夏回族自治区", 106.15, 37.55),
    ("陕西省", 109.1, 34.9),
    ("四川省", 102.6, 31.7),
    ("蒙古", 101.0, 43.4),
)


def options() -> dict[str, Any]:
    """Return the window, panes and ground colours as JSON types for the component."""
    return {
        "bounds": BOUNDS,
        "maxBounds": MAX_BOUNDS,
        "minZoom": MIN_ZOOM,
        "maxZoom": MAX_ZOOM,
        "zoomSnap": ZOOM_SNAP,
        "zoomDelta": ZOOM_DELTA,
        "panes": PANES,
        "style": STYLE,
        "strokes": strokes.for_script(),
        "neighbours": NEIGHBOURS,
    }


def words() -> dict[str, str]:
    """Return the interface words that the component writes into the map."""
    return {
        "zoomIn": _("放大"),
        "zoomOut": _("缩小"),
        "whole": _("全省"),
        "wholeTitle": _("回到全省"),
        "fit": _("选中"),
        "fitTitle": _("缩放到选中的县区"),
        "legend": _("图例"),
        "fold": _("收起或展开图例"),
        "show": _("显示"),
        "hide": _("隐藏"),
        "doubled": _("同属两个区域的县区"),
        "partial": _("仅含部分区域的县区"),
        "reading": membership.EDGE,
        "mark": membership.MARK,
        "part": _("部分"),
        "approximate": _("位置为示意（以所在县区代表）"),
        "special": _("非县级政区，无统计"),
        "centreLatitude": _("图中心纬度"),
        "scaleTitle": _("屏幕为墨卡托投影，比例尺只在图中心所在纬线方向成立"),
        "close": _("关闭"),
        "inClass": _("级别："),
        "twoFingers": _("用两个手指移动和缩放地图"),
        "keys": _(
            "方向键移到相邻的县区，回车或空格打开，Esc 离开，加减号缩放，F 键进入演示视图。"
            "地图下面的表格列出同样的数值。"
        ),
        "failed": _("地图文件未能载入，请刷新页面；若仍不显示，请检查程序目录 static 是否完整。"),
    }

"""The furniture of the saved HTML map: title, legend, source line. Every text is escaped."""

from __future__ import annotations

import re
from itertools import combinations
from string import Template
from typing import TYPE_CHECKING, Final

from data.i18n import _
from geo.places import units
from layers.circles import ALONE, TOGETHER
from layers.drawables import RowKind
from layers.palettes import OCHRE
from maps import base
from maps.escape import clean
from maps.saved import hatching

if TYPE_CHECKING:
    from layers.drawables import AreaLayer, LegendRow
    from layers.prepared import PreparedMap

STYLE: Final = """<style>
html, body { margin: 0; height: 100%; background: #faf7f0; color: #22303c;
  font-family: "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
.leaflet-container.folium-map { background: #faf7f0; font: inherit; }
.leaflet-tooltip.atlas-name { background: none; border: 0; box-shadow: none; padding: 0;
  font-size: 15px; font-weight: 700; letter-spacing: .14em; pointer-events: none;
  text-shadow: 0 0 2px #fdfcf8, 0 0 3px #fdfcf8, 0 0 4px #fdfcf8; }
.leaflet-container svg path { stroke-linejoin: round; }
.leaflet-interactive:focus { outline: none; }
.leaflet-tooltip table { border-collapse: collapse; }
.leaflet-control-layers-toggle::before { content: "☰"; font-size: 18px; line-height: 36px; }
.leaflet-control-layers-toggle { text-align: center; text-decoration: none; color: #22303c; }
.atlas-panel { position: fixed; z-index: 1000; background: rgba(255,253,248,.94);
  border: 1px solid #e0d8c8; border-radius: 4px; padding: 8px 12px; font-size: 13px; }
.atlas-title { top: 10px; left: 56px; max-width: 60%; }
.atlas-title h1 { font-size: 18px; margin: 0; } .atlas-title p { margin: 2px 0 0; color: #5b6670; }
.atlas-legend { left: 10px; bottom: 34px; }
.atlas-legend h2 { font-size: 13px; font-weight: 500; color: #5b6670; margin: 0 0 4px; }
.atlas-legend td { padding: 1px 8px 1px 0; }
.atlas-swatch { display: inline-block; box-sizing: border-box; width: 28px; height: 16px;
  border: 1px solid #b9b2a3; }
.atlas-source { left: 10px; right: 10px; bottom: 6px; font-size: 11px; color: #5f666d;
  border: 0; padding: 2px 4px; background: none; }
</style>"""

_TITLE: Final = Template(
    '<div class="atlas-panel atlas-title"><h1>$title</h1><p>$subtitle</p></div>'
)
_LEGEND: Final = Template(
    '<div class="atlas-panel atlas-legend"><h2>$title</h2><table>$rows</table></div>'
)
_ROW: Final = Template("<tr><td>$swatch</td><td>$label</td><td>$count</td></tr>")
_PLAIN: Final = Template('<span class="atlas-swatch" style="background-color:$colour"></span>')
_ROUND: Final = Template(
    '<span class="atlas-swatch" style="width:16px;margin-left:6px;border-radius:50%;'
    'background-color:${colour}${alpha}"></span>'
)
# The very pattern that the map wears.
_HATCHED: Final = Template(
    '<svg class="atlas-swatch" aria-hidden="true"><rect width="28" height="16" fill="$fill"/>$circle</svg>'
)
# The circle of a combined figure, over the hatching of the units that share it.
_TOGETHER: Final = Template(
    '<circle cx="13" cy="7" r="6" fill="$colour" fill-opacity="$opacity" stroke="$colour" '
    'stroke-width="1.4" stroke-dasharray="3 2"/>'
)
_SYSTEM: Final = Template(
    '<tr><td><span class="atlas-swatch" style="border:2px $line $colour;$inside"></span></td>'
    '<td colspan="2">$label</td></tr>'
)
# One tint over the other, as the map shows it.
_OVERLAP: Final = Template(
    '<tr><td><span class="atlas-swatch" style="background:linear-gradient(${first}42,${first}42),'
    'linear-gradient(${second}42,${second}42)"></span></td><td colspan="2">$label</td></tr>'
)
# Inside the swatch: a tint, or a rim that fades inwards; $colour is checked before.
_INSIDE: Final = {
    "tint": "background-color:${colour}42",
    "vignette": "box-shadow:inset 0 0 5px $colour",
    "region": "box-shadow:inset 0 0 5px $colour",
}
_SOURCE: Final = Template('<div class="atlas-panel atlas-source">$text</div>')
_HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")


def furniture(prepared: PreparedMap) -> str:
    """Return title, legend and source line as HTML."""
    rows = [row for row in prepared.legend if not row.hatched][::-1]
    rows += [row for row in prepared.legend if row.hatched]
    parts = [hatching.definitions()]
    parts.append(_TITLE.substitute(title=clean(prepared.title), subtitle=clean(prepared.subtitle)))
    if rows or prepared.areas:
        systems = [*map(_system, prepared.outlined), _overlap(prepared), _read(prepared)]
        body = "".join([*map(_row, rows), *systems, _special(prepared)])
        title = clean((rows and prepared.legend_title) or _("图例"))
        parts.append(_LEGEND.substitute(title=title, rows=body))
    parts.append(_SOURCE.substitute(text=clean(_source(prepared))))
    return "".join(parts)


def _source(prepared: PreparedMap) -> str:
    """Return the source line, with what was revised since: the file travels without its page."""
    return (
        _("{source}。{revised}").format(source=prepared.source_line, revised=prepared.revised)
        if prepared.revised
        else prepared.source_line
    )


def _system(area: AreaLayer) -> str:
    colour = area.colour if _HEX.fullmatch(area.colour) else base.STYLE["missing"]
    number = "" if area.number is None else f"{area.number} "
    return _SYSTEM.substitute(
        line="dashed" if area.reading else "solid",
        colour=colour,
        inside=Template(_INSIDE.get(area.style, "")).substitute(colour=colour),
        label=clean(f"{number}{area.label}"),
    )


def _overlap(prepared: PreparedMap) -> str:
    """Return the row of counties that lie in two tinted areas, empty where there are none."""
    tinted = [a for a in prepared.outlined if a.style == "tint" and _HEX.fullmatch(a.colour)]
    pairs = [
        (one.colour, two.colour)
        for one, two in combinations(tinted, 2)
        if one.colour != two.colour and set(one.members) & set(two.members)
    ]
    if not pairs:
        return ""
    label = clean(base.words()["doubled"])
    return _OVERLAP.substitute(first=pairs[0][0], second=pairs[0][1], label=label)


def _read(prepared: PreparedMap) -> str:
    """Return the row that says what a dashed edge is, empty where the plan drew them all."""
    if not any(area.reading for area in prepared.outlined):
        return ""
    return _SYSTEM.substitute(
        line="dashed",
        colour=base.STYLE["prefecturePale"],
        inside="",
        label=clean(base.words()["reading"]),
    )


def _row(row: LegendRow) -> str:
    if row.hatched:
        circle = _TOGETHER.substitute(colour=OCHRE, opacity=f"{TOGETHER.opacity:g}")
        swatch = _HATCHED.substitute(
            fill=hatching.fill(row.status), circle=circle if row.together else ""
        )
    else:
        known = row.colour and _HEX.fullmatch(row.colour)
        colour = row.colour if known else base.STYLE["missing"]
        if row.kind in (RowKind.CIRCLE, RowKind.ZERO):
            # a circle on the map is a circle in the legend, as translucent
            alpha = f"{round(255 * ALONE.opacity):02x}"
            swatch = _ROUND.substitute(colour=colour, alpha=alpha)
        else:
            swatch = _PLAIN.substitute(colour=colour)
    return _ROW.substitute(swatch=swatch, label=clean(row.label), count=int(row.count))


def _special(prepared: PreparedMap) -> str:
    """Return the row of the areas that are no county; prefectures are drawn without them."""
    if prepared.level != "county":
        return ""
    return _ROW.substitute(
        swatch=_HATCHED.substitute(fill=hatching.fill("special"), circle=""),
        label=clean(base.words()["special"]),
        count=len(units.special_areas()),
    )

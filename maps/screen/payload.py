"""The screen map's payload: what the browser component needs to paint one PreparedMap.

It holds colours, classes, words and the legend; the geometry stays in files that the browser
fetches once. A change is therefore a few kilobytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from geo import boundaries
from geo.extents import Extent
from layers import circles
from layers.palettes import SELECTED_COLOURS
from maps import base, legend_entries
from maps.screen import national_payload

if TYPE_CHECKING:
    from layers.prepared import PreparedMap

DEFAULT_HEIGHT = 640


@dataclass(frozen=True)
class Card:
    """What opens in the map for a clicked county.

    Attributes
    ----------
    adcode, title, subtitle : str
        The county, its name and a second line (prefecture).
    rows : sequence of (label, value, rank)
        Key figures; an empty rank leaves its cell empty.
    chips : sequence of (name, colour)
        The layout systems and the government's lists it belongs to.
    actions : sequence of (id, label)
        Buttons; a press returns the id with the adcode.
    trends : sequence of (label, picture, text)
        Small lines through the years as image addresses; the text is what they say.
    """

    adcode: str
    title: str
    subtitle: str = ""
    rows: Sequence[tuple[str, str, str]] = ()
    chips: Sequence[tuple[str, str]] = ()
    actions: Sequence[tuple[str, str]] = ()
    trends: Sequence[tuple[str, str, str]] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the card as JSON types."""
        return {
            "adcode": self.adcode,
            "title": self.title,
            "subtitle": self.subtitle,
            "rows": [list(row) for row in self.rows],
            "chips": [{"name": name, "colour": colour} for name, colour in self.chips],
            "actions": [{"id": key, "label": label} for key, label in self.actions],
            "trends": [
                {"label": label, "picture": picture, "text": text}
                for label, picture, text in self.trends
            ],
        }


def _notes(notes: Sequence[legend_entries.Note]) -> list[dict[str, Any]]:
    return [
        {"kind": note.kind.value, "label": note.label, "colours": list(note.colours)}
        for note in notes
    ]


def payload(
    prepared: PreparedMap,
    *,
    card: Card | None = None,
    fit: Sequence[str] = (),
    renderer: Literal["svg", "canvas"] = "svg",
) -> dict[str, Any]:
    """Return the JSON that the component paints.

    Parameters
    ----------
    prepared : PreparedMap
        The map; nothing is computed again here.
    card : Card, optional
        The opened county.
    fit : sequence of str
        Adcodes that the map should move to when this list changes.
    renderer : {"svg", "canvas"}
        "canvas" is for thousands of units: fills only, no patterns.
    """
    view = prepared.spec.view
    wide = prepared.spec.extent is not Extent.GANSU
    beyond = national_payload.overrides(prepared) if wide else {}
    whole = {
        "geometry": boundaries.web_geometry(),
        "renderer": renderer,
        "base": base.options(),
        "words": base.words(),
        "level": prepared.level,
        "title": prepared.title,
        "alt": prepared.alt,
        "source": prepared.source_line,
        "colours": list(prepared.colours),
        "fills": prepared.fills,
        "special": sorted(prepared.special),
        "hatches": {code: base.hatch_degrees(status) for code, status in prepared.absent.items()},
        "values": {code: reading.line for code, reading in prepared.values.items()},
        "legend": {
            "title": prepared.legend_title,
            # rows in the order they are read; the list itself keeps the order of the classes
            "order": [prepared.legend.index(row) for row in legend_entries.class_rows(prepared)],
            "figureNotes": _notes(legend_entries.figure_notes(prepared)),
            "systemNotes": _notes(legend_entries.system_notes(prepared)),
            "circles": [
                {"label": step.label, "radius": round(step.radius_px, 2)}
                for step in prepared.circle_steps
            ],
            "rows": [
                {
                    "kind": row.kind,
                    "label": row.label,
                    "colour": row.colour,
                    "count": row.count,
                    "hatched": row.hatched,
                    "degrees": base.hatch_degrees(row.status),
                    "dashed": row.together and circles.TOGETHER.dashed,
                }
                for row in prepared.legend
            ],
        },
        "areas": [
            {
                "id": area.id,
                "name": area.name,
                "colour": area.colour,
                "number": area.number,
                "members": list(area.members),
                "partial": list(area.partial),
                "style": area.style,
                "reading": area.reading,
                "hatch": area.hatch,
            }
            for area in prepared.areas
        ],
        "points": [
            {
                "id": point.id,
                "name": point.name,
                "colour": point.colour,
                "number": point.number,
                "lon": round(point.lon, 4),
                "lat": round(point.lat, 4),
                "approximate": point.approximate,
                "reading": point.reading,
            }
            for point in prepared.points
        ],
        "lines": [
            {
                "id": line.id,
                "name": line.name,
                "colour": line.colour,
                "coords": [[round(lon, 4), round(lat, 4)] for lon, lat in line.coords],
                "dashed": line.dashed,
                "reading": line.reading,
            }
            for line in prepared.lines
        ],
        "polygons": [
            {
                "id": item.id,
                "name": item.name,
                "colour": item.colour,
                "fill": item.fill_opacity,
                "dashed": item.dashed,
                "polygons": [
                    [[[round(lon, 3), round(lat, 3)] for lon, lat in ring] for ring in rings]
                    for rings in item.polygons
                ],
            }
            for item in prepared.polygons
        ],
        "rivers": prepared.rivers,
        "circles": [
            {
                "lon": round(c.lon, 4),
                "lat": round(c.lat, 4),
                "r": round(c.radius_px, 1),
                "opacity": circles.style_of(c).opacity,
                "dashed": circles.style_of(c).dashed,
                "spokes": [[round(lon, 4), round(lat, 4)] for lon, lat in c.spokes],
            }
            for c in prepared.circles
        ],
        "selected": list(prepared.selected),
        "selectedColours": list(SELECTED_COLOURS),
        "labels": prepared.spec.labels,
        "view": None if view is None else [view.lat, view.lon, view.zoom],
        "fit": list(fit),
        "card": None if card is None else card.as_json(),
    }
    return whole | beyond

"""Layout systems become layers: areas, sites, lines, and what is computed for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from data.i18n import _
from geo.travel import plan_ring
from layers import catalogue, list_wording, membership, palettes, policy_lists, styles
from layers.drawables import AreaLayer, LineLayer, PointLayer, PolygonLayer
from layers.policy_list import PolicyList
from layers.spec import MapSpec
from layers.system import System

REACH_NOTE: Final = _(
    "一小时圈的线是从兰州主城区四区最近的驻地出发60分钟可达范围的推算（骨架路网、默认速度，只画省内），不是规划划定的界线"
)


@dataclass(frozen=True)
class Laid:
    """The layers of a map by what they are."""

    areas: tuple[AreaLayer, ...]
    points: tuple[PointLayer, ...]
    lines: tuple[LineLayer, ...]
    polygons: tuple[PolygonLayer, ...]
    lists: tuple[PolicyList, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said below a map that shows something computed."""
        marks = [layer.reading for layer in self.areas]
        marks += [layer.reading for layer in self.points]
        marks += [layer.reading for layer in self.lines]
        read = (membership.NOTE,) if any(marks) else ()
        reach = (REACH_NOTE,) if self.polygons else ()
        return (*read, *reach, *list_wording.cautions(self.lists))


def layers_of(
    spec: MapSpec,
) -> Laid:
    """Return the layers of a specification's systems, in its order."""
    areas: list[AreaLayer] = []
    points: list[PointLayer] = []
    lines: list[LineLayer] = []
    polygons: list[PolygonLayer] = []
    shown = tuple(catalogue.get(system_id) for system_id in spec.systems)
    kinds = frozenset(system.kind for system in shown)
    hues = styles.list_colours(shown)
    for system in shown:
        hue = hues.get(system.id) or styles.colour(system)
        if system.areal:
            style = styles.area_style(
                system,
                over_indicator=spec.indicator is not None,
                beside=kinds,
                alone=len(shown) == 1,
            )
            # Two families numbered from 1 would be mistaken for each other: clusters go by name.
            both = {"cluster", "demonstration_zone"} <= kinds
            number = None if both and system.kind == "cluster" else system.number
            if both and system.kind == "demonstration_zone":
                hue = palettes.INK
            if system.kind == "ring":
                polygons.append(_reach(system, hue, alone=style == "reach"))
            areas.append(
                AreaLayer(
                    system.id,
                    system.short,
                    hue,
                    number,
                    system.members,
                    system.partial,
                    style,
                    system.reading,
                    styles.hatch(system),
                )
            )
        elif system.shape == "point" and system.point is not None:
            points.append(_point(system, hue))
        elif system.shape == "line" and system.line:
            lines.append(
                LineLayer(
                    system.id,
                    system.short,
                    hue,
                    system.line,
                    dashed=True,
                    reading=system.reading,
                )
            )
    lists = policy_lists.among(shown)
    return Laid(tuple(areas), tuple(points), tuple(lines), tuple(polygons), lists)


def _reach(system: System, hue: str, *, alone: bool) -> PolygonLayer:
    """Return the computed hour around the plan's centre: a line, never a member list.

    Where it stands `alone` for the system it has the system's id, so that one switch hides both.
    """
    read = alone and system.reading
    text = _("{name}（判读，线为推算60分钟）") if read else _("{name}（推算60分钟）")
    return PolygonLayer(
        system.id if alone else f"{system.id}-reach",
        text.format(name=system.short),
        hue,
        plan_ring.polygons(),
        fill_opacity=0.0,
        dashed=True,
        lettering=_("兰州{name}").format(name=system.short),
    )


def _point(system: System, hue: str) -> PointLayer:
    assert system.point is not None  # noqa: S101 - the caller has looked
    lon, lat = system.point
    return PointLayer(
        system.id,
        system.short,
        hue,
        system.number,
        lon,
        lat,
        approximate=system.approximate,
        reading=system.reading,
    )

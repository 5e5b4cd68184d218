"""Write `data/print/labels_*.json`: where every name stands on each printed sheet.

Run `python -m data.build.labels` after the boundaries or `maps/sheet/layouts.py` have changed.
Positions depend on the geometry and the layout only, so they are found once and shipped.

A prefecture's name goes first, where it takes least room from the counties' names; a county's
name stands wholly inside the county at the largest size that fits, and beside it with a leader
when none fits. Counties that lie mostly in the zoom window are named there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from data.build import csv_tables
from geo.places import units
from maps.sheet.canvas import shapes
from maps.sheet.canvas.frames import Box
from maps.sheet.furniture.placement import furniture_boxes, tab_box
from maps.sheet.ground.scene import Body, Scene, scene
from maps.sheet.labels import placing, positions
from maps.sheet.labels.placing import Spots, Taken
from maps.sheet.labels.positions import Label
from maps.sheet.layouts import GEOGRAPHIC, LetteringSizes

JIAYUGUAN = "620200"
_FEW = 14
RIM = 0.8


def prefecture_of(code: str) -> str:
    """Return the prefecture of a county."""
    return units.unit(code).prefecture


def cut(body: Body, shape: Any) -> Any:
    """Return the part of a polygon that lies clear of the window's frame."""
    x0, y0, x1, y1 = body.frame.box
    return shapely.intersection(shape, shapely.box(x0 + RIM, y0 + RIM, x1 - RIM, y1 - RIM))


def county_options(
    body: Body, codes: Sequence[str], sizes: LetteringSizes
) -> dict[str, list[Spots]]:
    """Return where each county's name fits inside its largest part."""
    found: dict[str, list[Spots]] = {}
    for code in codes:
        if not shapes.polygons(cut(body, body.counties[code])):
            found[code] = []
            continue
        parts = placing.big_parts(cut(body, body.counties[code]))
        short = units.unit(code).short
        found[code] = placing.options(short, parts[0], sizes.county, sizes.county_min)
    return found


def place_prefecture(
    body: Body, code: str, choices: dict[str, list[Spots]], sizes: LetteringSizes, taken: Taken
) -> Label | None:
    """Return the place of a prefecture's name that costs the counties' names least."""
    polygon = placing.big_parts(cut(body, body.prefectures[code]))[0]
    name = units.prefecture(code).short
    borders = shapely.union_all(
        [body.counties[c].boundary for c in choices if prefecture_of(c) == code]
        or [shapely.Point()]
    )
    poles = {c: shapes.pole(body.counties[c]) for c, ways in choices.items() if not ways}
    middle, reach = body.prefectures[code].centroid, np.sqrt(body.prefectures[code].area)
    found: list[tuple[float, Label]] = []
    for spots in placing.options(
        name, polygon, sizes.prefecture, sizes.prefecture_min, "prefecture"
    ):
        free = taken.free(spots.boxes)
        for box, worth in zip(spots.boxes[free], spots.worth[free], strict=True):
            loss = _loss(box, code, choices, taken, poles)
            crossing = shapely.intersection(shapely.box(*box), borders).length
            off = np.hypot(box[[0, 2]].mean() - middle.x, box[[1, 3]].mean() - middle.y)
            score = 1.1 * spots.size + worth - 0.16 * crossing - loss - 4.0 * off / reach
            label = Label(
                code, spots.lines, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2,
                spots.size, "prefecture",
            )  # fmt: skip
            found.append((score, label))
    return max(found, key=lambda item: item[0])[1] if found else None


def _loss(
    box: Any, code: str, choices: dict[str, list[Spots]], taken: Taken,
    poles: dict[str, tuple[float, float]],
) -> float:  # fmt: skip
    """Return the points of size the counties' names lose to a box; 30 for a name with no room."""
    others = np.asarray([*taken.boxes, tuple(box)], dtype=float)
    total = 0.0
    for county, ways in choices.items():
        if prefecture_of(county) != code:
            continue
        if not ways:
            # its leader starts from the middle of the county: keep that free
            px, py = poles[county]
            covers = box[0] - 1 < px < box[2] + 1 and box[1] - 1 < py < box[3] + 1
            total += 8.0 if covers else 0.0
            continue
        now = next(
            (s.size for s in ways if placing.clear_of(s.boxes, others, placing.GAP).any()), None
        )
        total += 30.0 if now is None else 1.5 * (ways[0].size - now)
    return total


def place_window(
    body: Body, sizes: LetteringSizes, obstacles: Sequence[Box], *,
    must: Sequence[str], may: Sequence[str], prefectures: Sequence[str],
) -> list[Label]:  # fmt: skip
    """Return the names of one window."""
    taken = Taken(list(obstacles))
    choices = county_options(body, [*must, *may], sizes)
    labels: list[Label] = []
    ordered = sorted(prefectures, key=lambda c: body.prefectures[c].area)
    for code in ordered:
        label = place_prefecture(body, code, choices, sizes, taken)
        if label is None:
            print(f"  no room for the prefecture {units.prefecture(code).short}")
            continue
        labels.append(label)
        taken.boxes.append(label.box)
    homeless = []
    for code in sorted([*must, *may], key=lambda c: len(choices[c])):
        label = placing.best(code, choices[code], taken)
        if label is None:
            homeless += [code] if code in must else []
            continue
        labels.append(label)
        taken.boxes.append(label.box)
        for part in placing.big_parts(cut(body, body.counties[code]))[1:]:
            short = units.unit(code).short
            again = placing.best(
                code, placing.options(short, part, label.size, label.size - 1.0), taken
            )
            if again is not None:
                labels.append(again)
                taken.boxes.append(again.box)
    _lead(body, homeless, labels, taken, size=sizes.county_min + 0.4)
    return labels


def _lead(
    body: Body, homeless: Sequence[str], labels: list[Label], taken: Taken, *, size: float,
    kind: str = "county",
) -> None:  # fmt: skip
    for code in homeless:
        shape = cut(body, body.counties[code] if kind == "county" else body.prefectures[code])
        short = units.unit(code).short if kind == "county" else units.prefecture(code).short
        label = next(
            found
            for smaller in (0.0, 0.4, 0.8)
            if (found := placing.with_leader(
                code, short, shape, size - smaller, taken, window=body.frame.box,
                land=body.province, kind=kind,
                leaders=[item.leader for item in labels if item.leader],
            )) is not None or smaller == 0.8
        )  # fmt: skip
        if label is None:
            raise RuntimeError(f"no place for {short}")
        labels.append(label)
        taken.boxes.append(label.box)


def place_figures(
    body: Body, codes: Sequence[str], sizes: LetteringSizes, obstacles: Sequence[Box]
) -> list[Label]:
    """Return the names of prefectures with room for a value, for maps of prefectures."""
    taken = Taken(list(obstacles))
    labels: list[Label] = []
    homeless = []
    for code in codes:
        polygon = placing.big_parts(cut(body, body.prefectures[code]))[0]
        ways = placing.options(
            units.prefecture(code).short, polygon, sizes.prefecture, sizes.county, "figure"
        )
        ways = [way for way in ways if len(way.lines) == 1]
        label = placing.best(code, ways, taken, "figure")
        if label is None:
            homeless.append(code)
            continue
        labels.append(label)
        taken.boxes.append(label.box)
    _lead(body, homeless, labels, taken, size=sizes.county, kind="figure")
    return labels


def layout_labels(layout_id: str) -> dict[str, Any]:
    """Return the label table of a layout."""
    found = scene(layout_id)
    layout = found.layout
    main, zoom = found.main, found.zoom
    counties = [u.adcode for u in units.counties()]
    outside = [c for c in counties if c not in found.core]
    inside = [c for c in counties if c in found.core]
    seen = [
        c for c in outside
        if c in zoom.counties and zoom.counties[c].area > _FEW * layout.zoom.lettering.county
    ]  # fmt: skip
    prefectures = [p.adcode for p in units.prefectures() if p.adcode != JIAYUGUAN]
    all_prefectures = [p.adcode for p in units.prefectures()]
    window = found.window.bounds
    x0, y0, x1, y1 = window
    rim = [(x0 - 0.3, y0, x0 + 0.3, y1), (x1 - 0.3, y0, x1 + 0.3, y1),
           (x0, y0 - 0.3, x1, y0 + 0.3), (x0, y1 - 0.3, x1, y1 + 0.3)]  # fmt: skip
    fixed = [*furniture_boxes(layout, main.frame), *rim]
    tabs = [tab_box(layout), *_scale_obstacle(found)]
    whole = [c for c in ("620100", "620400", "622900") if zoom.prefectures[c].area > 300]
    print(layout_id)
    return {
        "main": _table(
            place_window(main, layout.lettering, fixed,
                         must=outside, may=[], prefectures=prefectures),
            place_figures(main, all_prefectures, layout.lettering, fixed),
        ),
        "zoom": _table(
            place_window(zoom, layout.zoom.lettering, tabs,
                         must=inside, may=seen, prefectures=whole),
            place_figures(zoom, whole, layout.zoom.lettering, tabs),
        ),
    }  # fmt: skip


def _scale_obstacle(found: Scene) -> list[Box]:
    from maps.sheet.furniture.placement import zoom_scale_box

    return [zoom_scale_box(found.layout, found.zoom.frame)]


def _table(labels: Sequence[Label], figures: Sequence[Label]) -> dict[str, Any]:
    def rows(items: Sequence[Label]) -> list[dict[str, Any]]:
        made = [positions.as_row(item) for item in items]
        return sorted(made, key=lambda r: (r["kind"], r["code"], r["x"]))

    return {"labels": rows(labels), "figures": rows(figures)}


def fingerprint(layout_id: str) -> str:
    """Return a digest of what the positions depend on."""
    found = scene(layout_id)
    digest = hashlib.sha256(repr(found.layout).encode())
    for body in (found.main, found.zoom):
        for code in sorted(body.counties):
            digest.update(f"{code}{body.counties[code].area:.2f}".encode())
    return digest.hexdigest()[:16]


def main() -> None:
    """Write the positions of every geographic layout."""
    positions.FOLDER.mkdir(parents=True, exist_ok=True)
    for layout_id in GEOGRAPHIC:
        table = {
            "layout": layout_id,
            "made_for": fingerprint(layout_id),
            **layout_labels(layout_id),
        }
        lines = json.dumps(table, ensure_ascii=False, indent=0).replace("\n", "")
        lines = lines.replace('{"code"', '\n{"code"') + "\n"
        path = positions.FOLDER / f"labels_{layout_id}.json"
        path.write_text(lines, encoding="utf-8", newline="\n")
        for part in ("main", "zoom"):
            led = [r["lines"][0] for r in table[part]["labels"] if "leader" in r]
            small = min(r["size"] for r in table[part]["labels"])
            print(f"  {part}: {len(table[part]['labels'])} names, smallest {small}, leaders {led}")


if __name__ == "__main__":
    csv_tables.run(main)

// Lettering: numbers, name pills, points, circles, prefecture and county names. Everything is placed
// greedily against the boxes already taken; a name that does not fit its own polygon stays away
// until the map is large enough.

const BADGE_INK = "#16212a";

const width = (text, size, spacing = 0) =>
  [...text].reduce((sum, ch) => sum + (ch.codePointAt(0) > 0x2e7f ? size : size * 0.58) + spacing, 0);

class Boxes {
  constructor() {
    this.taken = [];
  }

  free([x0, y0, x1, y1]) {
    return !this.taken.some(([a, b, c, d]) => x0 < c && x1 > a && y0 < d && y1 > b);
  }

  take(box) {
    this.taken.push(box);
  }
}

const boxAt = (x, y, w, h) => [x - w / 2, y - h / 2, x + w / 2, y + h / 2];

/** Rewrites the lettering; `view` turns plane coordinates into the screen's and back. */
export class Lettering {
  constructor(group, around, view) {
    Object.assign(this, { group, around, view, tinted: [] });
  }

  /** The names of the neighbours, where the window has room for them. */
  surroundings({ base, labels }) {
    this.around.replaceChildren();
    if (labels === false) return;
    const boxes = new Boxes();
    for (const [name, lon, lat] of base.neighbours) {
      const [x, y] = this.view.lonLat(lon, lat);
      if (!this.view.visible(x, y)) continue;
      const box = boxAt(x, y - 4, width(name, 13) + 4, 15);
      if (!boxes.free(box)) continue;
      boxes.take(box);
      const node = this.view.svg("text", { x, y, "font-size": 13, "text-anchor": "middle" });
      node.textContent = name;
      this.around.appendChild(node);
    }
  }

  draw({ geometry, payload, hidden, fillOf }) {
    this.group.replaceChildren();
    this.boxes = new Boxes();
    this.geometry = geometry;
    this.fillOf = fillOf;
    this.spots = new Map();
    this.tinted = [];
    this.names = payload.labels !== false;
    this.lineOf = payload.base.strokes.lines;
    this.below = this.view.svg("g", {}, this.group);
    this.circled = Boolean(payload.circles?.length);
    this.circles(payload.circles ?? []);
    const areas = (payload.areas ?? []).filter((a) => !hidden.has(a.id));
    const points = (payload.points ?? []).filter((p) => !hidden.has(p.id));
    this.selection(payload.selected ?? [], payload.selectedColours ?? []);
    points.forEach((point) => this.point(point));
    this.outlines = (payload.polygons ?? []).filter((p) => !hidden.has(p.id));
    this.areaMarks(areas);
    if (payload.labels !== false) {
      points.forEach((point) => this.pointName(point));
      this.prefectureNames();
      // the names of three thousand counties are the tooltip's
      if (payload.level === "county" && payload.renderer !== "canvas") this.countyNames();
    }
    this.surroundings(payload);
  }

  /** A name whose ink and halo follow the fills below it; `paint` says them. */
  name(x, y, content, form, paint) {
    this.tinted.push([this.text(x, y, content, { ...form, ...paint() }), paint]);
  }

  /** Only the colours below the names have changed. */
  recolour() {
    for (const [node, paint] of this.tinted) {
      const { fill, halo } = paint();
      if (node.getAttribute("fill") !== fill) node.setAttribute("fill", fill);
      if (node.getAttribute("stroke") !== halo) node.setAttribute("stroke", halo);
    }
  }

  text(x, y, content, { size, weight = 400, fill, halo, spacing = 0, anchor = "middle", family }) {
    const node = this.view.svg(
      "text",
      {
        x,
        y: y + size * 0.36,
        "font-size": size,
        "font-weight": weight,
        "text-anchor": anchor,
        fill,
      },
      this.group,
    );
    if (halo) {
      node.setAttribute("stroke", halo);
      node.setAttribute("class", "atlas-halo");
      // a wide halo would rub out a small circle below the name
      node.setAttribute("stroke-width", this.circled ? 1.1 : Math.max(2.2, size * 0.24));
    }
    if (spacing) node.setAttribute("letter-spacing", spacing);
    if (family) node.setAttribute("font-family", family);
    node.textContent = content;
    return node;
  }

  badge(x, y, content, { radius = 10, fill = BADGE_INK, group = this.group } = {}) {
    const { svg } = this.view;
    svg("circle", { cx: x, cy: y, r: radius, fill, stroke: "#ffffff", "stroke-width": 1.8 }, group);
    this.text(x, y, String(content), { size: radius * 1.18, weight: 700, fill: "#ffffff" });
  }

  circles(circles) {
    for (const circle of circles) {
      const [x, y] = this.view.lonLat(circle.lon, circle.lat);
      const shape = { cx: x, cy: y, r: Math.max(1.5, circle.r), "fill-opacity": circle.opacity };
      for (const [lon, lat] of circle.spokes ?? []) {
        const [x2, y2] = this.view.lonLat(lon, lat);
        this.view.svg("line", { x1: x, y1: y, x2, y2, class: "atlas-spoke" }, this.below);
      }
      const kind = circle.dashed ? "atlas-circle atlas-dashed" : "atlas-circle";
      this.view.svg("circle", { ...shape, class: kind }, this.below);
    }
  }

  selection(selected, colours) {
    if (selected.length < 2) return;
    selected.forEach((id, i) => {
      const unit = this.geometry.counties.get(id);
      if (!unit) return;
      const [x, y] = this.view.toScreen(unit.x, unit.y);
      const letter = String.fromCharCode(65 + i);
      this.badge(x, y, letter, { fill: colours[i % Math.max(1, colours.length)] });
      this.boxes.take(boxAt(x, y, 22, 22));
    });
  }

  /** A free place for a point: its own, or one on a small ring around it. */
  spread(x, y, size = 14) {
    if (this.boxes.free(boxAt(x, y, size, size))) return [x, y];
    for (const radius of [15, 28, 42]) {
      for (let k = 0; k < 12; k++) {
        const turn = (k * Math.PI) / 6 - Math.PI / 2;
        const [a, b] = [x + radius * Math.cos(turn), y + radius * Math.sin(turn)];
        if (this.boxes.free(boxAt(a, b, size, size))) return [a, b];
      }
    }
    return [x, y];
  }

  point(point) {
    const [px, py] = this.view.lonLat(point.lon, point.lat);
    const [x, y] = this.spread(px, py);
    this.spots.set(point.id, [x, y]);
    if (x !== px || y !== py) {
      const leader = { x1: px, y1: py, x2: x, y2: y, stroke: point.colour, "stroke-width": 1 };
      this.view.svg("line", leader, this.below);
    }
    const hollow = point.approximate;
    const mark = this.view.svg(
      "circle",
      {
        cx: x,
        cy: y,
        r: 5.5,
        class: "atlas-point leaflet-interactive",
        fill: hollow ? "#fffdf8" : point.colour,
        stroke: hollow ? point.colour : "#ffffff",
        "stroke-width": (hollow ? this.lineOf.hollow : this.lineOf.site).width,
      },
      this.group,
    );
    mark.dataset.point = point.id;
    this.boxes.take(boxAt(x, y, 14, 14));
    if (point.number != null) {
      this.badge(x + 9, y - 9, point.number, { radius: 7 });
      this.boxes.take(boxAt(x + 9, y - 9, 17, 17));
    }
  }

  pointName(point) {
    const [x, y] = this.spots.get(point.id);
    const size = 11.5;
    const w = width(point.name, size);
    const tries = [
      [x + 11 + w / 2, y + 1],
      [x - 11 - w / 2, y + 1],
      [x, y + 16],
      [x, y - 18],
    ];
    for (const [cx, cy] of tries) {
      const box = boxAt(cx, cy, w + 4, size + 5);
      if (!this.boxes.free(box)) continue;
      this.boxes.take(box);
      this.text(cx, cy, point.name, { size, fill: "#22303c", halo: "#fffdf8" });
      return;
    }
  }

  /** Numbers, and name pills when there are few systems, at a member's label point. */
  areaMarks(areas) {
    // A system without a number is known by its name alone; numbered ones are named when few.
    const few = areas.length <= 9;
    const spots = areas.map((area) => ({ area, at: this.candidates(area) }));
    for (const { area, at } of spots) {
      if (area.number == null || !at.length) continue;
      const spot =
        at.find(([x, y]) => this.boxes.free(boxAt(x, y, 22, 22))) ?? this.spread(...at[0], 22);
      this.badge(spot[0], spot[1], area.number);
      this.boxes.take(boxAt(spot[0], spot[1], 22, 22));
      area.spot = spot;
    }
    this.reserved = new Boxes();
    if (this.names) {
      for (const unit of this.geometry.prefectures.values()) {
        const [x, y] = this.view.toScreen(unit.x, unit.y);
        this.reserved.take(boxAt(x, y, width(unit.short, 17, 2.4), 22));
      }
    }
    for (const outline of this.outlines) this.keepClear(outline);
    for (const { area, at } of spots) if (few || area.number == null) this.pill(area, at);
  }

  /** Reserve a computed outline, so that no name is laid over the line that stands for a system. */
  keepClear({ polygons }) {
    for (const ring of polygons.flat()) {
      const points = ring.map(([lon, lat]) => this.view.lonLat(lon, lat));
      points.slice(1).forEach(([x, y], i) => {
        const [x0, y0] = points[i];
        const steps = Math.min(60, Math.ceil(Math.hypot(x - x0, y - y0) / 10));
        for (let s = 0; s < steps; s += 1) {
          const [px, py] = [x0 + ((x - x0) * s) / steps, y0 + ((y - y0) * s) / steps];
          this.reserved.take(boxAt(px, py, 6, 6));
        }
      });
    }
  }

  candidates(area) {
    const ids = [...area.members, ...area.partial].flatMap((id) => this.geometry.members(id));
    const units = [...new Set(ids)].map((id) => this.geometry.counties.get(id)).filter(Boolean);
    if (!units.length) return [];
    const total = units.reduce((sum, u) => sum + u.area, 0);
    const cx = units.reduce((sum, u) => sum + u.x * u.area, 0) / total;
    const cy = units.reduce((sum, u) => sum + u.y * u.area, 0) / total;
    return units
      .sort((a, b) => Math.hypot(a.x - cx, a.y - cy) - Math.hypot(b.x - cx, b.y - cy))
      .map((u) => this.view.toScreen(u.x, u.y));
  }

  pill(area, at) {
    const size = 12;
    const w = width(area.name, size) + 14;
    const h = 20;
    const first = area.spot ? [area.spot] : [];
    const tries = [...first, ...at].flatMap(([x, y]) => [
      [x, y + (area.spot ? 24 : 0)],
      [x, y - 24],
      [x + w / 2 + 16, y],
      [x - w / 2 - 16, y],
      [x, y + 24],
    ]);
    const boxes = tries.map(([x, y]) => [x, y, boxAt(x, y, w + 4, h + 3)]);
    const open = boxes.filter((entry) => this.boxes.free(entry[2]));
    // A name that the window's edge would cut stands elsewhere, where there is a place.
    const seen = open.filter((entry) => this.view.holds(entry[2]));
    const free = seen.length ? seen : open;
    // Best inside its own area and beside the names of prefectures.
    const own = this.geometry.union([...area.members, ...area.partial]).polygons;
    const apart = free.filter((entry) => this.reserved.free(entry[2]));
    const within = ([x, y]) => this.view.inside(own, ...this.view.toPlane(x, y));
    const spot = apart.find(within) ?? apart[0] ?? free[0];
    if (!spot) return;
    const [x, y] = spot;
    this.boxes.take(boxAt(x, y, w + 4, h + 3));
    const dark = this.view.lightness(area.colour) > 0.42;
    this.view.svg(
      "rect",
      { x: x - w / 2, y: y - h / 2, width: w, height: h, rx: 5, fill: area.colour, stroke: "#ffffff", "stroke-width": 1.4 },
      this.group,
    );
    const fill = dark ? "#16212a" : "#ffffff";
    this.text(x, y, area.name, { size, weight: 700, fill });
  }

  /** Ink and halo of a name over a fill: white on dark, ink on light. */
  colours(fill) {
    const light = this.view.lightness(fill) > 0.3;
    return { fill: light ? "#22303c" : "#ffffff", halo: fill ?? "#fdfcf8" };
  }

  /** As `colours`, for a name that may lie over several fills. */
  coloursAlong(x, y, w) {
    const under = [-0.45, 0, 0.45].map(
      (share) => this.geometry.at(...this.view.toPlane(x + share * w, y))?.id,
    );
    return () => {
      const fills = under.map((id) => (id ? this.fillOf(id) : undefined));
      const dark = fills.filter((fill) => this.view.lightness(fill) <= 0.3).length;
      if (dark === 0) return { fill: "#22303c", halo: fills[1] ?? "#fdfcf8" };
      if (dark === 3) return { fill: "#ffffff", halo: fills[1] };
      return { fill: "#22303c", halo: "#fdfcf8" };
    };
  }

  prefectureNames() {
    const size = this.view.zoom >= 8 ? 17 : 15;
    const spacing = size * 0.14;
    if (this.view.zoom >= 9.4) return;
    const units = [...this.geometry.prefectures.values()].filter((u) => !u.special);
    for (const unit of units.sort((a, b) => b.area - a.area)) {
      const w = width(unit.short, size, spacing);
      const [x, y] = this.view.toScreen(unit.x, unit.y);
      const tries = [0, -10, 10, -20, 20, -34, 34].flatMap((dy) =>
        [0, -0.3, 0.3, -0.6, 0.6].map((dx) => [x + dx * w, y + dy]),
      );
      for (const [cx, cy] of tries) {
        const box = boxAt(cx, cy, w + 2, size + 4);
        const plane = this.view.toPlane(cx, cy);
        if (!this.boxes.free(box) || !this.view.inside(unit.polygons, ...plane)) continue;
        this.boxes.take(box);
        this.name(cx, cy, unit.short, { size, weight: 700, spacing }, this.coloursAlong(cx, cy, w));
        break;
      }
    }
  }

  countyNames() {
    const size = this.view.zoom >= 8 ? 12 : 10.5;
    const units = [...this.geometry.counties.values()].filter(
      (u) => !u.special || this.view.zoom >= 9,
    );
    for (const unit of units.sort((a, b) => b.area - a.area)) {
      if (!this.countyName(unit, [unit.short], size) && [...unit.short].length > 2) {
        const letters = [...unit.short];
        const cut = Math.ceil(letters.length / 2);
        this.countyName(unit, [letters.slice(0, cut).join(""), letters.slice(cut).join("")], size);
      }
    }
  }

  countyName(unit, lines, size) {
    const w = Math.max(...lines.map((text) => width(text, size)));
    const h = size * 1.15 * lines.length;
    const [x, y] = this.view.toScreen(unit.x, unit.y);
    const tries = [
      [x, y],
      [x, y - size],
      [x, y + size],
      [x, y - 2 * size],
      [x, y + 2 * size],
      [x - w / 3, y],
      [x + w / 3, y],
    ];
    for (const [cx, cy] of tries) {
      const box = boxAt(cx, cy, w + 3, h + 2);
      if (!this.boxes.free(box) || !this.fits(unit, cx, cy, w, h)) continue;
      this.boxes.take(box);
      const paint = () => this.colours(this.fillOf(unit.id));
      lines.forEach((text, i) => {
        const dy = (i - (lines.length - 1) / 2) * size * 1.15;
        this.name(cx, cy + dy, text, { size, weight: 400 }, paint);
      });
      return true;
    }
    return false;
  }

  /** Whether a box, slightly shrunk, lies inside the unit's own polygon. */
  fits(unit, cx, cy, w, h) {
    const [dx, dy] = [w * 0.48, h * 0.4];
    const corners = [
      [-dx, -dy],
      [dx, -dy],
      [dx, dy],
      [-dx, dy],
      [0, -dy],
      [0, dy],
      [-dx, 0],
      [dx, 0],
    ];
    return corners.every(([a, b]) =>
      this.view.inside(unit.polygons, ...this.view.toPlane(cx + a, cy + b)),
    );
  }
}

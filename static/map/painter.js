// What is painted under the lettering: surroundings, fills, border lines, systems, marked counties.
// Every method writes only what differs from what is on the screen. Widths, dashes and tints come
// with the payload: the table of strokes is the same for every painter.

// From the ground up. Each sheet is a layer of the compositor, so a new colour paints one of them.
const SHEETS = {
  ground: ["atlas-ground", ["provinces", "border", "shadow"]],
  sheet: ["atlas-sheet", ["fills", "tints", "hairlines"]],
  lines: ["atlas-lines", ["rivers", "prefectures", "outline", "rims", "frontier", "reach", "routes"]],
  marks: ["atlas-lettering", ["hover", "selected", "picked"]],
};
const SOFT_SHADOW = [
  [17, 0.05],
  [12, 0.07],
  [7, 0.1],
];

export class Painter {
  constructor(parts, map, { gansu, context, data, onPlaced }) {
    const { style, strokes } = data.base;
    Object.assign(this, { parts, map, gansu, context, style, strokes, lineOf: strokes.lines });
    this.fills = new Map();
    this.level = parts.levelAt(map.getZoom());
    for (const [name, [pane, groups]] of Object.entries(SHEETS)) {
      if (name === "sheet" && data.renderer === "canvas") this.useCanvas();
      this[name] = this.newSheet(pane, groups, name === "marks" ? onPlaced : undefined);
    }
    this.drawGround();
    this.drawStatic();
    if (this.canvas) this.drawCountry();
    map.on("zoomend", () => this.refine());
  }

  get geometry() {
    return this.gansu.at(this.level);
  }

  /** Write everything again when the zoom asks for another level of detail. */
  refine() {
    const level = this.parts.levelAt(this.map.getZoom());
    if (level === this.level || !this.data) return;
    this.level = level;
    this.drawStatic();
    for (const [id, fill] of this.fills) {
      fill.node.setAttribute("d", this.geometry.units(this.data.level).get(id).d);
    }
    if (!this.canvas) this.paintHairlines();
    this.paintSystems(this.hidden);
    this.paintSelected();
    this.paintPicked(this.picked);
  }

  drawStatic() {
    if (!this.canvas) this.drawLines();
  }

  /** Over the canvas: provinces, the national border and the ten dashes. */
  drawCountry() {
    const { context, style: s, lineOf } = this;
    const { prefectures, outline, frontier } = this.lines.groups;
    for (const d of context.provinces) this.line(prefectures, d, s.outline, lineOf.neighbour);
    this.line(outline, context.provinceOf("620000"), s.ink, lineOf.province);
    const border = [...context.border, ...context.gansu].map((d) => [d, lineOf.national]);
    for (const [d, look] of [...border, ...context.undetermined.map((d) => [d, lineOf.undetermined])]) {
      this.stroke(frontier, d, s.base, lineOf.frontier.casing);
      this.line(frontier, d, s.border, look);
    }
  }

  newSheet(pane, groups, onScale) {
    const { L, makeSheet, Z0, ORIGIN } = this.parts;
    return makeSheet(L, { pane, z0: Z0, origin: ORIGIN, groups, onScale }).addTo(this.map);
  }

  useCanvas() {
    const { L, CanvasFills, CanvasPaints, tint, topojson } = this.parts;
    const { style } = this;
    const { topology } = this.gansu;
    const pane = "atlas-sheet";
    this.paints = new CanvasPaints(tint);
    this.canvas = new CanvasFills(L, this.map, { topology, topojson, pane, style, units: "county" });
  }

  stroke(group, d, colour, width, extra = {}) {
    const path = { d, class: "atlas-line", stroke: colour, "stroke-width": width, ...extra };
    return this.parts.svg("path", path, group);
  }

  /** A line as the table of strokes has it, broken where it is always broken or `broken` says so. */
  line(group, d, colour, look, broken = true) {
    const extra = look.opacity < 1 ? { "stroke-opacity": look.opacity } : {};
    if (look.dash && broken) extra["stroke-dasharray"] = look.dash;
    return this.stroke(group, d, colour, look.width, extra);
  }

  drawGround() {
    const { context, style: s, lineOf } = this;
    const { provinces, border } = this.ground.groups;
    const land = { fill: s.neighbour, stroke: s.neighbourLine, "stroke-width": lineOf.neighbour.width };
    for (const d of context.provinces) this.parts.svg("path", { ...land, d }, provinces);
    const draw = (paths, look) => paths.forEach((d) => this.line(border, d, s.border, look));
    draw(context.border, lineOf.national);
    draw(context.undetermined, lineOf.undetermined);
    draw(context.dashes, lineOf.southSea);
  }

  drawLines() {
    const { context, style: s, lineOf } = this;
    const { shadow } = this.ground.groups;
    const { hairlines } = this.sheet.groups;
    const { prefectures, outline, frontier } = this.lines.groups;
    for (const group of [shadow, hairlines, prefectures, outline, frontier]) group.replaceChildren();
    const arcs = (role) => this.geometry.borders.filter((b) => b.role === role).map((b) => b.d);
    const province = arcs("province").join("");
    for (const [width, opacity] of SOFT_SHADOW) {
      this.stroke(shadow, province, s.shadow, width, { "stroke-opacity": opacity });
    }
    this.light = this.line(hairlines, "", s.hairlineLight, lineOf.hairlineLight);
    this.grey = this.line(hairlines, "", s.hairlineDark, lineOf.hairlineDark);
    const between = arcs("prefecture").join("");
    this.prefectureLine = this.line(prefectures, between, s.prefecturePale, lineOf.prefecture);
    this.line(outline, province, s.outline, lineOf.province);
    // The stretch of the national border that is Gansu's own lies over the province's outline.
    for (const d of context.gansu) {
      this.stroke(frontier, d, s.base, lineOf.frontier.casing);
      this.line(frontier, d, s.border, lineOf.frontier);
    }
  }

  /** Take new data; `paint…` methods then read it. */
  use(data) {
    this.data = data;
  }

  buildFills() {
    if (this.canvas) return;
    const group = this.sheet.groups.fills;
    group.replaceChildren();
    this.fills.clear();
    for (const unit of this.geometry.units(this.data.level).values()) {
      const path = { d: unit.d, class: "leaflet-interactive", "fill-rule": "evenodd" };
      const node = this.parts.svg("path", path, group);
      node.dataset.code = unit.id;
      this.fills.set(unit.id, { node, paint: undefined });
    }
  }

  /** The class colour of a unit; undefined where it is hatched or has none. */
  colourOf(id) {
    return this.data.colours?.[this.data.fills?.[id]];
  }

  /** Whether a unit is on the map: in a class, hatched for a reason, or no county. */
  shows(id) {
    const { fills, hatches, special } = this.data;
    return Boolean(id in (fills ?? {}) || id in (hatches ?? {}) || special?.includes(id));
  }

  /** Hatching whose lines run `degrees` from east: each reason for no value has its own. */
  hatched(ground, line, kind, degrees) {
    const [width, gap, opacity] = this.strokes.hatchings[kind];
    return `url(#${this.sheet.stripes([[line, width, opacity], ["none", gap, 0]], 90 - degrees, ground)})`;
  }

  paintOf(unit) {
    const { missing, missingLine, special, specialLine } = this.style;
    const degrees = this.data.hatches?.[unit.id];
    if (degrees !== undefined) return this.hatched(missing, missingLine, "missing", degrees);
    if (unit.special) return this.hatched(special, specialLine, "special", -45);
    return this.colourOf(unit.id) ?? this.style.base;
  }

  /** As `paintOf`, on the canvas; a unit that is not shown has no paint. */
  canvasPaint(id, muted) {
    const { missing, missingLine, special, specialLine } = this.style;
    const degrees = this.data.hatches?.[id];
    if (degrees !== undefined) return this.paints.hatched(missing, missingLine, degrees);
    if (this.data.special?.includes(id)) return this.paints.hatched(special, specialLine, -45);
    const colour = this.colourOf(id);
    return colour && muted.has(id) ? this.paints.muted(colour) : colour;
  }

  /** The colour under a county's name. */
  fillUnder(id) {
    const county = this.data.level !== "prefecture";
    const key = county ? id : this.geometry.counties.get(id)?.prefecture;
    return this.colourOf(key) ?? this.style.base;
  }

  paintFills() {
    if (this.canvas) {
      const muted = new Set(this.data.muted ?? []);
      this.canvas.paint((id) => this.canvasPaint(id, muted));
      return;
    }
    const units = this.geometry.units(this.data.level);
    for (const [id, fill] of this.fills) {
      const paint = this.paintOf(units.get(id));
      if (paint === fill.paint) continue;
      fill.node.setAttribute("fill", paint);
      fill.paint = paint;
    }
    this.paintHairlines();
  }

  /** County lines: white beside a dark fill, grey where both sides are pale. */
  paintHairlines() {
    const { lightness } = this.parts;
    const known = new Map();
    const dark = (id) => {
      if (!known.has(id)) known.set(id, lightness(this.colourOf(id)) < 0.5);
      return known.get(id);
    };
    let [light, grey] = ["", ""];
    if (this.data.level === "county") {
      for (const { a, b, d, role } of this.geometry.borders) {
        if (role !== "county") continue;
        if (dark(a) || dark(b)) light += d;
        else grey += d;
      }
    }
    this.light.setAttribute("d", light);
    this.grey.setAttribute("d", grey);
    const figure = this.data.colours.length > 0;
    const colour = figure ? this.style.prefectureLine : this.style.prefecturePale;
    if (this.prefectureLine.getAttribute("stroke") !== colour) {
      this.prefectureLine.setAttribute("stroke", colour);
    }
  }

  /** The stem as the spine, tributaries and inland rivers thinner; traced ones dashed. */
  paintRivers(rivers) {
    const group = this.lines.groups.rivers;
    group.replaceChildren();
    const { riverStem, riverTributary } = this.strokes;
    for (const { d, kind, computed, outside } of rivers || []) {
      const stem = kind === "stem";
      const look = this.lineOf[outside ? "stem_outside" : kind] ?? this.lineOf.tributary;
      this.line(group, d, stem ? riverStem : riverTributary, look, computed);
    }
  }

  paintReach(hidden) {
    const group = this.lines.groups.reach;
    const look = this.lineOf.reach;
    group.replaceChildren();
    for (const item of this.data.polygons ?? []) {
      if (hidden.has(item.id)) continue;
      const d = this.parts.degreePath(item.polygons);
      const fill = { d, fill: item.colour, "fill-opacity": item.fill, "fill-rule": "evenodd" };
      this.parts.svg("path", { ...fill, "pointer-events": "none" }, group);
      this.stroke(group, d, "#ffffff", look.casing, { "stroke-opacity": look.casingOpacity });
      this.line(group, d, item.colour, look, item.dashed);
    }
  }

  paintSystems(hidden) {
    const { drawAreas, drawLines } = this.parts;
    const shown = (items) => items.filter((item) => !hidden.has(item.id));
    this.hidden = hidden;
    this.paintReach(hidden);
    // a system that its computed line stands for leaves its counties bare
    const areas = this.data.areas.filter((area) => area.style !== "reach");
    const tools = { ...this.parts, strokes: this.strokes };
    drawAreas(this.sheet, this.lines, this.geometry, shown(areas), tools);
    drawLines(this.lines, shown(this.data.lines), tools);
  }

  /** The outline of a unit with a white casing. */
  trace(group, id, colour, { casing, width }) {
    const d = (this.geometry.units(this.data.level).get(id) ?? this.geometry.union([id])).d;
    if (!d) return;
    this.stroke(group, d, "#ffffff", casing);
    this.stroke(group, d, colour, width);
  }

  paintSelected() {
    const { selected } = this.marks.groups;
    const colours = this.data.selectedColours;
    selected.replaceChildren();
    this.data.selected.forEach((id, i) => {
      this.trace(selected, id, colours[i % colours.length], this.lineOf.selected);
    });
  }

  paintPicked(id) {
    this.picked = id;
    this.marks.groups.picked.replaceChildren();
    if (id) this.trace(this.marks.groups.picked, id, this.style.ink, this.lineOf.picked);
  }

  paintHover(id) {
    this.marks.groups.hover.replaceChildren();
    if (id) this.trace(this.marks.groups.hover, id, this.style.ink, this.lineOf.hover);
  }
}

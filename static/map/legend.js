// The legend inside the map: classes with counts, the no-data rows, and the layout systems, whose
// rows switch them on and off without asking the server.

const SVG = "http://www.w3.org/2000/svg";

function draw(name, attributes, parent) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  parent.appendChild(node);
  return node;
}

function picture(parent) {
  return draw("svg", { width: 26, height: 16, class: "atlas-swatch", "aria-hidden": "true" }, parent);
}

/** Lines across a swatch, `degrees` from east. */
function hatch(parent, colour, degrees, gap = 4) {
  const group = draw("g", { stroke: colour, "stroke-width": 1 }, parent);
  if (degrees === 0) {
    for (let y = 3; y < 15; y += gap) draw("line", { x1: 1, y1: y, x2: 25, y2: y }, group);
    return;
  }
  const run = degrees === 90 ? 0 : 16 / Math.tan((degrees * Math.PI) / 180);
  const step = Math.max(gap, (gap * Math.abs(run)) / 20);
  for (let x = -Math.max(16, run); x < 44; x += step) {
    draw("line", { x1: x, y1: 16, x2: x + run, y2: 0 }, group);
  }
}

function areaSwatch(parent, area, { tint, strokes }) {
  const box = { x: 1, y: 1, width: 24, height: 14, rx: 1.5 };
  if (area.style === "vignette") {
    draw("rect", { ...box, fill: "#fdfcf8" }, parent);
    for (const [inset, opacity] of [[2.5, 0.16], [1.6, 0.3], [0.8, 0.8]]) {
      const dash = area.reading && inset < 1 ? { "stroke-dasharray": "3.4 2.6" } : {};
      draw("rect", { ...box, fill: "none", stroke: area.colour, "stroke-width": inset * 2, "stroke-opacity": opacity, ...dash }, parent);
    }
  } else if (area.style === "tint") {
    draw("rect", { ...box, fill: tint(area.colour, strokes.tint), stroke: area.colour, "stroke-width": 1.8 }, parent);
  } else if (area.style === "region") {
    draw("rect", { ...box, fill: "#fdfcf8" }, parent);
    for (const [inset, opacity] of [[3.5, 0.12], [2.2, 0.2]]) {
      draw("rect", { ...box, fill: "none", stroke: area.colour, "stroke-width": inset * 2, "stroke-opacity": opacity }, parent);
    }
    draw("rect", { ...box, fill: "none", stroke: area.colour, "stroke-width": 1.4, "stroke-dasharray": "3.4 2.6" }, parent);
  } else {
    const dash = area.reading ? { "stroke-dasharray": "4 2.6" } : {};
    draw("rect", { ...box, fill: "#fdfcf8", stroke: area.colour, "stroke-width": 2, ...dash }, parent);
  }
  if (!area.members.length && area.partial.length) hatch(parent, area.colour, area.hatch);
}

function pointSwatch(parent, point) {
  const ring = point.approximate
    ? { fill: "#fffdf8", stroke: point.colour, "stroke-width": 2.2 }
    : { fill: point.colour, stroke: "#ffffff", "stroke-width": 1.5 };
  draw("circle", { cx: 13, cy: 8, r: 5, ...ring }, parent);
}

function lineSwatch(parent, line) {
  const dash = line.dashed ? { "stroke-dasharray": "6 3.5" } : {};
  draw("line", { x1: 1, y1: 8, x2: 25, y2: 8, stroke: line.colour, "stroke-width": 2.4, ...dash }, parent);
}

function stripedSwatch(parent, [ground, band]) {
  draw("rect", { x: 1, y: 1, width: 24, height: 14, fill: ground }, parent);
  draw("path", { d: "M1 5L5 1h6L1 11zM3 15L17 1h6L9 15zM15 15L25 5v6l-4 4z", fill: band }, parent);
}

/** A class colour made pale, as `CanvasPaints.muted` does it. */
function pale(parent, colour, tint) {
  draw("rect", { x: 0.5, y: 0.5, width: 25, height: 15, fill: tint(colour, 0.4) }, parent);
  for (let x = 2; x < 24; x += 3) {
    const y = x % 2 ? 4 : 10;
    draw("rect", { x, y, width: 1.5, height: 1.5, fill: colour }, parent);
  }
}

export class Legend {
  constructor(parent, { el, button, tint, strokes, words, hidden, onToggle }) {
    Object.assign(this, { el, tint, strokes, words, hidden, onToggle });
    this.node = el("section", "atlas-legend", undefined, parent);
    this.node.setAttribute("aria-label", words.legend);
    this.handle = button(this.node, "atlas-legend-handle", "", words.fold, () => {
      this.folded(!this.node.classList.contains("is-folded"));
    });
    // What is read on it is its name; whether it is open is said by the state.
    this.handle.removeAttribute("aria-label");
    el("span", "", words.legend, this.handle);
    this.arrow = el("span", "", "", this.handle);
    this.arrow.setAttribute("aria-hidden", "true");
    this.body = el("div", "atlas-legend-body", undefined, this.node);
    this.figure = el("div", "atlas-legend-figure", undefined, this.body);
    this.layers = el("div", "", undefined, this.body);
    this.folded(false);
  }

  folded(state) {
    this.node.classList.toggle("is-folded", state);
    this.arrow.textContent = state ? " ▸" : " ▾";
    this.handle.setAttribute("aria-expanded", String(!state));
  }

  /** A legend that would hide the map of a low frame starts folded. */
  foldIfTall(height) {
    const share = height < 400 ? 0.4 : 0.6;
    if (this.node.offsetHeight > share * height && height < 560) this.folded(true);
  }

  /** The classes of the indicator. */
  renderClasses({ legend, muted, colours, words }) {
    this.figure.replaceChildren();
    if (legend.rows.length) this.classes(legend);
    if (muted?.length) {
      this.note(words.muted, (svg) => pale(svg, colours.at(-2), this.tint), this.figure);
    }
    this.notes(legend.figureNotes, this.figure);
    this.hideIfEmpty();
  }

  hideIfEmpty() {
    this.node.hidden = !this.figure.childElementCount && !this.layers.childElementCount;
  }

  /** The layout systems, each a switch. */
  renderSystems(payload) {
    const { el } = this;
    // Reading the position costs a layout; a legend that is written first stands at its top.
    const scroll = this.layers.childElementCount ? this.body.scrollTop : 0;
    this.layers.replaceChildren();
    const areas = (payload.areas ?? []).filter((area) => area.style !== "reach");
    const systems = [
      ...areas.map((item) => [item, areaSwatch]),
      ...(payload.points ?? []).map((item) => [item, pointSwatch]),
      ...(payload.lines ?? []).map((item) => [item, lineSwatch]),
      ...(payload.polygons ?? []).map((item) => [item, lineSwatch]),
    ];
    if (systems.length) {
      const list = el("ul", "atlas-systems", undefined, this.layers);
      systems.forEach(([item, swatch]) => this.system(list, item, swatch));
      this.notes(payload.legend.systemNotes, this.layers);
    }
    this.hideIfEmpty();
    if (scroll) this.body.scrollTop = scroll;
  }

  classes(legend) {
    const { el } = this;
    if (legend.title) el("h2", "", legend.title, this.figure);
    const most = Math.max(1, ...legend.rows.map((row) => row.count));
    if (legend.circles?.length) this.nested(legend.circles, legend.rows[0]?.colour);
    const table = el("table", "atlas-classes", undefined, this.figure);
    for (const row of legend.order.map((i) => legend.rows[i])) {
      const line = el("tr", "", undefined, table);
      const svg = picture(el("td", "", undefined, line));
      const fill = row.colour ?? "#f7f4ec";
      const box = { x: 0.5, y: 0.5, width: 25, height: 15, fill, stroke: "#b9b2a3", "stroke-width": 0.6 };
      if (row.kind === "circle" || row.kind === "zero") {
        draw("circle", { cx: 13, cy: 8, r: 7, fill, "fill-opacity": 0.55, stroke: "#b9b2a3" }, svg);
      } else draw("rect", box, svg);
      if (row.hatched) hatch(svg, "#a39c8d", row.degrees ?? 45);
      if (row.dashed) draw("circle", { cx: 13, cy: 8, r: 6, class: "atlas-circle atlas-dashed", "fill-opacity": 0.22, style: "stroke-dasharray: 3 2; stroke-width: 1.2" }, svg);
      el("td", "atlas-range", row.label, line);
      const cell = el("td", "atlas-count", undefined, line);
      const bar = el("i", "", undefined, cell);
      bar.style.width = `${Math.round((46 * row.count) / most)}px`;
      el("span", "", String(row.count), cell);
    }
  }

  /** Circles of round values that stand on one point, each with its value beside its top. */
  nested(circles, fill) {
    const wide = 2 * circles[0].radius;
    const size = { width: wide + 70, height: wide + 8, class: "atlas-circles", "aria-hidden": "true" };
    const svg = draw("svg", size, this.figure);
    let below = -Infinity;
    for (const { label, radius } of circles) {
      const cx = circles[0].radius + 1;
      const top = 7 + wide - 2 * radius;
      const y = Math.max(top, below + 12);
      draw("circle", { cx, cy: top + radius, r: radius, fill, "fill-opacity": 0.3, stroke: fill }, svg);
      draw("path", { d: `M${cx} ${top}L${wide + 5} ${y}h4`, fill: "none", stroke: "#8a949c" }, svg);
      const text = draw("text", { x: wide + 12, y: y + 4, "font-size": 12 }, svg);
      text.textContent = label;
      below = y;
    }
  }

  system(list, item, swatch) {
    const { el } = this;
    const node = el("button", "atlas-system", undefined, el("li", "", undefined, list));
    node.type = "button";
    const shown = () => !this.hidden.has(item.id);
    const mark = () => {
      node.setAttribute("aria-pressed", String(shown()));
      node.title = `${shown() ? this.words.hide : this.words.show}：${item.name}`;
    };
    swatch(picture(node), item, this);
    if (item.number != null) el("b", "atlas-number", String(item.number), node);
    el("span", "", item.name + (item.reading ? this.words.mark : ""), node);
    mark();
    node.addEventListener("click", (event) => {
      event.stopPropagation();
      if (shown()) this.hidden.add(item.id);
      else this.hidden.delete(item.id);
      mark();
      this.onToggle();
    });
  }

  /** Rows that explain a mark; which there are is decided with the payload. */
  notes(items, parent) {
    const quiet = "#6b7280";
    const samples = {
      doubled: (svg, colours) => stripedSwatch(svg, colours.map((c) => this.tint(c, this.strokes.stripeTint))),
      partial: (svg) => hatch(svg, quiet, -45),
      reading: (svg) => areaSwatch(svg, { style: "region", colour: quiet, members: [1], partial: [] }, this),
      approximate: (svg) => pointSwatch(svg, { approximate: true, colour: quiet }),
      special: (svg) => hatch(svg, "#cdc6b6", -45, 5),
    };
    for (const { kind, label, colours } of items) {
      this.note(label, (svg) => samples[kind](svg, colours), parent);
    }
  }

  note(text, paint, parent = this.layers) {
    const row = this.el("p", "atlas-legend-note", undefined, parent);
    paint(picture(row));
    this.el("span", "", text, row);
  }
}

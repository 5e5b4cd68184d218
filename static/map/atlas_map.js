// The screen map: mounted once per parent element, afterwards only the differences are painted.
//
// `run` is called by the component's loader with every module already imported, so that a new
// version of the atlas never mixes with files of the old one from the browser's cache.

const mounted = new WeakMap();

/** Draw or update the map of one component. */
export function run(component, parts, files) {
  const { parentElement, data } = component;
  parentElement.querySelector(".atlas-failed-note")?.remove();
  let map = mounted.get(parentElement);
  if (!map || map.signature !== signature(data)) {
    map?.remove();
    map = new AtlasMap(parentElement, data, parts, files);
    mounted.set(parentElement, map);
  }
  map.component = component;
  map.update(data);
  // Streamlit calls the clean-up of a run that was overtaken; only the latest may take the map away.
  const latest = (map.runs = (map.runs ?? 0) + 1);
  return () => {
    if (map.runs !== latest) return;
    map.remove();
    mounted.delete(parentElement);
  };
}

const signature = (data) => JSON.stringify([data.geometry, data.renderer]);

const BORDER_DASH = "11 3.5 1.5 3.5";
const GROUPS = [
  "shadow", "fills", "tints", "hairlines", "prefectures", "outline", "rims", "border", "lines",
  "hover", "selected", "picked",
];

class AtlasMap {
  constructor(parentElement, data, parts, files) {
    this.parts = parts;
    this.signature = signature(data);
    this.style = data.base.style;
    this.words = data.words;
    this.hidden = new Set();
    this.fills = new Map();
    this.last = {};
    this.picked = "";
    this.sent = "";
    this.reported = [];
    this.geometry = files.gansu;
    this.root = parts.el("div", "atlas", undefined, parentElement);
    this.root.style.height = `${data.height}px`;
    this.frame = parts.el("div", "atlas-map", undefined, this.root);
    this.buildMap(data);
    this.buildSurroundings(files.context);
    this.buildSheet(data);
    this.drawBorder(files.context);
    this.buildFurniture(data);
    this.listen();
  }

  buildMap({ base, view }) {
    const { L } = this.parts;
    this.base = base;
    this.map = L.map(this.frame, {
      attributionControl: false,
      zoomControl: false,
      doubleClickZoom: false,
      minZoom: base.minZoom,
      maxZoom: base.maxZoom,
      zoomSnap: base.zoomSnap,
      zoomDelta: base.zoomDelta,
      wheelPxPerZoomLevel: 110,
      maxBounds: base.maxBounds,
      maxBoundsViscosity: 0.9,
      inertia: true,
    });
    for (const [name, z] of Object.entries(base.panes)) {
      this.map.createPane(name).style.zIndex = z;
    }
    this.moved = Boolean(view);
    this.quietly(() => (view ? this.map.setView([view[0], view[1]], view[2]) : this.fitProvince()));
  }

  /** Run something that moves the map without telling Python. */
  quietly(action) {
    this.silent = true;
    action();
    this.silent = false;
  }

  fitProvince({ animate = false } = {}) {
    const padding = { paddingTopLeft: [this.clearance ?? 14, 12], paddingBottomRight: [14, 26] };
    this.map.fitBounds(this.base.bounds, { ...padding, animate });
  }

  /** Move the province to the right until the legend no longer covers it, if there is room. */
  clearLegend() {
    const frame = this.root.getBoundingClientRect();
    const box = this.legend.node.getBoundingClientRect();
    const [right, top] = [box.right - frame.left + 8, box.top - frame.top - 8];
    const covered = () => {
      for (const { polygons } of this.geometry.counties.values()) {
        for (const [ring] of polygons) {
          for (let i = 0; i < ring.length; i += 3) {
            const [x, y] = this.view.toScreen(...ring[i]);
            const p = this.map.layerPointToContainerPoint([x, y]);
            if (p.x < right && p.y > top) return true;
          }
        }
      }
      return false;
    };
    this.clearance = 14;
    this.fitProvince();
    if (!box.width || !covered()) return;
    const zoom = this.map.getZoom();
    for (const left of [50, 90, 130, 170, 210, 250, 290]) {
      this.clearance = left;
      this.fitProvince();
      if (zoom - this.map.getZoom() > 0.45) break;
      if (!covered()) return;
    }
    this.clearance = 14;
    this.fitProvince();
  }

  newSheet(pane, groups, onScale) {
    const { L, makeSheet, Z0, ORIGIN } = this.parts;
    return makeSheet(L, { pane, z0: Z0, origin: ORIGIN, groups, onScale }).addTo(this.map);
  }

  buildSurroundings(context) {
    const { svg } = this.parts;
    const s = this.style;
    this.ground = this.newSheet("atlas-ground", ["provinces", "border"]);
    const { provinces, border } = this.ground.groups;
    svg("path", { d: context.provinces, fill: s.neighbour, stroke: s.neighbourLine, "stroke-width": 0.8 }, provinces);
    const line = { class: "atlas-line", stroke: s.border, "stroke-width": 1.5 };
    svg("path", { ...line, d: context.border, "stroke-dasharray": BORDER_DASH }, border);
    svg("path", { ...line, d: context.undetermined, "stroke-dasharray": "6 4" }, border);
    svg("path", { ...line, d: context.dashes, "stroke-width": 1.8 }, border);
    this.around = svg("g", { class: "atlas-around" }, this.ground._container);
  }

  buildSheet(data) {
    const { L, svg, lightness, inside, CanvasFills, topojson } = this.parts;
    if (data.renderer === "canvas") {
      this.canvas = new CanvasFills(L, this.map, {
        geometry: this.geometry, topojson, pane: "atlas-sheet", units: "county", style: this.style,
      });
    }
    this.sheet = this.newSheet("atlas-sheet", GROUPS);
    this.hatch = {
      missing: this.sheet.stripes([[this.style.missingLine, 1, 1], ["none", 4, 0]], 45, this.style.missing),
      special: this.sheet.stripes([[this.style.specialLine, 0.8, 1], ["none", 5.2, 0]], -45, this.style.special),
    };
    this.letters = this.newSheet("atlas-lettering", [], () => this.queueLetters());
    const group = svg("g", { class: "atlas-letters" }, this.letters._container);
    const screen = (x, y) => {
      const p = this.map.getPixelOrigin();
      const k = this.letters.scale;
      const [ox, oy] = this.parts.ORIGIN;
      return [(x + ox) * k - p.x, (y + oy) * k - p.y];
    };
    const map = this.map;
    this.view = {
      svg, inside, lightness,
      get zoom() { return map.getZoom(); },
      toScreen: screen,
      toPlane: (x, y) => {
        const [ox, oy] = screen(0, 0);
        return [(x - ox) / this.letters.scale, (y - oy) / this.letters.scale];
      },
      lonLat: (lon, lat) => screen(...this.parts.project(lon, lat)),
    };
    this.lettering = new this.parts.Lettering(group, this.view);
    this.drawOutline();
  }

  /** The stretch of the national border that is Gansu's own lies over the province's outline. */
  drawBorder(context) {
    const { svg } = this.parts;
    const line = { d: context.gansu, class: "atlas-line" };
    const { border } = this.sheet.groups;
    svg("path", { ...line, stroke: this.style.base, "stroke-width": 2.4 }, border);
    svg("path", { ...line, stroke: this.style.border, "stroke-width": 1.7, "stroke-dasharray": BORDER_DASH }, border);
  }

  drawOutline() {
    const { svg } = this.parts;
    const d = (role) => this.geometry.borders.filter((b) => b.role === role).map((b) => b.d).join("");
    const { shadow, prefectures, outline } = this.sheet.groups;
    const province = d("province");
    if (this.canvas) return;
    for (const [width, opacity] of [[17, 0.05], [12, 0.07], [7, 0.1]]) {
      svg("path", { d: province, class: "atlas-line", stroke: this.style.shadow, "stroke-width": width, "stroke-opacity": opacity }, shadow);
    }
    this.prefectureLine = svg("path", { d: d("prefecture"), class: "atlas-line", "stroke-width": 1.1 }, prefectures);
    svg("path", { d: province, class: "atlas-line", stroke: this.style.outline, "stroke-width": 1.7 }, outline);
    this.light = svg("path", { class: "atlas-line", stroke: this.style.hairlineLight, "stroke-width": 0.7 }, this.sheet.groups.hairlines);
    this.grey = svg("path", { class: "atlas-line", stroke: this.style.hairlineDark, "stroke-width": 0.6 }, this.sheet.groups.hairlines);
  }

  buildFurniture(data) {
    const { el, button, tint, ScaleBar, Tooltip, Card, Legend } = this.parts;
    const w = this.words;
    const bar = el("div", "atlas-buttons", undefined, this.root);
    button(bar, "is-square", "+", w.zoomIn, () => this.map.zoomIn());
    button(bar, "is-square", "−", w.zoomOut, () => this.map.zoomOut());
    button(bar, "", w.whole, w.wholeTitle, () => {
      this.fitProvince({ animate: true });
    });
    this.fitButton = button(bar, "", w.fit, w.fitTitle, () => this.fitTo(this.chosen(), true));
    this.legend = new Legend(this.root, {
      el, button, tint, words: w, hidden: this.hidden, onToggle: () => this.paintSystems(),
    });
    if (data.height < 520) this.legend.folded(true);
    const foot = el("div", "atlas-foot", undefined, this.root);
    this.scale = new ScaleBar(foot, w);
    this.source = el("p", "atlas-source", "", foot);
    this.tip = new Tooltip(this.root);
    this.card = new Card(this.root, {
      words: w,
      onClose: () => this.pick(""),
      onAction: (action) => this.component.setTriggerValue("action", action),
    });
    this.scale.update(this.map);
  }

  listen() {
    const { L } = this.parts;
    for (const area of [this.frame]) {
      area.addEventListener("pointermove", (event) => this.hover(event));
      area.addEventListener("pointerleave", () => this.unhover());
      area.addEventListener("keydown", (event) => event.key === "Escape" && this.pick(""));
    }
    this.root.addEventListener("keydown", (event) => event.key === "Escape" && this.pick(""));
    this.map.on("click", (event) => this.pick(event.originalEvent.target?.dataset?.code ?? ""));
    this.map.on("movestart zoomstart", () => this.unhover());
    this.map.on("move zoom", () => this.scale.update(this.map));
    this.map.on("moveend", () => this.onMoved());
    this.observer = new ResizeObserver(() => {
      this.quietly(() => {
        this.map.invalidateSize({ animate: false, pan: this.moved });
        this.root.classList.toggle("is-short", this.root.clientHeight < 560);
        if (!this.moved && this.placed) this.clearLegend();
      });
    });
    this.observer.observe(this.frame);
    L.DomEvent.disableScrollPropagation(this.legend.node);
  }

  onMoved() {
    if (this.silent) return;
    this.moved = true;
    clearTimeout(this.reporting);
    this.reporting = setTimeout(() => {
      const { lat, lng } = this.map.getCenter();
      const view = [Number(lat.toFixed(4)), Number(lng.toFixed(4)), Number(this.map.getZoom().toFixed(2))];
      this.reported = [...this.reported.slice(-20), JSON.stringify(view)];
      this.component.setStateValue("view", view);
    }, 400);
  }

  /** Choose a county, or none; the same county again means none. */
  pick(code) {
    const next = code && code !== this.picked ? code : "";
    this.picked = next;
    this.paintPicked();
    if (!next) this.card.render(null);
    if (next === "" && this.sent === "") return;
    this.sent = next;
    this.component.setStateValue("selected", next);
  }

  hover(event) {
    if (event.pointerType === "touch" || event.buttons) return;
    const { code, point } = event.target.dataset ?? {};
    const key = code ?? point;
    if (!key) return this.unhover();
    if (code !== this.hovered) {
      this.hovered = code;
      this.sheet.groups.hover.replaceChildren();
      if (code) this.trace(this.sheet.groups.hover, code, "#ffffff", 3.4, this.style.ink, 1.5);
    }
    this.tip.show(key, (node) => (code ? this.describeUnit(node, code) : this.describePoint(node, point)), event);
    return undefined;
  }

  unhover() {
    this.hovered = undefined;
    this.sheet.groups.hover.replaceChildren();
    this.tip.hide();
  }

  describeUnit(node, code) {
    const { el } = this.parts;
    const unit = this.geometry.units(this.data.level).get(code);
    const head = el("div", "", undefined, node);
    el("b", "", unit?.name ?? code, head);
    if (unit?.prefectureName && unit.prefectureName !== unit.name) {
      el("span", "atlas-tip-where", unit.prefectureName, head);
    }
    const value = this.data.values?.[code] ?? (unit?.special ? this.words.special : "");
    if (value) el("div", "atlas-tip-value", value, node);
    const names = (this.data.areas ?? [])
      .filter((area) => !this.hidden.has(area.id))
      .flatMap((area) => {
        if (area.members.includes(code)) return [area.name];
        return area.partial.includes(code) ? [`${area.name}（${this.words.part}）`] : [];
      });
    if (names.length) el("div", "atlas-tip-systems", names.slice(0, 8).join("、") + (names.length > 8 ? "…" : ""), node);
  }

  describePoint(node, id) {
    const { el } = this.parts;
    const point = (this.data.points ?? []).find((p) => p.id === id);
    el("b", "", point?.name ?? "", node);
    if (point?.approximate) el("div", "atlas-tip-systems", this.words.approximate, node);
  }

  trace(group, id, casing, casingWidth, colour, width) {
    const { svg } = this.parts;
    const d = (this.geometry.units(this.data.level).get(id) ?? this.geometry.union([id])).d;
    if (!d) return;
    svg("path", { d, class: "atlas-line", stroke: casing, "stroke-width": casingWidth }, group);
    svg("path", { d, class: "atlas-line", stroke: colour, "stroke-width": width }, group);
  }

  /** Whether a part of the payload differs from the last one that was painted. */
  changed(name, value) {
    const text = JSON.stringify(value ?? null);
    if (this.last[name] === text) return false;
    this.last[name] = text;
    return true;
  }

  update(data) {
    this.data = data;
    if (this.changed("height", data.height)) this.root.style.height = `${data.height}px`;
    if (this.changed("level", data.level)) this.buildFills();
    const painted = this.changed("fills", [data.level, data.fills, data.colours]);
    if (painted) this.paintFills();
    const systems = this.changed("systems", [data.areas, data.lines]);
    if (systems) this.paintSystems({ letters: false });
    const chosen = this.changed("selected", data.selected);
    if (chosen) this.paintSelected();
    const marks = this.changed("marks", [data.points, data.circles, data.labels]);
    if (painted || systems || chosen || marks) this.queueLetters();
    if (this.changed("legend", [data.legend, data.areas, data.points, data.lines])) this.legend.render(data);
    if (this.changed("source", data.source)) this.source.textContent = data.source ?? "";
    if (this.changed("alt", data.alt)) {
      this.frame.setAttribute("role", "region");
      this.frame.setAttribute("aria-label", data.alt ?? "");
    }
    this.updateCard(data.card);
    if (!this.placed && !this.moved) this.quietly(() => this.clearLegend());
    this.placed = true;
    this.updateView(data);
    this.tip.key = undefined;
  }

  updateCard(card) {
    if (this.changed("card", card)) {
      this.card.render(card);
      this.picked = card?.adcode ?? "";
      this.paintPicked();
    } else if (!card && this.picked) {
      this.picked = "";
      this.paintPicked();
    }
    this.fitButton.hidden = !this.chosen().length;
  }

  updateView({ view, fit }) {
    const first = !("view" in this.last);
    if (this.changed("view", view) && !first && view && !this.reported.includes(JSON.stringify(view))) {
      this.moved = true;
      this.quietly(() => this.map.setView([view[0], view[1]], view[2], { animate: false }));
    }
    if (this.changed("fit", fit) && fit?.length && !(first && view)) this.fitTo(fit, false);
  }

  chosen() {
    const ids = [...(this.data?.selected ?? [])];
    if (this.picked && !ids.includes(this.picked)) ids.push(this.picked);
    return ids;
  }

  fitTo(ids, byUser) {
    const { L, Z0, ORIGIN } = this.parts;
    const box = L.latLngBounds([]);
    for (const rings of this.geometry.union(ids).polygons) {
      for (const [x, y] of rings[0]) {
        box.extend(this.map.unproject([x + ORIGIN[0], y + ORIGIN[1]], Z0));
      }
    }
    if (!box.isValid()) return;
    this.moved = true;
    const options = { padding: [60, 60], maxZoom: 9 };
    if (byUser) this.map.fitBounds(box, options);
    else this.quietly(() => this.map.fitBounds(box, { ...options, animate: false }));
  }

  buildFills() {
    if (this.canvas) return;
    const { svg } = this.parts;
    const group = this.sheet.groups.fills;
    group.replaceChildren();
    this.fills.clear();
    for (const unit of this.geometry.units(this.data.level).values()) {
      const path = svg("path", { d: unit.d, class: "leaflet-interactive", "fill-rule": "evenodd" }, group);
      path.dataset.code = unit.id;
      this.fills.set(unit.id, { path, paint: undefined });
    }
  }

  /** The class colour of a unit; undefined where it is hatched or has none. */
  colourOf(id) {
    const index = this.data.fills?.[id];
    return index >= 0 ? this.data.colours[index] : undefined;
  }

  paintOf(unit) {
    const index = this.data.fills?.[unit.id];
    if (index === -1) return `url(#${this.hatch.missing})`;
    if (index === -2 || unit.special) return `url(#${this.hatch.special})`;
    return this.colourOf(unit.id) ?? this.style.base;
  }

  paintFills() {
    if (this.canvas) {
      for (const id of this.canvas.layers.keys()) this.canvas.paint(id, this.colourOf(id) ?? this.style.base);
      return;
    }
    const units = this.geometry.units(this.data.level);
    for (const [id, fill] of this.fills) {
      const paint = this.paintOf(units.get(id));
      if (paint !== fill.paint) {
        fill.path.setAttribute("fill", paint);
        fill.paint = paint;
      }
    }
    this.paintHairlines();
  }

  /** County lines: white between dark fills, grey where both sides are pale. */
  paintHairlines() {
    const { lightness } = this.parts;
    const county = this.data.level === "county";
    const dark = new Map();
    const isDark = (id) => {
      if (!dark.has(id)) dark.set(id, lightness(this.colourOf(id)) < 0.5);
      return dark.get(id);
    };
    let [light, grey] = ["", ""];
    for (const { a, b, d, role } of this.geometry.borders) {
      if (role !== "county" || !county) continue;
      if (isDark(a) || isDark(b)) light += d;
      else grey += d;
    }
    this.light.setAttribute("d", light);
    this.grey.setAttribute("d", grey);
    const figure = (this.data.colours ?? []).length > 0;
    this.prefectureLine.setAttribute("stroke", figure ? this.style.prefectureLine : this.style.prefecturePale);
  }

  paintSystems({ letters = true } = {}) {
    const { drawAreas, drawLines } = this.parts;
    const shown = (items) => (items ?? []).filter((item) => !this.hidden.has(item.id));
    drawAreas(this.sheet, this.geometry, shown(this.data.areas), this.parts);
    drawLines(this.sheet, shown(this.data.lines), this.parts);
    if (letters) this.queueLetters();
  }

  paintSelected() {
    const group = this.sheet.groups.selected;
    group.replaceChildren();
    const colours = this.data.selectedColours;
    this.data.selected.forEach((id, i) => {
      this.trace(group, id, "#ffffff", 5.4, colours[i % colours.length], 3);
    });
  }

  paintPicked() {
    this.sheet.groups.picked.replaceChildren();
    if (this.picked) this.trace(this.sheet.groups.picked, this.picked, "#ffffff", 5, this.style.ink, 2.6);
    this.fitButton.hidden = !this.chosen().length;
  }

  /** Lettering waits for the colours to be on the screen. */
  queueLetters() {
    if (this.lettersQueued || !this.lettering) return;
    this.lettersQueued = true;
    const draw = () => {
      this.lettersQueued = false;
      if (this.removed || !this.data) return;
      this.lettering.draw({
        geometry: this.geometry,
        level: this.data.level,
        payload: this.data,
        hidden: this.hidden,
        fillOf: (id) => this.fillUnder(id),
      });
      this.letterSurroundings();
    };
    queueMicrotask(draw);
  }

  fillUnder(id) {
    const key = this.data.level === "prefecture" ? this.geometry.counties.get(id)?.prefecture : id;
    return this.colourOf(key) ?? this.style.base;
  }

  letterSurroundings() {
    const { svg } = this.parts;
    this.around.replaceChildren();
    if (this.data.labels === false) return;
    for (const [name, lon, lat] of this.base.neighbours) {
      const [x, y] = this.view.lonLat(lon, lat);
      svg("text", { x, y, "font-size": 13, "text-anchor": "middle" }, this.around).textContent = name;
    }
  }

  remove() {
    this.removed = true;
    clearTimeout(this.reporting);
    this.observer.disconnect();
    this.map.remove();
    this.root.remove();
  }
}

// The screen map: mounted once per parent element, afterwards only the differences are painted.
//
// `run` is called by loader.js with every module already imported, so that a new version of the
// atlas never mixes with files of the old one from the browser's cache.

const mounted = new WeakMap();
const signature = (data) => JSON.stringify([data.geometry, data.renderer, data.base.bounds]);

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
  map.rivers = files.rivers;
  map.update(data);
  // Streamlit calls the clean-up of a run that was overtaken; only the latest may take the map away.
  const latest = (map.runs = (map.runs ?? 0) + 1);
  return () => {
    if (map.runs !== latest) return;
    map.remove();
    mounted.delete(parentElement);
  };
}

/** Streamlit fades an element while its script runs; a map that fades is painted whole again. */
function keepOpaque(parentElement) {
  const holder = parentElement.host?.closest('[data-testid="stElementContainer"]');
  holder?.style.setProperty("opacity", "1", "important");
  holder?.style.setProperty("transition", "none", "important");
}

class AtlasMap {
  constructor(parentElement, data, parts, { gansu, context }) {
    const { el, Camera, Painter } = parts;
    this.parts = parts;
    this.data = data;
    this.signature = signature(data);
    this.words = data.words;
    this.hidden = new Set();
    this.last = {};
    this.picked = "";
    this.sent = "";
    this.stage = el("div", "atlas-stage", undefined, parentElement);
    this.root = el("div", "atlas", undefined, this.stage);
    keepOpaque(parentElement);
    this.root.classList.toggle("is-wide", data.renderer === "canvas");
    this.setHeight(data);
    this.frame = el("div", "atlas-map", undefined, this.root);
    const report = (view) => this.component.setStateValue("view", view);
    this.camera = new Camera(parts, this.frame, data, report);
    this.map = this.camera.map;
    const onPlaced = () => this.queueLetters();
    this.painter = new Painter(parts, this.map, { gansu, context, data, onPlaced });
    this.buildLetters();
    this.buildFurniture(data);
    this.listen();
  }

  get geometry() {
    return this.painter.geometry;
  }

  /** Without a height of its own the map fills the window below the page's head. */
  setHeight({ height }) {
    if (height) this.stage.style.setProperty("--height", `${height}px`);
    else this.stage.style.removeProperty("--height");
    this.shape();
  }

  /** Classes for the room that there is; the styles ask for them. */
  shape() {
    const narrow = this.parts.isNarrow();
    this.root.classList.toggle("is-narrow", narrow);
    // Beside a column of text the source would stand as a column itself: it goes below the map.
    const slim = !narrow && this.root.offsetWidth > 0 && this.root.offsetWidth < 620;
    this.root.classList.toggle("is-slim", slim);
    if (!this.map) return;
    this.camera.foot = narrow || slim ? 12 : 44;
    this.root.style.setProperty("--foot", `${slim ? this.foot.offsetHeight : 0}px`);
    this.root.classList.toggle("is-short", this.map.getSize().y < 560);
  }

  buildLetters() {
    const { svg, inside, lightness, project, ORIGIN, Lettering } = this.parts;
    const { map } = this;
    const sheet = this.painter.marks;
    const toScreen = (x, y) => {
      const pixel = map.getPixelOrigin();
      return [(x + ORIGIN[0]) * sheet.scale - pixel.x, (y + ORIGIN[1]) * sheet.scale - pixel.y];
    };
    const toPlane = (x, y) => {
      const [ox, oy] = toScreen(0, 0);
      return [(x - ox) / sheet.scale, (y - oy) / sheet.scale];
    };
    this.view = {
      svg,
      inside,
      lightness,
      toScreen,
      toPlane,
      lonLat: (lon, lat) => toScreen(...project(lon, lat)),
      visible: (x, y) => {
        const at = map.layerPointToContainerPoint([x, y]);
        const size = map.getSize();
        return at.x > 75 && at.x < size.x - 75 && at.y > 24 && at.y < size.y - 52;
      },
      holds: ([x0, y0, x1, y1]) => {
        const [a, b] = [[x0, y0], [x1, y1]].map((at) => map.layerPointToContainerPoint(at));
        const size = map.getSize();
        return a.x >= 0 && a.y >= 0 && b.x <= size.x && b.y <= size.y;
      },
      get zoom() {
        return map.getZoom();
      },
    };
    this.around = svg("g", { class: "atlas-around" }, sheet._container);
    const group = svg("g", { class: "atlas-letters" }, sheet._container);
    this.lettering = new Lettering(group, this.around, this.view);
  }

  buildFurniture(data) {
    const { el, button, tint, ScaleBar, Tooltip, Card, Legend } = this.parts;
    const { Fingers, Walk, Paper, Presentation } = this.parts;
    const w = this.words;
    const bar = el("div", "atlas-buttons", undefined, this.root);
    button(bar, "is-square", "+", w.zoomIn, () => this.map.zoomIn());
    button(bar, "is-square", "−", w.zoomOut, () => this.map.zoomOut());
    button(bar, "", w.whole, w.wholeTitle, () => this.camera.fitProvince({ animate: true }));
    this.fitButton = button(bar, "", w.fit, w.fitTitle, () =>
      this.camera.fitTo(this.geometry.union(this.chosen()), { byUser: true }),
    );
    const onToggle = () => {
      this.painter.paintSystems(this.hidden);
      this.queueLetters();
    };
    const { strokes } = data.base;
    const tools = { el, button, tint, strokes, words: w, hidden: this.hidden, onToggle };
    this.legend = new Legend(this.root, tools);
    this.foot = el("div", "atlas-foot", undefined, this.root);
    this.scale = new ScaleBar(this.foot, w);
    this.source = el("p", "atlas-source", "", this.foot);
    this.tip = new Tooltip(this.root);
    this.card = new Card(this.root, {
      words: w,
      onClose: () => this.pick(""),
      onAction: (action) => this.component.setTriggerValue("action", action),
    });
    this.scale.update(this.map);
    this.shape();
    this.fingers = new Fingers(this.root, this.frame, this.map, { el, words: w });
    this.walk = new Walk(this, { el });
    this.paper = new Paper(this);
    this.presentation = new Presentation(this, { el });
  }

  listen() {
    this.frame.addEventListener("pointermove", (event) => this.hover(event));
    this.frame.addEventListener("pointerleave", () => this.unhover());
    this.root.addEventListener("keydown", (event) => event.key === "Escape" && this.escape());
    this.map.on("click", ({ originalEvent }) => this.pick(this.target(originalEvent).code ?? ""));
    this.map.on("movestart zoomstart", () => this.unhover());
    this.map.on("move zoom", () => this.scale.update(this.map));
    this.map.on("moveend", () => this.data && this.lettering.surroundings(this.data));
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(this.frame);
    this.parts.L.DomEvent.disableScrollPropagation(this.legend.node);
  }

  resized() {
    const { camera } = this;
    if (this.paper.kept) return;
    camera.quietly(() => {
      this.shape();
      this.map.invalidateSize({ animate: false, pan: camera.moved });
      if (!camera.moved && this.placed) this.showProvince();
    });
  }

  /** After a change of scale: sheets that the compositor has kept are painted sharp again. */
  redrawn() {
    const sheets = this.frame.querySelectorAll(".atlas-sheet");
    for (const sheet of sheets) sheet.style.willChange = "auto";
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        for (const sheet of sheets) sheet.style.willChange = "transform";
      }),
    );
  }

  /** Esc closes the card; without one it ends the walk over the map. */
  escape() {
    const inside = this.card.node.contains(this.root.getRootNode().activeElement);
    if (this.picked) {
      this.pick("");
      if (inside) {
        this.frame.focus({ preventScroll: true });
        this.walk.go(this.walk.at);
      }
    } else {
      this.walk.leave();
      this.frame.blur();
    }
  }

  showProvince() {
    if (this.painter.canvas) {
      this.camera.besideLegend(this.legend.node);
      return;
    }
    this.camera.clearLegend(this.legend.node, this.geometry, this.view.toScreen);
  }

  /** Choose a county, or none; the same county again means none. */
  pick(code) {
    this.picked = code && code !== this.picked ? code : "";
    this.markPicked();
    if (!this.picked) {
      this.card.render(null);
      this.last.card = undefined;
      this.root.classList.remove("has-card");
    }
    if (this.picked === "" && this.sent === "") return;
    this.sent = this.picked;
    if (this.picked) this.walk.say(this.picked);
    this.component.setStateValue("selected", this.picked);
  }

  markPicked() {
    this.painter.paintPicked(this.picked);
    this.fitButton.hidden = !this.chosen().length;
  }

  chosen() {
    return [...new Set([...this.data.selected, this.picked].filter(Boolean))];
  }

  /** The unit or point under the pointer; a canvas has no elements, so its units are looked for. */
  target(event) {
    const { code, point } = event.target?.dataset ?? {};
    if (code || point || !this.painter.canvas) return { code, point };
    const at = this.map.containerPointToLayerPoint(this.map.mouseEventToContainerPoint(event));
    const unit = this.geometry.at(...this.view.toPlane(at.x, at.y));
    return { code: unit && this.painter.shows(unit.id) ? unit.id : undefined };
  }

  hover(event) {
    const { code, point } = this.target(event);
    if (event.pointerType === "touch" || event.buttons || !(code ?? point)) {
      this.unhover();
      return;
    }
    if (code !== this.hovered) {
      this.hovered = code;
      this.painter.paintHover(code);
    }
    const describe = (node) =>
      code ? this.describeUnit(node, code) : this.describePoint(node, point);
    this.tip.show(code ?? point, describe, event);
  }

  unhover() {
    if (this.hovered) this.painter.paintHover();
    this.hovered = undefined;
    this.tip.hide();
  }

  /** The class of a unit as the legend names it, or nothing. */
  classOf(code) {
    const colour = this.data.colours?.[this.data.fills?.[code]];
    const row = colour && this.data.legend.rows.find((item) => item.colour === colour);
    return row ? `${this.words.inClass}${row.label}` : "";
  }

  /** What a screen reader hears of a unit: name, value with rank, class, systems. */
  wordsOf(code) {
    const node = document.createElement("div");
    this.describeUnit(node, code);
    const said = [...node.children].map((part) =>
      [...part.children].map((piece) => piece.textContent).join("，") || part.textContent);
    return [...said.slice(0, 2), this.classOf(code), ...said.slice(2)].filter(Boolean);
  }

  describeUnit(node, code) {
    const { el } = this.parts;
    const unit = this.geometry.units(this.data.level).get(code);
    const head = el("div", "", undefined, node);
    el("b", "", unit?.name ?? code, head);
    if (unit?.prefectureName && unit.prefectureName !== unit.name) {
      el("span", "atlas-tip-where", unit.prefectureName, head);
    }
    const value = this.data.values[code] ?? (unit?.special ? this.words.special : "");
    if (value) el("div", "atlas-tip-value", value, node);
    const names = [];
    for (const area of this.data.areas) {
      if (this.hidden.has(area.id)) continue;
      const mark = area.reading ? this.words.mark : "";
      if (area.members.includes(code)) names.push(area.name + mark);
      else if (area.partial.includes(code)) names.push(`${area.name}（${this.words.part}）${mark}`);
    }
    const listed = names.slice(0, 8).join("、") + (names.length > 8 ? "…" : "");
    if (listed) el("div", "atlas-tip-systems", listed, node);
  }

  describePoint(node, id) {
    const { el } = this.parts;
    const point = this.data.points.find((p) => p.id === id);
    el("b", "", point ? point.name + (point.reading ? this.words.mark : "") : "", node);
    if (point?.approximate) el("div", "atlas-tip-systems", this.words.approximate, node);
  }

  /** Whether a part of the payload differs from the last one that was painted. */
  changed(name, value) {
    const text = JSON.stringify(value ?? null);
    if (this.last[name] === text) return false;
    this.last[name] = text;
    return true;
  }

  update(data) {
    const { painter, camera } = this;
    this.data = data;
    painter.use(data);
    if (this.changed("height", data.height)) this.setHeight(data);
    const level = this.changed("level", data.level);
    if (level) painter.buildFills();
    const fills = this.changed("fills", [data.fills, data.hatches, data.colours, data.muted]) || level;
    if (fills) painter.paintFills();
    const systems = this.changed("systems", [data.areas, data.lines, data.polygons]);
    if (this.changed("rivers", data.rivers) && !painter.canvas) painter.paintRivers(this.rivers);
    if (systems) painter.paintSystems(this.hidden);
    const selected = this.changed("selected", data.selected);
    if (selected) painter.paintSelected();
    if (selected) this.fitButton.hidden = !this.chosen().length;
    const marks = this.changed("marks", [data.points, data.circles, data.labels]);
    if (level || systems || selected || marks) this.queueLetters();
    else if (fills) this.lettering.recolour();
    if (this.changed("legend", [data.level, data.legend, data.muted?.length])) this.legend.renderClasses(data);
    const classed = [data.level, data.legend.rows.length > 0];
    const layers = [data.areas, data.points, data.lines, data.polygons, classed];
    if (this.changed("layers", layers)) this.legend.renderSystems(data);
    if (this.changed("source", data.source)) {
      this.source.textContent = data.source;
      this.resized();
    }
    if (this.changed("alt", data.alt)) {
      // Arrow keys are the map's own here, also while a screen reader runs.
      this.frame.setAttribute("role", "application");
      this.frame.setAttribute("aria-label", data.alt);
    }
    this.updateCard(data.card);
    if (!this.placed && this.parts.isNarrow()) this.legend.folded(true);
    else if (!this.placed) this.legend.foldIfTall(this.root.clientHeight);
    if (!this.placed && !camera.moved) camera.quietly(() => this.showProvince());
    camera.follow(data.view);
    if (this.changed("fit", data.fit)) this.fit(data);
    if (!this.placed) document.dispatchEvent(new CustomEvent("atlas-map-seen"));
    this.placed = true;
    this.tip.key = undefined;
  }

  /** Move to the units that Python asks for, and back to the province when it asks for none. */
  fit({ fit, view }) {
    const away = this.fitted;
    this.fitted = fit.length > 0;
    if (this.fitted && (this.placed || !view)) {
      this.camera.fitTo(this.geometry.union(fit), { byUser: false });
    } else if (away && !this.fitted) {
      this.camera.quietly(() => this.showProvince());
    }
  }

  updateCard(card) {
    if (this.changed("card", card)) {
      this.card.render(card);
      this.root.classList.toggle("has-card", Boolean(card));
      if (card) this.walk.opened(this.card);
    }
    const picked = card?.adcode ?? "";
    if (picked === this.picked && this.placed) return;
    this.picked = picked;
    this.markPicked();
  }

  /** The lettering is written once for all changes of a run; at first, after the map is seen. */
  queueLetters() {
    if (this.lettersQueued || !this.lettering) return;
    this.lettersQueued = true;
    const draw = () => this.drawLetters();
    if (this.lettered) queueMicrotask(draw);
    else requestAnimationFrame(() => setTimeout(draw));
  }

  drawLetters() {
    this.lettersQueued = false;
    if (this.removed) return;
    this.lettered = true;
    this.lettering.draw({
      geometry: this.geometry,
      payload: this.data,
      hidden: this.hidden,
      fillOf: (id) => this.painter.fillUnder(id),
    });
  }

  remove() {
    this.removed = true;
    this.observer.disconnect();
    this.paper.remove();
    this.presentation.remove();
    this.camera.remove();
    this.stage.remove();
  }
}

// Made by data/build/map_script.py from static/map; sources 8472f635ed7a385a1d5ba017b12a0ad6a58cbaa6d12b04ed9bfe067fd66c1636

const geometry = (() => {
// Geometry of the map: fetched once per address, decoded once, in plane coordinates of the sheet.
//
// Coordinates are Web Mercator pixels at zoom Z0, moved near zero so that single precision is
// enough for the SVG. The sheet is zoomed by one transform; no path is written again.

const Z0 = 8;
const WORLD = 256 * 2 ** Z0;

function mercator(lon, lat) {
  const s = Math.sin((lat * Math.PI) / 180);
  return [WORLD * (lon / 360 + 0.5), WORLD * (0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI))];
}

const ORIGIN = mercator(100.5, 37.75);

/** Sheet coordinates of a point in degrees. */
function project(lon, lat) {
  const [x, y] = mercator(lon, lat);
  return [x - ORIGIN[0], y - ORIGIN[1]];
}

const short = (value) => Math.round(value * 100) / 100;

const line = (points, close) =>
  points.length < 2
    ? ""
    : "M" + points.map(([x, y]) => `${short(x)},${short(y)}`).join("L") + (close ? "Z" : "");

/** An SVG path of a multipolygon in sheet coordinates. */
const polygonPath = (polygons) =>
  polygons.map((rings) => rings.map((ring) => line(ring, true)).join("")).join("");

/** An SVG path of a list of lines in degrees. */
const linePath = (lines) =>
  lines.map((points) => line(points.map(([lon, lat]) => project(lon, lat)), false)).join("");

const multi = (geometry) =>
  geometry.type === "Polygon" ? [geometry.coordinates] : (geometry.coordinates ?? []);

const toSheet = (geometry) =>
  multi(geometry).map((rings) => rings.map((ring) => ring.map(([lon, lat]) => project(lon, lat))));

const ringArea = (ring) => {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    sum += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
  }
  return Math.abs(sum / 2);
};

/** The box [x0, y0, x1, y1] around a multipolygon. */
function extent(polygons) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [ring] of polygons) {
    for (const [x, y] of ring) {
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    }
  }
  return box;
}

/** Whether a sheet point lies in a multipolygon (even-odd rule). */
function inside(polygons, x, y) {
  let hit = false;
  for (const rings of polygons) {
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [xi, yi] = ring[i];
        const [xj, yj] = ring[j];
        if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) hit = !hit;
      }
    }
  }
  return hit;
}

function place(feature) {
  const p = feature.properties ?? {};
  const polygons = toSheet(feature.geometry);
  const areas = polygons.map((rings) => ringArea(rings[0] ?? []));
  const at = Number.isFinite(p.lx) ? project(p.lx, p.ly) : (polygons[0]?.[0]?.[0] ?? [0, 0]);
  return {
    id: String(feature.id ?? p.adcode),
    name: p.name ?? "",
    short: p.short ?? p.name ?? "",
    prefecture: String(p.prefecture ?? ""),
    prefectureName: p.prefecture_name ?? "",
    special: p.kind === "special",
    x: at[0],
    y: at[1],
    polygons,
    extent: extent(polygons),
    area: areas.reduce((a, b) => a + b, 0),
    d: polygonPath(polygons),
  };
}

function arcsOf(geometry, visit) {
  const walk = (arcs) => {
    for (const arc of arcs) {
      if (Array.isArray(arc)) walk(arc);
      else visit(arc < 0 ? ~arc : arc);
    }
  };
  walk(geometry.arcs ?? []);
}

/** Counties, prefectures and their shared border lines of one TopoJSON file. */
class Geometry {
  constructor(topology, topojson) {
    this.topology = topology;
    this.topojson = topojson;
    this.merged = new Map();
    const objects = topology.objects;
    const read = (object) =>
      object ? topojson.feature(topology, object).features.map(place) : [];
    this.counties = new Map(read(objects.county).map((unit) => [unit.id, unit]));
    this.prefectures = new Map(read(objects.prefecture).map((unit) => [unit.id, unit]));
    for (const unit of this.prefectures.values()) {
      unit.special = this.counties.get(unit.id)?.special ?? false;
    }
    this.source = new Map(
      objects.county.geometries.map((g) => [String(g.id ?? g.properties?.adcode), g]),
    );
  }

  /** Read when first asked for: a map of the whole country never does. */
  get borders() {
    return (this.arcs ??= this.readBorders());
  }

  units(level) {
    return level === "prefecture" && this.prefectures.size ? this.prefectures : this.counties;
  }

  /** Each arc once, with the counties on its two sides. */
  readBorders() {
    const owners = new Map();
    for (const [id, geometry] of this.source) {
      arcsOf(geometry, (arc) => {
        if (!owners.has(arc)) owners.set(arc, []);
        owners.get(arc).push(id);
      });
    }
    const borders = [];
    for (const [arc, ids] of owners) {
      const [a, b] = ids;
      const shape = this.topojson.feature(this.topology, { type: "LineString", arcs: [arc] });
      const d = line(shape.geometry.coordinates.map(([lon, lat]) => project(lon, lat)), false);
      borders.push({ a, b, d, role: this.role(a, b) });
    }
    return borders;
  }

  role(a, b) {
    if (b === undefined) return "province";
    const [one, two] = [this.counties.get(a), this.counties.get(b)];
    if (one.special || two.special) return "county";
    return one.prefecture === two.prefecture ? "county" : "prefecture";
  }

  /** The union of member units as {polygons, d}; ids that are not in the file are left out. */
  union(ids) {
    const known = ids.flatMap((id) => this.members(id)).filter((id) => this.source.has(id));
    const key = [...new Set(known)].sort().join();
    if (!this.merged.has(key)) {
      const parts = key ? key.split(",").map((id) => this.source.get(id)) : [];
      const polygons = toSheet(this.topojson.merge(this.topology, parts));
      this.merged.set(key, { polygons, d: polygonPath(polygons), ids: key ? key.split(",") : [] });
    }
    return this.merged.get(key);
  }

  /** A county's own id, or the counties of a prefecture's id. */
  members(id) {
    if (this.source.has(id)) return [id];
    return [...this.counties.values()].filter((u) => u.prefecture === id).map((u) => u.id);
  }

  /** The county under a sheet point, or undefined. */
  at(x, y) {
    for (const unit of this.counties.values()) {
      const [x0, y0, x1, y1] = unit.extent;
      if (x < x0 || x > x1 || y < y0 || y > y1) continue;
      if (inside(unit.polygons, x, y)) return unit;
    }
    return undefined;
  }
}

const PIECE = 80;

/** A long line in pieces, so that a browser need not paint what lies outside the window. */
function pieces(points) {
  const out = [];
  for (let i = 0; i < points.length - 1; i += PIECE) out.push(points.slice(i, i + PIECE + 1));
  return out;
}

/** Lists of paths: provinces, the national border (Gansu's own part apart), dashes. */
function surroundings(topology, topojson) {
  const shapes = new Map();
  const provinceOf = (code) => shapes.get(code) ?? "";
  const out = { provinces: [], border: [], gansu: [], undetermined: [], dashes: [], provinceOf };
  const { provinces, border, dashes } = topology.objects;
  const features = (object) => topojson.feature(topology, object).features;
  const lines = (g) => (g.type === "LineString" ? [g.coordinates] : g.coordinates);
  for (const { id, geometry } of features(provinces)) {
    shapes.set(String(id), polygonPath(toSheet(geometry)));
    out.provinces.push(shapes.get(String(id)));
  }
  for (const { geometry, properties } of features(border)) {
    const kind = properties.kind === "undetermined" ? "undetermined" : "border";
    const paths = out[properties.gansu ? "gansu" : kind];
    for (const part of lines(geometry).flatMap(pieces)) paths.push(linePath([part]));
  }
  for (const { geometry } of features(dashes)) out.dashes.push(linePath(lines(geometry)));
  return out;
}

/** Rivers as {name, kind, computed, outside, d}; `outside` is the stem beyond Gansu. */
function riverPaths(topology, topojson) {
  const lines = (g) => (g.type === "LineString" ? [g.coordinates] : g.coordinates);
  return topojson
    .feature(topology, topology.objects.rivers)
    .features.map(({ geometry, properties }) => ({ ...properties, d: linePath(lines(geometry)) }));
}

/** An SVG path of polygons in degrees, each a list of rings. */
const degreePath = (polygons) =>
  polygonPath(polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => project(lon, lat)))));

return { Z0, ORIGIN, project, polygonPath, linePath, inside, Geometry, surroundings, riverPaths, degreePath };
})();

const sheet = (() => {
// The sheet: one SVG in a Leaflet pane whose content is written once in plane coordinates and
// moved and zoomed by a single transform; strokes and patterns keep their size on the screen.

const SVG = "http://www.w3.org/2000/svg";

/** A new SVG element with attributes. */
function svg(name, attributes = {}, parent = undefined) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent?.appendChild(element);
  return element;
}

/** A Leaflet layer with a `sheet` group in plane coordinates (see geometry.js). */
function makeSheet(L, { pane, z0, origin, groups, onScale }) {
  const Sheet = L.SVG.extend({
    _initContainer() {
      L.SVG.prototype._initContainer.call(this);
      this._container.classList.add("atlas-sheet");
      // A compositor layer of its own: what does not change is not painted again.
      this._container.style.willChange = "transform";
      this.defs = svg("defs", {}, this._container);
      this.sheet = svg("g", { class: "atlas-plane" }, this._container);
      this.groups = {};
      for (const name of groups) {
        this.groups[name] = svg("g", { class: `atlas-${name}` }, this.sheet);
      }
    },
    _update() {
      L.SVG.prototype._update.call(this);
      if (this._map._animatingZoom && this._placed) return;
      const scale = 2 ** (this._map.getZoom() - z0);
      const pixel = this._map.getPixelOrigin();
      const [x, y] = [origin[0] * scale - pixel.x, origin[1] * scale - pixel.y];
      const placed = `translate(${x} ${y}) scale(${scale})`;
      if (placed === this._placed) return;
      this._placed = placed;
      this.sheet.setAttribute("transform", placed);
      if (scale !== this.scale) {
        this.scale = scale;
        this.rescalePatterns();
      }
      onScale?.(scale);
    },
    rescalePatterns() {
      for (const pattern of this.defs.querySelectorAll("pattern")) {
        const turn = pattern.dataset.turn;
        pattern.setAttribute("patternTransform", `scale(${1 / this.scale}) rotate(${turn})`);
      }
    },
    /** The id of a stripe pattern: [[colour, width, opacity], …] repeated, turned by `turn` degrees. */
    stripes(bands, turn, ground = undefined) {
      const id = "p" + [...bands.flat(), turn, ground ?? ""].join("_").replace(/[^\w]/g, "-");
      if (this.defs.querySelector(`[id="${id}"]`)) return id;
      const size = bands.reduce((sum, band) => sum + band[1], 0);
      const pattern = svg(
        "pattern",
        { id, width: size, height: size, patternUnits: "userSpaceOnUse" },
        this.defs,
      );
      pattern.dataset.turn = turn;
      if (ground) svg("rect", { width: size, height: size, fill: ground }, pattern);
      let at = 0;
      for (const [colour, width, opacity] of bands) {
        if (opacity) {
          const box = { x: at, y: 0, width, height: size, fill: colour, "fill-opacity": opacity };
          svg("rect", box, pattern);
        }
        at += width;
      }
      pattern.setAttribute("patternTransform", `scale(${1 / (this.scale ?? 1)}) rotate(${turn})`);
      return id;
    },
  });
  return new Sheet({ pane, padding: 0.3, interactive: false });
}

/** Relative luminance (0 black – 1 white) of a #rrggbb colour. */
function lightness(colour) {
  if (!/^#[0-9a-f]{6}$/i.test(colour ?? "")) return 1;
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = parseInt(colour.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** `colour` mixed with white; `share` of the colour stays. */
function tint(colour, share) {
  if (!/^#[0-9a-f]{6}$/i.test(colour ?? "")) return "#eeeeee";
  const parts = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
  return "#" + parts.map((c) => Math.round(255 - (255 - c) * share).toString(16).padStart(2, "0")).join("");
}

return { svg, makeSheet, lightness, tint };
})();

const areas = (() => {
// Layout systems on the sheet: tints with inset outlines, stripes where two systems overlap, inner
// vignettes, hatched partial members, and lines. `strokes` is the payload's table of strokes.

/** Redraw the systems: tints on `sheet` under the county lines, outlines on `lines`. */
function drawAreas(sheet, lines, geometry, areas, tools) {
  sheet.groups.tints.replaceChildren();
  lines.groups.rims.replaceChildren();
  for (const clip of lines.defs.querySelectorAll("clipPath")) clip.remove();
  drawTints(sheet, geometry, areas, tools);
  for (const area of areas) drawPartial(sheet, lines, geometry, area, tools);
  // Large systems first, so that a small one inside keeps its own outline.
  const shapes = areas
    .map((area) => ({ area, shape: geometry.union([...extent(area)]) }))
    .filter(({ shape }) => shape.d)
    .sort((a, b) => b.shape.ids.length - a.shape.ids.length);
  const order = { vignette: 0, region: 1, outline: 2, tint: 3 };
  shapes.sort((a, b) => order[a.area.style] - order[b.area.style]);
  shapes.forEach(({ area, shape }, i) => drawRim(lines, area, shape, `rim${i}`, tools));
}

/** What an outline runs around: whole members; with none of them, the counties of which a part belongs. */
function extent(area) {
  return area.members.length ? area.members : area.partial;
}

function drawTints(sheet, geometry, areas, { svg, tint, strokes }) {
  const worn = new Map();
  for (const area of areas.filter((a) => a.style === "tint")) {
    for (const id of area.members.flatMap((member) => geometry.members(member))) {
      if (!worn.has(id)) worn.set(id, []);
      if (!worn.get(id).includes(area.colour)) worn.get(id).push(area.colour);
    }
  }
  const groups = new Map();
  for (const [id, colours] of worn) {
    const key = colours.join();
    if (!groups.has(key)) groups.set(key, { colours, ids: [] });
    groups.get(key).ids.push(id);
  }
  for (const { colours, ids } of groups.values()) {
    const d = geometry.union(ids).d;
    if (colours.length === 1) {
      svg("path", { d, fill: tint(colours[0], strokes.tint) }, sheet.groups.tints);
    } else {
      const bands = colours.map((colour) => [tint(colour, strokes.stripeTint), strokes.stripe, 1]);
      svg("path", { d, fill: `url(#${sheet.stripes(bands, 45)})` }, sheet.groups.tints);
    }
  }
}

function drawPartial(sheet, lines, geometry, area, { svg, strokes }) {
  if (!area.partial.length) return;
  const d = geometry.union([...area.partial]).d;
  if (!d) return;
  const [width, gap, opacity] = strokes.hatchings.partial;
  const hatch = sheet.stripes(
    [
      [area.colour, width, opacity],
      ["none", gap, 0],
    ],
    90 - area.hatch, // a pattern's bands stand upright before they are turned
  );
  svg("path", { d, fill: `url(#${hatch})` }, sheet.groups.tints);
  if (!area.members.length) return;
  const { partial } = strokes.lines;
  const dashed = { d, class: "atlas-rim", stroke: area.colour, "stroke-width": partial.width };
  svg("path", { ...dashed, "stroke-dasharray": partial.dash }, lines.groups.rims);
}

/** Strokes of double width, cut by the polygon itself: shared edges stay apart. */
function drawRim(lines, area, shape, id, { svg, strokes }) {
  svg("path", { d: shape.d }, svg("clipPath", { id }, lines.defs));
  const group = svg("g", { "clip-path": `url(#${id})` }, lines.groups.rims);
  const stroke = (width, colour, opacity, extra = {}) =>
    svg(
      "path",
      {
        d: shape.d,
        class: "atlas-rim",
        stroke: colour,
        "stroke-width": width * 2,
        "stroke-opacity": opacity,
        ...extra,
      },
      group,
    );
  // What we read into the plan has no sharp edge: wide and faint, under a thin broken line.
  const soft = area.style === "vignette" || area.style === "region";
  const named = area.style === "outline" ? "outline" : "tinted";
  const look = strokes.lines[soft ? area.style : area.reading ? "reading" : named];
  if (soft) for (const [depth, opacity] of strokes[area.style]) stroke(depth, area.colour, opacity);
  else stroke(look.casing, "#ffffff", look.casingOpacity);
  const broken = area.reading || area.style === "region";
  const dash = broken ? { "stroke-dasharray": look.dash, style: "stroke-linecap: butt" } : {};
  stroke(look.width, area.colour, look.opacity, dash);
}

/** Draw line systems: a white casing, then the colour, dashed when schematic. */
function drawLines(lines, items, { svg, linePath, strokes }) {
  const group = lines.groups.routes;
  const look = strokes.lines.route;
  group.replaceChildren();
  for (const item of items) {
    const d = linePath([item.coords]);
    const casing = { "stroke-width": look.casing, "stroke-opacity": look.casingOpacity };
    svg("path", { d, class: "atlas-rim", stroke: "#ffffff", ...casing }, group);
    const path = { d, class: "atlas-rim", stroke: item.colour, "stroke-width": look.width };
    svg("path", item.dashed ? { ...path, "stroke-dasharray": look.dash } : path, group);
  }
}

return { drawAreas, drawLines };
})();

const labels = (() => {
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
class Lettering {
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

return { Lettering };
})();

const legend = (() => {
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

class Legend {
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

return { Legend };
})();

const furniture = (() => {
// The furniture around the map: buttons, scale bar, source line, tooltip and the county's card.
// All text arrives as data and is set as text, never as markup.

/** A new HTML element with a class and, if given, its text. */
function el(tag, className, text = undefined, parent = undefined) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  parent?.appendChild(node);
  return node;
}

function button(parent, className, label, title, onClick) {
  const node = el("button", className, label, parent);
  node.type = "button";
  node.title = title;
  node.setAttribute("aria-label", title);
  node.addEventListener("click", (event) => {
    event.stopPropagation();
    onClick(event);
  });
  return node;
}

// The reference ellipsoid CGCS2000.
const A = 6378137;
const F = 1 / 298.257222101;

/** Metres along the parallel at `lat` for one degree of longitude. */
function metresPerDegree(lat) {
  const phi = (lat * Math.PI) / 180;
  const e2 = F * (2 - F);
  return (Math.PI / 180) * ((A * Math.cos(phi)) / Math.sqrt(1 - e2 * Math.sin(phi) ** 2));
}

/** A scale bar that holds along the parallel through the map's centre, and says so. */
class ScaleBar {
  constructor(parent, words) {
    this.node = el("div", "atlas-scale", undefined, parent);
    this.bar = el("div", "atlas-scale-bar", undefined, this.node);
    this.label = el("span", "atlas-scale-label", undefined, this.node);
    this.words = words;
    this.node.title = words.scaleTitle;
  }

  update(map) {
    const centre = map.getCenter();
    const degreesPerPixel = 360 / (256 * 2 ** map.getZoom());
    const metresPerPixel = degreesPerPixel * metresPerDegree(centre.lat);
    const limit = (metresPerPixel * 130) / 1000;
    const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
    const km = steps.filter((step) => step <= limit).pop() ?? 1;
    this.bar.style.width = `${((km * 1000) / metresPerPixel).toFixed(1)}px`;
    this.label.textContent = `${km} km（${this.words.centreLatitude} ${centre.lat.toFixed(1)}°N）`;
  }
}

/** A name tag that follows the pointer. */
class Tooltip {
  constructor(parent) {
    this.parent = parent;
    this.node = el("div", "atlas-tip", undefined, parent);
    // What it says of a county is said to a screen reader by the map's status (keyboard.js).
    this.node.setAttribute("aria-hidden", "true");
    this.node.hidden = true;
  }

  show(key, fill, event) {
    const frame = this.parent.getBoundingClientRect();
    // The map may be drawn larger than it is laid out (atlas_devices.css).
    const grown = frame.width / (this.parent.offsetWidth || 1) || 1;
    const at = { x: (event.clientX - frame.left) / grown, y: (event.clientY - frame.top) / grown };
    this.showAt(key, fill, at);
  }

  /** Show the tag beside a point of the map, in its own pixels. */
  showAt(key, fill, { x, y }) {
    if (key !== this.key) {
      this.key = key;
      this.node.replaceChildren();
      fill(this.node);
    }
    this.node.hidden = false;
    const { offsetWidth: w, offsetHeight: h } = this.node;
    const left = x + 16 + w > this.parent.clientWidth - 6 ? x - 14 - w : x + 16;
    const top = y + 18 + h > this.parent.clientHeight - 6 ? y - 12 - h : y + 18;
    this.node.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
  }

  hide() {
    this.node.hidden = true;
    this.key = undefined;
  }
}

/** The county that was clicked: title, rows of label, value and rank, systems, actions. */
class Card {
  constructor(parent, { words, onClose, onAction }) {
    this.node = el("section", "atlas-card", undefined, parent);
    this.node.hidden = true;
    this.node.setAttribute("role", "dialog");
    this.node.tabIndex = -1;
    this.words = words;
    this.onClose = onClose;
    this.onAction = onAction;
  }

  render(card) {
    this.node.replaceChildren();
    this.node.hidden = !card;
    if (!card) return;
    this.node.setAttribute("aria-label", card.title);
    const head = el("header", "atlas-card-head", undefined, this.node);
    const names = el("div", "", undefined, head);
    el("h2", "", card.title, names);
    if (card.subtitle) el("p", "", card.subtitle, names);
    button(head, "atlas-close", "×", this.words.close, this.onClose);
    if (card.rows?.length) {
      const table = el("table", "", undefined, this.node);
      for (const [label, value, rank] of card.rows) {
        const row = el("tr", "", undefined, table);
        el("th", "", label, row).scope = "row";
        el("td", "atlas-value", value, row);
        el("td", "atlas-rank", rank, row);
      }
    }
    for (const trend of card.trends ?? []) {
      const figure = el("figure", "atlas-trend", undefined, this.node);
      const picture = el("img", "", undefined, figure);
      picture.src = trend.picture;
      picture.alt = trend.text;
      const caption = el("figcaption", "", undefined, figure);
      el("b", "", trend.label, caption);
      el("span", "", trend.text, caption);
    }
    if (card.chips?.length) {
      const chips = el("div", "atlas-chips", undefined, this.node);
      for (const chip of card.chips) {
        const node = el("span", "atlas-chip", chip.name, chips);
        node.style.setProperty("--chip", chip.colour);
      }
    }
    if (card.actions?.length) {
      const row = el("div", "atlas-actions", undefined, this.node);
      for (const action of card.actions) {
        button(row, "atlas-action", action.label, action.label, () =>
          this.onAction({ id: action.id, adcode: card.adcode }),
        );
      }
    }
  }
}

return { el, button, metresPerDegree, ScaleBar, Tooltip, Card };
})();

const canvas = (() => {
// Fills on a canvas for maps of thousands of units: the colours and hatchings of the SVG map.

const TILE = 6;

/** A canvas pattern whose tile `paint(context)` draws, sharp on any screen. */
function pattern(paint) {
  const ratio = globalThis.devicePixelRatio > 1 ? 2 : 1;
  const tile = document.createElement("canvas");
  tile.width = tile.height = TILE * ratio;
  const context = tile.getContext("2d");
  context.scale(ratio, ratio);
  paint(context);
  const made = context.createPattern(tile, "repeat");
  if (ratio > 1) made.setTransform(new DOMMatrix().scale(1 / ratio));
  return made;
}

const ground = (context, colour) => {
  context.fillStyle = colour;
  context.fillRect(0, 0, TILE, TILE);
};

/** Lines across a tile, `degrees` from east (0, 90, 45 or -45). */
function lines(context, colour, degrees) {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  if (degrees === 0) context.rect(-1, TILE / 2, TILE + 2, 0);
  else if (degrees === 90) context.rect(TILE / 2, -1, 0, TILE + 2);
  else {
    for (const x of [-TILE, 0, TILE]) {
      const [y0, y1] = degrees > 0 ? [TILE, 0] : [0, TILE];
      context.moveTo(x - 1, y0 + (degrees > 0 ? 1 : -1));
      context.lineTo(x + TILE + 1, y1 + (degrees > 0 ? -1 : 1));
    }
  }
  context.stroke();
}

/** The paints of one canvas, each made once. */
class CanvasPaints {
  constructor(tint) {
    this.tint = tint;
    this.made = new Map();
  }

  once(key, paint) {
    if (!this.made.has(key)) this.made.set(key, pattern(paint));
    return this.made.get(key);
  }

  hatched(base, line, degrees) {
    return this.once(`${base}${line}${degrees}`, (context) => {
      ground(context, base);
      lines(context, line, degrees);
    });
  }

  /** A class colour made pale, with points of itself: a class all the same, but less sure. */
  muted(colour) {
    return this.once(`muted${colour}`, (context) => {
      ground(context, this.tint(colour, 0.4));
      context.fillStyle = colour;
      for (const at of [1, 4]) context.fillRect(at, at, 1.5, 1.5);
    });
  }
}

// A line between counties that is a fifth of a pixel on the whole country and whole when enlarged.
const hairline = (zoom) => Math.min(0.7, Math.max(0.18, 0.18 + (zoom - 3.6) * 0.16));

/** A Leaflet layer of all units, painted on one canvas. */
class CanvasFills {
  constructor(L, map, { topology, topojson, pane, units, style }) {
    this.layers = new Map();
    this.colours = new Map();
    this.weight = hairline(map.getZoom());
    this.renderer = L.canvas({ pane, padding: 0.1 });
    this.layer = L.geoJSON(topojson.feature(topology, topology.objects[units]), {
      pane,
      renderer: this.renderer,
      interactive: false,
      style: { weight: this.weight, color: style.hairlineDark, fillColor: style.base, fillOpacity: 1 },
      onEachFeature: (feature, layer) => this.layers.set(String(feature.id), layer),
    }).addTo(map);
    map.on("zoomend", () => this.reweigh(hairline(map.getZoom())));
  }

  reweigh(weight) {
    if (Math.abs(weight - this.weight) < 0.05) return;
    this.weight = weight;
    this.layer.setStyle({ weight });
  }

  /** Give each unit the paint `paintOf(id)`, where it has another one now; none leaves it bare. */
  paint(paintOf) {
    for (const [id, layer] of this.layers) {
      const paint = paintOf(id);
      if (this.colours.has(id) && this.colours.get(id) === paint) continue;
      this.colours.set(id, paint);
      layer.setStyle({ fill: Boolean(paint), stroke: Boolean(paint), fillColor: paint });
    }
  }
}

return { CanvasPaints, CanvasFills };
})();

const camera = (() => {
// Where the map looks: first view, the province beside the legend, moves that Python asks for, and
// the report of moves that the user makes.

const REPORT_AFTER_MS = 400;

/** The Leaflet map and its view; `report(view)` is called after the user has moved it. */
class Camera {
  constructor({ L, Z0, ORIGIN }, frame, { base, view }, report) {
    Object.assign(this, { L, Z0, ORIGIN, base, report });
    // The system's wish for less motion holds for the zoom as well.
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.foot = 44;
    this.map = L.map(frame, {
      attributionControl: false,
      keyboard: false,
      zoomAnimation: !calm,
      inertia: !calm,
      zoomControl: false,
      doubleClickZoom: false,
      minZoom: base.minZoom,
      maxZoom: base.maxZoom,
      zoomSnap: base.zoomSnap,
      zoomDelta: base.zoomDelta,
      wheelPxPerZoomLevel: 110,
      maxBounds: base.maxBounds,
      maxBoundsViscosity: 0.9,
    });
    for (const [name, z] of Object.entries(base.panes)) {
      this.map.createPane(name).style.zIndex = z;
    }
    this.reported = [];
    this.view = JSON.stringify(view ?? null);
    this.moved = Boolean(view);
    this.quietly(() => (view ? this.look(view) : this.fitProvince()));
    this.map.on("moveend", () => this.onMoved());
  }

  /** Run something that moves the map without telling Python. */
  quietly(action) {
    this.silent = true;
    action();
    this.silent = false;
  }

  look([lat, lon, zoom]) {
    this.map.setView([lat, lon], zoom, { animate: false });
  }

  onMoved() {
    if (this.silent) return;
    this.moved = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const { lat, lng } = this.map.getCenter();
      const view = [lat.toFixed(4), lng.toFixed(4), this.map.getZoom().toFixed(2)].map(Number);
      this.reported = [...this.reported.slice(-20), JSON.stringify(view)];
      this.report(view);
    }, REPORT_AFTER_MS);
  }

  fitProvince({ animate = false } = {}) {
    this.map.fitBounds(this.base.bounds, {
      paddingTopLeft: [this.clearance ?? 14, 12],
      paddingBottomRight: [14, this.foot],
      animate,
    });
  }

  /** Leave the legend's width free: a window that is nearly a square has the room. */
  besideLegend(legend) {
    this.clearance = 14 + (legend.hidden ? 0 : legend.offsetWidth);
    this.fitProvince();
  }

  /** Move the province to the right until the legend no longer covers it, if there is room. */
  clearLegend(legend, geometry, toScreen) {
    const frame = this.map.getContainer().getBoundingClientRect();
    const box = legend.getBoundingClientRect();
    // The map may be drawn larger than it is laid out (atlas_devices.css).
    const grown = frame.width / (this.map.getSize().x || 1) || 1;
    const right = (box.right - frame.left) / grown + 8;
    const top = (box.top - frame.top) / grown - 8;
    const covers = ([px, py]) => {
      const { x, y } = this.map.layerPointToContainerPoint(toScreen(px, py));
      return x < right && y > top;
    };
    const outlines = [...geometry.counties.values()].flatMap((u) => u.polygons.map(([r]) => r));
    const covered = () => outlines.some((ring) => ring.some((p, i) => i % 3 === 0 && covers(p)));
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

  /** Take Python's view, unless it is an echo of where the user has already been. */
  follow(view) {
    const text = JSON.stringify(view ?? null);
    if (text === this.view) return;
    this.view = text;
    if (!view || this.reported.includes(text)) return;
    this.moved = true;
    this.quietly(() => this.look(view));
  }

  /** Show the union of some units. */
  fitTo({ polygons }, { byUser }) {
    const box = this.L.latLngBounds([]);
    for (const [ring] of polygons) {
      for (const [x, y] of ring) {
        box.extend(this.map.unproject([x + this.ORIGIN[0], y + this.ORIGIN[1]], this.Z0));
      }
    }
    if (!box.isValid()) return;
    const options = { padding: [60, 60], maxZoom: 9 };
    this.moved = true;
    if (byUser) this.map.fitBounds(box, options);
    else this.quietly(() => this.map.fitBounds(box, { ...options, animate: false }));
  }

  remove() {
    clearTimeout(this.timer);
    this.map.remove();
  }
}

return { Camera };
})();

const detail = (() => {
// Levels of detail: fewer points while the map is small, so that a change is painted faster.
//
// Whole arcs of the topology are simplified, shared borders therefore stay shared. The tolerance
// stays below half a pixel at the level's largest zoom.

// [largest zoom, tolerance in plane units]; the last level is the file itself.
const LEVELS = [
  [6.8, 1.4],
  [8.2, 0.55],
  [Infinity, 0],
];

const levelAt = (zoom) => LEVELS.findIndex(([most]) => zoom <= most);

function decode(arc, transform) {
  if (!transform) return arc;
  const [kx, ky] = transform.scale;
  const [dx, dy] = transform.translate;
  let [x, y] = [0, 0];
  return arc.map(([a, b]) => [(x += a) * kx + dx, (y += b) * ky + dy]);
}

/** Mark in `kept` what Douglas and Peucker keep between `first` and `last` (both kept already). */
function keep(xs, ys, first, last, tolerance, kept) {
  const stack = [first, last];
  while (stack.length) {
    const b = stack.pop();
    const a = stack.pop();
    const dx = xs[b] - xs[a];
    const dy = ys[b] - ys[a];
    const length = dx * dx + dy * dy;
    let far = tolerance * tolerance;
    let at = -1;
    for (let i = a + 1; i < b; i++) {
      const px = xs[i] - xs[a];
      const py = ys[i] - ys[a];
      const t = length ? Math.max(0, Math.min(1, (px * dx + py * dy) / length)) : 0;
      const distance = (px - t * dx) * (px - t * dx) + (py - t * dy) * (py - t * dy);
      if (distance > far) {
        far = distance;
        at = i;
      }
    }
    if (at < 0) continue;
    kept[at] = 1;
    stack.push(a, at, at, b);
  }
}

/** The point of a closed arc that is farthest from its beginning. */
function farthest(xs, ys) {
  let [far, at] = [-1, 0];
  for (let i = 1; i < xs.length; i++) {
    const distance = (xs[i] - xs[0]) ** 2 + (ys[i] - ys[0]) ** 2;
    if (distance > far) [far, at] = [distance, i];
  }
  return at;
}

function simplifiedArc(arc, project, tolerance) {
  if (arc.length < 5) return arc;
  const end = arc.length - 1;
  const xs = new Float64Array(arc.length);
  const ys = new Float64Array(arc.length);
  for (let i = 0; i <= end; i++) [xs[i], ys[i]] = project(arc[i][0], arc[i][1]);
  const kept = new Uint8Array(arc.length);
  kept[0] = kept[end] = 1;
  if (xs[0] === xs[end] && ys[0] === ys[end]) {
    // A ring of one arc: its farthest point divides it.
    const middle = farthest(xs, ys);
    kept[middle] = 1;
    keep(xs, ys, 0, middle, tolerance, kept);
    keep(xs, ys, middle, end, tolerance, kept);
  } else keep(xs, ys, 0, end, tolerance, kept);
  const points = arc.filter((_point, i) => kept[i]);
  return points.length < 4 && arc.length > 4 && xs[0] === xs[end] ? arc : points;
}

/** The topology with its arcs in degrees, simplified to `tolerance` plane units. */
function simplified(topology, project, tolerance) {
  const arcs = topology.arcs.map((arc) => {
    const points = decode(arc, topology.transform);
    return tolerance ? simplifiedArc(points, project, tolerance) : points;
  });
  return { ...topology, transform: undefined, arcs };
}

/** One `make(topology)` a level of detail, made when it is first needed. */
class Details {
  constructor(topology, project, make) {
    Object.assign(this, { topology, project, make, made: new Map() });
  }

  at(level) {
    if (!this.made.has(level)) {
      const [, tolerance] = LEVELS[level];
      this.made.set(level, this.make(simplified(this.topology, this.project, tolerance)));
    }
    return this.made.get(level);
  }
}

return { LEVELS, levelAt, simplified, Details };
})();

const painter = (() => {
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

class Painter {
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

return { Painter };
})();

const touch = (() => {
// Fingers: one scrolls the page, two move and enlarge the map, so that the map never holds the page.

const HINT_MS = 1600;
const FAR_PX = 24;

/** Whether the window is as narrow as a phone; the styles ask for the class that follows from it. */
const isNarrow = () => matchMedia("(max-width: 640px)").matches;

/** Give one finger back to the page; a mouse still drags the map. */
class Fingers {
  constructor(root, frame, map, { el, words }) {
    Object.assign(this, { map });
    this.hint = el("p", "atlas-hint", words.twoFingers, frame);
    this.hint.hidden = true;
    this.hint.setAttribute("aria-hidden", "true");
    // In the capture phase: Leaflet's own dragging would otherwise begin before it is switched off.
    root.addEventListener("touchstart", (event) => this.began(event), { capture: true, passive: true });
    root.addEventListener("pointerdown", ({ pointerType }) => this.pressed(pointerType), true);
    frame.addEventListener("touchmove", (event) => this.moved(event), { passive: true });
  }

  pressed(pointerType) {
    if (pointerType === "mouse") this.map.dragging.enable();
  }

  began({ touches }) {
    this.map.dragging.disable();
    this.from = touches.length === 1 ? touches[0] : undefined;
  }

  /** A finger that pushes sideways wants the map: say how it is done. */
  moved({ touches }) {
    if (!this.from || touches.length !== 1) return;
    const aside = Math.abs(touches[0].clientX - this.from.clientX);
    if (aside < FAR_PX || aside < 2 * Math.abs(touches[0].clientY - this.from.clientY)) return;
    this.hint.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.hint.hidden = true;
    }, HINT_MS);
  }
}

return { isNarrow, Fingers };
})();

const keyboard = (() => {
// The map by keyboard: arrows go to the neighbour in that direction, Enter opens it, Esc leaves; what
// is reached and what is chosen is said to a screen reader.

const DIRECTIONS = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};
// How much farther a unit may lie that stands straight ahead, than one that stands aside.
const ASIDE = 2.2;

/** The nearest of `units` (each with x and y) in the direction of a key, or undefined. */
function unitToward(units, from, key) {
  const [dx, dy] = DIRECTIONS[key];
  let [best, least] = [undefined, Infinity];
  for (const unit of units) {
    const [x, y] = [unit.x - from.x, unit.y - from.y];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (unit.id === from.id || ahead <= 0 || aside > ahead * 1.6) continue;
    const cost = ahead + ASIDE * aside;
    if (cost < least) [best, least] = [unit, cost];
  }
  return best;
}

/** Walks over the units of an AtlasMap. */
class Walk {
  constructor(atlas, { el }) {
    this.atlas = atlas;
    const { frame, root, words } = atlas;
    frame.tabIndex = 0;
    this.status = el("p", "atlas-aside", "", root);
    this.status.setAttribute("role", "status");
    const help = el("p", "atlas-aside", words.keys, root);
    help.id = "atlas-keys";
    frame.setAttribute("aria-describedby", help.id);
    frame.addEventListener("keydown", (event) => this.pressed(event));
    frame.addEventListener("blur", () => this.pause());
    frame.addEventListener("pointerdown", () => this.leave());
  }

  /** The units that can be chosen. */
  units() {
    const { geometry, data, painter } = this.atlas;
    const all = [...geometry.units(data.level).values()];
    return all.filter((unit) => !unit.special && (!painter.canvas || painter.shows(unit.id)));
  }

  pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { atlas } = this;
    const { key } = event;
    if (key in DIRECTIONS) this.step(key);
    else if (key === "Enter" || key === " ") this.open();
    else if (key === "+" || key === "=") atlas.map.zoomIn();
    else if (key === "-") atlas.map.zoomOut();
    else return;
    event.preventDefault();
  }

  step(key) {
    const units = this.units();
    const from = this.at ?? units.find((unit) => unit.id === this.atlas.picked);
    this.go((from ? unitToward(units, from, key) : this.nearest(units)) ?? from);
  }

  /** The unit next to the middle of the window. */
  nearest(units) {
    const { x, y } = this.atlas.map.getSize();
    const middle = this.atlas.map.containerPointToLayerPoint([x / 2, y / 2]);
    const [px, py] = this.atlas.view.toPlane(middle.x, middle.y);
    const far = (unit) => Math.hypot(unit.x - px, unit.y - py);
    return units.reduce((a, b) => (far(b) < far(a) ? b : a), units[0]);
  }

  go(unit) {
    if (!unit) return;
    const { atlas } = this;
    this.at = unit;
    const at = atlas.map.layerPointToLatLng(atlas.view.toScreen(unit.x, unit.y));
    atlas.map.panInside(at, { padding: [50, 50], animate: false });
    atlas.painter.paintHover(unit.id);
    const place = atlas.map.latLngToContainerPoint(at);
    atlas.tip.showAt(unit.id, (node) => atlas.describeUnit(node, unit.id), place);
    this.say(unit.id);
  }

  open() {
    if (!this.at) return;
    this.opening = true;
    this.atlas.pick(this.at.id);
  }

  /** Say name, value, rank and class of a unit. */
  say(code) {
    this.status.textContent = this.atlas.wordsOf(code).join("。");
  }

  /** The card has come: who opened it by keyboard goes on reading there. */
  opened(card) {
    if (!this.opening) return;
    this.opening = false;
    if (!card.node.hidden) card.node.focus({ preventScroll: true });
  }

  /** The focus is elsewhere; the walk goes on from here when it is back. */
  pause() {
    if (!this.at) return;
    this.atlas.painter.paintHover();
    this.atlas.tip.hide();
  }

  /** Esc on a map without an open county: the walk ends, the next Tab goes on. */
  leave() {
    this.pause();
    this.at = undefined;
  }
}

return { unitToward, Walk };
})();

const paper = (() => {
// The map on paper: what is on the screen is fitted to the sheet before the browser prints, and
// stands as it was afterwards.

/** Refits an AtlasMap to the paper; `is-printing` gives it the sheet's shape (atlas_devices.css). */
class Paper {
  constructor(atlas) {
    this.atlas = atlas;
    this.before = () => this.lay();
    this.after = () => this.restore();
    this.changed = ({ matches }) => (matches ? this.lay() : this.restore());
    addEventListener("beforeprint", this.before);
    addEventListener("afterprint", this.after);
    // A preview that is laid out again asks by this alone.
    this.query = matchMedia("print");
    this.query.addEventListener("change", this.changed);
  }

  lay() {
    if (this.kept) return;
    const { atlas } = this;
    const { camera, map } = atlas;
    this.kept = { centre: map.getCenter(), zoom: map.getZoom(), bounds: map.getBounds() };
    atlas.root.classList.remove("is-narrow", "is-slim", "is-short");
    atlas.root.classList.add("is-printing");
    camera.quietly(() => {
      map.invalidateSize({ animate: false, pan: false });
      if (camera.moved) map.fitBounds(this.kept.bounds, { animate: false });
      else camera.fitProvince();
    });
    atlas.scale.update(map);
    atlas.drawLetters();
  }

  restore() {
    if (!this.kept) return;
    const { atlas, kept } = this;
    this.kept = undefined;
    atlas.root.classList.remove("is-printing");
    atlas.shape();
    atlas.camera.quietly(() => {
      atlas.map.invalidateSize({ animate: false, pan: false });
      atlas.map.setView(kept.centre, kept.zoom, { animate: false });
    });
    atlas.scale.update(atlas.map);
    atlas.drawLetters();
  }

  remove() {
    removeEventListener("beforeprint", this.before);
    removeEventListener("afterprint", this.after);
    this.query.removeEventListener("change", this.changed);
  }
}

return { Paper };
})();

const presentation = (() => {
// The presentation view: map, title, legend and source fill the window, in larger type. F opens and
// closes it, Esc closes it.

const WRITING = "input, textarea, select, [contenteditable]:not([contenteditable=false])";

/** Whether the key was meant for a field. */
const isWriting = (event) =>
  event.composedPath().some((node) => node instanceof Element && node.matches(WRITING));

class Presentation {
  constructor(atlas, { el }) {
    this.atlas = atlas;
    this.title = el("h2", "atlas-title", "");
    atlas.stage.prepend(this.title);
    this.pressed = (event) => this.onKey(event);
    document.addEventListener("keydown", this.pressed);
  }

  get on() {
    return this.atlas.stage.classList.contains("is-presented");
  }

  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat || isWriting(event)) return;
    if (event.key === "f" || event.key === "F") this.show(!this.on);
    else if (event.key === "Escape" && this.on) this.show(false);
    else return;
    event.preventDefault();
  }

  show(state) {
    const { stage } = this.atlas;
    if (state === this.on) return;
    this.title.textContent = this.atlas.data.title;
    stage.classList.toggle("is-presented", state);
    // The top layer of the browser: no ancestor of the map can cut it or cover it.
    stage.popover = state ? "manual" : null;
    if (state) stage.showPopover?.();
    this.atlas.redrawn();
  }

  remove() {
    document.removeEventListener("keydown", this.pressed);
  }
}

return { Presentation };
})();

const atlas_map = (() => {
// The screen map: mounted once per parent element, afterwards only the differences are painted.
//
// `run` is called by loader.js with every module already imported, so that a new version of the
// atlas never mixes with files of the old one from the browser's cache.

const mounted = new WeakMap();
const signature = (data) => JSON.stringify([data.geometry, data.renderer, data.base.bounds]);

/** Draw or update the map of one component. */
function run(component, parts, files) {
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

return { run };
})();

// Brings the modules, styles and geometry of the map together, all of them in parallel.
//
// The version in this file's own address is handed on to every other file.

const version = new URL(import.meta.url).search;
const OWN = ["geometry", "sheet", "areas", "labels", "legend", "furniture", "canvas", "camera", "detail",
  "painter", "touch", "keyboard", "paper", "presentation", "atlas_map"];

const bring = (path, root) => import(new URL(`${path}${version}`, root).href);

async function bringText(path, root) {
  const answer = await fetch(new URL(`${path}${version}`, root).href);
  if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`);
  return answer.text();
}

function styleSheet(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

// In the packed file the modules and styles are already here.
let [provided, providedStyles] = [];

function provide(parts, styles) {
  [provided, providedStyles] = [parts, styles];
}

async function bringOwn(root) {
  if (provided) return [provided, providedStyles];
  const styles = ["vendor/leaflet/leaflet.css", "map/atlas_map.css", "map/atlas_devices.css"];
  const [modules, texts] = await Promise.all([
    Promise.all(OWN.map((name) => bring(`map/${name}.js`, root))),
    Promise.all(styles.map((path) => bringText(path, root))),
  ]);
  return [Object.assign({}, ...modules), texts];
}

let bringing;

async function bringAll(root) {
  const [, topojson, [own, styles]] = await Promise.all([
    // The minified script is a third of the ES module; imported, it leaves `globalThis.leaflet`.
    bring("vendor/leaflet/leaflet.js", root),
    bring("vendor/topojson-client/topojson-client.mjs", root),
    bringOwn(root),
  ]);
  return { L: globalThis.leaflet, topojson, styles: styles.map(styleSheet), ...own };
}

const decoded = new Map();

/** The decoded geometry at `url`, made once by `make`. */
function decode(url, make) {
  if (!decoded.has(url)) {
    const made = make();
    made.catch(() => decoded.delete(url));
    decoded.set(url, made);
  }
  return decoded.get(url);
}

function bringGeometry({ geometry: { gansu, context, rivers }, rivers: wet }, root) {
  const json = (path) => fetch(new URL(path, root).href).then((answer) => {
    if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`);
    return answer.json();
  });
  return Promise.all([
    decode(gansu, () => Promise.all([json(gansu), bringing]).then(([file, parts]) =>
      new parts.Details(file, parts.project, (t) => new parts.Geometry(t, parts.topojson)))),
    decode(context, () => Promise.all([json(context), bringing]).then(([file, parts]) =>
      parts.surroundings(file, parts.topojson))),
    wet && rivers && decode(rivers, () => Promise.all([json(rivers), bringing]).then(([file, parts]) =>
      parts.riverPaths(file, parts.topojson))),
  ]);
}

async function unpack(bytes) {
  const { readable, writable } = new DecompressionStream("deflate");
  const writer = writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const reader = readable.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
  }
  await written;
  return JSON.parse(text);
}

/** Draw a component from its packed payload; called again on every run. */
export async function draw(streamlit, bytes, root) {
  const { parentElement } = streamlit;
  let [parts, data] = [];
  try {
    bringing ??= bringAll(root);
    data = await unpack(bytes);
    const component = { ...streamlit, data };
    const files = bringGeometry(data, root);
    parts = await bringing;
    if ("adoptedStyleSheets" in parentElement && !parentElement.adoptedStyleSheets.length) {
      parentElement.adoptedStyleSheets = parts.styles;
    }
    const [gansu, context, rivers] = await files;
    return parts.run(component, parts, { gansu, context, rivers });
  } catch (error) {
    bringing = parts ? bringing : undefined;
    console.error("atlas map:", error);
    if (!parentElement.querySelector(".atlas")) {
      const note = document.createElement("p");
      note.className = "atlas-failed-note";
      note.textContent = data?.words.failed ?? String(error);
      parentElement.querySelector(".atlas-failed-note")?.remove();
      parentElement.appendChild(note);
    }
    return undefined;
  }
}

provide({ ...geometry, ...sheet, ...areas, ...labels, ...legend, ...furniture, ...canvas, ...camera, ...detail, ...painter, ...touch, ...keyboard, ...paper, ...presentation, ...atlas_map }, ["/* required styles */\n\n.leaflet-pane,\n.leaflet-tile,\n.leaflet-marker-icon,\n.leaflet-marker-shadow,\n.leaflet-tile-container,\n.leaflet-pane > svg,\n.leaflet-pane > canvas,\n.leaflet-zoom-box,\n.leaflet-image-layer,\n.leaflet-layer {\n\tposition: absolute;\n\tleft: 0;\n\ttop: 0;\n\t}\n.leaflet-container {\n\toverflow: hidden;\n\t}\n.leaflet-tile,\n.leaflet-marker-icon,\n.leaflet-marker-shadow {\n\t-webkit-user-select: none;\n\t   -moz-user-select: none;\n\t        user-select: none;\n\t  -webkit-user-drag: none;\n\t}\n/* Prevents IE11 from highlighting tiles in blue */\n.leaflet-tile::selection {\n\tbackground: transparent;\n}\n/* Safari renders non-retina tile on retina better with this, but Chrome is worse */\n.leaflet-safari .leaflet-tile {\n\timage-rendering: -webkit-optimize-contrast;\n\t}\n/* hack that prevents hw layers \"stretching\" when loading new tiles */\n.leaflet-safari .leaflet-tile-container {\n\twidth: 1600px;\n\theight: 1600px;\n\t-webkit-transform-origin: 0 0;\n\t}\n.leaflet-marker-icon,\n.leaflet-marker-shadow {\n\tdisplay: block;\n\t}\n/* .leaflet-container svg: reset svg max-width decleration shipped in Joomla! (joomla.org) 3.x */\n/* .leaflet-container img: map is broken in FF if you have max-width: 100% on tiles */\n.leaflet-container .leaflet-overlay-pane svg {\n\tmax-width: none !important;\n\tmax-height: none !important;\n\t}\n.leaflet-container .leaflet-marker-pane img,\n.leaflet-container .leaflet-shadow-pane img,\n.leaflet-container .leaflet-tile-pane img,\n.leaflet-container img.leaflet-image-layer,\n.leaflet-container .leaflet-tile {\n\tmax-width: none !important;\n\tmax-height: none !important;\n\twidth: auto;\n\tpadding: 0;\n\t}\n\n.leaflet-container img.leaflet-tile {\n\t/* See: https://bugs.chromium.org/p/chromium/issues/detail?id=600120 */\n\tmix-blend-mode: plus-lighter;\n}\n\n.leaflet-container.leaflet-touch-zoom {\n\t-ms-touch-action: pan-x pan-y;\n\ttouch-action: pan-x pan-y;\n\t}\n.leaflet-container.leaflet-touch-drag {\n\t-ms-touch-action: pinch-zoom;\n\t/* Fallback for FF which doesn't support pinch-zoom */\n\ttouch-action: none;\n\ttouch-action: pinch-zoom;\n}\n.leaflet-container.leaflet-touch-drag.leaflet-touch-zoom {\n\t-ms-touch-action: none;\n\ttouch-action: none;\n}\n.leaflet-container {\n\t-webkit-tap-highlight-color: transparent;\n}\n.leaflet-container a {\n\t-webkit-tap-highlight-color: rgba(51, 181, 229, 0.4);\n}\n.leaflet-tile {\n\tfilter: inherit;\n\tvisibility: hidden;\n\t}\n.leaflet-tile-loaded {\n\tvisibility: inherit;\n\t}\n.leaflet-zoom-box {\n\twidth: 0;\n\theight: 0;\n\t-moz-box-sizing: border-box;\n\t     box-sizing: border-box;\n\tz-index: 800;\n\t}\n/* workaround for https://bugzilla.mozilla.org/show_bug.cgi?id=888319 */\n.leaflet-overlay-pane svg {\n\t-moz-user-select: none;\n\t}\n\n.leaflet-pane         { z-index: 400; }\n\n.leaflet-tile-pane    { z-index: 200; }\n.leaflet-overlay-pane { z-index: 400; }\n.leaflet-shadow-pane  { z-index: 500; }\n.leaflet-marker-pane  { z-index: 600; }\n.leaflet-tooltip-pane   { z-index: 650; }\n.leaflet-popup-pane   { z-index: 700; }\n\n.leaflet-map-pane canvas { z-index: 100; }\n.leaflet-map-pane svg    { z-index: 200; }\n\n.leaflet-vml-shape {\n\twidth: 1px;\n\theight: 1px;\n\t}\n.lvml {\n\tbehavior: url(#default#VML);\n\tdisplay: inline-block;\n\tposition: absolute;\n\t}\n\n\n/* control positioning */\n\n.leaflet-control {\n\tposition: relative;\n\tz-index: 800;\n\tpointer-events: visiblePainted; /* IE 9-10 doesn't have auto */\n\tpointer-events: auto;\n\t}\n.leaflet-top,\n.leaflet-bottom {\n\tposition: absolute;\n\tz-index: 1000;\n\tpointer-events: none;\n\t}\n.leaflet-top {\n\ttop: 0;\n\t}\n.leaflet-right {\n\tright: 0;\n\t}\n.leaflet-bottom {\n\tbottom: 0;\n\t}\n.leaflet-left {\n\tleft: 0;\n\t}\n.leaflet-control {\n\tfloat: left;\n\tclear: both;\n\t}\n.leaflet-right .leaflet-control {\n\tfloat: right;\n\t}\n.leaflet-top .leaflet-control {\n\tmargin-top: 10px;\n\t}\n.leaflet-bottom .leaflet-control {\n\tmargin-bottom: 10px;\n\t}\n.leaflet-left .leaflet-control {\n\tmargin-left: 10px;\n\t}\n.leaflet-right .leaflet-control {\n\tmargin-right: 10px;\n\t}\n\n\n/* zoom and fade animations */\n\n.leaflet-fade-anim .leaflet-popup {\n\topacity: 0;\n\t-webkit-transition: opacity 0.2s linear;\n\t   -moz-transition: opacity 0.2s linear;\n\t        transition: opacity 0.2s linear;\n\t}\n.leaflet-fade-anim .leaflet-map-pane .leaflet-popup {\n\topacity: 1;\n\t}\n.leaflet-zoom-animated {\n\t-webkit-transform-origin: 0 0;\n\t    -ms-transform-origin: 0 0;\n\t        transform-origin: 0 0;\n\t}\nsvg.leaflet-zoom-animated {\n\twill-change: transform;\n}\n\n.leaflet-zoom-anim .leaflet-zoom-animated {\n\t-webkit-transition: -webkit-transform 0.25s cubic-bezier(0,0,0.25,1);\n\t   -moz-transition:    -moz-transform 0.25s cubic-bezier(0,0,0.25,1);\n\t        transition:         transform 0.25s cubic-bezier(0,0,0.25,1);\n\t}\n.leaflet-zoom-anim .leaflet-tile,\n.leaflet-pan-anim .leaflet-tile {\n\t-webkit-transition: none;\n\t   -moz-transition: none;\n\t        transition: none;\n\t}\n\n.leaflet-zoom-anim .leaflet-zoom-hide {\n\tvisibility: hidden;\n\t}\n\n\n/* cursors */\n\n.leaflet-interactive {\n\tcursor: pointer;\n\t}\n.leaflet-grab {\n\tcursor: -webkit-grab;\n\tcursor:    -moz-grab;\n\tcursor:         grab;\n\t}\n.leaflet-crosshair,\n.leaflet-crosshair .leaflet-interactive {\n\tcursor: crosshair;\n\t}\n.leaflet-popup-pane,\n.leaflet-control {\n\tcursor: auto;\n\t}\n.leaflet-dragging .leaflet-grab,\n.leaflet-dragging .leaflet-grab .leaflet-interactive,\n.leaflet-dragging .leaflet-marker-draggable {\n\tcursor: move;\n\tcursor: -webkit-grabbing;\n\tcursor:    -moz-grabbing;\n\tcursor:         grabbing;\n\t}\n\n/* marker & overlays interactivity */\n.leaflet-marker-icon,\n.leaflet-marker-shadow,\n.leaflet-image-layer,\n.leaflet-pane > svg path,\n.leaflet-tile-container {\n\tpointer-events: none;\n\t}\n\n.leaflet-marker-icon.leaflet-interactive,\n.leaflet-image-layer.leaflet-interactive,\n.leaflet-pane > svg path.leaflet-interactive,\nsvg.leaflet-image-layer.leaflet-interactive path {\n\tpointer-events: visiblePainted; /* IE 9-10 doesn't have auto */\n\tpointer-events: auto;\n\t}\n\n/* visual tweaks */\n\n.leaflet-container {\n\tbackground: #ddd;\n\toutline-offset: 1px;\n\t}\n.leaflet-container a {\n\tcolor: #0078A8;\n\t}\n.leaflet-zoom-box {\n\tborder: 2px dotted #38f;\n\tbackground: rgba(255,255,255,0.5);\n\t}\n\n\n/* general typography */\n.leaflet-container {\n\tfont-family: \"Helvetica Neue\", Arial, Helvetica, sans-serif;\n\tfont-size: 12px;\n\tfont-size: 0.75rem;\n\tline-height: 1.5;\n\t}\n\n\n/* general toolbar styles */\n\n.leaflet-bar {\n\tbox-shadow: 0 1px 5px rgba(0,0,0,0.65);\n\tborder-radius: 4px;\n\t}\n.leaflet-bar a {\n\tbackground-color: #fff;\n\tborder-bottom: 1px solid #ccc;\n\twidth: 26px;\n\theight: 26px;\n\tline-height: 26px;\n\tdisplay: block;\n\ttext-align: center;\n\ttext-decoration: none;\n\tcolor: black;\n\t}\n.leaflet-bar a,\n.leaflet-control-layers-toggle {\n\tbackground-position: 50% 50%;\n\tbackground-repeat: no-repeat;\n\tdisplay: block;\n\t}\n.leaflet-bar a:hover,\n.leaflet-bar a:focus {\n\tbackground-color: #f4f4f4;\n\t}\n.leaflet-bar a:first-child {\n\tborder-top-left-radius: 4px;\n\tborder-top-right-radius: 4px;\n\t}\n.leaflet-bar a:last-child {\n\tborder-bottom-left-radius: 4px;\n\tborder-bottom-right-radius: 4px;\n\tborder-bottom: none;\n\t}\n.leaflet-bar a.leaflet-disabled {\n\tcursor: default;\n\tbackground-color: #f4f4f4;\n\tcolor: #bbb;\n\t}\n\n.leaflet-touch .leaflet-bar a {\n\twidth: 30px;\n\theight: 30px;\n\tline-height: 30px;\n\t}\n.leaflet-touch .leaflet-bar a:first-child {\n\tborder-top-left-radius: 2px;\n\tborder-top-right-radius: 2px;\n\t}\n.leaflet-touch .leaflet-bar a:last-child {\n\tborder-bottom-left-radius: 2px;\n\tborder-bottom-right-radius: 2px;\n\t}\n\n/* zoom control */\n\n.leaflet-control-zoom-in,\n.leaflet-control-zoom-out {\n\tfont: bold 18px 'Lucida Console', Monaco, monospace;\n\ttext-indent: 1px;\n\t}\n\n.leaflet-touch .leaflet-control-zoom-in, .leaflet-touch .leaflet-control-zoom-out  {\n\tfont-size: 22px;\n\t}\n\n\n/* layers control */\n\n.leaflet-control-layers {\n\tbox-shadow: 0 1px 5px rgba(0,0,0,0.4);\n\tbackground: #fff;\n\tborder-radius: 5px;\n\t}\n.leaflet-control-layers-toggle {\n\tbackground-image: url(images/layers.png);\n\twidth: 36px;\n\theight: 36px;\n\t}\n.leaflet-retina .leaflet-control-layers-toggle {\n\tbackground-image: url(images/layers-2x.png);\n\tbackground-size: 26px 26px;\n\t}\n.leaflet-touch .leaflet-control-layers-toggle {\n\twidth: 44px;\n\theight: 44px;\n\t}\n.leaflet-control-layers .leaflet-control-layers-list,\n.leaflet-control-layers-expanded .leaflet-control-layers-toggle {\n\tdisplay: none;\n\t}\n.leaflet-control-layers-expanded .leaflet-control-layers-list {\n\tdisplay: block;\n\tposition: relative;\n\t}\n.leaflet-control-layers-expanded {\n\tpadding: 6px 10px 6px 6px;\n\tcolor: #333;\n\tbackground: #fff;\n\t}\n.leaflet-control-layers-scrollbar {\n\toverflow-y: scroll;\n\toverflow-x: hidden;\n\tpadding-right: 5px;\n\t}\n.leaflet-control-layers-selector {\n\tmargin-top: 2px;\n\tposition: relative;\n\ttop: 1px;\n\t}\n.leaflet-control-layers label {\n\tdisplay: block;\n\tfont-size: 13px;\n\tfont-size: 1.08333em;\n\t}\n.leaflet-control-layers-separator {\n\theight: 0;\n\tborder-top: 1px solid #ddd;\n\tmargin: 5px -10px 5px -6px;\n\t}\n\n/* Default icon URLs */\n.leaflet-default-icon-path { /* used only in path-guessing heuristic, see L.Icon.Default */\n\tbackground-image: url(images/marker-icon.png);\n\t}\n\n\n/* attribution and scale controls */\n\n.leaflet-container .leaflet-control-attribution {\n\tbackground: #fff;\n\tbackground: rgba(255, 255, 255, 0.8);\n\tmargin: 0;\n\t}\n.leaflet-control-attribution,\n.leaflet-control-scale-line {\n\tpadding: 0 5px;\n\tcolor: #333;\n\tline-height: 1.4;\n\t}\n.leaflet-control-attribution a {\n\ttext-decoration: none;\n\t}\n.leaflet-control-attribution a:hover,\n.leaflet-control-attribution a:focus {\n\ttext-decoration: underline;\n\t}\n.leaflet-attribution-flag {\n\tdisplay: inline !important;\n\tvertical-align: baseline !important;\n\twidth: 1em;\n\theight: 0.6669em;\n\t}\n.leaflet-left .leaflet-control-scale {\n\tmargin-left: 5px;\n\t}\n.leaflet-bottom .leaflet-control-scale {\n\tmargin-bottom: 5px;\n\t}\n.leaflet-control-scale-line {\n\tborder: 2px solid #777;\n\tborder-top: none;\n\tline-height: 1.1;\n\tpadding: 2px 5px 1px;\n\twhite-space: nowrap;\n\t-moz-box-sizing: border-box;\n\t     box-sizing: border-box;\n\tbackground: rgba(255, 255, 255, 0.8);\n\ttext-shadow: 1px 1px #fff;\n\t}\n.leaflet-control-scale-line:not(:first-child) {\n\tborder-top: 2px solid #777;\n\tborder-bottom: none;\n\tmargin-top: -2px;\n\t}\n.leaflet-control-scale-line:not(:first-child):not(:last-child) {\n\tborder-bottom: 2px solid #777;\n\t}\n\n.leaflet-touch .leaflet-control-attribution,\n.leaflet-touch .leaflet-control-layers,\n.leaflet-touch .leaflet-bar {\n\tbox-shadow: none;\n\t}\n.leaflet-touch .leaflet-control-layers,\n.leaflet-touch .leaflet-bar {\n\tborder: 2px solid rgba(0,0,0,0.2);\n\tbackground-clip: padding-box;\n\t}\n\n\n/* popup */\n\n.leaflet-popup {\n\tposition: absolute;\n\ttext-align: center;\n\tmargin-bottom: 20px;\n\t}\n.leaflet-popup-content-wrapper {\n\tpadding: 1px;\n\ttext-align: left;\n\tborder-radius: 12px;\n\t}\n.leaflet-popup-content {\n\tmargin: 13px 24px 13px 20px;\n\tline-height: 1.3;\n\tfont-size: 13px;\n\tfont-size: 1.08333em;\n\tmin-height: 1px;\n\t}\n.leaflet-popup-content p {\n\tmargin: 17px 0;\n\tmargin: 1.3em 0;\n\t}\n.leaflet-popup-tip-container {\n\twidth: 40px;\n\theight: 20px;\n\tposition: absolute;\n\tleft: 50%;\n\tmargin-top: -1px;\n\tmargin-left: -20px;\n\toverflow: hidden;\n\tpointer-events: none;\n\t}\n.leaflet-popup-tip {\n\twidth: 17px;\n\theight: 17px;\n\tpadding: 1px;\n\n\tmargin: -10px auto 0;\n\tpointer-events: auto;\n\n\t-webkit-transform: rotate(45deg);\n\t   -moz-transform: rotate(45deg);\n\t    -ms-transform: rotate(45deg);\n\t        transform: rotate(45deg);\n\t}\n.leaflet-popup-content-wrapper,\n.leaflet-popup-tip {\n\tbackground: white;\n\tcolor: #333;\n\tbox-shadow: 0 3px 14px rgba(0,0,0,0.4);\n\t}\n.leaflet-container a.leaflet-popup-close-button {\n\tposition: absolute;\n\ttop: 0;\n\tright: 0;\n\tborder: none;\n\ttext-align: center;\n\twidth: 24px;\n\theight: 24px;\n\tfont: 16px/24px Tahoma, Verdana, sans-serif;\n\tcolor: #757575;\n\ttext-decoration: none;\n\tbackground: transparent;\n\t}\n.leaflet-container a.leaflet-popup-close-button:hover,\n.leaflet-container a.leaflet-popup-close-button:focus {\n\tcolor: #585858;\n\t}\n.leaflet-popup-scrolled {\n\toverflow: auto;\n\t}\n\n.leaflet-oldie .leaflet-popup-content-wrapper {\n\t-ms-zoom: 1;\n\t}\n.leaflet-oldie .leaflet-popup-tip {\n\twidth: 24px;\n\tmargin: 0 auto;\n\n\t-ms-filter: \"progid:DXImageTransform.Microsoft.Matrix(M11=0.70710678, M12=0.70710678, M21=-0.70710678, M22=0.70710678)\";\n\tfilter: progid:DXImageTransform.Microsoft.Matrix(M11=0.70710678, M12=0.70710678, M21=-0.70710678, M22=0.70710678);\n\t}\n\n.leaflet-oldie .leaflet-control-zoom,\n.leaflet-oldie .leaflet-control-layers,\n.leaflet-oldie .leaflet-popup-content-wrapper,\n.leaflet-oldie .leaflet-popup-tip {\n\tborder: 1px solid #999;\n\t}\n\n\n/* div icon */\n\n.leaflet-div-icon {\n\tbackground: #fff;\n\tborder: 1px solid #666;\n\t}\n\n\n/* Tooltip */\n/* Base styles for the element that has a tooltip */\n.leaflet-tooltip {\n\tposition: absolute;\n\tpadding: 6px;\n\tbackground-color: #fff;\n\tborder: 1px solid #fff;\n\tborder-radius: 3px;\n\tcolor: #222;\n\twhite-space: nowrap;\n\t-webkit-user-select: none;\n\t-moz-user-select: none;\n\t-ms-user-select: none;\n\tuser-select: none;\n\tpointer-events: none;\n\tbox-shadow: 0 1px 3px rgba(0,0,0,0.4);\n\t}\n.leaflet-tooltip.leaflet-interactive {\n\tcursor: pointer;\n\tpointer-events: auto;\n\t}\n.leaflet-tooltip-top:before,\n.leaflet-tooltip-bottom:before,\n.leaflet-tooltip-left:before,\n.leaflet-tooltip-right:before {\n\tposition: absolute;\n\tpointer-events: none;\n\tborder: 6px solid transparent;\n\tbackground: transparent;\n\tcontent: \"\";\n\t}\n\n/* Directions */\n\n.leaflet-tooltip-bottom {\n\tmargin-top: 6px;\n}\n.leaflet-tooltip-top {\n\tmargin-top: -6px;\n}\n.leaflet-tooltip-bottom:before,\n.leaflet-tooltip-top:before {\n\tleft: 50%;\n\tmargin-left: -6px;\n\t}\n.leaflet-tooltip-top:before {\n\tbottom: 0;\n\tmargin-bottom: -12px;\n\tborder-top-color: #fff;\n\t}\n.leaflet-tooltip-bottom:before {\n\ttop: 0;\n\tmargin-top: -12px;\n\tmargin-left: -6px;\n\tborder-bottom-color: #fff;\n\t}\n.leaflet-tooltip-left {\n\tmargin-left: -6px;\n}\n.leaflet-tooltip-right {\n\tmargin-left: 6px;\n}\n.leaflet-tooltip-left:before,\n.leaflet-tooltip-right:before {\n\ttop: 50%;\n\tmargin-top: -6px;\n\t}\n.leaflet-tooltip-left:before {\n\tright: 0;\n\tmargin-right: -12px;\n\tborder-left-color: #fff;\n\t}\n.leaflet-tooltip-right:before {\n\tleft: 0;\n\tmargin-left: -12px;\n\tborder-right-color: #fff;\n\t}\n\n/* Printing */\n\n@media print {\n\t/* Prevent printers from removing background-images of controls. */\n\t.leaflet-control {\n\t\t-webkit-print-color-adjust: exact;\n\t\tprint-color-adjust: exact;\n\t\t}\n\t}\n", ":host { display: block; }\n.atlas {\n  overflow: hidden; box-sizing: border-box;\n  border: 1px solid #e0d8c8; border-radius: 4px; background: #faf7f0; color: #22303c;\n  font-family: \"Noto Sans SC\", var(--st-font, sans-serif), \"Microsoft YaHei\", \"PingFang SC\", sans-serif;\n  font-size: 12.5px; line-height: 1.45; isolation: isolate;\n}\n.atlas *, .atlas *::before { box-sizing: border-box; }\n.atlas [hidden] { display: none !important; }\n.atlas-map { position: absolute; inset: 0; z-index: 0; }\n.atlas-map.leaflet-container { background: #faf7f0; font: inherit; outline-offset: -3px; }\n.atlas-map.leaflet-container:focus-visible { outline: 2px solid #b45a31; }\n.atlas-sheet path { vector-effect: non-scaling-stroke; stroke-linejoin: round; stroke-linecap: round; }\n.atlas-rim, .atlas-line { fill: none; pointer-events: none; }\n.atlas-shadow path, .atlas-provinces path { stroke-linejoin: bevel; stroke-linecap: butt; }\n.atlas-fills path { stroke: none; }\n.atlas-circle { fill: #b45a31; stroke: #fffdf8; stroke-width: 1.2; pointer-events: none; }\n.atlas-spoke { stroke: #b45a31; stroke-width: 1.2; stroke-dasharray: 2 2.5; pointer-events: none; }\n.atlas-circle.atlas-dashed { stroke: #b45a31; stroke-width: 1.6; stroke-dasharray: 5 3; }\n.atlas-letters text { font-family: \"Noto Sans SC\", \"Microsoft YaHei\", \"PingFang SC\", sans-serif; pointer-events: none; }\n.atlas-letters text.atlas-halo { paint-order: stroke; stroke-linejoin: round; stroke-opacity: .86; }\n.atlas-letters rect, .atlas-letters circle { pointer-events: none; }\n.atlas-letters circle.leaflet-interactive { pointer-events: auto; cursor: default; }\n.atlas.is-wide .atlas-around text { fill: #22303c; stroke: #fdfcf8; stroke-width: 3; stroke-opacity: .8; paint-order: stroke; letter-spacing: .04em; }\n.atlas-around text { fill: #a49d8f; letter-spacing: .18em; font-family: \"Noto Sans SC\", \"Microsoft YaHei\", \"PingFang SC\", sans-serif; }\n\n.atlas button { font: inherit; color: inherit; background: none; border: 0; margin: 0; padding: 0; cursor: pointer; }\n.atlas button:focus-visible { outline: 2px solid #b45a31; outline-offset: 1px; border-radius: 3px; }\n\n.atlas-buttons { position: absolute; top: 10px; left: 10px; z-index: 3; display: flex; flex-direction: column; gap: 5px; align-items: flex-start; }\n.atlas .atlas-buttons button {\n  min-width: 30px; height: 30px; padding: 0 8px; background: rgba(255,253,248,.95); border: 1px solid #d9d1c0;\n  border-radius: 4px; line-height: 1; font-size: 12.5px;\n}\n.atlas .atlas-buttons .is-square { padding: 0; width: 30px; font-size: 17px; }\n.atlas .atlas-buttons button:hover { background: #f4efe4; border-color: #b45a31; }\n.atlas .atlas-buttons button:disabled { opacity: .45; cursor: default; border-color: #d9d1c0; }\n\n.atlas-legend {\n  position: absolute; left: 10px; bottom: 10px; z-index: 2; max-width: min(300px, 46%);\n  max-height: min(calc(100% - 150px), 66%); display: flex; flex-direction: column;\n  background: rgba(255,253,248,.94); border: 1px solid #e0d8c8; border-radius: 4px; padding: 7px 10px 8px;\n}\n.atlas .atlas-legend-handle { text-align: left; font-weight: 700; font-size: 13px; letter-spacing: .06em; padding: 0 0 3px; white-space: nowrap; min-height: 24px; }\n.atlas-legend.is-folded { padding-bottom: 5px; }\n.atlas-legend.is-folded .atlas-legend-body { display: none; }\n.atlas-legend-body { overflow-y: auto; overscroll-behavior: contain; min-height: 0; scrollbar-width: thin; }\n.atlas-legend h2 { margin: 1px 0 5px; font-size: 12px; color: #5b6670; font-weight: 400; }\n.atlas-classes { border-collapse: collapse; }\n.atlas-classes td { padding: 1.5px 0; vertical-align: middle; border: 0; }\n.atlas-swatch { display: block; flex: none; overflow: hidden; }\n.atlas-range { padding: 0 12px 0 8px !important; white-space: nowrap; font-variant-numeric: tabular-nums; }\n.atlas-count { white-space: nowrap; color: #5b6670; font-size: 11.5px; }\n.atlas-count i { display: inline-block; height: 8px; background: #8d99a3; margin-right: 5px; vertical-align: 0; min-width: 1px; }\n.atlas-systems { list-style: none; margin: 0; padding: 0; }\n.atlas-legend-figure:not(:empty) + div > .atlas-systems { border-top: 1px solid #e6dfd0; margin-top: 6px; padding-top: 5px; }\n.atlas-systems li { margin: 0; padding: 0; }\n.atlas .atlas-system { display: flex; align-items: center; gap: 8px; width: 100%; text-align: left; padding: 2.5px 2px; border-radius: 3px; min-height: 24px; }\n.atlas .atlas-system:hover { background: #f4efe4; }\n.atlas-system[aria-pressed=\"false\"] { opacity: .42; }\n.atlas-system[aria-pressed=\"false\"] span { text-decoration: line-through; }\n.atlas-number {\n  flex: none; min-width: 17px; height: 17px; padding: 0 3px; border-radius: 9px; background: #16212a; color: #fff;\n  font-size: 10.5px; line-height: 17px; text-align: center;\n}\n.atlas-legend-note { display: flex; align-items: center; gap: 8px; margin: 3px 0 0; color: #5b6670; font-size: 11.5px; }\n\n.atlas-foot {\n  position: absolute; right: 0; bottom: 0; z-index: 1; max-width: calc(100% - 330px); text-align: right;\n  display: flex; flex-direction: column; align-items: flex-end; gap: 2px; pointer-events: none; padding: 0 4px 4px;\n}\n.atlas-scale { display: flex; align-items: center; gap: 7px; font-size: 11px; color: #3b4650; pointer-events: auto; }\n.atlas-scale-bar { height: 5px; border: 1.2px solid #3b4650; border-top: 0; }\n.atlas-source { font-size: 11px; color: #5f666d; margin: 0; line-height: 1.35; }\n.atlas-scale, .atlas-source { background: rgba(250,247,240,.82); border-radius: 3px; padding: 1px 5px; }\n\n.atlas-tip {\n  position: absolute; left: 0; top: 0; z-index: 5; pointer-events: none; max-width: 280px; padding: 6px 10px;\n  background: rgba(255,253,248,.97); border: 1px solid #cfc6b4; border-radius: 4px; box-shadow: 0 2px 8px rgba(60,50,30,.14);\n  will-change: transform; overflow-wrap: anywhere;\n}\n.atlas-tip b { font-size: 13.5px; font-weight: 700; }\n.atlas-tip .atlas-tip-where { color: #7b8288; margin-left: 6px; font-size: 12px; }\n.atlas-tip .atlas-tip-value { font-weight: 700; color: #8a3f1d; font-variant-numeric: tabular-nums; }\n.atlas-tip .atlas-tip-systems { color: #5b6670; font-size: 12px; }\n\n.atlas-card {\n  position: absolute; right: 10px; top: 10px; z-index: 4; width: min(290px, 44%); max-height: calc(100% - 64px); overflow-y: auto;\n  background: rgba(255,253,248,.975); border: 1px solid #d9d1c0; border-top: 3px solid #b45a31; border-radius: 4px;\n  box-shadow: 0 4px 16px rgba(60,50,30,.12); padding: 10px 13px 12px; scrollbar-width: thin;\n}\n.atlas-card-head { display: flex; justify-content: space-between; align-items: flex-start; gap: 8px; }\n.atlas-card h2 { margin: 0; padding: 0; font: 700 18px/1.3 \"Noto Serif SC\", \"Noto Sans SC\", serif; letter-spacing: 0; }\n.atlas-card p { margin: 1px 0 0; color: #7b8288; font-size: 12px; }\n.atlas .atlas-close { font-size: 20px; line-height: 20px; width: 24px; height: 24px; color: #7b8288; }\n.atlas-card table { width: 100%; border-collapse: collapse; margin: 8px 0 2px; }\n.atlas-card th, .atlas-card td { padding: 3.5px 0; border: 0; border-bottom: 1px solid #eee7d9; font-size: 12.5px; vertical-align: baseline; }\n.atlas-card th { text-align: left; font-weight: 400; color: #4d5963; padding-right: 8px; }\n.atlas-card .atlas-value { text-align: right; font-weight: 700; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }\n.atlas-card .atlas-rank { text-align: right; color: #7b8288; font-size: 11.5px; line-height: 1.3; padding-left: 8px; white-space: pre; }\n.atlas-trend { margin: 7px 0 0; }\n.atlas-trend img { display: block; width: 168px; height: 40px; }\n.atlas-trend figcaption { color: #4d5963; font-size: 11.5px; line-height: 1.45; }\n.atlas-trend figcaption b { display: block; font-weight: 600; color: #22303c; font-size: 12.5px; }\n.atlas-chips { display: flex; flex-wrap: wrap; gap: 5px; margin-top: 9px; }\n.atlas-chip { border: 1px solid var(--chip, #b45a31); border-left-width: 5px; border-radius: 3px; padding: 1px 7px; font-size: 12px; }\n.atlas-actions { display: flex; flex-wrap: wrap; gap: 7px; margin-top: 11px; }\n.atlas .atlas-action { border: 1px solid #b45a31; color: #8a3f1d; border-radius: 4px; padding: 4px 11px; background: #fffdf8; }\n.atlas .atlas-action:hover { background: #b45a31; color: #fffdf8; }\n.atlas-failed { position: absolute; inset: 0; display: grid; place-items: center; color: #8a3f1d; z-index: 6; text-align: center; padding: 0 20px; }\n.is-short .atlas-legend { max-height: calc(100% - 140px); }\n", "/* Screens, hands and paper: what differs from the map on a desk (atlas_map.css). */\n\n/* Everything on the map grows together on very wide screens and when it is presented. */\n.atlas-stage { --grow: 1; --present: 1; position: relative; height: min(var(--height, 9999px), var(--fluid)); }\n.atlas-stage { --fluid: clamp(240px, min(100vh - 176px, 78vw), 1960px); }\n.atlas {\n  --scale: calc(var(--grow) * var(--present));\n  position: absolute; left: 0; top: 0; width: calc(100% / var(--scale)); height: calc(100% / var(--scale));\n  transform: scale(var(--scale)); transform-origin: 0 0;\n}\n@media (min-width: 2400px) { .atlas-stage { --grow: 1.25; } }\n@media (min-width: 3200px) { .atlas-stage { --grow: 1.6; } }\n\n/* The page scrolls below one finger; two fingers are the map's. */\n.atlas .atlas-map.leaflet-container { touch-action: pan-y; }\n.atlas-hint {\n  position: absolute; inset: auto 0 12px; z-index: 800; margin: 0 auto; width: max-content; max-width: 90%; padding: 7px 14px;\n  border-radius: 4px; background: rgba(34,48,60,.88); color: #fffdf8; font-size: 14px; pointer-events: none;\n}\n.atlas-aside { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }\n.atlas-map.leaflet-container:focus-visible { outline: 3px solid #b45a31; outline-offset: -3px; }\n.atlas-card:focus-visible, .atlas-legend-body:focus-visible { outline: 2px solid #b45a31; outline-offset: -2px; }\n.atlas-title { display: none; }\n\n@media (pointer: coarse), (max-width: 640px) {\n  .atlas .atlas-buttons button, .atlas .atlas-buttons .is-square { min-width: 44px; height: 44px; font-size: 15px; }\n  .atlas .atlas-buttons .is-square { font-size: 20px; }\n  .atlas .atlas-legend-handle, .atlas .atlas-system, .atlas .atlas-action { min-height: 44px; }\n  .atlas .atlas-close { width: 44px; height: 44px; margin: -8px -8px 0 0; }\n}\n\n/* A phone: the map, then its buttons, legend and source below one another; a card comes from below. */\n.atlas-stage:has(> .is-narrow) { height: auto; }\n.is-narrow.atlas { position: relative; width: 100%; height: auto; transform: none; font-size: 14px; }\n.is-narrow .atlas-map { position: relative; inset: auto; height: clamp(260px, min(var(--height, 9999px), 88vw, 100svh - 230px), 620px); }\n.is-narrow .atlas-buttons { position: static; flex-flow: row wrap; padding: 8px 10px; border-top: 1px solid #e0d8c8; }\n.is-narrow .atlas-legend { position: static; max-width: none; max-height: none; border: 0; border-top: 1px solid #e0d8c8; border-radius: 0; background: none; padding: 0 12px 4px; }\n.is-narrow .atlas-legend-body { overflow: visible; padding-bottom: 8px; }\n.is-narrow .atlas .atlas-legend-handle, .is-narrow .atlas-legend-handle { width: 100%; padding: 0; }\n.is-narrow .atlas-legend h2, .is-narrow .atlas-count, .is-narrow .atlas-legend-note { font-size: 13px; }\n.is-narrow .atlas-foot { position: static; max-width: none; align-items: flex-start; text-align: left; padding: 6px 8px 8px; border-top: 1px solid #e0d8c8; }\n.is-narrow .atlas-source, .is-narrow .atlas-scale { font-size: 12px; background: none; }\n.is-narrow .atlas-card {\n  position: fixed; inset: auto 0 0; z-index: 40; width: auto; max-height: 62vh; max-height: 62svh; border-radius: 12px 12px 0 0; border-width: 3px 0 0;\n  padding: 12px 16px calc(14px + env(safe-area-inset-bottom)); box-shadow: 0 -6px 24px rgba(60,50,30,.25); overscroll-behavior: contain;\n}\n.is-narrow.has-card { z-index: 1000; }\n.is-narrow .atlas-card th, .is-narrow .atlas-card td { font-size: 14px; }\n.is-narrow .atlas-card p, .is-narrow .atlas-card .atlas-rank, .is-narrow .atlas-chip { font-size: 13px; }\n\n/* A small map beside text: its source stands below it. */\n.is-slim .atlas-map { inset: 0 0 var(--foot, 0); }\n.is-slim .atlas-legend { bottom: calc(var(--foot, 0px) + 10px); }\n.is-slim.is-short .atlas-legend { max-height: calc(100% - 140px - var(--foot, 0px)); }\n.is-slim .atlas-foot { left: 0; max-width: none; align-items: flex-start; text-align: left; padding: 4px 6px 5px; background: #faf7f0; border-top: 1px solid #e0d8c8; }\n\n/* The presentation view. */\n.atlas-stage.is-presented {\n  --present: 1.4; position: fixed; inset: 0; z-index: 1000000; width: 100vw; height: 100vh; max-width: none; max-height: none; margin: 0; padding: 0;\n  border: 0; background: #faf7f0; display: flex; flex-direction: column;\n}\n.is-presented .atlas-title {\n  display: block; flex: none; margin: 0; padding: .45em .7em .3em; color: #22303c; font: 700 calc(24px * var(--grow) * 1.4)/1.3 \"Noto Serif SC\", \"Noto Sans SC\", serif;\n}\n.is-presented .atlas { position: relative; flex: none; height: calc((100vh - 24px * var(--grow) * 1.4 * 2.1) / var(--scale)); border: 0; }\n.is-presented .atlas-buttons, .is-presented .atlas-card, .is-presented .atlas-hint { display: none; }\n.is-presented .is-narrow.atlas { height: auto; width: 100%; overflow-y: auto; }\n\n/* Chosen colours of the system: lines and marks keep their meaning. */\n@media (forced-colors: active) {\n  .atlas-sheet, .atlas-swatch, .atlas-circles, .atlas-map canvas, .atlas-trend img { forced-color-adjust: none; }\n  .atlas-map.leaflet-container { forced-color-adjust: none; background: #faf7f0; }\n  .atlas-count i, .atlas-number, .atlas-chip { forced-color-adjust: none; }\n  .atlas-count i { background: GrayText; }\n  .atlas-number { background: CanvasText; color: Canvas; }\n  .atlas-scale-bar { border-color: CanvasText; }\n  .atlas .atlas-buttons button, .atlas .atlas-action { border: 1px solid ButtonText; }\n  .atlas-system[aria-pressed=\"false\"] { opacity: 1; color: GrayText; }\n  .atlas-map.leaflet-container:focus-visible, .atlas button:focus-visible { outline-color: Highlight; }\n}\n@media (prefers-reduced-motion: reduce) {\n  .atlas *, .atlas *::before { transition: none !important; animation: none !important; }\n}\n\n/* Paper: a map of a fixed shape (paper.js fits it), legend and source below it. */\n.atlas-stage:has(> .is-printing) { height: auto; }\n.is-printing.atlas { position: relative; width: 960px; height: auto; transform: none; border: 0; overflow: visible; background: none; }\n.is-printing .atlas-map { position: relative; inset: auto; height: 690px; border: 1px solid #c9c0ae; }\n@media print {\n  .atlas-buttons, .atlas-tip, .atlas-card, .atlas-hint, .atlas-legend-handle { display: none !important; }\n  .atlas { print-color-adjust: exact; -webkit-print-color-adjust: exact; break-inside: avoid; }\n  .is-printing.atlas { zoom: .72; font-size: 15px; }\n  .is-printing .atlas-legend { position: static; max-width: none; max-height: none; border: 0; background: none; padding: 8px 0; }\n  .is-printing .atlas-legend-body { display: block !important; overflow: visible; }\n  .is-printing .atlas-systems { columns: 4 200px; column-gap: 20px; }\n  .is-printing .atlas-classes { display: block; columns: 3; }\n  .is-printing .atlas-classes tbody { display: contents; }\n  .is-printing .atlas-legend h2, .is-printing .atlas-count, .is-printing .atlas-legend-note { font-size: 14px; }\n  .is-printing .atlas-system { break-inside: avoid; }\n  .is-printing .atlas-system[aria-pressed=\"false\"] { display: none; }\n  .is-printing .atlas-foot { position: static; max-width: none; align-items: flex-start; text-align: left; padding: 0; }\n  .is-printing .atlas-source, .is-printing .atlas-scale { font-size: 14px; background: none; padding: 1px 0; }\n}\n/* A sheet that is wider than high has room for the legend beside the map. */\n@media print and (orientation: landscape) {\n  .is-printing.atlas { zoom: .74; width: 1380px; display: grid; grid-template-columns: 960px 1fr; column-gap: 18px; }\n  .is-printing .atlas-legend { align-self: end; }\n  .is-printing .atlas-systems { columns: 1; }\n  .is-printing .atlas-classes { columns: 1; }\n  .is-printing .atlas-foot { grid-column: 1 / -1; }\n}\n"]);

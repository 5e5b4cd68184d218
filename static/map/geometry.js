// Geometry of the map: fetched once per address, decoded once, in plane coordinates of the sheet.
//
// Coordinates are Web Mercator pixels at zoom Z0, moved near zero so that single precision is
// enough for the SVG. The sheet is zoomed by one transform; no path is written again.

export const Z0 = 8;
const WORLD = 256 * 2 ** Z0;

function mercator(lon, lat) {
  const s = Math.sin((lat * Math.PI) / 180);
  return [WORLD * (lon / 360 + 0.5), WORLD * (0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI))];
}

export const ORIGIN = mercator(100.5, 37.75);

/** Sheet coordinates of a point in degrees. */
export function project(lon, lat) {
  const [x, y] = mercator(lon, lat);
  return [x - ORIGIN[0], y - ORIGIN[1]];
}

const short = (value) => Math.round(value * 100) / 100;

const line = (points, close) =>
  points.length < 2
    ? ""
    : "M" + points.map(([x, y]) => `${short(x)},${short(y)}`).join("L") + (close ? "Z" : "");

/** An SVG path of a multipolygon in sheet coordinates. */
export const polygonPath = (polygons) =>
  polygons.map((rings) => rings.map((ring) => line(ring, true)).join("")).join("");

/** An SVG path of a list of lines in degrees. */
export const linePath = (lines) =>
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
export function inside(polygons, x, y) {
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
export class Geometry {
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
export function surroundings(topology, topojson) {
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
export function riverPaths(topology, topojson) {
  const lines = (g) => (g.type === "LineString" ? [g.coordinates] : g.coordinates);
  return topojson
    .feature(topology, topology.objects.rivers)
    .features.map(({ geometry, properties }) => ({ ...properties, d: linePath(lines(geometry)) }));
}

/** An SVG path of polygons in degrees, each a list of rings. */
export const degreePath = (polygons) =>
  polygonPath(polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => project(lon, lat)))));

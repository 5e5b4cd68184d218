// Levels of detail: fewer points while the map is small, so that a change is painted faster.
//
// Whole arcs of the topology are simplified, shared borders therefore stay shared. The tolerance
// stays below half a pixel at the level's largest zoom.

// [largest zoom, tolerance in plane units]; the last level is the file itself.
export const LEVELS = [
  [6.8, 1.4],
  [8.2, 0.55],
  [Infinity, 0],
];

export const levelAt = (zoom) => LEVELS.findIndex(([most]) => zoom <= most);

function decode(arc, transform) {
  if (!transform) return arc;
  const [kx, ky] = transform.scale;
  const [dx, dy] = transform.translate;
  let [x, y] = [0, 0];
  return arc.map(([a, b]) => [(x += a) * kx + dx, (y += b) * ky + dy]);
}

/** Indices that Douglas and Peucker keep between `first` and `last` (both kept already). */
function keep(points, first, last, tolerance, kept) {
  const stack = [[first, last]];
  while (stack.length) {
    const [a, b] = stack.pop();
    const [ax, ay] = points[a];
    const [dx, dy] = [points[b][0] - ax, points[b][1] - ay];
    const length = dx * dx + dy * dy;
    let [far, at] = [tolerance * tolerance, -1];
    for (let i = a + 1; i < b; i++) {
      const [px, py] = [points[i][0] - ax, points[i][1] - ay];
      const t = length ? Math.max(0, Math.min(1, (px * dx + py * dy) / length)) : 0;
      const distance = (px - t * dx) ** 2 + (py - t * dy) ** 2;
      if (distance > far) [far, at] = [distance, i];
    }
    if (at < 0) continue;
    kept.add(at);
    stack.push([a, at], [at, b]);
  }
}

function simplifiedArc(arc, project, tolerance) {
  if (arc.length < 5) return arc;
  const points = arc.map(([lon, lat]) => project(lon, lat));
  const end = points.length - 1;
  const kept = new Set([0, end]);
  const closed = points[0][0] === points[end][0] && points[0][1] === points[end][1];
  if (closed) {
    // A ring of one arc: its farthest point divides it.
    const away = points.map(([x, y]) => (x - points[0][0]) ** 2 + (y - points[0][1]) ** 2);
    const middle = away.indexOf(Math.max(...away));
    kept.add(middle);
    keep(points, 0, middle, tolerance, kept);
    keep(points, middle, end, tolerance, kept);
    if (kept.size < 4) return arc;
  } else keep(points, 0, end, tolerance, kept);
  return arc.filter((_point, i) => kept.has(i));
}

/** The topology with its arcs in degrees, simplified to `tolerance` plane units. */
export function simplified(topology, project, tolerance) {
  const arcs = topology.arcs.map((arc) => {
    const points = decode(arc, topology.transform);
    return tolerance ? simplifiedArc(points, project, tolerance) : points;
  });
  return { ...topology, transform: undefined, arcs };
}

/** One `make(topology)` a level of detail, made when it is first needed. */
export class Details {
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

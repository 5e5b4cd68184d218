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

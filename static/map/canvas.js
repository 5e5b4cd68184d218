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
export class CanvasPaints {
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
export class CanvasFills {
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

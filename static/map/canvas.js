// Fills on a canvas for maps of thousands of units: the same colours, without patterns or lettering.

/** A Leaflet layer of all units, painted on one canvas. */
export class CanvasFills {
  constructor(L, map, { topology, topojson, pane, units, style }) {
    this.layers = new Map();
    this.colours = new Map();
    this.layer = L.geoJSON(topojson.feature(topology, topology.objects[units]), {
      pane,
      renderer: L.canvas({ pane, padding: 0.1 }),
      interactive: false,
      style: { weight: 0.4, color: style.hairlineDark, fillColor: style.base, fillOpacity: 1 },
      onEachFeature: (feature, layer) => this.layers.set(String(feature.id), layer),
    }).addTo(map);
  }

  /** Give each unit the colour `colourOf(id)`, where it has another one now. */
  paint(colourOf) {
    for (const [id, layer] of this.layers) {
      const colour = colourOf(id);
      if (this.colours.get(id) === colour) continue;
      this.colours.set(id, colour);
      layer.setStyle({ fillColor: colour });
    }
  }
}

// Fills on a canvas for maps of thousands of units: the same colours, without patterns or lettering.

/** A Leaflet layer of all units painted on one canvas. */
export class CanvasFills {
  constructor(L, map, { geometry, topojson, pane, units, style }) {
    this.style = style;
    const features = topojson.feature(geometry.topology, geometry.topology.objects[units]);
    this.layers = new Map();
    this.layer = L.geoJSON(features, {
      pane,
      renderer: L.canvas({ pane, padding: 0.1 }),
      smoothFactor: 1,
      style: () => ({ weight: 0.4, color: style.hairlineDark, fillColor: style.base, fillOpacity: 1 }),
      onEachFeature: (feature, layer) => this.layers.set(String(feature.id), layer),
    }).addTo(map);
  }

  paint(id, colour) {
    this.layers.get(id)?.setStyle({ fillColor: colour });
  }

  remove() {
    this.layer.remove();
  }
}

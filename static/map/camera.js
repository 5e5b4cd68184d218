// Where the map looks: first view, the province beside the legend, moves that Python asks for, and
// the report of moves that the user makes.

const REPORT_AFTER_MS = 400;

/** The Leaflet map and its view; `report(view)` is called after the user has moved it. */
export class Camera {
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

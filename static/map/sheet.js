// The sheet: one SVG in a Leaflet pane whose content is written once in plane coordinates and
// moved and zoomed by a single transform; strokes and patterns keep their size on the screen.

const SVG = "http://www.w3.org/2000/svg";

/** A new SVG element with attributes. */
export function svg(name, attributes = {}, parent = undefined) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent?.appendChild(element);
  return element;
}

/** A Leaflet layer with a `sheet` group in plane coordinates (see geometry.js). */
export function makeSheet(L, { pane, z0, origin, groups, onScale }) {
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
export function lightness(colour) {
  if (!/^#[0-9a-f]{6}$/i.test(colour ?? "")) return 1;
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = parseInt(colour.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** `colour` mixed with white; `share` of the colour stays. */
export function tint(colour, share) {
  if (!/^#[0-9a-f]{6}$/i.test(colour ?? "")) return "#eeeeee";
  const parts = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
  return "#" + parts.map((c) => Math.round(255 - (255 - c) * share).toString(16).padStart(2, "0")).join("");
}

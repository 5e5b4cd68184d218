// The map on paper: what is on the screen is fitted to the sheet before the browser prints, and
// stands as it was afterwards.

/** Refits an AtlasMap to the paper; `is-printing` gives it the sheet's shape (atlas_devices.css). */
export class Paper {
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

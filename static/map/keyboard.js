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
export function unitToward(units, from, key) {
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
export class Walk {
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

// The furniture around the map: buttons, scale bar, source line, tooltip and the county's card.
// All text arrives as data and is set as text, never as markup.

/** A new HTML element with a class and, if given, its text. */
export function el(tag, className, text = undefined, parent = undefined) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  parent?.appendChild(node);
  return node;
}

export function button(parent, className, label, title, onClick) {
  const node = el("button", className, label, parent);
  node.type = "button";
  node.title = title;
  node.setAttribute("aria-label", title);
  node.addEventListener("click", (event) => {
    event.stopPropagation();
    onClick(event);
  });
  return node;
}

// The reference ellipsoid CGCS2000.
const A = 6378137;
const F = 1 / 298.257222101;

/** Metres along the parallel at `lat` for one degree of longitude. */
export function metresPerDegree(lat) {
  const phi = (lat * Math.PI) / 180;
  const e2 = F * (2 - F);
  return (Math.PI / 180) * ((A * Math.cos(phi)) / Math.sqrt(1 - e2 * Math.sin(phi) ** 2));
}

/** A scale bar that holds along the parallel through the map's centre, and says so. */
export class ScaleBar {
  constructor(parent, words) {
    this.node = el("div", "atlas-scale", undefined, parent);
    this.bar = el("div", "atlas-scale-bar", undefined, this.node);
    this.label = el("span", "atlas-scale-label", undefined, this.node);
    this.words = words;
    this.node.title = words.scaleTitle;
  }

  update(map) {
    const centre = map.getCenter();
    const degreesPerPixel = 360 / (256 * 2 ** map.getZoom());
    const metresPerPixel = degreesPerPixel * metresPerDegree(centre.lat);
    const limit = (metresPerPixel * 130) / 1000;
    const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
    const km = steps.filter((step) => step <= limit).pop() ?? 1;
    this.bar.style.width = `${((km * 1000) / metresPerPixel).toFixed(1)}px`;
    this.label.textContent = `${km} km（${this.words.centreLatitude} ${centre.lat.toFixed(1)}°N）`;
  }
}

/** A name tag that follows the pointer. */
export class Tooltip {
  constructor(parent) {
    this.parent = parent;
    this.node = el("div", "atlas-tip", undefined, parent);
    // What it says of a county is said to a screen reader by the map's status (keyboard.js).
    this.node.setAttribute("aria-hidden", "true");
    this.node.hidden = true;
  }

  show(key, fill, event) {
    const frame = this.parent.getBoundingClientRect();
    // The map may be drawn larger than it is laid out (atlas_devices.css).
    const grown = frame.width / (this.parent.offsetWidth || 1) || 1;
    const at = { x: (event.clientX - frame.left) / grown, y: (event.clientY - frame.top) / grown };
    this.showAt(key, fill, at);
  }

  /** Show the tag beside a point of the map, in its own pixels. */
  showAt(key, fill, { x, y }) {
    if (key !== this.key) {
      this.key = key;
      this.node.replaceChildren();
      fill(this.node);
    }
    this.node.hidden = false;
    const { offsetWidth: w, offsetHeight: h } = this.node;
    const left = x + 16 + w > this.parent.clientWidth - 6 ? x - 14 - w : x + 16;
    const top = y + 18 + h > this.parent.clientHeight - 6 ? y - 12 - h : y + 18;
    this.node.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
  }

  hide() {
    this.node.hidden = true;
    this.key = undefined;
  }
}

/** The county that was clicked: title, rows of label, value and rank, systems, actions. */
export class Card {
  constructor(parent, { words, onClose, onAction }) {
    this.node = el("section", "atlas-card", undefined, parent);
    this.node.hidden = true;
    this.node.setAttribute("role", "dialog");
    this.node.tabIndex = -1;
    this.words = words;
    this.onClose = onClose;
    this.onAction = onAction;
  }

  render(card) {
    this.node.replaceChildren();
    this.node.hidden = !card;
    if (!card) return;
    this.node.setAttribute("aria-label", card.title);
    const head = el("header", "atlas-card-head", undefined, this.node);
    const names = el("div", "", undefined, head);
    el("h2", "", card.title, names);
    if (card.subtitle) el("p", "", card.subtitle, names);
    button(head, "atlas-close", "×", this.words.close, this.onClose);
    if (card.rows?.length) {
      const table = el("table", "", undefined, this.node);
      for (const [label, value, rank] of card.rows) {
        const row = el("tr", "", undefined, table);
        el("th", "", label, row).scope = "row";
        el("td", "atlas-value", value, row);
        el("td", "atlas-rank", rank, row);
      }
    }
    for (const trend of card.trends ?? []) {
      const figure = el("figure", "atlas-trend", undefined, this.node);
      const picture = el("img", "", undefined, figure);
      picture.src = trend.picture;
      picture.alt = trend.text;
      const caption = el("figcaption", "", undefined, figure);
      el("b", "", trend.label, caption);
      el("span", "", trend.text, caption);
    }
    if (card.chips?.length) {
      const chips = el("div", "atlas-chips", undefined, this.node);
      for (const chip of card.chips) {
        const node = el("span", "atlas-chip", chip.name, chips);
        node.style.setProperty("--chip", chip.colour);
      }
    }
    if (card.actions?.length) {
      const row = el("div", "atlas-actions", undefined, this.node);
      for (const action of card.actions) {
        button(row, "atlas-action", action.label, action.label, () =>
          this.onAction({ id: action.id, adcode: card.adcode }),
        );
      }
    }
  }
}

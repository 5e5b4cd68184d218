// Fingers: one scrolls the page, two move and enlarge the map, so that the map never holds the page.

const HINT_MS = 1600;
const FAR_PX = 24;

/** Whether the window is as narrow as a phone; the styles ask for the class that follows from it. */
export const isNarrow = () => matchMedia("(max-width: 640px)").matches;

/** Give one finger back to the page; a mouse still drags the map. */
export class Fingers {
  constructor(root, frame, map, { el, words }) {
    Object.assign(this, { map });
    this.hint = el("p", "atlas-hint", words.twoFingers, frame);
    this.hint.hidden = true;
    this.hint.setAttribute("aria-hidden", "true");
    // In the capture phase: Leaflet's own dragging would otherwise begin before it is switched off.
    root.addEventListener("touchstart", (event) => this.began(event), { capture: true, passive: true });
    root.addEventListener("pointerdown", ({ pointerType }) => this.pressed(pointerType), true);
    frame.addEventListener("touchmove", (event) => this.moved(event), { passive: true });
  }

  pressed(pointerType) {
    if (pointerType === "mouse") this.map.dragging.enable();
  }

  began({ touches }) {
    this.map.dragging.disable();
    this.from = touches.length === 1 ? touches[0] : undefined;
  }

  /** A finger that pushes sideways wants the map: say how it is done. */
  moved({ touches }) {
    if (!this.from || touches.length !== 1) return;
    const aside = Math.abs(touches[0].clientX - this.from.clientX);
    if (aside < FAR_PX || aside < 2 * Math.abs(touches[0].clientY - this.from.clientY)) return;
    this.hint.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.hint.hidden = true;
    }, HINT_MS);
  }
}

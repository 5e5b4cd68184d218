// The presentation view: map, title, legend and source fill the window, in larger type. F opens and
// closes it, Esc closes it.

const WRITING = "input, textarea, select, [contenteditable]:not([contenteditable=false])";

/** Whether the key was meant for a field. */
const isWriting = (event) =>
  event.composedPath().some((node) => node instanceof Element && node.matches(WRITING));

export class Presentation {
  constructor(atlas, { el }) {
    this.atlas = atlas;
    this.title = el("h2", "atlas-title", "");
    atlas.stage.prepend(this.title);
    this.pressed = (event) => this.onKey(event);
    document.addEventListener("keydown", this.pressed);
  }

  get on() {
    return this.atlas.stage.classList.contains("is-presented");
  }

  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat || isWriting(event)) return;
    if (event.key === "f" || event.key === "F") this.show(!this.on);
    else if (event.key === "Escape" && this.on) this.show(false);
    else return;
    event.preventDefault();
  }

  show(state) {
    const { stage } = this.atlas;
    if (state === this.on) return;
    this.title.textContent = this.atlas.data.title;
    stage.classList.toggle("is-presented", state);
    // The top layer of the browser: no ancestor of the map can cut it or cover it.
    stage.popover = state ? "manual" : null;
    if (state) stage.showPopover?.();
    this.atlas.redrawn();
  }

  remove() {
    document.removeEventListener("keydown", this.pressed);
  }
}

// The frame of the page for every hand and ear: its language, a menu that closes behind a choice, icon
// words that are not read aloud, boxes that a keyboard can scroll.

const NARROW = "(max-width: 768px)";

/** Mark what is only a picture: an icon's word belongs to its font. */
function mend(root) {
  for (const icon of root.querySelectorAll('[data-testid="stIconMaterial"]:not([aria-hidden])')) {
    icon.setAttribute("aria-hidden", "true");
  }
  scrollable(root);
}

/** A box that scrolls can be reached and scrolled by keyboard. */
function scrollable(root) {
  for (const box of root.querySelectorAll('[data-testid="stVerticalBlock"], [data-testid="stLayoutWrapper"] > div, .st-key-goals-chart')) {
    const overflow = box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;
    if (!overflow || box.tabIndex >= 0) continue;
    const { overflowX, overflowY } = getComputedStyle(box);
    if (![overflowX, overflowY].some((way) => way === "auto" || way === "scroll")) continue;
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "可滚动的内容");
  }
}

/** On a phone the menu lies over the page: it goes when a page is chosen. */
function closeMenu({ target }) {
  if (!matchMedia(NARROW).matches) return;
  if (!(target instanceof Element) || !target.closest('[data-testid="stSidebarNavLink"]')) return;
  setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click(), 60);
}

// [family, weight] of the files in static/fonts.
const FONTS = [
  ["Noto Sans SC", 400],
  ["Noto Sans SC", 700],
  ["Noto Serif SC", 700],
  ["Noto Sans SC", 500],
  ["Noto Serif SC", 400],
];
const PATIENCE_MS = 20_000;
// A file that says something about the line, and a line on which 3 MB of letters take a second or two.
const HEAVY_BYTES = 20_000;
const FAST_BYTES_PER_S = 1_500_000;

/** The atlas's own letters; the system's stand in for them until they have come. */
function bringFonts() {
  if (navigator.connection?.saveData) return;
  const rules = FONTS.map(([family, weight]) => {
    const file = new URL(`../fonts/${family.replaceAll(" ", "")}-${weight}.woff2`, import.meta.url);
    return `@font-face { font-family: "${family}"; font-weight: ${weight}; font-display: swap; src: url("${file}") format("woff2"); }`;
  });
  const style = document.createElement("style");
  style.textContent = rules.join("\n");
  document.head.append(style);
  // a rule alone fetches nothing before a text wants it, and a chart does not wait
  document.fonts.load('13px "Noto Sans SC"', "甘");
}

/** Whether the page's scripts came fast enough for the letters to cost nothing, or from the cache. */
function fastLine() {
  const come = performance.getEntriesByType("resource").filter((entry) => entry.encodedBodySize > HEAVY_BYTES);
  if (!come.length) return false;
  const bytes = come.reduce((sum, entry) => sum + entry.transferSize, 0);
  const from = Math.min(...come.map((entry) => entry.startTime));
  const to = Math.max(...come.map((entry) => entry.responseEnd));
  return bytes * 1000 >= FAST_BYTES_PER_S * (to - from) || bytes === 0;
}

/**
 * On a slow line, wait until the map is painted, or a page without one stands still: letters are
 * heavy. On a fast one they come at once, for charts keep the room that they measured with the
 * letters that were there.
 */
function fontsWhenSeen() {
  if (fastLine()) return bringFonts();
  const begun = performance.now();
  document.addEventListener("atlas-map-seen", () => setTimeout(bring, 300), { once: true });
  let brought = false;
  function bring() {
    if (!brought) bringFonts();
    brought = true;
  }
  const look = () => {
    if (brought) return;
    const runs = document.querySelector('[data-testid="stSkeleton"], [data-test-script-state="running"]');
    const mapped = document.querySelector('[class*="st-key-"][class*="-map "]');
    const still = document.querySelector(".atlas-head h1") && !runs && !mapped;
    if (still || performance.now() - begun > PATIENCE_MS) bring();
    else setTimeout(look, 250);
  };
  setTimeout(look, 250);
}

/** Keep the frame as it should be while Streamlit draws. */
export function watch() {
  document.documentElement.lang = "zh-CN";
  document.addEventListener("click", closeMenu);
  fontsWhenSeen();
  let waiting = false;
  const tidy = () => {
    waiting = false;
    mend(document);
  };
  const later = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(tidy, 120);
  };
  tidy();
  const observer = new MutationObserver(later);
  observer.observe(document.body, { childList: true, subtree: true });
}

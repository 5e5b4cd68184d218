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

/** Keep the frame as it should be while Streamlit draws. */
export function watch() {
  document.documentElement.lang = "zh-CN";
  document.addEventListener("click", closeMenu);
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
